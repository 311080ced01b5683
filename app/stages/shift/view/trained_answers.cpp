// Each network's answer at every place near: a map of classes over (dx, dy), and what it says in words.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "app/engine/structure_reason.h"
#include "app/stages/kept_back.h"
#include "app/stages/shift/model/trained_exports.h"
#include "app/stages/shift/view/trained.h"
#include "app/stages/shift/view/trained_words.h"
#include "app/widgets/imgui_compat.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

// Of the place where it started: white in a dark rim, as on the picture.
constexpr ImU32 rest_ink = IM_COL32(255, 255, 255, 255);

// The cells of one map.
struct MapCells {
  Rect where;
  float cell = 1.0F;
  Rect of(int dx, int dy) const {
    const float x = where.min.x + static_cast<float>(dx + answer_radius) * cell;
    const float y = where.min.y + static_cast<float>(dy + answer_radius) * cell;
    return {{std::floor(x), std::floor(y)}, {std::floor(x + cell), std::floor(y + cell)}};
  }
};

void mark(Ui& ui, const Rect& cell, ImU32 colour) {
  const float thick = std::max(1.5F, ui.dp(2));
  compat::add_rect(ui.draw, {cell.min.x - thick - 1.0F, cell.min.y - thick - 1.0F},
                   {cell.max.x + thick, cell.max.y + thick}, ui.colours.outline, ui.dp(2), thick + 2.0F);
  compat::add_rect(ui.draw, {cell.min.x - thick, cell.min.y - thick},
                   {cell.max.x + thick - 1.0F, cell.max.y + thick - 1.0F}, colour, ui.dp(2), thick);
}

// Where it keeps its class a cell is filled in the network's colour; every cell has its class as a sign.
void draw_cells(Ui& ui, const PairShown& shown, std::size_t which, const MapCells& cells) {
  const TrainedPair& pair = shown.pair();
  const AnswerMap& map = shown.maps->networks[which];
  const int kept = map.at(0, 0);
  const ImU32 ink = pair_ink(ui, pair, which);
  ui.draw->AddRectFilled(cells.where.min, cells.where.max, ui.colours.raised);
  const bool letters = cells.cell >= 8.0F;
  // A digit takes about two thirds of its line: with a line as high as this it fills the cell.
  const float size = std::round(std::min(cells.cell * 1.22F, ui.line_height(Type::mono_strong) * 1.3F));
  const float share = size / ui.line_height(Type::mono_strong);
  std::array<std::string, 256> signs;
  std::array<float, 256> widths{};
  for (int dy = -answer_radius; dy <= answer_radius; ++dy) {
    for (int dx = -answer_radius; dx <= answer_radius; ++dx) {
      const auto answer = static_cast<std::size_t>(map.at(dx, dy));
      const bool keeps = static_cast<int>(answer) == kept;
      const Rect cell = cells.of(dx, dy);
      if (keeps) ui.draw->AddRectFilled(cell.min, {cell.max.x - 1.0F, cell.max.y - 1.0F}, ink);
      if (!letters) continue;
      if (signs[answer].empty()) {
        signs[answer] = class_sign(pair, static_cast<int>(answer));
        widths[answer] = ui.measure(Type::mono_strong, signs[answer]).x * share;
      }
      ui.letters(
          {std::round(cell.centre().x - 0.5F - widths[answer] * 0.5F), std::round(cell.centre().y - size * 0.5F)},
          Type::mono_strong, size, keeps ? ink_on(ink) : ui.colours.muted, signs[answer]);
    }
  }
}

// The pointer on a map: what is read there; pressed, the object goes there.
std::optional<PathPlace> point(StageContext& context, const PairShown& shown, std::size_t which,
                               const MapCells& cells) {
  Ui& ui = context.ui;
  const std::string id = fmt::format("shift.answers.{}", which);
  hit_area(ui, id.c_str(), cells.where, fmt::format("{},{}", shown.inputs.dx, shown.inputs.dy));
  const bool active = ImGui::IsItemActive(), let_go = ImGui::IsItemDeactivated();
  if (let_go) context.edit.commit = true;
  if (!ImGui::IsItemHovered() && !active) return std::nullopt;
  ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const auto place = [&](float at, float from) {
    return std::clamp(static_cast<int>(std::floor((at - from) / cells.cell)) - answer_radius, -answer_radius,
                      answer_radius);
  };
  const PathPlace pointed{place(mouse.x, cells.where.min.x), place(mouse.y, cells.where.min.y)};
  if (active) {
    context.edit.scene.shift.dx = pointed.dx;
    context.edit.scene.shift.dy = pointed.dy;
  }
  return pointed;
}

