#include "tests/gateway/support/server_world.hpp"

#include <catch2/catch.hpp>
#include <fstream>

#include "gateway/accounts/secrets.hpp"
#include "gateway/live/limits.hpp"

namespace regard::tests {
namespace {

std::vector<observer::Account> accounts() {
  auto all = cast().all();
  // Hashed once: it takes a tenth of a second.
  static const std::string hash = gateway::hash_password(kPassword).value();
  for (auto& account : all) {
    if (account.role != v1::ROLE_INTEGRATION) account.secret_hash = hash;
  }
  return all;
}

gateway::StaticFiles load_pages(const std::filesystem::path& directory) {
  std::filesystem::create_directory(directory);
  std::ofstream(directory / "index.html") << "<!doctype html><title>Regard</title>";
  return gateway::StaticFiles::load(directory).value();
}

}  // namespace

ServerWorld::ServerWorld()
    : live(open_store({.database_path = temporary.path() / "regard.db"}), clock, random),
      directory_({.accounts = accounts(),
                  .tokens = {{.token_hash = gateway::digest_token(kToken),
                              .account_id = cast().platform.account_id,
                              .name = "first",
                              .scope = {.speaks_for_candidate = true}}}}),
      pages_(load_pages(pages_directory_)),
      catalogue_(open_catalogue()),
      router_(gateway::Gate{{directory_}, clock, {}}, live.trail),
      running(router_,
              {[this] { live.live->tick(); }, [this] { live.live->recorder.refuse_new(); },
               [this] { return live.live->recorder.is_drained(); }},
              [this] {
                if (is_disk_working) live.settle();
              }),
      credentials_({running.io, directory_, *live.journal, clock, known_devices_}),
      sign_in_({credentials_, directory_, *live.journal, clock, random, known_devices_, live.trail, close_signed_out_}),
      own_account_({credentials_, directory_, *live.journal, clock, random, live.trail, close_signed_out_}),
      administration_({directory_, *live.journal, clock, random, live.trail, close_signed_out_,
                       [this](observer::AccountId account_id) { live.live->sessions.close_account(account_id); }}),
      invitations_({credentials_, directory_, *live.journal, administration_, clock, live.trail}) {
  add_resources(router_, parts());
}

std::unique_ptr<storage::CatalogueThread> ServerWorld::open_catalogue() {
  auto source = live.journal->store().open_reader().value();
  auto database = storage::CatalogueDatabase::open(temporary.path() / "catalogue.db", *source).value();
  return std::make_unique<storage::CatalogueThread>(std::move(source), std::move(database), [](const std::string&) {});
}

gateway::SiteParts ServerWorld::parts() {
  return {
      .sign_in = {sign_in_, false, close_signed_out_, {directory_}},
      .own_account = {own_account_, directory_, known_devices_, clock, false},
      .accounts = {administration_, own_account_, directory_, random, false},
      .invitations = invitations_,
      .directory = directory_,
      .interviews = {*catalogue_, [this] { return live.trusted_clock->mono_ns(); },
                     observer::testing::official_referential()},
      .evidence = {evidence_, *catalogue_, live.trail},
      .trail = live.trail,
      .referential = observer::testing::official_referential(),
      .status = {"1.2.3", [this] { return live.live->sessions.store_status(); },
                 [this] { return live.live->watch.live_count(); }, [this] { return live.live->sessions.count(); }},
      .live = {{std::string(gateway::kBinarySubprotocol), std::string(gateway::kJsonSubprotocol)},
               gateway::limits::kMaxFrameBytes,
               [this](gateway::Identity identity, std::string_view subprotocol, std::string address) {
                 const bool is_json = subprotocol == gateway::kJsonSubprotocol;
                 return live.live->make_session({std::move(identity.account), std::move(identity.credential_hash),
                                                 is_json ? gateway::Encoding::json : gateway::Encoding::binary,
                                                 std::move(address)});
               }},
      .has_echo = false,
      .pages = pages_,
  };
}

std::string ServerWorld::sign_in(const std::string& login) {
  const auto response = ask(running, request(verb::post, "/api/sign-in",
                                             R"({"login":")" + login + R"(","password":")" + kPassword + R"("})"));
  REQUIRE(response.result_int() == 200);
  const std::string cookie = field_of(response, field::set_cookie);
  return cookie.substr(0, cookie.find(';'));
}

ClientResponse ServerWorld::ask_as(const std::string& cookie, const std::string& target) {
  return ask(running, with(get(target), field::cookie, cookie));
}

ClientResponse ServerWorld::ask_as_platform(const std::string& target) {
  return ask(running, with(get(target), field::authorization, std::string("Bearer ") + kToken));
}

UpgradeRequest ServerWorld::as_platform() const { return {.authorization = std::string("Bearer ") + kToken}; }

}  // namespace regard::tests
