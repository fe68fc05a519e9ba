#include "gateway/simulator/phrases.hpp"

#include <catch2/catch.hpp>

using namespace regard::simulator;
using Phrases = std::vector<std::string>;

TEST_CASE("a phrase ends where somebody breathes, once it is long enough to be one") {
  CHECK(phrases_of("Très bien. Donc, si je reformule, une couronne sur une molaire, à six cent vingt euros.") ==
        Phrases{"Très bien. Donc, si je reformule,", "une couronne sur une molaire,", "à six cent vingt euros."});
}

TEST_CASE("a phrase without a breath ends after a few words") {
  CHECK(phrases_of("je voudrais savoir combien il va me rester à payer après tout cela") ==
        Phrases{"je voudrais savoir combien il va me rester", "à payer après tout cela"});
}

TEST_CASE("no phrase begins with a punctuation mark, nor ends with an opening one") {
  CHECK(
      phrases_of(
          "Et avez-vous bien reçu le devis signé là ? Il y est écrit en toutes lettres, noir sur blanc « couronne »") ==
      Phrases{"Et avez-vous bien reçu le devis signé là ?", "Il y est écrit en toutes lettres,",
              "noir sur blanc « couronne »"});
}

TEST_CASE("what is short is one phrase") { CHECK(phrases_of("Oui.") == Phrases{"Oui."}); }
