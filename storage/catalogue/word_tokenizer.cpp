#include "storage/catalogue/word_tokenizer.hpp"

#include <sqlite3.h>

#include <array>

namespace regard::storage {
namespace {

// The words of catalogue_schema.hpp, but for the sign that facets begin with: what people type holds none.
constexpr std::array<const char*, 2> kOptions = {"remove_diacritics", "2"};

fts5_api* api_of(sqlite3* handle) {
  fts5_api* api = nullptr;
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(handle, "SELECT fts5(?1)", -1, &statement, nullptr) != SQLITE_OK) return nullptr;
  sqlite3_bind_pointer(statement, 1, static_cast<void*>(&api), "fts5_api_ptr", nullptr);
  sqlite3_step(statement);
  sqlite3_finalize(statement);
  return api;
}

int take_word(void* words, int /*flags*/, const char* text, int size, int /*begin*/, int /*end*/) {
  static_cast<std::vector<std::string>*>(words)->emplace_back(text, static_cast<std::size_t>(size));
  return SQLITE_OK;
}

}  // namespace

struct WordTokenizer::State {
  fts5_tokenizer functions{};
  Fts5Tokenizer* tokenizer = nullptr;

  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    if (tokenizer != nullptr) functions.xDelete(tokenizer);
  }
};

Found<WordTokenizer> WordTokenizer::open(Connection& connection) {
  auto state = std::make_shared<State>();
  fts5_api* api = api_of(connection.handle());
  void* context = nullptr;
  auto options = kOptions;
  const bool is_open =
      api != nullptr && api->xFindTokenizer(api, "unicode61", &context, &state->functions) == SQLITE_OK &&
      state->functions.xCreate(context, options.data(), static_cast<int>(options.size()), &state->tokenizer) ==
          SQLITE_OK;
  if (!is_open) return std::unexpected(observer::StoreFailure{"SQLite has no full-text search (FTS5)"});
  return WordTokenizer(std::move(state));
}

std::vector<std::string> WordTokenizer::words_in(std::string_view text) const {
  std::vector<std::string> words;
  // Fails for lack of memory only; then nothing is found.
  (void)state_->functions.xTokenize(state_->tokenizer, &words, FTS5_TOKENIZE_QUERY, text.data(),
                                    static_cast<int>(text.size()), take_word);
  return words;
}

}  // namespace regard::storage
