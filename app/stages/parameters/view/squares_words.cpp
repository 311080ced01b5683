// The numbers beside the squares.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "app/look/number_text.h"
#include "app/stages/parameters/model/run_networks.h"
#include "app/stages/parameters/model/words.h"
#include "app/stages/parameters/view/squares.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

// "7,021" for seven thousand times; three digits from a million million on.
std::string times_words(double ratio) {
  if (ratio < 9.95) return short_number(ratio, 2);
  if (ratio < 1e12) return grouped(std::llround(ratio));
  return short_count(count_of(ratio < 9e18 ? std::llround(ratio) : largest_count));
}

// How much of the panel a square takes, in words: "1,055 panels wide", "fills 4 %".
std::string extent_words(const SquaresShown& all, const Square& square) {
  const double wide = square.side * all.pixels / static_cast<double>(all.panel.width());
  if (wide > 1.005) return times_words(wide) + " panels wide here";
  return {};
}

std::string number_of(const Square& square) {
  return square.parameters.value > 0 ? count_text(square.parameters) : "no window fits";
}

}  // namespace

float legend_width(const Ui& ui, const SquaresShown& all) {
  float width = ui.dp(120);
  for (const Square& square : all.squares)
    width = std::max(width, ui.measure(Type::mono_strong, number_of(square)).x + ui.dp(14));
  return width;
}

void draw_legend(Ui& ui, const SquaresShown& all, const Rect& area) {
  const float strong = ui.line_height(Type::mono_strong);
  const float indent = ui.dp(12), room = area.width() - indent, gap = ui.dp(8);
  std::array<std::vector<std::string>, 3> words;
  for (std::size_t rank = 0; rank < 3; ++rank) {
    const Square& square = all.squares[all.order[rank]];
    const Count bytes = square.parameters * count_of(4), training = square.parameters * count_of(16);
    words[rank] = {square.name};
    if (square.parameters.value > 0)
      words[rank].push_back(
          fmt::format("{} of values, {} in training with Adam", bytes_words(bytes), bytes_words(training)));
    const std::string extent = extent_words(all, square);
    if (!extent.empty()) words[rank].insert(words[rank].begin() + 1, extent);  // what is seen comes before bytes
  }
  const auto height_with = [&](std::size_t most) {
    float height = 0.0F;
    for (const auto& entry : words) {
      height += strong + gap;
      for (std::size_t i = 0; i < std::min(most, entry.size()); ++i)
        height += ui.text_wrapped({0, 0}, room, Type::small, 0, entry[i], false);
    }
    return height - gap;
  };
  std::size_t most = 3;
  while (most > 0 && height_with(most) > area.height()) --most;
  float y = area.min.y;
  for (std::size_t rank = 0; rank < 3; ++rank) {
    const Square& square = all.squares[all.order[rank]];
    if (y + strong > area.max.y + 1.0F) break;
    const float top = y;
    // A number that is too long for its place is said shorter, never cut.
    const std::array<std::string, 2> numbers = {number_of(square),
                                                square.parameters.value > 0 ? short_count(square.parameters) : "none"};
    const std::string& number = first_fitting(ui, Type::mono_strong, room, numbers);
    ui.text_fit({area.min.x + indent, y}, room, Type::mono_strong, ui.colours.text, number);
    if (number != numbers[0]) ui.tooltip(Rect{{area.min.x, y}, {area.max.x, y + strong}}, numbers[0]);
    y += strong;
    for (std::size_t i = 0; i < std::min(most, words[rank].size()); ++i)
      y += ui.text_wrapped({area.min.x + indent, y}, room, Type::small, ui.colours.muted, words[rank][i]);
    ui.draw->AddRectFilled({area.min.x, top + ui.dp(2)}, {area.min.x + ui.dp(4), y - ui.dp(2)}, square.colour,
                           ui.dp(2));
    y += gap;
  }
}

float draw_ratio(Ui& ui, const SquaresShown& all, const Rect& area, bool draw_it) {
  const auto dense = static_cast<double>(all.dense().parameters.value);
  const auto conv = static_cast<double>(all.convolution().parameters.value);
  if (conv == 0.0) return 0.0F;
  const bool smaller = conv <= dense;
  const std::string ratio = times_words(smaller ? dense / conv : conv / dense);
  const char* const fewer = smaller ? "fewer" : "more";
  const std::string parameters = fmt::format("{} times {} parameters", ratio, fewer);
  const std::string sentences[] = {fmt::format("The convolution has {} than the dense layer.", parameters),
                                   "The convolution has " + parameters,
                                   "Convolution: " + parameters,
                                   parameters,
                                   fmt::format("{}× {} parameters", ratio, fewer),
                                   fmt::format("{}× {}", ratio, fewer)};
  if (draw_it)
    ui.text_fit(area.min, area.width(), Type::strong, ui.colours.text,
                first_fitting(ui, Type::strong, area.width(), sentences));
  if (draw_it && ui.record.on()) ui.record.fact("parameters.ratio", ratio);
  return ui.line_height(Type::strong) + ui.dp(4);
}

}  // namespace flatscope
