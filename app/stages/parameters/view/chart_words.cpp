// The chart's words: axes, the lines' names, the values at the handle and under the pointer.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "app/stages/parameters/model/words.h"
#include "app/stages/parameters/view/chart.h"

namespace flatscope {
namespace {

constexpr const char* times = " × ";

struct Mark {
  const char* name;
  double side;
};
// 1920 x 1080 has as many pixels as a square of 1440, 3840 x 2160 as one of 2880.
constexpr Mark resolutions[] = {{"8²", 8},    {"8192²", 8192},  {"ImageNet 224", 224}, {"1080p", 1440},
                                {"4K", 2880}, {"MNIST 28", 28}, {"CIFAR 32", 32}};
constexpr int mark_rows = 2;

std::array<std::string, 6> decade_names(Cost cost) {
  if (cost == Cost::bytes) return {"1 B", "1 kB", "1 MB", "1 GB", "1 TB", "1 PB"};
  return {"1", "1 k", "1 M", "1 G", "1 T", "1 P"};
}

// Each in one or two lines.
std::array<std::vector<std::string>, 3> line_names(const ChartShown& chart) {
  if (chart.compact) return {{{"dense"}, {"local"}, {"conv"}}};
  const auto conv_at = [&](std::int64_t side) {
    return cost_at(chart.scene.channels, side, chart.layers.dense, chart.layers.conv, chart.scene.cost).conv;
  };
  const Count small = conv_at(32), large = conv_at(8192);
  std::array<std::vector<std::string>, 3> names;
  names[0] = {"dense,", counted(chart.layers.dense.out, "output")};
  names[1] = {"locally", "connected"};
  names[2] = {"convolution"};
  if (small == large && large.value > 0)
    names[2] = {"convolution,", cost_words(large, chart.scene.cost) + " at any size"};
  return names;
}

// Words on a ground of their own, so that no line crosses them.
void plated(Ui& ui, ImVec2 at, Type type, ImU32 colour, std::string_view words, Align align) {
  const ImVec2 size = ui.measure(type, words);
  const float left = align == Align::right ? at.x - size.x : at.x;
  ui.draw->AddRectFilled({left - ui.dp(3), at.y}, {left + size.x + ui.dp(3), at.y + size.y},
                         with_alpha(ui.colours.ground, 0.86F), ui.dp(3));
  ui.text(at, type, colour, words, align);
}

void draw_resolutions(Ui& ui, const ChartShown& chart) {
  const float line = ui.line_height(Type::mono_small), gap = ui.dp(6);
  struct Taken {
    float from, to;
  };
  std::array<std::vector<Taken>, mark_rows> rows;
  for (const Mark& mark : resolutions) {
    const float x = chart.x_of(mark.side);
    ui.draw->AddLine({x, chart.box.max.y}, {x, chart.box.max.y + ui.dp(4)}, ui.colours.muted, 1.0F);
    const float width = ui.measure(Type::mono_small, mark.name).x;
    const float left = x - width * 0.5F;
    for (std::size_t row = 0; row < mark_rows; ++row) {
      const bool free = std::none_of(rows[row].begin(), rows[row].end(), [&](const Taken& taken) {
        return left < taken.to + gap && left + width > taken.from - gap;
      });
      if (!free) continue;
      rows[row].push_back({left, left + width});
      ui.text({x, chart.box.max.y + ui.dp(6) + line * static_cast<float>(row)}, Type::mono_small, ui.colours.muted,
              mark.name, Align::centre);
      break;
    }
  }
}

}  // namespace

void place_chart(const Ui& ui, ChartShown& chart, const Rect& area) {
  float left = 0.0F, right = 0.0F;
  for (const std::string& name : decade_names(chart.scene.cost))
    left = std::max(left, ui.measure(Type::mono_small, name).x);
  const auto widest_name = [&] {
    float width = 0.0F;
    for (const std::vector<std::string>& name : line_names(chart))
      for (const std::string& words : name) width = std::max(width, ui.measure(Type::small, words).x);
    return width;
  };
  right = widest_name();
  chart.compact = right > area.width() * 0.35F;
  if (chart.compact) right = widest_name();
  const float below = ui.dp(8) + ui.line_height(Type::mono_small) * static_cast<float>(mark_rows);
  const float least = ui.measure(Type::mono_small, "8192²").x * 0.5F;
  chart.box = {{area.min.x + left + ui.dp(8), area.min.y + ui.line_height(Type::mono_small) * 0.5F},
               {area.max.x - std::max(right + ui.dp(12), least), area.max.y - below}};
  chart.box = {{std::round(chart.box.min.x), std::round(chart.box.min.y)},
               {std::round(chart.box.max.x), std::round(chart.box.max.y)}};
}

void draw_axes(Ui& ui, const ChartShown& chart) {
  const std::array<std::string, 6> names = decade_names(chart.scene.cost);
  const float line = ui.line_height(Type::mono_small);
  const float step = chart.box.height() / static_cast<float>(names.size() - 1);
  const std::size_t every = step >= line ? 1 : step * 5.0F >= line ? 5 : 9;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const float y = std::round(chart.box.max.y - step * static_cast<float>(i));
    ui.draw->AddLine({chart.box.min.x, y}, {chart.box.max.x, y}, ui.colours.line, 1.0F);
    if (i % every == 0)
      ui.text({chart.box.min.x - ui.dp(8), y - line * 0.5F}, Type::mono_small, ui.colours.muted, names[i],
              Align::right);
  }
  draw_resolutions(ui, chart);
}

