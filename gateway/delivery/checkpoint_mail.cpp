#include "gateway/delivery/checkpoint_mail.hpp"

#include <fmt/chrono.h>

#include <algorithm>
#include <chrono>
#include <cstring>

#include "gateway/delivery/transfer.hpp"

namespace regard::gateway {
namespace {

struct Upload {
  std::string_view left;
};

std::size_t give(char* room, std::size_t size, std::size_t count, void* place) {
  std::string_view& left = static_cast<Upload*>(place)->left;
  const std::size_t given = std::min(left.size(), size * count);
  std::memcpy(room, left.data(), given);
  left.remove_prefix(given);
  return given;
}

std::string with_line_ends(const std::string& text) {
  std::string lines;
  for (const char c : text) lines += c == '\n' ? "\r\n" : std::string(1, c);
  return lines;
}

}  // namespace

std::string checkpoint_message(const MailRoute& route, const std::string& note, std::int64_t wall_s) {
  const std::string date = fmt::format("{:%a, %d %b %Y %H:%M:%S +0000}", fmt::gmtime(static_cast<std::time_t>(wall_s)));
  return "Date: " + date + "\r\nFrom: <" + route.from + ">\r\nTo: <" + route.to +
         ">\r\nSubject: Regard checkpoint\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
         "Content-Transfer-Encoding: 8bit\r\nAuto-Submitted: auto-generated\r\n\r\n" +
         with_line_ends(note);
}

std::expected<void, std::string> mail_checkpoint(const MailRoute& route, const std::string& note,
                                                 std::chrono::seconds limit) {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  const std::string message =
      checkpoint_message(route, note, std::chrono::duration_cast<std::chrono::seconds>(now).count());
  Upload upload{message};
  Transfer transfer;
  const CurlList to = one_line("<" + route.to + ">");
  transfer.set(CURLOPT_URL, route.server.c_str());
  transfer.set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  // Never a password in the clear.
  transfer.set(CURLOPT_USE_SSL, static_cast<long>(route.user.empty() ? CURLUSESSL_TRY : CURLUSESSL_ALL));
  transfer.set(CURLOPT_MAIL_FROM, ("<" + route.from + ">").c_str());
  transfer.set(CURLOPT_MAIL_RCPT, to.get());
  if (!route.user.empty()) {
    transfer.set(CURLOPT_USERNAME, route.user.c_str());
    transfer.set(CURLOPT_PASSWORD, route.password.c_str());
  }
  transfer.set(CURLOPT_UPLOAD, 1L);
  transfer.set(CURLOPT_READFUNCTION, &give);
  transfer.set(CURLOPT_READDATA, &upload);
  const auto sent = transfer.run(0, limit);
  if (!sent) return std::unexpected("the checkpoint cannot be sent by e-mail to " + route.to + ": " + sent.error());
  return {};
}

}  // namespace regard::gateway
