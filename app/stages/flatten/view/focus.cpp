#include "app/stages/flatten/view/focus.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/look/number_text.h"

namespace flatscope {
namespace {

// "4·16 + 9"
std::string sum_of(std::int64_t lines, std::int64_t length, std::int64_t rest) {
  return fmt::format("{}·{} + {}", grouped(lines), grouped(length), grouped(rest));
}

}  // namespace

bool inside(const Flattening& flattening, const Place& place) {
  return place.channel >= 0 && place.row >= 0 && place.column >= 0 && place.channel < flattening.channels() &&
         place.row < flattening.height() && place.column < flattening.width();
}

Focus focus_on(const Flattening& flattening, Place place) {
  Focus focus{place, flattening.index(place), {}, {}};
  const auto add = [&](std::int64_t row, std::int64_t column, bool vertical, std::string_view name) {
    if (row < 0 || column < 0 || row >= flattening.height() || column >= flattening.width()) return;
    const Place at{place.channel, row, column};
    focus.neighbours.push_back({at, flattening.index(at), vertical, name});
  };
  add(place.row, place.column - 1, false, "left");
  add(place.row, place.column + 1, false, "right");
  add(place.row - 1, place.column, true, "up");
  add(place.row + 1, place.column, true, "down");

  // The curves may run far without a tear; a few rows are as far as a class looks.
  const std::int64_t far =
      std::min(flattening.size() - 1,
               focus.index + 4 * flattening.channels() * std::max(flattening.width(), flattening.height()));
  for (std::int64_t i = focus.index; i < far; ++i) {
    if (is_false_neighbour(flattening, i)) {
      focus.wrap = FalsePair{i, flattening.place(i), flattening.place(i + 1)};
      break;
    }
  }
  return focus;
}

Arithmetic arithmetic_of(const Flattening& f, Place p) {
  const std::int64_t h = f.height(), w = f.width(), c = f.channels();
  // The place within one channel's plane, as a formula and in numbers.
  std::string rank, rank_numbers;
  switch (f.order()) {
    case Order::row_major:
      rank = "r·W + c";
      rank_numbers = sum_of(p.row, w, p.column);
      break;
    case Order::column_major:
      rank = "c·H + r";
      rank_numbers = sum_of(p.column, h, p.row);
      break;
    case Order::boustrophedon:
      if (p.row % 2 == 0) {
        rank = "r·W + c";
        rank_numbers = sum_of(p.row, w, p.column);
      } else {
        rank = "r·W + (W − 1 − c)";
        rank_numbers = sum_of(p.row, w, w - 1 - p.column);
      }
      break;
    case Order::morton:
    case Order::hilbert:
      rank = "step";
      rank_numbers = grouped(f.rank(p.row, p.column));
      break;
  }
  const bool curve = f.order() == Order::morton || f.order() == Order::hilbert;
  if (c == 1) {
    if (curve)
      return {fmt::format("i = step on the {} curve", f.order() == Order::morton ? "Z-order" : "Hilbert"), "= "};
    return {"i = " + rank, "= " + rank_numbers + " = "};
  }
  if (f.layout() == Layout::chw)
    return {fmt::format("i = ch·H·W + {}", rank),
            fmt::format("= {}·{} + {} = ", p.channel, grouped(h * w), rank_numbers)};
  const bool brackets = !curve;
  return {fmt::format("i = {}{}{}·"
                      "C + ch",
                      brackets ? "(" : "", rank, brackets ? ")" : ""),
          fmt::format("= {}{}{}·{} + {} = ", brackets ? "(" : "", rank_numbers, brackets ? ")" : "", c, p.channel)};
}

std::string_view words_for(Order order) {
  switch (order) {
    case Order::row_major:
      return "row by row";
    case Order::column_major:
      return "column by column";
    case Order::boustrophedon:
      return "snake";
    case Order::morton:
      return "Morton (Z-order)";
    case Order::hilbert:
      return "Hilbert curve";
  }
  return {};
}

ImU32 colour_of(const Palette& colours, const Neighbour& neighbour) {
  return neighbour.vertical ? colours.vertical : colours.horizontal;
}

}  // namespace flatscope