float draw_compared(Ui& ui, const ChartShown& chart, const Rect& area, float most) {
  const NetLayer& conv = chart.layers.conv;
  const std::string where =
      chart.scene.width == chart.scene.height
          ? ""
          : fmt::format(" The input is not square: drawn at {}², as many pixels.", std::lround(side_of(chart.scene)));
  const std::string layers = fmt::format(
      "a dense layer of {}, a convolution with {} of {}{}{}, and the same without shared weights (locally "
      "connected)",
      grouped(chart.layers.dense.out), counted(conv.out, "filter"), conv.kernel, times, conv.kernel);
  const std::string sentences[] = {"Single layers on the input, not the network: " + layers + "." + where,
                                   "Single layers on the input, not the network." + where,
                                   "Single layers, not the network." + where, "Single layers, not the network."};
  for (const std::string& sentence : sentences) {
    const float height = ui.text_wrapped({0, 0}, area.width(), Type::small, 0, sentence, false);
    if (height > most) continue;
    ui.text_wrapped(area.min, area.width(), Type::small, ui.colours.muted, sentence);
    ui.record.fact("parameters.compared", sentence);
    return height + ui.dp(4);
  }
  return 0.0F;
}

void draw_line_names(Ui& ui, const ChartShown& chart) {
  const std::array<std::vector<std::string>, 3> names = line_names(chart);
  const ResolutionCost end =
      cost_at(chart.scene.channels, 8192, chart.layers.dense, chart.layers.conv, chart.scene.cost);
  const std::array<Count, 3> counts = {end.dense, end.local, end.conv};
  std::array<std::size_t, 3> order = {0, 1, 2};  // from top to bottom
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return counts[a].value > counts[b].value; });
  const float line = ui.line_height(Type::small);
  std::array<float, 3> centres{}, heights{};
  for (std::size_t i = 0; i < 3; ++i) {
    centres[i] = chart.y_of(counts[order[i]]);
    heights[i] = line * static_cast<float>(names[order[i]].size()) + ui.dp(4);
  }
  spread(centres, heights, chart.box.min.y - ui.dp(8), chart.box.max.y + ui.dp(8));
  for (std::size_t i = 0; i < 3; ++i) {
    float y = centres[i] - heights[i] * 0.5F + ui.dp(2);
    for (const std::string& words : names[order[i]]) {
      ui.text({chart.box.max.x + ui.dp(10), y}, Type::small, chart.colours[order[i]], words);
      y += line;
    }
  }
}

