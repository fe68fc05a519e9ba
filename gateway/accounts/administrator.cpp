#include "gateway/accounts/administrator.hpp"

namespace regard::gateway {
namespace {

bool concerns_program(const AccountDirectory& directory, const v1::AdministrationRequest& request) {
  const observer::Account* subject = directory.by_login(request.login());
  return (request.has_add() && request.add().role() == v1::ROLE_INTEGRATION) ||
         (subject != nullptr && subject->role == v1::ROLE_INTEGRATION);
}

}  // namespace

std::optional<std::string> objection(const AccountDirectory& directory, const v1::AdministrationRequest& request,
                                     const Administrator& by) {
  using Kind = Administrator::Kind;
  if (by.kind == Kind::machine_owner) return std::nullopt;
  const observer::Account* now = directory.by_id(by.account_id);
  if (now == nullptr || now->is_disabled) return "the account of whoever asks is closed";
  if (by.kind == Kind::invited) return std::nullopt;
  if (now->role != v1::ROLE_ORGANISER) return "accounts are for organisers to change";
  if (request.login() == now->login && !request.has_set_name()) {
    return "of their own account an organiser changes the name alone";
  }
  if (concerns_program(directory, request)) return "programs are administered with regard-server account";
  return std::nullopt;
}

}  // namespace regard::gateway
