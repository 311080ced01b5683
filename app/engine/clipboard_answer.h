// What came of asking for the clipboard's text.
#pragma once

#include <string>

namespace flatscope {

// The text (UTF-8, never empty), or one sentence for a person that says why there is none.
struct ClipboardAnswer {
  std::string text, problem;
  bool operator==(const ClipboardAnswer&) const = default;
};

}  // namespace flatscope
