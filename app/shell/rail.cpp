// The rail at the left, with the stages and the tools, and the strip of pictures at the top of the inspector.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/files/assets.h"
#include "app/look/size_text.h"
#include "app/shell/app.h"
#include "app/widgets/icons.h"
#include "app/widgets/imgui_compat.h"

namespace flatscope {

void App::draw_pictures(Ui& ui, Edit& edit, Column& column) {
  column.section("PICTURE");
  // On the Shift stage a horse, a digit or a drawing may be shown instead.
  const bool picture_in_use = scene_.stage != Stage::shift || scene_.shift.object == ObjectKind::picture ||
                              scene_.shift.object == ObjectKind::cutout ||
                              scene_.shift.background == Background::picture;
  struct Cell {
    int opened = -1;
    const BundledImage* bundled = nullptr;
  };
  std::vector<Cell> cells;
  for (int i = 0; i < static_cast<int>(scene_.pictures.size()); ++i) cells.push_back({i, nullptr});
  for (const BundledImage& image : bundled_images()) {
    const bool open = std::any_of(scene_.pictures.begin(), scene_.pictures.end(),
                                  [&](const Picture& picture) { return picture.bundled == image.name; });
    if (!open) cells.push_back({-1, &image});
  }
  // At least five to a row; the last cell opens more.
  const float between = ui.dp(6);
  const int per_row = std::max(5, static_cast<int>((column.width() + between) / (ui.dp(40) + between)));
  const float side =
      std::floor((column.width() - between * static_cast<float>(per_row - 1)) / static_cast<float>(per_row));
  const int count = static_cast<int>(cells.size()) + 1;
  const int rows = (count + per_row - 1) / per_row;
  const Rect strip = column.take_pixels(static_cast<float>(rows) * (side + between));
  for (int i = 0; i < count; ++i) {
    const ImVec2 at{strip.min.x + static_cast<float>(i % per_row) * (side + between),
                    strip.min.y + static_cast<float>(i / per_row) * (side + between)};
    const Rect cell{at, {at.x + side, at.y + side}};
    if (i == count - 1) {
      if (hit_area(ui, "picture/open", cell)) open_chooser();
      const bool hovered = ImGui::IsItemHovered();
      ui.draw->AddRectFilled(cell.min, cell.max,
                             hovered ? mix(ui.colours.raised, ui.colours.text, 0.1F) : ui.colours.raised, ui.dp(4));
      icons::plus(ui, cell.centre(), ui.dp(14), ui.colours.text);
      ui.tooltip(cell, "Open a picture or a scene (Ctrl O). You can also drop files onto the window.");
      continue;
    }
    const Cell& what = cells[static_cast<std::size_t>(i)];
    const bool chosen = what.opened == scene_.picture && picture_in_use;
    const std::string name =
        what.bundled != nullptr ? what.bundled->name : name_of(scene_.pictures[static_cast<std::size_t>(what.opened)]);
    const std::string id = fmt::format("picture/{}", name);
    ImGui::PushID(i);
    const bool clicked = hit_area(ui, id.c_str(), cell, chosen ? "on" : "off");
    ImGui::PopID();
    const bool hovered = ImGui::IsItemHovered();
    ui.draw->AddRectFilled(cell.min, cell.max, ui.colours.raised, ui.dp(4));
    const Rect inside = cell.inset(ui.dp(2));
    if (frames_ < 3) {
      ui.ask_for_frame(0.0);  // the first complete picture is not kept waiting for these
    } else if (what.bundled != nullptr) {
      thumbnails_.draw_bundled(ui, inside, name);
    } else {
      thumbnails_.draw_image(ui, inside, scene_.pictures[static_cast<std::size_t>(what.opened)].image);
    }
    if (chosen || hovered)
      compat::add_rect(ui.draw, cell.min, cell.max, chosen ? ui.colours.text : ui.colours.muted, ui.dp(4), ui.dp(2));
    if (clicked && what.bundled != nullptr) open_bundled(name);
    if (clicked && what.opened >= 0) {
      edit.scene.picture = what.opened;
      if (scene_.stage == Stage::shift) show_picture_unmoved(edit.scene.shift);
      edit.commit = true;
    }
    const Image* image =
        what.opened >= 0 ? scene_.pictures[static_cast<std::size_t>(what.opened)].image.get() : nullptr;
    ui.tooltip(cell,
               image != nullptr ? fmt::format("{}, {} pixels", name, size_text(image->width, image->height)) : name);
  }
}

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

}  // namespace

