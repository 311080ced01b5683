// How sure each network is of each class, before and after: hollow and filled bars, and the answer in large.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "app/stages/kept_back.h"
#include "app/stages/shift/model/trained_exports.h"
#include "app/stages/shift/view/trained.h"
#include "app/stages/shift/view/trained_words.h"
#include "app/stages/train/model/quick_network.h"
#include "app/widgets/imgui_compat.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

void draw_label(Ui& ui, const PairShown& shown, const Rect& line) {
  float right = line.max.x;
  const float box = ui.dp(8), middle = line.min.y + ui.line_height(Type::small) * 0.5F;
  const float needed = ui.measure(Type::small, "beforeafter").x + 2.0F * box + ui.dp(40);
  if (shown.moved() && needed < line.width()) {
    right -= ui.text({right, line.min.y}, Type::small, ui.colours.muted, "after", Align::right) + ui.dp(4) + box;
    ui.draw->AddRectFilled({right, middle - box * 0.5F}, {right + box, middle + box * 0.5F}, ui.colours.text);
    right -= ui.dp(12);
    right -= ui.text({right, line.min.y}, Type::small, ui.colours.muted, "before", Align::right) + ui.dp(4) + box;
    compat::add_rect(ui.draw, {right, middle - box * 0.5F}, {right + box, middle + box * 0.5F}, ui.colours.text, 0.0F,
                     1.0F);
    right -= ui.dp(8);
  }
  const std::array<std::string, 3> titles = {"CLASS PROBABILITIES", "PROBABILITIES", "CLASSES"};
  const float room = right - line.min.x;
  if (ui.measure(Type::section, titles.back()).x > room) return;
  ui.text_fit(line.min, room, Type::section, ui.colours.muted, first_fitting(ui, Type::section, room, titles));
}

// "2 → 7" as large as there is room for, on two lines where one is too narrow; returns its height.
float draw_answer(Ui& ui, const PairShown& shown, std::size_t which, const Rect& area) {
  const Reading& reading = shown.readings.networks[which];
  const TrainedPair& pair = shown.pair();
  const std::string before = class_name(pair, reading.class_before), after = class_name(pair, reading.class_after);
  const std::string words = shown.moved() ? before + " → " + after : after;
  const ImU32 ink = pair_ink(ui, pair, which);
  const float room = area.width() + ui.dp(10);
  for (const Type type : {Type::number, Type::heading, Type::strong}) {
    const float line = ui.line_height(type);
    if (line > area.height() + 1.0F) continue;
    if (ui.measure(type, words).x <= room) {
      ui.text(area.min, type, ink, words);
      return line;
    }
    const std::string then = "→ " + after;
    const bool both = std::max(ui.measure(type, before).x, ui.measure(type, then).x) <= room;
    if (!both || type == Type::strong || area.height() < 2.0F * line + ui.line_height(Type::small)) continue;
    ui.text(area.min, type, ink, before);
    ui.text({area.min.x, area.min.y + line}, type, ink, then);
    return 2.0F * line;
  }
  ui.text_fit(area.min, room, Type::strong, ink, words);
  return ui.line_height(Type::strong);
}

// Names under the bars: whole where all have room, with the signs that the cells of the maps have; else signs alone.
void label_classes(Ui& ui, const PairShown& shown, const Reading& reading, const Rect& plot, float slot) {
  const TrainedPair& pair = shown.pair();
  const auto count = static_cast<int>(reading.before.size());
  bool names_fit = true, signs_fit = true;
  const auto whole = [&](int k) {
    const std::string name = class_name(pair, k), sign = class_sign(pair, k);
    return name.rfind(sign, 0) == 0 ? name : sign + " " + name;
  };
  for (int k = 0; k < count; ++k) {
    names_fit = names_fit && ui.measure(Type::small, whole(k)).x + ui.dp(4) <= slot;
    signs_fit = signs_fit && ui.measure(Type::mono, class_sign(pair, k)).x + ui.dp(2) <= slot;
  }
  const float y = plot.max.y + ui.dp(3);
  for (int k = 0; k < count; ++k) {
    const bool told = k == reading.class_before || k == reading.class_after;
    if (!told && !names_fit && !signs_fit) continue;
    const float x = plot.min.x + slot * (static_cast<float>(k) + 0.5F);
    const bool single = class_name(pair, k).size() == 1;
    if (names_fit && !single)
      ui.text({x, y}, Type::small, told ? ui.colours.text : ui.colours.muted, whole(k), Align::centre);
    else
      ui.text({x, y}, told ? Type::mono_strong : Type::mono, told ? ui.colours.text : ui.colours.muted,
              class_sign(pair, k), Align::centre);
  }
}

