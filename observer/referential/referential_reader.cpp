#include "observer/referential/referential_reader.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>

namespace regard::observer {
namespace {

using Json = nlohmann::json;
// What is wrong and at which code; empty when nothing is.
using Fault = std::optional<std::string>;

constexpr std::size_t kBlockCount = 5;
constexpr std::size_t kIndicatorCount = 97;
constexpr std::size_t kStandaloneCriterionCount = 5;
constexpr std::size_t kSha256HexChars = 64;
constexpr std::size_t kVersionChars = 12;

// Null when `object` has no such member.
const Json& member(const Json& object, const char* name) {
  static const Json kNone;
  if (!object.is_object()) return kNone;
  const auto found = object.find(name);
  return found == object.end() ? kNone : *found;
}

// Empty when there is no such text.
std::string text_of(const Json& object, const char* name) {
  const Json& value = member(object, name);
  return value.is_string() ? value.get<std::string>() : std::string();
}

Fault check_text(const Json& object, const std::string& code, const char* name) {
  const bool has_text = text_of(object, name).find_first_not_of(" \t\r\n") != std::string::npos;
  return has_text ? std::nullopt : Fault(code + ": \"" + name + "\" is missing or empty");
}

std::string misplaced(const std::string& expected_code, const std::string& found_code) {
  return expected_code + ": expected here, found the code \"" + found_code + "\"";
}

// Fills a ReferentialContent from the official table, one block after the other.
class Reader {
 public:
  explicit Reader(ReferentialContent& content) : content_(content) {}

  Fault read_block(const Json& block, const std::string& code) {
    tally_.clear();
    content_.blocks.push_back(
        {code, text_of(member(member(block, "modalites"), "profile"), "unit_kind") == "entretien"});
    if (auto fault = check_text(block, code, "title")) return fault;
    if (auto fault = read_all(block, code, "activities", code + ".A", &Reader::read_activity)) return fault;
    if (auto fault = read_rules(member(block, "modalites"), code)) return fault;
    return check_counts(block, code);
  }

 private:
  using Read = Fault (Reader::*)(const Json& node, const std::string& code);

  // Reads each child of the list `list_name`, whose codes must be `stem` followed by 1, 2, 3...
  Fault read_all(const Json& node, const std::string& code, const char* list_name, const std::string& stem, Read read) {
    const Json& list = member(node, list_name);
    if (!list.is_array()) return code + ": the list \"" + list_name + "\" is missing";
    for (std::size_t index = 0; index < list.size(); ++index) {
      const std::string expected_code = stem + std::to_string(index + 1);
      const std::string child_code = text_of(list[index], "code");
      if (child_code != expected_code) return misplaced(expected_code, child_code);
      ++tally_[list_name];
      if (auto fault = (this->*read)(list[index], child_code)) return fault;
    }
    return std::nullopt;
  }

  Fault read_activity(const Json& activity, const std::string& code) {
    if (auto fault = check_text(activity, code, "name")) return fault;
    if (activity.contains("items")) {
      if (auto fault = read_all(activity, code, "items", code + ".O", &Reader::read_activity_item)) return fault;
    }
    return read_all(activity, code, "competences", code + ".C", &Reader::read_competence);
  }

  Fault read_activity_item(const Json& item, const std::string& code) { return check_text(item, code, "text"); }

  Fault read_competence(const Json& competence, const std::string& code) {
    if (auto fault = check_text(competence, code, "text")) return fault;
    return read_all(competence, code, "criteria", code + ".K", &Reader::read_criterion);
  }

  Fault read_criterion(const Json& criterion, const std::string& code) {
    const std::string kind = text_of(criterion, "kind");
    if (kind != "heading" && kind != "paragraph" && kind != "standalone") {
      return code + ": the kind \"" + kind + "\" is unknown";
    }
    // A paragraph has no heading in the source: its sentences are the indicators.
    if (kind != "paragraph") {
      if (auto fault = check_text(criterion, code, "text")) return fault;
    }
    const bool is_standalone = kind == "standalone";
    if (member(criterion, "indicators").empty() != is_standalone) {
      return code + (is_standalone ? ": a standalone criterion has indicators" : ": a criterion without indicators");
    }
    if (is_standalone) {
      ++tally_["standalone_criteria"];
      add_item(criterion, code);
    }
    return read_all(criterion, code, "indicators", code + ".I", &Reader::read_indicator);
  }

