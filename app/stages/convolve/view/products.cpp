// The patch's values times the kernel, their sum, and what becomes of it.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <span>

#include "app/look/cell_colours.h"
#include "app/look/number_text.h"
#include "app/stages/convolve/view/row.h"
#include "app/stages/kept_back.h"
#include "app/widgets/imgui_compat.h"
#include "app/widgets/marks.h"
#include "app/widgets/pointer_cue.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

// One of the three grids: a number and a colour for each tap.
struct Grid {
  Rect rect;
  std::string id;
  TensorStyle style;
  std::function<double(const ConvTap&)> number;
  bool shows_padding = false;
  bool numbers = true;

  Rect cell(std::size_t tap, const ConvPatch& patch) const {
    const auto columns = static_cast<std::size_t>(patch.kernel_w);
    const float w = rect.width() / static_cast<float>(patch.kernel_w),
                h = rect.height() / static_cast<float>(patch.kernel_h);
    const ImVec2 at{rect.min.x + static_cast<float>(tap % columns) * w,
                    rect.min.y + static_cast<float>(tap / columns) * h};
    return {at, {at.x + w, at.y + h}};
  }
};

TensorStyle signed_style(double largest) {
  TensorStyle style;
  style.map = ColourMap::diverging;
  const float scale = largest > 0.0 ? static_cast<float>(largest) : 1.0F;
  style.range = {-scale, scale};
  return style;
}

const ConvTap& tap_of(const ConvolveShown& shown, const ConvPatch& patch, std::size_t index) {
  return patch.taps[shown.channel * static_cast<std::size_t>(patch.kernel_h * patch.kernel_w) + index];
}

void draw_cell(Ui& ui, const Rect& cell, ImU32 fill, const ConvTap& tap, bool shows_padding) {
  const Rect inner{cell.min, {cell.max.x - 1.0F, cell.max.y - 1.0F}};
  if (!shows_padding || tap.inside) {
    ui.draw->AddRectFilled(inner.min, inner.max, fill, cell.height() >= ui.dp(14) ? ui.dp(2) : 0.0F);
    return;
  }
  // As in the picture: zeros are empty ground, repeated values are dimmed; both within a line.
  ui.draw->AddRectFilled(inner.min, inner.max, fill);
  compat::add_rect(ui.draw, inner.min, inner.max, with_alpha(ui.colours.muted, 0.6F), 0.0F, 1.0F);
}

ImU32 fill_of(const Ui& ui, const Grid& grid, const ConvTap& tap) {
  const ImU32 fill = CellColours(ui.colours, grid.style).of(static_cast<float>(grid.number(tap)));
  if (!grid.shows_padding || tap.inside) return fill;
  return tap.source_row < 0 ? padding_ground(ui) : mix(ui.colours.ground, fill, 0.55F);
}

// The largest magnitude in a grid.
template <class Number>
double largest_of(const ConvolveShown& shown, const ConvPatch& patch, const Number& number) {
  double largest = 0.0;
  const auto count = static_cast<std::size_t>(patch.kernel_h * patch.kernel_w);
  for (std::size_t i = 0; i < count; ++i) largest = std::max(largest, std::fabs(number(tap_of(shown, patch, i))));
  return largest;
}

void draw_grid(Ui& ui, const ConvolveShown& shown, const ConvPatch& patch, const ProductsPlace& place,
               const Grid& grid) {
  const auto count = static_cast<std::size_t>(patch.kernel_h * patch.kernel_w);
  const double largest = largest_of(shown, patch, grid.number);
  const int decimals = decimals_for(largest, place.digits);
  const float text = ui.line_height(place.type);
  for (std::size_t i = 0; i < count; ++i) {
    const ConvTap& tap = tap_of(shown, patch, i);
    const Rect cell = grid.cell(i, patch);
    const ImU32 fill = fill_of(ui, grid, tap);
    draw_cell(ui, cell, fill, tap, grid.shows_padding);
    if (place.digits == 0 || !grid.numbers) continue;
    const double number = grid.number(tap);
    const bool whole = number == std::round(number) && std::fabs(number) < 1000.0;
    ui.text({cell.centre().x, cell.centre().y - text * 0.5F}, place.type, ink_on(fill),
            fixed_number(number, whole ? 0 : decimals), Align::centre);
  }
  compat::add_rect(ui.draw, {grid.rect.min.x - 1.0F, grid.rect.min.y - 1.0F}, grid.rect.max,
                   with_alpha(ui.colours.muted, 0.35F), 0.0F, 1.0F);
  ui.record.area(grid.id, grid.rect.min, grid.rect.max);
}

