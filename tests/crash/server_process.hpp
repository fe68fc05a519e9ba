#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>

namespace regard::crash {

// The real regard-server as a process of its own, on a port of the system's choice, with the demonstration's accounts.
class ServerProcess {
 public:
  // Returns once the server has said that it is ready; throws when it does not.
  explicit ServerProcess(const std::filesystem::path& data_directory);
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;
  ~ServerProcess();

  // kill -9: the process is gone when this returns.
  void kill();
  [[nodiscard]] unsigned short port() const { return port_; }
  // Of the demonstration's integration; renewed at every start.
  [[nodiscard]] const std::string& token() const { return token_; }

 private:
  pid_t pid_ = -1;
  unsigned short port_ = 0;
  std::string token_;
};

}  // namespace regard::crash
