// One frame of the program: the rail, the stage, the inspector, and what lies over them.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/app.h"
#include "app/help_overlay.h"
#include "app/imgui_compat.h"
#include "app/notice_bar.h"
#include "app/scene/assets.h"
#include "app/widgets/icons.h"

namespace flatscope {
namespace {

// How long a frame may wait for the answer to what it was asked; a longer computation shows in a later frame.
constexpr std::chrono::microseconds patience{5000};

constexpr ImGuiWindowFlags plain_window = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                          ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus |
                                          ImGuiWindowFlags_NoScrollWithMouse | ImGuiWindowFlags_NoNav |
                                          ImGuiWindowFlags_NoBackground;

void style_imgui(const Ui& ui) {
  ImGuiStyle& style = ImGui::GetStyle();
  style.WindowPadding = {0, 0};
  style.WindowBorderSize = 0;
  style.WindowMinSize = {1, 1};
  style.ChildBorderSize = 0;
  style.FramePadding = {ui.dp(6), ui.dp(4)};
  style.FrameRounding = ui.dp(4);
  style.ItemSpacing = {0, 0};
  style.ScrollbarSize = ui.dp(8);
  style.ScrollbarRounding = ui.dp(4);
  const auto set = [&](ImGuiCol which, ImU32 colour) { style.Colors[which] = ImGui::ColorConvertU32ToFloat4(colour); };
  set(ImGuiCol_Text, ui.colours.text);
  set(ImGuiCol_FrameBg, ui.colours.raised);
  set(ImGuiCol_FrameBgHovered, ui.colours.raised);
  set(ImGuiCol_FrameBgActive, ui.colours.raised);
  set(ImGuiCol_TextSelectedBg, with_alpha(ui.colours.conv, 0.4F));
  set(ImGuiCol_ScrollbarBg, with_alpha(ui.colours.panel, 0.0F));
  set(ImGuiCol_ScrollbarGrab, ui.colours.line);
  set(ImGuiCol_ScrollbarGrabHovered, ui.colours.faint);
  set(ImGuiCol_ScrollbarGrabActive, ui.colours.muted);
  set(ImGuiCol_ChildBg, with_alpha(ui.colours.panel, 0.0F));
}

}  // namespace

Rect draw_heading(Ui& ui, const Rect& area, std::string_view title, std::string_view subtitle) {
  float y = area.min.y;
  ui.text_fit({area.min.x, y}, area.width(), Type::title, ui.colours.text, title);
  y += ui.line_height(Type::title) + ui.dp(2);
  ui.text_fit({area.min.x, y}, area.width(), Type::body, ui.colours.muted, subtitle);
  y += ui.line_height(Type::body) + ui.dp(14);
  return {{area.min.x, y}, area.max};
}

bool App::frame(ImVec2 screen, const std::vector<KeyPress>& keys) {
  ++frames_;
  wake_in_ = -1.0;
  changed_ = false;
  painter_.begin_frame(screen);
  record_.begin_frame();

  const bool typing = ImGui::GetIO().WantTextInput;
  if (!chooser_.is_open())
    for (const KeyPress& press : keys)
      if (!typing || (press.modifiers & ~1) != 0) dispatch(*this, press);

  computer_.request(scene_);
  worker_.collect(patience);
  computer_.request(scene_);  // what just came may ask for more
  if (std::optional<std::string> error = computer_.take_error()) say({*error, true, "", {}});

  Ui ui(palette(settings_.theme), fonts_, settings_.theme, loaded_scale_, record_, painter_);
  style_imgui(ui);
  const Scene shown = scene_;
  Edit edit{shown, false};

  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(screen);
  ImGui::Begin("##root", nullptr, plain_window);
  ui.draw = ImGui::GetWindowDrawList();
  const Rect all{{0, 0}, screen};
  Rect middle = all;
  if (!view_.presenting) {
    const float rail = std::min(ui.dp(64), screen.x * 0.12F);
    // Large text on a small window: the picture keeps most of the width and the inspector scrolls.
    const float inspector = std::round(std::clamp(screen.x * 0.34F, std::min(ui.dp(200), screen.x * 0.4F), ui.dp(300)));
    middle = {{rail, 0}, {screen.x - inspector, screen.y}};
    draw_rail(ui, {{0, 0}, {rail, screen.y}});
    draw_inspector(ui, edit, {{middle.max.x, 0}, screen});
    ui.draw = ImGui::GetWindowDrawList();
  }
  draw_stage(ui, edit, middle);
  ImGui::End();

  draw_overlays(ui, all, middle, keys);
  forget_old_notices();
  ui.draw_tooltip();
  if (ui.wake_in >= 0.0) wake_in_ = wake_in_ < 0.0 ? ui.wake_in : std::min(wake_in_, ui.wake_in);

  // Buttons that act on the program (undo, another stage) have changed scene_ already and must not be overwritten.
  if (edit.scene != shown || edit.commit) take_over(edit.scene, edit.commit);
  painter_.end_frame();

  record_.fact("stage", to_string(scene_.stage));
  record_.fact("theme", settings_.theme == Theme::dark ? "dark" : "light");
  record_.fact("text_scale", fmt::format("{:.2f}", settings_.text_scale));
  record_.fact("picture", name_of(current_picture(scene_)));
  record_.fact("pictures", std::to_string(scene_.pictures.size()));
  record_.fact("behind", computer_.behind() ? "yes" : "no");
  record_.fact("opening", std::to_string(opening_));
  record_.end_frame(frames_, static_cast<int>(screen.x), static_cast<int>(screen.y));
  return changed_;
}

void App::draw_stage(Ui& ui, Edit& edit, const Rect& area) {
  const float side = ui.dp(24), top = ui.dp(16);
  const Rect inner{{area.min.x + side, area.min.y + top}, {area.max.x - side, area.max.y - ui.dp(16)}};
  ui.record.area("stage", area.min, area.max);
  StageContext context{ui, scene_, computer_.results(), view_, edit, computer_.behind()};
  ui.draw->PushClipRect(area.min, area.max, true);
  switch (scene_.stage) {
    case Stage::flatten:
      draw_flatten(context, inner);
      break;
    case Stage::shift:
      draw_shift(context, inner);
      break;
  }
  ui.draw->PopClipRect();
}

void App::draw_inspector(Ui& ui, Edit& edit, const Rect& area) {
  ui.draw->AddRectFilled(area.min, area.max, ui.colours.panel);
  ui.draw->AddLine(area.min, {area.min.x, area.max.y}, ui.colours.line, 1.0F);
  ui.record.area("inspector", area.min, area.max);
  ImGui::SetCursorScreenPos({area.min.x + 1.0F, area.min.y});
  ImGui::BeginChild("##inspector", {area.width() - 1.0F, area.height()}, false, ImGuiWindowFlags_NoNav);
  ui.draw = ImGui::GetWindowDrawList();
  const float side = ui.dp(20);
  const float top = area.min.y + ui.dp(20) - ImGui::GetScrollY();
  Column column(ui, {{area.min.x + side, top}, {area.max.x - side, area.max.y}});
  StageContext context{ui, scene_, computer_.results(), view_, edit, computer_.behind()};
  draw_pictures(ui, edit, column);
  if (scene_.stage == Stage::flatten) inspect_flatten(context, column);
  if (scene_.stage == Stage::shift) inspect_shift(context, column);
  column.gap(20);
  // The controls were placed by hand; this tells ImGui how far there is to scroll.
  ImGui::SetCursorScreenPos({area.min.x + 1.0F, column.y()});
  ImGui::Dummy({1, 1});
  ImGui::EndChild();
}

void App::draw_pictures(Ui& ui, Edit& edit, Column& column) {
  column.section("PICTURE");
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
    const bool chosen = what.opened == scene_.picture;
    const std::string name =
        what.bundled != nullptr ? what.bundled->name : name_of(scene_.pictures[static_cast<std::size_t>(what.opened)]);
    const std::string id = fmt::format("picture/{}", name);
    ImGui::PushID(i);
    const bool clicked = hit_area(ui, id.c_str(), cell, chosen ? "on" : "off");
    ImGui::PopID();
    const bool hovered = ImGui::IsItemHovered();
    ui.draw->AddRectFilled(cell.min, cell.max, ui.colours.raised, ui.dp(4));
    const Rect inside = cell.inset(ui.dp(2));
    if (what.bundled != nullptr) {
      thumbnails_.draw_bundled(ui, inside, name);
    } else {
      thumbnails_.draw_image(ui, inside, scene_.pictures[static_cast<std::size_t>(what.opened)].image);
    }
    if (chosen || hovered)
      compat::add_rect(ui.draw, cell.min, cell.max, chosen ? ui.colours.text : ui.colours.muted, ui.dp(4), ui.dp(2));
    if (clicked && what.bundled != nullptr) open_bundled(name);
    if (clicked && what.opened >= 0) {
      edit.scene.picture = what.opened;
      if (scene_.stage == Stage::shift && scene_.shift.object != ObjectKind::cutout)
        edit.scene.shift.object = ObjectKind::picture;
      edit.commit = true;
    }
    const Image* image =
        what.opened >= 0 ? scene_.pictures[static_cast<std::size_t>(what.opened)].image.get() : nullptr;
    ui.tooltip(cell,
               image != nullptr ? fmt::format("{}, {} \xC3\x97 {} pixels", name, image->width, image->height) : name);
  }
}

