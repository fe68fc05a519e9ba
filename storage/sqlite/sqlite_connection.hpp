#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "observer/ports/store_failure.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace regard::storage {

using Bytes = std::span<const std::uint8_t>;

// A prepared statement. Owns the SQLite object; must not outlive its connection. Parameters count from 1, columns from
// 0.
class Statement {
 public:
  Statement() = default;
  explicit Statement(sqlite3_stmt* statement) : statement_(statement) {}

  // Bytes and text are not copied: they must live until the next reset().
  void bind(int parameter, std::int64_t value);
  void bind(int parameter, Bytes bytes);
  void bind(int parameter, std::string_view text);

  // True when there is a row, false when the statement is done. After a failure or the end the statement is reset.
  [[nodiscard]] std::expected<bool, observer::StoreFailure> step();
  // Runs a statement that returns no rows.
  [[nodiscard]] std::expected<void, observer::StoreFailure> run();
  void reset();

  [[nodiscard]] bool is_null(int column) const;
  [[nodiscard]] std::int64_t integer(int column) const;
  // Valid until the next step() or reset().
  [[nodiscard]] Bytes bytes(int column) const;
  [[nodiscard]] std::string text(int column) const;

  // The column's bytes; all zero when they are not exactly so many, which only damage or tampering can bring about (the
  // chain then tells).
  template <std::size_t size>
  [[nodiscard]] std::array<std::uint8_t, size> fixed_bytes(int column) const {
    std::array<std::uint8_t, size> copy{};
    const Bytes stored = bytes(column);
    if (stored.size() == size) std::copy(stored.begin(), stored.end(), copy.begin());
    return copy;
  }

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

enum class Access { kReadWrite, kReadOnly };

// A connection to one database file. One thread at a time.
class Connection {
 public:
  // `vfs` empty: the system's own. The file is created when it may be written and is not there.
  [[nodiscard]] static std::expected<Connection, observer::StoreFailure> open(const std::string& path, Access access,
                                                                              const std::string& vfs);

  // Runs statements whose rows, if any, do not matter.
  [[nodiscard]] std::expected<void, observer::StoreFailure> execute(const std::string& sql);
  [[nodiscard]] std::expected<Statement, observer::StoreFailure> prepare(std::string_view sql);
  // The first column of the first row of a query.
  [[nodiscard]] std::expected<std::int64_t, observer::StoreFailure> integer(std::string_view sql);

  // From now on a lock that another program holds is waited for, however long: nothing is lost while nothing is
  // written. Before it is asked for again `pause` is run, which must outlive the connection; when it is empty, a little
  // time passes.
  void wait_for_locks(const std::function<void()>& pause);

  // Of the last INSERT.
  [[nodiscard]] std::int64_t last_row() const;

  // What went wrong last, in words.
  [[nodiscard]] observer::StoreFailure failure() const;
  [[nodiscard]] sqlite3* handle() const { return handle_.get(); }

 private:
  struct Close {
    void operator()(sqlite3* handle) const;
  };
  explicit Connection(sqlite3* handle) : handle_(handle) {}

  std::unique_ptr<sqlite3, Close> handle_;
};

// A transaction that is rolled back unless it was committed.
class Transaction {
 public:
  enum class Kind { kRead, kWrite };
  [[nodiscard]] static std::expected<Transaction, observer::StoreFailure> begin(Connection& connection, Kind kind);

  Transaction(Transaction&& other) noexcept;
  Transaction& operator=(Transaction&&) = delete;
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();

  [[nodiscard]] std::expected<void, observer::StoreFailure> commit();

 private:
  explicit Transaction(Connection& connection) : connection_(&connection) {}

  Connection* connection_;
};

}  // namespace regard::storage