// A line with a small square in front of it; returns its height, 0 where there was no room for it.
float legend(Ui& ui, const Rect& area, ImU32 colour, const std::vector<std::string>& words) {
  const float side = ui.dp(9), left = area.min.x + side + ui.dp(10), line = ui.line_height(Type::small);
  for (const std::string& sentence : words) {
    const float height = ui.text_wrapped({0, 0}, area.max.x - left, Type::small, 0, sentence, false);
    if (area.min.y + height > area.max.y + ui.dp(3)) continue;
    const float y = std::round(area.min.y + (line - side) * 0.5F);
    const float thick = std::max(1.0F, ui.dp(2));
    compat::add_rect(ui.draw, {area.min.x - 1.0F, y - 1.0F}, {area.min.x + side + 1.0F, y + side + 1.0F},
                     ui.colours.outline, ui.dp(2), thick + 2.0F);
    compat::add_rect(ui.draw, {area.min.x, y}, {area.min.x + side, y + side}, colour, ui.dp(2), thick);
    ui.text_wrapped({left, area.min.y}, area.max.x - left, Type::small, ui.colours.muted, sentence);
    return height;
  }
  return 0.0F;
}

void draw_words(Ui& ui, const PairShown& shown, std::size_t which, const Rect& area,
                const std::optional<PathPlace>& pointed) {
  const TrainedPair& pair = shown.pair();
  const AnswerMap& map = shown.maps->networks[which];
  const std::string kept = class_phrase(pair, map.at(0, 0)), name = network_name(pair, which);
  std::string subject = named(pair, which);
  if (subject.starts_with("the ")) subject.front() = 'T';
  const ImU32 ink = pair_ink(ui, pair, which);
  const float number_height = ui.line_height(Type::number), body = ui.line_height(Type::body);
  float y = area.min.y - ui.dp(3);
  const std::string number = std::to_string(map.keeps());
  const float x = area.min.x + ui.text({area.min.x, y}, Type::number, ink, number) + ui.dp(10);
  const std::array<std::string, 3> all = {fmt::format("of {} places", answer_places),
                                          fmt::format("of {}", answer_places), ""};
  const std::string& of = first_fitting(ui, Type::body, area.max.x - x, all);
  ui.text({x, y + (number_height - body) * 0.6F}, Type::body, ui.colours.text, of);
  y += number_height + ui.dp(2);
  const bool wrong = shown.starts_wrong(which);
  const std::array<std::string, 4> says = {
      wrong ? fmt::format("{} reads it as {} there, too: wrong from the start.", subject, kept)
            : fmt::format("{} still reads it as {}.", subject, kept),
      wrong ? fmt::format("{}: {}, wrong from the start", name, kept) : fmt::format("{}: still {}", name, kept), name,
      ""};
  const std::string& sentence = first_fitting(ui, Type::body, area.width(), says);
  ui.text({area.min.x, y}, Type::body, ui.colours.muted, sentence);
  y += body + ui.dp(10);
  if (of.empty() && y - ui.dp(8) + body <= area.max.y)
    ui.text_fit({area.min.x, y - ui.dp(8)}, area.width(), Type::body, ui.colours.muted, all[1]);
  if (of.empty()) y += body;

  const auto line = [&](ImU32 colour, const std::vector<std::string>& words) {
    const float height = legend(ui, {{area.min.x, y}, area.max}, colour, words);
    if (height > 0.0F) y += height + ui.dp(4);
  };
  const int dx = shown.inputs.dx, dy = shown.inputs.dy;
  if (pointed) {
    const auto at = AnswerMap::index(pointed->dx, pointed->dy);
    const std::string there =
        fmt::format("{}: {}", place_words(pointed->dx, pointed->dy), class_phrase(pair, map.classes[at]));
    line(ui.colours.muted, {fmt::format("{} at {}; a click moves it there", there,
                                        probability_words(static_cast<double>(map.probabilities[at]))),
                            there});
  }
  const std::optional<PathPlace> change = shown.change(which);
  if (!shown.moved()) {
    line(rest_ink, {"where it stands", "here"});
  } else {
    line(rest_ink, {"where it started", "start"});
    const std::string now = class_phrase(pair, map.at(dx, dy)), place = place_words(dx, dy);
    if (!change) {
      line(ui.colours.pixel, {fmt::format("{}: where it is now, {}, as all along the straight path", place, now),
                              fmt::format("{}: {} all along", place, now), fmt::format("now {}", now)});
    } else if (*change == PathPlace{dx, dy}) {
      line(ui.colours.wrong,
           {fmt::format("{}: where it is now, and the first other answer on the straight path, {}", place, now),
            fmt::format("{}: first reads {}", place, now), fmt::format("now {}", now)});
    } else {
      const std::string there = place_words(change->dx, change->dy);
      const std::string other = class_phrase(pair, map.at(change->dx, change->dy));
      line(ui.colours.wrong, {fmt::format("{}: the first other answer on the straight path, {}", there, other),
                              fmt::format("{}: first reads {}", there, other), fmt::format("{}: {}", there, other)});
      line(ui.colours.pixel, {fmt::format("{}: where it is now, {}", place, now), fmt::format("now {}", now)});
    }
  }
  const std::string reason = structure_reason(pair.networks[which]->layers, !pair.networks[which]->permutation.empty());
  const float height = ui.text_wrapped({0, 0}, area.width(), Type::small, 0, reason, false);
  y += ui.dp(6);
  if (y + height <= area.max.y) ui.text_wrapped({area.min.x, y}, area.width(), Type::small, ui.colours.muted, reason);
}

