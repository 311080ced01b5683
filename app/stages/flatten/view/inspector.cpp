// The inspector of the Flatten stage: working size, colour, orders, distances, unroll, correlation.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/look/number_text.h"
#include "app/stages/flatten/view/parts.h"
#include "app/stages/flatten/view/words.h"
#include "app/stages/kept_back.h"
#include "app/stages/stage.h"
#include "app/widgets/marks.h"
#include "app/widgets/plot.h"
#include "app/widgets/pointer_cue.h"

namespace flatscope {
namespace {

constexpr std::string_view order_titles[] = {"Row by row", "Column by column", "Snake", "Morton", "Hilbert"};

// Why no order does better: a small grid that has come into the line as far as it has, column by column, and those of
// its pixels that still wait for a neighbour. There are as many as its shorter side has.
void draw_waiting(Ui& ui, Column& column) {
  constexpr int columns = 6, rows = 4, so_far = 10;
  const float cell = ui.dp(11), gap = std::max(1.0F, ui.dp(1));
  const float line = ui.line_height(Type::small) + ui.dp(2);
  const Rect room = column.take_pixels(std::max(cell * rows, 3.0F * line));
  ui.record.area("flatten.waiting", room.min, {room.min.x + cell * columns, room.min.y + cell * rows});
  const auto square = [&](int rank) {
    const ImVec2 at{room.min.x + cell * static_cast<float>(rank / rows),
                    room.min.y + cell * static_cast<float>(rank % rows)};
    return Rect{at, {at.x + cell - gap, at.y + cell - gap}};
  };
  for (int rank = 0; rank < columns * rows; ++rank) {
    const Rect box = square(rank);
    const bool in_line = rank < so_far, waits = in_line && rank + rows >= so_far;
    ui.draw->AddRectFilled(box.min, box.max, in_line ? ui.colours.muted : ui.colours.raised);
    if (waits) marks::outline(ui, box, ui.colours.wrong, std::max(1.0F, ui.dp(2)));
  }
  float y = room.min.y;
  const float left = room.min.x + cell * columns + ui.dp(10), box = ui.dp(9);
  const auto tell = [&](bool waits, bool in_line, std::string_view words) {
    const float top = std::round(y + (ui.line_height(Type::small) - box) * 0.5F);
    const Rect sign{{left, top}, {left + box, top + box}};
    ui.draw->AddRectFilled(sign.min, sign.max, in_line ? ui.colours.muted : ui.colours.raised);
    if (waits) marks::outline(ui, sign, ui.colours.wrong, std::max(1.0F, ui.dp(2)));
    ui.text_fit({sign.max.x + ui.dp(6), y}, room.max.x - sign.max.x - ui.dp(6), Type::small, ui.colours.muted, words);
    y += line;
  };
  tell(false, true, "in the line so far");
  tell(true, true, "waits for a neighbour: 4");
  tell(false, false, "still to come");
}

void inspect_distances(StageContext& context, Column& column) {
  Ui& ui = context.ui;
  constexpr std::string_view heading = "HOW FAR NEIGHBOURS DRIFT";
  if (!section_shows(context, column, "flatten.drift", heading)) return;
  column.section(heading);
  const auto& distances = context.results.distances;
  const float worst_right = column.right(), mean_right = column.right() - ui.dp(68);
  const float head = ui.line_height(Type::small);
  const Rect header = column.take_pixels(head + ui.dp(4));
  ui.text({mean_right, header.min.y}, Type::small, ui.colours.muted, "mean", Align::right);
  ui.text({worst_right, header.min.y}, Type::small, ui.colours.muted, "worst", Align::right);
  for (std::size_t i = 0; i < std::size(all_orders); ++i) {
    const Rect row = column.take_pixels(ui.line_height(Type::body) + ui.dp(7));
    const Rect wide{{row.min.x - ui.dp(8), row.min.y}, {row.max.x + ui.dp(8), row.max.y}};
    const bool chosen = context.scene.flatten.order == all_orders[i];
    if (hit_area(ui, fmt::format("distance/{}", to_string(all_orders[i])).c_str(), wide, chosen ? "on" : "off") &&
        !chosen) {
      context.edit.scene.flatten.order = all_orders[i];
      context.edit.commit = true;
    }
    const bool hovered = ImGui::IsItemHovered();
    if (!chosen) hand_over_item();
    if (chosen || hovered)
      ui.draw->AddRectFilled(wide.min, wide.max,
                             chosen ? ui.colours.raised : mix(ui.colours.panel, ui.colours.raised, 0.6F), ui.dp(4));
    const float y = row.centre().y - ui.line_height(Type::body) * 0.5F,
                y_mono = row.centre().y - ui.line_height(Type::mono) * 0.5F;
    std::string mean = "…", worst = "…";
    if (distances) {
      mean = grouped_decimal((*distances)[i].mean, 1);
      worst = grouped((*distances)[i].worst);
    }
    ui.text({mean_right, y_mono}, Type::mono, ui.colours.text, mean, Align::right);
    ui.text({worst_right, y_mono}, Type::mono, ui.colours.text, worst, Align::right);
    ui.text_fit({row.min.x, y}, mean_right - ui.measure(Type::mono, mean).x - ui.dp(8) - row.min.x,
                chosen ? Type::strong : Type::body, ui.colours.text, order_titles[i]);
    if (distances)
      ui.tooltip(
          wide,
          fmt::format("How far apart pixels that touch end up in the line, over all pairs. Beside each other: "
                      "{} on average, {} at worst. Above each other: {} and {}.",
                      grouped_decimal((*distances)[i].mean_horizontal, 1), grouped((*distances)[i].worst_horizontal),
                      grouped_decimal((*distances)[i].mean_vertical, 1), grouped((*distances)[i].worst_vertical)));
  }
  column.gap(6);
  if (!context.results.flatten) return;
  const Flattening& f = *context.results.flatten->flattening;
  for (const std::string& sentence : bound_sentences(f)) {
    column.note(sentence);
    column.gap(4);
  }
  if (std::min(f.height(), f.width()) > 1) draw_waiting(ui, column);
}

void inspect_correlation(StageContext& context, Column& column) {
  Ui& ui = context.ui;
  constexpr std::string_view heading = "LIKENESS, BY DISTANCE IN THE LINE";
  if (!section_shows(context, column, "flatten.likeness", heading)) return;
  column.section(heading);
  const Rect area = column.take(88);
  const auto& correlation = context.results.correlation;
  if (!correlation || !context.results.flatten) {
    ui.text_fit({area.min.x, area.centre().y}, area.width(), Type::small, ui.colours.muted, "being measured…");
    return;
  }
  const Flattening& f = *context.results.flatten->flattening;
  const std::int64_t times = f.layout() == Layout::hwc ? f.channels() : 1;
  const std::int64_t row = (f.order() == Order::column_major ? f.height() : f.width()) * times;
  const bool rows = f.order() == Order::row_major || f.order() == Order::column_major;
  LinePlot plot;
  plot.values = *correlation;
  plot.name = "flatten/correlation";
  plot.marks_every = rows ? static_cast<int>(row) : 0;
  plot.mark_colour = f.order() == Order::column_major ? ui.colours.horizontal : ui.colours.vertical;
  plot.describe = [](int x, float y) { return fmt::format("{} apart: {}", grouped(x), short_number(y, 2)); };
  draw_plot(ui, area, plot);
  column.gap(6);
  if (!rows) {
    column.note("How alike values are that lie this far apart. 1: alike, 0: by chance.");
  } else if (f.order() == Order::row_major) {
    column.note(
        fmt::format("1: alike, 0: by chance. Peaks at multiples of {}, the rows above and below.",
                    times > 1 ? fmt::format("{} · W = {}", times, grouped(row)) : fmt::format("W = {}", grouped(row))));
  } else {
    column.note(
        fmt::format("1: alike, 0: by chance. Peaks at multiples of {}, the columns beside.",
                    times > 1 ? fmt::format("{} · H = {}", times, grouped(row)) : fmt::format("H = {}", grouped(row))));
  }
}

}  // namespace

void inspect_flatten(StageContext& context, Column& column) {
  FlattenScene& flatten = context.edit.scene.flatten;
  column.gap(12);
  const PixelSize size = flatten_size(context.scene);
  context.edit(column.slider(
      "flatten/size", "Working size", flatten.working_size, 4, max_working_size(image_in_hand(context.scene)),
      "Pixels along the longer side. The picture is averaged down to this size; nothing is cropped.",
      fmt::format("{} × {}", grouped(size.width), grouped(size.height)), true));
  column.gap(8);
  int colour = flatten.colour ? 1 : 0;
  const Option colours[] = {{"Grey", "One value a pixel: 0.2126 red + 0.7152 green + 0.0722 blue."},
                            {"Colour", "Three values a pixel: red, green, blue."}};
  const Change recoloured = column.segmented("colour", colours, colour);
  flatten.colour = colour == 1;
  context.edit(recoloured);

  column.section("ORDER");
  int order = static_cast<int>(flatten.order);
  const Option orders[] = {{"Row", "Row-major, as NumPy and PyTorch flatten: one row after another."},
                           {"Column", "Column-major: one column after another."},
                           {"Snake", "Boustrophedon: every other row runs backwards, so the line never jumps."},
                           {"Morton", "Z-order: squares of 2 × 2, then of 4 × 4, and so on."},
                           {"Hilbert", "A curve that fills the picture and never jumps."}};
  const Change reordered = column.segmented("order", orders, order);
  flatten.order = all_orders[order];
  context.edit(reordered);
  if (flatten.colour) {
    column.gap(8);
    int layout = flatten.layout == Layout::hwc ? 1 : 0;
    const Option layouts[] = {
        {"CHW", "Channels first, as in PyTorch: all of red, then all of green, then all of blue."},
        {"HWC", "Channels last, as in picture files: red, green, blue of one pixel side by side."}};
    const Change relaid = column.segmented("layout", layouts, layout);
    flatten.layout = layout == 1 ? Layout::hwc : Layout::chw;
    context.edit(relaid);
  }
  if (!context.view.flatten.unroll_beside_grid) {
    column.section("UNROLL THE GRID");
    unroll_controls(context, column);
  }
  inspect_distances(context, column);
  inspect_correlation(context, column);
}

}  // namespace flatscope
