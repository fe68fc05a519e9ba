#include "tests/gateway/support/http_world.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <utility>

#include "gateway/accounts/secrets.hpp"

namespace regard::tests {
namespace {

observer::Account person(const std::string& id_digit, std::string login, v1::Role role) {
  // Hashed once: it takes a tenth of a second.
  static const std::string hash = gateway::hash_password(kEverybodysPassword).value();
  const auto id = observer::Uuid::parse("00000000-0000-4000-8000-00000000000" + id_digit);
  return {*id, login, "the " + login, role, role == v1::ROLE_INTEGRATION ? "" : hash};
}

const std::vector<observer::Account>& accounts() {
  static const std::vector<observer::Account> all{
      person("1", "alice", v1::ROLE_ASSESSOR), person("2", "bruno", v1::ROLE_ASSESSOR),
      person("3", "denis", v1::ROLE_CANDIDATE), person("4", "odile", v1::ROLE_ORGANISER),
      person("5", "platform", v1::ROLE_INTEGRATION)};
  return all;
}

gateway::StaticFiles load_pages(const std::filesystem::path& directory) {
  std::filesystem::create_directories(directory / "assets");
  std::ofstream(directory / "index.html") << "<!doctype html><title>Regard</title>";
  std::ofstream(directory / "assets" / "app.js") << std::string(5'000, ';');
  std::ofstream(directory / "photo.png") << "0123456789";
  return gateway::StaticFiles::load(directory).value();
}

}  // namespace

void MemoryAccountStore::work(observer::Committed& done) {
  if (auto happens = std::exchange(meanwhile, {})) happens();
  if (is_poisoned) return done(std::unexpected(observer::StoreFailure{"the disk is full"}));
  done({});
}

void MemoryAccountStore::put_session(observer::SignInSession session, observer::Committed done) {
  if (is_poisoned) return done(std::unexpected(observer::StoreFailure{"the disk is full"}));
  token_hashes.push_back(session.token_hash);
  work(done);
}

void MemoryAccountStore::remove_session(std::string token_hash, observer::Committed done) {
  if (is_poisoned) return done(std::unexpected(observer::StoreFailure{"the disk is full"}));
  std::erase(token_hashes, token_hash);
  work(done);
}

void MemoryAccountStore::remove_sessions_of(observer::AccountId /*account_id*/, std::string but_token_hash,
                                            observer::Committed done) {
  if (is_poisoned) return done(std::unexpected(observer::StoreFailure{"the disk is full"}));
  std::erase_if(token_hashes, [&](const auto& hash) { return hash != but_token_hash; });
  work(done);
}

void MemoryAccountStore::put_account(observer::Account account, observer::Committed done) {
  if (is_poisoned) return done(std::unexpected(observer::StoreFailure{"the disk is full"}));
  const observer::AccountId account_id = account.account_id;
  accounts.insert_or_assign(account_id, std::move(account));
  work(done);
}

void MemoryAccountStore::put_token(observer::IntegrationToken /*token*/, observer::Committed done) { done({}); }

void MemoryAccountStore::remove_token(std::string /*token_hash*/, observer::Committed done) { done({}); }

void MemoryAccountStore::put_second_factor(observer::SecondFactor factor, observer::Committed done) {
  if (is_poisoned) return done(std::unexpected(observer::StoreFailure{"the disk is full"}));
  second_factor = std::move(factor);
  work(done);
}

void MemoryAccountStore::remove_second_factor(observer::AccountId /*account_id*/, observer::Committed done) {
  if (is_poisoned) return done(std::unexpected(observer::StoreFailure{"the disk is full"}));
  second_factor.reset();
  work(done);
}

void MemoryAccountStore::put_invitation(observer::Invitation invitation, observer::Committed done) {
  if (is_poisoned) return done(std::unexpected(observer::StoreFailure{"the disk is full"}));
  const observer::AccountId account_id = invitation.account_id;
  invitations.insert_or_assign(account_id, std::move(invitation));
  work(done);
}

void MemoryAccountStore::remove_invitation(observer::AccountId account_id, observer::Committed done) {
  if (is_poisoned) return done(std::unexpected(observer::StoreFailure{"the disk is full"}));
  invitations.erase(account_id);
  work(done);
}

MemoryCatalogue::~MemoryCatalogue() {
  {
    const std::scoped_lock lock(mutex_);
    is_over_ = true;
  }
  changed_.notify_one();
  worker_.join();
}

void MemoryCatalogue::run(Job job) {
  {
    const std::scoped_lock lock(mutex_);
    jobs_.push_back(std::move(job));
  }
  changed_.notify_one();
}

void MemoryCatalogue::work() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return is_over_ || !jobs_.empty(); });
    if (is_over_) return;
    Job job = std::move(jobs_.front());
    jobs_.pop_front();
    lock.unlock();
    answered_on = std::this_thread::get_id();
    if (is_broken) {
      job(std::unexpected(observer::StoreFailure{"the catalogue is being rebuilt"}));
    } else {
      job(std::ref(static_cast<observer::CatalogueReader&>(*this)));
    }
    lock.lock();
  }
}

