// The numbers of the patch over the whole stage: all three grids where their numbers can be read, else one of them.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "app/look/size_text.h"
#include "app/stages/convolve/view/row.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

constexpr std::array<Option, 3> grids = {{{"Input", "The numbers of the input that the taps see."},
                                          {"Kernel", "The taps: the numbers of the kernel."},
                                          {"Products", "Each number of the input times its tap."}}};

// Above the grids: which is which.
void draw_names(Ui& ui, const ProductsPlace& place) {
  const auto name = [&](const Rect& grid, const char* words) {
    if (grid.width() <= 0.0F || ui.measure(Type::small, words).x > grid.width()) return;
    ui.text({grid.min.x, grid.min.y - ui.line_height(Type::small) - ui.dp(4)}, Type::small, ui.colours.muted, words);
  };
  name(place.values, "input under the taps");
  name(place.kernel, "kernel");
  if (place.products.min.y < place.values.max.y) name(place.products, "products");
}

}  // namespace

void draw_large_numbers(StageContext& context, const ConvolveShown& shown, const Rect& area) {
  Ui& ui = context.ui;
  ConvolveView& view = context.view.convolve;
  const LayerAnswer& answer = *shown.answer;
  const ConvPatch patch = conv_patch(*answer.input, answer.weight, answer.bias, options_of(answer.layer),
                                     shown.patch.channel, shown.patch.row, shown.patch.column);
  const float head = ui.line_height(Type::body) + ui.dp(14);
  const Rect body{{area.min.x, area.min.y + head + ui.dp(10) + ui.line_height(Type::small)}, area.max};
  ProductsAsk ask;
  ask.widest = body.width() / ui.scale;
  ask.large = true;
  ProductsPlace place = place_products(ui, shown, patch, body, ask);
  const bool all = place.digits > 0 && !place.products_only;
  if (!all) {
    ask.only = view.numbers_grid;
    place = place_products(ui, shown, patch, body, ask);
  }

  float right = area.max.x;
  const float side = ui.dp(28), middle = area.min.y + head * 0.5F;
  if (close_cross(ui, "convolve.numbers.close", {{right - side, middle - side * 0.5F}, {right, middle + side * 0.5F}},
                  "Back to the window (Esc)"))
    view.numbers = false;
  right -= side + ui.dp(12);
  if (!all) {
    float width = ui.dp(6);
    for (const Option& option : grids) width += ui.measure(Type::strong, option.label).x + ui.dp(20);
    width = std::min(width, (right - area.min.x) * 0.6F);
    Column column(ui, {{right - width, area.min.y}, {right, area.max.y}});
    column.segmented("convolve.numbers.grid", grids, view.numbers_grid);
    right -= width + ui.dp(12);
  }
  const std::string where = fmt::format("ROW {}, COLUMN {}", shown.patch.row, shown.patch.column);
  const std::string taps = fmt::format("{} TAPS", size_text(answer.layer.kernel_w(), answer.layer.kernel_h()));
  const std::array<std::string, 5> titles = {
      fmt::format("THE WINDOW AT {} (FROM 0) · {}", where, taps), fmt::format("{} (FROM 0) · {}", where, taps),
      fmt::format("{} (FROM 0)", where), where, fmt::format("({}, {})", shown.patch.row, shown.patch.column)};
  ui.text_fit({area.min.x, middle - ui.line_height(Type::section) * 0.5F}, right - area.min.x, Type::section,
              ui.colours.muted, first_fitting(ui, Type::section, right - area.min.x, titles));
  if (all) draw_names(ui, place);
  draw_conv_products(context, shown, place, patch);
  ui.record.fact("convolve.numbers",
                 all ? "all" : std::string(grids[static_cast<std::size_t>(view.numbers_grid)].label));
  ui.record.fact("convolve.result", fmt::format("{:.7g}", patch.result));
}

}  // namespace flatscope
