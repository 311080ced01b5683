// How the chooser looks, but for its grid.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/chooser_state.h"
#include "app/imgui_compat.h"
#include "app/widgets/controls.h"
#include "app/widgets/scroll_area.h"
#include "core/file.h"

namespace flatscope {
namespace {

namespace fs = std::filesystem;

constexpr double patience = 0.3;  // seconds before a slow folder is spoken of

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return grouped(static_cast<long long>(count)) + " " + std::string(count == 1 ? one : many);
}

void chevron(Ui& ui, ImVec2 centre) {
  const float s = ui.dp(3);
  const ImVec2 points[] = {
      {centre.x - s * 0.5F, centre.y - s}, {centre.x + s * 0.5F, centre.y}, {centre.x - s * 0.5F, centre.y + s}};
  compat::add_polyline(ui.draw, points, 3, ui.colours.faint, false, std::max(1.0F, ui.dp(1.25F)));
}

}  // namespace

void Chooser::State::draw(Ui& ui, const Rect& screen) {
  ImDrawList* const draw_before = ui.draw;
  const int layer_before = ui.layer;
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0.0F);
  ImGui::SetNextWindowPos(screen.min);
  ImGui::SetNextWindowSize({screen.width(), screen.height()});
  if (first_frame) ImGui::SetNextWindowFocus();
  first_frame = false;
  ImGui::Begin("##chooser", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoScrollWithMouse);
  ui.draw = ImGui::GetWindowDrawList();
  ui.layer = 1;
  ui.tooltip(screen, {});  // what lies below has nothing to say now
  ui.record.fact("overlay", saving ? "save" : "open");

  ui.draw->AddRectFilled(screen.min, screen.max, IM_COL32(0, 0, 0, ui.theme == Theme::dark ? 150 : 90));
  const float margin = ui.dp(screen.width() < ui.dp(1000) ? 8 : 32);
  const float width = std::min(screen.width() - 2 * margin, ui.dp(1040));
  const float height = std::min(screen.height() - 2 * margin, ui.dp(720));
  const ImVec2 corner{std::round(screen.centre().x - width * 0.5F), std::round(screen.centre().y - height * 0.5F)};
  const Rect panel{corner, {corner.x + width, corner.y + height}};
  ui.draw->AddRectFilled(panel.min, panel.max, ui.colours.panel, ui.dp(10));
  ui.record.area("chooser", panel.min, panel.max);

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
  if (saving) {
    const Rect row{{left, bottom - button}, {right, bottom}};
    const float label = ui.measure(Type::body, "Name").x + ui.dp(16);
    ui.text({left, row.centre().y - ui.line_height(Type::body) * 0.5F}, Type::body, ui.colours.muted, "Name");
    if (focus == Focus::name && !name_field.focused() && !ImGui::IsMouseDown(0))
      name_field.focus(TextField::Select::none);
    const TextField::Events events =
        name_field.draw(ui, "chooser/name", {{left + label, row.min.y}, row.max}, "lesson.toml",
                        "The scene’s file: .toml is added where it is missing.");
    if (events.clicked) focus = Focus::name;
    if (events.changed) {
      problem.clear();
      replacing.clear();
    }
    if (events.entered && replacing.empty() && !choice) save_under_name();
    bottom -= button + ui.dp(8);
  }
  draw_grid(ui, {{left, y}, {panel.max.x - pad * 0.5F, bottom}});

  ImGui::End();
  ImGui::PopStyleVar(2);
  ui.draw = draw_before;
  ui.layer = layer_before;
}

void Chooser::State::draw_places(Ui& ui, const Rect& area) {
  ui.text_fit(area.min, area.width(), Type::heading, ui.colours.text, saving ? "Save the scene" : "Open");
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
  if (!saving) {
    if (place("Recent", "Pictures and scenes opened lately, the last one first.", where == Where::recent))
      show_recent();
    if (place("Bundled", "Pictures that come with Flatscope.", where == Where::bundled)) show_bundled();
    y += ui.dp(10);
  }
  // The list may be replaced by what a click starts, so the click is taken after the loop.
  fs::path go;
  for (const PlaceFolder& one : places)
    if (place(one.title, utf8(one.path), where == Where::folder && folder == one.path)) go = one.path;
  scroll.content(y + scroll.scrolled() - top);
  if (go.empty()) return;
  leave_field();
  visit(go);
}

void Chooser::State::draw_path(Ui& ui, const Rect& area) {
  const bool quiet = focus != Focus::path;
  if (focus != Focus::name && !path_field.focused() && !ImGui::IsMouseDown(0))
    path_field.focus(quiet ? TextField::Select::all : TextField::Select::none);
  const TextField::Events events = path_field.draw(
      ui, "chooser/path", area, "Type a path, such as ~/Pictures/cat.jpg",
      "Type a path: Tab completes it, Enter opens the file or shows the folder. ~ is your home folder.", quiet);
  if (events.clicked && quiet) {
    focus = Focus::path;
    path_field.focus(TextField::Select::all);
  }
  if (events.changed) {
    problem.clear();
    const std::string& text = path_field.text();
    if (focus == Focus::list && (text.empty() || text == path_text()))
      path_field.set(path_text(), TextField::Select::all);  // an editing key that was meant for the list
    else if (focus == Focus::list)
      focus = Focus::path;
  }
  if (events.completes) {
    if (focus != Focus::name) focus = Focus::path;
    complete();
  }
  if (events.entered && focus == Focus::path) visit_typed();
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
  const auto label = [](const fs::path& step) { return utf8(step.has_filename() ? step.filename() : step); };
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
    ui.tooltip(utf8(steps[i]));
    ui.text_fit({x, y - line * 0.5F}, width + 1.0F, Type::body, last || hovered ? ui.colours.text : ui.colours.muted,
                words);
    x += width + gap;
  }
  if (go.empty()) return;
  leave_field();
  visit(go);
}

