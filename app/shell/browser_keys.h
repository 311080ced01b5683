// Keys that a browser keeps for itself: in a page the actions have others, or none.
#pragma once

#include <vector>

#include "app/shell/actions.h"

namespace flatscope {

// Whether the program is a page of a browser.
#ifdef __EMSCRIPTEN__
inline constexpr bool in_browser = true;
#else
inline constexpr bool in_browser = false;
#endif

// Ctrl W, F5, F11, Ctrl + − 0 are the browser's, and so is leaving.
void leave_keys_to_browser(std::vector<Action>& actions);

// What the browser does with its own, for the list of keys.
std::vector<KeyLine> browser_key_lines();

}  // namespace flatscope
