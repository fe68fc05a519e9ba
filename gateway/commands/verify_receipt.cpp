#include "gateway/commands/verify_receipt.hpp"

#include <cstdio>
#include <fstream>
#include <iterator>

#include "gateway/commands/say.hpp"
#include "observer/kinds/kind.hpp"
#include "storage/evidence/receipt.hpp"

namespace regard::gateway {
namespace {

std::expected<storage::Proved, std::string> prove(const VerifyOptions& options) {
  const auto key = storage::VerifierKey::parse(options.key);
  if (!key) return std::unexpected(key.error());
  std::ifstream file(options.receipt_file, std::ios::binary);
  if (!file) return std::unexpected("the receipt " + options.receipt_file + " cannot be read");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const auto receipt = storage::read_receipt(text);
  if (!receipt) return std::unexpected(receipt.error());
  return storage::check_receipt(*receipt, *key);
}

}  // namespace

int verify_receipt(const VerifyOptions& options) {
  const auto proved = prove(options);
  if (!proved) return fail("the receipt does not hold: " + proved.error());
  const observer::EventHeader& header = proved->header;
  std::printf("The receipt holds.\n");
  std::printf("Recording %s had %llu events, the newest %s of %s, by account %s.\n",
              header.recording_id.to_string().c_str(), static_cast<unsigned long long>(header.sequence),
              observer::kind_name(static_cast<observer::Kind>(header.kind)).c_str(),
              storage::utc_time(header.server_wall_ns).c_str(), header.author.account_id.to_string().c_str());
  std::printf("They were in the journal of %s when its checkpoint over %llu events was signed, at %s.\n",
              proved->checkpoint.origin.c_str(), static_cast<unsigned long long>(proved->checkpoint.size),
              proved->checkpoint.time.c_str());
  return 0;
}

}  // namespace regard::gateway
