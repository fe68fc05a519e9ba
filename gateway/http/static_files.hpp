#pragma once

#include <expected>
#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>

#include "gateway/transport/http_types.hpp"

namespace regard::gateway {

// The pages, read into memory once at start: what is not among them cannot be asked for.
class StaticFiles {
 public:
  // The error says which file or directory could not be read.
  [[nodiscard]] static std::expected<StaticFiles, std::string> load(const std::filesystem::path& directory);

  // Answers GET and HEAD. A path without a dot is a place within the application and gets index.html.
  [[nodiscard]] Response serve(const Request& request) const;

 private:
  struct File {
    std::string content;
    std::string_view content_type;
    std::string etag;
  };
  std::unordered_map<std::string, File> files_;
};

}  // namespace regard::gateway
