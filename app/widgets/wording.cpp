#include "app/widgets/wording.h"
#include "app/look/number_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace flatscope {

const std::string& first_fitting(const Ui& ui, Type type, float width, std::span<const std::string> sentences) {
  for (const std::string& sentence : sentences)
    if (ui.measure(type, sentence).x <= width) return sentence;
  return sentences.back();
}

void number_with_sentence(Ui& ui, const Rect& area, ImU32 number_colour, std::string_view number,
                          std::span<const std::string> sentences) {
  const float middle = area.centre().y;
  const float line = ui.text_wrapped({0, 0}, 1e9F, Type::body, 0, "x", false);
  const auto lines = static_cast<float>(std::max(1, static_cast<int>((area.height() + 1.0F) / line)));
  // A smaller number before a sentence that is cut.
  for (const Type type : {Type::number, Type::mono_strong}) {
    const float x = area.min.x + ui.measure(type, number).x + ui.dp(type == Type::number ? 14.0F : 8.0F);
    const float room = area.max.x - x;
    for (const std::string& sentence : sentences) {
      // One word must not be wider than the room either.
      const bool breaks = sentence.find(' ') != std::string::npos;
      const float height = ui.text_wrapped({x, 0}, room, Type::body, 0, sentence, false);
      if (height > line * (lines + 0.5F) || (!breaks && ui.measure(Type::body, sentence).x > room)) continue;
      ui.text({area.min.x, middle - ui.line_height(type) * 0.5F}, type, number_colour, number);
      ui.text_wrapped({x, std::round(middle - height * 0.5F)}, room, Type::body, ui.colours.muted, sentence);
      return;
    }
  }
  ui.text({area.min.x, middle - ui.line_height(Type::number) * 0.5F}, Type::number, number_colour, number);
  ui.tooltip(area, sentences.front());
}

std::string signed_whole(long long number) {
  return number > 0 ? fmt::format("+{}", grouped(number)) : grouped(number);
}

std::vector<std::string> shift_words(long long dx, long long dy) {
  if (dx == 0 && dy == 0) return {"not moved"};
  std::vector<std::string> words(3);
  const auto add = [&](long long by, const char* forth, const char* back, const char* arrow_forth,
                       const char* arrow_back) {
    if (by == 0) return;
    const std::string number = grouped(std::llabs(by));
    const char* const way = by > 0 ? forth : back;
    const bool first = words[1].empty();
    words[0] += first ? fmt::format("{} {} {}", number, noun(by, "pixel"), way) : fmt::format(", {} {}", number, way);
    words[1] += fmt::format("{}{} {}", first ? "" : ", ", number, way);
    words[2] += fmt::format("{}{}{}", first ? "" : " ", by > 0 ? arrow_forth : arrow_back, number);
  };
  add(dx, "right", "left", "→", "←");
  add(dy, "down", "up", "↓", "↑");
  return words;
}

std::string per_cent(double share) {
  // "100 %" is said of all only.
  if (share < 1.0 && share > 0.9994) return "99.9 %";
  return short_number(share * 100.0) + " %";
}

}  // namespace flatscope
