// What each layer of a network makes of one sample: its maps side by side, flat ones as a strip.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/look/fixed_number.h"
#include "app/look/number_text.h"
#include "app/stages/train/view/mistakes.h"
#include "app/widgets/feature_maps.h"
#include "app/widgets/imgui_compat.h"
#include "app/widgets/map_sheet.h"
#include "app/widgets/tensor_view.h"

namespace flatscope {
namespace {

constexpr int most_maps = 64;          // of a layer; more would be smaller than a pixel a cell
constexpr int most_with_numbers = 20;  // elements of a strip

bool is_activation(LayerKind kind) { return kind == LayerKind::relu || kind == LayerKind::tanh; }

// "3 × 3 convolution", "dense", ...
std::string words_of(const NetLayer& layer) {
  switch (layer.kind) {
    case LayerKind::conv:
      return fmt::format("{0} × {0} convolution", layer.kernel);
    case LayerKind::local:
      return fmt::format("{0} × {0} locally connected", layer.kernel);
    case LayerKind::linear:
      return "Dense";
    case LayerKind::flatten:
      return "Flatten";
    case LayerKind::maxpool:
      return fmt::format("{0} × {0} max pooling", layer.kernel);
    case LayerKind::avgpool:
      return fmt::format("{0} × {0} mean pooling", layer.kernel);
    case LayerKind::blurpool:
      return "Blur pooling";
    case LayerKind::globalavgpool:
      return "Global mean";
    case LayerKind::globalmaxpool:
      return "Global max";
    case LayerKind::relu:
      return "ReLU";
    case LayerKind::tanh:
      return "tanh";
  }
  return {};
}

std::string shape_words(const Tensor& made, bool flat) {
  if (flat) return grouped(made.size());
  return fmt::format("{} × {} × {}", made.channels(), made.height(), made.width());
}

// A layer with the activation right behind it, which is what the next layer gets.
struct Row {
  std::string words, shape;
  const Tensor* made = nullptr;
  bool flat = false, picture = false;  // the picture itself, only in a row
  TensorStyle style;
};

std::vector<Row> rows_of(const SampleLook::Network& seen, const TrainSettings& settings) {
  std::vector<Row> rows;
  bool touched = false;
  for (std::size_t i = 0; i < seen.layers.size() && i < settings.layers.size(); ++i) {
    const NetLayer& layer = settings.layers[i];
    Row row;
    row.words = words_of(layer);
    row.made = &seen.layers[i];
    row.flat = row.made->channels() == 1 && row.made->height() == 1;
    touched = touched || layer.kind != LayerKind::flatten;
    row.picture = !touched;
    if (i + 1 < seen.layers.size() && is_activation(settings.layers[i + 1].kind)) {
      ++i;
      row.words += ", " + words_of(settings.layers[i]);
      row.made = &seen.layers[i];
    }
    if (i + 1 == seen.layers.size()) row.words += " → classes";
    row.shape = shape_words(*row.made, row.flat);
    float low = 0.0F, high = 0.0F;
    for (const float value : row.made->values()) {
      low = std::min(low, value);
      high = std::max(high, value);
    }
    const float most = std::max({high, -low, 1e-6F});
    row.style.map = low < 0.0F ? ColourMap::diverging : ColourMap::magnitude;
    row.style.range = {low < 0.0F ? -most : 0.0F, most};
    if (row.picture) row.style.map = ColourMap::direct;
    rows.push_back(std::move(row));
  }
  return rows;
}

// Words, shape, and the range of its colours.
float draw_words(Ui& ui, const Rect& area, const Row& row) {
  float y = area.min.y;
  ui.text_fit({area.min.x, y}, area.width(), Type::strong, ui.colours.text, row.words);
  y += ui.line_height(Type::strong) + ui.dp(2);
  const float line = ui.line_height(Type::mono_small);
  const float shape = ui.text({area.min.x, y}, Type::mono_small, ui.colours.muted, row.shape);
  if (row.picture) return y + line - area.min.y;
  const std::string high = short_number(row.style.range.high);
  const std::string low = row.style.range.low < 0.0F ? short_number(row.style.range.low) : "0";
  const float ramp = ui.dp(36), gap = ui.dp(5);
  const float legend = ui.measure(Type::mono_small, low).x + gap + ramp + gap + ui.measure(Type::mono_small, high).x;
  float x = area.min.x + shape + ui.dp(14);
  if (x + legend > area.max.x) {
    x = area.min.x;
    y += line + ui.dp(3);
  }
  x += ui.text({x, y}, Type::mono_small, ui.colours.muted, low) + gap;
  colour_ramp(ui, {{x, y + line * 0.5F - ui.dp(4)}, {x + ramp, y + line * 0.5F + ui.dp(4)}}, row.style.map);
  ui.text({x + ramp + gap, y}, Type::mono_small, ui.colours.muted, high);
  return y + line - area.min.y;
}

// What a row is high where the rows share what room there is: small maps beside each other rather than a page that
// has to be scrolled, as long as they can be seen.
struct Share {
  float maps = 0.0F, strip = 0.0F;
};
Share share_out(const Ui& ui, const std::vector<Row>& rows, float room) {
  const auto strips = static_cast<float>(std::count_if(rows.begin(), rows.end(), [](const Row& r) { return r.flat; }));
  const float maps = static_cast<float>(rows.size()) - strips, between = ui.dp(14);
  Share share{ui.dp(56), ui.dp(26)};
  const float left = room - maps * (share.maps + between) - strips * (share.strip + ui.dp(8) + between);
  if (left <= 0.0F) return share;
  // Maps gain more from room than strips do.
  const float parts = maps * 3.0F + strips, each = left / std::max(1.0F, parts);
  share.maps = std::min(share.maps + 3.0F * each, ui.dp(196));
  share.strip = std::min(share.strip + each, ui.dp(48));
  return share;
}

float draw_strip(Ui& ui, const Rect& area, float height, const std::shared_ptr<const SampleLook>& owner, const Row& row,
                 const std::vector<ClassWords>* classes) {
  const auto count = static_cast<int>(row.made->size());
  const bool numbers = count <= most_with_numbers;
  float widest = ui.dp(numbers ? 40 : 14);
  if (classes != nullptr && numbers)
    for (const ClassWords& one : *classes)
      widest = std::max(widest, ui.measure(Type::mono_small, one.brief).x + ui.dp(8));
  const float cell = std::min({widest, ui.dp(96), area.width() / static_cast<float>(count)});
  const float names = classes != nullptr && numbers ? ui.line_height(Type::mono_small) + ui.dp(3) : 0.0F;
  const Rect strip{{area.min.x, area.min.y + names},
                   {area.min.x + cell * static_cast<float>(count), area.min.y + names + height}};
  TensorStyle style = row.style;
  style.lines = cell >= ui.dp(6);
  ui.painter.draw(ui, owner, *row.made, 0, strip, style);
  compat::add_rect(ui.draw, strip.min, strip.max, ui.colours.line, 0.0F, 1.0F);
  const CellColours colours(ui.colours, row.style);
  for (int i = 0; numbers && i < count; ++i) {
    const float value = row.made->values()[static_cast<std::size_t>(i)];
    const float x = strip.min.x + (static_cast<float>(i) + 0.5F) * cell;
    const std::string words = fixed_number(value, 1);
    if (ui.measure(Type::mono_small, words).x <= cell - 2.0F)
      ui.text({x, strip.centre().y - ui.line_height(Type::mono_small) * 0.5F}, Type::mono_small,
              ink_on(colours.of(value)), words, Align::centre);
    if (names > 0.0F)
      ui.text_fit({x, area.min.y}, cell - 2.0F, Type::mono_small, ui.colours.muted,
                  (*classes)[static_cast<std::size_t>(i)].brief, Align::centre);
  }
  const ImVec2 pointer = ImGui::GetIO().MousePos;
  if (strip.contains(pointer)) {
    const int at = std::clamp(static_cast<int>((pointer.x - strip.min.x) / cell), 0, count - 1);
    ui.tooltip(strip, fmt::format("element {} of {}: {}", grouped(at + 1), grouped(count),
                                  short_number(row.made->values()[static_cast<std::size_t>(at)], 4)));
  }
  return names + height;
}

float draw_maps(Ui& ui, const Rect& area, float height_for_all, const std::shared_ptr<const SampleLook>& owner,
                const Row& row) {
  const int all = static_cast<int>(row.made->channels()), shown = std::min(all, most_maps);
  const auto columns = static_cast<float>(row.made->width()), rows = static_cast<float>(row.made->height());
  MapSheetLimits limits;
  limits.width = area.width();
  limits.height = shown > 24 ? std::max(height_for_all, ui.dp(112)) : height_for_all;
  limits.between = ui.dp(5);
  limits.between_rows = ui.dp(5);
  const MapSheet sheet = arrange_sheet(shown, columns, rows, limits);
  for (int i = 0; i < shown; ++i) {
    const Rect map = sheet.map(i, area.min);
    TensorStyle style = row.style;
    style.lines = false;
    ui.painter.draw(ui, owner, *row.made, i, map, style);
    compat::add_rect(ui.draw, map.min, map.max, ui.colours.line, 0.0F, 1.0F);
    if (!map.contains(ImGui::GetIO().MousePos)) continue;
    const std::int64_t plane = row.made->height() * row.made->width();
    const auto values =
        row.made->values().subspan(static_cast<std::size_t>(i * plane), static_cast<std::size_t>(plane));
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    ui.tooltip(map, fmt::format("map {} of {}: {} to {}", i + 1, all, short_number(*low), short_number(*high)));
  }
  float height = sheet.height();
  if (shown < all)
    height += ui.dp(4) + ui.text_wrapped({area.min.x, area.min.y + height + ui.dp(4)}, area.width(), Type::small,
                                         ui.colours.muted, fmt::format("{} of {} maps", shown, grouped(all)));
  return height;
}

}  // namespace

float draw_layers_of_sample(StageContext& context, const Rect& area, const SampleLook& look, std::size_t network,
                            const TrainSettings& settings) {
  Ui& ui = context.ui;
  const std::shared_ptr<const SampleLook>& owner = context.results.train.look.value;
  const std::vector<Row> rows = rows_of(look.networks[network], settings);
  const std::vector<ClassWords>& classes = class_words_of(context, *context.results.train.data);
  const bool beside = area.width() >= ui.dp(480);
  const float words = ui.dp(184);
  const Share share = share_out(ui, rows, area.height());
  float y = area.min.y;
  for (const Row& row : rows) {
    const float left = beside ? area.min.x + words + ui.dp(20) : area.min.x;
    const float told = draw_words(ui, {{area.min.x, y}, {beside ? area.min.x + words : area.max.x, area.max.y}}, row);
    const Rect picture{{left, beside ? y : y + told + ui.dp(6)}, area.max};
    const bool last = &row == &rows.back() && row.flat && row.made->size() == static_cast<std::int64_t>(classes.size());
    const float drawn = row.flat ? draw_strip(ui, picture, share.strip, owner, row, last ? &classes : nullptr)
                                 : draw_maps(ui, picture, share.maps, owner, row);
    y += (beside ? std::max(told, drawn) : told + ui.dp(6) + drawn) + ui.dp(14);
  }
  if (!rows.empty() && rows.back().flat) {
    const float left = beside ? area.min.x + words + ui.dp(20) : area.min.x;
    y += ui.text_wrapped({left, y - ui.dp(8)}, area.max.x - left, Type::small, ui.colours.muted,
                         "Softmax makes scores of these: e to the power of each, divided by the sum of all.");
  }
  ui.record.fact("train.sample.layers", std::to_string(rows.size()));
  return y - area.min.y;
}

}  // namespace flatscope
