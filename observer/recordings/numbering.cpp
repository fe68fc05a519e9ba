#include "observer/recordings/numbering.hpp"

namespace regard::observer {

std::size_t Numbering::ClientHash::operator()(const Client& client) const noexcept {
  const std::hash<Uuid> hash;
  return hash(client.account_id) * 31 + hash(client.client_id);
}

std::size_t Numbering::ExternalNameHash::operator()(const ExternalName& name) const noexcept {
  return std::hash<Uuid>()(name.account_id) * 31 + std::hash<std::string>()(name.external_id);
}

void Numbering::accepted(const EventHeader& header) {
  accepted_sequence_ = header.sequence;
  const AccountId account_id = header.author.account_id;
  if (!header.client_id.is_nil()) clients_[{account_id, header.client_id}] = {header.client_seq, header.sequence};
  if (!header.external_id.empty()) externals_.emplace(ExternalName{account_id, header.external_id}, header.sequence);
}

void Numbering::restore(const EventHeader& header) {
  accepted(header);
  committed(header.sequence);
}

Numbering::Newest Numbering::newest(const Client& client) const {
  const auto found = clients_.find(client);
  return found == clients_.end() ? Newest{} : found->second;
}

std::optional<std::uint64_t> Numbering::sequence_of(AccountId account_id, const std::string& external_id) const {
  const auto found = externals_.find({account_id, external_id});
  return found == externals_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace regard::observer
