#include "gateway/http/entity_tag.hpp"

#include "gateway/http/header_list.hpp"

namespace regard::gateway {

std::string entity_tag(std::string_view digest) { return '"' + std::string(digest) + '"'; }

std::string gzip_entity_tag(std::string_view digest) { return '"' + std::string(digest) + "-gzip\""; }

bool is_named(std::string_view if_none_match, std::string_view tag) {
  while (!if_none_match.empty()) {
    std::string_view element = take_element(if_none_match);
    if (element.starts_with("W/")) element.remove_prefix(2);  // The comparison is the weak one.
    if (element == "*" || element == tag) return true;
  }
  return false;
}

}  // namespace regard::gateway
