#include "gateway/http/resources/referential.hpp"

#include "gateway/http/compression.hpp"
#include "gateway/http/entity_tag.hpp"

namespace regard::gateway {
namespace {

// The JSON in one form, made once: it never changes while the server runs.
struct Form {
  std::shared_ptr<const std::string> bytes;
  std::string tag;
  bool is_gzip = false;
};

Form form_of(const observer::Referential& referential, bool is_gzip_accepted) {
  Coded coded = encode(referential.json(), is_gzip_accepted);
  const auto& version = referential.version();
  return {std::make_shared<const std::string>(std::move(coded.bytes)),
          coded.is_gzip ? gzip_entity_tag(version) : entity_tag(version), coded.is_gzip};
}

Response answer(const RequestHead& head, const Form& form) {
  const bool is_unchanged = is_named(header(head, http::field::if_none_match), form.tag);
  Response response{is_unchanged ? http::status::not_modified : http::status::ok};
  response.fields.set(http::field::content_type, "application/json");
  response.fields.set(http::field::etag, form.tag);
  response.fields.set(http::field::cache_control, "private, no-cache");
  response.fields.set(http::field::vary, "Accept-Encoding");
  if (form.is_gzip) response.fields.set(http::field::content_encoding, "gzip");
  if (!is_unchanged) response.body = std::make_unique<MemorySource>(form.bytes);
  return response;
}

}  // namespace

void add_referential(Router& router, const observer::Referential& referential) {
  Responder respond = [plain = form_of(referential, false), gzip = form_of(referential, true)](const Call& call) {
    const bool is_gzip_accepted = accepts_gzip(header(call.head(), http::field::accept_encoding));
    return answer(call.head(), is_gzip_accepted ? gzip : plain);
  };
  router.add({.pattern = "/api/referential", .handler = std::move(respond)});
}

}  // namespace regard::gateway
