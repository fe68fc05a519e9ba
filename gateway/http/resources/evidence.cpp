#include "gateway/http/resources/evidence.hpp"

#include <algorithm>
#include <charconv>
#include <memory>

#include "gateway/http/json.hpp"
#include "gateway/http/query_string.hpp"
#include "gateway/http/responses.hpp"
#include "gateway/http/waiting.hpp"
#include "gateway/views/interview_view.hpp"

namespace regard::gateway {
namespace {

using observer::InterviewSummary;

bool answers_for_evidence(v1::Role role) { return role == v1::ROLE_ORGANISER || role == v1::ROLE_QUALITY_MANAGER; }

Response not_allowed() {
  return error_response(http::status::forbidden, "not_allowed", "This is for organisers and quality managers.");
}

// Why there is no receipt; nothing when there is one.
std::optional<Response> why_not(const InterviewSummary& interview, observer::RecordingId recording_id,
                                const observer::Account& account) {
  const observer::Reader reader = observer::reader_of(account);
  if (!may_see(interview, reader)) return not_found_response();
  const v1::Interview seen = describe(interview, reader);
  const auto is_named = [&](const auto& recording) { return recording.recording_id() == recording_id.to_string(); };
  if (std::ranges::none_of(seen.recordings(), is_named)) return not_found_response();
  if (!interview.is_live()) return std::nullopt;
  return error_response(http::status::conflict, "still_live", "There is a receipt when the interview has ended.");
}

// A checkpoint tells how many events there are altogether: until the seal is lifted that could tell one assessor how
// much the other marks.
ReceiptScope scope_of(const InterviewSummary& interview, v1::Role role) {
  const bool may_tell = !interview.is_sealed || answers_for_evidence(role);
  return may_tell ? ReceiptScope::journal : ReceiptScope::recording_alone;
}

Response receipt_response(std::string receipt, observer::RecordingId recording_id) {
  Response response{http::status::ok};
  response.fields.set(http::field::content_type, "application/json");
  response.fields.set(http::field::cache_control, "no-store");
  response.fields.set(http::field::content_disposition,
                      "attachment; filename=\"receipt-" + recording_id.to_string() + ".json\"");
  response.body = std::make_unique<MemorySource>(std::move(receipt));
  return response;
}

// 0 when it is not there, or no number.
std::uint64_t number_in(std::string_view query, std::string_view name) {
  const auto parameters = read_query(query).value_or(std::vector<QueryParameter>{});
  const auto found = std::ranges::find(parameters, name, &QueryParameter::name);
  if (found == parameters.end()) return 0;
  const std::string& text = found->value;
  std::uint64_t number = 0;
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && rest == text.data() + text.size() ? number : 0;
}

class EvidenceResource {
 public:
  explicit EvidenceResource(EvidenceParts parts) : parts_(parts) {}

  Awaitable<Response> state(Call call) {
    if (!answers_for_evidence(call.identity->account.role)) co_return not_allowed();
    using State = std::expected<v1::EvidenceState, observer::StoreFailure>;
    const auto state = co_await wait_for<State>([&](auto done) { parts_.source.ask_state(std::move(done)); });
    if (!state) co_return store_failed_response(state.error().reason);
    co_return json_response(http::status::ok, *state);
  }

  Awaitable<Response> consistency(Call call) {
    if (!answers_for_evidence(call.identity->account.role)) co_return not_allowed();
    const std::uint64_t from = number_in(query_of(call.head()), "from");
    const std::uint64_t to = number_in(query_of(call.head()), "to");
    if (from == 0 || from > to) {
      co_return error_response(http::status::bad_request, "invalid_parameter",
                               "from and to are numbers of events, from above 0 and not above to.");
    }
    using Proof = std::expected<v1::ConsistencyProof, observer::StoreFailure>;
    const auto proof =
        co_await wait_for<Proof>([&](auto done) { parts_.source.ask_consistency(from, to, std::move(done)); });
    if (!proof) co_return store_failed_response(proof.error().reason);
    co_return json_response(http::status::ok, *proof);
  }

  Awaitable<Response> receipt(Call call) {
    const auto interview_id = observer::Uuid::parse(call.parameters[0]);
    const auto recording_id = observer::Uuid::parse(call.parameters[1]);
    if (!interview_id || !recording_id) co_return not_found_response();
    using Found = std::expected<std::optional<InterviewSummary>, observer::StoreFailure>;
    const auto interview = co_await wait_for<Found>([this, id = *interview_id](auto done) {
      parts_.catalogue.run([id, done = std::move(done)](auto reader) mutable {
        done(reader ? reader->get().find_one(id) : Found(std::unexpected(reader.error())));
      });
    });
    if (!interview) co_return store_failed_response("The list of interviews cannot be read at the moment.");
    if (!*interview) co_return not_found_response();
    if (auto refused = why_not(**interview, *recording_id, call.identity->account)) co_return *std::move(refused);
    const observer::Account& account = call.identity->account;
    const ReceiptScope scope = scope_of(**interview, account.role);
    using Receipt = std::expected<std::string, observer::StoreFailure>;
    auto receipt = co_await wait_for<Receipt>(
        [&](auto done) { parts_.source.ask_receipt(*recording_id, scope, std::move(done)); });
    if (!receipt) co_return store_failed_response(receipt.error().reason);
    parts_.trail.note({.kind = observer::TrailKind::receipt_given,
                       .account_id = account.account_id,
                       .login = account.login,
                       .address = call.request.peer.to_string(),
                       .subject = recording_id->to_string()});
    co_return receipt_response(*std::move(receipt), *recording_id);
  }

 private:
  EvidenceParts parts_;
};

}  // namespace

void add_evidence(Router& router, EvidenceParts parts) {
  const auto resource = std::make_shared<EvidenceResource>(parts);
  const AsyncResponder state = [resource](Call call) { return resource->state(std::move(call)); };
  const AsyncResponder consistency = [resource](Call call) { return resource->consistency(std::move(call)); };
  const AsyncResponder receipt = [resource](Call call) { return resource->receipt(std::move(call)); };
  router.add({.pattern = "/api/evidence", .handler = state});
  router.add({.pattern = "/api/evidence/consistency", .handler = consistency});
  router.add({.pattern = "/api/interviews/{id}/receipts/{recording}", .handler = receipt});
}

}  // namespace regard::gateway
