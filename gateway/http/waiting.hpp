#pragma once

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <utility>

#include "gateway/transport/coroutine.hpp"

namespace regard::gateway {

// Waits for what answers through a callback: `co_await wait_for<Response>([&](auto done) { ... done(response); })`.
// `done` takes the result once, on any thread, perhaps before the function returns; the coroutine goes on with it on
// its own thread. A `done` that is dropped without a call ends the coroutine, which is for the end of the process only.
template <typename Result, typename Begin>
[[nodiscard]] Awaitable<Result> wait_for(Begin begin) {
  return boost::asio::async_initiate<const boost::asio::use_awaitable_t<Executor>&, void(Result)>(
      [](auto handler, Begin started) {
        started([handler = std::move(handler)](Result result) mutable {
          const auto executor = boost::asio::get_associated_executor(handler);
          boost::asio::post(executor, [handler = std::move(handler), result = std::move(result)]() mutable {
            std::move(handler)(std::move(result));
          });
        });
      },
      use_awaitable, std::move(begin));
}

}  // namespace regard::gateway
