// How the chooser looks: its frame, the places at the left, and where it is.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/dialogs/chooser/state.h"
#include "app/widgets/controls.h"
#include "app/widgets/imgui_compat.h"
#include "app/widgets/overlay.h"
#include "app/widgets/scroll_area.h"
#include "core/files/file.h"
#include "core/files/plain_text.h"

namespace flatscope {
namespace {

namespace fs = std::filesystem;

void chevron(Ui& ui, ImVec2 centre) {
  const float s = ui.dp(3);
  const ImVec2 points[] = {
      {centre.x - s * 0.5F, centre.y - s}, {centre.x + s * 0.5F, centre.y}, {centre.x - s * 0.5F, centre.y + s}};
  compat::add_polyline(ui.draw, points, 3, ui.colours.faint, false, std::max(1.0F, ui.dp(1.25F)));
}

}  // namespace

void Chooser::State::draw(Ui& ui, const Rect& screen) {
  Overlay overlay(ui, "chooser", screen, saving() ? "save" : "open");
  const Rect panel = overlay.panel(ui.dp(1040), ui.dp(720));
  const float width = panel.width();

  const float pad = ui.dp(width < ui.dp(700) ? 16 : 24);
  const float side = ui.dp(width < ui.dp(700) ? 136 : 176);
  const float button = ui.line_height(Type::body) + ui.dp(16);
  const Rect places_area{{panel.min.x + pad, panel.min.y + pad}, {panel.min.x + pad + side, panel.max.y - pad}};
  const float left = places_area.max.x + pad, right = panel.max.x - pad;
  ui.draw->AddLine({left - pad * 0.5F, panel.min.y + pad}, {left - pad * 0.5F, panel.max.y - pad}, ui.colours.line,
                   1.0F);
  draw_places(ui, places_area);

  float y = panel.min.y + pad;
  draw_path(ui, {{left, y}, {right, y + button}});
  y += button + ui.dp(8);
  const float crumbs = ui.line_height(Type::body) + ui.dp(14);
  draw_crumbs(ui, {{left, y}, {right, y + crumbs}});
  y += crumbs + ui.dp(8);

  float bottom = panel.max.y - pad - button;
  bottom = draw_foot(ui, {{left, bottom}, {right, bottom + button}}) - ui.dp(8);
  if (saving()) {
    const Rect row{{left, bottom - button}, {right, bottom}};
    const float label = ui.measure(Type::body, "Name").x + ui.dp(16);
    ui.text({left, row.centre().y - ui.line_height(Type::body) * 0.5F}, Type::body, ui.colours.muted, "Name");
    if (focus == Focus::name && !name_field.focused() && !ImGui::IsMouseDown(0))
      name_field.focus(TextField::Select::none);
    const TextField::Events events = name_field.draw(ui, "chooser/name", {{left + label, row.min.y}, row.max},
                                                     saved_file(use).example, saved_file(use).about_name);
    if (events.clicked) focus = Focus::name;
    if (events.changed) {
      problem.clear();
      replacing.clear();
    }
    if (events.entered && replacing.empty() && !choice) save_under_name();
    bottom -= button + ui.dp(8);
  }
  draw_grid(ui, {{left, y}, {panel.max.x - pad * 0.5F, bottom}});
}

void Chooser::State::draw_places(Ui& ui, const Rect& area) {
  ui.text_fit(area.min, area.width(), Type::heading, ui.colours.text,
              saving()          ? saved_file(use).heading
              : arrays()        ? "Load a kernel"
              : wants_folder()  ? "Choose a folder"
              : wants_text()    ? "Choose a text"
              : wants_weights() ? "Open a network"
                                : "Open");
  const float row = ui.line_height(Type::body) + ui.dp(12);
  const float top = area.min.y + ui.line_height(Type::heading) + ui.dp(14), left = area.min.x - ui.dp(8);
  ScrollArea scroll(ui, "places", {{left, top}, area.max}, ui.colours.panel);
  const float right = area.max.x - ui.dp(8);
  float y = top - scroll.scrolled();
  const auto place = [&](const std::string& title, std::string_view tooltip, bool here) {
    const Rect rect{{left, y}, {right, y + row}};
    const bool clicked = hit_area(ui, ("chooser/place/" + title).c_str(), rect, here ? "on" : "off");
    const bool hovered = ImGui::IsItemHovered();
    if (here || hovered)
      ui.draw->AddRectFilled(rect.min, rect.max, here ? ui.colours.raised : with_alpha(ui.colours.raised, 0.6F),
                             ui.dp(6));
    ui.tooltip(tooltip);
    ui.text_fit({area.min.x, rect.centre().y - ui.line_height(Type::body) * 0.5F}, right - area.min.x - ui.dp(8),
                here ? Type::strong : Type::body, here || hovered ? ui.colours.text : ui.colours.muted, title);
    y += row + ui.dp(2);
    return clicked;
  };
  if (!saving() && !wants_folder() && !wants_others()) {
    if (place("Recent",
              arrays() ? "Arrays opened lately, the last one first."
                       : "Pictures and scenes opened lately, the last one first.",
              where == Where::recent))
      show_recent();
    if (!arrays() && place("Bundled", "Pictures that come with Flatscope.", where == Where::bundled)) show_bundled();
    y += ui.dp(10);
  }
  // The list may be replaced by what a click starts, so the click is taken after the loop.
  fs::path go;
  for (const PlaceFolder& one : places)
    if (place(one.title, shown(one.path), where == Where::folder && folder == one.path)) go = one.path;
  scroll.content(y + scroll.scrolled() - top);
  if (go.empty()) return;
  leave_field();
  visit(go);
}

void Chooser::State::draw_path(Ui& ui, const Rect& area) {
  const bool quiet = focus != Focus::path && filter.empty();
  if (focus != Focus::name && !path_field.focused() && !ImGui::IsMouseDown(0))
    path_field.focus(quiet ? TextField::Select::all : TextField::Select::none);
  const TextField::Events events =
      path_field.draw(ui, "chooser/path", area, "Type a name, or a path such as ~/Pictures/cat.jpg",
                      "Type a few letters to find a name here, or a path: Tab completes it, Enter opens the file or "
                      "shows the folder. ~ is your home folder.",
                      quiet);
  const bool reverted = std::exchange(field_reverts, false);
  if (reverted) path_field.set(path_text(), TextField::Select::all);
  if (events.clicked && focus != Focus::path) {
    leave_field();
    focus = Focus::path;
    path_field.focus(TextField::Select::all);
  }
  if (events.changed && !reverted) {
    problem.clear();
    if (focus == Focus::list || focus == Focus::filter) typed(path_field.text());
  }
  if (events.completes) {
    if (!filter.empty()) set_filter({});
    if (focus != Focus::name) focus = Focus::path;
    complete();
  }
  if (events.entered && focus == Focus::path) visit_typed();
  if (events.entered && focus == Focus::filter) open_chosen();
  ui.record.fact("chooser/filter", filter);
}

void Chooser::State::draw_crumbs(Ui& ui, const Rect& area) {
  static constexpr Option options[] = {{"By name", "In the order of names; 2 comes before 10."},
                                       {"Newest", "What was changed last comes first."}};
  float sort_width = ui.dp(18);
  for (const Option& option : options) sort_width += ui.measure(Type::strong, option.label).x + ui.dp(16);
  int by = sort == SortBy::name ? 0 : 1;
  Column column(ui, {{area.max.x - sort_width, area.min.y}, area.max});
  if (where == Where::folder && column.segmented("chooser/sort", options, by)) {
    sort = by == 0 ? SortBy::name : SortBy::newest;
    sort_again();
  }

  const float y = area.centre().y, line = ui.line_height(Type::body);
  float x = area.min.x;
  const float end = area.max.x - sort_width - ui.dp(16);
  if (where != Where::folder) {
    ui.text_fit({x, y - line * 0.5F}, end - x, Type::body, ui.colours.muted,
                where == Where::recent ? "Opened lately" : "Pictures that come with Flatscope");
    return;
  }
  std::vector<fs::path> steps;
  for (fs::path at = folder; !at.empty(); at = at.parent_path()) {
    steps.push_back(at);
    if (at == at.parent_path()) break;
  }
  std::reverse(steps.begin(), steps.end());
  const auto label = [](const fs::path& step) { return shown(step.has_filename() ? step.filename() : step); };
  const float gap = ui.dp(16);
  // Folders near the root give way when there is no room.
  std::size_t from = steps.size();
  float used = 0.0F;
  while (from > 0) {
    const float more = ui.measure(Type::body, label(steps[from - 1])).x + (from < steps.size() ? gap : 0.0F);
    if (from < steps.size() && used + more + (from > 1 ? ui.dp(24) : 0.0F) > end - x) break;
    used += more;
    --from;
  }
  if (from > 0) x += ui.text({x, y - line * 0.5F}, Type::body, ui.colours.faint, "…") + gap;
  fs::path go;
  for (std::size_t i = from; i < steps.size(); ++i) {
    if (i > 0) chevron(ui, {x - gap * 0.5F, y});
    const std::string words = label(steps[i]);
    const bool last = i + 1 == steps.size();
    const float width = std::min(ui.measure(Type::body, words).x, end - x);
    const Rect rect{{x, area.min.y}, {x + width, area.max.y}};
    if (hit_area(ui, fmt::format("chooser/crumb/{}", i).c_str(), rect, words) && !last) go = steps[i];
    const bool hovered = ImGui::IsItemHovered() && !last;
    ui.tooltip(shown(steps[i]));
    ui.text_fit({x, y - line * 0.5F}, width + 1.0F, Type::body, last || hovered ? ui.colours.text : ui.colours.muted,
                words);
    x += width + gap;
  }
  if (go.empty()) return;
  leave_field();
  visit(go);
}

}  // namespace flatscope
