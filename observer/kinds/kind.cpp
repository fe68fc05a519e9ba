#include "observer/kinds/kind.hpp"

namespace regard::observer {

std::string kind_name(Kind kind) {
  const auto* field = v1::EventBody::descriptor()->FindFieldByNumber(static_cast<int>(kind));
  return field == nullptr ? "nothing" : field->name();
}

}  // namespace regard::observer
