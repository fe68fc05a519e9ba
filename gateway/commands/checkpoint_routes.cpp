#include "gateway/commands/checkpoint_routes.hpp"

#include <filesystem>
#include <fstream>

#include "gateway/delivery/checkpoint_mail.hpp"
#include "gateway/delivery/limits.hpp"
#include "gateway/delivery/timestamp.hpp"

namespace regard::gateway {
namespace {

std::expected<std::string, std::string> first_line(const std::string& path) {
  if (path.empty()) return "";
  std::ifstream file(path);
  std::string line;
  if (!std::getline(file, line)) return std::unexpected("the password in " + path + " cannot be read");
  return line;
}

}  // namespace

std::expected<std::vector<Delivery::Route>, std::string> checkpoint_routes(const ServeOptions& options) {
  std::vector<Delivery::Route> routes;
  if (!options.checkpoint_mail_to.empty()) {
    auto password = first_line(options.smtp_password_file);
    if (!password) return std::unexpected(std::move(password.error()));
    const MailRoute mail{options.smtp_server, options.checkpoint_mail_from, options.checkpoint_mail_to,
                         options.smtp_user, *std::move(password)};
    routes.push_back({limits::kBetweenMails, [mail](const std::string& note, std::chrono::seconds limit) {
                        return mail_checkpoint(mail, note, limit);
                      }});
  }
  if (!options.timestamp_url.empty()) {
    const TimestampRoute service{options.timestamp_url, options.timestamp_ca_file,
                                 std::filesystem::path(options.data_directory) / "timestamps"};
    routes.push_back({limits::kBetweenTimestamps, [service](const std::string& note, std::chrono::seconds limit) {
                        return timestamp_checkpoint(service, note, limit);
                      }});
  }
  return routes;
}

}  // namespace regard::gateway
