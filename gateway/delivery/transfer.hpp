#pragma once

#include <curl/curl.h>

#include <chrono>
#include <expected>
#include <memory>
#include <string>

namespace regard::gateway {

// One transfer of libcurl's; where it is over TLS, the other side's certificate is verified. curl_global_init() first.
class Transfer {
 public:
  Transfer();
  template <typename Value>
  void set(CURLoption option, Value value) {
    curl_easy_setopt(handle_.get(), option, value);
  }
  // What the other side answered; the error is a sentence. Fails beyond `max_bytes` and after `limit`.
  [[nodiscard]] std::expected<std::string, std::string> run(std::size_t max_bytes, std::chrono::seconds limit);

 private:
  struct Cleanup {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  };
  std::unique_ptr<CURL, Cleanup> handle_;
};

using CurlList = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;
[[nodiscard]] CurlList one_line(const std::string& line);

}  // namespace regard::gateway
