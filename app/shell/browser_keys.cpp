#include "app/shell/browser_keys.h"

#include <string_view>

namespace flatscope {
namespace {

struct Instead {
  std::string_view id, keys;
};
constexpr Instead in_a_page[] = {
    {"close-picture", "Shift W"},
    {"present-full", "Shift P"},
    {"full-screen", "Shift F"},
    {"larger-text", ""},
    {"smaller-text", ""},
    {"usual-text", ""},
    {"quit", ""},
};

}  // namespace

void leave_keys_to_browser(std::vector<Action>& actions) {
  for (Action& action : actions)
    for (const Instead& one : in_a_page)
      if (action.id == one.id) action.keys = one.keys;
}

std::vector<KeyLine> browser_key_lines() {
  return {{"The browser’s own", {"Ctrl +", "Ctrl −", "Ctrl 0"}, "Larger, smaller, usual"},
          {"The browser’s own", {"F11"}, "Full screen"},
          {"The browser’s own", {"F5"}, "Load the page again; what is open comes back"},
          {"The browser’s own", {"Tab"}, "From control to control, and out of the picture"}};
}

}  // namespace flatscope
