#include "tests/crash/server_process.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <stdexcept>

namespace regard::crash {
namespace {

// The port in "regard: ready on http://127.0.0.1:PORT".
unsigned short read_port(int output) {
  std::FILE* stream = fdopen(output, "r");
  std::array<char, 256> line{};
  const std::string ready = "regard: ready on http://127.0.0.1:";
  unsigned short port = 0;
  while (port == 0 && std::fgets(line.data(), line.size(), stream) != nullptr) {
    const std::string text{line.data()};
    if (text.starts_with(ready)) port = static_cast<unsigned short>(std::stoul(text.substr(ready.size())));
  }
  std::fclose(stream);
  return port;
}

}  // namespace

ServerProcess::ServerProcess(const std::filesystem::path& data_directory) {
  std::array<int, 2> output{};
  if (pipe2(output.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  const std::string data = data_directory.string();
  pid_ = fork();
  if (pid_ == 0) {
    dup2(output[1], STDOUT_FILENO);
    execl(REGARD_SERVER, "regard-server", "--demo", "--port", "0", "--data", data.c_str(), "--pages", REGARD_TEST_PAGES,
          nullptr);
    _exit(127);
  }
  close(output[1]);
  port_ = read_port(output[0]);
  if (port_ == 0) throw std::runtime_error("the server does not get ready");
  std::getline(std::ifstream(data_directory / "demo-integration-token"), token_);
}

ServerProcess::~ServerProcess() { kill(); }

void ServerProcess::kill() {
  if (pid_ <= 0) return;
  ::kill(pid_, SIGKILL);
  waitpid(pid_, nullptr, 0);
  pid_ = -1;
}

}  // namespace regard::crash
