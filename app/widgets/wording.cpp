#include "app/widgets/wording.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace flatscope {

const std::string& first_fitting(const Ui& ui, Type type, float width, std::span<const std::string> sentences) {
  for (const std::string& sentence : sentences)
    if (ui.measure(type, sentence).x <= width) return sentence;
  return sentences.back();
}

void number_with_sentence(Ui& ui, const Rect& area, ImU32 number_colour, std::string_view number,
                          std::span<const std::string> sentences) {
  const float number_height = ui.line_height(Type::number);
  const float middle = area.centre().y;
  const float used = ui.text({area.min.x, middle - number_height * 0.5F}, Type::number, number_colour, number);
  const float x = area.min.x + used + ui.dp(14);
  const float room = area.max.x - x;
  const float line = ui.text_wrapped({0, 0}, 1e9F, Type::body, 0, "x", false);
  const int lines = std::max(1, static_cast<int>((area.height() + 1.0F) / line));
  for (const std::string& sentence : sentences) {
    const float height = ui.text_wrapped({x, 0}, room, Type::body, 0, sentence, false);
    if (height > line * (static_cast<float>(lines) + 0.5F)) continue;
    ui.text_wrapped({x, std::round(middle - height * 0.5F)}, room, Type::body, ui.colours.muted, sentence);
    return;
  }
  ui.text_fit({x, middle - ui.line_height(Type::body) * 0.5F}, room, Type::body, ui.colours.muted, sentences.back());
}

std::string signed_whole(long long number) {
  return number > 0 ? fmt::format("+{}", grouped(number)) : grouped(number);
}

std::string shift_words(long long dx, long long dy) {
  return fmt::format("({}, {})", signed_whole(dx), signed_whole(dy));
}

std::string per_cent(double share) { return short_number(share * 100.0) + " %"; }

}  // namespace flatscope
