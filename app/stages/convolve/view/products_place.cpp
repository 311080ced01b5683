// How large the products' cells can be, and which of the lines below them there is room for.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "app/stages/convolve/view/row.h"

namespace flatscope {
namespace {

struct NumberSize {
  Type type;
  int digits;
};
// Fewer digits before none.
constexpr NumberSize number_sizes[] = {
    {Type::number, 3}, {Type::mono, 3}, {Type::mono_small, 3}, {Type::mono_small, 2}, {Type::mono_small, 1}};

// The sizes that are tried: the largest only where the grids have the whole stage.
std::span<const NumberSize> sizes(bool large) { return std::span(number_sizes).subspan(large ? 0 : 1); }

// Cells grow no further than this, in design units: a few numbers need no whole stage.
struct LargestCell {
  float width, height;
};
constexpr LargestCell largest_cell(bool large) {
  return large ? LargestCell{136.0F, 96.0F} : LargestCell{44.0F, 40.0F};
}

double largest_of(const ConvPatch& patch, std::size_t channel, double (*part)(const ConvTap&)) {
  const auto plane = static_cast<std::size_t>(patch.kernel_h * patch.kernel_w);
  double largest = 0.0;
  for (std::size_t i = 0; i < plane; ++i) largest = std::max(largest, std::fabs(part(patch.taps[channel * plane + i])));
  return largest;
}

double value_of(const ConvTap& tap) { return static_cast<double>(tap.value); }
double weight_of(const ConvTap& tap) { return static_cast<double>(tap.weight); }
double product_of(const ConvTap& tap) { return tap.product; }

// Width of the widest number of one grid.
float widest_number(const Ui& ui, const ConvPatch& patch, std::size_t channel, const NumberSize& size,
                    double (*part)(const ConvTap&)) {
  const double largest = largest_of(patch, channel, part);
  const int decimals = decimals_for(largest, size.digits);
  // A product of any sign, so that the cells hold still from one patch to the next.
  if (part == product_of) return ui.measure(size.type, fixed_number(-largest, decimals)).x;
  const auto plane = static_cast<std::size_t>(patch.kernel_h * patch.kernel_w);
  double least = 0.0;
  for (std::size_t i = 0; i < plane; ++i) least = std::min(least, part(patch.taps[channel * plane + i]));
  return std::max(ui.measure(size.type, fixed_number(largest, decimals)).x,
                  ui.measure(size.type, fixed_number(least, decimals)).x);
}

float widest_in_two(const Ui& ui, const ConvPatch& patch, std::size_t channel, const NumberSize& size) {
  return std::max(widest_number(ui, patch, channel, size, value_of),
                  widest_number(ui, patch, channel, size, weight_of));
}

struct Cells {
  float w = 0.0F, h = 0.0F;  // of the products
  float small_w = 0.0F, small_h = 0.0F;
  bool below = false;  // the products stand below the other two
  bool products_only = false;
  Type type = Type::mono_small;
  int digits = 0;
  bool wide = false;  // below, the products are wider than the other two
};

float sign_width(const Ui& ui) { return ui.dp(24); }
float grid_gap(const Ui& ui) { return ui.dp(10); }
float narrow_gap(const Ui& ui) { return ui.dp(6); }  // where room is short

// Numbers in all three grids of one size: beside each other, or with the products below, where they may be wider than
// the other two.
std::optional<Cells> numbers_of(const Ui& ui, const ConvolveShown& shown, const ConvPatch& patch, float width,
                                float height, const NumberSize& one, bool wide, bool large) {
  const auto kw = static_cast<float>(patch.kernel_w), kh = static_cast<float>(patch.kernel_h);
  const float margin = ui.dp(one.digits > 2 ? 6 : 4), line = ui.line_height(one.type) + ui.dp(2);
  const float two = widest_in_two(ui, patch, shown.channel, one) + margin,
              products = widest_number(ui, patch, shown.channel, one, product_of) + margin;
  for (const bool below : {false, true}) {
    if (wide && !below) continue;
    const float across = below ? (width - sign_width(ui)) / (2.0F * kw) : (width - 2.0F * sign_width(ui)) / (3.0F * kw),
                down = below ? (height - grid_gap(ui)) / (2.0F * kh) : height / kh;
    const float w = std::min(std::floor(across), std::max({two, products, ui.dp(largest_cell(large).width)}));
    const float product = wide ? std::floor((width - sign_width(ui)) / kw) : w;
    const float h = std::min({std::floor(down), w, std::max(line, ui.dp(largest_cell(large).height))});
    if (w < two || product < products || h < line) continue;
    Cells cells{w, h, w, h, below, false, one.type, one.digits, wide};
    if (wide) cells.w = std::min(product, std::max(products, ui.dp(large ? largest_cell(large).width : 56.0F)));
    return cells;
  }
  return std::nullopt;
}

// All in one column before wider products, and these before the last digit: the grids hold still from one patch to the
// next.
std::optional<Cells> all_numbers(const Ui& ui, const ConvolveShown& shown, const ConvPatch& patch, float width,
                                 float height, bool large) {
  for (const bool last : {false, true})
    for (const bool wide : {false, true})
      for (const NumberSize& one : sizes(large)) {
        if ((one.digits == 1) != last) continue;
        if (const auto cells = numbers_of(ui, shown, patch, width, height, one, wide, large)) return cells;
      }
  return std::nullopt;
}

// One grid alone, as large as there is room.
Cells one_grid(const Ui& ui, const ConvolveShown& shown, const ConvPatch& patch, float width, float height, int only,
               bool large) {
  const auto kw = static_cast<float>(patch.kernel_w), kh = static_cast<float>(patch.kernel_h);
  const float across = std::floor(width / kw), down = std::floor(height / kh);
  const auto part = only == 0 ? value_of : only == 1 ? weight_of : product_of;
  for (const NumberSize& one : sizes(large)) {
    const float text = widest_number(ui, patch, shown.channel, one, part) + ui.dp(4), line = ui.line_height(one.type);
    if (across < text || down < line) continue;
    const float w = std::min(across, std::max(text, ui.dp(large ? largest_cell(large).width : 72.0F))),
                h = std::min({down, w, std::max(line, ui.dp(large ? largest_cell(large).height : 44.0F))});
    return Cells{w, h, w, h, false, false, one.type, one.digits};
  }
  const float side = std::max(2.0F, std::min(across, down));
  return Cells{side, side, side, side};
}

// Numbers in the products alone, below the other two, which are colours only.
std::optional<Cells> product_numbers(const Ui& ui, const ConvolveShown& shown, const ConvPatch& patch, float width,
                                     float height) {
  const auto kw = static_cast<float>(patch.kernel_w), kh = static_cast<float>(patch.kernel_h);
  for (const NumberSize& one : sizes(false)) {
    const float text = widest_number(ui, patch, shown.channel, one, product_of) + ui.dp(one.digits > 2 ? 6 : 4),
                line = ui.line_height(one.type) + ui.dp(1);
    const float w = std::min(std::floor((width - sign_width(ui)) / kw), std::max(text, ui.dp(56)));
    const float left = height - narrow_gap(ui) - line * kh;  // for the other two
    const float side = std::floor(std::min({left / kh, (width - sign_width(ui)) / (2.0F * kw), ui.dp(20)}));
    if (w < text || side < ui.dp(5)) continue;
    return Cells{w, line, side, side, true, true, one.type, one.digits};
  }
  return std::nullopt;
}

Cells cells_in(const Ui& ui, const ConvolveShown& shown, const ConvPatch& patch, float width, float height,
               bool large) {
  if (const auto cells = all_numbers(ui, shown, patch, width, height, large)) return *cells;
  if (const auto cells = product_numbers(ui, shown, patch, width, height)) return *cells;
  const auto kw = static_cast<float>(patch.kernel_w), kh = static_cast<float>(patch.kernel_h);
  const float beside = std::min((width - 2.0F * sign_width(ui)) / (3.0F * kw), height / kh),
              below = std::min((width - sign_width(ui)) / (2.0F * kw), (height - grid_gap(ui)) / (2.0F * kh));
  const float side = std::floor(std::min(std::max(beside, below), ui.dp(24)));
  if (side < 2.0F) return {};
  return {side, side, side, side, below > beside && side > std::floor(beside)};
}

std::vector<std::string> after_lines(const Ui& ui, const ConvolveShown& shown, const ConvPatch& patch, float width) {
  const LayerAnswer& answer = *shown.answer;
  const std::optional<Place> landing = landing_of(shown);
  std::vector<std::string> steps;
  const bool pools = answer.layer.pooling != Pooling::none;
  if (answer.layer.relu) steps.push_back(fmt::format("ReLU → {}", signed_number(std::max(0.0, patch.result))));
  if (pools && landing) {
    const float value = answer.output->at(static_cast<std::int64_t>(shown.filter), landing->row, landing->column);
    steps.push_back(fmt::format("{} of 2 × 2 → {}", answer.layer.pooling == Pooling::max ? "max" : "mean",
                                signed_number(static_cast<double>(value))));
  }
  if (steps.size() == 2) {
    const std::string both = steps[0] + ", " + steps[1];
    if (ui.measure(Type::small, both).x <= width) steps = {both};
  }
  if (!landing) {
    steps.push_back("2 × 2 pooling leaves it out: the map ends here");
  } else {
    const std::array<std::string, 4> lands = {
        fmt::format("lands at row {}, column {} of map {}", landing->row, landing->column, shown.filter + 1),
        fmt::format("lands at row {}, column {}", landing->row, landing->column),
        fmt::format("at row {}, column {}", landing->row, landing->column),
        fmt::format("at ({}, {})", landing->row, landing->column)};
    for (const std::string& words : lands)
      if (&words == &lands.back() || ui.measure(Type::small, words).x <= width) {
        steps.push_back(words);
        break;
      }
  }
  return steps;
}

// Every channel's sum; with `brief` that of the slice in hand and of all others together.
std::vector<std::string> channel_lines(const ConvolveShown& shown, const ConvPatch& patch, bool brief) {
  std::vector<std::string> lines;
  if (patch.channels < 2) return lines;
  if (brief) {
    const double own = patch.channel_sums[shown.channel];
    return {fmt::format("{} {}", channel_name(shown, static_cast<std::int64_t>(shown.channel)), signed_number(own)),
            fmt::format("others {}", signed_number(patch.sum - own))};
  }
  // A bare number before a number says nothing; with many there is only room for that.
  const bool maps = channel_name(shown, 0) == "1" && patch.channels <= 4;
  for (std::int64_t channel = 0; channel < patch.channels; ++channel)
    lines.push_back(fmt::format("{}{} {}", maps ? "map " : "", channel_name(shown, channel),
                                signed_number(patch.channel_sums[static_cast<std::size_t>(channel)])));
  return lines;
}

constexpr int briefest = 5;

// The lines below the grids; `brief` from 0, all there is to say, to `briefest`, only the result.
float lay_out_lines(const Ui& ui, const ConvolveShown& shown, const ConvPatch& patch, float width, int brief,
                    ProductsPlace& place) {
  // A smaller number where the big one would run into its word.
  const float word = ui.measure(Type::body, shown.answer->bias.empty() ? "sum" : "result").x + ui.dp(4);
  const float big = ui.measure(Type::number, signed_number(patch.result)).x;
  place.number = brief >= 1 || big + word > width ? Type::mono_strong : Type::number;
  if (brief < 4) place.channel_sums = channel_lines(shown, patch, brief >= 2);
  place.after = after_lines(ui, shown, patch, width);
  if (brief >= 3) place.after.clear();
  place.line = ui.line_height(Type::mono) + ui.dp(1);
  float widest = 1.0F;
  for (const std::string& words : place.channel_sums)
    widest = std::max(widest, ui.measure(Type::mono_small, words).x + ui.dp(12));
  const auto count = static_cast<int>(place.channel_sums.size());
  place.sums_a_line = std::max(1, static_cast<int>((width + ui.dp(12)) / widest));
  place.sums_pitch = widest;
  if (count > 4) place.sums_a_line = std::min(place.sums_a_line, 4);  // columns that can be counted
  const int lines = (count + place.sums_a_line - 1) / place.sums_a_line;
  place.sums_height = static_cast<float>(lines) * (ui.line_height(Type::mono_small) + ui.dp(2));
  float height = ui.dp(13) + ui.line_height(place.number) + place.sums_height;
  place.bias = !shown.answer->bias.empty() && brief < briefest;
  if (place.bias) height += 2.0F * place.line;
  height += static_cast<float>(place.after.size()) * (ui.line_height(Type::small) + ui.dp(1));
  return height;
}

}  // namespace

std::string channel_name(const ConvolveShown& shown, std::int64_t channel) {
  static constexpr std::array<const char*, 3> colours = {"R", "G", "B"};
  if (shown.layer == 0 && shown.answer->input->channels() == 3) return colours[static_cast<std::size_t>(channel)];
  return std::to_string(channel + 1);
}

ProductsPlace place_products(const Ui& ui, const ConvolveShown& shown, const ConvPatch& patch, const Rect& area,
                             const ProductsAsk& ask) {
  ProductsPlace place;
  const float width = std::min(area.width(), ui.dp(ask.widest));
  Cells cells;
  float lines = 0.0F;
  // Rather fewer words than cells that can't be read.
  for (int brief = 0; brief <= briefest; ++brief) {
    ProductsPlace one;
    const float height = lay_out_lines(ui, shown, patch, std::min(width, ui.dp(260)), brief, one);
    const float left = area.height() - height;
    const Cells found = ask.only < 0 ? cells_in(ui, shown, patch, width, left, ask.large)
                                     : one_grid(ui, shown, patch, width, left, ask.only, ask.large);
    // Numbers everywhere before numbers in the products; these before larger letters and more words.
    const auto worth = [](const Cells& some) { return some.digits == 0 ? 0 : some.products_only ? 1 : 2; };
    const bool better =
        brief == 0 || lines > area.height() || worth(found) > worth(cells) || (cells.w < ui.dp(5) && found.w > cells.w);
    if (!better) continue;
    cells = found;
    lines = height;
    place = one;
  }
  const auto kw = static_cast<float>(patch.kernel_w), kh = static_cast<float>(patch.kernel_h);
  const float small_w = cells.small_w * kw, small_h = cells.small_h * kh, grid_w = cells.w * kw, grid_h = cells.h * kh;
  const float sign = cells.w > 0.0F ? sign_width(ui) : 0.0F;
  const bool own_width = cells.products_only || cells.wide;
  float across = 2.0F * small_w + sign;
  if (own_width) across = std::max(across, grid_w + sign);
  if (!cells.below) across += sign + grid_w;
  if (ask.only >= 0) across = grid_w;
  const float block = std::min(width, std::max(across, std::min(width, ui.dp(260))));
  const float left = std::round(area.min.x + (area.width() - block) * 0.5F);
  place.cell_w = cells.w;
  place.cell_h = cells.h;
  place.small_w = cells.small_w;
  place.small_h = cells.small_h;
  place.products_only = cells.products_only;
  place.wide_products = own_width;
  place.type = cells.type;
  place.digits = cells.digits;
  float y = area.min.y;
  if (cells.w > 0.0F && ask.only >= 0) {
    const Rect grid{{left, y}, {left + grid_w, y + grid_h}};
    (ask.only == 0 ? place.values : ask.only == 1 ? place.kernel : place.products) = grid;
    y = grid.max.y;
  } else if (cells.w > 0.0F) {
    const float x2 = left + small_w + sign, x3 = x2 + small_w + sign;
    place.values = {{left, y}, {left + small_w, y + small_h}};
    place.kernel = {{x2, y}, {x2 + small_w, y + small_h}};
    const float under = own_width ? left + sign : x2;
    const ImVec2 at = cells.below ? ImVec2{under, y + small_h + (cells.products_only ? narrow_gap(ui) : grid_gap(ui))}
                                  : ImVec2{x3, y};
    place.products = {at, {at.x + grid_w, at.y + grid_h}};
    y = place.products.max.y;
  }
  place.sums = {{left, y}, {left + block, y + lines}};
  const std::string number = signed_number(patch.result);
  float top = y + ui.dp(13) + place.sums_height;
  if (place.bias) top += 2.0F * place.line;
  place.result = {{place.sums.max.x - ui.measure(place.number, number).x, top},
                  {place.sums.max.x, top + ui.line_height(place.number)}};
  return place;
}

std::optional<std::size_t> pointed_tap(const ProductsPlace& place, const ConvPatch& patch) {
  if (place.cell_w <= 0.0F || !ImGui::IsWindowHovered()) return std::nullopt;
  const ImVec2 pointer = ImGui::GetIO().MousePos;
  for (const Rect* grid : {&place.values, &place.kernel, &place.products}) {
    if (grid->width() <= 0.0F || !grid->contains(pointer)) continue;
    const auto cell_of = [](float from, float length, std::int64_t count) {
      return std::clamp<std::int64_t>(static_cast<std::int64_t>(from / length * static_cast<float>(count)), 0,
                                      count - 1);
    };
    const std::int64_t row = cell_of(pointer.y - grid->min.y, grid->height(), patch.kernel_h),
                       column = cell_of(pointer.x - grid->min.x, grid->width(), patch.kernel_w);
    return static_cast<std::size_t>(row * patch.kernel_w + column);
  }
  return std::nullopt;
}

}  // namespace flatscope
