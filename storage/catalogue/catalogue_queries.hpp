#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "observer/ports/catalogue.hpp"
#include "storage/catalogue/word_tokenizer.hpp"
#include "storage/journal/engine.hpp"
#include "storage/sqlite/sqlite_connection.hpp"

namespace regard::storage {

// Where an interview stands in a list.
struct ListPlace {
  bool is_live = false;
  std::int64_t opened_wall_ns = 0;
  // Tells interviews of the same moment apart.
  std::int64_t number = 0;
};

// Finds which interviews stand on a page, in order. The thread of the connection.
class CatalogueQueries {
 public:
  [[nodiscard]] static Found<CatalogueQueries> prepare(Connection& connection);

  using Places = std::vector<ListPlace>;
  // `after`: that of the query, as it lies in the tables. One more than the page is long, when there are more. Whoever
  // is nobody (a nil id) sees nothing.
  [[nodiscard]] Found<Places> find(const observer::InterviewQuery& query, const std::optional<ListPlace>& after);
  // All that the filter lets through, as far as interviews are counted.
  [[nodiscard]] Found<observer::InterviewCount> count(const observer::InterviewFilter& filter);
  [[nodiscard]] Found<std::uint64_t> live_count();
  [[nodiscard]] Found<std::uint64_t> interview_count();

 private:
  // The same rows, in either order, or only how many they are.
  struct Selection {
    Statement newest_first;
    Statement oldest_first;
    Statement counted;
  };
  // What is read of a list: its live interviews, or the others, between two places.
  struct Part {
    const observer::InterviewFilter& filter;
    // What is searched for; without any word the list is read.
    std::vector<std::string> words;
    bool is_live = false;
    observer::InterviewOrder order = observer::InterviewOrder::newest_first;
    // Both excluded.
    ListPlace lowest{};
    ListPlace highest{};
    std::size_t limit = 0;
  };
  // Either takes from the rows of a statement that is bound.
  using Take = std::function<Done(Statement& statement)>;
  using Choose = Statement Selection::*;

  [[nodiscard]] std::vector<std::string> words_of(const observer::InterviewFilter& filter) const;
  // Appends up to part.limit places in order.
  [[nodiscard]] Done find_in(const Part& part, Places& places);
  // Binds the statements that give what the part holds, one after the other.
  [[nodiscard]] Done each_of(const Part& part, Choose choose, const Take& take);
  [[nodiscard]] Done each_range(const Part& part, Choose choose, const Take& take);
  [[nodiscard]] Done each_search(const Part& part, Choose choose, const Take& take);

  // One range of the list: all that has one state, channel and block.
  struct Range {
    observer::InterviewState state = observer::InterviewState::live;
    // Where a second person's list is looked into: under which states it may lie there.
    std::vector<observer::InterviewState> states_there;
    std::int64_t channel = 0;
    std::string block_code;
  };
  // Both accounts must sit in an interview: whose list is read, and whose is only looked into, changes the time alone.
  struct Scopes {
    observer::AccountId read;
    // Nil: nobody's.
    observer::AccountId looked_into{};
    // The states that were asked for are those of the list that is looked into.
    bool is_swapped = false;
  };
  // The shorter one is read.
  [[nodiscard]] Found<Scopes> scopes_of(const observer::InterviewFilter& filter);
  [[nodiscard]] Found<std::uint64_t> length_of(const observer::AccountId& scope);
  [[nodiscard]] Found<std::vector<Range>> ranges_of(const Part& part, const Scopes& scopes);
  [[nodiscard]] Found<std::vector<std::string>> blocks_of(const observer::InterviewFilter& filter);

  explicit CatalogueQueries(WordTokenizer tokenizer) : tokenizer_(std::move(tokenizer)) {}

  WordTokenizer tokenizer_;
  Selection range_;
  Selection range_with_person_;
  Selection search_;
  Statement length_;
  Statement blocks_;
  Statement live_count_;
  Statement interview_count_;
};

}  // namespace regard::storage
