#pragma once

#include <functional>
#include <string>

#include "gateway/accounts/account_directory.hpp"
#include "gateway/accounts/administrator.hpp"
#include "observer/ports/account_store.hpp"
#include "observer/ports/clock.hpp"
#include "observer/ports/random.hpp"
#include "observer/ports/trail.hpp"
#include "regard/v1/api/administration.pb.h"

namespace regard::gateway {

// "role organiser": what the request is for, without the secrets that it holds.
[[nodiscard]] std::string words_for(const v1::AdministrationRequest& request);
// In one sentence.
[[nodiscard]] v1::AdministrationAnswer refusal(std::string reason);
// Of the disk.
[[nodiscard]] v1::AdministrationAnswer not_kept(observer::StoreFailure failure);

// Changes accounts, whether the server runs or not, for whoever may. What an account could do until now ends with the
// change, unless it is one of its name: its sign-ins, its open connections; with its password, its invitation. Thread:
// the gateway's.
class Administration {
 public:
  struct Parts {
    AccountDirectory& directory;
    observer::AccountStore& store;
    observer::Clock& clock;
    observer::Random& random;
    observer::Trail& trail;
    // Closes what was opened with a credential of this digest.
    std::function<void(const std::string& credential_hash)> close_signed_out;
    // Closes all that the account has open.
    std::function<void(observer::AccountId account_id)> close_connections;
  };
  // Everything referred to must outlive this object.
  explicit Administration(Parts parts) : parts_(std::move(parts)) {}

  using Done = std::move_only_function<void(v1::AdministrationAnswer answer)>;
  // `done` is called once the change is on disk, or is none.
  void run(const v1::AdministrationRequest& request, const Administrator& by, Done done);

 private:
  // What was done is in the access trail; what only looks, or was refused, is not.
  [[nodiscard]] Done noted(const v1::AdministrationRequest& request, const Administrator& by, Done done);
  void carry_out(const v1::AdministrationRequest& request, const Administrator& by, Done done);
  void list(Done done) const;
  void add(const v1::AdministrationRequest& request, Done done);
  void end_sign_ins(observer::AccountId account_id, Done done);
  // Also ends what the account could do until now.
  void change(observer::AccountId account_id, const v1::AdministrationRequest& request, const Administrator& by,
              Done done);
  void rename(const observer::Account& account, const std::string& name, Done done);
  void invite(const observer::Account& account, const v1::AdministrationRequest& request, const Administrator& by,
              Done done);
  void put_invitation(observer::AccountId account_id, const std::string& token_hash, Done done);
  void put(const observer::Account& account, Done done);
  void keep(const observer::Account& account, Done done);
  void add_token(const observer::Account& account, const v1::AddToken& wanted, Done done);
  void revoke_token(const observer::Account& account, const std::string& token_id, Done done);
  void list_tokens(const observer::Account& account, Done done) const;
  void reset_second_factor(const observer::Account& account, Done done);

  Parts parts_;
};

}  // namespace regard::gateway
