#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iterator>

#include "gateway/accounts/administration.hpp"
#include "gateway/accounts/own_account.hpp"
#include "gateway/accounts/roles.hpp"
#include "gateway/accounts/secrets.hpp"
#include "gateway/commands/checkpoint_routes.hpp"
#include "gateway/commands/commands.hpp"
#include "gateway/commands/control.hpp"
#include "gateway/commands/demo_accounts.hpp"
#include "gateway/commands/evidence_answers.hpp"
#include "gateway/commands/open_trail.hpp"
#include "gateway/commands/say.hpp"
#include "gateway/commands/store_accounts.hpp"
#include "gateway/commands/version.hpp"
#include "gateway/http/site.hpp"
#include "gateway/http/to_https.hpp"
#include "gateway/live/limits.hpp"
#include "gateway/live/live.hpp"
#include "gateway/system/process_limits.hpp"
#include "gateway/system/stop_deadline.hpp"
#include "gateway/system/system_clock.hpp"
#include "gateway/transport/limits.hpp"
#include "gateway/transport/server.hpp"
#include "storage/catalogue/catalogue_thread.hpp"
#include "storage/data_directory.hpp"
#include "storage/evidence/evidence_thread.hpp"
#include "storage/journal/journal_thread.hpp"
#include "storage/sqlite/sqlite_store.hpp"
#include "storage/trail/trail_thread.hpp"

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
  std::unique_ptr<storage::WritingEngine> store;
  std::unique_ptr<storage::ReadingEngine> catalogue_source;
  std::unique_ptr<storage::CatalogueDatabase> catalogue;
  std::uint64_t live_count = 0;
  std::int64_t newest_stamp_ns = 0;
  observer::Referential referential;
  StaticFiles pages;
  AccountDirectory directory;
  KnownDevices known_devices;
  TrustedProxies proxies;
  // Null: HTTP in the clear.
  std::unique_ptr<TlsCertificate> certificate;
  storage::SigningKey key;
  std::unique_ptr<storage::ReadingEngine> evidence_source;
  std::unique_ptr<storage::TrailDatabase> trail;
};

using Outcome = std::expected<void, std::string>;

// Keeps what was found, or says why there is nothing.
template <typename Place, typename Found>
Outcome keep(Place& place, Found found) {
  if (!found) return std::unexpected(found.error().reason);
  place = std::move(*found);
  return {};
}

void say_of_trail(const std::string& reason) { spdlog::error("the access trail: {}", reason); }

Outcome open_catalogue(Loaded& loaded) {
  auto opened = storage::CatalogueDatabase::open(
      loaded.data_directory.catalogue_path(), *loaded.catalogue_source,
      [](const std::string& reason) { spdlog::warn("the catalogue of interviews is made anew: {}", reason); });
  if (auto kept = keep(loaded.catalogue, std::move(opened)); !kept) return kept;
  const auto folded = loaded.catalogue->catch_up([](storage::CatalogueProgress progress) {
    spdlog::info("the catalogue of interviews is being brought up to date: {} %", progress.percent());
  });
  if (!folded) return std::unexpected(folded.error().reason);
  return keep(loaded.live_count, loaded.catalogue->live_count());
}

Outcome load_catalogue(Loaded& loaded) {
  if (auto kept = keep(loaded.catalogue_source, loaded.store->open_reader()); !kept) return kept;
  const auto opened = open_catalogue(loaded);
  if (opened) return opened;
  spdlog::warn("the catalogue of interviews is made anew: {}", opened.error());
  // Damage may show only when it is read. It holds nothing that the journal does not hold.
  loaded.catalogue.reset();
  if (auto removed = storage::CatalogueDatabase::remove(loaded.data_directory.catalogue_path()); !removed) {
    return std::unexpected(removed.error().reason);
  }
  return open_catalogue(loaded);
}

Outcome load_directory(Loaded& loaded, observer::Clock& clock) {
  if (auto purged = loaded.store->purge_expired_sessions(clock.wall_ns()); !purged) {
    return std::unexpected(purged.error().reason);
  }
  return keep(loaded.directory, load_accounts(*loaded.store));
}

// Null when none is configured.
std::expected<std::unique_ptr<TlsCertificate>, std::string> load_certificate(const ServeOptions& options) {
  if (options.tls_certificate_file.empty()) return nullptr;
  auto certificate = TlsCertificate::load({options.tls_certificate_file, options.tls_key_file});
  if (!certificate) return std::unexpected(std::move(certificate.error()));
  return std::make_unique<TlsCertificate>(std::move(*certificate));
}

