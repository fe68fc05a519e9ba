#include "storage/catalogue/catalogue_queries.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <tuple>
#include <utility>

#include "storage/catalogue/limits.hpp"
#include "storage/catalogue/search_words.hpp"
#include "storage/catalogue/summary_rows.hpp"

namespace regard::storage {
namespace {

using observer::InterviewCursor;
using observer::InterviewFilter;
using observer::InterviewQuery;
using observer::InterviewState;

constexpr std::string_view kRange =
    "SELECT opened_wall_ns, number FROM listing WHERE scope = ?1 AND state = ?2 AND channel = ?3 AND block_code = ?4"
    " AND opened_wall_ns >= ?5 AND (opened_wall_ns, number) < (?6, ?7)";
constexpr std::string_view kWithPerson =
    " AND EXISTS (SELECT 1 FROM listing AS other WHERE other.scope = ?9 AND other.state = ?2 AND other.channel = ?3"
    " AND other.block_code = ?4 AND other.opened_wall_ns = listing.opened_wall_ns AND other.number = listing.number)";
constexpr std::string_view kInOrder = " ORDER BY opened_wall_ns DESC, number DESC LIMIT ?8";
constexpr std::string_view kSearch =
    "SELECT interview.opened_wall_ns, interview.number FROM interview_words"
    " CROSS JOIN interview ON interview.number = interview_words.rowid"
    " WHERE interview_words MATCH ?1 AND interview_words.rowid < ?2"
    " AND interview_words.rowid >= (SELECT coalesce(min(first_number), 0) FROM opened_day WHERE day >= ?6)"
    " AND interview_words.rowid <= (SELECT coalesce(max(last_number), 0) FROM opened_day WHERE day <= ?7)"
    " AND interview.opened_wall_ns >= ?3 AND interview.opened_wall_ns < ?4"
    " ORDER BY interview_words.rowid DESC LIMIT ?5";

constexpr std::int64_t kBeforeAll = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kBeyondAll = std::numeric_limits<std::int64_t>::max();

Done collect(Statement& query, bool is_live, std::vector<InterviewCursor>& places) {
  while (true) {
    auto row = query.step();
    if (!row) return std::unexpected(std::move(row.error()));
    if (!*row) return {};
    places.push_back({is_live, query.integer(0), query.integer(1)});
  }
}

// An account without an id sits nowhere; its list must not be everybody's.
bool is_nobodys(const InterviewFilter& filter) {
  return (filter.seen_by && filter.seen_by->is_nil()) || (filter.person && filter.person->is_nil());
}

// Whose list it is: a person's is as short as any filter by that person makes it.
observer::AccountId scope_of(const InterviewFilter& filter) {
  return filter.seen_by.value_or(filter.person.value_or(observer::AccountId{}));
}

// Whether the page begins behind all that is in this part of the list.
bool is_past(const InterviewQuery& query, bool is_live) { return is_live && query.after && !query.after->is_live; }

// Where in this part of the list the page begins.
InterviewCursor begin_of(const InterviewQuery& query, bool is_live) {
  if (query.after && query.after->is_live == is_live) return *query.after;
  return {is_live, kBeyondAll, kBeyondAll};
}

std::vector<InterviewState> states_of(const InterviewFilter& filter, bool is_live) {
  std::vector<InterviewState> states{InterviewState::live};
  if (!is_live) states = {InterviewState::sealed, InterviewState::unsealed};
  if (filter.state) std::erase_if(states, [&](InterviewState state) { return state != *filter.state; });
  return states;
}

std::vector<std::int64_t> channels_of(const InterviewFilter& filter) {
  if (filter.channel) return {std::int64_t{*filter.channel}};
  std::vector<std::int64_t> channels;
  channels.reserve(static_cast<std::size_t>(v1::Channel_descriptor()->value_count()));
  // With the unspecified one, under which an interview lies whose opening was erased.
  for (int i = 0; i < v1::Channel_descriptor()->value_count(); ++i) {
    channels.push_back(v1::Channel_descriptor()->value(i)->number());
  }
  return channels;
}

Found<std::uint64_t> count_in(Statement& query) {
  if (auto row = query.step(); !row) return std::unexpected(std::move(row.error()));
  const auto count = static_cast<std::uint64_t>(query.integer(0));
  query.reset();
  return count;
}

}  // namespace

Found<CatalogueQueries> CatalogueQueries::prepare(Connection& connection) {
  auto tokenizer = WordTokenizer::open(connection);
  if (!tokenizer) return std::unexpected(std::move(tokenizer.error()));
  CatalogueQueries queries{std::move(*tokenizer)};
  const std::string range(kRange);
  const std::array<std::pair<Statement*, std::string>, 7> wanted = {{
      {&queries.range_, range + std::string(kInOrder)},
      {&queries.range_with_person_, range + std::string(kWithPerson) + std::string(kInOrder)},
      {&queries.length_, "SELECT count(*) FROM (SELECT 1 FROM listing WHERE scope = ?1 LIMIT ?2)"},
      {&queries.search_, std::string(kSearch)},
      {&queries.blocks_, "SELECT block_code FROM known_block"},
      {&queries.live_count_, "SELECT count(*) FROM listing WHERE scope = zeroblob(16) AND state = 0"},
      {&queries.interview_count_, "SELECT count(*) FROM interview"},
  }};
  for (const auto& [statement, sql] : wanted) {
    auto prepared = connection.prepare(sql);
    if (!prepared) return std::unexpected(std::move(prepared.error()));
    *statement = std::move(*prepared);
  }
  return queries;
}

Found<CatalogueQueries::Places> CatalogueQueries::find(const InterviewQuery& query) {
  Places places;
  if (query.limit == 0 || is_nobodys(query.filter)) return places;
  std::vector<std::string> words = tokenizer_.words_in(spelled_out(query.filter.words));
  words.resize(std::min(words.size(), kMaxSearchWords));
  const std::size_t wanted = query.limit + 1;
  for (const bool is_live : {true, false}) {
    if (places.size() >= wanted || is_past(query, is_live)) continue;
    if (auto found = find_in(query, words, is_live, wanted - places.size(), places); !found) {
      return std::unexpected(std::move(found.error()));
    }
  }
  return places;
}

Done CatalogueQueries::find_in(const InterviewQuery& query, const std::vector<std::string>& words, bool is_live,
                               std::size_t limit, Places& places) {
  Places found;
  if (words.empty()) {
    if (auto listed = list(query, is_live, limit, found); !listed) return listed;
    std::ranges::sort(found, std::greater{},
                      [](const InterviewCursor& place) { return std::tuple{place.opened_wall_ns, place.number}; });
  } else {
    for (const InterviewState state : states_of(query.filter, is_live)) {
      const std::string expression = match_expression(query.filter, state, words);
      if (auto searched = search(query, expression, is_live, limit, found); !searched) return searched;
    }
    std::ranges::sort(found, std::greater{}, &InterviewCursor::number);
  }
  found.resize(std::min(found.size(), limit));
  std::ranges::move(found, std::back_inserter(places));
  return {};
}

Done CatalogueQueries::list(const InterviewQuery& query, bool is_live, std::size_t limit, Places& places) {
  const auto ranges = ranges_of(query.filter, is_live);
  if (!ranges) return std::unexpected(ranges.error());
  auto filter = shorter_first(query.filter);
  if (!filter) return std::unexpected(std::move(filter.error()));
  const InterviewQuery read{std::move(*filter), query.after, query.limit};
  for (const Range& range : *ranges) {
    if (auto listed = list_range(read, range, limit, places); !listed) return listed;
  }
  return {};
}

Found<InterviewFilter> CatalogueQueries::shorter_first(const InterviewFilter& filter) {
  if (!filter.seen_by || !filter.person) return filter;
  const auto seen = length_of(*filter.seen_by);
  if (!seen) return std::unexpected(seen.error());
  const auto asked = length_of(*filter.person);
  if (!asked) return std::unexpected(asked.error());
  InterviewFilter ordered = filter;
  if (*asked < *seen) std::swap(ordered.seen_by, ordered.person);
  return ordered;
}

Found<std::uint64_t> CatalogueQueries::length_of(const observer::AccountId& scope) {
  length_.bind(1, Bytes(scope.bytes));
  length_.bind(2, kLongList);
  return count_in(length_);
}

Done CatalogueQueries::list_range(const InterviewQuery& query, const Range& range, std::size_t limit, Places& places) {
  const InterviewFilter& filter = query.filter;
  const bool is_live = range.state == InterviewState::live;
  // One upper end: the page's beginning or the period's, whichever comes first in the list.
  const InterviewCursor begin = begin_of(query, is_live);
  const std::pair upper = std::min(std::pair{begin.opened_wall_ns, begin.number},
                                   std::pair{filter.opened_until_wall_ns.value_or(kBeyondAll), kBeforeAll});
  const observer::AccountId scope = scope_of(filter);
  const bool has_other_person = filter.person && *filter.person != scope;
  Statement& statement = has_other_person ? range_with_person_ : range_;
  statement.bind(1, Bytes(scope.bytes));
  statement.bind(2, static_cast<std::int64_t>(range.state));
  statement.bind(3, range.channel);
  statement.bind(4, std::string_view(range.block_code));
  statement.bind(5, filter.opened_from_wall_ns.value_or(kBeforeAll));
  statement.bind(6, upper.first);
  statement.bind(7, upper.second);
  statement.bind(8, static_cast<std::int64_t>(limit));
  if (has_other_person) statement.bind(9, Bytes(filter.person->bytes));
  return collect(statement, is_live, places);
}

Done CatalogueQueries::search(const InterviewQuery& query, const std::string& expression, bool is_live,
                              std::size_t limit, Places& places) {
  const std::int64_t from_ns = query.filter.opened_from_wall_ns.value_or(kBeforeAll);
  const std::int64_t until_ns = query.filter.opened_until_wall_ns.value_or(kBeyondAll);
  search_.bind(1, std::string_view(expression));
  search_.bind(2, begin_of(query, is_live).number);
  search_.bind(3, from_ns);
  search_.bind(4, until_ns);
  search_.bind(5, static_cast<std::int64_t>(limit));
  search_.bind(6, day_of(from_ns));
  search_.bind(7, day_of(until_ns));
  return collect(search_, is_live, places);
}

Found<std::vector<CatalogueQueries::Range>> CatalogueQueries::ranges_of(const InterviewFilter& filter, bool is_live) {
  const auto blocks = blocks_of(filter);
  if (!blocks) return std::unexpected(blocks.error());
  std::vector<Range> ranges;
  for (const InterviewState state : states_of(filter, is_live)) {
    for (const std::int64_t channel : channels_of(filter)) {
      for (const std::string& block : *blocks) ranges.push_back({state, channel, block});
    }
  }
  return ranges;
}

Found<std::vector<std::string>> CatalogueQueries::blocks_of(const InterviewFilter& filter) {
  if (filter.block_code) return std::vector{*filter.block_code};
  std::vector<std::string> blocks;
  while (true) {
    auto row = blocks_.step();
    if (!row) return std::unexpected(std::move(row.error()));
    if (!*row) return blocks;
    blocks.push_back(blocks_.text(0));
  }
}

Found<std::uint64_t> CatalogueQueries::live_count() { return count_in(live_count_); }

Found<std::uint64_t> CatalogueQueries::interview_count() { return count_in(interview_count_); }

}  // namespace regard::storage
