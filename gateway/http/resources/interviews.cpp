#include "gateway/http/resources/interviews.hpp"

#include <memory>
#include <utility>

#include "gateway/http/interview_cursor.hpp"
#include "gateway/http/interview_query.hpp"
#include "gateway/http/json.hpp"
#include "gateway/http/responses.hpp"
#include "gateway/http/waiting.hpp"
#include "gateway/views/interview_view.hpp"
#include "observer/access/access_rules.hpp"

namespace regard::gateway {
namespace {

using observer::CatalogueReader;
using observer::InterviewQuery;
using Reader = std::expected<std::reference_wrapper<CatalogueReader>, observer::StoreFailure>;

Response unavailable() { return store_failed_response("The list of interviews cannot be read at this moment."); }

Response rendered(const google::protobuf::Message& message, bool is_gzip_accepted) {
  Response response = json_response(http::status::ok, encode(to_json(message), is_gzip_accepted));
  response.fields.set(http::field::vary, "Accept-Encoding");
  return response;
}

class InterviewsResource {
 public:
  explicit InterviewsResource(InterviewsParts parts) : parts_(std::move(parts)) {}

  Awaitable<Response> list(Call call) {
    auto query = read_interview_query(query_of(call.head()), parts_.referential);
    if (!query) co_return error_response(http::status::bad_request, "invalid_parameter", std::move(query.error()));
    const observer::Account& account = call.identity->account;
    if (!observer::sees_every_interview(observer::reader_of(account))) query->filter.seen_by = account.account_id;
    Asked asked{account, parts_.mono_ns(), accepts_gzip(header(call.head(), http::field::accept_encoding))};
    co_return co_await read([this, query = std::move(*query), asked = std::move(asked)](CatalogueReader& reader) {
      return render_page(reader, query, asked);
    });
  }

  Awaitable<Response> one(Call call) {
    const auto id = observer::Uuid::parse(call.parameters.front());
    if (!id) co_return not_found_response();
    Asked asked{call.identity->account, 0, accepts_gzip(header(call.head(), http::field::accept_encoding))};
    co_return co_await read(
        [this, id = *id, asked = std::move(asked)](CatalogueReader& reader) { return render_one(reader, id, asked); });
  }

 private:
  // What a job on the catalogue's thread takes along.
  struct Asked {
    observer::Account account;
    std::int64_t mono_ns = 0;
    bool is_gzip_accepted = false;
  };

  // Runs `render` on the catalogue's thread.
  template <typename Render>
  Awaitable<Response> read(Render render) {
    co_return co_await wait_for<Response>([this, &render](auto done) {
      parts_.catalogue.run([render = std::move(render), done = std::move(done)](Reader reader) mutable {
        done(reader ? render(reader->get()) : unavailable());
      });
    });
  }

  [[nodiscard]] Response render_page(CatalogueReader& reader, const InterviewQuery& query, const Asked& asked) const {
    const auto page = reader.find(query);
    if (!page) return unavailable();
    v1::InterviewList list;
    list.set_server_mono_ns(asked.mono_ns);
    const observer::Reader asker = observer::reader_of(asked.account);
    for (const auto& interview : page->interviews) {
      // Who sat there in another role than today's does not see it.
      if (may_see(interview, asker)) *list.add_interviews() = describe(interview, asker);
    }
    if (page->count) {
      list.set_counted(static_cast<std::int64_t>(page->count->counted));
      list.set_has_uncounted(page->count->has_uncounted);
    }
    if (page->next) list.set_next(write_cursor(*page->next));
    return rendered(list, asked.is_gzip_accepted);
  }

  [[nodiscard]] Response render_one(CatalogueReader& reader, observer::RecordingId id, const Asked& asked) const {
    const auto interview = reader.find_one(id);
    if (!interview) return unavailable();
    if (!*interview || !may_see(**interview, observer::reader_of(asked.account))) return not_found_response();
    return rendered(describe(**interview, observer::reader_of(asked.account)), asked.is_gzip_accepted);
  }

  InterviewsParts parts_;
};

}  // namespace

void add_interviews(Router& router, InterviewsParts parts) {
  const auto resource = std::make_shared<InterviewsResource>(std::move(parts));
  const AsyncResponder list = [resource](Call call) { return resource->list(std::move(call)); };
  const AsyncResponder one = [resource](Call call) { return resource->one(std::move(call)); };
  router.add({.pattern = "/api/interviews", .handler = list});
  router.add({.pattern = "/api/interviews/{id}", .handler = one});
}

}  // namespace regard::gateway