// `index` is the tap's in its slice.
std::string words_of(const ConvTap& tap, const ConvPatch& patch, std::size_t index) {
  const auto columns = static_cast<std::size_t>(patch.kernel_w);
  const std::string which = fmt::format("Tap ({}, {})", index / columns, index % columns);
  const std::string product = fmt::format("{} × {} = {}", short_number(static_cast<double>(tap.value)),
                                          short_number(static_cast<double>(tap.weight)), short_number(tap.product));
  if (tap.inside) return fmt::format("{} on row {}, column {}: {}", which, tap.row, tap.column, product);
  if (tap.source_row < 0) return fmt::format("{} in the padding, on a zero: {}", which, product);
  return fmt::format("{} in the padding, on row {}, column {} again: {}", which, tap.source_row, tap.source_column,
                     product);
}

// The tap under the pointer, in all grids. Its words have the product.
void point_out(Ui& ui, const ConvolveShown& shown, const ConvPatch& patch, std::span<const Grid> grids, std::size_t tap,
               bool tells) {
  for (const Grid& grid : grids) {
    if (grid.rect.width() <= 0.0F) continue;
    const Rect cell = grid.cell(tap, patch);
    marks::outline(ui, cell, ui.colours.pixel, ui.dp(2));
    if (tells) ui.tooltip(cell, words_of(tap_of(shown, patch, tap), patch, tap));
  }
}

void draw_grids(StageContext& context, const ConvolveShown& shown, const ConvPatch& patch, const ProductsPlace& place) {
  if (place.cell_w <= 0.0F) return;
  Ui& ui = context.ui;
  const bool tells = context.shows("convolve.products");
  double weight = 0.0, product = 0.0;
  const auto count = static_cast<std::size_t>(patch.kernel_h * patch.kernel_w);
  for (std::size_t i = 0; i < count; ++i) {
    const ConvTap& tap = tap_of(shown, patch, i);
    weight = std::max(weight, std::fabs(static_cast<double>(tap.weight)));
    product = std::max(product, std::fabs(tap.product));
  }
  const std::array<Grid, 3> grids = {
      {{place.values, "convolve.window", input_style(shown),
        [](const ConvTap& tap) { return static_cast<double>(tap.value); }, true, !place.products_only},
       {place.kernel, "convolve.window.kernel", signed_style(weight),
        [](const ConvTap& tap) { return static_cast<double>(tap.weight); }, false, !place.products_only},
       {place.products, "convolve.window.products", signed_style(product),
        [](const ConvTap& tap) { return tap.product; }}}};
  for (const Grid& grid : grids) {
    if (grid.rect.width() <= 0.0F) continue;
    if (&grid == &grids[2] && !tells)
      draw_kept_plane(context, grid.rect);
    else
      draw_grid(ui, shown, patch, place, grid);
  }
  ui.anchors.cells("kernel_cell", place.kernel, place.kernel, static_cast<double>(patch.kernel_w),
                   static_cast<double>(patch.kernel_h));
  if (const std::optional<std::size_t> tap = pointed_tap(place, patch)) point_out(ui, shown, patch, grids, *tap, tells);
  if (place.values.width() <= 0.0F || place.kernel.width() <= 0.0F) return;
  const bool below = place.products.min.y > place.values.max.y;
  const float text = ui.line_height(Type::mono_strong), middle = place.values.centre().y - text * 0.5F;
  ui.text({(place.values.max.x + place.kernel.min.x) * 0.5F, middle}, Type::mono_strong, ui.colours.muted, "×",
          Align::centre);
  const ImVec2 equals = below ? ImVec2{place.products.min.x - ui.dp(12), place.products.centre().y}
                              : ImVec2{(place.kernel.max.x + place.products.min.x) * 0.5F, place.products.centre().y};
  ui.text({equals.x, equals.y - text * 0.5F}, Type::mono_strong, ui.colours.muted, "=", Align::centre);
}

// A click on the numbers makes them large, and another one small again.
void take_click(StageContext& context, const ProductsPlace& place) {
  if (place.cell_w <= 0.0F) return;
  ConvolveView& view = context.view.convolve;
  const std::array<const Rect*, 3> grids = {&place.values, &place.kernel, &place.products};
  for (std::size_t i = 0; i < grids.size(); ++i) {
    if (grids[i]->width() <= 0.0F) continue;
    const bool clicked = hit_area(context.ui, fmt::format("convolve.numbers.{}", i).c_str(), *grids[i]);
    hand_over_item();
    if (!clicked) continue;
    view.numbers = !view.numbers;
    view.numbers_grid = static_cast<int>(i);
  }
}

bool rounded(double value, int decimals, double largest) {
  const double factor = std::pow(10.0, decimals);
  return std::fabs(value - std::round(value * factor) / factor) > 1e-6 * largest;
}

// Whether adding up what stands in the cells may give another sum than the one below them.
bool rounded_on_screen(const ConvolveShown& shown, const ConvPatch& patch, const ProductsPlace& place) {
  if (place.digits == 0) return false;
  const auto count = static_cast<std::size_t>(patch.kernel_h * patch.kernel_w);
  const double largest = largest_of(shown, patch, [](const ConvTap& tap) { return tap.product; });
  const int decimals = decimals_for(largest, place.digits);
  for (std::size_t i = 0; i < count; ++i)
    if (rounded(tap_of(shown, patch, i).product, decimals, largest)) return true;
  return rounded(patch.sum, decimals_for(std::fabs(patch.sum), 3), std::fabs(patch.sum));
}

