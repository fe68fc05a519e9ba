#include "gateway/delivery/transfer.hpp"

#include <array>

namespace regard::gateway {
namespace {

struct Answer {
  std::string bytes;
  std::size_t max_bytes = 0;
};

std::size_t take(const char* bytes, std::size_t size, std::size_t count, void* place) {
  auto& answer = *static_cast<Answer*>(place);
  if (answer.bytes.size() + size * count > answer.max_bytes) return 0;  // Ends the transfer.
  answer.bytes.append(bytes, size * count);
  return size * count;
}

}  // namespace

Transfer::Transfer() : handle_(curl_easy_init()) {}

std::expected<std::string, std::string> Transfer::run(std::size_t max_bytes, std::chrono::seconds limit) {
  Answer answer{.bytes = {}, .max_bytes = max_bytes};
  std::array<char, CURL_ERROR_SIZE> words{};
  set(CURLOPT_ERRORBUFFER, words.data());
  set(CURLOPT_WRITEFUNCTION, &take);
  set(CURLOPT_WRITEDATA, &answer);
  set(CURLOPT_TIMEOUT, static_cast<long>(limit.count()));
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_QUICK_EXIT, 1L);  // A name that is still being looked up is not waited for either.
  set(CURLOPT_FAILONERROR, 1L);
  const CURLcode code = curl_easy_perform(handle_.get());
  if (code == CURLE_OK) return std::move(answer.bytes);
  return std::unexpected(words[0] != 0 ? std::string(words.data()) : std::string(curl_easy_strerror(code)));
}

CurlList one_line(const std::string& line) { return {curl_slist_append(nullptr, line.c_str()), &curl_slist_free_all}; }

}  // namespace regard::gateway
