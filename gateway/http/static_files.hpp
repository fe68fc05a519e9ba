#pragma once

#include <expected>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

namespace regard::gateway {

// One file in the forms in which it is served.
struct StaticFile {
  std::shared_ptr<const std::string> plain;
  // Null where it would not be a tenth smaller.
  std::shared_ptr<const std::string> gzip;
  std::string_view content_type;
  std::string digest;
  // Its name changes with its content.
  bool is_immutable = false;
};

// The pages, read into memory and compressed once at start: what is not among them cannot be asked for.
class StaticFiles {
 public:
  // The error says which file or directory could not be read.
  [[nodiscard]] static std::expected<StaticFiles, std::string> load(const std::filesystem::path& directory);

  // Null when there is none. A path without a dot is a place within the application: index.html.
  [[nodiscard]] const StaticFile* find(std::string_view path) const;

 private:
  std::unordered_map<std::string, StaticFile> files_;
};

}  // namespace regard::gateway
