#pragma once

#include <sys/types.h>

#include <string>
#include <utility>

#include "observer/ports/trail.hpp"

namespace regard::gateway {

// The access trail as commands write it: whose command it was stands where otherwise an address does. Thread: the
// trail's owner's.
class CommandTrail final : public observer::Trail {
 public:
  // Must outlive this object.
  explicit CommandTrail(observer::Trail& trail) : trail_(trail) {}

  // The user of the operating system whose command is carried out from now on.
  void set_user(uid_t user_id) { user_ = "uid " + std::to_string(user_id); }
  void note(observer::TrailEntry entry) override {
    entry.address = user_;
    trail_.note(std::move(entry));
  }
  void find(observer::TrailQuery query, Found done) override { trail_.find(std::move(query), std::move(done)); }

 private:
  observer::Trail& trail_;
  std::string user_;
};

}  // namespace regard::gateway