std::expected<observer::InterviewPage, observer::StoreFailure> MemoryCatalogue::find(
    const observer::InterviewQuery& query) {
  asked = query;
  return observer::InterviewPage{interviews, next, count};
}

std::expected<std::optional<observer::InterviewSummary>, observer::StoreFailure> MemoryCatalogue::find_one(
    observer::RecordingId interview_id) {
  const auto found = std::ranges::find(interviews, interview_id, &observer::InterviewSummary::interview_id);
  if (found == interviews.end()) return std::nullopt;
  return *found;
}

const observer::Referential& referential() {
  static const auto parsed = [] {
    std::ifstream file(REGARD_REFERENTIAL_FILE, std::ios::binary);
    return observer::Referential::parse({std::istreambuf_iterator<char>(file), {}}).value();
  }();
  return parsed;
}

const observer::Account& account(const std::string& login) {
  return *std::ranges::find(accounts(), login, &observer::Account::login);
}

HttpWorld::HttpWorld(bool has_secure_cookie, std::vector<v1::Role> second_factor_roles)
    : directory({.accounts = accounts(),
                 .tokens = {{.token_hash = gateway::digest_token(kIntegrationToken),
                             .account_id = account("platform").account_id,
                             .name = "first",
                             .scope = {.speaks_for_candidate = true}}}}),
      rule_{directory, std::move(second_factor_roles)},
      pages_(load_pages(pages_directory_)),
      router_(gateway::Gate{rule_, clock, {{"regard.lan"}, {"https://regard.example.org"}, has_secure_cookie}}, trail),
      running(router_, {}, [] {},
              {.proxies = gateway::TrustedProxies::parse(std::vector<std::string>{"127.0.0.1"}).value()}),
      credentials_({running.io, directory, account_store, clock, known_devices_}),
      sign_in_({credentials_, directory, account_store, clock, random_, known_devices_, trail, close_signed_out_}),
      own_account_({credentials_, directory, account_store, clock, random_, trail, close_signed_out_}),
      administration_({directory, account_store, clock, random_, trail, close_signed_out_,
                       [this](observer::AccountId account_id) { closed_accounts.push_back(account_id); }}),
      invitations_({credentials_, directory, account_store, administration_, clock, trail}) {
  add_resources(router_, parts(has_secure_cookie));
}

gateway::SiteParts HttpWorld::parts(bool has_secure_cookie) {
  return {
      .sign_in = {sign_in_, has_secure_cookie, close_signed_out_, rule_},
      .own_account = {own_account_, directory, known_devices_, clock, has_secure_cookie},
      .accounts = {administration_, own_account_, directory, random_, has_secure_cookie},
      .invitations = invitations_,
      .directory = directory,
      .interviews = {catalogue, [] { return 42; }, referential()},
      .evidence = {evidence, catalogue, trail},
      .trail = trail,
      .referential = referential(),
      .status = {"1.2.3", [this] { return store_status; }, [] { return std::size_t{7}; },
                 [] { return std::size_t{8}; }},
      .live = {{"regard.v1", "regard.v1+json"},
               1024,
               [](const gateway::Identity& identity, std::string_view subprotocol, const std::string& /*address*/) {
                 return std::make_shared<Greeter>(identity.account.login + " speaks " + std::string(subprotocol));
               }},
      .has_echo = true,
      .pages = pages_,
  };
}

std::string HttpWorld::sign_in(const std::string& login) {
  const auto response = ask(request(verb::post, "/api/sign-in",
                                    R"({"login":")" + login + R"(","password":")" + kEverybodysPassword + R"("})"));
  REQUIRE(response.result_int() == 200);
  const std::string cookie = field_of(response, field::set_cookie);
  return cookie.substr(0, cookie.find(';'));
}

ClientResponse HttpWorld::ask_as(const std::string& cookie, const std::string& target) {
  return ask(with(get(target), field::cookie, cookie));
}

ClientResponse HttpWorld::ask_as_platform(const std::string& target) {
  return ask(with(get(target), field::authorization, std::string("Bearer ") + kIntegrationToken));
}

std::string device_cookie_in(const ClientResponse& response) {
  for (const auto& one : response) {
    const std::string value(one.value());
    if (one.name() == field::set_cookie && value.starts_with("regard_device=")) return value.substr(0, value.find(';'));
  }
  return {};
}

std::string own_origin(const HttpWorld& world) { return "http://" + world.running.host(); }

}  // namespace regard::tests