void draw_bars(Ui& ui, const PairShown& shown, std::size_t which, const Rect& area) {
  const Reading& reading = shown.readings.networks[which];
  const float label = ui.line_height(Type::mono) + ui.dp(4);
  const float small = ui.line_height(Type::mono_small);
  const bool axis = area.width() > ui.dp(220) && area.height() - label > small * 2.6F;
  const float left = axis ? ui.measure(Type::mono_small, "100 %").x + ui.dp(8) : 0.0F;
  const Rect plot{{area.min.x + left, area.min.y + (axis ? std::round(small * 0.5F) : 1.0F)},
                  {area.max.x, area.max.y - label}};
  const auto y_at = [&](float share) { return std::round(plot.max.y - plot.height() * share); };
  const bool half = axis && plot.height() > small * 3.2F;
  for (const float share : {0.0F, 0.5F, 1.0F}) {
    if (share == 0.5F && !half) continue;
    ui.draw->AddLine({plot.min.x, y_at(share) + 0.5F}, {plot.max.x, y_at(share) + 0.5F}, ui.colours.line, 1.0F);
    if (axis)
      ui.text({plot.min.x - ui.dp(8), y_at(share) - small * 0.5F}, Type::mono_small, ui.colours.muted,
              fmt::format("{:.0f} %", share * 100.0F), Align::right);
  }
  const auto count = static_cast<int>(reading.before.size());
  const float slot = plot.width() / static_cast<float>(std::max(1, count));
  const float wide = std::max(1.0F, std::round(std::min(slot * 0.66F, ui.dp(30))));
  const ImU32 ink = pair_ink(ui, shown.pair(), which);
  const bool thin = which == 1 && same_family(shown.pair());
  for (int k = 0; k < count; ++k) {
    const auto at = static_cast<std::size_t>(k);
    const float x = std::round(plot.min.x + slot * (static_cast<float>(k) + 0.5F) - wide * 0.5F);
    const float inset = wide < 6.0F ? 0.0F : thin ? std::round(wide * 0.25F) : 1.0F;
    ui.draw->AddRectFilled({x + inset, y_at(reading.after[at])}, {x + wide - inset, plot.max.y}, ink);
    if (!shown.moved() || y_at(reading.before[at]) >= plot.max.y) continue;
    compat::add_rect(ui.draw, {x, y_at(reading.before[at])}, {x + wide, plot.max.y + 1.0F}, ui.colours.text, 0.0F,
                     std::max(1.0F, std::round(ui.scale)));
  }
  label_classes(ui, shown, reading, plot, slot);

  const std::string id = fmt::format("shift.probabilities.{}", which);
  hit_area(ui, id.c_str(), {{plot.min.x, area.min.y}, area.max});
  if (!ImGui::IsItemHovered() || count == 0) return;
  const float from_left = (ImGui::GetIO().MousePos.x - plot.min.x) / slot;
  const int k = std::clamp(static_cast<int>(from_left), 0, count - 1);
  const auto at = static_cast<std::size_t>(k);
  const float x = plot.min.x + slot * static_cast<float>(k);
  ui.draw->AddRectFilled({x, plot.min.y}, {x + slot, area.max.y}, with_alpha(ui.colours.text, 0.08F));
  const std::string now = probability_words(static_cast<double>(reading.after[at]));
  const std::string words = shown.moved() ? fmt::format("{}: {} → {}", class_name(shown.pair(), k),
                                                        probability_words(static_cast<double>(reading.before[at])), now)
                                          : fmt::format("{}: {}", class_name(shown.pair(), k), now);
  // Beside its bar, so that the bar is still seen.
  const float width = ui.measure(Type::mono, words).x, aside = ui.dp(8);
  const bool after = x + slot + aside + width <= plot.max.x;
  text_on_plate(ui, {after ? x + slot + aside : x - aside, plot.min.y + ui.dp(2)}, Type::mono, ui.colours.text, words,
                after ? Align::left : Align::right);
}

