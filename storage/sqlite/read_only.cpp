#include "storage/sqlite/read_only.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string_view>

namespace regard::storage {
namespace {

constexpr std::string_view kMagic{"SQLite format 3\0", 16};

}  // namespace

std::optional<std::string> why_no_database(const std::string& path) {
  std::error_code ignored;  // Of a file that is not there, SQLite says so.
  if (std::filesystem::is_directory(path, ignored)) return "is a directory: name the file regard.db in it";
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  std::string beginning(kMagic.size(), ' ');
  file.read(beginning.data(), static_cast<std::streamsize>(beginning.size()));
  if (file.gcount() == 0) return "is empty";
  if (beginning != kMagic) return "is no SQLite database";
  return std::nullopt;
}

std::string name_for_reading(const std::string& path) {
  const std::string directory = std::filesystem::absolute(path).parent_path().string();
  std::error_code ignored;  // A log that is not there has no size.
  const auto log_bytes = std::filesystem::file_size(path + "-wal", ignored);
  const bool has_log = !ignored && log_bytes > 0;
  if (has_log || ::faccessat(AT_FDCWD, directory.c_str(), W_OK, AT_EACCESS) == 0) return path;
  std::string uri = "file:";
  for (const char c : path) {
    const bool is_special = c == '%' || c == '?' || c == '#';
    uri += is_special ? fmt::format("%{:02X}", static_cast<unsigned char>(c)) : std::string(1, c);
  }
  return uri + "?immutable=1";
}

}  // namespace regard::storage
