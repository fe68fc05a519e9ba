#pragma once

#include <expected>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "gateway/accounts/credentials.hpp"
#include "observer/ports/random.hpp"
#include "observer/ports/trail.hpp"

namespace regard::gateway {

// What people do with their own accounts: another password, a second factor, an end to their sign-ins. Thread: the
// gateway's.
class OwnAccount {
 public:
  struct Parts {
    Credentials& credentials;
    AccountDirectory& directory;
    observer::AccountStore& store;
    observer::Clock& clock;
    observer::Random& random;
    observer::Trail& trail;
    // Closes what a sign-in session has opened.
    std::function<void(const std::string& token_hash)> close_signed_out;
  };
  // Everything referred to must outlive this object.
  explicit OwnAccount(Parts parts) : parts_(std::move(parts)) {}

  // Who asks: they prove their password once more.
  struct Asker {
    SignInAttempt proof;
    // Of the sign-in by which they ask, which goes on.
    std::string token_hash;
  };
  struct Refusal {
    // Of the proof.
    std::optional<SignInRefusal> proof{};
    // Why the new password or the code cannot be taken.
    std::string reason{};
  };
  template <typename T>
  using Done = std::move_only_function<void(std::expected<T, Refusal>)>;

  // Before what changes others' accounts too. Whoever cannot prove who they are is noted.
  void prove(SignInAttempt proof, Credentials::Wanted wanted, Credentials::Done done);

  // Ends all other sign-ins of the account, and its invitation. Gives the account as it is then.
  void change_password(Asker asker, std::string password, Done<observer::Account> done);

  // A key for an application that gives codes: it counts once a first code has confirmed that it is there.
  void offer_second_factor(Asker asker, Done<observer::TotpKey> done);
  // Gives the recovery codes: they leave the server this once. Ends all other sign-ins: none of them gave a code.
  void confirm_second_factor(const observer::Account& account, const std::string& code, const std::string& token_hash,
                             const std::string& address, Done<std::vector<std::string>> done);
  // The proof has to hold a code too.
  void remove_second_factor(Asker asker, Done<void> done);

  // One of the account's own sign-ins, by its id. Does nothing when it has ended already.
  void end_sign_in(const observer::Account& account, observer::Uuid session_id, const std::string& address,
                   observer::Committed done);
  void end_other_sign_ins(const observer::Account& account, const std::string& token_hash, const std::string& address,
                          observer::Committed done);

 private:
  struct Offer {
    observer::TotpKey key{};
    std::int64_t until_wall_ns = 0;
    int wrong_codes = 0;
  };
  using Sessions = std::vector<observer::SignInSession>;
  [[nodiscard]] Sessions others(observer::AccountId account_id, const std::string& token_hash) const;
  void end_others(observer::AccountId account_id, const std::string& token_hash, observer::Committed done);
  // They mean nothing from now on; what it gives is to be told whether the disk has it.
  [[nodiscard]] observer::Committed taking_out(Sessions sessions, observer::Committed done);
  void put_password(observer::Account account, const std::string& proved_hash, const std::string& token_hash,
                    const std::string& address, Done<observer::Account> done);
  void keep_password(observer::Account account, const std::string& token_hash, const std::string& address,
                     Done<observer::Account> done);
  void note(const observer::Account& account, const std::string& address, std::string what);

  Parts parts_;
  // One an account.
  std::unordered_map<observer::AccountId, Offer> offers_;
};

}  // namespace regard::gateway
