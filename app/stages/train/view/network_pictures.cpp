#include "app/stages/train/view/network_pictures.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "app/files/network_code.h"
#include "app/stages/train/model/network_stops.h"
#include "app/stages/train/view/sample_picture.h"
#include "app/widgets/imgui_compat.h"
#include "app/widgets/marks.h"

namespace flatscope {
namespace {

using Look = NetworkStop::Look;

constexpr int most_sheets = 4, most_threads = 7, most_dots = 10;

// A stop with its place.
struct Placed {
  const NetworkStop* stop = nullptr;
  float x = 0.0F;     // its middle
  Rect box;           // of its front sheet, its line or its dots
  int sheets = 1;     // maps that lie behind one another
  float step = 0.0F;  // from one sheet to the next, to the right and up
  Rect whole() const {
    const float more = step * static_cast<float>(sheets - 1);
    return {{box.min.x, box.min.y - more}, {box.max.x + more, box.max.y}};
  }
};

struct Drawing {
  StageContext& context;
  Shape input;
  float top = 0.0F, bottom = 0.0F;  // of the drawing itself
  float height() const { return bottom - top; }
};

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

Placed placed(const Ui& ui, const Drawing& drawing, const NetworkStop& stop, float x) {
  Placed at;
  at.stop = &stop;
  at.x = std::round(x);
  const float middle = (drawing.top + drawing.bottom) * 0.5F;
  float width = ui.dp(8), height = drawing.height();
  if (stop.look == Look::picture || stop.look == Look::maps) {
    const auto longer = static_cast<float>(std::max(drawing.input[1], drawing.input[2]));
    // The root keeps small maps large enough to be seen; whole sizes stand below.
    const auto size = [&](std::int64_t pixels) {
      const float share = std::sqrt(static_cast<float>(pixels) / longer);
      return std::max(ui.dp(8), std::round(drawing.height() * std::min(1.0F, share)));
    };
    height = size(stop.shape[1]);
    width = size(stop.shape[2]);
    if (stop.look == Look::maps) {
      at.sheets = static_cast<int>(std::min<std::int64_t>(stop.shape[0], most_sheets));
      at.step = std::max(2.0F, ui.dp(2.5F));
      const float more = at.step * static_cast<float>(at.sheets - 1);
      height = std::max(ui.dp(6), std::min(height, drawing.height() - more));
      width = std::max(ui.dp(6), std::min(width, drawing.height() - more));
    }
  } else if (stop.look == Look::units) {
    width = ui.dp(5);
    // Few units are a short column.
    height *= std::min(1.0F, 0.3F + static_cast<float>(stop.shape[0]) * 0.07F);
  } else if (stop.look == Look::impossible) {
    width = height = ui.dp(18);
  }
  const float more = at.step * static_cast<float>(at.sheets - 1);
  at.box = {{std::round(at.x - (width + more) * 0.5F), std::round(middle - (height - more) * 0.5F)}, {0, 0}};
  at.box.max = {at.box.min.x + std::round(width), at.box.min.y + std::round(height)};
  return at;
}

// --- edges -----------------------------------------------------------------------------------------------------------

// From a patch of the front sheet to the one number that it becomes.
void draw_patch(Ui& ui, const Placed& from, const Placed& to, ImU32 ink, float across, float down, bool dashed) {
  const NetworkStop& stop = *to.stop;
  const auto pixels = static_cast<float>(std::max<std::int64_t>(1, from.stop->shape[2]));
  const float side =
      std::clamp(from.box.width() * static_cast<float>(stop.kernel) / pixels, ui.dp(4), from.box.width());
  const ImVec2 corner{from.box.min.x + (from.box.width() - side) * across,
                      from.box.min.y + std::max(0.0F, from.box.height() - side) * down};
  const Rect patch{corner, {corner.x + side, std::min(corner.y + side, from.box.max.y)}};
  const ImVec2 target{to.box.min.x + to.box.width() * (0.12F + 0.76F * across),
                      to.box.min.y + to.box.height() * (0.12F + 0.76F * down)};
  const float line = std::max(1.0F, ui.dp(1));
  const ImU32 thin = with_alpha(ink, 0.75F);
  if (dashed) {
    marks::dashed_line(ui, {patch.max.x, patch.min.y}, target, thin, line, 3.0F);
    marks::dashed_line(ui, patch.max, target, thin, line, 3.0F);
    marks::dashed_rect(ui, patch, ink, line, 2.0F);
  } else {
    ui.draw->AddLine({patch.max.x, patch.min.y}, target, thin, line);
    ui.draw->AddLine(patch.max, target, thin, line);
    compat::add_rect(ui.draw, patch.min, patch.max, ink, 0.0F, line);
  }
  ui.draw->AddRectFilled({target.x - line, target.y - line}, {target.x + line + 1.0F, target.y + line + 1.0F}, ink);
}

void draw_arrow(Ui& ui, float from, float to, float y, ImU32 ink) {
  if (to - from < ui.dp(6)) return;
  const float line = std::max(1.0F, ui.dp(1)), head = ui.dp(3);
  ui.draw->AddLine({from, y}, {to, y}, ink, line);
  ui.draw->AddLine({to - head, y - head}, {to, y}, ink, line);
  ui.draw->AddLine({to - head, y + head}, {to, y}, ink, line);
}

// Everything to everything: a veil, and some of the lines.
void draw_fan(Ui& ui, const Placed& from, const Placed& to, ImU32 ink) {
  const Rect a = from.whole(), b = to.whole();
  const float left = a.max.x + ui.dp(1), right = b.min.x - ui.dp(1);
  if (right <= left) return;
  ui.draw->AddQuadFilled({left, a.min.y}, {right, b.min.y}, {right, b.max.y}, {left, a.max.y}, with_alpha(ink, 0.13F));
  const auto ends = [](const Placed& at) {
    return at.stop->look == Look::maps || at.stop->look == Look::picture
               ? most_threads
               : static_cast<int>(std::clamp<std::int64_t>(at.stop->shape[0], 1, most_threads));
  };
  const auto y_of = [](const Rect& box, int i, int all) {
    return all == 1 ? box.centre().y : box.min.y + box.height() * static_cast<float>(i) / static_cast<float>(all - 1);
  };
  const int sources = ends(from), targets = ends(to);
  const ImU32 thin = with_alpha(ink, 0.5F);
  for (int i = 0; i < sources; ++i)
    for (int j = 0; j < targets; ++j)
      ui.draw->AddLine({left, y_of(a, i, sources)}, {right, y_of(b, j, targets)}, thin, 1.0F);
}

void draw_edge(Ui& ui, const Placed& from, const Placed& to, ImU32 ink) {
  const NetworkStop& stop = *to.stop;
  if (stop.look == Look::impossible || from.stop->look == Look::impossible) {
    marks::dashed_line(ui, {from.whole().max.x, to.box.centre().y}, {to.box.min.x, to.box.centre().y}, ui.colours.wrong,
                       std::max(1.0F, ui.dp(1)));
  } else if (stop.by == LayerKind::linear) {
    draw_fan(ui, from, to, ink);
  } else if (stop.by == LayerKind::conv) {
    draw_patch(ui, from, to, ink, 0.18F, 0.3F, false);
    draw_patch(ui, from, to, ink, 0.75F, 0.72F, false);
  } else if (stop.by == LayerKind::local) {
    draw_patch(ui, from, to, ink, 0.18F, 0.3F, false);
    draw_patch(ui, from, to, ink, 0.75F, 0.72F, true);
  } else if (stop.look == Look::units) {
    // Each map becomes one number.
    const Rect a = from.whole(), b = to.whole();
    ui.draw->AddTriangleFilled(a.max.x > a.min.x ? ImVec2{a.max.x + ui.dp(2), a.min.y} : a.min,
                               {a.max.x + ui.dp(2), a.max.y}, {b.min.x - ui.dp(2), b.centre().y},
                               with_alpha(ink, 0.25F));
    for (int i = 0; i < most_threads; ++i) {
      const float share = static_cast<float>(i) / (most_threads - 1);
      ui.draw->AddLine({a.max.x + ui.dp(2), a.min.y + a.height() * share},
                       {b.min.x - ui.dp(2), b.min.y + b.height() * share}, with_alpha(ink, 0.6F), 1.0F);
    }
  } else {
    draw_arrow(ui, from.whole().max.x + ui.dp(4), to.box.min.x - ui.dp(3), to.box.centre().y, ui.colours.muted);
  }
}

// --- stops -----------------------------------------------------------------------------------------------------------

void draw_maps(Ui& ui, const Placed& at, ImU32 ink) {
  for (int i = at.sheets; i-- > 0;) {
    const float by = at.step * static_cast<float>(i);
    const Rect sheet{{at.box.min.x + by, at.box.min.y - by}, {at.box.max.x + by, at.box.max.y - by}};
    ui.draw->AddRectFilled(sheet.min, sheet.max, mix(ui.colours.panel, ink, i == 0 ? 0.28F : 0.16F));
    compat::add_rect(ui.draw, sheet.min, sheet.max, ink, 0.0F, 1.0F);
  }
}

void draw_dots(Ui& ui, const Placed& at, ImU32 ink) {
  const std::int64_t units = at.stop->shape[0];
  const float middle = at.box.centre().x;
  if (units > most_dots) {
    ui.draw->AddLine({middle, at.box.min.y}, {middle, at.box.max.y}, ink, std::max(2.0F, ui.dp(2)));
    return;
  }
  const float radius = std::min(ui.dp(2.5F), at.box.height() / static_cast<float>(units) * 0.45F);
  for (std::int64_t i = 0; i < units; ++i) {
    const float share = units == 1 ? 0.5F : static_cast<float>(i) / static_cast<float>(units - 1);
    ui.draw->AddCircleFilled({middle, at.box.min.y + at.box.height() * share}, std::max(1.0F, radius), ink);
  }
}

void draw_stop(const Drawing& drawing, const Placed& at, ImU32 ink, bool last) {
  Ui& ui = drawing.context.ui;
  const float line = std::max(1.0F, ui.dp(1));
  switch (at.stop->look) {
    case Look::picture:
      ui.draw->AddRectFilled(at.box.min, at.box.max, IM_COL32(0, 0, 0, 255));
      draw_sample(ui, at.box, drawing.context.results.train.data, SamplePart::train, 0);
      compat::add_rect(ui.draw, at.box.min, at.box.max, ui.colours.muted, 0.0F, line);
      break;
    case Look::maps:
      draw_maps(ui, at, ink);
      break;
    case Look::line:
      ui.draw->AddRectFilled(at.box.min, at.box.max, ui.colours.panel);
      compat::add_rect(ui.draw, at.box.min, at.box.max, ui.colours.text, 0.0F, line);
      for (int i = 1; i < 6; ++i) {
        const float y = std::round(at.box.min.y + at.box.height() * static_cast<float>(i) / 6.0F);
        ui.draw->AddLine({at.box.min.x, y}, {at.box.max.x, y}, ui.colours.muted, 1.0F);
      }
      break;
    case Look::units:
      draw_dots(ui, at, last ? ui.colours.text : ink);
      break;
    case Look::impossible: {
      marks::dashed_rect(ui, at.box, ui.colours.wrong, line);
      const Rect cross = at.box.inset(ui.dp(5));
      ui.draw->AddLine(cross.min, cross.max, ui.colours.wrong, line * 1.5F);
      ui.draw->AddLine({cross.min.x, cross.max.y}, {cross.max.x, cross.min.y}, ui.colours.wrong, line * 1.5F);
      break;
    }
  }
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
  const Drawing drawing{context, input, area.min.y + words + gap, area.max.y - words - gap};
  const float half = drawing.height() * 0.5F + ui.dp(6), least = drawing.height() + ui.dp(8);
  const float room = area.width() - half - ui.dp(16);
  const auto most = static_cast<std::size_t>(std::max(3.0F, room / least + 1.0F));
  const std::vector<std::size_t> shown = stops_shown(stops.size(), most);
  const float between = shown.size() < 2 ? 0.0F : room / static_cast<float>(shown.size() - 1);
  std::vector<Placed> places;
  for (std::size_t i = 0; i < shown.size(); ++i)
    places.push_back(placed(ui, drawing, stops[shown[i]], area.min.x + half + between * static_cast<float>(i)));
  for (std::size_t i = 1; i < places.size(); ++i) {
    const ImU32 ink = ink_of_stop(ui, stops, shown[i]);
    if (shown[i] != shown[i - 1] + 1) {
      const float x = (places[i - 1].x + places[i].x) * 0.5F;
      ui.text({x, drawing.top + drawing.height() * 0.3F}, Type::strong, ui.colours.muted, "…", Align::centre);
    } else {
      draw_edge(ui, places[i - 1], places[i], ink);
    }
  }
  float counts_to = area.min.x, shapes_to = area.min.x - ui.dp(8);
  for (std::size_t i = 0; i < places.size(); ++i) {
    const NetworkStop& stop = *places[i].stop;
    draw_stop(drawing, places[i], ink_of_stop(ui, stops, shown[i]), shown[i] + 1 == stops.size());
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
    if (i > 0 && stop.parameters.value > 0) {
      const float x = std::round((places[i - 1].x + places[i].x) * 0.5F);
      const std::string count = stop.parameters.past ? "too many" : grouped(stop.parameters.value);
      if (fits(counts_to, x, count))
        ui.text({x, area.min.y}, Type::mono_small, ink_of_stop(ui, stops, shown[i]), count, Align::centre);
    }
    const float from = i == 0 ? area.min.x : (places[i - 1].x + places[i].x) * 0.5F;
    const float to = i + 1 == places.size() ? area.max.x : (places[i].x + places[i + 1].x) * 0.5F;
    ui.tooltip(Rect{{from, area.min.y}, {to, area.max.y}}, words_of(stops, shown[i], layers, input));
  }
}

}  // namespace flatscope
