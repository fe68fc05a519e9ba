#include "tests/simulation/simulation.hpp"

#include <algorithm>

#include "gateway/live/frame_codec.hpp"
#include "gateway/live/limits.hpp"
#include "storage/journal/verify.hpp"
#include "tests/simulation/violation.hpp"

namespace regard::simulation {
namespace {

using tests::cast;

constexpr std::size_t kSteps = 400;
// Far more rounds than any backlog of so few steps needs.
constexpr std::size_t kSettleRounds = 10'000;
const std::string kAlicesSecret = "le secret d'Alice";

v1::EventBody conversation_event(std::uint64_t client_seq) {
  if (client_seq == 1) return tests::opening();
  if (client_seq == 2) return observer::testing::joined("candidate");
  if (client_seq == 3) return observer::testing::joined("interlocutor");
  return observer::testing::turn("candidate", "réplique " + std::to_string(client_seq));
}

Publisher::MakeBody marks(tests::SeededRandom& random, const std::string& remark) {
  return [&random, remark](std::uint64_t client_seq) {
    v1::EventBody body = observer::testing::mark(random.uuid());
    body.mutable_mark()->set_remark(remark + " " + std::to_string(client_seq));
    return body;
  };
}

}  // namespace

Simulation::Simulation(std::uint64_t seed) : vfs_(seed), random_(seed) {}

Simulation::~Simulation() { cut_everybody(); }

void Simulation::run() {
  start_server();
  open_interview();
  for (std::size_t i = 0; i < kSteps; ++i) step();
  settle();
  check_end_state();
}

void Simulation::open_interview() {
  const std::string interview = random_.uuid().to_string();
  publishers_.push_back(
      std::make_unique<Publisher>(cast().platform, interview, random_.uuid().to_string(), conversation_event));
  for (int i = 0; i < 3; ++i) publishers_.front()->make_event();
  settle();
  const auto marking_of = [&](const observer::Account& assessor) {
    const auto* family = server_->live->recordings.interview(*observer::Uuid::parse(interview));
    return family->marking_of(assessor.account_id)->recording_id.to_string();
  };
  alices_marking_ = marking_of(cast().alice);
  const std::string brunos_marking = marking_of(cast().bruno);
  publishers_.push_back(std::make_unique<Publisher>(cast().alice, alices_marking_, random_.uuid().to_string(),
                                                    marks(random_, kAlicesSecret)));
  publishers_.push_back(
      std::make_unique<Publisher>(cast().bruno, brunos_marking, random_.uuid().to_string(), marks(random_, "à Bruno")));
  watchers_.push_back(std::make_unique<Watcher>(cast().alice, interview));
  watchers_.push_back(std::make_unique<Watcher>(cast().alice, alices_marking_));
  watchers_.push_back(std::make_unique<Watcher>(cast().bruno, interview, kAlicesSecret));
  watchers_.push_back(std::make_unique<Watcher>(cast().bruno, brunos_marking, kAlicesSecret));
  watchers_.push_back(std::make_unique<Watcher>(cast().quentin, interview, kAlicesSecret));
}

void Simulation::step() {
  clock_.advance(std::chrono::milliseconds(random_.below(50)));
  const std::size_t choice = random_.below(100);
  if (choice < 55) {
    step_client();
  } else if (choice < 96) {
    step_server();
  } else {
    disturb();
  }
}

void Simulation::step_client() {
  if (random_.below(2) == 0) {
    Publisher& publisher = *publishers_[random_.below(publishers_.size())];
    if (!publisher.is_connected()) publisher.connect(*server_);
    if (random_.below(3) == 0) publisher.make_event();
    publisher.send_next();
    if (random_.below(2) == 0) publisher.wire().deliver_one();
    if (random_.below(2) == 0) publisher.receive_one();
    return;
  }
  Watcher& watcher = *watchers_[random_.below(watchers_.size())];
  if (!watcher.is_connected()) watcher.connect(*server_);
  // Some are slow: they take nothing for many steps.
  if (random_.below(3) != 0) watcher.receive_one();
  watcher.wire().deliver_one();
  if (random_.below(20) == 0 && watcher.is_barred()) watcher.spy_on(alices_marking_);
}

void Simulation::step_server() {
  switch (random_.below(4)) {
    case 0:
      return random_.below(2) == 0 ? server_->run_turn() : server_->run_deferred();
    case 1:
      if (server_->journal->has_appends()) server_->journal->commit_all();
      return;
    case 2:
      return server_->journal->read_all();
    default:
      // What the writer does in idle moments; a store that has failed refuses it.
      if (random_.below(2) == 0) {
        (void)server_->journal->store().maintain_index();
      } else {
        (void)server_->journal->store().checkpoint();
      }
  }
}

void Simulation::disturb() {
  using Fault = support::PowerCutVfs::Fault;
  switch (random_.below(8)) {
    case 0:
    case 1:
      return publishers_[random_.below(publishers_.size())]->cut();
    case 2:
    case 3:
      return watchers_[random_.below(watchers_.size())]->cut();
    case 4: {
      const std::array faults{Fault::kDiskFull, Fault::kWriteError, Fault::kSyncError};
      return vfs_.fail(faults.at(random_.below(faults.size())), 1 + static_cast<int>(random_.below(5)));
    }
    case 5:
      return cut_power();
    case 6:
      return random_.below(2) == 0 ? kill_server() : stop_server_gracefully();
    default:
      clock_.advance(gateway::limits::kWriteStall + std::chrono::seconds(random_.below(100)));
      return server_->live->tick();
  }
}

std::expected<std::unique_ptr<storage::SqliteStore>, observer::StoreFailure> Simulation::open_store() {
  return storage::SqliteStore::open({.database_path = "regard.db", .vfs = vfs_.name()});
}

void Simulation::start_server() {
  // A fault that was ordered may strike now: then the server does not start, says why, and is started again.
  auto store = open_store();
  if (!store) store = open_store();
  require(store.has_value(), "the store cannot be opened without a fault");
  server_.emplace(std::move(*store), clock_, random_);
  check_acknowledged_is_recovered();
}

void Simulation::cut_everybody() {
  for (auto& publisher : publishers_) publisher->cut();
  for (auto& watcher : watchers_) watcher->cut();
}

void Simulation::stop_server_gracefully() {
  server_->live->recorder.refuse_new();
  server_->settle();
  require(server_->live->recorder.is_drained(), "the recorder does not drain");
  kill_server();
}

void Simulation::kill_server() {
  cut_everybody();
  server_.reset();
  start_server();
}

void Simulation::cut_power() {
  vfs_.cut_power();
  kill_server();
}

void Simulation::settle() {
  // A fault that was ordered and has not happened would strike now; it has had its chance.
  for (std::size_t round = 0; round < kSettleRounds && !is_settled(); ++round) {
    if (server_->live->recorder.poison_reason()) kill_server();
    server_->settle();
    for (auto& publisher : publishers_) {
      if (!publisher->is_connected() || publisher->wire().is_closing()) publisher->connect(*server_);
      publisher->send_next();
      publisher->wire().deliver_one();
      publisher->receive_one();
    }
    for (auto& watcher : watchers_) {
      if (!watcher->is_connected() || watcher->wire().is_closing()) watcher->connect(*server_);
      watcher->wire().deliver_one();
      watcher->receive_one();
    }
  }
  require(is_settled(), "the system does not come to rest");
}

bool Simulation::is_settled() {
  const auto is_quiet = [](auto& client) {
    return client->is_connected() && !client->wire().is_closing() && !client->wire().has_outgoing() &&
           !client->wire().has_incoming();
  };
  return std::ranges::all_of(publishers_, [&](auto& each) { return is_quiet(each) && each->is_done(); }) &&
         std::ranges::all_of(watchers_, is_quiet) && server_->deferred.empty() && !server_->journal->has_appends() &&
         !server_->journal->has_reads() && !server_->live->recorder.poison_reason();
}

Simulation::Recovered Simulation::read_journal() {
  Recovered recovered;
  const auto walked = server_->journal->reader().walk({}, [&](storage::Position, const storage::StoredEvent& stored) {
    const observer::StampedEvent stamped{stored.header, stored.payload, {}};
    v1::ServerFrame frame;
    const auto bytes =
        gateway::encode_event_batch(gateway::Encoding::binary, stamped.header.recording_id, {&stamped, 1});
    require(frame.ParseFromString(*bytes.bytes), "a stored event cannot be delivered");
    const v1::Event& event = frame.event_batch().events(0);
    if (!event.client_id().empty()) ++recovered.count_by_client_event[{event.client_id(), event.client_seq()}];
    recovered.by_recording[event.recording_id()].push_back(event);
  });
  require(walked.has_value(), "the journal cannot be read");
  return recovered;
}

void Simulation::check_acknowledged_is_recovered() {
  const Recovered recovered = read_journal();
  for (const auto& publisher : publishers_) {
    for (std::uint64_t seq = 1; seq <= publisher->acknowledged_seq(); ++seq) {
      require(recovered.count_by_client_event.contains({publisher->client_id(), seq}),
              "acknowledged event " + std::to_string(seq) + " is lost");
    }
  }
  for (const auto& [client_event, count] : recovered.count_by_client_event) {
    require(count == 1,
            "event " + std::to_string(client_event.second) + " is stored " + std::to_string(count) + " times");
  }
}

void Simulation::check_end_state() {
  const Recovered recovered = read_journal();
  for (const auto& [recording_id, events] : recovered.by_recording) {
    for (std::size_t i = 0; i < events.size(); ++i) {
      require(events[i].sequence() == i + 1, "the sequence of a recording has a gap or a duplicate");
      require(i == 0 || events[i].server_mono_ns() >= events[i - 1].server_mono_ns(), "the trusted clock went back");
    }
  }
  for (const auto& publisher : publishers_) {
    for (const v1::Event& event : recovered.by_recording.at(publisher->recording_id())) {
      if (event.client_id() != publisher->client_id()) continue;
      const bool is_completed = event.body().has_interview_opened() || event.body().has_participant_joined();
      require(is_completed ||
                  event.body().SerializeAsString() == publisher->made().at(event.client_seq() - 1).SerializeAsString(),
              "an event is not what was published");
    }
  }
  for (auto& watcher : watchers_) check_watcher(*watcher, recovered.by_recording.at(watcher->recording_id()));
  const auto report = storage::verify(server_->journal->reader());
  require(report.has_value() && report->is_sound(), "the chains do not verify");
}

void Simulation::check_watcher(Watcher& watcher, const std::vector<v1::Event>& truth) {
  require(watcher.seen().size() == truth.size(), "a watcher did not get everything");
  for (std::size_t i = 0; i < truth.size(); ++i) {
    require(watcher.seen()[i] == truth[i].SerializeAsString(), "what was delivered live is not what replays");
  }
}

}  // namespace regard::simulation
