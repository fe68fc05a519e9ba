#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "observer/interview/summary_fold.hpp"
#include "storage/catalogue/catalogue_database.hpp"
#include "tests/storage/support/samples.hpp"

namespace regard::storage {

// A person of these tests: their account's id, and their name.
struct Somebody {
  observer::AccountId account_id;
  std::string name;
};

// What an interview of these tests is opened with.
struct Opening {
  std::string title = "Devis dentaire";
  v1::Channel channel = v1::CHANNEL_PHONE;
  std::string block_code = "B1";
  Somebody candidate{};
  std::vector<Somebody> assessors{};
  std::int64_t opened_wall_ns = 0;
};

// A journal on a real file, written event by event, with a catalogue beside it; and the same events folded in memory.
class CatalogueWorld {
 public:
  CatalogueWorld();

  observer::RecordingId open(const Opening& opening);
  void close(const observer::RecordingId& interview_id);
  // Of the nth assessor.
  void close_marking(const observer::RecordingId& interview_id, std::size_t n);
  // Records something that no list shows.
  void say(const observer::RecordingId& interview_id);
  // What was recorded is committed before the catalogue is next used here, or now.
  void commit();

  // The catalogue, brought up to date.
  [[nodiscard]] CatalogueDatabase& catalogue();
  // The catalogue, which has not been told of what was committed since.
  [[nodiscard]] CatalogueDatabase& outdated_catalogue();
  void reopen_catalogue();
  [[nodiscard]] std::string catalogue_path() const { return directory_.file("catalogue.db"); }
  [[nodiscard]] std::string journal_path() const { return directory_.file("regard.db"); }
  // Closes journal and catalogue, lets the test do something to the files, and opens both again.
  void while_closed(const std::function<void()>& work);

  // What the catalogue should say of every interview, folded by the domain in memory.
  [[nodiscard]] const std::vector<observer::InterviewSummary>& expected() const { return expected_; }
  [[nodiscard]] const observer::InterviewSummary& expected(const observer::RecordingId& interview_id) const;

  samples::SeededRandom random{1};
  std::vector<std::string> replaced_because;

 private:
  void record(const observer::RecordingId& recording_id, const observer::RecordingId& family_id,
              const v1::EventBody& body, std::int64_t wall_ns);
  [[nodiscard]] observer::InterviewSummary& summary_of(const observer::RecordingId& family_id);
  void open_journal();

  samples::TemporaryDirectory directory_;
  std::unique_ptr<samples::LinkedStore> journal_;
  std::unique_ptr<CatalogueDatabase> catalogue_;
  std::map<observer::RecordingId, std::uint64_t> sequences_;
  // Recorded, not committed yet.
  std::vector<observer::StampedEvent> pending_;
  std::vector<observer::InterviewSummary> expected_;
  std::int64_t now_mono_ns_ = 0;
};

}  // namespace regard::storage
