#include "app/stages/train/view/network_pictures.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "app/files/network_code.h"
#include "app/look/number_text.h"
#include "app/stages/train/view/network_parts.h"

namespace flatscope {
namespace {

using Look = NetworkStop::Look;

ImU32 ink_of_layer(const Ui& ui, LayerKind kind) {
  if (kind == LayerKind::conv) return ui.colours.conv;
  if (kind == LayerKind::linear) return ui.colours.dense;
  return ui.colours.muted;
}

// Global pooling takes the colour of the maps that it reads.
ImU32 ink_of_stop(const Ui& ui, const std::vector<NetworkStop>& stops, std::size_t index) {
  const LayerKind kind = stops[index].by;
  const bool pools = kind != LayerKind::conv && kind != LayerKind::linear && kind != LayerKind::local;
  if (pools && kind != LayerKind::flatten && index > 1) return ink_of_layer(ui, stops[index - 1].by);
  return ink_of_layer(ui, kind);
}

std::string words_of(const std::vector<NetworkStop>& stops, std::size_t index, std::span<const NetLayer> layers,
                     const Shape& input) {
  const NetworkStop& stop = stops[index];
  if (index == 0) return fmt::format("What both networks get: {} numbers.", short_shape(stop.shape));
  const NetworkCount count = count_network(input, layers);
  Shape shape = stops[index - 1].shape;
  std::string words;
  for (std::size_t i = stop.first; i < stop.last; ++i) {
    words += (words.empty() ? "" : ", ") + pytorch_name(shape, layers[i]);
    if (count.layers[i].problem.empty()) shape = count.layers[i].output;
  }
  if (!stop.problem.empty()) return fmt::format("{}: {}.", words, stop.problem);
  words += fmt::format(": gives {}", short_shape(stop.shape));
  if (stop.parameters.value > 0) words += fmt::format(", {} parameters", grouped(stop.parameters.value));
  return words + ".";
}

// The middle is left out where a network has more stops than fit.
std::vector<std::size_t> stops_shown(std::size_t all, std::size_t most) {
  std::vector<std::size_t> shown;
  for (std::size_t i = 0; i < all; ++i)
    if (all <= most || i < most / 2 || i + (most - most / 2) >= all) shown.push_back(i);
  return shown;
}

}  // namespace

void draw_network_picture(StageContext& context, const Rect& area, const Shape& input,
                          std::span<const NetLayer> layers) {
  Ui& ui = context.ui;
  const std::vector<NetworkStop> stops = network_stops(input, layers);
  const float words = ui.line_height(Type::mono_small), gap = ui.dp(1);
  const float top = area.min.y + words + gap, bottom = area.max.y - words - gap;
  const float half = (bottom - top) * 0.5F + ui.dp(6), least = bottom - top + ui.dp(8);
  const float room = area.width() - half - ui.dp(16);
  const auto most = static_cast<std::size_t>(std::max(3.0F, room / least + 1.0F));
  const std::vector<std::size_t> shown = stops_shown(stops.size(), most);
  const float between = shown.size() < 2 ? 0.0F : room / static_cast<float>(shown.size() - 1);
  std::vector<DrawnStop> places;
  for (std::size_t i = 0; i < shown.size(); ++i)
    places.push_back(
        place_stop(ui, stops[shown[i]], input, area.min.x + half + between * static_cast<float>(i), top, bottom));
  for (std::size_t i = 1; i < places.size(); ++i) {
    const ImU32 ink = ink_of_stop(ui, stops, shown[i]);
    if (shown[i] != shown[i - 1] + 1) {
      const float x = (places[i - 1].x + places[i].x) * 0.5F;
      ui.text({x, top + (bottom - top) * 0.3F}, Type::strong, ui.colours.muted, "…", Align::centre);
    } else {
      draw_edge(ui, places[i - 1], places[i], ink);
    }
  }
  float counts_to = area.min.x, shapes_to = area.min.x - ui.dp(8);
  for (std::size_t i = 0; i < places.size(); ++i) {
    const NetworkStop& stop = *places[i].stop;
    draw_stop(context, places[i], ink_of_stop(ui, stops, shown[i]), shown[i] + 1 == stops.size());
    // Numbers that would run into the one before are left to the tooltip.
    const auto fits = [&](float& to, float x, const std::string& text) {
      const float width = ui.measure(Type::mono_small, text).x;
      if (x - width * 0.5F < to || x + width * 0.5F > area.max.x + ui.dp(8)) return false;
      to = x + width * 0.5F + ui.dp(6);
      return true;
    };
    const std::string shape = stop.look == Look::impossible ? "" : short_shape(stop.shape);
    if (!shape.empty() && fits(shapes_to, places[i].x, shape))
      ui.text({places[i].x, area.max.y - words}, Type::mono_small, ui.colours.muted, shape, Align::centre);
    const bool tells = context.shows("train.parameters");
    if (tells && i > 0 && stop.parameters.value > 0) {
      const float x = std::round((places[i - 1].x + places[i].x) * 0.5F);
      const std::string count = stop.parameters.past ? "too many" : grouped(stop.parameters.value);
      if (fits(counts_to, x, count))
        ui.text({x, area.min.y}, Type::mono_small, ink_of_stop(ui, stops, shown[i]), count, Align::centre);
    }
    const float from = i == 0 ? area.min.x : (places[i - 1].x + places[i].x) * 0.5F;
    const float to = i + 1 == places.size() ? area.max.x : (places[i].x + places[i + 1].x) * 0.5F;
    if (tells) ui.tooltip(Rect{{from, area.min.y}, {to, area.max.y}}, words_of(stops, shown[i], layers, input));
  }
}

}  // namespace flatscope