void App::draw_rail(Ui& ui, const Rect& area) {
  ui.draw->AddRectFilled(area.min, area.max, ui.colours.panel);
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
  };
  float y = area.min.y + ui.dp(12);
  for (const Entry& entry : entries) {
    const Rect cell{{area.min.x + ui.dp(6), y}, {area.max.x - ui.dp(6), y + ui.dp(34) + ui.line_height(Type::section)}};
    const bool chosen = scene_.stage == entry.stage;
    if (hit_area(ui, fmt::format("stage/{}", to_string(entry.stage)).c_str(), cell, chosen ? "on" : "off"))
      show_stage(entry.stage);
    const bool hovered = ImGui::IsItemHovered();
    if (chosen || hovered) ui.draw->AddRectFilled(cell.min, cell.max, ui.colours.raised, ui.dp(6));
    if (chosen)
      ui.draw->AddRectFilled({area.min.x, cell.min.y + ui.dp(6)}, {area.min.x + ui.dp(3), cell.max.y - ui.dp(6)},
                             ui.colours.conv);
    const ImU32 ink = chosen ? ui.colours.text : ui.colours.muted;
    entry.icon(ui, {cell.centre().x, cell.min.y + ui.dp(16)}, ui.dp(22), ink);
    ui.text_fit({cell.centre().x, cell.max.y - ui.line_height(Type::section) - ui.dp(4)}, cell.width(), Type::section,
                ink, entry.label, Align::centre);
    ui.tooltip(cell, entry.tooltip);
    y = cell.max.y + ui.dp(8);
  }

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
      {"tool/smaller", "Smaller text (Ctrl \xE2\x88\x92)", icons::smaller, true,
       [](App& app) { app.set_text_scale(app.settings_.text_scale - 0.1F); }},
      {"tool/redo", "Redo (Ctrl Shift Z)", icons::redo, history_.can_redo(), [](App& app) { app.redo(); }},
      {"tool/undo", "Undo (Ctrl Z)", icons::undo, history_.can_undo(), [](App& app) { app.undo(); }},
      {"tool/save", "Save the scene (Ctrl S)", icons::save, true, [](App& app) { app.save_scene(false); }},
      {"tool/open", "Open a picture or a scene (Ctrl O)", icons::folder, true, [](App& app) { app.open_chooser(); }},
  };
  const float step = ui.dp(30);
  float bottom = area.max.y - ui.dp(8);
  for (const Tool& tool : tools) {
    if (bottom - step < y) break;
    const Rect cell{{area.centre().x - ui.dp(16), bottom - step}, {area.centre().x + ui.dp(16), bottom}};
    if (hit_area(ui, tool.id, cell) && tool.enabled) tool.run(*this);
    const bool hovered = ImGui::IsItemHovered() && tool.enabled;
    if (hovered) ui.draw->AddRectFilled(cell.min, cell.max, ui.colours.raised, ui.dp(6));
    const ImU32 ink = !tool.enabled ? mix(ui.colours.panel, ui.colours.faint, 0.5F)
                      : hovered     ? ui.colours.text
                                    : ui.colours.muted;
    tool.icon(ui, cell.centre(), ui.dp(16), ink);
    ui.tooltip(cell, tool.tooltip);
    bottom -= step;
  }
}

void App::draw_overlays(Ui& ui, const Rect& screen, const Rect& middle, const std::vector<KeyPress>& keys) {
  ui.layer = 1;
  if (!notices_.empty()) {
    if (std::optional<int> clicked = flatscope::draw_notices(ui, middle, notices_)) {
      const auto index = static_cast<std::size_t>(*clicked / 2);
      const Notice notice = notices_[index];
      notices_.erase(notices_.begin() + static_cast<std::ptrdiff_t>(index));
      if (*clicked % 2 == 1 && notice.on_action) notice.on_action(*this);
    }
  }
  if (view_.help && draw_help_overlay(ui, screen, shortcuts())) view_.help = false;
  if (chooser_.is_open()) {
    if (std::optional<Chooser::Choice> choice = chooser_.draw(ui, screen, keys)) {
      if (choice->save && !choice->paths.empty()) {
        scene_path_ = choice->paths.front();
        settings_.folder = scene_path_.parent_path();
        save_scene(false);
      } else if (!choice->bundled.empty()) {
        open_bundled(choice->bundled);
      } else {
        open(choice->paths);
      }
    }
  }
  ui.layer = 0;
}

}  // namespace flatscope
