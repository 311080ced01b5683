// The first convolution's feature maps before and after, for each network that has one.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include "app/look/number_text.h"
#include "app/stages/kept_back.h"
#include "app/stages/shift/model/trained_exports.h"
#include "app/stages/shift/view/trained.h"
#include "app/widgets/feature_maps.h"
#include "app/widgets/imgui_compat.h"
#include "app/widgets/tensor_view.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

// One range for all maps of a network, from before the move, so that a drag keeps the colours.
float largest_of_all(const Tensor& maps) {
  float most = 0.0F;
  for (const float value : maps.values()) most = std::max(most, std::fabs(value));
  return most > 0.0F ? most : 1.0F;
}

void draw_network_maps(StageContext& context, const PairShown& shown, std::size_t which, const Rect& area) {
  Ui& ui = context.ui;
  const Reading& reading = shown.readings.networks[which];
  // The readings keep the maps; whoever draws them holds on to the readings.
  const std::shared_ptr<const PairResult>& owner = context.results.readings.value;
  const Tensor &before = reading.maps_before, &after = reading.maps_after;
  const float most = largest_of_all(before);
  TensorStyle style;
  style.map = reading.rectified ? ColourMap::magnitude : ColourMap::diverging;
  style.range = {reading.rectified ? 0.0F : -most, most};
  style.lines = false;

  const float line = ui.line_height(Type::small);
  const float words = ui.measure(Type::small, "before").x + ui.dp(8), gap = ui.dp(6);
  const bool named = area.width() > words * 5.0F;
  const float left = area.min.x + (named ? words : 0.0F), top = area.min.y + line + ui.dp(8);
  const float aspect = static_cast<float>(before.width()) / static_cast<float>(before.height());
  const float height_room = std::floor((area.max.y - top - gap) * 0.5F);
  const float most_wide = std::floor(height_room * aspect), least_wide = std::min(most_wide, ui.dp(30));
  const auto columns_for = [&](float wide) { return static_cast<int>((area.max.x - left + gap) / (wide + gap)); };
  const int shown_maps =
      std::max(1, std::min(static_cast<int>(before.channels()), columns_for(std::max(1.0F, least_wide))));
  const float wide =
      std::max(1.0F, std::min(most_wide, std::floor((area.max.x - left + gap) / static_cast<float>(shown_maps) - gap)));
  // The legend's line: whose maps, of which size, in which colours.
  const float chip = ui.dp(4);
  draw_chip(ui, {area.min, {area.min.x + chip, area.min.y + line}}, shown.pair(), which);
  const std::string low = reading.rectified ? "0" : short_number(-most, 2), high = short_number(most, 2);
  const float ramp = ui.dp(72);
  float right = area.max.x;
  right -= ui.text({right, area.min.y}, Type::mono_small, ui.colours.muted, high, Align::right) + ui.dp(6);
  colour_ramp(ui, {{right - ramp, area.min.y + ui.dp(3)}, {right, area.min.y + line - ui.dp(3)}}, style.map);
  right -= ramp + ui.dp(6);
  right -= ui.text({right, area.min.y}, Type::mono_small, ui.colours.muted, low, Align::right) + ui.dp(12);
  const std::string name = network_name(shown.pair(), which),
                    count = shown_maps < before.channels()
                                ? fmt::format("{} of {}", shown_maps, counted(before.channels(), "map"))
                                : counted(before.channels(), "map");
  const std::string relu = reading.rectified ? ", after its ReLU" : "";
  const std::vector<std::string> says = {
      fmt::format("{} · {}, {} × {}{}", name, count, before.width(), before.height(), relu),
      fmt::format("{} · {}{}", name, count, relu), fmt::format("{} · {}", name, count), name};
  const float room = right - area.min.x - ui.dp(12);
  ui.text_fit({area.min.x + ui.dp(12), area.min.y}, room, Type::small, ui.colours.text,
              first_fitting(ui, Type::small, room, says));

  const float high_map = std::round(wide / aspect);
  for (int row = 0; row < 2; ++row) {
    const float y = top + static_cast<float>(row) * (high_map + gap);
    if (named)
      ui.text({area.min.x, y + (high_map - line) * 0.5F}, Type::small, ui.colours.muted, row == 0 ? "before" : "after");
    for (int map = 0; map < shown_maps; ++map) {
      const float x = left + static_cast<float>(map) * (wide + gap);
      const Rect where{{x, y}, {x + wide, y + high_map}};
      if (context.shows(row == 0 ? "shift.maps_before" : "shift.maps"))
        ui.painter.draw(ui, owner, row == 0 ? before : after, map, where, style);
      else
        draw_kept_plane(context, where);
      compat::add_rect(ui.draw, {where.min.x - 1.0F, where.min.y - 1.0F}, {where.max.x + 1.0F, where.max.y + 1.0F},
                       ui.colours.line, 0.0F, 1.0F);
    }
  }
  ui.record.fact(fmt::format("shift.pair.{}.maps", which), std::to_string(shown_maps));
  if (shown_maps < before.channels()) {
    const Rect rest{{left, top}, {area.max.x, top + 2.0F * high_map + gap}};
    ui.tooltip(rest, fmt::format("The first {} of {}.", shown_maps, counted(before.channels(), "map")));
  }
}

}  // namespace

bool has_feature_maps(const PairShown& shown) {
  return std::any_of(shown.readings.networks.begin(), shown.readings.networks.end(),
                     [](const Reading& reading) { return !reading.maps_before.empty(); });
}

void draw_pair_maps(StageContext& context, const PairShown& shown, const Rect& area) {
  const Rect below = draw_answers_label(context, shown, area);
  std::vector<std::size_t> those;
  for (std::size_t i = 0; i < shown.readings.networks.size(); ++i)
    if (!shown.readings.networks[i].maps_before.empty()) those.push_back(i);
  const float gap = context.ui.dp(24);
  const auto count = static_cast<float>(those.size());
  const float width = std::floor((below.width() - gap * (count - 1.0F)) / count);
  for (std::size_t i = 0; i < those.size(); ++i) {
    const float x = below.min.x + static_cast<float>(i) * (width + gap);
    draw_network_maps(context, shown, those[i], {{x, below.min.y}, {x + width, below.max.y}});
  }
}

}  // namespace flatscope
