// Driven by the schema: whoever adds a kind of event and forgets its row is told here.
#include "observer/recordings/kind_table.hpp"

#include <catch2/catch.hpp>

#include "observer/recordings/recording_kinds.hpp"

namespace regard::observer {
namespace {

const google::protobuf::OneofDescriptor& kinds_of_the_schema() {
  return *v1::EventBody::descriptor()->FindOneofByName("kind");
}

TEST_CASE("every kind of event in the schema has a row, which checks and folds it or says which recording it opens") {
  const auto& schema = kinds_of_the_schema();
  REQUIRE(schema.field_count() > 0);
  for (int i = 0; i < schema.field_count(); ++i) {
    INFO(schema.field(i)->name());
    const auto kind = static_cast<Kind>(schema.field(i)->number());
    const KindRow* row = find_kind(kind);
    REQUIRE(row != nullptr);
    CHECK(row->kind == kind);
    const RecordingKindRow* opened = find_opened_by(kind);
    CHECK((opened == nullptr) == (row->check != nullptr));
    CHECK((opened == nullptr) == (row->fold != nullptr));
    if (opened != nullptr) CHECK(opened->kind == row->belongs_in);
  }
  CHECK(kind_table().size() == static_cast<std::size_t>(schema.field_count()));
}

TEST_CASE("every kind of recording is opened by one kind of event that belongs in it") {
  for (const RecordingKindRow& row : recording_kinds()) {
    REQUIRE(find_kind(row.opened_by) != nullptr);
    CHECK(find_kind(row.opened_by)->belongs_in == row.kind);
    CHECK(row.open != nullptr);
    // What the server alone opens has nobody to be admitted.
    CHECK((row.admit == nullptr) == find_kind(row.opened_by)->writers.empty());
  }
}

TEST_CASE("a kind that the schema does not know has no row") {
  CHECK(find_kind(Kind::KIND_NOT_SET) == nullptr);
  CHECK(find_kind(9'999) == nullptr);
}

}  // namespace
}  // namespace regard::observer
