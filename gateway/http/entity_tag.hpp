#pragma once

#include <string>
#include <string_view>

namespace regard::gateway {

// Our entity tags are strong, quoted, and hold neither comma nor space: "5f0c...", and "5f0c...-gzip" for the same
// content in its compressed form.
[[nodiscard]] std::string entity_tag(std::string_view digest);
[[nodiscard]] std::string gzip_entity_tag(std::string_view digest);

// Whether an If-None-Match names the tag (RFC 9110, section 13.1.2).
[[nodiscard]] bool is_named(std::string_view if_none_match, std::string_view tag);

}  // namespace regard::gateway
