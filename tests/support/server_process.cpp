#include "tests/support/server_process.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <stdexcept>
#include <thread>

namespace regard::tests {
namespace {

// The port in "regard: ready on http://127.0.0.1:PORT", or https.
unsigned short read_port(int output) {
  std::FILE* stream = fdopen(output, "r");
  std::array<char, 256> line{};
  const std::string ready = "regard: ready on http";
  const std::string address = "://127.0.0.1:";
  unsigned short port = 0;
  while (port == 0 && std::fgets(line.data(), line.size(), stream) != nullptr) {
    const std::string text{line.data()};
    if (!text.starts_with(ready)) continue;
    port = static_cast<unsigned short>(std::stoul(text.substr(text.find(address) + address.size())));
  }
  std::fclose(stream);
  return port;
}

// In the child: becomes the server.
[[noreturn]] void become_server(const std::string& data, const ServerOptions& options) {
  if (options.max_files) {
    const rlimit limit{*options.max_files, *options.max_files};
    setrlimit(RLIMIT_NOFILE, &limit);
  }
  if (!options.log.empty()) dup2(open(options.log.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, S_IRUSR), STDERR_FILENO);
  if (!options.preload.empty()) setenv("LD_PRELOAD", options.preload.c_str(), 1);
  std::vector<std::string> arguments = {"regard-server", "--demo", "--port",  "0",
                                        "--data",        data,     "--pages", REGARD_TEST_PAGES};
  arguments.insert(arguments.end(), options.arguments.begin(), options.arguments.end());
  std::vector<char*> pointers;
  for (std::string& argument : arguments) pointers.push_back(argument.data());
  pointers.push_back(nullptr);
  execv(REGARD_SERVER, pointers.data());
  _exit(127);
}

}  // namespace

ServerProcess::ServerProcess(const std::filesystem::path& data_directory, const ServerOptions& options) {
  std::array<int, 2> output{};
  if (pipe2(output.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  const std::string data = data_directory.string();
  pid_ = fork();
  if (pid_ == 0) {
    dup2(output[1], STDOUT_FILENO);
    become_server(data, options);
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

std::optional<int> ServerProcess::stop(std::chrono::seconds wait) {
  constexpr std::chrono::milliseconds kGrain{10};
  ::kill(pid_, SIGTERM);
  const auto give_up = std::chrono::steady_clock::now() + wait;
  int status = 0;
  rusage used{};
  while (wait4(pid_, &status, WNOHANG, &used) == 0) {
    if (std::chrono::steady_clock::now() > give_up) return std::nullopt;
    std::this_thread::sleep_for(kGrain);
  }
  pid_ = -1;
  constexpr std::size_t kKiB = 1024;
  max_resident_bytes_ = static_cast<std::size_t>(used.ru_maxrss) * kKiB;
  return WEXITSTATUS(status);
}

}  // namespace regard::tests
