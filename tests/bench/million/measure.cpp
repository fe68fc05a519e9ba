#include "tests/bench/million/measure.hpp"

#include <sys/resource.h>

#include <cstdio>
#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

#include "storage/catalogue/catalogue_database.hpp"
#include "storage/data_directory.hpp"
#include "storage/sqlite/sqlite_reader.hpp"
#include "tests/bench/load/statistics.hpp"
#include "tests/bench/million/interview_maker.hpp"

namespace regard::bench {
namespace {

using observer::InterviewFilter;
using observer::InterviewState;
using storage::CatalogueDatabase;
using storage::Done;

constexpr int kAsksOfEachKind = 100;
constexpr std::size_t kPage = 50;
constexpr std::int64_t kMonthNs = 30LL * 24 * 3600 * 1'000'000'000;

struct Question {
  const char* name;
  // A filter of this kind, another each time.
  std::function<InterviewFilter(SeededRandom&)> filter;
};

observer::AccountId some_assessor(SeededRandom& random) {
  return assessor_id(static_cast<std::uint16_t>(random.below(kAssessors)));
}
observer::AccountId some_candidate(SeededRandom& random) {
  return candidate_id(static_cast<std::uint16_t>(random.below(kCandidates)));
}
v1::Channel some_channel(SeededRandom& random) { return static_cast<v1::Channel>(1 + random.below(4)); }
InterviewFilter in_month(SeededRandom& random, InterviewFilter filter = {}) {
  filter.opened_from_wall_ns = kFirstWallNs + static_cast<std::int64_t>(random.below(12)) * kMonthNs;
  filter.opened_until_wall_ns = *filter.opened_from_wall_ns + kMonthNs;
  return filter;
}

std::vector<Question> listings() {
  using F = InterviewFilter;
  return {
      {"no filter", [](SeededRandom&) { return F{}; }},
      {"live", [](SeededRandom&) { return F{.state = InterviewState::live}; }},
      {"sealed", [](SeededRandom&) { return F{.state = InterviewState::sealed}; }},
      {"channel", [](SeededRandom& r) { return F{.channel = some_channel(r)}; }},
      {"block", [](SeededRandom&) { return F{.block_code = "B3"}; }},
      {"state, channel, block",
       [](SeededRandom& r) {
         return F{.state = InterviewState::unsealed, .channel = some_channel(r), .block_code = "B3"};
       }},
      {"a block that is none", [](SeededRandom&) { return F{.block_code = "B9"}; }},
      {"month", [](SeededRandom& r) { return in_month(r); }},
      {"month, channel, block",
       [](SeededRandom& r) { return in_month(r, {.channel = some_channel(r), .block_code = "B4"}); }},
      {"person (assessor)", [](SeededRandom& r) { return F{.person = some_assessor(r)}; }},
      {"person (candidate), month", [](SeededRandom& r) { return in_month(r, {.person = some_candidate(r)}); }},
      {"seen by an assessor", [](SeededRandom& r) { return F{.seen_by = some_assessor(r)}; }},
      {"seen by an assessor, to close",
       [](SeededRandom& r) { return F{.seen_by = some_assessor(r), .state = InterviewState::to_close}; }},
      {"seen by an assessor, person",
       [](SeededRandom& r) { return F{.seen_by = some_assessor(r), .person = some_candidate(r)}; }},
      {"seen by an assessor, another assessor",
       [](SeededRandom&) { return F{.seen_by = assessor_id(1), .person = assessor_id(2)}; }},
      {"seen by an assessor, another, to close",
       [](SeededRandom&) {
         return F{.seen_by = assessor_id(1), .state = InterviewState::to_close, .person = assessor_id(2)};
       }},
  };
}

std::vector<Question> searches() {
  using F = InterviewFilter;
  const auto name = [](SeededRandom& r) { return InterviewMaker::surname(r.below(8000)); };
  return {
      {"words: a name", [=](SeededRandom& r) { return F{.words = name(r)}; }},
      {"words: the beginning of a name", [=](SeededRandom& r) { return F{.words = name(r).substr(0, 4)}; }},
      {"words: a common word", [](SeededRandom&) { return F{.words = "devis"}; }},
      {"words: a word of all", [](SeededRandom&) { return F{.words = "adherente"}; }},
      {"words: a long common word", [](SeededRandom&) { return F{.words = "hospitalisation"}; }},
      {"words: one letter", [](SeededRandom&) { return F{.words = "m"}; }},
      {"words: two letters", [](SeededRandom&) { return F{.words = "de"}; }},
      {"words: three letters", [](SeededRandom&) { return F{.words = "mar"}; }},
      {"words: common and rare", [=](SeededRandom& r) { return F{.words = "devis " + name(r)}; }},
      {"words: none such", [](SeededRandom&) { return F{.words = "xylophone"}; }},
      {"words, live", [](SeededRandom&) { return F{.state = InterviewState::live, .words = "devis"}; }},
      {"words, channel, block",
       [](SeededRandom& r) { return F{.channel = some_channel(r), .block_code = "B1", .words = "reclamation"}; }},
      {"words, seen by an assessor", [](SeededRandom& r) { return F{.seen_by = some_assessor(r), .words = "devis"}; }},
      {"words, seen by a candidate", [](SeededRandom& r) { return F{.seen_by = some_candidate(r), .words = "d"}; }},
      {"words, the first month",
       [](SeededRandom&) { return F{.opened_until_wall_ns = kFirstWallNs + kMonthNs, .words = "devis"}; }},
  };
}

// How long the page took, which is counted too, and the one behind it; of all, half in either order.
Done ask(CatalogueDatabase& catalogue, const InterviewFilter& filter, std::vector<std::int64_t>& delays_ns) {
  const auto order = static_cast<observer::InterviewOrder>(delays_ns.size() / 2 % 2);
  observer::InterviewQuery query{filter, std::nullopt, kPage, order};
  for (int page = 0; page < 2; ++page) {
    const std::int64_t begin_ns = now_ns();
    const auto found = catalogue.find(query);
    if (!found) return std::unexpected(found.error());
    delays_ns.push_back(now_ns() - begin_ns);
    query.after = found->next;
    if (!query.after) break;
  }
  return {};
}

Done measure(CatalogueDatabase& catalogue, const std::vector<Question>& questions) {
  SeededRandom random(3);
  for (const Question& question : questions) {
    std::vector<std::int64_t> delays_ns;
    for (int i = 0; i < kAsksOfEachKind; ++i) {
      if (auto asked = ask(catalogue, question.filter(random), delays_ns); !asked) return asked;
    }
    std::printf("| %-40s | %8.2f | %8.2f | %8.2f |\n", question.name, percentile_us(delays_ns, 50) / 1e3,
                percentile_us(delays_ns, 95) / 1e3, percentile_us(delays_ns, 100) / 1e3);
    std::fflush(stdout);
  }
  return {};
}

double megabytes(const std::string& path) { return static_cast<double>(std::filesystem::file_size(path)) / 1e6; }

double peak_resident_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1e3;
}

// Opens and brings up to date; says how long it took.
storage::Found<std::unique_ptr<CatalogueDatabase>> open(const char* what, const std::string& path,
                                                        storage::ReadingEngine& journal) {
  const std::int64_t begin_ns = now_ns();
  auto catalogue = CatalogueDatabase::open(path, journal);
  if (!catalogue) return catalogue;
  if (auto folded = (*catalogue)->catch_up(); !folded) return std::unexpected(folded.error());
  std::printf("%s: %.3f s, %.0f MB resident at most\n", what, static_cast<double>(now_ns() - begin_ns) / 1e9,
              peak_resident_megabytes());
  return catalogue;
}

}  // namespace

Done measure_catalogue(const std::string& directory) {
  const auto held = storage::DataDirectory::open(directory);
  if (!held) return std::unexpected(held.error());
  auto journal = storage::SqliteReader::open({.database_path = held->database_path()});
  if (!journal) return std::unexpected(journal.error());
  const std::string path = held->catalogue_path();
  if (auto removed = CatalogueDatabase::remove(path); !removed) return removed;
  if (auto rebuilt = open("rebuilt", path, **journal); !rebuilt) return std::unexpected(rebuilt.error());
  auto catalogue = open("opened with nothing new", path, **journal);
  if (!catalogue) return std::unexpected(catalogue.error());
  std::printf("journal %.0f MB, catalogue %.0f MB\n\n", megabytes(held->database_path()), megabytes(path));
  std::printf("| %-40s | %8s | %8s | %8s |\n|---|--:|--:|--:|\n", "page of 50, ms", "p50", "p95", "max");
  for (const auto& questions : {listings(), searches()}) {
    if (auto measured = measure(**catalogue, questions); !measured) return measured;
  }
  std::printf("\n%.0f MB resident at most\n", peak_resident_megabytes());
  return {};
}

}  // namespace regard::bench
