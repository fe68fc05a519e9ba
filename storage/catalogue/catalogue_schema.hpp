#pragma once

#include <cstdint>
#include <string_view>

namespace regard::storage {

// "Rgct": marks the file as a catalogue (PRAGMA application_id).
inline constexpr std::int64_t kCatalogueApplicationId = 0x52676374;
// A catalogue of another version is deleted and rebuilt: there are no migrations.
inline constexpr std::int64_t kCatalogueVersion = 5;

// `number` follows the order of opening in the journal.
//
// `listing` is the list in its order, once for everybody's (scope = 16 zero bytes) and once for each person in the
// interview and the program that opened it. Whoever asks for a page names a state, a channel and a block, or asks for
// each of the few that there are: then every mix of filters is some ranges of this one index, each read in order,
// forward or backward, and as far as the page is long. The state is what the interview is to whoever's list it stands
// in (listing.hpp): of a sealed one it says whether their own marking is to be closed, and nothing of another's.
// Whatever narrows a person's list down by state therefore reads that person's own rows.
//
// `interview_words` finds words; its rowid is the number. It keeps no text, only which words stand where; the
// beginnings of words are indexed too, as far as people type: for a longer one the search engine collects all that
// matches before it gives the first. What a search is narrowed down to (person, state,
// channel, block) stands in it as words that begin with '=' (search_words.hpp), so that the search engine joins all of
// it, newest first.
//
// `fold_progress` holds the chain value of the event at the position: a journal in which it is not there is another.
//
// `opened_day` says which numbers were opened on a day (UTC): a search in a period looks at no others.
inline constexpr std::string_view kCatalogueSchema = R"sql(
CREATE TABLE interview (
  number         INTEGER PRIMARY KEY,
  interview_id   BLOB NOT NULL UNIQUE,
  state          INTEGER NOT NULL,
  channel        INTEGER NOT NULL,
  block_code     TEXT NOT NULL,
  opened         BLOB NOT NULL,
  opened_mono_ns INTEGER NOT NULL,
  opened_wall_ns INTEGER NOT NULL,
  closed_mono_ns INTEGER NOT NULL,
  integration    BLOB NOT NULL,
  brief_id       BLOB NOT NULL
) STRICT;

CREATE TABLE marking (
  number        INTEGER NOT NULL,
  place         INTEGER NOT NULL,
  recording_id  BLOB NOT NULL UNIQUE,
  assessor_id   BLOB NOT NULL,
  assessor_name TEXT NOT NULL,
  is_closed     INTEGER NOT NULL,
  PRIMARY KEY (number, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE known_block (
  block_code TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TABLE listing (
  scope          BLOB NOT NULL,
  state          INTEGER NOT NULL,
  channel        INTEGER NOT NULL,
  block_code     TEXT NOT NULL,
  opened_wall_ns INTEGER NOT NULL,
  number         INTEGER NOT NULL,
  PRIMARY KEY (scope, state, channel, block_code, opened_wall_ns, number)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE interview_words USING fts5 (
  text, content = '', columnsize = 0, detail = none, prefix = '1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16',
  tokenize = "unicode61 remove_diacritics 2 tokenchars '='"
);

CREATE TABLE opened_day (
  day          INTEGER PRIMARY KEY,
  first_number INTEGER NOT NULL,
  last_number  INTEGER NOT NULL
) STRICT;

CREATE TABLE fold_progress (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  position INTEGER NOT NULL,
  chain    BLOB NOT NULL
) STRICT;
INSERT INTO fold_progress VALUES (1, 0, x'');
)sql";

}  // namespace regard::storage
