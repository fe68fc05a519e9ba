#include "observer/referential/referential.hpp"

#include <algorithm>

#include "observer/referential/referential_reader.hpp"

namespace regard::observer {

std::expected<Referential, std::string> Referential::parse(std::string json) {
  auto content = read_referential(json);
  if (!content) return std::unexpected("referential: " + content.error());

  Referential referential;
  referential.version_ = std::move(content->version);
  referential.json_ = std::move(json);
  referential.blocks_ = std::move(content->blocks);
  referential.items_ = std::move(content->items);
  for (std::size_t index = 0; index < referential.items_.size(); ++index) {
    referential.index_by_code_.emplace(referential.items_[index].code, index);
  }
  return referential;
}

bool Referential::has_block(std::string_view block_code) const {
  return std::ranges::any_of(blocks_, [&](const Block& block) { return block.code == block_code; });
}

bool Referential::observes_interviews(std::string_view block_code) const {
  return std::ranges::any_of(blocks_,
                             [&](const Block& block) { return block.code == block_code && block.observes_interviews; });
}

const RateableItem* Referential::find(std::string_view code) const {
  const auto found = index_by_code_.find(code);
  return found == index_by_code_.end() ? nullptr : &items_[found->second];
}

}  // namespace regard::observer
