// The chooser's folders and pictures, as a grid in which only what is seen costs anything.
#include <algorithm>
#include <cmath>

#include "app/dialogs/chooser/state.h"
#include "app/widgets/controls.h"
#include "app/widgets/imgui_compat.h"
#include "app/widgets/scroll_area.h"
#include "core/files/file.h"
#include "core/files/plain_text.h"

namespace flatscope {
namespace {

void draw_folder(Ui& ui, const Rect& where) {
  const float w = std::min(where.width() * 0.62F, where.height() * 0.95F), h = w * 0.72F;
  const ImVec2 at{std::round(where.centre().x - w * 0.5F), std::round(where.centre().y - h * 0.5F)};
  const ImU32 back = mix(ui.colours.raised, ui.colours.muted, 0.45F),
              front = mix(ui.colours.raised, ui.colours.muted, 0.65F);
  ui.draw->AddRectFilled(at, {at.x + w * 0.44F, at.y + h * 0.4F}, back, ui.dp(4));
  ui.draw->AddRectFilled({at.x, at.y + h * 0.14F}, {at.x + w, at.y + h}, back, ui.dp(4));
  ui.draw->AddRectFilled({at.x, at.y + h * 0.28F}, {at.x + w, at.y + h}, front, ui.dp(4));
}

// A sheet with the grid and the line that a scene holds.
void draw_scene(Ui& ui, const Rect& where) {
  const float h = where.height() * 0.9F, w = h * 0.8F;
  const ImVec2 at{std::round(where.centre().x - w * 0.5F), std::round(where.centre().y - h * 0.5F)};
  ui.draw->AddRectFilled(at, {at.x + w, at.y + h}, mix(ui.colours.raised, ui.colours.muted, 0.3F), ui.dp(4));
  const ImU32 ink = ui.colours.conv;
  const float cell = std::round(w * 0.2F), gap = std::max(1.0F, ui.dp(1));
  const float left = std::round(at.x + (w - 3 * cell - 2 * gap) * 0.5F), top = std::round(at.y + h * 0.12F);
  for (int i = 0; i < 9; ++i) {
    const ImVec2 p{left + static_cast<float>(i % 3) * (cell + gap), top + static_cast<float>(i / 3) * (cell + gap)};
    ui.draw->AddRectFilled(p, {p.x + cell, p.y + cell}, with_alpha(ink, i % 2 == 0 ? 1.0F : 0.5F));
  }
  const float line = std::round(at.y + h * 0.8F);
  ui.draw->AddRectFilled({left, line}, {left + 3 * cell + 2 * gap, line + std::max(2.0F, ui.dp(3))},
                         with_alpha(ink, 0.7F));
}

// A sheet with lines of words.
void draw_text_sheet(Ui& ui, const Rect& where) {
  const float h = where.height() * 0.9F, w = h * 0.8F;
  const ImVec2 at{std::round(where.centre().x - w * 0.5F), std::round(where.centre().y - h * 0.5F)};
  ui.draw->AddRectFilled(at, {at.x + w, at.y + h}, mix(ui.colours.raised, ui.colours.muted, 0.3F), ui.dp(4));
  const float thick = std::max(2.0F, ui.dp(2));
  for (int i = 0; i < 5; ++i) {
    const float y = std::round(at.y + h * (0.16F + 0.16F * static_cast<float>(i)));
    const float length = w * (i % 2 == 0 ? 0.66F : 0.48F);
    ui.draw->AddRectFilled({at.x + w * 0.17F, y}, {at.x + w * 0.17F + length, y + thick}, ui.colours.muted);
  }
}

std::string fitting(const Ui& ui, const std::string& name, float width) {
  const float whole = ui.measure(Type::small, name).x;
  if (whole <= width) return name;
  const std::size_t count = count_characters(name);
  auto keep = static_cast<std::size_t>(static_cast<float>(count) * width / whole);
  std::string shown = shorten_middle(name, keep);
  while (keep > 3 && ui.measure(Type::small, shown).x > width) shown = shorten_middle(name, --keep);
  return shown;
}

}  // namespace

void Chooser::State::clicked(int index, bool twice) {
  if (focus != Focus::filter) leave_field();
  problem.clear();
  const ImGuiIO& io = ImGui::GetIO();
  const bool several = !saving() && where != Where::bundled;
  if (several && (io.KeyCtrl || io.KeySuper)) {
    chosen[static_cast<std::size_t>(index)] = chosen[static_cast<std::size_t>(index)] == 0;
    cursor = anchor = index;
  } else if (several && io.KeyShift && anchor >= 0) {
    std::fill(chosen.begin(), chosen.end(), 0);
    for (int i = std::min(anchor, index); i <= std::max(anchor, index); ++i) chosen[static_cast<std::size_t>(i)] = 1;
    cursor = index;
  } else if (twice) {
    choose_only(index);
    const FileEntry& file = items[static_cast<std::size_t>(index)].file;
    if (saving() && file.kind == FileKind::folder)
      visit(file.path);
    else
      open_chosen();
  } else {
    choose_only(index);
  }
}

void Chooser::State::draw_cell(Ui& ui, const Rect& cell, int index) {
  const ChooserItem& item = items[static_cast<std::size_t>(index)];
  const bool on = chosen[static_cast<std::size_t>(index)] != 0;
  ImGui::PushID(index);
  hit_area(ui, ("chooser/item/" + item.file.name).c_str(), cell, on ? "on" : "off");
  ImGui::PopID();
  const bool hovered = ImGui::IsItemHovered();
  if (on || hovered) ui.draw->AddRectFilled(cell.min, cell.max, ui.colours.raised, ui.dp(6));
  if (on)
    compat::add_rect(ui.draw, {cell.min.x + 1, cell.min.y + 1}, {cell.max.x - 1, cell.max.y - 1}, ui.colours.text,
                     ui.dp(6), std::max(1.0F, ui.dp(2)));

  const float pad = ui.dp(8), line = ui.line_height(Type::small);
  const Rect picture{{cell.min.x + pad, cell.min.y + pad}, {cell.max.x - pad, cell.max.y - pad - line - ui.dp(6)}};
  if (!item.bundled.empty())
    thumbnails.draw_bundled(ui, picture, item.bundled);
  else if (item.file.kind == FileKind::folder)
    draw_folder(ui, picture);
  else if (item.file.kind == FileKind::scene)
    draw_scene(ui, picture);
  else if (wants_others())
    draw_text_sheet(ui, picture);
  else if (arrays())
    thumbnails.draw_kernels(ui, picture, item.file.path, {item.file.modified, item.file.size});
  else
    thumbnails.draw_path(ui, picture, item.file.path, {item.file.modified, item.file.size});

  const std::string whole = one_line(item.file.name);
  const std::string name = fitting(ui, whole, cell.width() - ui.dp(8));
  ui.text({cell.centre().x, cell.max.y - pad - line}, Type::small, on || hovered ? ui.colours.text : ui.colours.muted,
          name, Align::centre);
  const bool whole_path = where == Where::recent;
  if (whole_path || name != whole)
    ui.tooltip(whole_path ? shown(item.file.path) : whole);
  else if (item.file.kind == FileKind::folder)
    ui.tooltip("A folder: double-click to look inside.");
  else
    ui.tooltip(saving()      ? "Click to take this name."
               : !anything() ? "Double-click to open."
                             : "Double-click to open; Ctrl or Shift and click to choose several.");
  if (!hovered) return;
  const bool twice = ImGui::IsMouseDoubleClicked(0);
  if (twice || ImGui::IsMouseClicked(0)) clicked(index, twice);
}

void Chooser::State::draw_grid(Ui& ui, const Rect& area) {
  ui.record.area("chooser/grid", area.min, area.max);
  const float bar = ScrollArea::bar_width(ui), gap = ui.dp(4);
  const float inner = area.width() - bar;
  const float cell_height =
      (area.height() < ui.dp(220) ? ui.dp(64) : ui.dp(96)) + ui.line_height(Type::small) + ui.dp(22);
  columns = std::max(1, static_cast<int>((inner + gap) / (ui.dp(132) + gap)));
  const float cell_width = std::floor((inner - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns));
  const float step = cell_height + gap;
  const int count = static_cast<int>(items.size());
  const int rows = (count + columns - 1) / columns;
  rows_a_page = std::max(1, static_cast<int>(area.height() / step));

  ScrollArea scroll(ui, "grid", area, ui.colours.panel);
  scroll.content(std::max(0.0F, step * static_cast<float>(rows) - gap));
  if (to_top) scroll.scroll_to(0.0F);
  if (reveal && cursor >= 0) {
    const float top = static_cast<float>(cursor / columns) * step;
    scroll.reveal(top, top + cell_height);
  }
  to_top = reveal = false;

  const int first = std::max(0, static_cast<int>(scroll.scrolled() / step)) * columns;
  const int after = std::min(count, (static_cast<int>((scroll.scrolled() + area.height()) / step) + 1) * columns);
  const auto drawn_of = items.size();
  for (int i = first; i < after && items.size() == drawn_of; ++i) {
    const ImVec2 at{area.min.x + static_cast<float>(i % columns) * (cell_width + gap),
                    std::round(area.min.y + static_cast<float>(i / columns) * step - scroll.scrolled())};
    draw_cell(ui, {at, {at.x + cell_width, at.y + cell_height}}, i);
  }
  if (count == 0 && !visiting && problem.empty()) {
    const std::string_view words = !filter.empty()          ? "No name here has these letters."
                                   : where == Where::recent ? "Nothing has been opened yet."
                                   : saving()               ? saved_file(use).none_here
                                   : wants_folder()         ? "No folders in this one."
                                   : wants_text()           ? "No texts (.txt, .csv) in this folder."
                                   : wants_weights()        ? "No weights (.safetensors, .npz) in this folder."
                                                            : "No pictures and no scenes in this folder.";
    ui.text_fit({area.centre().x, area.centre().y - ui.line_height(Type::body)}, inner, Type::body, ui.colours.muted,
                words, Align::centre);
  }
}

}  // namespace flatscope
