#include "app/files/page_address.h"

namespace flatscope {
namespace {

constexpr std::string_view white = " \t\r\n";

bool is_of_this_computer(std::string_view text) {
  return text.starts_with("file:") || text.starts_with('/') || text.find('\\') != std::string_view::npos;
}

}  // namespace

std::string as_page_address(std::string_view typed) {
  const std::size_t first = typed.find_first_not_of(white);
  if (first == std::string_view::npos) return {};
  typed = typed.substr(first, typed.find_last_not_of(white) + 1 - first);
  if (is_of_this_computer(typed)) return std::string(typed);
  std::string address = typed.find("://") == std::string_view::npos ? "https://" : "";
  for (const char c : typed) {
    if (white.find(c) == std::string_view::npos)
      address += c;
    else
      address += "%20";
  }
  return address;
}

bool leads_to_a_page(std::string_view address) {
  for (const std::string_view begin : {"https://", "http://"})
    if (address.starts_with(begin)) return address.size() > begin.size();
  return false;
}

}  // namespace flatscope
