#include "observer/field_checks.hpp"

#include <google/protobuf/unknown_field_set.h>

#include <catch2/catch.hpp>

#include "observer/text_rules.hpp"
#include "regard/v1/envelope.pb.h"

namespace regard::observer {
namespace {

// Adds a field that the schema does not know.
void hide_field_in(google::protobuf::Message& message) {
  message.GetReflection()->MutableUnknownFields(&message)->AddVarint(99, 1);
}

TEST_CASE("the length of a text is counted in characters, not in bytes") {
  CHECK_FALSE(check_text("éèàç€😀", 6, "f"));
  const auto refusal = check_text("éèàç€😀", 5, "f");
  REQUIRE(refusal);
  CHECK(refusal->code == RefusalCode::invalid_field);
  CHECK(refusal->field == "f");
  CHECK(refusal->message == "the text has 6 characters, at most 5 are accepted");
}

TEST_CASE("in a required text there is something to see") {
  CHECK_FALSE(check_required_text("x", 10, "f"));
  CHECK_FALSE(check_required_line("é", 10, "f"));
  CHECK(check_required_text("xxxxxxxxxxx", 10, "f"));
  for (const char* blank :
       {"", " \t\r\n", "\u00A0", "\u200B\u200D", "\u3164", "\u2800", "\U0001D159", "\uFEFF", "\u00AD", "\U000E0041"}) {
    INFO(blank);
    CHECK(check_required_text(blank, 10, "f"));
  }
}

TEST_CASE("no text holds control characters, nor overrides of its direction - the refusal says which and where") {
  for (const char* text : {"a\u0001", "a\u001B[2J", "a\u007F", "a\u0085", "a\u202E", "a\u202D"}) {
    INFO(text);
    CHECK(check_text(text, 10, "f"));
    CHECK(check_line(text, 10, "f"));
  }
  CHECK(check_text(std::string_view("a\0", 2), 10, "f"));
  CHECK(check_line("é\u202EeitraM", 10, "f")->message ==
        "the text holds a control character that may not stand there: U+202E at character 2");
}

TEST_CASE("paragraphs may have lines and embed another direction - a line has one end and one direction") {
  for (const char* text : {"a\nb", "a\r\nb", "\u202Bx\u202C", "\u2067x\u2069", "a\u2028b"}) {
    INFO(text);
    CHECK_FALSE(check_text(text, 10, "f"));
    CHECK(check_line(text, 10, "f"));
  }
  CHECK_FALSE(check_line("a\tb", 10, "f"));
  // Marks of direction turn nothing around, joiners make emoji.
  CHECK_FALSE(check_line("x\u200Fy \U0001F469\u200D\U0001F4BB", 10, "f"));
}

TEST_CASE("of what strangers send, what may not stand in a line is named in its place") {
  CHECK(with_unfit_named("é\u202Enitram\n😀", TextForm::line) == "é<U+202E>nitram<U+000A>😀");
  CHECK(with_unfit_named("a\nb", TextForm::paragraphs) == "a\nb");
}

TEST_CASE("bytes that hold more than the message says are refused") {
  v1::EventBody body;
  body.mutable_mark()->set_remark("bien");
  const std::string bytes = body.SerializeAsString();
  CHECK_FALSE(check_nothing_hidden(body, bytes));

  v1::EventBody twice;
  REQUIRE(twice.ParseFromString(bytes + bytes));
  CHECK(check_nothing_hidden(twice, bytes + bytes));

  hide_field_in(*body.mutable_mark()->mutable_observed_at());
  CHECK(check_nothing_hidden(body, body.SerializeAsString()));

  v1::EventBody opening;
  hide_field_in(*opening.mutable_interview_opened()->add_assessors());
  CHECK(check_nothing_hidden(opening, opening.SerializeAsString()));
}

TEST_CASE("a UUID field takes one text for one id: lower case, not nil") {
  CHECK_FALSE(check_uuid("01234567-89ab-cdef-0123-456789abcdef", "f"));
  CHECK(check_uuid("01234567-89AB-cdef-0123-456789abcdef", "f"));
  CHECK(check_uuid("00000000-0000-0000-0000-000000000000", "f"));
  CHECK(check_uuid("", "f"));
}

}  // namespace
}  // namespace regard::observer
