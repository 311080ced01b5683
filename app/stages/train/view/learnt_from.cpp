// What there was to learn from of the two classes that are taken for each other.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/look/number_text.h"
#include "app/stages/train/view/mistakes.h"
#include "app/stages/train/view/sample_picture.h"

namespace flatscope {
namespace {

constexpr std::int64_t few = 12;  // of a class, so few that all of them are to be seen

// One class: two lines of words and its pictures beside them.
struct Part {
  std::vector<std::int64_t> samples;
  std::string first, second;
  float words = 0.0F;  // their width
};

struct Strip {
  std::array<Part, 2> parts;
  int rows = 1;
  float side = 0.0F;             // of a picture
  std::array<int, 2> columns{};  // of each class
  float height(const Ui& ui) const { return static_cast<float>(rows) * (side + ui.dp(4)) - ui.dp(4); }
};

float gap(const Ui& ui) { return ui.dp(4); }

// Both classes on one line; on two lines of smaller pictures where all of a few are to be seen and don't fit on one.
Strip arrange(const StageContext& context, float width, const KnownMistakes& known) {
  const Ui& ui = context.ui;
  const std::vector<ClassWords>& words = class_words_of(context, *known.data);
  const int classes[] = {known.cell->first, known.cell->second};
  Strip strip;
  float room = width - ui.dp(20);
  bool all_few = true;
  std::int64_t most = 1;
  for (std::size_t i = 0; i < 2; ++i) {
    Part& part = strip.parts[i];
    const ClassWords& of = words[static_cast<std::size_t>(classes[i])];
    part.samples = training_samples_of(known.data->set->train.labels, known.trained_on, classes[i]);
    const auto count = static_cast<std::int64_t>(part.samples.size());
    part.first = i == 0 ? fmt::format("It had {}{}", count <= few ? "only " : "", number_word(count))
                        : fmt::format("and {}", number_word(count));
    part.second = count == 1 ? of.one.substr(of.one.find(' ') + 1) : of.many;
    if (i == 0) part.second += " to learn from";
    part.words = std::min(std::max(ui.measure(Type::strong, part.first).x, ui.measure(Type::small, part.second).x),
                          width * 0.3F);
    room -= part.words + ui.dp(12);
    all_few = all_few && count <= few;
    most = std::max(most, count);
  }
  const auto fits = [&](float side) { return static_cast<int>(room / (side + gap(ui))); };
  strip.side = ui.dp(44);
  const auto count = [&](std::size_t i) {
    return static_cast<int>(std::min<std::int64_t>(strip.parts[i].samples.size(), 999));
  };
  if (all_few && fits(strip.side) < count(0) + count(1)) {
    strip.rows = 2;
    strip.side = ui.dp(32);
  }
  const int places = fits(strip.side);
  const auto needed = [&](std::size_t i) { return (count(i) + strip.rows - 1) / strip.rows; };
  strip.columns[1] = std::min(needed(1), std::max(places / 2, places - needed(0)));
  strip.columns[0] = std::max(0, std::min(needed(0), places - strip.columns[1]));
  return strip;
}

}  // namespace

float learnt_from_height(const StageContext& context, float width, const KnownMistakes& known) {
  return arrange(context, width, known).height(context.ui);
}

void draw_learnt_from(StageContext& context, const Rect& area, const KnownMistakes& known) {
  Ui& ui = context.ui;
  const Strip strip = arrange(context, area.width(), known);
  const Rect seen = part_that_shows(*known.data);
  const float lines = ui.line_height(Type::strong) + ui.dp(2) + ui.line_height(Type::small);
  const float y = std::round(area.min.y + (strip.height(ui) - lines) * 0.5F);
  float x = area.min.x;
  for (std::size_t i = 0; i < strip.parts.size(); ++i) {
    const Part& part = strip.parts[i];
    ui.text_fit({x, y}, part.words + 1.0F, Type::strong, ui.colours.text, part.first);
    ui.text_fit({x, y + ui.line_height(Type::strong) + ui.dp(2)}, part.words + 1.0F, Type::small, ui.colours.muted,
                part.second);
    x += part.words + ui.dp(12);
    const float step = strip.side + gap(ui);
    for (int place = 0; place < strip.columns[i] * strip.rows; ++place) {
      if (place >= static_cast<int>(part.samples.size())) break;
      const ImVec2 at{x + static_cast<float>(place % strip.columns[i]) * step,
                      area.min.y + static_cast<float>(place / strip.columns[i]) * step};
      draw_sample_part(ui, {at, {at.x + strip.side, at.y + strip.side}}, known.data, SamplePart::train,
                       part.samples[static_cast<std::size_t>(place)], seen);
    }
    x += static_cast<float>(strip.columns[i]) * step + ui.dp(16);
    ui.record.fact(fmt::format("train.learnt_from.{}", i), std::to_string(part.samples.size()));
  }
}

}  // namespace flatscope