void draw_map(StageContext& context, const PairShown& shown, std::size_t which, const Rect& area) {
  Ui& ui = context.ui;
  const float side = std::min(area.height(), area.width() * 0.55F);
  MapCells cells;
  cells.cell = side / static_cast<float>(answer_side);
  if (cells.cell >= 4.0F) cells.cell = std::floor(cells.cell);
  const float whole = cells.cell * static_cast<float>(answer_side);
  cells.where = {area.min, {area.min.x + whole, area.min.y + whole}};
  const float left = cells.where.max.x + ui.dp(area.width() > ui.dp(300) ? 18.0F : 10.0F);
  const Rect words{{left, area.min.y}, area.max};
  ui.anchors.cells(fmt::format("map/{}", which + 1), cells.where, cells.where, answer_side, answer_side);
  if (!context.shows("shift.places")) {
    draw_kept_plane(context, cells.where);
    draw_kept_line(context, words.min, words.width());
    return;
  }
  const AnswerMap* const map = shown.maps == nullptr ? nullptr : &shown.maps->networks[which];
  if (map == nullptr || map->classes.empty() || shown.nothing_drawn()) {
    compat::add_rect(ui.draw, cells.where.min, cells.where.max, ui.colours.line, 0.0F, 1.0F);
    const std::string problem = shown.nothing_drawn() ? "Nothing drawn yet." : shown.readings.networks[which].problem;
    ui.text_wrapped(words.min, words.width(), Type::small, ui.colours.muted,
                    problem.empty() ? fmt::format("Asking it at {} places …", answer_places) : problem);
    return;
  }
  draw_cells(ui, shown, which, cells);
  const std::optional<PathPlace> pointed = point(context, shown, which, cells);
  const int dx = shown.inputs.dx, dy = shown.inputs.dy;
  mark(ui, cells.of(0, 0), rest_ink);
  if (shown.moved()) mark(ui, cells.of(dx, dy), ui.colours.pixel);
  if (const std::optional<PathPlace> change = shown.change(which))
    mark(ui, cells.of(change->dx, change->dy), ui.colours.wrong);
  if (pointed) {
    const Rect cell = cells.of(pointed->dx, pointed->dy);
    compat::add_rect(ui.draw, cell.min, cell.max, ui.colours.text, 0.0F, std::max(1.0F, ui.dp(1)));
  }
  ui.record.area(fmt::format("shift.answers.{}.map", which), cells.where.min, cells.where.max);
  draw_words(ui, shown, which, words, pointed);
}

}  // namespace

void draw_answer_maps(StageContext& context, const PairShown& shown, const Rect& area) {
  if (state_of(context, "shift.places") == PartState::hidden) return;
  Ui& ui = context.ui;
  const Rect below = draw_answers_label(context, shown, area);
  const float gap = ui.dp(20), width = std::round((below.width() - gap) * 0.5F);
  draw_map(context, shown, 0, {below.min, {below.min.x + width, below.max.y}});
  draw_map(context, shown, 1, {{below.max.x - width, below.min.y}, below.max});
}

Rect draw_answers_label(StageContext& context, const PairShown& shown, const Rect& area) {
  Ui& ui = context.ui;
  ShiftView& view = context.view.shift;
  const bool maps = has_feature_maps(shown);
  static constexpr std::string_view no_maps = "Neither network has a convolution: there are no maps to look at.";
  const Option options[] = {{"Answers", "What each network reads at every place."},
                            {"Feature maps", maps ? "What the first convolution makes of it." : no_maps, maps}};
  const float height = ui.line_height(Type::body) + ui.dp(14);
  const bool tight = area.height() / ui.scale < 140.0F;
  float needed = ui.dp(24);
  for (const Option& option : options) needed += ui.measure(Type::strong, option.label).x + ui.dp(20);
  const float width = std::min(needed, area.width() * 0.6F);
  int chosen = view.pair_maps && maps ? 1 : 0;
  Column column(ui, {{area.max.x - width, area.min.y - (tight ? ui.dp(6) : ui.dp(8))}, {area.max.x, area.max.y}});
  column.segmented("shift.below", options, chosen);
  if (maps) view.pair_maps = chosen == 1;
  const std::vector<std::string> titles =
      chosen == 1 ? std::vector<std::string>{"FEATURE MAPS OF THE FIRST CONVOLUTION, BEFORE AND AFTER", "FEATURE MAPS"}
                  : std::vector<std::string>{"ITS ANSWER AT EVERY PLACE · DX AND DY FROM −8 TO +8",
                                             "ITS ANSWER AT EVERY PLACE", "ANSWERS"};
  const float room = area.width() - width - ui.dp(12);
  ui.text_fit({area.min.x, area.min.y}, room, Type::section, ui.colours.muted,
              first_fitting(ui, Type::section, room, titles));
  const float used = std::max(ui.line_height(Type::section) + ui.dp(8), height - ui.dp(tight ? 4.0F : 2.0F));
  return {{area.min.x, area.min.y + used}, area.max};
}

}  // namespace flatscope
