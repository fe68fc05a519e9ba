#pragma once

#include <chrono>
#include <expected>
#include <string>

namespace regard::gateway {

// Where checkpoints are sent to by e-mail.
struct MailRoute {
  // "smtp://mail.example.org" (with STARTTLS where it is offered, and always before a password), or smtps://
  std::string server;
  std::string from;
  std::string to;
  // Empty for a server that asks for none.
  std::string user;
  std::string password;
};

// RFC 5322: the note is the whole text, so that the message is as good as a file of checkpoints.
[[nodiscard]] std::string checkpoint_message(const MailRoute& route, const std::string& note, std::int64_t wall_s);

// Taken by the mail server when it returns. The error is a sentence.
[[nodiscard]] std::expected<void, std::string> mail_checkpoint(const MailRoute& route, const std::string& note,
                                                               std::chrono::seconds limit);

}  // namespace regard::gateway