std::expected<Loaded, std::string> load(const ServeOptions& options, observer::Clock& clock, observer::Random& random) {
  auto data_directory = storage::DataDirectory::open(options.data_directory);
  if (!data_directory) return std::unexpected(data_directory.error().reason);
  if (auto allowed = check_demo(options.has_demo, options.address, *data_directory); !allowed) {
    return std::unexpected(std::move(allowed.error()));
  }
  auto referential = load_referential(options.referential_file);
  if (!referential) return std::unexpected(referential.error());
  auto pages = StaticFiles::load(options.pages_directory);
  if (!pages) return std::unexpected(pages.error());
  auto store = storage::SqliteStore::open({.database_path = data_directory->database_path()});
  if (!store) return std::unexpected(store.error().reason);
  auto known_devices = KnownDevices::load(data_directory->path() / "device.key");
  if (!known_devices) return std::unexpected(std::move(known_devices.error()));
  auto proxies = TrustedProxies::parse(options.trusted_proxies);
  if (!proxies) return std::unexpected("--trusted-proxy: " + proxies.error());
  auto key =
      storage::SigningKey::load(storage::DataDirectory::checkpoint_key_path(data_directory->path()), options.origin);
  if (!key) return std::unexpected(std::move(key.error()));
  auto certificate = load_certificate(options);
  if (!certificate) return std::unexpected(std::move(certificate.error()));
  Loaded loaded{.data_directory = std::move(*data_directory),
                .store = std::move(*store),
                .catalogue_source = {},
                .catalogue = {},
                .referential = std::move(*referential),
                .pages = std::move(*pages),
                .directory = AccountDirectory{{}},
                .known_devices = *known_devices,
                .proxies = *std::move(proxies),
                .certificate = *std::move(certificate),
                .key = *std::move(key),
                .evidence_source = {},
                .trail = {}};
  Outcome done;
  if (options.has_demo) done = prepare_demo(*loaded.store, random, options.data_directory);
  if (done) done = load_directory(loaded, clock);
  if (done) done = load_catalogue(loaded);
  if (done) done = keep(loaded.evidence_source, loaded.store->open_reader());
  if (done) done = keep(loaded.trail, open_trail(loaded.data_directory, *loaded.store, say_of_trail));
  if (done) done = keep(loaded.newest_stamp_ns, loaded.store->newest_stamp_ns());
  if (!done) return std::unexpected(std::move(done.error()));
  return loaded;
}

void log_to_standard_error(const std::string& level) {
  spdlog::set_default_logger(spdlog::stderr_color_mt("regard"));
  spdlog::set_level(spdlog::level::from_str(level));
}

// "http://[::1]:8080" for IPv6.
std::string url(const ServeOptions& options, std::uint16_t port) {
  const std::string& address = options.address;
  const bool is_ipv6 = address.find(':') != std::string::npos;
  return (options.has_tls() ? "https://" : "http://") + (is_ipv6 ? "[" + address + "]" : address) + ":" +
         std::to_string(port);
}

constexpr std::size_t kMiB = std::size_t{1024} * 1024;

// Some files are the database's, the pages' and the log's.
std::size_t max_connections(const ServeOptions& options) {
  constexpr std::size_t kOtherFiles = 64;
  const std::size_t files = raise_file_limit();
  const std::size_t connections =
      std::clamp(files, 2 * kOtherFiles, limits::kMaxConnections + kOtherFiles) - kOtherFiles;
  if (connections < limits::kMaxConnections) {
    spdlog::info("at most {} connections at a time: the system allows this process {} open files", connections, files);
  }
  if (!options.has_tls()) return connections;
  return std::min(connections, options.memory_limit_mib * kMiB / 2 / limits::kTlsConnectionBytes);
}

// What vouches for the journal tells what does not verify: it is never served silently.
storage::Evidence::Parts evidence_parts(const ServeOptions& options, Loaded& loaded, asio::io_context& io, Live& live,
                                        storage::TrailThread& trail, Delivery& delivery) {
  spdlog::info("checkpoints are signed with the key {}", loaded.key.verifier().text());
  return {.tree_path = storage::DataDirectory::tree_path(options.data_directory).string(),
          .journal = std::move(loaded.evidence_source),
          .key = loaded.key,
          .now_wall_ns = [] { return SystemClock().wall_ns(); },
          .copy_path = options.checkpoint_copy_file,
          .trail =
              [&trail] {
                const storage::TrailHead head = trail.head();
                return storage::Checkpoint::Trail{head.number, head.chain};
              },
          .on_checkpoint =
              [&delivery, &trail](const std::string& note) {
                const auto kept = storage::read_unsigned(note);
                if (kept && kept->trail) trail.signed_up_to(kept->trail->number);
                delivery.offer(note);
              },
          .on_fault =
              [&io, &live](const storage::EvidenceFault& fault) {
                spdlog::critical("what was recorded does not verify: {} {}: {}", fault.recording_id.to_string(),
                                 fault.sequence, fault.what);
                asio::post(io, [&live, id = fault.recording_id] { live.sessions.mark_damaged(id); });
              },
          .on_trouble = [](const std::string& reason) { spdlog::error("the evidence: {}", reason); }};
}

