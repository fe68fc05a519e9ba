#include "storage/evidence/checkpoint.hpp"

#include <sodium.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "storage/evidence/note.hpp"
#include "tests/storage/support/samples.hpp"

namespace regard::storage {
namespace {

using namespace samples;

// Of the documentation of Go's package golang.org/x/mod/sumdb/note.
constexpr const char* kForeignKey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
constexpr const char* kForeignNote =
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n\n"
    "\xE2\x80\x94 PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

SigningKey new_key(const TemporaryDirectory& directory, const std::string& name = "regard.example.org") {
  return SigningKey::load(directory.file("checkpoint.key"), name).value();
}

Checkpoint checkpoint() {
  Checkpoint checkpoint{.origin = "regard.example.org", .size = 42, .time = "2026-11-26T20:44:09Z"};
  checkpoint.root.fill(7);
  checkpoint.trail = {{17, {}}};
  return checkpoint;
}

}  // namespace

TEST_CASE("a checkpoint is read by whoever has the key, and says what was signed") {
  const TemporaryDirectory directory;
  const auto key = new_key(directory);
  const std::string note = sign_checkpoint(checkpoint(), key);
  CHECK(
      note.starts_with("regard.example.org\n42\nBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=\n"
                       "time 2026-11-26T20:44:09Z\ntrail 17 "
                       "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n\xE2\x80\x94 regard.example.org "));
  CHECK(open_note(note, key.verifier()).value() == checkpoint());
}

TEST_CASE("notes and keys are those of the specification") {
  const auto key = VerifierKey::parse(kForeignKey);
  REQUIRE(key);
  CHECK(key->text() == kForeignKey);
  // The signature is good; what it signs is no checkpoint.
  CHECK(open_note(kForeignNote, *key).error() == "the note is signed, but it is no checkpoint");
  std::string changed = kForeignNote;
  changed[3] = 'Y';
  CHECK_THAT(open_note(changed, *key).error(), Catch::Contains("the note was changed"));
}

TEST_CASE("a changed byte anywhere in a note is noticed") {
  const TemporaryDirectory directory;
  const auto key = new_key(directory);
  const std::string note = sign_checkpoint(checkpoint(), key);
  for (std::size_t i = 0; i < note.size(); ++i) {
    std::string changed = note;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    CAPTURE(i);
    CHECK_FALSE(open_note(changed, key.verifier()));
  }
}

TEST_CASE("a note of another key is not believed, whatever it is called - other signers do not disturb") {
  const TemporaryDirectory directory;
  const TemporaryDirectory elsewhere;
  const auto key = new_key(directory);
  const std::string forged = sign_checkpoint(checkpoint(), new_key(elsewhere));
  CHECK_THAT(open_note(forged, key.verifier()).error(), Catch::Contains("not signed with the key"));
  const std::string note = sign_checkpoint(checkpoint(), key);
  const std::string witnessed = note.substr(0, note.find("\xE2\x80\x94")) +
                                "\xE2\x80\x94 witness.example BwcHBwcHBw==\n" + note.substr(note.find("\xE2\x80\x94"));
  CHECK(open_note(witnessed, key.verifier()));
  CHECK_FALSE(open_note("", key.verifier()));
  CHECK_FALSE(open_note("regard.example.org\n42\n", key.verifier()));
}

TEST_CASE("what is no key is refused") {
  for (const char* text : {"", "PeterNeumann", "PeterNeumann+c74f20a3", "PeterNeumann+c74f20a3+AAAA",
                           "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                           "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"}) {
    CHECK_FALSE(VerifierKey::parse(text));
  }
}

TEST_CASE("the key is made once, for its owner alone, and is named after itself if it has no other name") {
  const TemporaryDirectory directory;
  const auto first = new_key(directory, "");
  CHECK(new_key(directory, "").verifier() == first.verifier());
  CHECK(first.verifier().name.starts_with("regard/"));
  using std::filesystem::perms;
  const auto mode = std::filesystem::status(directory.file("checkpoint.key")).permissions();
  CHECK(mode == (perms::owner_read | perms::owner_write));
  CHECK_FALSE(SigningKey::load(directory.file("checkpoint.key"), "two words"));
  std::ofstream(directory.file("checkpoint.key")) << "short";
  CHECK_THAT(SigningKey::load(directory.file("checkpoint.key"), "").error(), Catch::Contains("is no key"));
}

TEST_CASE("notes that stand one behind the other are told apart") {
  const TemporaryDirectory directory;
  const auto key = new_key(directory);
  const std::string note = sign_checkpoint(checkpoint(), key);
  const auto notes = split_notes("\n" + note + "\n" + note + note);
  REQUIRE(notes.whole.size() == 3);
  CHECK(notes.fragment_count == 0);
  for (const std::string& one : notes.whole) CHECK(open_note(one, key.verifier()));
  CHECK(split_notes("").whole.empty());
}

}  // namespace regard::storage
