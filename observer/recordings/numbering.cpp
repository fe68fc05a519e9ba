#include "observer/recordings/numbering.hpp"

namespace regard::observer {

std::size_t Numbering::ClientHash::operator()(const Client& client) const noexcept {
  const std::hash<Uuid> hash;
  return hash(client.account_id) * 31 + hash(client.client_id);
}

std::size_t Numbering::ExternalNameHash::operator()(const ExternalName& name) const noexcept {
  return std::hash<Uuid>()(name.account_id) * 31 + std::hash<std::string>()(name.external_id);
}

void Numbering::accepted(const EventHeader& header, Fingerprint fingerprint) {
  accepted_sequence_ = header.sequence;
  const AccountId account_id = header.author.account_id;
  if (!header.client_id.is_nil()) {
    Published& published = clients_[{account_id, header.client_id}];
    published.newest = {header.client_seq, header.sequence};
    published.fingerprints.push_back(fingerprint);
  }
  if (!header.external_id.empty()) {
    externals_.emplace(ExternalName{account_id, header.external_id}, Named{header.sequence, fingerprint});
  }
}

void Numbering::restore(const EventHeader& header, Fingerprint fingerprint) {
  accepted(header, fingerprint);
  committed(header.sequence);
}

Numbering::Newest Numbering::newest(const Client& client) const {
  const auto found = clients_.find(client);
  return found == clients_.end() ? Newest{} : found->second.newest;
}

Fingerprint Numbering::fingerprint_of(const Client& client, std::uint64_t client_seq) const {
  const auto found = clients_.find(client);
  if (found == clients_.end() || client_seq == 0) return 0;
  const std::vector<Fingerprint>& all = found->second.fingerprints;
  return client_seq <= all.size() ? all[client_seq - 1] : 0;
}

std::optional<Numbering::Named> Numbering::find(AccountId account_id, const std::string& external_id) const {
  const auto found = externals_.find({account_id, external_id});
  return found == externals_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace regard::observer
