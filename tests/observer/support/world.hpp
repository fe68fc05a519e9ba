#pragma once

#include <cstdint>
#include <expected>
#include <initializer_list>
#include <map>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "observer/recordings/recordings.hpp"
#include "observer/referential/referential.hpp"

namespace regard::observer::testing {

// The text of the official referential.
[[nodiscard]] const std::string& referential_json();
// The official referential, parsed once.
[[nodiscard]] const Referential& official_referential();

class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : engine_(seed) {}
  void fill(std::span<std::uint8_t> bytes) override;
  // 0 to count - 1.
  [[nodiscard]] std::size_t below(std::size_t count) { return engine_() % count; }

 private:
  std::mt19937_64 engine_;
};

class Directory final : public People {
 public:
  const Account& add(Account account);
  [[nodiscard]] const Account* by_id(AccountId id) const override;
  [[nodiscard]] const Account* by_login(std::string_view login) const override;

 private:
  std::map<AccountId, Account> accounts_;
};

// A few people, the registry of recordings, and a clock that the test moves: publishes as the server would, without a
// server.
class World {
 public:
  explicit World(std::uint64_t seed = 1);

  // Admits the body, stamps it and folds it.
  std::expected<std::vector<Draft>, Refusal> publish(const Account& author, RecordingId recording,
                                                     const v1::EventBody& body);
  // The same, and the test fails when it is refused.
  std::vector<Draft> publish_accepted(const Account& author, RecordingId recording, const v1::EventBody& body);
  // The refusal that the body meets; the test fails when it is accepted.
  Refusal refusal_of(const Account& author, RecordingId recording, const v1::EventBody& body);

  // An interview of block B1 with alice and bruno as assessors; its id.
  RecordingId open_interview(v1::Channel channel = v1::CHANNEL_PHONE);
  RecordingId open_interview(const v1::InterviewOpened& opened);
  void close_interview(RecordingId interview);
  // The id of the assessor's marking recording.
  [[nodiscard]] RecordingId marking_of(RecordingId interview, const Account& assessor) const;
  // The test fails when there is no such interview.
  [[nodiscard]] const Interview& interview_of(RecordingId interview) const;
  void close_marking(RecordingId interview, const Account& assessor);
  // What open_interview() publishes.
  [[nodiscard]] v1::InterviewOpened opening(v1::Channel channel = v1::CHANNEL_PHONE) const;

  void pass_ms(std::int64_t duration_ms) { now_mono_ns += duration_ms * 1'000'000; }

  // Whether what is published reaches the disk.
  bool commits = true;

  // Everything that was folded, in order.
  struct Folded {
    EventHeader header;
    v1::EventBody body;
    RecordingId family_id;
  };
  std::vector<Folded> folded;

  SeededRandom random;
  Directory people;
  const Account &alice, &bruno, &chantal;  // assessors
  const Account &denis, &other_candidate;  // candidates
  const Account &renee, &other_role_player;
  const Account& odile;     // organiser
  const Account& quentin;   // quality manager
  const Account& platform;  // integration
  std::int64_t now_mono_ns = 1'000'000'000;
  Recordings recordings;

 private:
  const Account& add(const std::string& login, v1::Role role);
  std::map<RecordingId, std::uint64_t> sequences_;
};

[[nodiscard]] v1::EventBody joined(const std::string& participant, const std::string& account_id = {});
[[nodiscard]] v1::EventBody left(const std::string& participant);
[[nodiscard]] v1::EventBody turn(const std::string& participant, const std::string& text = "Bonjour");
// A turn that is known from its beginning on: turn_start, turn_part, turn_end.
[[nodiscard]] v1::EventBody turn_start(const std::string& participant, const std::string& turn_id);
[[nodiscard]] v1::EventBody turn_part(const std::string& participant, const std::string& turn_id,
                                      const std::string& text = "Bonjour");
[[nodiscard]] v1::EventBody turn_end(const std::string& participant, const std::string& turn_id);
[[nodiscard]] v1::EventBody chat(const std::string& participant, const std::string& text = "Bonjour");
[[nodiscard]] v1::EventBody email(const std::string& participant);
[[nodiscard]] v1::EventBody hold(const std::string& participant);
[[nodiscard]] v1::EventBody resume(const std::string& participant);
[[nodiscard]] v1::EventBody note(const std::string& text);
[[nodiscard]] v1::EventBody closing();
[[nodiscard]] v1::EventBody mark(Uuid mark_id, const std::string& code = "B1.A1.C1.K1.I1");
[[nodiscard]] v1::EventBody correction(Uuid mark_id, const std::string& code = "B1.A1.C1.K1.I1");
[[nodiscard]] v1::EventBody withdrawal(Uuid mark_id);
[[nodiscard]] v1::EventBody marking_closing();
[[nodiscard]] v1::EventBody brief_change(const std::string& text);
[[nodiscard]] v1::EventBody seal_lifting(const std::string& reason);

}  // namespace regard::observer::testing