// The word "sum", and that it is one of numbers which are shown rounded: beside it, or below where there is no room.
void draw_sum_words(Ui& ui, ImVec2 middle, float room, bool tall, bool is_rounded) {
  const float body = ui.line_height(Type::body), small = ui.line_height(Type::small);
  const auto write = [&](std::string_view words) {
    ui.text({middle.x, middle.y - body * 0.5F}, Type::body, ui.colours.muted, words);
  };
  if (!is_rounded) return write("sum");
  for (const std::string_view words : {"sum, numbers rounded", "sum, rounded"})
    if (ui.measure(Type::body, words).x <= room) return write(words);
  if (!tall || ui.measure(Type::small, "rounded").x > room) return write("sum");
  const float top = middle.y - (body + small) * 0.5F;
  ui.text({middle.x, top}, Type::body, ui.colours.muted, "sum");
  ui.text({middle.x, top + body}, Type::small, ui.colours.muted, "rounded");
}

// A word at the left, a number at the right.
void draw_line(Ui& ui, const Rect& sums, float y, std::string_view word, const std::string& number) {
  ui.text({sums.min.x, y + (ui.line_height(Type::mono) - ui.line_height(Type::body)) * 0.5F}, Type::body,
          ui.colours.muted, word);
  ui.text({sums.max.x, y}, Type::mono, ui.colours.text, number, Align::right);
}

void draw_channel_sums(Ui& ui, const ConvolveShown& shown, const ProductsPlace& place, float y) {
  const float line = ui.line_height(Type::mono_small) + ui.dp(2);
  for (std::size_t i = 0; i < place.channel_sums.size(); ++i) {
    const auto row = static_cast<float>(i / static_cast<std::size_t>(place.sums_a_line)),
               column = static_cast<float>(i % static_cast<std::size_t>(place.sums_a_line));
    const bool all = place.channel_sums.size() == static_cast<std::size_t>(shown.answer->input->channels());
    const bool in_hand = all ? i == shown.channel : i == 0;
    ui.text({place.sums.min.x + column * place.sums_pitch, y + row * line}, Type::mono_small,
            in_hand ? ui.colours.text : ui.colours.muted, place.channel_sums[i]);
  }
}

}  // namespace

void draw_conv_products(StageContext& context, const ConvolveShown& shown, const ProductsPlace& place,
                        const ConvPatch& patch) {
  Ui& ui = context.ui;
  take_click(context, place);
  draw_grids(context, shown, patch, place);
  if (!context.shows("convolve.products")) {
    const Rect room{{place.sums.min.x, place.sums.min.y + ui.dp(12)}, place.sums.max};
    if (state_of(context, "convolve.products") == PartState::kept_back) draw_kept_line(context, room.min, room.width());
    return;
  }
  const Rect& sums = place.sums;
  float y = sums.min.y + ui.dp(6);
  ui.draw->AddLine({sums.min.x, y}, {sums.max.x, y}, ui.colours.line, 1.0F);
  y += ui.dp(7);
  draw_channel_sums(ui, shown, place, y);
  y += place.sums_height;
  const bool is_rounded = rounded_on_screen(shown, patch, place);
  if (place.bias) {
    draw_line(ui, sums, y, "", signed_number(patch.sum));
    const float number = ui.measure(Type::mono, signed_number(patch.sum)).x;
    draw_sum_words(ui, {sums.min.x, y + ui.line_height(Type::mono) * 0.5F}, sums.width() - number - ui.dp(8), false,
                   is_rounded);
    draw_line(ui, sums, y + place.line, "+ bias", signed_number(patch.bias));
  }
  const ImVec2 middle{sums.min.x, place.result.centre().y};
  const float room = place.result.min.x - sums.min.x - ui.dp(8);
  if (!shown.answer->bias.empty())
    ui.text({middle.x, middle.y - ui.line_height(Type::body) * 0.5F}, Type::body, ui.colours.muted,
            ui.measure(Type::body, "result").x <= room ? "result" : "=");
  else
    draw_sum_words(ui, middle, room, place.number == Type::number, is_rounded);
  ui.text(place.result.min, place.number, ui.colours.conv, signed_number(patch.result));
  ui.tooltip({{sums.min.x, sums.min.y}, place.result.max},
             "Numbers are rounded to three digits on the screen; the sum is that of the exact values.");
  y = place.result.max.y;
  for (const std::string& words : place.after) {
    ui.text_fit({sums.min.x, y}, sums.width(), Type::small, ui.colours.muted, words);
    y += ui.line_height(Type::small) + ui.dp(1);
  }
}

}  // namespace flatscope