void draw_handle_values(Ui& ui, const ChartShown& chart) {
  const std::array<Count, 3> counts = chart.at_handle();
  const float line = ui.line_height(Type::mono), away = ui.dp(10);
  std::vector<std::size_t> order;  // from top to bottom
  for (std::size_t i = 0; i < 3; ++i)
    if (counts[i].value > 0) order.push_back(i);
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return counts[a].value > counts[b].value; });
  // The rising lines leave room above them at their left, for the upper one, and below them at their right.
  std::vector<std::size_t> left, right;
  std::array<std::string, 3> words;
  for (const std::size_t i : order) {
    bool fits_left = false, fits_right = false;
    // Short where the whole number has no place; the pointer reads it whole.
    for (const bool whole : {true, false}) {
      words[i] =
          whole || chart.scene.cost == Cost::bytes ? cost_words(counts[i], chart.scene.cost) : letter_count(counts[i]);
      const float width = ui.measure(Type::mono, words[i]).x + away;
      fits_left = chart.handle_x - width >= chart.box.min.x;
      fits_right = chart.handle_x + width <= chart.box.max.x;
      if (fits_left || fits_right) break;
    }
    if (!fits_left && !fits_right) continue;
    (fits_left && (i == order.front() || !fits_right) ? left : right).push_back(i);
  }
  for (const bool at_left : {true, false}) {
    const std::vector<std::size_t>& side = at_left ? left : right;
    std::vector<float> centres, heights(side.size(), line);
    for (const std::size_t i : side)
      centres.push_back(chart.y_of(counts[i]) + line * (at_left || i == 2 ? -0.75F : 0.75F));
    spread(centres, heights, chart.box.min.y, chart.box.max.y);
    for (std::size_t i = 0; i < side.size(); ++i)
      plated(ui, {chart.handle_x + (at_left ? -away : away), std::round(centres[i] - line * 0.5F)}, Type::mono,
             side[i] == 1 ? ui.colours.text : chart.colours[side[i]], words[side[i]],
             at_left ? Align::right : Align::left);
  }
}

void draw_readout(Ui& ui, const ChartShown& chart) {
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  if (std::fabs(mouse.x - chart.handle_x) < ui.dp(8) || !chart.box.contains(mouse)) return;
  const auto side = static_cast<std::int64_t>(chart.side_at(mouse.x));
  const ResolutionCost at =
      cost_at(chart.scene.channels, side, chart.layers.dense, chart.layers.conv, chart.scene.cost);
  const auto words = [&](Count count) {
    return count.value > 0 ? cost_words(count, chart.scene.cost) : std::string("no window fits");
  };
  const std::array<std::array<std::string, 2>, 4> rows = {{{"square of", fmt::format("{}{}{}", side, times, side)},
                                                           {"dense", words(at.dense)},
                                                           {"locally connected", words(at.local)},
                                                           {"convolution", words(at.conv)}}};
  const float line = ui.line_height(Type::mono) + ui.dp(2), pad = ui.dp(8);
  float names = 0.0F, numbers = 0.0F;
  for (const auto& row : rows) {
    names = std::max(names, ui.measure(Type::small, row[0]).x);
    numbers = std::max(numbers, ui.measure(Type::mono, row[1]).x);
  }
  const ImVec2 size{names + ui.dp(16) + numbers + 2 * pad, line * static_cast<float>(rows.size()) + 2 * pad};
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  ImVec2 from{mouse.x + ui.dp(14), mouse.y + ui.dp(14)};
  if (from.x + size.x > chart.box.max.x) from.x = std::max(ui.dp(4), mouse.x - ui.dp(14) - size.x);
  if (from.y + size.y > screen.y) from.y = std::max(ui.dp(4), mouse.y - ui.dp(14) - size.y);
  ui.draw->AddLine({mouse.x, chart.box.min.y}, {mouse.x, chart.box.max.y}, ui.colours.faint, 1.0F);
  ImDrawList* const before = ui.draw;
  ui.draw = ImGui::GetForegroundDrawList();
  ui.layer = 2;
  ui.draw->AddRectFilled(from, {from.x + size.x, from.y + size.y}, ui.colours.text, ui.dp(4));
  float y = from.y + pad;
  for (const auto& row : rows) {
    ui.text({from.x + pad, y}, Type::small, ui.colours.ground, row[0]);
    ui.text({from.x + size.x - pad, y}, Type::mono, ui.colours.ground, row[1], Align::right);
    y += line;
  }
  ui.draw = before;
  ui.layer = 0;
  ui.record.fact("parameters.readout", fmt::format("{}: {}, {}, {}", side, rows[1][1], rows[2][1], rows[3][1]));
}

}  // namespace flatscope
