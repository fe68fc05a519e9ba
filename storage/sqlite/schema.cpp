#include "storage/sqlite/schema.hpp"

#include <array>

namespace regard::storage {
namespace {

// Rows of `event` are only ever appended, which is what makes a commit cheap. A row holds the header as it is hashed
// (journal/chain.hpp): a column a field costs a third more a row; SQL reads it through the view `event_header`.
// `family` is the number of the first recording of the family. `payload_digest` is kept of erased events alone. Finding
// them by recording is the work of `event_index`, filled off the acknowledging path for all rows up to `indexed_row`.
// One entry stands for a run of events of one recording, the last of which is `last_sequence`; `event_rows` is the JSON
// array of their rows.
constexpr std::string_view kVersion1 = R"sql(
CREATE TABLE recording (
  number       INTEGER PRIMARY KEY,
  recording_id BLOB NOT NULL UNIQUE CHECK (length(recording_id) = 16),
  family       INTEGER NOT NULL
) STRICT;
CREATE INDEX recording_by_family ON recording (family);

CREATE TABLE event (
  row            INTEGER PRIMARY KEY,
  recording      INTEGER NOT NULL REFERENCES recording (number),
  sequence       INTEGER NOT NULL,
  kind           INTEGER NOT NULL,
  header         BLOB NOT NULL,
  payload        BLOB,
  salt           BLOB,
  payload_digest BLOB,
  chain          BLOB NOT NULL
) STRICT;

CREATE VIEW event_header AS SELECT
  row,
  recording,
  sequence,
  kind,
  regard_header(header, 'event_id')              AS event_id,
  regard_header(header, 'server_mono_ns')        AS server_mono_ns,
  regard_header(header, 'server_wall_ns')        AS server_wall_ns,
  regard_header(header, 'client_wall_us')        AS client_wall_us,
  regard_header(header, 'clock_offset_us')       AS clock_offset_us,
  regard_header(header, 'clock_offset_error_us') AS clock_offset_error_us,
  regard_header(header, 'author_account_id')     AS author_account_id,
  regard_header(header, 'author_role')           AS author_role,
  regard_header(header, 'client_id')             AS client_id,
  regard_header(header, 'client_seq')            AS client_seq,
  regard_header(header, 'external_id')           AS external_id
FROM event;

CREATE TABLE event_index (
  recording     INTEGER NOT NULL,
  last_sequence INTEGER NOT NULL,
  event_rows    TEXT NOT NULL,
  PRIMARY KEY (recording, last_sequence)
) STRICT, WITHOUT ROWID;

CREATE TABLE index_progress (
  only_row    INTEGER PRIMARY KEY CHECK (only_row = 1),
  indexed_row INTEGER NOT NULL
) STRICT;
INSERT INTO index_progress VALUES (1, 0);

CREATE TABLE account (
  account_id  BLOB PRIMARY KEY CHECK (length(account_id) = 16),
  login       TEXT NOT NULL UNIQUE,
  name        TEXT NOT NULL,
  role        INTEGER NOT NULL,
  secret_hash TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sign_in_session (
  token_hash      TEXT PRIMARY KEY,
  account_id      BLOB NOT NULL,
  expires_wall_ns INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

constexpr std::string_view kVersion2 = R"sql(
ALTER TABLE account ADD COLUMN is_disabled INTEGER NOT NULL DEFAULT 0 CHECK (is_disabled IN (0, 1));

ALTER TABLE sign_in_session ADD COLUMN session_id BLOB NOT NULL DEFAULT x'00000000000000000000000000000000';
ALTER TABLE sign_in_session ADD COLUMN created_wall_ns INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sign_in_session ADD COLUMN address TEXT NOT NULL DEFAULT '';
ALTER TABLE sign_in_session ADD COLUMN device TEXT NOT NULL DEFAULT '';
CREATE INDEX sign_in_session_by_account ON sign_in_session (account_id);
)sql";

// An integration had one token, which was its account's secret and could do all that an integration can.
constexpr std::string_view kVersion3 = R"sql(
CREATE TABLE integration_token (
  token_hash           TEXT PRIMARY KEY,
  token_id             BLOB NOT NULL UNIQUE CHECK (length(token_id) = 16),
  account_id           BLOB NOT NULL,
  name                 TEXT NOT NULL,
  created_wall_ns      INTEGER NOT NULL,
  expires_wall_ns      INTEGER NOT NULL,
  own_interviews_only  INTEGER NOT NULL CHECK (own_interviews_only IN (0, 1)),
  speaks_for_candidate INTEGER NOT NULL CHECK (speaks_for_candidate IN (0, 1)),
  kinds                TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO integration_token
  SELECT secret_hash, randomblob(16), account_id, 'first', 0, 0, 0, 1, '' FROM account WHERE role = 5;
UPDATE account SET secret_hash = '' WHERE role = 5;

CREATE TABLE second_factor (
  account_id      BLOB PRIMARY KEY CHECK (length(account_id) = 16),
  totp_key        BLOB NOT NULL,
  last_step       INTEGER NOT NULL,
  recovery_hashes TEXT NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

// One an account: another takes its place.
constexpr std::string_view kVersion4 = R"sql(
CREATE TABLE invitation (
  account_id      BLOB PRIMARY KEY CHECK (length(account_id) = 16),
  token_hash      TEXT NOT NULL UNIQUE,
  expires_wall_ns INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

// Frozen: a step is never changed, a further one is added, with a fixture of the version before it.
constexpr std::array kMigrations = {kVersion1, kVersion2, kVersion3, kVersion4};

std::unexpected<observer::StoreFailure> refuse(std::string reason) {
  return std::unexpected(observer::StoreFailure{std::move(reason)});
}

}  // namespace

std::span<const std::string_view> migrations() { return kMigrations; }

std::expected<std::int64_t, observer::StoreFailure> check_schema(Connection& connection,
                                                                 std::span<const std::string_view> steps) {
  const auto table_count = connection.integer("SELECT count(*) FROM sqlite_schema");
  if (!table_count) return refuse("is damaged or is no database: " + table_count.error().reason);
  const auto application_id = connection.integer("PRAGMA application_id");
  if (!application_id) return std::unexpected(application_id.error());
  if (*table_count == 0 && *application_id == 0) return 0;
  if (*application_id != kApplicationId) return refuse("is the database of another program");
  const auto version = connection.integer("PRAGMA user_version");
  if (!version) return std::unexpected(version.error());
  const auto known_version = static_cast<std::int64_t>(steps.size());
  if (*version > known_version) {
    return refuse("was written by a later version of Regard (schema " + std::to_string(*version) +
                  "; this program knows those up to " + std::to_string(known_version) + ")");
  }
  return *version;
}

std::expected<void, observer::StoreFailure> migrate(Connection& connection, std::span<const std::string_view> steps) {
  const auto version = check_schema(connection, steps);
  if (!version) return std::unexpected(version.error());
  const auto remaining = steps.subspan(static_cast<std::size_t>(*version));
  if (remaining.empty()) return {};
  auto transaction = Transaction::begin(connection, Transaction::Kind::kWrite);
  if (!transaction) return std::unexpected(transaction.error());
  for (const std::string_view step : remaining) {
    if (auto done = connection.execute(std::string(step)); !done) return done;
  }
  auto stamped = connection.execute("PRAGMA application_id = " + std::to_string(kApplicationId) +
                                    "; PRAGMA user_version = " + std::to_string(steps.size()));
  if (!stamped) return stamped;
  return transaction->commit();
}

}  // namespace regard::storage
