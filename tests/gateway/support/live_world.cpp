#include "tests/gateway/support/live_world.hpp"

#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <utility>

namespace regard::tests {
namespace {

observer::Account person(std::uint8_t number, const std::string& login, v1::Role role) {
  observer::Account account{{}, login, login, role, {}};
  account.account_id.bytes[0] = number;
  return account;
}

}  // namespace

const Cast& cast() {
  static const Cast cast{person(1, "alice", v1::ROLE_ASSESSOR),      person(2, "bruno", v1::ROLE_ASSESSOR),
                         person(3, "denis", v1::ROLE_CANDIDATE),     person(4, "renee", v1::ROLE_ROLE_PLAYER),
                         person(5, "odile", v1::ROLE_ORGANISER),     person(6, "quentin", v1::ROLE_QUALITY_MANAGER),
                         person(7, "platform", v1::ROLE_INTEGRATION)};
  return cast;
}

std::unique_ptr<storage::SqliteStore> open_store(const storage::StoreOptions& options) {
  auto store = storage::SqliteStore::open(options);
  if (!store) FAIL(store.error().reason);
  return std::move(*store);
}

LiveServer::LiveServer(std::unique_ptr<storage::SqliteStore> store, ManualClock& the_clock, SeededRandom& the_random)
    : clock(the_clock),
      random(the_random),
      directory({.accounts = cast().all()}),
      journal(std::make_unique<StepJournal>(std::move(store), random)) {
  const auto newest_stamp_ns = journal->newest_stamp_ns();
  if (!newest_stamp_ns) FAIL(newest_stamp_ns.error().reason);
  trusted_clock.emplace(clock, *newest_stamp_ns);
  live.emplace(gateway::Live::Sources{{observer::testing::official_referential(), directory, random},
                                      *journal,
                                      clock,
                                      *trusted_clock,
                                      trail,
                                      [this](std::function<void()> work) { deferred.push_back(std::move(work)); }});
}

std::uint64_t LiveServer::committed_sequence(observer::RecordingId recording_id) const {
  const observer::Recording* recording = live->recordings.find(recording_id);
  return recording == nullptr ? 0 : recording->numbering.committed_sequence();
}

void LiveServer::run_deferred() {
  while (!deferred.empty()) run_turn();
}

void LiveServer::run_turn() {
  for (const auto& work : std::exchange(deferred, {})) work();
}

void LiveServer::settle() {
  while (!deferred.empty() || journal->has_appends() || journal->has_reads()) {
    run_deferred();
    if (journal->has_appends()) journal->commit_all();
    if (journal->has_reads()) journal->read_all();
  }
}

Peer::Peer(LiveServer& server, const observer::Account& account, gateway::Encoding encoding)
    : session(server.live->make_session({account, account.login, encoding})) {
  session->on_open(connection);
}

Peer::~Peer() { cut(); }

void Peer::cut() {
  if (!std::exchange(is_cut_, true)) session->on_closed();
}

void Peer::send(const v1::ClientFrame& frame) {
  if (session->encoding() == gateway::Encoding::binary) {
    session->on_message(frame.SerializeAsString(), false);
  } else {
    std::string json;
    REQUIRE(google::protobuf::util::MessageToJsonString(frame, &json).ok());
    session->on_message(json, true);
  }
}

std::vector<v1::ServerFrame> Peer::take_all() {
  std::vector<v1::ServerFrame> frames;
  while (connection.has_message()) {
    const gateway::OutMessage message = connection.take();
    v1::ServerFrame& frame = frames.emplace_back();
    const bool is_read = message.is_text ? google::protobuf::util::JsonStringToMessage(*message.bytes, &frame).ok()
                                         : frame.ParseFromString(*message.bytes);
    REQUIRE(is_read);
    session->on_sent();
  }
  return frames;
}

std::vector<v1::ServerFrame> Peer::take(v1::ServerFrame::FrameCase kind) {
  auto frames = take_all();
  std::erase_if(frames, [kind](const v1::ServerFrame& frame) { return frame.frame_case() != kind; });
  return frames;
}

v1::ClientFrame publish(const std::string& recording_id, const std::string& client_id, std::uint64_t client_seq,
                        const v1::EventBody& body) {
  v1::ClientFrame frame;
  frame.mutable_publish()->set_recording_id(recording_id);
  frame.mutable_publish()->set_client_id(client_id);
  frame.mutable_publish()->set_client_seq(client_seq);
  *frame.mutable_publish()->mutable_body() = body;
  return frame;
}

v1::ClientFrame subscribe(const std::string& recording_id, std::uint64_t after_sequence) {
  v1::ClientFrame frame;
  frame.mutable_subscribe()->set_recording_id(recording_id);
  frame.mutable_subscribe()->set_after_sequence(after_sequence);
  return frame;
}

v1::EventBody opening(v1::Channel channel) {
  v1::EventBody body;
  auto& opened = *body.mutable_interview_opened();
  opened.set_title("Devis dentaire");
  opened.set_block_code("B1");
  opened.set_channel(channel);
  opened.set_simulated(true);
  opened.mutable_candidate()->set_login("denis");
  opened.mutable_role_player()->set_login("renee");
  opened.add_assessors()->set_login("alice");
  opened.add_assessors()->set_login("bruno");
  opened.mutable_interlocutor()->set_name("Mme Robert");
  opened.mutable_interlocutor()->set_side(v1::INTERLOCUTOR_SIDE_EXTERNAL);
  return body;
}

std::vector<v1::Event> events_in(const std::vector<v1::ServerFrame>& frames) {
  std::vector<v1::Event> events;
  for (const v1::ServerFrame& frame : frames) {
    for (const v1::Event& event : frame.event_batch().events()) events.push_back(event);
  }
  return events;
}

LiveWorld::LiveWorld()
    : server(open_store({.database_path = directory.path() / "regard.db"}), clock, random),
      platform(server, cast().platform),
      platform_client_id(random.uuid().to_string()) {}

std::string LiveWorld::open_interview(v1::Channel channel) {
  const std::string interview_id = random.uuid().to_string();
  say(interview_id, opening(channel));
  say(interview_id, observer::testing::joined("candidate"));
  say(interview_id, observer::testing::joined("interlocutor"));
  return interview_id;
}

void LiveWorld::say(const std::string& interview_id, const v1::EventBody& body) {
  platform.send(publish(interview_id, platform_client_id, ++platform_seq_[interview_id], body));
  server.settle();
  const auto errors = platform.take(v1::ServerFrame::kError);
  INFO((errors.empty() ? std::string{} : errors.front().error().ShortDebugString()));
  REQUIRE(errors.empty());
}

std::string LiveWorld::marking_of(const std::string& interview_id, const observer::Account& assessor) const {
  const auto* family = server.live->recordings.interview(*observer::Uuid::parse(interview_id));
  REQUIRE(family != nullptr);
  const observer::Marking* marking = family->marking_of(assessor.account_id);
  REQUIRE(marking != nullptr);
  return marking->recording_id.to_string();
}

}  // namespace regard::tests
