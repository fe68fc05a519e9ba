#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace regard::tests {

struct ServerOptions {
  std::vector<std::string> arguments{};
  // Soft and hard limit of open files; nothing: this process's own.
  std::optional<std::size_t> max_files{};
  // A library to preload; empty for none.
  std::string preload{};
  // The file to which it logs; empty: this process's standard error.
  std::string log{};
};

// The real regard-server as a process of its own, on a port of the system's choice, with the demonstration's accounts.
class ServerProcess {
 public:
  // Returns once the server has said that it is ready; throws when it does not.
  explicit ServerProcess(const std::filesystem::path& data_directory, const ServerOptions& options = {});
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;
  ~ServerProcess();

  // kill -9: the process is gone when this returns.
  void kill();
  // SIGTERM; its exit code, or nothing when it has not ended by then.
  [[nodiscard]] std::optional<int> stop(std::chrono::seconds wait);
  [[nodiscard]] unsigned short port() const { return port_; }
  // The most memory that was resident at a time; 0 until stop() has seen the process end.
  [[nodiscard]] std::size_t max_resident_bytes() const { return max_resident_bytes_; }
  // Of the demonstration's integration; renewed at every start.
  [[nodiscard]] const std::string& token() const { return token_; }

 private:
  pid_t pid_ = -1;
  unsigned short port_ = 0;
  std::string token_;
  std::size_t max_resident_bytes_ = 0;
};

}  // namespace regard::tests
