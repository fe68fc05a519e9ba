#include "observer/referential/referential.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <nlohmann/json.hpp>

#include "tests/observer/support/world.hpp"

namespace regard::observer {
namespace {

using Json = nlohmann::json;
using Pointer = Json::json_pointer;

// The error that the official referential gives once `change` was made to it.
std::string error_after(const std::function<void(Json&)>& change) {
  Json document = Json::parse(testing::referential_json());
  change(document);
  const auto referential = Referential::parse(document.dump());
  REQUIRE_FALSE(referential.has_value());
  return referential.error();
}

TEST_CASE("the official referential has 97 indicators and 5 standalone criteria in five blocks") {
  const Referential& referential = testing::official_referential();
  CHECK(referential.items().size() == 102);
  const auto standalone = std::ranges::count_if(
      referential.items(), [](const RateableItem& item) { return item.code.find(".I") == std::string::npos; });
  CHECK(standalone == 5);
  for (const char* block : {"B1", "B2", "B3", "B4", "B5"}) CHECK(referential.has_block(block));
  CHECK_FALSE(referential.has_block("B6"));
  CHECK_FALSE(referential.has_block("B"));
}

TEST_CASE("blocks 1, 3 and 4 are assessed by observing interviews") {
  const Referential& referential = testing::official_referential();
  CHECK(referential.observes_interviews("B1"));
  CHECK_FALSE(referential.observes_interviews("B2"));
  CHECK(referential.observes_interviews("B3"));
  CHECK(referential.observes_interviews("B4"));
  CHECK_FALSE(referential.observes_interviews("B5"));
}

TEST_CASE("a rateable item is found by its code, in the official wording") {
  const Referential& referential = testing::official_referential();
  const RateableItem* standalone = referential.find("B1.A1.C2.K2");
  REQUIRE(standalone != nullptr);
  CHECK(standalone->text == "Le candidat apporte un premier niveau d’information.");
  CHECK(standalone->block_code == "B1");
  const RateableItem* indicator = referential.find("B4.A1.C2.K1.I3");
  REQUIRE(indicator != nullptr);
  CHECK(indicator->block_code == "B4");
}

TEST_CASE("blocks, competences and headings are not rateable items") {
  const auto* code = GENERATE("", "B1", "B1.A1", "B1.A1.C1", "B1.A1.C1.K1", "B1.M.R1", "B1.A1.C1.K1.I99");
  INFO(code);
  CHECK(testing::official_referential().find(code) == nullptr);
}

TEST_CASE("the version is the beginning of the source's SHA-256, and the text is kept as loaded") {
  CHECK(testing::official_referential().version() == "e726d9c1755f");
  CHECK(testing::official_referential().json() == testing::referential_json());
}

TEST_CASE("items are still found after the referential was moved") {
  Referential first = Referential::parse(testing::referential_json()).value();
  const Referential second = std::move(first);
  REQUIRE(second.find("B1.A1.C2.K2") != nullptr);
}

TEST_CASE("a text that is not JSON is refused") {
  const auto referential = Referential::parse("{");
  REQUIRE_FALSE(referential.has_value());
  CHECK(referential.error() == "referential: it is not JSON");
}

TEST_CASE("JSON of another shape is refused without a crash") {
  const auto* json = GENERATE("null", "[]", "{}", "3", R"({"source":3})", R"({"source":{"sha256":5}})");
  INFO(json);
  CHECK_FALSE(Referential::parse(json).has_value());
}

TEST_CASE("a missing block is refused") {
  CHECK(error_after([](Json& json) { json["blocks"].erase(4); }).find("five blocks") != std::string::npos);
}

TEST_CASE("blocks in the wrong order are refused at the block") {
  CHECK(error_after([](Json& json) { std::swap(json["blocks"][0], json["blocks"][1]); }).find("B1: expected") !=
        std::string::npos);
}

TEST_CASE("a code used twice, or not nested in its parent's, is refused at the code that belongs there") {
  const Pointer code("/blocks/3/activities/0/competences/1/criteria/0/indicators/2/code");
  const auto* wrong = GENERATE("B4.A1.C2.K1.I2", "B4.A1.C1.K1.I3", "B4.A1.C2.K1.I4", "I3", "");
  const std::string error = error_after([&](Json& json) { json[code] = wrong; });
  CHECK(error == "referential: B4.A1.C2.K1.I3: expected here, found the code \"" + std::string(wrong) + "\"");
}

TEST_CASE("an empty text is refused at its code") {
  const Pointer text("/blocks/3/activities/0/competences/1/criteria/0/indicators/2/text");
  CHECK(error_after([&](Json& json) { json[text] = "  "; }).find("B4.A1.C2.K1.I3: \"text\"") != std::string::npos);
  CHECK(error_after([&](Json& json) { json[text] = nullptr; }).find("B4.A1.C2.K1.I3: \"text\"") != std::string::npos);
  CHECK(error_after([](Json& json) { json["blocks"][1]["title"] = ""; }).find("B2: \"title\"") != std::string::npos);
}

TEST_CASE("a heading without text is refused, a paragraph needs none") {
  const Pointer heading("/blocks/0/activities/0/competences/0/criteria/0/text");
  CHECK(error_after([&](Json& json) { json[heading] = nullptr; }).find("B1.A1.C1.K1: \"text\"") != std::string::npos);
  CHECK(testing::official_referential().find("B4.A1.C1.K1.I1") != nullptr);
}

TEST_CASE("a criterion whose kind does not fit its indicators is refused") {
  const Pointer kind("/blocks/0/activities/0/competences/0/criteria/0/kind");
  CHECK(error_after([&](Json& json) { json[kind] = "standalone"; }).find("B1.A1.C1.K1: a standalone") !=
        std::string::npos);
  CHECK(error_after([&](Json& json) { json[kind] = "other"; }).find("B1.A1.C1.K1: the kind") != std::string::npos);
  const Pointer standalone("/blocks/0/activities/0/competences/0/criteria/1/kind");
  CHECK(error_after([&](Json& json) { json[standalone] = "heading"; }).find("B1.A1.C1.K2: a criterion without") !=
        std::string::npos);
}

TEST_CASE("a block that does not hold what it counts is refused") {
  const auto* name = GENERATE("activities", "competences", "criteria", "indicators", "standalone_criteria",
                              "rateable_leaves", "rules");
  const std::string error = error_after([&](Json& json) { json["blocks"][0]["counts"][name] = 99; });
  CHECK(error.find(std::string("B1: \"counts\" says 99 ") + name) != std::string::npos);
}

TEST_CASE("a table that lacks an indicator is refused even when its counts agree") {
  const std::string error = error_after([](Json& json) {
    Json& block = json["blocks"][4];
    Json& indicators = block["activities"][0]["competences"][0]["criteria"][0]["indicators"];
    indicators.erase(indicators.size() - 1);
    block["counts"]["indicators"] = block["counts"]["indicators"].get<int>() - 1;
    block["counts"]["rateable_leaves"] = block["counts"]["rateable_leaves"].get<int>() - 1;
  });
  CHECK(error.find("97 indicators") != std::string::npos);
}

}  // namespace
}  // namespace regard::observer
