#pragma once

#include <optional>
#include <string>
#include <utility>

namespace regard::simulator {

// A value, or a sentence that says why there is none (std::expected is not in C++17).
template <typename Value>
class Result {
 public:
  static Result success(Value value) { return Result(std::move(value), {}); }
  static Result failure(std::string error) { return Result(std::nullopt, std::move(error)); }

  [[nodiscard]] bool has_value() const { return value_.has_value(); }
  // Only when has_value().
  [[nodiscard]] Value& value() { return *value_; }
  [[nodiscard]] const Value& value() const { return *value_; }
  // Empty when has_value().
  [[nodiscard]] const std::string& error() const { return error_; }

 private:
  Result(std::optional<Value> value, std::string error) : value_(std::move(value)), error_(std::move(error)) {}

  std::optional<Value> value_;
  std::string error_;
};

}  // namespace regard::simulator
