#include "app/stages/shift/view/words.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>

#include "app/files/assets.h"
#include "app/look/number_text.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

constexpr const char* minus = "−";
constexpr const char* dot = " · ";
constexpr const char* times = "×";

// "5 · 48 + 11 = 251", leaving out what is 0.
std::string sum_words(int dx, int dy, std::int64_t width) {
  const std::int64_t places = static_cast<std::int64_t>(dy) * width + dx;
  if (dy == 0) return grouped(places);
  const std::string product = fmt::format("{}{}{}", grouped(dy), dot, grouped(width));
  if (dx == 0) return fmt::format("{} = {}", product, grouped(places));
  return fmt::format("{} {} {} = {}", product, dx > 0 ? "+" : minus, grouped(std::abs(dx)), grouped(places));
}

std::string places_word(std::int64_t places) { return noun(places, "place"); }

}  // namespace

std::string noun_of(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::picture:
      return "picture";
    case ObjectKind::cutout:
      return "cut-out";
    case ObjectKind::silhouette:
      return "horse";
    case ObjectKind::digit:
      return "digit";
    case ObjectKind::doodle:
      return "drawing";
  }
  return {};
}

std::vector<std::string> shift_subtitles(const Scene& scene, PixelSize size, bool colour,
                                         const std::vector<std::string>& drag) {
  const ShiftScene& shift = scene.shift;
  const std::string file = name_of(current_picture(scene));
  std::string what;
  switch (shift.object) {
    case ObjectKind::picture:
      what = file;
      break;
    case ObjectKind::cutout:
      what = "part of " + file;
      break;
    case ObjectKind::silhouette:
      what = "horse";
      break;
    case ObjectKind::digit:
      what = "handwritten digit";
      break;
    case ObjectKind::doodle:
      what = "your drawing";
      break;
  }
  const bool over = shift.background == Background::picture && shift.object != ObjectKind::picture;
  if (over) what += shift.object == ObjectKind::cutout ? " over the whole" : " over " + file;
  const std::string measures = fmt::format("{}{}{} {} {} {}", what, dot, grouped(size.width), times,
                                           grouped(size.height), colour ? "colour" : "grey");
  std::vector<std::string> out;
  for (const std::string& words : drag) out.push_back(fmt::format("{}{}{}", measures, dot, words));
  out.push_back(measures);
  return out;
}

std::vector<std::string> vector_sentences(const ShiftResult& result, const LayerInputs& inputs, const std::string& who,
                                          bool all_inside) {
  const Tensor& picture = result.after->picture;
  const std::string all = grouped(picture.size());
  if (inputs.dx == 0 && inputs.dy == 0)
    return {fmt::format("nothing has moved yet: all {} values stand where they stood", all), "nothing has moved yet"};
  if (result.elements_changed == 0) return {fmt::format("none of the {} values changed", all), "no value changed"};
  const std::int64_t places = static_cast<std::int64_t>(inputs.dy) * picture.width() + inputs.dx;
  const std::string sum = sum_words(inputs.dx, inputs.dy, picture.width());
  const std::string count = fmt::format("{} of {} values changed", grouped(result.elements_changed), all);
  const std::string pixels = fmt::format("every pixel of the {}{}", who, all_inside ? "" : " that is still inside");
  std::vector<std::string> out;
  if (picture.channels() == 3)
    out.push_back(fmt::format("{}{}{} moved {} {} along the line, in red, green and blue alike", count, dot, pixels,
                              sum, places_word(places)));
  out.push_back(fmt::format("{}{}{} moved {} {} along the line", count, dot, pixels, sum, places_word(places)));
  out.push_back(fmt::format("{}{}moved {} {} along the line", count, dot, sum, places_word(places)));
  out.push_back(fmt::format("{}{}moved {} {}", count, dot, sum, places_word(places)));
  const std::string brief = grouped(result.elements_changed) + " changed";
  out.push_back(fmt::format("{}{}moved {} {}", brief, dot, sum, places_word(places)));
  out.push_back(fmt::format("{}{}moved {} {}", brief, dot, grouped(places), places_word(places)));
  out.push_back(brief);
  return out;
}

std::vector<std::string> dense_sentences(const ShiftResult& result, const LayerInputs& inputs, ObjectKind kind) {
  const auto both = [](const std::string& meaning) {
    return std::vector<std::string>{"relative change: " + meaning, meaning, "change"};
  };
  if (inputs.dx == 0 && inputs.dy == 0) return both("the same answer, as nothing has moved");
  const float change = result.dense_relative_change;
  if (change == 0.0F) return both("the same answer");
  if (change < 0.05F) return both("nearly the same answer");
  if (change < 0.3F) return both("a somewhat different answer");
  const std::string different = "a different answer";
  return {fmt::format("relative change: {} to the same {}", different, noun_of(kind)),
          fmt::format("{} to the same {}", different, noun_of(kind)), different, "changed"};
}

std::string interior_number(const ShiftResult& result) {
  if (result.equivariance.interior_elements == 0) return "–";
  return short_number(result.equivariance.interior_max_abs);
}

int total_stride(const LayerInputs& inputs) { return inputs.stride * (inputs.pooling == Pooling::none ? 1 : 2); }

std::vector<std::string> interior_sentences(const ShiftResult& result, const LayerInputs& inputs) {
  // The formulas stand beside their words: f convolves, T moves.
  const std::string what =
      "largest difference inside between f(T\u00A0x), “move, then convolve”, and T\u00A0"
      "f(x), "
      "“"
      "convolve, then move”: ";
  const std::string plain =
      "“move, then convolve” against “"
      "convolve, then move”: ";
  const std::string brief =
      "f(T\u00A0x) and T\u00A0"
      "f(x) inside: ";
  const auto both = [&](const std::string& meaning, const std::string& shortest = {}) {
    const char* const last = result.equivariance.interior_max_abs > 0.0F ? "not the same" : "the same";
    std::vector<std::string> out = {what + meaning, plain + meaning, brief + meaning, meaning};
    if (!shortest.empty()) out.push_back(shortest);
    if (shortest.size() > std::string_view("not the same").size()) out.emplace_back(last);
    return out;
  };
  if (inputs.dx == 0 && inputs.dy == 0) return both("nothing has moved yet", "not moved");
  if (result.equivariance.interior_elements == 0)
    return {"the shift is so large that the border reaches every place of the maps: nothing is left to compare",
            "the border reaches every place of the maps"};
  const int step = total_stride(inputs);
  const bool fits = inputs.dx % step == 0 && inputs.dy % step == 0;
  const bool zero = result.equivariance.interior_max_abs == 0.0F;
  if (inputs.object->background_stays)
    return zero ? both("the same answer, moved along", "the same, moved")
                : both("the background stayed, so this is not the same picture moved", "the background stayed");
  if (zero && step == 1) return both("the same answer, moved along", "the same, moved");
  if (zero && fits)
    return both(fmt::format("the same answer, as the shift is a multiple of the step of {}", step), "the same, moved");
  if (zero) return both("the same answer this time, though the step is wider than a pixel", "the same this time");
  if (!fits) {
    const std::vector<std::string> shift = shift_words(inputs.dx, inputs.dy);
    return both(fmt::format("steps of {} pixels cannot follow {}", step, shift[1]),
                fmt::format("steps of {} cannot follow {}", step, shift[2]));
  }
  return both("not the same answer", "not the same");
}

}  // namespace flatscope
