#pragma once

#include <chrono>
#include <cstdint>
#include <expected>
#include <functional>
#include <string>
#include <unordered_set>

#include "gateway/accounts/administration.hpp"
#include "gateway/accounts/credentials.hpp"

namespace regard::gateway {

// Lets whoever has the link set the password of its account, once. A token cannot be guessed: whoever has a good one
// waits for nobody, and nobody without one makes the server hash a password. Thread: the gateway's.
class Invitations {
 public:
  struct Parts {
    Credentials& credentials;
    AccountDirectory& directory;
    observer::AccountStore& store;
    Administration& administration;
    observer::Clock& clock;
    observer::Trail& trail;
  };
  // Everything referred to must outlive this object.
  explicit Invitations(Parts parts) : parts_(parts) {}

  // From where somebody comes: see SignInAttempt.
  struct From {
    std::string address;
    std::string network;
    std::string site;
  };
  struct Refusal {
    enum class Reason : std::uint8_t {
      // Unknown, over, used, replaced: nobody is told which.
      not_good,
      too_many_attempts,
      // The words say why the password cannot be taken.
      password_not_taken,
      // The link is used up nevertheless.
      not_kept
    };
    Reason reason = Reason::not_good;
    std::chrono::seconds retry_after{0};
    std::string words{};
  };
  struct Shown {
    observer::Account account;
    std::int64_t expires_wall_ns = 0;
  };

  [[nodiscard]] std::expected<Shown, Refusal> look(const std::string& token, const From& from);

  using Done = std::move_only_function<void(std::expected<void, Refusal>)>;
  // Ends all that the account could do until now. `done` runs on the gateway's thread, once the password is on disk. A
  // password that cannot be taken leaves the link as it is.
  void accept(const std::string& token, std::string password, const From& from, Done done);

 private:
  [[nodiscard]] std::expected<const observer::Account*, Refusal> find(const std::string& token_hash, const From& from);
  void set_password(const std::string& token_hash, const std::string& secret_hash, const From& from, Done done);
  void note_failure(const From& from, std::string why);

  Parts parts_;
  SignInThrottle throttle_{limits::kMaxSignInWait, limits::kSignInMemory};
  // Of whom a password is being hashed: a link costs one thread's work at a time.
  std::unordered_set<observer::AccountId> hashing_;
};

}  // namespace regard::gateway
