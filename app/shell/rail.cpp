// The rail at the left, with the stages and the tools.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "app/shell/actions.h"
#include "app/shell/app.h"
#include "app/widgets/icons.h"

namespace flatscope {

namespace {

// How the rail's buttons share its height, from what looks best to what still fits.
struct RailPlan {
  float stage = 0.0F, gap = 0.0F;  // height of a stage's button and what is left below it
  bool labels = true;
  int columns = 1;    // of the tools
  float tool = 0.0F;  // height of one
};

// Tools that are held keep their size, and the stages share what is left.
RailPlan plan_rail(const Ui& ui, float height, int stages, int tools, const HeldRail& held) {
  const float label = ui.line_height(Type::section);
  const auto rows_of = [&](int columns) { return static_cast<float>((tools + columns - 1) / columns); };
  const auto needs = [&](const RailPlan& plan) {
    return ui.dp(16) + static_cast<float>(stages) * (plan.stage + plan.gap) + rows_of(plan.columns) * plan.tool;
  };
  RailPlan plan;
  struct Stages {
    float stage, gap;
    bool labels;
  };
  for (const Stages& one : {Stages{34, 8, true}, Stages{30, 2, true}, Stages{28, 0, false}}) {
    for (const auto& [columns, tool] : {std::pair{1, 30.0F}, {2, 30.0F}, {2, 24.0F}, {3, 22.0F}}) {
      plan = {ui.dp(one.stage) + (one.labels ? label : 0.0F), ui.dp(one.gap), one.labels, columns, ui.dp(tool)};
      if (held.columns > 0) {
        plan.columns = held.columns;
        plan.tool = held.tool;
      }
      if (needs(plan) <= height) return plan;
    }
  }
  // Large text on a very low window: everything gets what there is.
  if (held.columns > 0) {
    plan.stage -= (needs(plan) - height) / static_cast<float>(stages);
    return plan;
  }
  const float share = height / needs(plan);
  plan.stage *= share;
  plan.tool *= share;
  return plan;
}

// A stage's name is never cut: rather smaller letters.
void stage_label(Ui& ui, ImVec2 at, float width, ImU32 ink, std::string_view words) {
  const float whole = ui.measure(Type::section, words).x;
  if (whole <= width) {
    ui.text(at, Type::section, ink, words, Align::centre);
    return;
  }
  const float size = std::floor(ui.line_height(Type::section) * width / whole);
  ui.text_sized({at.x - width * 0.5F, at.y + (ui.line_height(Type::section) - size) * 0.5F}, Type::section, size, ink,
                words);
}

// A button with its name below the icon, if the plan has room for names; true when clicked.
bool rail_button(Ui& ui, const char* id, const Rect& cell, const Rect& rail, const RailPlan& plan, Icon icon,
                 std::string_view label, bool chosen, ImU32 mark) {
  const bool clicked = hit_area(ui, id, cell, chosen ? "on" : "off");
  if (chosen || ImGui::IsItemHovered()) ui.draw->AddRectFilled(cell.min, cell.max, ui.colours.raised, ui.dp(6));
  if (chosen)
    ui.draw->AddRectFilled({rail.min.x, cell.min.y + ui.dp(6)}, {rail.min.x + ui.dp(3), cell.max.y - ui.dp(6)}, mark);
  const ImU32 ink = chosen ? ui.colours.text : ui.colours.muted;
  if (!plan.labels) {
    icon(ui, cell.centre(), std::min(ui.dp(22), cell.height() * 0.8F), ink);
    return clicked;
  }
  const float low = cell.max.y - ui.line_height(Type::section) - ui.dp(3);
  icon(ui, {cell.centre().x, (cell.min.y + low + ui.dp(1)) * 0.5F}, ui.dp(22), ink);
  stage_label(ui, {cell.centre().x, low}, rail.width() - ui.dp(6), ink, label);
  return clicked;
}

}  // namespace

void App::draw_rail(Ui& ui, const Rect& area) {
  ui.draw->AddRectFilled(area.min, area.max, ui.colours.panel);
  ui.draw->AddLine({area.max.x - 1.0F, area.min.y}, {area.max.x - 1.0F, area.max.y}, ui.colours.line, 1.0F);
  ui.record.area("rail", area.min, area.max);
  // A lesson shows those that it uses.
  std::vector<const StageDrawing*> stages;
  for (const StageDrawing* stage : stage_drawings())
    if (shows_stage(view_.lesson, static_cast<int>(stage->stage))) stages.push_back(stage);
  // From the lower right corner along the rows, upwards.
  static constexpr std::string_view tools[] = {"keys", "theme",  "larger-text", "smaller-text", "redo",
                                               "undo", "export", "show-link",   "save",         "open"};
  constexpr int tool_count = static_cast<int>(std::size(tools));
  // Whoever presses one of them again and again finds it where it was, though larger text moves all the rest.
  const auto pointed = [&](const HeldRail& rail) {
    const float bottom = area.max.y - rail.below;
    const auto rows = static_cast<float>((tool_count + rail.columns - 1) / std::max(1, rail.columns));
    return rail.columns > 0 && Rect{{rail.left, bottom - rows * rail.tool},
                                    {rail.left + rail.across * static_cast<float>(rail.columns), bottom}}
                                   .contains(ImGui::GetIO().MousePos);
  };
  if (!pointed(view_.rail)) view_.rail = {};
  const RailPlan plan = plan_rail(ui, area.height(), static_cast<int>(stages.size()) + 1, tool_count, view_.rail);
  float y = area.min.y + ui.dp(plan.gap > ui.dp(4) ? 12 : 6);
  for (const StageDrawing* stage : stages) {
    const Rect cell{{area.min.x + ui.dp(6), y}, {area.max.x - ui.dp(6), y + plan.stage}};
    if (rail_button(ui, fmt::format("stage/{}", to_string(stage->stage)).c_str(), cell, area, plan, *stage->icon,
                    stage->label, scene_.stage == stage->stage, ui.colours.conv))
      show_stage(stage->stage);
    ui.tooltip(cell, fmt::format("{} (key {})", stage->about, model_of(stage->stage).key));
    y = cell.max.y + plan.gap;
  }

  HeldRail place_of_tools = view_.rail;
  if (place_of_tools.columns == 0) {
    const float across = std::min(ui.dp(32), area.width() / 3.0F);
    place_of_tools = {plan.columns, area.centre().x - across * 0.5F * static_cast<float>(plan.columns), across,
                      plan.tool, ui.dp(8)};
  }
  if (pointed(place_of_tools)) view_.rail = place_of_tools;
  // Above the tools, apart from the stages.
  const auto rows = static_cast<float>((tool_count + plan.columns - 1) / plan.columns);
  const float low = std::max(area.max.y - place_of_tools.below - rows * plan.tool - plan.gap, y + plan.stage);
  const Rect book{{area.min.x + ui.dp(6), low - plan.stage}, {area.max.x - ui.dp(6), low}};
  const Action& list = action("lessons");
  if (rail_button(ui, "tool/lessons", book, area, plan, list.icon, list.words, view_.lesson.lesson != nullptr,
                  ui.colours.text))
    run(*this, list);
  ui.tooltip(book, words_with_key(list));

  const float bottom = area.max.y - place_of_tools.below, across = place_of_tools.across, left = place_of_tools.left;
  int place = 0;
  for (const std::string_view id : tools) {
    const Action& tool = action(id);
    const bool possible = tool.possible == nullptr || tool.possible(*this);
    const int row = place / plan.columns, column = plan.columns - 1 - place % plan.columns;
    ++place;
    const float foot = bottom - plan.tool * static_cast<float>(row), x = left + across * static_cast<float>(column);
    const Rect cell{{x, foot - plan.tool}, {x + across, foot}};
    if (hit_area(ui, fmt::format("tool/{}", id).c_str(), cell)) run(*this, tool);
    const bool hovered = ImGui::IsItemHovered() && possible;
    if (hovered) ui.draw->AddRectFilled(cell.min, cell.max, ui.colours.raised, ui.dp(6));
    const ImU32 ink = !possible ? mix(ui.colours.panel, ui.colours.faint, 0.5F)
                      : hovered ? ui.colours.text
                                : ui.colours.muted;
    tool.icon(ui, cell.centre(), std::min(ui.dp(16), cell.height() * 0.7F), ink);
    ui.tooltip(cell, words_with_key(tool));
  }
}

}  // namespace flatscope
