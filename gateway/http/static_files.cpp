#include "gateway/http/static_files.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <utility>

#include "gateway/accounts/secrets.hpp"
#include "gateway/http/compression.hpp"
#include "gateway/http/limits.hpp"

namespace regard::gateway {
namespace {

struct FileType {
  std::string_view extension;
  std::string_view content_type;
  bool is_text = false;
};

const FileType& type_of(const std::filesystem::path& path) {
  static constexpr FileType kUnknown{"", "application/octet-stream"};
  static constexpr std::array<FileType, 9> kTypes{{
      {".html", "text/html; charset=utf-8", true},
      {".js", "text/javascript; charset=utf-8", true},
      {".css", "text/css; charset=utf-8", true},
      {".svg", "image/svg+xml", true},
      {".png", "image/png"},
      {".ico", "image/x-icon"},
      {".woff2", "font/woff2"},
      {".json", "application/json", true},
      {".webmanifest", "application/manifest+json", true},
  }};
  const auto* found = std::ranges::find(kTypes, path.extension().string(), &FileType::extension);
  return found == kTypes.end() ? kUnknown : *found;
}

// Vite puts a digest of the content into the names of what it writes to assets/.
bool is_named_by_content(std::string_view path) { return path.starts_with("/assets/"); }

std::shared_ptr<const std::string> compressed(const std::string& content) {
  std::string bytes = gzip(content, limits::kFileCompressionLevel);
  if (!is_worth_compressing(content.size(), bytes.size())) return nullptr;
  return std::make_shared<const std::string>(std::move(bytes));
}

StaticFile prepared(std::string content, const std::string& path) {
  constexpr std::size_t kDigestDigits = 16;
  const FileType& type = type_of(path);
  StaticFile file{.plain = nullptr,
                  .gzip = type.is_text ? compressed(content) : nullptr,
                  .content_type = type.content_type,
                  .digest = digest_token(content).substr(0, kDigestDigits),
                  .is_immutable = is_named_by_content(path)};
  file.plain = std::make_shared<const std::string>(std::move(content));
  return file;
}

}  // namespace

std::expected<StaticFiles, std::string> StaticFiles::load(const std::filesystem::path& directory) {
  StaticFiles all;
  std::error_code error;
  std::filesystem::recursive_directory_iterator entries(directory, error);
  if (error)
    return std::unexpected("the pages' directory " + directory.string() + " cannot be read: " + error.message());
  for (const auto& entry : entries) {
    if (!entry.is_regular_file()) continue;
    std::ifstream stream(entry.path(), std::ios::binary);
    if (!stream) return std::unexpected("the page " + entry.path().string() + " cannot be read");
    const std::string path = "/" + entry.path().lexically_relative(directory).generic_string();
    all.files_.emplace(path, prepared({std::istreambuf_iterator<char>(stream), {}}, path));
  }
  if (!all.files_.contains("/index.html")) {
    return std::unexpected("the pages' directory " + directory.string() + " holds no index.html: build web/ first");
  }
  return all;
}

const StaticFile* StaticFiles::find(std::string_view path) const {
  const bool is_place = path.find('.') == std::string_view::npos;
  const auto found = files_.find(is_place ? "/index.html" : std::string(path));
  return found == files_.end() ? nullptr : &found->second;
}

}  // namespace regard::gateway
