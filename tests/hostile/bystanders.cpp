#include "tests/hostile/bystanders.hpp"

#include <chrono>
#include <mutex>
#include <utility>

#include "tests/hostile/client.hpp"
#include "tests/hostile/wire.hpp"

namespace regard::hostile {

using std::chrono::steady_clock;

Bystanders::Bystanders(unsigned short port, const std::string& interview_id) {
  for (const char* login : {"claire.martin", "paul.durand"}) {
    threads_.emplace_back([=, this](const std::stop_token& stop) {
      attempt(login, [&] {
        Client client{port, login};
        mark(stop, client, client.marking_of(port, interview_id));
      });
    });
  }
  threads_.emplace_back([=, this](const std::stop_token& stop) {
    constexpr const char* kQualityManager = "marc.dubois";
    attempt(kQualityManager, [&] {
      constexpr std::chrono::milliseconds kBetweenReplays{100};
      Client client{port, kQualityManager};
      keep_doing(stop, kBetweenReplays, &Delays::replays_ns, [&] { client.replay(interview_id); });
    });
  });
}

void Bystanders::let_in(unsigned short port, const std::string& login, const std::string& cookies) {
  attempt(login, [&] { const Client client{port, login, cookies}; });
}

void Bystanders::attempt(const std::string& login, const Deed& deed) {
  try {
    deed();
  } catch (const std::exception& failure) {
    const std::lock_guard lock(mutex_);
    failure_ = login + ": " + failure.what();
  }
}

void Bystanders::keep_doing(const std::stop_token& stop, std::chrono::milliseconds pause,
                            std::vector<std::int64_t> Delays::* kept, const Deed& deed) {
  for (auto due = steady_clock::now(); !stop.stop_requested(); due += pause) {
    std::this_thread::sleep_until(due);
    deed();
    const std::lock_guard lock(mutex_);
    (delays_.*kept).push_back((steady_clock::now() - due).count());
  }
}

void Bystanders::mark(const std::stop_token& stop, Client& client, const std::string& marking_id) {
  constexpr std::chrono::milliseconds kBetweenMarks{50};
  keep_doing(stop, kBetweenMarks, &Delays::marks_ns, [&] {
    v1::EventBody body;
    body.mutable_mark()->set_mark_id(new_uuid());
    body.mutable_mark()->set_indicator_code("B1.A1.C1.K1.I1");
    body.mutable_mark()->set_observation(v1::OBSERVATION_OBSERVED);
    body.mutable_mark()->mutable_observed_at();
    client.publish(marking_id, body);
  });
}

void Bystanders::end() {
  for (std::jthread& thread : threads_) thread.request_stop();
  for (std::jthread& thread : threads_) thread.join();
}

Delays Bystanders::take_delays() {
  const std::lock_guard lock(mutex_);
  return std::exchange(delays_, {});
}

std::string Bystanders::failure() const {
  const std::lock_guard lock(mutex_);
  return failure_;
}

}  // namespace regard::hostile
