#pragma once

#include <vector>

#include "observer/ports/catalogue.hpp"
#include "storage/catalogue/word_tokenizer.hpp"
#include "storage/journal/engine.hpp"
#include "storage/sqlite/sqlite_connection.hpp"

namespace regard::storage {

// Finds which interviews stand on a page, in order. The thread of the connection.
class CatalogueQueries {
 public:
  [[nodiscard]] static Found<CatalogueQueries> prepare(Connection& connection);

  // One more than the page is long, when there are more. Whoever is nobody (a nil id) sees nothing.
  [[nodiscard]] Found<std::vector<observer::InterviewCursor>> find(const observer::InterviewQuery& query);
  [[nodiscard]] Found<std::uint64_t> live_count();
  [[nodiscard]] Found<std::uint64_t> interview_count();

 private:
  using Places = std::vector<observer::InterviewCursor>;
  // One range of the list: all that has one state, channel and block.
  struct Range {
    observer::InterviewState state = observer::InterviewState::live;
    std::int64_t channel = 0;
    std::string block_code;
  };

  // Appends up to `limit` places of interviews that are live, or of those that are not. `words`: what is searched for;
  // without any the list is read.
  [[nodiscard]] Done find_in(const observer::InterviewQuery& query, const std::vector<std::string>& words, bool is_live,
                             std::size_t limit, Places& places);
  // Both accounts must sit in an interview: whose list is read, and whose is only looked into, changes the time alone.
  // The shorter one is read.
  [[nodiscard]] Found<observer::InterviewFilter> shorter_first(const observer::InterviewFilter& filter);
  [[nodiscard]] Found<std::uint64_t> length_of(const observer::AccountId& scope);
  [[nodiscard]] Done list(const observer::InterviewQuery& query, bool is_live, std::size_t limit, Places& places);
  [[nodiscard]] Done list_range(const observer::InterviewQuery& query, const Range& range, std::size_t limit,
                                Places& places);
  [[nodiscard]] Done search(const observer::InterviewQuery& query, const std::string& expression, bool is_live,
                            std::size_t limit, Places& places);
  [[nodiscard]] Found<std::vector<Range>> ranges_of(const observer::InterviewFilter& filter, bool is_live);
  [[nodiscard]] Found<std::vector<std::string>> blocks_of(const observer::InterviewFilter& filter);

  explicit CatalogueQueries(WordTokenizer tokenizer) : tokenizer_(std::move(tokenizer)) {}

  WordTokenizer tokenizer_;
  Statement range_;
  Statement range_with_person_;
  Statement length_;
  Statement search_;
  Statement blocks_;
  Statement live_count_;
  Statement interview_count_;
};

}  // namespace regard::storage
