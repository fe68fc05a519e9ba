#include "storage/sqlite/sqlite_accounts.hpp"

#include <string_view>

#include "storage/sqlite/rare_statements.hpp"

namespace regard::storage {
namespace {

constexpr std::string_view kSelectAccounts =
    "SELECT account_id, login, name, role, secret_hash, is_disabled FROM account";

observer::Account account_in(const Statement& row) {
  return {.account_id = {row.fixed_bytes<16>(0)},
          .login = row.text(1),
          .name = row.text(2),
          .role = static_cast<v1::Role>(row.integer(3)),
          .secret_hash = row.text(4),
          .is_disabled = row.integer(5) != 0};
}

observer::SignInSession session_in(const Statement& row) {
  return {.token_hash = row.text(0),
          .account_id = {row.fixed_bytes<16>(1)},
          .expires_wall_ns = row.integer(2),
          .session_id = {row.fixed_bytes<16>(3)},
          .created_wall_ns = row.integer(4),
          .address = row.text(5),
          .device = row.text(6)};
}

}  // namespace

Done put_account(Connection& connection, const observer::Account& account) {
  return run(connection,
             "INSERT INTO account (account_id, login, name, role, secret_hash, is_disabled)"
             " VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
             " ON CONFLICT (account_id) DO UPDATE SET login = excluded.login, name = excluded.name,"
             " role = excluded.role, secret_hash = excluded.secret_hash, is_disabled = excluded.is_disabled",
             Bytes(account.account_id.bytes), std::string_view(account.login), std::string_view(account.name),
             std::int64_t{account.role}, std::string_view(account.secret_hash), std::int64_t{account.is_disabled});
}

Found<std::vector<observer::Account>> all_accounts(Connection& connection) {
  auto query = connection.prepare(std::string(kSelectAccounts) + " ORDER BY login");
  if (!query) return std::unexpected(std::move(query.error()));
  return rows(*query, account_in);
}

Found<std::optional<observer::Account>> find_account(Connection& connection, const std::string& login) {
  auto query = connection.prepare(std::string(kSelectAccounts) + " WHERE login = ?1");
  if (!query) return std::unexpected(std::move(query.error()));
  query->bind(1, std::string_view(login));
  auto found = rows(*query, account_in);
  if (!found) return std::unexpected(std::move(found.error()));
  if (found->empty()) return std::nullopt;
  return std::move(found->front());
}

Done put_session(Connection& connection, const observer::SignInSession& session) {
  return run(connection, "INSERT OR REPLACE INTO sign_in_session VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
             std::string_view(session.token_hash), Bytes(session.account_id.bytes), session.expires_wall_ns,
             Bytes(session.session_id.bytes), session.created_wall_ns, std::string_view(session.address),
             std::string_view(session.device));
}

Done remove_session(Connection& connection, const std::string& token_hash) {
  return run(connection, "DELETE FROM sign_in_session WHERE token_hash = ?1", std::string_view(token_hash));
}

Done remove_sessions_of(Connection& connection, const observer::AccountId& account_id,
                        const std::string& but_token_hash) {
  return run(connection, "DELETE FROM sign_in_session WHERE account_id = ?1 AND token_hash <> ?2",
             Bytes(account_id.bytes), std::string_view(but_token_hash));
}

Done purge_expired_sessions(Connection& connection, std::int64_t now_wall_ns) {
  return run(connection, "DELETE FROM sign_in_session WHERE expires_wall_ns <= ?1", now_wall_ns);
}

Found<std::vector<observer::SignInSession>> all_sessions(Connection& connection) {
  auto query = connection.prepare(
      "SELECT token_hash, account_id, expires_wall_ns, session_id, created_wall_ns, address, device FROM "
      "sign_in_session");
  if (!query) return std::unexpected(std::move(query.error()));
  return rows(*query, session_in);
}

}  // namespace regard::storage
