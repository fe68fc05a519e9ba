#include "storage/evidence/receipt.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "storage/evidence/attestation.hpp"
#include "storage/evidence/base64.hpp"

namespace regard::storage {
namespace {

using nlohmann::json;

constexpr int kFormat = 1;

std::span<const std::uint8_t> bytes_of(const std::string& text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

template <std::size_t size>
std::array<std::uint8_t, size> fixed(const json& text) {
  const auto bytes = from_base64(text.get<std::string>());
  if (!bytes || bytes->size() != size) throw std::invalid_argument("a field has the wrong length");
  std::array<std::uint8_t, size> array{};
  std::ranges::copy(*bytes, array.begin());
  return array;
}

std::string text_in(const json& base64) {
  const auto bytes = from_base64(base64.get<std::string>());
  if (!bytes) throw std::invalid_argument("a field is no base64");
  return {bytes->begin(), bytes->end()};
}

Receipt read(const json& in) {
  Receipt receipt{.key = in.at("key"),
                  .header = text_in(in.at("header")),
                  .payload_digest = fixed<kDigestBytes>(in.at("payload_digest")),
                  .previous_link = fixed<kDigestBytes>(in.at("previous_link")),
                  .inclusion_proof = {},
                  .checkpoint = {}};
  if (in.contains("attestation")) {
    receipt.attestation = in.at("attestation");
    return receipt;
  }
  receipt.leaf_index = in.at("leaf_index");
  receipt.checkpoint = in.at("checkpoint");
  for (const json& hash : in.at("inclusion_proof")) receipt.inclusion_proof.push_back(fixed<kTreeHashBytes>(hash));
  return receipt;
}

std::expected<Proved, std::string> check_inclusion(const Receipt& receipt, const observer::EventHeader& header,
                                                   const Digest& link, const VerifierKey& key) {
  auto checkpoint = open_note(receipt.checkpoint, key);
  if (!checkpoint) return std::unexpected(std::move(checkpoint.error()));
  const auto root = root_from_inclusion(hash_leaf(link), receipt.leaf_index, checkpoint->size, receipt.inclusion_proof);
  if (root != checkpoint->root) {
    return std::unexpected("what the receipt says was not in the journal when the checkpoint was signed");
  }
  return Proved{header, link, checkpoint->time, *checkpoint};
}

}  // namespace

std::string write_receipt(const Receipt& receipt) {
  nlohmann::ordered_json out{{"regard_receipt", kFormat},
                             {"key", receipt.key},
                             {"header", to_base64(bytes_of(receipt.header))},
                             {"payload_digest", to_base64(receipt.payload_digest)},
                             {"previous_link", to_base64(receipt.previous_link)}};
  if (receipt.attestation.empty()) {
    json proof = json::array();
    for (const TreeHash& hash : receipt.inclusion_proof) proof.push_back(to_base64(hash));
    out["leaf_index"] = receipt.leaf_index;
    out["inclusion_proof"] = proof;
    out["checkpoint"] = receipt.checkpoint;
  } else {
    out["attestation"] = receipt.attestation;
  }
  return out.dump(2) + "\n";
}

std::expected<Receipt, std::string> read_receipt(const std::string& text) {
  const json in = json::parse(text, nullptr, false);
  if (!in.is_object() || !in.contains("regard_receipt")) return std::unexpected("this is no receipt of Regard");
  if (in["regard_receipt"] != kFormat) return std::unexpected("the receipt is of a later version of Regard");
  try {
    return read(in);
  } catch (const std::exception& error) {
    return std::unexpected(std::string("the receipt is damaged: ") + error.what());
  }
}

std::expected<Proved, std::string> check_receipt(const Receipt& receipt, const VerifierKey& key) {
  const auto header = read_canonical_header(receipt.header);
  if (!header) return std::unexpected("the receipt is damaged: its header is too short");
  const Digest link = next_link(receipt.previous_link, receipt.header, receipt.payload_digest);
  if (receipt.attestation.empty()) return check_inclusion(receipt, *header, link, key);
  auto time = check_attestation(receipt.attestation, {header->recording_id, header->sequence, link}, key);
  if (!time) return std::unexpected(std::move(time.error()));
  return Proved{*header, link, *std::move(time), std::nullopt};
}

}  // namespace regard::storage