void close_expired(AccountDirectory& directory, Live& live, observer::Clock& clock) {
  for (const std::string& token_hash : directory.take_expired(clock.wall_ns())) {
    live.sessions.close_signed_out(token_hash);
  }
}

// Once a second.
void tick(Live& live, std::size_t memory_limit_bytes) {
  live.tick();
  const auto resident = resident_bytes();
  if (!resident || *resident <= memory_limit_bytes) return;
  const std::size_t closed = live.sessions.shed();
  spdlog::warn("{} MiB of memory are in use, {} are allowed: {} connections that held most were closed",
               *resident / kMiB, memory_limit_bytes / kMiB, closed);
}

// A stop waits for the disk, and for nothing else for long; a disk that has stalled is not waited for for ever.
void end_without_the_disk() {
  spdlog::critical("the disk does not answer: stopped without it; everything acknowledged is on disk");
  std::_Exit(1);
}

std::vector<v1::Role> second_factor_roles(const ServeOptions& options) {
  std::vector<v1::Role> roles;
  roles.reserve(options.second_factor_roles.size());
  for (const std::string& name : options.second_factor_roles) {
    roles.push_back(role_by_name(name).value_or(v1::ROLE_UNSPECIFIED));  // Checked when it was read.
  }
  return roles;
}

// What is behind the resources.
struct Behind {
  Loaded& loaded;
  observer::Clock& clock;
  Live& live;
  observer::TrustedClock& trusted_clock;
  observer::Catalogue& catalogue;
  SignIn& sign_in;
  OwnAccount& own_account;
  Administration& administration;
  Invitations& invitations;
  observer::Random& random;
  const SecondFactorRule& rule;
  EvidenceSource& evidence;
  observer::Trail& trail;
};

// What each resource is handed.
SiteParts site_parts(const ServeOptions& options, const Behind& behind) {
  Loaded& loaded = behind.loaded;
  Live& live = behind.live;
  return {
      .sign_in = {behind.sign_in, options.is_secure(),
                  [&live](const std::string& token_hash) { live.sessions.close_signed_out(token_hash); }, behind.rule},
      .own_account = {behind.own_account, loaded.directory, loaded.known_devices, behind.clock, options.is_secure()},
      .accounts = {behind.administration, behind.own_account, loaded.directory, behind.random, options.is_secure()},
      .invitations = behind.invitations,
      .directory = loaded.directory,
      .interviews = {behind.catalogue, [&clock = behind.trusted_clock] { return clock.mono_ns(); }, loaded.referential},
      .evidence = {behind.evidence, behind.catalogue, behind.trail},
      .trail = behind.trail,
      .referential = loaded.referential,
      .status = {std::string(kVersion), [&live] { return live.sessions.store_status(); },
                 [&live] { return live.watch.live_count(); }, [&live] { return live.sessions.count(); }},
      .live = {{std::string(kBinarySubprotocol), std::string(kJsonSubprotocol)},
               limits::kMaxFrameBytes,
               [&live, &loaded, &clock = behind.clock](Identity identity, std::string_view subprotocol,
                                                       std::string address) {
                 const Encoding encoding = subprotocol == kJsonSubprotocol ? Encoding::json : Encoding::binary;
                 auto is_still_good = [&loaded, &clock, hash = identity.credential_hash] {
                   return loaded.directory.is_good(hash, clock.wall_ns());
                 };
                 return live.make_session({std::move(identity.account), std::move(identity.credential_hash), encoding,
                                           std::move(address), std::move(is_still_good)});
               }},
      .has_echo = options.has_echo,
      .pages = loaded.pages,
  };
}

}  // namespace

