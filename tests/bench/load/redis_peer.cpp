#include "tests/bench/load/redis_peer.hpp"

#include <charconv>
#include <optional>

#include "tests/bench/load/payload.hpp"

namespace regard::bench {
namespace {

constexpr std::string_view kLineEnd = "\r\n";

void append_command(std::initializer_list<std::string_view> words, std::string& out) {
  out.append("*").append(std::to_string(words.size())).append(kLineEnd);
  for (const auto word : words) {
    out.append("$").append(std::to_string(word.size())).append(kLineEnd).append(word).append(kLineEnd);
  }
}

// One answer, whose nested lists are laid flat: the strings of it in order.
struct Answer {
  std::size_t bytes = 0;
  std::vector<std::string_view> strings;
};

// Reads RESP 2 as far as XADD and XREAD need it.
class AnswerReader {
 public:
  explicit AnswerReader(std::string_view in) : in_(in) {}

  // Nothing while the answer is incomplete.
  std::expected<std::optional<Answer>, Failure> read() {
    for (long values = 1; values > 0; --values) {
      const std::size_t line_end = in_.find(kLineEnd, answer_.bytes);
      if (line_end == std::string_view::npos) return std::nullopt;
      const std::string_view line = in_.substr(answer_.bytes, line_end - answer_.bytes);
      answer_.bytes = line_end + kLineEnd.size();
      if (line.starts_with('-')) return std::unexpected("Redis answered: " + std::string(line));
      if (line.starts_with('*')) values += number(line);
      if (line.starts_with('$') && !take_string(static_cast<std::size_t>(number(line)))) return std::nullopt;
    }
    return answer_;
  }

 private:
  static long number(std::string_view line) {
    long value = 0;
    std::from_chars(line.data() + 1, line.data() + line.size(), value);
    return value;
  }

  bool take_string(std::size_t length) {
    if (in_.size() < answer_.bytes + length + kLineEnd.size()) return false;
    answer_.strings.push_back(in_.substr(answer_.bytes, length));
    answer_.bytes += length + kLineEnd.size();
    return true;
  }

  std::string_view in_;
  Answer answer_;
};

class RedisPeer : public Peer {
 public:
  std::expected<Heard, Failure> hear(std::string_view in, std::string& out) override {
    Heard heard;
    while (heard.bytes_used < in.size()) {
      const auto answer = AnswerReader(in.substr(heard.bytes_used)).read();
      if (!answer) return std::unexpected(answer.error());
      if (!*answer) break;
      heard.bytes_used += (*answer)->bytes;
      hear_answer(**answer, heard, out);
    }
    return heard;
  }

 protected:
  virtual void hear_answer(const Answer& answer, Heard& heard, std::string& out) = 0;
};

class Publisher final : public RedisPeer {
 public:
  void start(std::string& out) override { append_command({"PING"}, out); }
  void add_event(std::string_view payload, std::string& out) override {
    append_command({"XADD", "events", "*", "payload", payload}, out);
  }

 protected:
  void hear_answer(const Answer& /*answer*/, Heard& heard, std::string& /*out*/) override {
    if (ready_) {
      ++heard.acknowledged;
    } else {
      ready_ = heard.ready = true;
    }
  }

 private:
  bool ready_ = false;
};

class Observer final : public RedisPeer {
 public:
  void start(std::string& out) override { append_command({"PING"}, out); }
  void add_event(std::string_view /*payload*/, std::string& /*out*/) override {}

 protected:
  // [[stream, [[id, [field, payload]], ...]]]
  void hear_answer(const Answer& answer, Heard& heard, std::string& out) override {
    if (answer.strings.empty()) heard.ready = true;
    for (std::size_t i = 1; i + 2 < answer.strings.size(); i += 3) {
      last_id_ = answer.strings[i];
      heard.observed_due_ns.push_back(due_ns_of(answer.strings[i + 2]));
    }
    append_command({"XREAD", "BLOCK", "0", "STREAMS", "events", last_id_}, out);
  }

 private:
  std::string last_id_ = "$";
};

}  // namespace

std::unique_ptr<Peer> RedisFactory::publisher() { return std::make_unique<Publisher>(); }

std::unique_ptr<Peer> RedisFactory::observer() { return std::make_unique<Observer>(); }

}  // namespace regard::bench
