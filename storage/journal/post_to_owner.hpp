#pragma once

#include <functional>

namespace regard::storage {

// Hands a piece of work to the owner's thread, in the order of the calls: `boost::asio::post` on the gateway's context.
// Called on any thread; must neither run the work at once nor block.
using PostToOwner = std::function<void(std::move_only_function<void()>)>;

}  // namespace regard::storage