int serve(const ServeOptions& options) {
  log_to_standard_error(options.log_level);
  SystemClock clock;
  SystemRandom random;
  SystemRandom store_random;  // Of its own: salts are made on the journal's thread.
  auto loaded = load(options, clock, random);
  if (!loaded) return fail(loaded.error());
  auto routes = checkpoint_routes(options);
  if (!routes) return fail(routes.error());
  observer::TrustedClock trusted_clock{clock, loaded->newest_stamp_ns};

  asio::io_context io{kConcurrencyHint};
  std::function<void(const std::string&)> store_failed;  // Is run in io.run(), when there is somebody to tell.
  auto journal = storage::JournalThread::start(
      std::move(loaded->store), store_random,
      [&io](std::move_only_function<void()> work) { asio::post(io, std::move(work)); },
      storage::DiskReserve::in(options.data_directory), [&](const std::string& reason) { store_failed(reason); });
  if (!journal) return fail(journal.error().reason);
  storage::CatalogueThread catalogue{
      std::move(loaded->catalogue_source), std::move(loaded->catalogue),
      [](const std::string& reason) { spdlog::error("the catalogue of interviews: {}", reason); }};

  storage::TrailThread trail{{std::move(loaded->trail), [] { return SystemClock().wall_ns(); },
                              std::chrono::days(options.trail_days), say_of_trail}};
  const std::size_t memory_limit_bytes = options.memory_limit_mib * kMiB;
  const std::size_t connections = max_connections(options);
  Live live{{{loaded->referential, loaded->directory, random},
             **journal,
             clock,
             trusted_clock,
             trail,
             [&io](std::function<void()> work) { asio::post(io, std::move(work)); },
             {memory_limit_bytes, Server::max_websockets(connections)}}};
  live.watch.begin_with(loaded->live_count);
  store_failed = [&live](const std::string& reason) { live.sessions.on_poisoned(reason); };
  Delivery delivery{*std::move(routes), [](const std::string& reason) { spdlog::error("{}", reason); }};
  storage::EvidenceThread evidence{evidence_parts(options, *loaded, io, live, trail, delivery)};
  EvidenceAnswers evidence_answers{evidence};
  const auto close_signed_out = [&live](const std::string& token_hash) { live.sessions.close_signed_out(token_hash); };
  Credentials credentials{{io, loaded->directory, **journal, clock, loaded->known_devices}};
  SignIn sign_in{
      {credentials, loaded->directory, **journal, clock, random, loaded->known_devices, trail, close_signed_out}};
  OwnAccount own_account{{credentials, loaded->directory, **journal, clock, random, trail, close_signed_out}};
  Administration administration{{loaded->directory, **journal, clock, random, trail, close_signed_out,
                                 [&live](observer::AccountId account_id) { live.sessions.close_account(account_id); }}};
  Invitations invitations{{credentials, loaded->directory, **journal, administration, clock, trail}};
  ControlServer control{io, administration};
  if (auto listening = control.listen(storage::DataDirectory::control_path(options.data_directory)); !listening) {
    return fail(listening.error());
  }
  const OwnAddresses addresses{options.allowed_hosts, options.allowed_origins, options.is_secure()};
  const SecondFactorRule rule{loaded->directory, second_factor_roles(options)};
  Router router{Gate{rule, clock, addresses}, trail};
  add_resources(router, site_parts(options, {*loaded, clock, live, trusted_clock, catalogue, sign_in, own_account,
                                             administration, invitations, random, rule, evidence_answers, trail}));
  Server server{io,
                router,
                {[&] {
                   close_expired(loaded->directory, live, clock);
                   tick(live, memory_limit_bytes);
                   if (loaded->certificate) loaded->certificate->refresh(clock.wall_ns());
                 },
                 [&live] { live.recorder.refuse_new(); }, [&live] { return live.recorder.is_drained(); }},
                {connections, loaded->proxies, loaded->certificate.get()}};
  if (auto listening = server.listen(options.address, options.port); !listening) return fail(listening.error());
  ToHttps to_https{addresses, server.port()};
  if (options.http_port) {
    auto listening = server.listen_in_the_clear(options.address, *options.http_port, to_https);
    if (!listening) return fail(listening.error());
  }

  StopDeadline stop_deadline;
  asio::signal_set signals{io, SIGINT, SIGTERM};
  signals.async_wait([&](boost::system::error_code error, int) {
    if (error) return;
    spdlog::info("stopping: no new events, draining what was accepted");
    stop_deadline.start(limits::kStop, end_without_the_disk);
    server.stop();
  });
  server.start();
  std::printf("regard: ready on %s\n", url(options, server.port()).c_str());
  std::fflush(stdout);
  io.run();
  catalogue.stop();
  (*journal)->stop();
  trail.stop();
  evidence.stop();  // Behind these: what was committed is signed.
  delivery.stop();
  const v1::StoreStatus& status = live.sessions.store_status();
  if (status.poisoned()) return fail("stopped; the store had failed: " + status.reason());
  spdlog::info("stopped; everything acknowledged is on disk");
  return 0;
}

}  // namespace regard::gateway
