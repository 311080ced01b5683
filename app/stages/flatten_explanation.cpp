// The words beside the grid: which pixel, its arithmetic in real numbers, and how far its neighbours have drifted.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/imgui_compat.h"
#include "app/stages/flatten_parts.h"
#include "app/widgets/marks.h"

namespace flatscope {
namespace {

constexpr std::string_view channel_names[] = {"red", "green", "blue"};

std::string signed_distance(std::int64_t d) {
  return d < 0 ? fmt::format("\xE2\x88\x92{}", grouped(-d)) : fmt::format("+{}", grouped(d));
}

// One line a direction: a chip, the words, the indices, the distances; and a sentence below where there is room.
struct Line {
  ImU32 colour;
  bool dashed = false;
  std::string name, indices, distance, sentence;
};

Line line_of(const Ui& ui, const Focus& focus, bool vertical) {
  Line line;
  line.colour = vertical ? ui.colours.vertical : ui.colours.horizontal;
  std::vector<std::int64_t> distances;
  for (const Neighbour& n : focus.neighbours) {
    if (n.vertical != vertical) continue;
    line.name += (line.name.empty() ? "" : ", ") + std::string(n.name);
    line.indices += (line.indices.empty() ? "" : ", ") + grouped(n.index);
    distances.push_back(n.index - focus.index);
  }
  std::int64_t worst = 0;
  for (const std::int64_t d : distances) worst = std::max<std::int64_t>(worst, std::llabs(d));
  if (distances.size() == 2 && distances[0] == -distances[1]) {
    line.distance = fmt::format("\xC2\xB1{}", grouped(worst));
  } else {
    for (const std::int64_t d : distances) line.distance += (line.distance.empty() ? "" : ", ") + signed_distance(d);
  }
  if (worst == 1) {
    line.sentence = "still side by side in the line";
  } else if (worst == 2) {
    line.sentence = "1 other value lies between";
  } else if (worst > 0) {
    line.sentence =
        fmt::format("{}{} other values lie between",
                    distances.size() == 2 && std::llabs(distances[0]) != std::llabs(distances[1]) ? "up to " : "",
                    grouped(worst - 1));
  }
  return line;
}

// The one number that is the point: how far the neighbour that has gone farthest is.
float draw_claim(StageContext& context, const Rect& room, const Focus& focus) {
  Ui& ui = context.ui;
  const Neighbour* farthest = nullptr;
  const auto distance = [&](const Neighbour& n) { return std::llabs(n.index - focus.index); };
  for (const Neighbour& n : focus.neighbours)
    if (farthest == nullptr || distance(n) >= distance(*farthest)) farthest = &n;
  if (farthest == nullptr) return room.min.y;
  const std::int64_t apart = distance(*farthest);
  const std::string number = grouped(apart);
  const std::string_view where = farthest->name == "down"   ? "just below"
                                 : farthest->name == "up"   ? "just above"
                                 : farthest->name == "left" ? "just left of"
                                                            : "just right of";
  const std::string words =
      fmt::format("{} apart in the line: ({}, {}) and ({}, {}) {} it.", apart == 1 ? "place" : "places",
                  focus.place.row, focus.place.column, farthest->place.row, farthest->place.column, where);
  const float left = room.min.x + ui.measure(Type::number, number).x + ui.dp(12);
  const float width = std::min(room.max.x, room.min.x + ui.dp(300)) - left;
  const float high =
      std::max(ui.line_height(Type::number), ui.text_wrapped({0, 0}, width, Type::body, 0, words, false));
  const float y = room.min.y + ui.dp(10);
  if (width < ui.dp(120) || y + high > room.max.y) return room.min.y;
  ui.text({room.min.x, y}, Type::number, colour_of(ui.colours, *farthest), number);
  ui.text_wrapped({left, y + ui.dp(3)}, width, Type::body, ui.colours.muted, words);
  return y + high;
}

}  // namespace

float draw_explanation(StageContext& context, const Rect& room, const Focus& focus, bool hint) {
  Ui& ui = context.ui;
  const Flattening& flattening = *context.results.flatten->flattening;
  const float width = room.width();
  float y = room.min.y;
  if (width < ui.dp(80)) return y;
  const auto fits = [&](float height) { return y + height <= room.max.y + 1.0F; };
  const bool tight = room.height() < ui.dp(290);

  std::string title = fmt::format("Pixel ({}, {})", focus.place.row, focus.place.column);
  if (flattening.channels() == 3) title += fmt::format(", {}", channel_names[focus.place.channel]);
  const float used = ui.text_fit({room.min.x, y}, width, Type::heading, ui.colours.text, title);
  if (ui.measure(Type::small, "row, column").x + used + ui.dp(10) < width)
    ui.text({room.min.x + used + ui.dp(10), y + ui.line_height(Type::heading) - ui.line_height(Type::small) - 1.0F},
            Type::small, ui.colours.muted, "row, column");
  y += ui.line_height(Type::heading) + ui.dp(tight ? 4 : 10);

  const Arithmetic sums = arithmetic_of(flattening, focus.place);
  if (!tight) {
    ui.text_fit({room.min.x, y}, width, Type::mono, ui.colours.muted, sums.formula);
    y += ui.line_height(Type::mono) + ui.dp(6);
  }
  // The numbers, and the index in a box of the pixel's colour; on the next line where they would not fit.
  const std::string index = grouped(focus.index);
  const float index_width = ui.measure(Type::mono_strong, index).x + ui.dp(16),
              numbers_width = ui.measure(Type::mono_strong, sums.numbers).x;
  const float high = ui.line_height(Type::mono_strong) + ui.dp(6);
  float x = room.min.x;
  if (numbers_width + index_width <= width) {
    ui.text({x, y + ui.dp(3)}, Type::mono_strong, ui.colours.text, sums.numbers);
    x += numbers_width;
  } else {
    ui.text_fit({x, y + ui.dp(3)}, width, Type::mono, ui.colours.text, sums.numbers);
    y += high;
  }
  const Rect box{{x, y}, {x + index_width, y + high}};
  compat::add_rect(ui.draw, {box.min.x - 1, box.min.y - 1}, {box.max.x + 1, box.max.y + 1}, ui.colours.outline,
                   ui.dp(5), ui.dp(3));
  compat::add_rect(ui.draw, box.min, box.max, ui.colours.pixel, ui.dp(4), ui.dp(2));
  ui.text({box.centre().x, y + ui.dp(3)}, Type::mono_strong, ui.colours.text, index, Align::centre);
  y += high + ui.dp(tight ? 8 : 18);

  std::vector<Line> lines{line_of(ui, focus, false), line_of(ui, focus, true)};
  if (focus.wrap) {
    const FalsePair& pair = *focus.wrap;
    Line line;
    line.colour = ui.colours.wrong;
    line.dashed = true;
    line.name = "false";
    line.indices = fmt::format("{}, {}", grouped(pair.first), grouped(pair.first + 1));
    line.distance = "+1";
    const bool planes = pair.from.channel != pair.to.channel;
    line.sentence = planes ? fmt::format("end of {} \xE2\x86\x92 start of {}: side by side only in the line",
                                         channel_names[pair.from.channel], channel_names[pair.to.channel])
                           : fmt::format("({}, {}) \xE2\x86\x92 ({}, {}): side by side only in the line", pair.from.row,
                                         pair.from.column, pair.to.row, pair.to.column);
    lines.push_back(line);
  }
  const float chip = ui.dp(11);
  const float row = std::max(ui.line_height(Type::mono_strong), ui.line_height(Type::body));
  for (const Line& line : lines) {
    if (line.name.empty() || !fits(row)) continue;
    const float middle = y + row * 0.5F;
    const Rect square{{room.min.x, middle - chip * 0.5F}, {room.min.x + chip, middle + chip * 0.5F}};
    if (line.dashed) {
      marks::dashed_rect(ui, square, line.colour, ui.dp(2));
    } else {
      ui.draw->AddRectFilled(square.min, square.max, line.colour, ui.dp(2));
    }
    const float left = room.min.x + chip + ui.dp(10);
    const float distance_width = ui.measure(Type::mono_strong, line.distance).x;
    const float right = std::min(room.max.x, room.min.x + ui.dp(300));
    ui.text({right, middle - ui.line_height(Type::mono_strong) * 0.5F}, Type::mono_strong, ui.colours.text,
            line.distance, Align::right);
    const float name_width =
        ui.text_fit({left, middle - ui.line_height(Type::body) * 0.5F}, right - left - distance_width - ui.dp(8),
                    Type::body, ui.colours.text, line.name);
    const float indices_left = std::max(left + name_width + ui.dp(12), left + ui.dp(80));
    if (indices_left + ui.measure(Type::mono, line.indices).x + ui.dp(10) < right - distance_width)
      ui.text({indices_left, middle - ui.line_height(Type::mono) * 0.5F}, Type::mono, ui.colours.muted, line.indices);
    y += row + ui.dp(2);
    const float below = ui.text_wrapped({left, y}, right - left, Type::small, ui.colours.muted, line.sentence, false);
    // Where it is tight the lines matter more than the sentences below them.
    const float still_to_come =
        tight && !line.dashed ? (row + ui.dp(6)) * static_cast<float>(&lines.back() - &line) : 0.0F;
    if (!line.sentence.empty() && fits(below + still_to_come)) {
      ui.text_wrapped({left, y}, right - left, Type::small, ui.colours.muted, line.sentence);
      y += below;
    }
    y += ui.dp(tight ? 4 : 12);
  }

  if (flattening.channels() == 3) {
    std::string all;
    for (std::int64_t c = 0; c < 3; ++c) {
      Place place = focus.place;
      place.channel = c;
      all += fmt::format("{}{} {}", c == 0 ? "" : " \xC2\xB7 ", channel_names[c], grouped(flattening.index(place)));
    }
    const std::string words = "This pixel is three values: " + all;
    const float high_words =
        ui.text_wrapped({room.min.x, y}, std::min(width, ui.dp(300)), Type::small, ui.colours.muted, words, false);
    if (fits(high_words)) {
      ui.text_wrapped({room.min.x, y}, std::min(width, ui.dp(300)), Type::small, ui.colours.muted, words);
      y += high_words + ui.dp(8);
    }
  }
  if (hint) {
    const std::string words = "Point at a pixel or at the line. Click to pin it.";
    const float high_words =
        ui.text_wrapped({room.min.x, y}, std::min(width, ui.dp(300)), Type::small, ui.colours.muted, words, false);
    if (fits(high_words)) {
      ui.text_wrapped({room.min.x, y}, std::min(width, ui.dp(300)), Type::small, ui.colours.muted, words);
      y += high_words + ui.dp(8);
    }
  }
  return draw_claim(context, {{room.min.x, y}, room.max}, focus);
}

}  // namespace flatscope
