#include "storage/evidence/copied_notes.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include "storage/evidence/limits.hpp"

namespace regard::storage {
namespace {

// Returns 0, or the system's error. A file that takes only a part without an error is full.
int write_all(int file, const std::string& text) {
  const ssize_t written = ::write(file, text.data(), text.size());
  if (written < 0) return errno;
  if (written != static_cast<ssize_t>(text.size())) return ENOSPC;
  return ::fsync(file) == 0 ? 0 : errno;
}

// Behind a half that a power cut has left there is no empty line.
bool ends_with_empty_line(int file, off_t size) {
  std::array<char, 2> end{};
  const auto read = ::pread(file, end.data(), end.size(), std::max<off_t>(size - 2, 0));
  return read == 2 && end[0] == '\n' && end[1] == '\n';
}

int append(int file, const std::string& note) {
  struct stat before{};
  if (::fstat(file, &before) != 0) return errno;
  const bool is_parted = before.st_size == 0 || ends_with_empty_line(file, before.st_size);
  const int error = write_all(file, (is_parted ? "" : "\n\n") + note + "\n");
  // What cannot be taken back is told from a whole note when it is read.
  if (error != 0) (void)!::ftruncate(file, before.st_size);
  return error;
}

}  // namespace

FileIdentity identity_of(const std::string& path) {
  struct stat found{};
  if (::stat(path.c_str(), &found) != 0) return std::nullopt;
  return std::pair(found.st_dev, found.st_ino);
}

std::expected<void, std::string> append_note(const std::string& path, const std::string& note) {
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, S_IRUSR | S_IWUSR | S_IRGRP);
  const int error = file < 0 ? errno : append(file, note);
  if (file >= 0) ::close(file);
  if (error == 0) return {};
  return std::unexpected("checkpoints cannot be copied to " + path + ": " + std::generic_category().message(error));
}

std::expected<std::string, std::string> newest_notes(const std::string& path) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  if (error == std::errc::no_such_file_or_directory) return "";
  std::ifstream file(path, std::ios::binary);
  if (error || !file) return std::unexpected("the checkpoints copied to " + path + " cannot be read");
  file.seekg(static_cast<std::streamoff>(size - std::min<std::uintmax_t>(size, kReadOfCopies)));
  return std::string{std::istreambuf_iterator<char>(file), {}};
}

}  // namespace regard::storage
