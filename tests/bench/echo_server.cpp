// A bare WebSocket echo on Boost.Beast, one thread, TCP_NODELAY: what the transport could do if nothing were kept.
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/websocket.hpp>
#include <cstdlib>
#include <iostream>

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::use_awaitable;
using asio::ip::tcp;

namespace {

asio::awaitable<void> echo(beast::websocket::stream<tcp::socket> socket) {
  co_await socket.async_accept(use_awaitable);
  beast::flat_buffer buffer;
  while (true) {
    co_await socket.async_read(buffer, use_awaitable);
    socket.text(socket.got_text());
    co_await socket.async_write(buffer.data(), use_awaitable);
    buffer.clear();
  }
}

// A client that goes away ends its coroutine with an exception, and nothing else.
void ignore_the_end(const std::exception_ptr& /*reason*/) {}

asio::awaitable<void> listen(std::uint16_t port) {
  tcp::acceptor acceptor(co_await asio::this_coro::executor, {asio::ip::address_v4::loopback(), port});
  std::cout << "ready" << std::endl;
  while (true) {
    tcp::socket socket = co_await acceptor.async_accept(use_awaitable);
    socket.set_option(tcp::no_delay(true));
    asio::co_spawn(acceptor.get_executor(), echo(beast::websocket::stream<tcp::socket>(std::move(socket))),
                   ignore_the_end);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: bench-echo PORT\n";
    return 2;
  }
  asio::io_context context(1);
  asio::co_spawn(context, listen(static_cast<std::uint16_t>(std::strtoul(argv[1], nullptr, 10))),
                 [](const std::exception_ptr& failure) {
                   if (failure) std::rethrow_exception(failure);
                 });
  context.run();
}
