#include "gateway/http/resources/pages.hpp"

#include <utility>

#include "gateway/http/byte_range.hpp"
#include "gateway/http/compression.hpp"
#include "gateway/http/entity_tag.hpp"

namespace regard::gateway {
namespace {

Response missing_page() {
  Response response{http::status::not_found};
  response.fields.set(http::field::content_type, "text/plain; charset=utf-8");
  response.body = std::make_unique<MemorySource>("Page introuvable.\n");
  return response;
}

Response head_of(const StaticFile& file) {
  Response response;
  response.fields.set(http::field::cache_control,
                      file.is_immutable ? "public, max-age=31536000, immutable" : "no-cache");
  response.fields.set(http::field::content_type,
                      boost::beast::string_view{file.content_type.data(), file.content_type.size()});
  if (file.gzip) response.fields.set(http::field::vary, "Accept-Encoding");
  return response;
}

Response unchanged(Response response, const std::string& tag) {
  response.status = http::status::not_modified;
  response.fields.set(http::field::etag, tag);
  return response;
}

// Ranges are of the plain form only: a part of a compressed file is of no use to anybody.
Response compressed(Response response, const StaticFile& file) {
  response.fields.set(http::field::etag, gzip_entity_tag(file.digest));
  response.fields.set(http::field::content_encoding, "gzip");
  response.body = std::make_unique<MemorySource>(file.gzip);
  return response;
}

Response answer(const RequestHead& head, const StaticFile& file) {
  const bool is_gzip = file.gzip && accepts_gzip(header(head, http::field::accept_encoding));
  const std::string tag = is_gzip ? gzip_entity_tag(file.digest) : entity_tag(file.digest);
  Response response = head_of(file);
  if (is_named(header(head, http::field::if_none_match), tag)) return unchanged(std::move(response), tag);
  if (is_gzip) return compressed(std::move(response), file);
  return answer_range(head, std::move(response),
                      {file.plain->size(), tag, [bytes = file.plain](const ByteRange& range) {
                         return std::make_unique<MemorySource>(bytes, range.first, range.size_bytes);
                       }});
}

}  // namespace

void add_pages(Router& router, const StaticFiles& files) {
  const Responder respond = [&files](const Call& call) {
    const StaticFile* file = files.find(path_of(call.head()));
    return file == nullptr ? missing_page() : answer(call.head(), *file);
  };
  router.add({.pattern = std::string(kEverythingElse), .handler = respond, .access = Access::everybody});
}

}  // namespace regard::gateway
