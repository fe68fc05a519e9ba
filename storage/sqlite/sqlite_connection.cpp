#include "storage/sqlite/sqlite_connection.hpp"

#include <sqlite3.h>

#include <thread>
#include <utility>

#include "storage/sqlite/limits.hpp"

namespace regard::storage {
namespace {

observer::StoreFailure failure_of(sqlite3* handle) {
  const int code = sqlite3_extended_errcode(handle);
  std::string reason = sqlite3_errmsg(handle);
  // The message alone says "disk I/O error" for a dozen different things.
  if (const int system_error = sqlite3_system_errno(handle); (code & 0xFF) == SQLITE_IOERR && system_error != 0) {
    reason += ", system error " + std::to_string(system_error);
  }
  const bool is_damage = (code & 0xFF) == SQLITE_CORRUPT || (code & 0xFF) == SQLITE_NOTADB;
  return {reason + " (SQLite code " + std::to_string(code) + ")", is_damage};
}

}  // namespace

void Statement::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

// The codes of sqlite3_bind_* are not looked at: without a copy to make, binding fails only for a parameter that the
// statement does not have, or for more than a gigabyte.
void Statement::bind(int parameter, std::int64_t value) { sqlite3_bind_int64(statement_.get(), parameter, value); }

void Statement::bind(int parameter, Bytes bytes) {
  // SQLite takes a null pointer for NULL; an empty payload is not that.
  const void* data = bytes.empty() ? "" : static_cast<const void*>(bytes.data());
  sqlite3_bind_blob64(statement_.get(), parameter, data, bytes.size(), SQLITE_STATIC);
}

void Statement::bind(int parameter, std::string_view text) {
  sqlite3_bind_text64(statement_.get(), parameter, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
}

std::expected<bool, observer::StoreFailure> Statement::step() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) {
    reset();
    return false;
  }
  observer::StoreFailure failure = failure_of(sqlite3_db_handle(statement_.get()));
  reset();
  return std::unexpected(std::move(failure));
}

std::expected<void, observer::StoreFailure> Statement::run() {
  auto stepped = step();
  if (!stepped) return std::unexpected(std::move(stepped.error()));
  reset();
  return {};
}

// The code that sqlite3_reset returns is that of the last step, which step() has already told.
void Statement::reset() { sqlite3_reset(statement_.get()); }

bool Statement::is_null(int column) const { return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL; }

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(statement_.get(), column); }

Bytes Statement::bytes(int column) const {
  const void* data = sqlite3_column_blob(statement_.get(), column);
  const int size = sqlite3_column_bytes(statement_.get(), column);
  return {static_cast<const std::uint8_t*>(data), static_cast<std::size_t>(size)};
}

std::string Statement::text(int column) const {
  const Bytes stored = bytes(column);
  return {stored.begin(), stored.end()};
}

void Connection::Close::operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }

std::expected<Connection, observer::StoreFailure> Connection::open(const std::string& path, Access access,
                                                                   const std::string& vfs) {
  const int access_flags =
      access == Access::kReadWrite ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
  sqlite3* handle = nullptr;
  // NOMUTEX: a connection is used by one thread at a time, so SQLite's own lock would only cost time.
  const int code = sqlite3_open_v2(path.c_str(), &handle,
                                   access_flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_URI,
                                   vfs.empty() ? nullptr : vfs.c_str());
  if (handle == nullptr) return std::unexpected(observer::StoreFailure{"out of memory"});
  Connection connection(handle);
  if (code != SQLITE_OK) return std::unexpected(failure_of(handle));
  sqlite3_busy_timeout(handle, static_cast<int>(kLockWait.count()));
  return connection;
}

void Connection::wait_for_locks(const std::function<void()>& pause) {
  const auto wait_on = [](void* pause, int /*times*/) {
    const auto& run_pause = *static_cast<const std::function<void()>*>(pause);
    if (run_pause) {
      run_pause();
    } else {
      std::this_thread::sleep_for(kLockPause);
    }
    return 1;
  };
  sqlite3_busy_handler(handle(), wait_on, const_cast<std::function<void()>*>(&pause));
}

std::expected<void, observer::StoreFailure> Connection::execute(const std::string& sql) {
  if (sqlite3_exec(handle(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
    return std::unexpected(failure());
  }
  return {};
}

std::int64_t Connection::last_row() const { return sqlite3_last_insert_rowid(handle()); }

observer::StoreFailure Connection::failure() const { return failure_of(handle()); }

std::expected<Statement, observer::StoreFailure> Connection::prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(handle(), sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                      &statement, nullptr);
  if (code != SQLITE_OK) return std::unexpected(failure());
  return Statement(statement);
}

std::expected<std::int64_t, observer::StoreFailure> Connection::integer(std::string_view sql) {
  auto statement = prepare(sql);
  if (!statement) return std::unexpected(std::move(statement.error()));
  auto stepped = statement->step();
  if (!stepped) return std::unexpected(std::move(stepped.error()));
  return *stepped ? statement->integer(0) : 0;
}

std::expected<Transaction, observer::StoreFailure> Transaction::begin(Connection& connection, Kind kind) {
  // IMMEDIATE: a writer that cannot write should learn it now and not half-way.
  auto begun = connection.execute(kind == Kind::kWrite ? "BEGIN IMMEDIATE" : "BEGIN");
  if (!begun) return std::unexpected(std::move(begun.error()));
  return Transaction(connection);
}

Transaction::Transaction(Transaction&& other) noexcept : connection_(std::exchange(other.connection_, nullptr)) {}

Transaction::~Transaction() {
  // When even the rollback fails, the failure before it has been told already, and closing the file undoes the rest.
  if (connection_ != nullptr) sqlite3_exec(connection_->handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

std::expected<void, observer::StoreFailure> Transaction::commit() {
  auto committed = connection_->execute("COMMIT");
  if (committed) connection_ = nullptr;
  return committed;
}

}  // namespace regard::storage