  Fault read_indicator(const Json& indicator, const std::string& code) {
    if (auto fault = check_text(indicator, code, "text")) return fault;
    add_item(indicator, code);
    return std::nullopt;
  }

  Fault read_rules(const Json& modalites, const std::string& block_code) {
    const std::string code = text_of(modalites, "code");
    if (code != block_code + ".M") return misplaced(block_code + ".M", code);
    return read_all(modalites, code, "rules", code + ".R", &Reader::read_rule);
  }

  Fault read_rule(const Json& rule, const std::string& code) { return check_text(rule, code, "label"); }

  void add_item(const Json& node, const std::string& code) {
    ++tally_["rateable_leaves"];
    content_.items.push_back({code, content_.blocks.back().code, text_of(node, "text")});
  }

  // The file counts its own elements, block by block.
  Fault check_counts(const Json& block, const std::string& code) {
    static constexpr std::array kCounted = {"activities",          "competences",     "criteria", "indicators",
                                            "standalone_criteria", "rateable_leaves", "rules"};
    for (const char* name : kCounted) {
      const Json& count = member(member(block, "counts"), name);
      if (count != tally_[name]) {
        return code + ": \"counts\" says " + count.dump() + " " + name + ", the block has " +
               std::to_string(tally_[name]);
      }
    }
    return std::nullopt;
  }

  ReferentialContent& content_;
  // Elements of the present block, under the names that "counts" uses.
  std::map<std::string, std::size_t, std::less<>> tally_;
};

bool is_sha256(std::string_view text) {
  return text.size() == kSha256HexChars && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// The official table as a whole: a file that agrees with its own counts could still lack a part.
Fault check_totals(const ReferentialContent& content) {
  const auto is_indicator = [](const RateableItem& item) { return item.code.find(".I") != std::string::npos; };
  const auto indicators = static_cast<std::size_t>(std::ranges::count_if(content.items, is_indicator));
  const std::size_t standalone_criteria = content.items.size() - indicators;
  if (indicators == kIndicatorCount && standalone_criteria == kStandaloneCriterionCount) return std::nullopt;
  return "the official table has " + std::to_string(kIndicatorCount) + " indicators and " +
         std::to_string(kStandaloneCriterionCount) + " standalone criteria, the file " + std::to_string(indicators) +
         " and " + std::to_string(standalone_criteria);
}

Fault read_content(const Json& document, ReferentialContent& content) {
  const std::string sha256 = text_of(member(document, "source"), "sha256");
  if (!is_sha256(sha256)) return "source.sha256 is not a SHA-256 in lower-case hex";
  content.version = sha256.substr(0, kVersionChars);

  const Json& blocks = member(document, "blocks");
  if (!blocks.is_array() || blocks.size() != kBlockCount) return "\"blocks\" does not hold the five blocks";
  Reader reader(content);
  for (std::size_t index = 0; index < kBlockCount; ++index) {
    const std::string code = "B" + std::to_string(index + 1);
    const std::string found = text_of(blocks[index], "code");
    if (found != code) return misplaced(code, found);
    if (auto fault = reader.read_block(blocks[index], code)) return fault;
  }
  return check_totals(content);
}

}  // namespace

std::expected<ReferentialContent, std::string> read_referential(std::string_view json) {
  const Json document = Json::parse(json, nullptr, /*allow_exceptions=*/false);
  if (document.is_discarded()) return std::unexpected("it is not JSON");
  ReferentialContent content;
  if (auto fault = read_content(document, content)) return std::unexpected(*fault);
  return content;
}

}  // namespace regard::observer