std::string Chooser::State::summary() const {
  const std::vector<int> indices = chosen_indices();
  if (indices.size() > 1) return counted(indices.size(), "file chosen", "files chosen");
  std::size_t folders = 0, scenes = 0;
  for (const ChooserItem& item : items) {
    folders += item.file.kind == FileKind::folder;
    scenes += item.file.kind == FileKind::scene;
  }
  const std::size_t pictures = items.size() - folders - scenes;
  std::string words;
  const auto add = [&words](const std::string& more) { words += (words.empty() ? "" : ", ") + more; };
  if (pictures > 0) add(counted(pictures, "picture", "pictures"));
  if (scenes > 0) add(counted(scenes, "scene", "scenes"));
  if (folders > 0) add(counted(folders, "folder", "folders"));
  return words;
}

// What there is to say: a problem, a question, a slow folder, or what is here.
std::string Chooser::State::sentence(Ui& ui) const {
  if (!problem.empty()) return problem;
  if (!replacing.empty()) return "“" + utf8(replacing.filename()) + "” is already there. Replace it?";
  const double waited = ImGui::GetTime() - visiting_since;
  if (visiting && waited > patience) return "Reading the folder…";
  if (visiting) ui.ask_for_frame(patience - waited);
  return summary();
}

// Draws it in `area`, which ends above the buttons or beside them; returns the height it needs.
float Chooser::State::draw_sentence(Ui& ui, const Rect& area, bool draw_it) const {
  const std::string words = sentence(ui);
  const bool loud = !problem.empty() || !replacing.empty();
  const float r = ui.dp(7), left = area.min.x + (loud ? r * 2 + ui.dp(8) : 0.0F), width = area.max.x - left;
  const ImU32 ink = loud ? ui.colours.text : ui.colours.muted;
  const float height = ui.text_wrapped({}, width, Type::small, ink, words, false);
  if (!draw_it) return height;
  const float y = area.centre().y;
  if (loud) {
    ui.draw->AddTriangleFilled({area.min.x, y + r * 0.9F}, {area.min.x + r * 2, y + r * 0.9F},
                               {area.min.x + r, y - r * 0.9F}, ui.colours.wrong);
    ui.record.fact("chooser/problem", words);
  }
  ui.text_wrapped({left, y - height * 0.5F}, width, Type::small, ink, words);
  return height;
}

float Chooser::State::draw_foot(Ui& ui, const Rect& area) {
  const bool asks = !replacing.empty();
  const auto width_of = [&](std::string_view label) {
    return std::max(ui.dp(88), ui.measure(Type::strong, label).x + ui.dp(32));
  };
  const std::string_view yes = asks ? "Replace" : saving ? "Save" : "Open";
  const std::string_view no = asks ? "Keep it" : "Cancel";
  const Rect open_at{{area.max.x - width_of(yes), area.min.y}, area.max};
  const Rect cancel_at{{open_at.min.x - ui.dp(8) - width_of(no), area.min.y}, {open_at.min.x - ui.dp(8), area.max.y}};
  const bool ready = saving || focus == Focus::path || std::find(chosen.begin(), chosen.end(), 1) != chosen.end();
  const std::string_view tip = asks     ? "Write over the file that is there (Enter)."
                               : saving ? "Write the scene into this folder (Enter)."
                               : ready  ? "Open what is chosen (Enter)."
                                        : "Choose a picture first, or type a path.";
  if (push_button(ui, "chooser/open", open_at, yes, tip, ready, ready)) {
    if (asks)
      choose_save(replacing);
    else
      open_chosen();
  }
  if (push_button(ui, "chooser/cancel", cancel_at, no,
                  asks ? "Leave the file as it is and choose another name (Escape)."
                       : "Close without opening anything (Escape).")) {
    if (asks) {
      replacing.clear();
    } else {
      open = false;
      ++visits;
    }
  }
  const Rect beside{area.min, {cancel_at.min.x - ui.dp(16), area.max.y}};
  if (draw_sentence(ui, beside, false) <= area.height() + ui.dp(4)) {
    draw_sentence(ui, beside, true);
    return area.min.y;
  }
  // Too long for the room beside the buttons: a place of its own above them.
  const float height = draw_sentence(ui, area, false);
  const Rect above{{area.min.x, area.min.y - ui.dp(8) - height}, {area.max.x, area.min.y - ui.dp(8)}};
  draw_sentence(ui, above, true);
  return above.min.y;
}

}  // namespace flatscope
