#include "gateway/http/static_files.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <utility>

#include "gateway/accounts/secrets.hpp"

namespace regard::gateway {
namespace {

std::string_view content_type_of(const std::filesystem::path& path) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kTypes{{
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".ico", "image/x-icon"},
      {".woff2", "font/woff2"},
      {".json", "application/json"},
      {".webmanifest", "application/manifest+json"},
  }};
  const std::string extension = path.extension().string();
  const auto* found = std::ranges::find(kTypes, extension, &std::pair<std::string_view, std::string_view>::first);
  return found == kTypes.end() ? "application/octet-stream" : found->second;
}

// Vite puts a digest of the content into the names of what it writes to assets/.
bool is_named_by_content(std::string_view path) { return path.starts_with("/assets/"); }

Response not_found(const Request& request) {
  Response response{http::status::not_found, request.version()};
  response.set(http::field::content_type, "text/plain; charset=utf-8");
  response.body() = "Page introuvable.\n";
  return response;
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
    std::string content{std::istreambuf_iterator<char>(stream), {}};
    std::string etag = '"' + digest_token(content).substr(0, 16) + '"';
    all.files_.emplace("/" + entry.path().lexically_relative(directory).generic_string(),
                       File{std::move(content), content_type_of(entry.path()), std::move(etag)});
  }
  if (!all.files_.contains("/index.html")) {
    return std::unexpected("the pages' directory " + directory.string() + " holds no index.html: build web/ first");
  }
  return all;
}

Response StaticFiles::serve(const Request& request) const {
  std::string path{path_of(request)};
  if (path.find('.') == std::string::npos) path = "/index.html";
  const auto found = files_.find(path);
  if (found == files_.end()) return not_found(request);
  const File& file = found->second;

  const bool is_unchanged = header(request, http::field::if_none_match) == file.etag;
  Response response{is_unchanged ? http::status::not_modified : http::status::ok, request.version()};
  response.set(http::field::etag, file.etag);
  response.set(http::field::cache_control,
               is_named_by_content(path) ? "public, max-age=31536000, immutable" : "no-cache");
  response.set(http::field::content_type,
               boost::beast::string_view{file.content_type.data(), file.content_type.size()});
  if (!is_unchanged && request.method() != http::verb::head) response.body() = file.content;
  return response;
}

}  // namespace regard::gateway
