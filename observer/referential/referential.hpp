#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace regard::observer {

// An item that can be marked: an indicator, or a criterion that stands alone (`kind: standalone`).
struct RateableItem {
  std::string code;
  std::string block_code;
  // The official wording, untouched.
  std::string text;
};

struct Block {
  std::string code;
  bool observes_interviews = false;
};

// The official referential, one version of it, loaded once at start and never changed.
class Referential {
 public:
  // Reads and checks the referential's JSON. The error says what is wrong and at which code.
  [[nodiscard]] static std::expected<Referential, std::string> parse(std::string json);

  // Movable only: the index points into the items.
  Referential(Referential&&) = default;
  Referential& operator=(Referential&&) = default;

  // "sha256 of the source's text, first 12 digits": names the version an interview is assessed on (REQ1).
  [[nodiscard]] const std::string& version() const { return version_; }
  // The JSON as it was loaded, for the consoles.
  [[nodiscard]] const std::string& json() const { return json_; }
  [[nodiscard]] bool has_block(std::string_view block_code) const;
  // Whether the block is assessed by observing interviews (`unit_kind: entretien`), as B1, B3 and B4 are.
  [[nodiscard]] bool observes_interviews(std::string_view block_code) const;
  // Null when there is no such item. Valid as long as the referential.
  [[nodiscard]] const RateableItem* find(std::string_view code) const;
  [[nodiscard]] const std::vector<RateableItem>& items() const { return items_; }

 private:
  Referential() = default;

  std::string version_;
  std::string json_;
  std::vector<Block> blocks_;
  std::vector<RateableItem> items_;
  std::unordered_map<std::string_view, std::size_t> index_by_code_;
};

}  // namespace regard::observer
