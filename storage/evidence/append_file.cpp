#include "storage/evidence/append_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace regard::storage {

std::expected<void, std::string> append_to_file(const std::string& path, const std::string& text) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, S_IRUSR | S_IWUSR | S_IRGRP);
  const bool is_written =
      file >= 0 && ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(file) == 0;
  const int error = errno;
  if (file >= 0) ::close(file);
  if (is_written) return {};
  return std::unexpected("checkpoints cannot be copied to " + path + ": " + std::generic_category().message(error));
}

}  // namespace regard::storage