void App::draw_rail(Ui& ui, const Rect& area) {
  add_panel(ui, area);
  ui.draw->AddLine({area.max.x - 1.0F, area.min.y}, {area.max.x - 1.0F, area.max.y}, ui.colours.line, 1.0F);
  ui.record.area("rail", area.min, area.max);
  struct Entry {
    Stage stage;
    const char *label, *tooltip;
    void (*icon)(Ui&, ImVec2, float, ImU32);
  };
  static constexpr Entry entries[] = {
      {Stage::flatten, "Flatten", "What happens to neighbours when a picture becomes a line (key 1)", icons::flatten},
      {Stage::shift, "Shift", "Move an object and watch four answers (key 2)", icons::shift},
      {Stage::convolve, "Convolve", "A kernel in the hand, what it sees, and its matrix (key 3)", icons::convolve},
      {Stage::parameters, "Params", "What each layer costs: parameters, multiply-adds, memory (key 4)",
       icons::parameters},
  };
  struct Tool {
    const char *id, *tooltip;
    void (*icon)(Ui&, ImVec2, float, ImU32);
    bool enabled;
    void (*run)(App&);
  };
  const bool dark = settings_.theme == Theme::dark;
  const Tool tools[] = {
      {"tool/keys", "All keys (?)", icons::question, true, [](App& app) { app.view_.help = true; }},
      {"tool/theme", dark ? "Light colours, for a bright room (T)" : "Dark colours (T)",
       dark ? icons::sun : icons::moon, true,
       [](App& app) { app.set_theme(app.settings_.theme == Theme::dark ? Theme::light : Theme::dark); }},
      {"tool/larger", "Larger text (Ctrl +)", icons::larger, true,
       [](App& app) { app.set_text_scale(app.settings_.text_scale + 0.1F); }},
      {"tool/smaller", "Smaller text (Ctrl −)", icons::smaller, true,
       [](App& app) { app.set_text_scale(app.settings_.text_scale - 0.1F); }},
      {"tool/redo", "Redo (Ctrl Shift Z)", icons::redo, history_.can_redo(), [](App& app) { app.redo(); }},
      {"tool/undo", "Undo (Ctrl Z)", icons::undo, history_.can_undo(), [](App& app) { app.undo(); }},
      {"tool/export", "Export maps, kernels, a picture (Ctrl E)", icons::share, true,
       [](App& app) { app.open_export(); }},
      {"tool/save", "Save the scene (Ctrl S)", icons::save, true, [](App& app) { app.save_scene(false); }},
      {"tool/open", "Open a picture or a scene (Ctrl O)", icons::folder, true, [](App& app) { app.open_chooser(); }},
  };
  constexpr int stage_count = static_cast<int>(std::size(entries)), tool_count = static_cast<int>(std::size(tools));
  // Whoever presses one of them again and again finds it where it was, though larger text moves all the rest.
  const auto pointed = [&](const HeldRail& rail) {
    const float bottom = area.max.y - rail.below;
    const auto rows = static_cast<float>((tool_count + rail.columns - 1) / std::max(1, rail.columns));
    return rail.columns > 0 && Rect{{rail.left, bottom - rows * rail.tool},
                                    {rail.left + rail.across * static_cast<float>(rail.columns), bottom}}
                                   .contains(ImGui::GetIO().MousePos);
  };
  if (!pointed(view_.rail)) view_.rail = {};
  const RailPlan plan = plan_rail(ui, area.height(), stage_count, tool_count, view_.rail);
  float y = area.min.y + ui.dp(plan.gap > ui.dp(4) ? 12 : 6);
  for (const Entry& entry : entries) {
    const Rect cell{{area.min.x + ui.dp(6), y}, {area.max.x - ui.dp(6), y + plan.stage}};
    const bool chosen = scene_.stage == entry.stage;
    if (hit_area(ui, fmt::format("stage/{}", to_string(entry.stage)).c_str(), cell, chosen ? "on" : "off"))
      show_stage(entry.stage);
    const bool hovered = ImGui::IsItemHovered();
    if (chosen || hovered) ui.draw->AddRectFilled(cell.min, cell.max, ui.colours.raised, ui.dp(6));
    if (chosen)
      ui.draw->AddRectFilled({area.min.x, cell.min.y + ui.dp(6)}, {area.min.x + ui.dp(3), cell.max.y - ui.dp(6)},
                             ui.colours.conv);
    const ImU32 ink = chosen ? ui.colours.text : ui.colours.muted;
    if (plan.labels) {
      const float label = cell.max.y - ui.line_height(Type::section) - ui.dp(3);
      entry.icon(ui, {cell.centre().x, (cell.min.y + label + ui.dp(1)) * 0.5F}, ui.dp(22), ink);
      stage_label(ui, {cell.centre().x, label}, area.width() - ui.dp(6), ink, entry.label);
    } else {
      entry.icon(ui, cell.centre(), std::min(ui.dp(22), cell.height() * 0.8F), ink);
    }
    ui.tooltip(cell, entry.tooltip);
    y = cell.max.y + plan.gap;
  }

  HeldRail place_of_tools = view_.rail;
  if (place_of_tools.columns == 0) {
    const float across = std::min(ui.dp(32), area.width() / 3.0F);
    place_of_tools = {plan.columns, area.centre().x - across * 0.5F * static_cast<float>(plan.columns), across,
                      plan.tool, ui.dp(8)};
  }
  if (pointed(place_of_tools)) view_.rail = place_of_tools;
  const float bottom = area.max.y - place_of_tools.below, across = place_of_tools.across, left = place_of_tools.left;
  int place = 0;  // from the lower right corner along the rows, upwards
  for (const Tool& tool : tools) {
    const int row = place / plan.columns, column = plan.columns - 1 - place % plan.columns;
    ++place;
    const float low = bottom - plan.tool * static_cast<float>(row), x = left + across * static_cast<float>(column);
    const Rect cell{{x, low - plan.tool}, {x + across, low}};
    if (hit_area(ui, tool.id, cell) && tool.enabled) tool.run(*this);
    const bool hovered = ImGui::IsItemHovered() && tool.enabled;
    if (hovered) ui.draw->AddRectFilled(cell.min, cell.max, ui.colours.raised, ui.dp(6));
    const ImU32 ink = !tool.enabled ? mix(ui.colours.panel, ui.colours.faint, 0.5F)
                      : hovered     ? ui.colours.text
                                    : ui.colours.muted;
    tool.icon(ui, cell.centre(), std::min(ui.dp(16), cell.height() * 0.7F), ink);
    ui.tooltip(cell, tool.tooltip);
  }
}

}  // namespace flatscope