void draw_network(StageContext& context, const PairShown& shown, std::size_t which, const Rect& row) {
  Ui& ui = context.ui;
  const TrainedPair& pair = shown.pair();
  const Reading& reading = shown.readings.networks[which];
  const TrainedNetwork* const network = pair.networks[which].get();
  const float strong = ui.line_height(Type::strong), small = ui.line_height(Type::small);
  const float units = row.height() / ui.scale;
  const float width = std::min(row.width() * 0.4F, std::max(ui.dp(92), std::min(row.width() * 0.3F, ui.dp(220))));
  const Rect words{{row.min.x + ui.dp(12), row.min.y}, {row.min.x + width, row.max.y}};
  const std::string structure =
      units >= 100.0F && network != nullptr ? structure_words(network->input, network->layers) : "";
  // Two lines where there is room for them.
  const float wrapped = ui.text_wrapped({0, 0}, words.width(), Type::small, 0, structure, false);
  const bool whole = units >= 124.0F && wrapped < small * 2.6F;
  const float head = strong + (structure.empty() ? 0.0F : ui.dp(2) + (whole ? wrapped : small));
  draw_chip(ui, {row.min, {row.min.x + ui.dp(4), row.min.y + head}}, pair, which);
  ui.text_fit(words.min, words.width(), Type::strong, ui.colours.text, network_name(pair, which));
  const ImVec2 under{words.min.x, words.min.y + strong + ui.dp(2)};
  if (whole)
    ui.text_wrapped(under, words.width(), Type::small, ui.colours.muted, structure);
  else if (!structure.empty())
    ui.text_fit(under, words.width(), Type::small, ui.colours.muted, structure);
  float y = row.min.y + head + ui.dp(units >= 110.0F ? 8.0F : 2.0F);
  if (!reading.answers()) {
    ui.text_wrapped({words.min.x, y}, row.max.x - words.min.x, Type::small, ui.colours.wrong, reading.problem);
    return;
  }
  if (shown.nothing_drawn()) {
    ui.text_wrapped({words.min.x, y}, row.max.x - words.min.x, Type::body, ui.colours.muted,
                    "Nothing drawn yet: it answers once there is something on the sheet.");
    ui.record.fact(fmt::format("shift.nothing_drawn.{}", which), "yes");
    return;
  }
  if (!context.shows("shift.readings")) {
    draw_kept_line(context, {words.min.x, y}, row.max.x - words.min.x);
    return;
  }
  y += draw_answer(ui, shown, which, {{words.min.x, y}, {words.max.x, row.max.y}});
  y += ui.dp(units >= 110.0F ? 6.0F : 1.0F);
  for (const std::string& sentence : reading_sentences(pair, reading, shown.moved(), label_of(shown.picture.scene))) {
    const float height = ui.text_wrapped({0, 0}, words.width(), Type::small, 0, sentence, false);
    if (y + height > row.max.y + ui.dp(4)) continue;
    ui.text_wrapped({words.min.x, y}, words.width(), Type::small, ui.colours.muted, sentence);
    break;
  }
  draw_bars(ui, shown, which, {{words.max.x + ui.dp(16), row.min.y}, row.max});
}

}  // namespace

void draw_probabilities(StageContext& context, const PairShown& shown, const Rect& area) {
  Ui& ui = context.ui;
  if (state_of(context, "shift.readings") == PartState::hidden) return;
  const float units = area.height() / ui.scale;
  const float label = ui.line_height(Type::section) + ui.dp(units >= 200.0F ? 10.0F : 4.0F);
  draw_label(ui, shown, {area.min, {area.max.x, area.min.y + label}});
  const float gap = ui.dp(units >= 240.0F ? 20.0F : 6.0F), top = area.min.y + label;
  const float height = std::floor((area.max.y - top - gap) * 0.5F);
  draw_network(context, shown, 0, {{area.min.x, top}, {area.max.x, top + height}});
  draw_network(context, shown, 1, {{area.min.x, area.max.y - height}, area.max});
}

}  // namespace flatscope
