#pragma once

#include <fstream>
#include <sstream>

#include "regard/v1/envelope.pb.h"
#include "storage/evidence/evidence.hpp"
#include "storage/evidence/note.hpp"
#include "storage/evidence/receipt.hpp"
#include "tests/storage/support/failing_reader.hpp"
#include "tests/storage/support/samples.hpp"

namespace regard::storage::samples {

// A journal with its evidence, which can be stopped, tampered with and started again.
class KeptJournal {
 public:
  KeptJournal() { open(); }

  void open() {
    store_.emplace(open_sqlite(path()), random_);
    evidence.emplace(
        Evidence::Parts{.tree_path = directory_.file("tree.db"),
                        .journal = std::make_unique<FailingReader>(must((*store_)->open_reader()), troubles_of_reading),
                        .key = SigningKey::load(directory_.file("checkpoint.key"), name).value(),
                        .now_wall_ns = [this] { return now_wall_ns; },
                        .copy_path = copy_path,
                        .trail = [this] { return trail; },
                        .on_checkpoint = [this](const std::string& note) { offered.push_back(note); },
                        .on_fault = [this](const EvidenceFault& fault) { faults.push_back(fault); },
                        .on_trouble = [this](const std::string& reason) { troubles.push_back(reason); }});
    step();
  }
  void close() {
    evidence.reset();
    (*store_)->maintain(WritingEngine::Maintenance::kAll).value();
    store_.reset();
  }
  void tamper(const std::string& sql) {
    close();
    tamper_closed(sql);
  }
  void tamper_closed(const std::string& sql) const {
    auto connection = must(Connection::open(path(), Access::kReadWrite, ""));
    must(connection.execute(sql));
  }
  void commit(const std::vector<observer::StampedEvent>& events) { must(store_->commit(events)); }
  // Commits so many events of recording n, in pieces that a transaction takes.
  void fill(std::uint8_t n, std::uint64_t count) { commit(events(n, 1, count)); }
  void close_recording(std::uint8_t n, std::uint64_t sequence, std::uint32_t kind = v1::EventBody::kMarkingClosed) {
    auto closing = event(n, sequence);
    closing.header.kind = kind;
    commit({closing});
  }
  // Another journal of as many events, with a chain that holds.
  void forge(std::uint8_t n, std::uint64_t count) const {
    tamper_closed(
        "DELETE FROM event; DELETE FROM event_index; DELETE FROM recording; UPDATE index_progress SET indexed_row = 0");
    SeededRandom random(2);
    LinkedStore forged{open_sqlite(path()), random};
    must(forged.commit(events(n, 1, count)));
  }
  void remove_tree() const {
    for (const char* ending : {"", "-wal", "-shm"}) std::filesystem::remove(file("tree.db") + ending);
  }
  void step() {
    evidence->step([] { return true; });
  }
  [[nodiscard]] VerifierKey key() const { return VerifierKey::parse(evidence->status().key).value(); }
  [[nodiscard]] Checkpoint newest_checkpoint() const { return open_note(evidence->status().checkpoint, key()).value(); }
  [[nodiscard]] Found<std::string> receipt(std::uint8_t n, Evidence::Scope scope = Evidence::Scope::kJournal) {
    return evidence->receipt(recording(n), scope);
  }
  [[nodiscard]] std::expected<Proved, std::string> prove(const std::string& receipt) const {
    return check_receipt(read_receipt(receipt).value(), key());
  }
  [[nodiscard]] std::string path() const { return directory_.file("regard.db"); }
  [[nodiscard]] std::string file(const std::string& wanted) const { return directory_.file(wanted); }

 private:
  TemporaryDirectory directory_;
  SeededRandom random_{1};
  std::optional<LinkedStore> store_;

 public:
  std::int64_t now_wall_ns = 1'795'000'000'000'000'000;
  std::string name = "regard.example.org";
  Checkpoint::Trail trail{17, genesis(recording(1))};
  std::string copy_path = directory_.file("copies");
  std::vector<std::string> offered;
  std::vector<EvidenceFault> faults;
  std::vector<std::string> troubles;
  ReadingTroubles troubles_of_reading;
  std::optional<Evidence> evidence;
};

inline std::string text_of(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

}  // namespace regard::storage::samples
