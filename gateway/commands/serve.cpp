#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <cstdio>
#include <fstream>
#include <iterator>

#include "gateway/accounts/secrets.hpp"
#include "gateway/commands/commands.hpp"
#include "gateway/commands/demo_accounts.hpp"
#include "gateway/commands/say.hpp"
#include "gateway/recording/restore.hpp"
#include "gateway/system/system_clock.hpp"
#include "gateway/transport/coroutine.hpp"
#include "gateway/transport/server.hpp"
#include "storage/journal/data_directory.hpp"
#include "storage/journal/journal_thread.hpp"
#include "storage/sqlite/sqlite_store.hpp"

namespace regard::gateway {
namespace {

namespace asio = boost::asio;

std::expected<observer::Referential, std::string> load_referential(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::unexpected("the referential " + path + " cannot be read");
  auto referential = observer::Referential::parse({std::istreambuf_iterator<char>(file), {}});
  if (!referential) return std::unexpected("the referential " + path + " is not sound: " + referential.error());
  return referential;
}

// What is read before anything is served.
struct Loaded {
  storage::DataDirectory data_directory;
  std::unique_ptr<storage::SqliteStore> store;
  observer::Referential referential;
  StaticFiles pages;
  AccountDirectory directory;
};

std::expected<Loaded, std::string> load(const ServeOptions& options, observer::Clock& clock, observer::Random& random,
                                        observer::Random& store_random) {
  auto data_directory = storage::DataDirectory::open(options.data_directory);
  if (!data_directory) return std::unexpected(data_directory.error().reason);
  auto referential = load_referential(options.referential_file);
  if (!referential) return std::unexpected(referential.error());
  auto pages = StaticFiles::load(options.pages_directory);
  if (!pages) return std::unexpected(pages.error());
  auto store = storage::SqliteStore::open({.database_path = data_directory->database_path()}, store_random);
  if (!store) return std::unexpected(store.error().reason);
  if (options.has_demo) {
    if (auto prepared = prepare_demo(**store, random, options.data_directory); !prepared) {
      return std::unexpected(prepared.error());
    }
  }
  if (auto purged = (*store)->purge_expired_sessions(clock.wall_ns()); !purged) {
    return std::unexpected(purged.error().reason);
  }
  auto accounts = (*store)->accounts();
  if (!accounts) return std::unexpected(accounts.error().reason);
  auto sessions = (*store)->sessions();
  if (!sessions) return std::unexpected(sessions.error().reason);
  return Loaded{std::move(*data_directory), std::move(*store), std::move(*referential), std::move(*pages),
                AccountDirectory{std::move(*accounts), std::move(*sessions)}};
}

void log_to_standard_error(const std::string& level) {
  spdlog::set_default_logger(spdlog::stderr_color_mt("regard"));
  spdlog::set_level(spdlog::level::from_str(level));
}

// "http://[::1]:8080" for IPv6.
std::string url(const std::string& address, std::uint16_t port) {
  const bool is_ipv6 = address.find(':') != std::string::npos;
  return "http://" + (is_ipv6 ? "[" + address + "]" : address) + ":" + std::to_string(port);
}

}  // namespace

int serve(const ServeOptions& options) {
  log_to_standard_error(options.log_level);
  SystemClock clock;
  SystemRandom random;
  SystemRandom store_random;  // Of its own: the store salts on the journal's thread.
  auto loaded = load(options, clock, random, store_random);
  if (!loaded) return fail(loaded.error());

  observer::InterviewBook book{loaded->referential, loaded->directory, random};
  auto table = restore(book, [&](const observer::EventVisitor& visitor) { return loaded->store->for_each(visitor); });
  if (!table) return fail("the database " + loaded->data_directory.database_path() + " is damaged: " + table.error());
  TrustedClock trusted_clock{clock, table->newest_stamp_ns()};

  asio::io_context io{kConcurrencyHint};
  auto journal = storage::JournalThread::start(
      std::move(loaded->store), [&io](std::move_only_function<void()> work) { asio::post(io, std::move(work)); });
  if (!journal) return fail(journal.error().reason);

  LiveHub hub{{book, std::move(*table), **journal, clock, trusted_clock, random,
               [&io](std::function<void()> work) { asio::post(io, std::move(work)); }}};
  SignIn sign_in{{io, loaded->directory, **journal, clock, random}};
  Api api{{hub, loaded->directory, sign_in, loaded->referential, options.allowed_origins, options.has_secure_cookie}};
  Site site{hub, loaded->directory, api, loaded->pages, options.allowed_origins, options.has_echo};
  Server server{io, site};
  if (auto listening = server.listen(options.address, options.port); !listening) return fail(listening.error());

  asio::signal_set signals{io, SIGINT, SIGTERM};
  signals.async_wait([&](boost::system::error_code error, int) {
    if (error) return;
    spdlog::info("stopping: no new events, draining what was accepted");
    server.stop();
  });
  server.start();
  std::printf("regard: ready on %s\n", url(options.address, server.port()).c_str());
  std::fflush(stdout);
  io.run();
  (*journal)->stop();
  if (hub.recorder().poison_reason()) return fail("stopped; the store had failed: " + *hub.recorder().poison_reason());
  spdlog::info("stopped; everything acknowledged is on disk");
  return 0;
}

}  // namespace regard::gateway
