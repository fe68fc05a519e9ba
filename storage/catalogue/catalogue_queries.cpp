#include "storage/catalogue/catalogue_queries.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <tuple>
#include <utility>

#include "storage/catalogue/limits.hpp"
#include "storage/catalogue/listing.hpp"
#include "storage/catalogue/search_words.hpp"
#include "storage/catalogue/summary_rows.hpp"

namespace regard::storage {
namespace {

using observer::InterviewFilter;
using observer::InterviewOrder;
using observer::InterviewQuery;
using observer::InterviewState;

constexpr std::string_view kRange =
    "SELECT opened_wall_ns, number FROM listing WHERE scope = ?1 AND state = ?2 AND channel = ?3 AND block_code = ?4"
    " AND (opened_wall_ns, number) > (?5, ?6) AND (opened_wall_ns, number) < (?7, ?8)";
constexpr std::string_view kWithPerson =
    " AND EXISTS (SELECT 1 FROM listing AS other WHERE other.scope = ?10 AND other.state IN (?11, ?12)"
    " AND other.channel = ?3 AND other.block_code = ?4 AND other.opened_wall_ns = listing.opened_wall_ns"
    " AND other.number = listing.number)";
constexpr std::array<std::string_view, 2> kRangeOrders = {" ORDER BY opened_wall_ns DESC, number DESC",
                                                          " ORDER BY opened_wall_ns, number"};
constexpr std::string_view kSearch =
    "SELECT interview.opened_wall_ns, interview.number FROM interview_words"
    " CROSS JOIN interview ON interview.number = interview_words.rowid"
    " WHERE interview_words MATCH ?1 AND interview_words.rowid > ?2 AND interview_words.rowid < ?3"
    " AND interview_words.rowid >= (SELECT coalesce(min(first_number), 0) FROM opened_day WHERE day >= ?6)"
    " AND interview_words.rowid <= (SELECT coalesce(max(last_number), 0) FROM opened_day WHERE day <= ?7)"
    " AND interview.opened_wall_ns >= ?4 AND interview.opened_wall_ns < ?5";
constexpr std::array<std::string_view, 2> kSearchOrders = {" ORDER BY interview_words.rowid DESC",
                                                           " ORDER BY interview_words.rowid"};

constexpr std::int64_t kBeforeAll = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kBeyondAll = std::numeric_limits<std::int64_t>::max();

// An account without an id sits nowhere; its list must not be everybody's.
bool is_nobodys(const InterviewFilter& filter) {
  return (filter.seen_by && filter.seen_by->is_nil()) || (filter.person && filter.person->is_nil());
}

// Whether the page begins behind all that is in this part of the list.
bool is_past(const std::optional<ListPlace>& after, bool is_live) { return is_live && after && !after->is_live; }

auto rank(const ListPlace& place) { return std::tuple{place.opened_wall_ns, place.number}; }

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

// `limit` is the parameter that bounds the rows.
Done prepare_selection(Connection& connection, const std::string& rows, std::array<std::string_view, 2> orders,
                       const std::string& limit, auto& selection) {
  const std::array<std::pair<Statement*, std::string>, 3> wanted = {{
      {&selection.newest_first, rows + std::string(orders[0]) + limit},
      {&selection.oldest_first, rows + std::string(orders[1]) + limit},
      {&selection.counted, "SELECT count(*) FROM (" + rows + limit + ")"},
  }};
  for (const auto& [statement, sql] : wanted) {
    auto prepared = connection.prepare(sql);
    if (!prepared) return std::unexpected(std::move(prepared.error()));
    *statement = std::move(*prepared);
  }
  return {};
}

}  // namespace

Found<CatalogueQueries> CatalogueQueries::prepare(Connection& connection) {
  auto tokenizer = WordTokenizer::open(connection);
  if (!tokenizer) return std::unexpected(std::move(tokenizer.error()));
  CatalogueQueries queries{std::move(*tokenizer)};
  const std::string range(kRange);
  Done done = prepare_selection(connection, range, kRangeOrders, " LIMIT ?9", queries.range_);
  if (done) {
    done = prepare_selection(connection, range + std::string(kWithPerson), kRangeOrders, " LIMIT ?9",
                             queries.range_with_person_);
  }
  if (done) done = prepare_selection(connection, std::string(kSearch), kSearchOrders, " LIMIT ?8", queries.search_);
  if (!done) return std::unexpected(std::move(done.error()));
  const std::array<std::pair<Statement*, std::string>, 4> wanted = {{
      {&queries.length_, "SELECT count(*) FROM (SELECT 1 FROM listing WHERE scope = ?1 LIMIT ?2)"},
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

std::vector<std::string> CatalogueQueries::words_of(const InterviewFilter& filter) const {
  std::vector<std::string> words = tokenizer_.words_in(spelled_out(filter.words));
  words.resize(std::min(words.size(), kMaxSearchWords));
  return words;
}

Found<CatalogueQueries::Places> CatalogueQueries::find(const InterviewQuery& query,
                                                       const std::optional<ListPlace>& after) {
  Places places;
  if (query.limit == 0 || is_nobodys(query.filter)) return places;
  const InterviewFilter& filter = query.filter;
  const std::size_t wanted = query.limit + 1;
  for (const bool is_live : {true, false}) {
    if (places.size() >= wanted || is_past(after, is_live)) continue;
    Part part{.filter = filter, .words = words_of(filter), .is_live = is_live, .order = query.order};
    part.lowest = {is_live, filter.opened_from_wall_ns.value_or(kBeforeAll), kBeforeAll};
    part.highest = {is_live, filter.opened_until_wall_ns.value_or(kBeyondAll), kBeforeAll};
    part.limit = wanted - places.size();
    // The page begins behind the one before it, if that ended in this part.
    if (after && after->is_live == is_live) {
      const bool is_newest_first = query.order == InterviewOrder::newest_first;
      ListPlace& begin = is_newest_first ? part.highest : part.lowest;
      begin = is_newest_first ? std::ranges::min(*after, begin, {}, rank) : std::ranges::max(*after, begin, {}, rank);
    }
    if (auto found = find_in(part, places); !found) return std::unexpected(std::move(found.error()));
  }
  return places;
}

Found<observer::InterviewCount> CatalogueQueries::count(const InterviewFilter& filter) {
  constexpr std::size_t kEnough = observer::kMaxCountedInterviews + 1;
  observer::InterviewCount count;
  if (is_nobodys(filter)) return count;
  for (const bool is_live : {true, false}) {
    Part part{.filter = filter, .words = words_of(filter), .is_live = is_live};
    part.lowest = {is_live, filter.opened_from_wall_ns.value_or(kBeforeAll), kBeforeAll};
    part.highest = {is_live, filter.opened_until_wall_ns.value_or(kBeyondAll), kBeforeAll};
    part.limit = kEnough;
    const auto counted = each_of(part, &Selection::counted, [&](Statement& statement) -> Done {
      if (count.counted >= kEnough) return {};
      const auto further = count_in(statement);
      if (!further) return std::unexpected(further.error());
      count.counted += *further;
      return {};
    });
    if (!counted) return std::unexpected(counted.error());
  }
  count.has_uncounted = count.counted > observer::kMaxCountedInterviews;
  count.counted = std::min(count.counted, observer::kMaxCountedInterviews);
  return count;
}

Done CatalogueQueries::find_in(const Part& part, Places& places) {
  const bool is_newest_first = part.order == InterviewOrder::newest_first;
  Places found;
  const auto collect = [&](Statement& statement) -> Done {
    while (true) {
      auto row = statement.step();
      if (!row) return std::unexpected(std::move(row.error()));
      if (!*row) return {};
      found.push_back({part.is_live, statement.integer(0), statement.integer(1)});
    }
  };
  const Choose choose = is_newest_first ? &Selection::newest_first : &Selection::oldest_first;
  if (auto read = each_of(part, choose, collect); !read) return read;
  // A search gives them in the order of their numbers.
  const bool is_search = !part.words.empty();
  const auto in_order = [&](const ListPlace& place) {
    return is_search ? std::tuple{std::int64_t{0}, place.number} : rank(place);
  };
  std::ranges::sort(found, std::less{}, in_order);
  if (is_newest_first) std::ranges::reverse(found);
  found.resize(std::min(found.size(), part.limit));
  std::ranges::move(found, std::back_inserter(places));
  return {};
}

Done CatalogueQueries::each_of(const Part& part, Choose choose, const Take& take) {
  return part.words.empty() ? each_range(part, choose, take) : each_search(part, choose, take);
}

Done CatalogueQueries::each_range(const Part& part, Choose choose, const Take& take) {
  const auto scopes = scopes_of(part.filter);
  if (!scopes) return std::unexpected(scopes.error());
  const auto ranges = ranges_of(part, *scopes);
  if (!ranges) return std::unexpected(ranges.error());
  const bool has_other_person = !scopes->looked_into.is_nil();
  Statement& statement = (has_other_person ? range_with_person_ : range_).*choose;
  for (const Range& range : *ranges) {
    statement.bind(1, Bytes(scopes->read.bytes));
    statement.bind(2, static_cast<std::int64_t>(range.state));
    statement.bind(3, range.channel);
    statement.bind(4, std::string_view(range.block_code));
    statement.bind(5, part.lowest.opened_wall_ns);
    statement.bind(6, part.lowest.number);
    statement.bind(7, part.highest.opened_wall_ns);
    statement.bind(8, part.highest.number);
    statement.bind(9, static_cast<std::int64_t>(part.limit));
    if (has_other_person) {
      statement.bind(10, Bytes(scopes->looked_into.bytes));
      statement.bind(11, static_cast<std::int64_t>(range.states_there.front()));
      statement.bind(12, static_cast<std::int64_t>(range.states_there.back()));
    }
    if (auto taken = take(statement); !taken) return taken;
  }
  return {};
}

Done CatalogueQueries::each_search(const Part& part, Choose choose, const Take& take) {
  const std::int64_t from_ns = part.filter.opened_from_wall_ns.value_or(kBeforeAll);
  const std::int64_t until_ns = part.filter.opened_until_wall_ns.value_or(kBeyondAll);
  Statement& statement = search_.*choose;
  for (const InterviewState state : states_searched(part.filter, part.is_live)) {
    const std::string expression = match_expression(part.filter, state, part.words);
    statement.bind(1, std::string_view(expression));
    // The period is looked at apart.
    statement.bind(2, part.lowest.number);
    statement.bind(3, part.highest.number == kBeforeAll ? kBeyondAll : part.highest.number);
    statement.bind(4, from_ns);
    statement.bind(5, until_ns);
    statement.bind(6, day_of(from_ns));
    statement.bind(7, day_of(until_ns));
    statement.bind(8, static_cast<std::int64_t>(part.limit));
    if (auto taken = take(statement); !taken) return taken;
  }
  return {};
}

Found<CatalogueQueries::Scopes> CatalogueQueries::scopes_of(const InterviewFilter& filter) {
  const observer::AccountId scope = scope_of(filter);
  if (!filter.seen_by || !filter.person || *filter.person == scope) return Scopes{.read = scope};
  const auto seen = length_of(*filter.seen_by);
  if (!seen) return std::unexpected(seen.error());
  const auto asked = length_of(*filter.person);
  if (!asked) return std::unexpected(asked.error());
  if (*asked < *seen) return Scopes{.read = *filter.person, .looked_into = *filter.seen_by, .is_swapped = true};
  return Scopes{.read = *filter.seen_by, .looked_into = *filter.person};
}

Found<std::uint64_t> CatalogueQueries::length_of(const observer::AccountId& scope) {
  length_.bind(1, Bytes(scope.bytes));
  length_.bind(2, kLongList);
  return count_in(length_);
}

// What was asked for is the state in the asker's own list, whichever of the two is read: of another's state nothing is
// told.
Found<std::vector<CatalogueQueries::Range>> CatalogueQueries::ranges_of(const Part& part, const Scopes& scopes) {
  const auto blocks = blocks_of(part.filter);
  if (!blocks) return std::unexpected(blocks.error());
  const std::vector<InterviewState> asked = states_asked(part.filter, part.is_live);
  std::vector<Range> ranges;
  const auto add = [&](InterviewState state, const std::vector<InterviewState>& states_there) {
    for (const std::int64_t channel : channels_of(part.filter)) {
      for (const std::string& block : *blocks) ranges.push_back({state, states_there, channel, block});
    }
  };
  if (!scopes.is_swapped) {
    for (const InterviewState state : asked) add(state, states_elsewhere(state));
    return ranges;
  }
  for (const InterviewState state : states_asked({.seen_by = scopes.read}, part.is_live)) {
    std::vector<InterviewState> states_there = states_elsewhere(state);
    std::erase_if(states_there, [&](InterviewState there) { return std::ranges::find(asked, there) == asked.end(); });
    if (!states_there.empty()) add(state, states_there);
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
