#include "storage/sqlite/sqlite_credentials.hpp"

#include <sstream>
#include <string_view>

#include "storage/sqlite/rare_statements.hpp"

namespace regard::storage {
namespace {

// Words without spaces, in one column.
std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

std::vector<std::string> split(const std::string& text) {
  std::istringstream words(text);
  std::vector<std::string> found;
  for (std::string word; words >> word;) found.push_back(std::move(word));
  return found;
}

observer::IntegrationToken token_in(const Statement& row) {
  return {.token_hash = row.text(0),
          .account_id = {row.fixed_bytes<16>(1)},
          .token_id = {row.fixed_bytes<16>(2)},
          .name = row.text(3),
          .created_wall_ns = row.integer(4),
          .expires_wall_ns = row.integer(5),
          .scope = {row.integer(6) != 0, row.integer(7) != 0, split(row.text(8))}};
}

observer::SecondFactor second_factor_in(const Statement& row) {
  return {.account_id = {row.fixed_bytes<16>(0)},
          .totp_key = row.fixed_bytes<observer::kTotpKeyBytes>(1),
          .last_step = row.integer(2),
          .recovery_hashes = split(row.text(3))};
}

observer::Invitation invitation_in(const Statement& row) {
  return {.account_id = {row.fixed_bytes<16>(0)}, .token_hash = row.text(1), .expires_wall_ns = row.integer(2)};
}

}  // namespace

Done put_token(Connection& connection, const observer::IntegrationToken& token) {
  const std::string kinds = joined(token.scope.kinds);
  return run(connection,
             "INSERT OR REPLACE INTO integration_token (token_hash, account_id, token_id, name, created_wall_ns,"
             " expires_wall_ns, own_interviews_only, speaks_for_candidate, kinds)"
             " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
             std::string_view(token.token_hash), Bytes(token.account_id.bytes), Bytes(token.token_id.bytes),
             std::string_view(token.name), token.created_wall_ns, token.expires_wall_ns,
             std::int64_t{token.scope.own_interviews_only}, std::int64_t{token.scope.speaks_for_candidate},
             std::string_view(kinds));
}

Done remove_token(Connection& connection, const std::string& token_hash) {
  return run(connection, "DELETE FROM integration_token WHERE token_hash = ?1", std::string_view(token_hash));
}

Found<std::vector<observer::IntegrationToken>> all_tokens(Connection& connection) {
  auto query = connection.prepare(
      "SELECT token_hash, account_id, token_id, name, created_wall_ns, expires_wall_ns, own_interviews_only,"
      " speaks_for_candidate, kinds FROM integration_token ORDER BY created_wall_ns, token_hash");
  if (!query) return std::unexpected(std::move(query.error()));
  return rows(*query, token_in);
}

Done put_second_factor(Connection& connection, const observer::SecondFactor& factor) {
  const std::string recovery_hashes = joined(factor.recovery_hashes);
  return run(connection, "INSERT OR REPLACE INTO second_factor VALUES (?1, ?2, ?3, ?4)", Bytes(factor.account_id.bytes),
             Bytes(factor.totp_key), factor.last_step, std::string_view(recovery_hashes));
}

Done remove_second_factor(Connection& connection, const observer::AccountId& account_id) {
  return run(connection, "DELETE FROM second_factor WHERE account_id = ?1", Bytes(account_id.bytes));
}

Found<std::vector<observer::SecondFactor>> all_second_factors(Connection& connection) {
  auto query = connection.prepare("SELECT account_id, totp_key, last_step, recovery_hashes FROM second_factor");
  if (!query) return std::unexpected(std::move(query.error()));
  return rows(*query, second_factor_in);
}

Done put_invitation(Connection& connection, const observer::Invitation& invitation) {
  return run(connection, "INSERT OR REPLACE INTO invitation VALUES (?1, ?2, ?3)", Bytes(invitation.account_id.bytes),
             std::string_view(invitation.token_hash), invitation.expires_wall_ns);
}

Done remove_invitation(Connection& connection, const observer::AccountId& account_id) {
  return run(connection, "DELETE FROM invitation WHERE account_id = ?1", Bytes(account_id.bytes));
}

Found<std::vector<observer::Invitation>> all_invitations(Connection& connection) {
  auto query = connection.prepare("SELECT account_id, token_hash, expires_wall_ns FROM invitation");
  if (!query) return std::unexpected(std::move(query.error()));
  return rows(*query, invitation_in);
}

}  // namespace regard::storage
