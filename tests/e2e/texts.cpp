#include "texts.h"

#include <algorithm>
#include <set>

namespace flatscope::testing {
namespace {

constexpr double slack = 2.0;  // pixels
// Heights of a line over those of its letters: Inter's and JetBrains Mono's.
constexpr double words_line = 1.21, numbers_line = 1.32;

std::string told(const Text& text) {
  const auto numbers = [](const Box& box) {
    return "(" + std::to_string(static_cast<int>(box.left)) + ", " + std::to_string(static_cast<int>(box.top)) +
           " to " + std::to_string(static_cast<int>(box.right)) + ", " + std::to_string(static_cast<int>(box.bottom)) +
           ")";
  };
  return "\"" + text.words + "\" at " + numbers(text.box) + " within " + numbers(text.clip);
}

bool visible(const Text& text) {
  const Box seen = text.box.common(text.clip);
  return seen.width() > slack && seen.height() > slack;
}

bool scrolls(const Screen& screen, const Text& text) {
  for (const auto& [name, box] : screen.areas) {
    static const std::set<std::string> known = {"inspector", "chooser/grid", "help",
                                                "chooser",   "export",       "parameters.ledger"};
    if (known.count(name) == 0 && name.rfind("scrolls/", 0) != 0) continue;
    const bool inside = text.clip.left >= box.left - slack && text.clip.right <= box.right + slack &&
                        text.clip.top >= box.top - slack && text.clip.bottom <= box.bottom + slack;
    const bool whole_window = text.clip.width() >= screen.width - slack;
    if (inside && !whole_window) return true;
  }
  return false;
}

bool is_number(const std::string& words) {
  return words.find_first_not_of("0123456789.,-+% \xE2\x88\x92") == std::string::npos;
}

}  // namespace

std::vector<std::string> faults_of_texts(const Screen& screen) {
  std::vector<std::string> faults;
  std::vector<Text> seen;
  for (const Text& text : screen.texts) {
    const double above = text.clip.top - text.box.top, below = text.box.bottom - text.clip.bottom;
    const double left = text.clip.left - text.box.left, right = text.box.right - text.clip.right;
    if (std::max(left, right) > slack) faults.push_back(told(text) + " is cut at its side");
    if (!scrolls(screen, text)) {
      if (std::max(above, below) > slack) faults.push_back(told(text) + " is cut");
      if (text.box.left < -slack || text.box.top < -slack || text.box.right > screen.width + slack ||
          text.box.bottom > screen.height + slack)
        faults.push_back(told(text) + " leaves the window");
    }
    if (visible(text)) seen.push_back(text);
  }
  for (std::size_t i = 0; i < seen.size(); ++i) {
    for (std::size_t j = i + 1; j < seen.size(); ++j) {
      if (seen[i].layer != seen[j].layer) continue;
      const Box both = seen[i].box.common(seen[i].clip).common(seen[j].box).common(seen[j].clip);
      if (both.width() > slack && both.height() > slack)
        faults.push_back(told(seen[i]) + " lies over " + told(seen[j]));
    }
  }
  return faults;
}

std::vector<std::string> too_small_texts(const Screen& screen) {
  std::vector<std::string> faults;
  for (const Text& text : screen.texts) {
    const double least =
        is_number(text.words) ? screen.height / 45.0 * numbers_line : screen.height / 36.0 * words_line;
    if (text.box.height() < least - 1.0)
      faults.push_back(told(text) + " should be " + std::to_string(least) + " pixels high at least");
  }
  return faults;
}

}  // namespace flatscope::testing
