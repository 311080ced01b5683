#include "app/widgets/controls.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/widgets/imgui_compat.h"

namespace flatscope {

namespace {

// A lesson can point at it.
void note_control(Ui& ui, std::string_view id, const Rect& rect) {
  Anchor anchor;
  anchor.name = fmt::format("control/{}", id);
  anchor.visible = anchor.all = rect;
  ui.anchors.add(std::move(anchor));
}

}  // namespace

bool hit_area(Ui& ui, const char* id, const Rect& rect, std::string_view value) {
  ImGui::SetCursorScreenPos(rect.min);
  const ImVec2 size{std::max(1.0F, rect.width()), std::max(1.0F, rect.height())};
  const bool clicked = ImGui::InvisibleButton(id, size);
  if (!ui.controls_only || ImGui::IsRectVisible(rect.min, rect.max)) ui.record.control(id, rect.min, rect.max, value);
  if (ui.anchors.on) note_control(ui, id, rect);
  return clicked;
}

bool push_button(Ui& ui, const char* id, const Rect& rect, std::string_view label, std::string_view tooltip,
                 bool primary, bool enabled) {
  const bool clicked = hit_area(ui, id, rect, label) && enabled;
  const bool hovered = ImGui::IsItemHovered() && enabled;
  ImU32 fill = primary && enabled ? ui.colours.conv : ui.colours.raised;
  if (hovered) fill = mix(fill, ui.colours.text, ImGui::IsItemActive() ? 0.18F : 0.09F);
  ui.draw->AddRectFilled(rect.min, rect.max, fill, ui.dp(6));
  // What comes next is read before it is possible.
  const ImU32 ink = !enabled  ? (primary ? ui.colours.muted : ui.colours.faint)
                    : primary ? ink_on(fill)
                              : ui.colours.text;
  const float y = rect.centre().y - ui.line_height(Type::body) * 0.5F;
  ui.text_fit({rect.centre().x, y}, rect.width() - ui.dp(8), primary ? Type::strong : Type::body, ink, label,
              Align::centre);
  if (!tooltip.empty()) ui.tooltip(rect, tooltip);
  return clicked;
}

bool close_cross(Ui& ui, const char* id, const Rect& rect, std::string_view tooltip) {
  const bool clicked = hit_area(ui, id, rect);
  if (ImGui::IsItemHovered()) ui.draw->AddRectFilled(rect.min, rect.max, ui.colours.line, ui.dp(6));
  ui.tooltip(tooltip);
  const float s = std::round(rect.width() * 0.18F), line = std::max(1.0F, ui.dp(1.5F));
  const ImVec2 c = rect.centre();
  ui.draw->AddLine({c.x - s, c.y - s}, {c.x + s, c.y + s}, ui.colours.muted, line);
  ui.draw->AddLine({c.x - s, c.y + s}, {c.x + s, c.y - s}, ui.colours.muted, line);
  return clicked;
}

Rect Column::take(float units) { return take_pixels(ui_.dp(units)); }

Rect Column::take_pixels(float pixels) {
  // Nothing that is drawn there is seen.
  if (ui_.controls_only) return {{left_, y_}, {right_, y_ + pixels}};
  return room(pixels);
}

void Column::gap(float units) {
  if (ui_.controls_only)
    waiting_gap_ = std::max(waiting_gap_, ui_.dp(units));
  else
    y_ += ui_.dp(units);
}

Column::Control::Control(Column& column, std::string_view id)
    : column_(column),
      id_(column.ui_.anchors.on ? id : std::string_view()),
      shown_(!column.ui_.hides || !column.ui_.hides(id)) {
  if (!shown_) return;
  if (column.ui_.controls_only) {
    ImGui::PushClipRect({0, 0}, ImGui::GetIO().DisplaySize, false);
    if (column.y_ > column.top_) column.y_ += std::exchange(column.waiting_gap_, 0.0F);
  }
  column.begin_section();
  top_ = column.y_;
}

Column::Control::~Control() {
  if (shown_ && !id_.empty()) note_control(column_.ui_, id_, {{column_.left_, top_}, {column_.right_, column_.y_}});
  if (shown_ && column_.ui_.controls_only) ImGui::PopClipRect();
}

Rect Column::room(float pixels) {
  begin_section();
  const Rect rect{{left_, y_}, {right_, y_ + pixels}};
  y_ += pixels;
  return rect;
}

void Column::section(std::string_view title) {
  section_ = title;
  if (!ui_.hides) begin_section();
}

void Column::begin_section() {
  if (section_.empty()) return;
  const std::string title = std::exchange(section_, {});
  if (ui_.controls_only) return;  // a lesson says what its controls are for
  if (y_ > top_ + 1.0F) gap(18);
  ui_.text_fit({left_, y_}, width(), Type::section, ui_.colours.muted, title);
  y_ += ui_.line_height(Type::section) + ui_.dp(8);
}

void Column::note(std::string_view words) {
  if (ui_.controls_only || !section_.empty()) return;  // of a section whose controls are hidden
  y_ += ui_.text_wrapped({left_, y_}, width(), Type::small, ui_.colours.muted, words);
}

Change Column::segmented(const char* id, std::span<const Option> options, int& index) {
  const Control control(*this, id);
  if (!control) return {};
  const int count = static_cast<int>(options.size());
  // Only the chosen one is written in bold; its width must not change while this frame draws.
  const int chosen_before = index;
  const auto words_width = [&, chosen_before](int i) {
    return ui_.measure(i == chosen_before ? Type::strong : Type::body, options[static_cast<std::size_t>(i)].label).x;
  };
  float widest = 0.0F, total = 0.0F;
  for (int i = 0; i < count; ++i) {
    widest = std::max(widest, ui_.measure(Type::strong, options[static_cast<std::size_t>(i)].label).x + ui_.dp(8));
    total += words_width(i) + ui_.dp(8);
  }
  // One row with cells as wide as their words when that fits, else equal cells on as many rows as it takes.
  const float inner = width() - ui_.dp(6);
  const bool one_row = total <= inner;
  const int per_row = one_row ? count : std::clamp(static_cast<int>(inner / widest), 1, count);
  const int rows = (count + per_row - 1) / per_row;
  const int columns = (count + rows - 1) / rows;
  const float cell_height = ui_.line_height(Type::body) + ui_.dp(8);
  const Rect box = room(cell_height * static_cast<float>(rows) + ui_.dp(6));
  ui_.draw->AddRectFilled(box.min, box.max, ui_.colours.raised, ui_.dp(6));

  Change change;
  ImGui::PushID(id);
  float x = box.min.x + ui_.dp(3);
  for (int i = 0; i < count; ++i) {
    const Option& option = options[static_cast<std::size_t>(i)];
    float cell_width = inner / static_cast<float>(columns);
    if (one_row) cell_width = words_width(i) + ui_.dp(8) + (inner - total) / static_cast<float>(count);
    if (!one_row && i % columns == 0) x = box.min.x + ui_.dp(3);
    const float top = box.min.y + ui_.dp(3) + (one_row ? 0.0F : cell_height * static_cast<float>(i / columns));
    const Rect cell{{std::round(x), top}, {std::round(x + cell_width), top + cell_height}};
    x += cell_width;
    const std::string name = fmt::format("{}/{}", id, option.label);
    const bool chosen = i == index;
    if (hit_area(ui_, name.c_str(), cell, chosen ? "on" : "off") && option.enabled && !chosen) {
      index = i;
      change = {true, true};
    }
    const bool hovered = ImGui::IsItemHovered() && option.enabled;
    if (chosen) {
      const ImU32 fill = ui_.theme == Theme::dark ? ui_.colours.ground : ui_.colours.panel;
      ui_.draw->AddRectFilled(cell.min, cell.max, fill, ui_.dp(4));
      if (ui_.theme == Theme::light) compat::add_rect(ui_.draw, cell.min, cell.max, ui_.colours.line, ui_.dp(4), 1.0F);
    }
    const ImU32 ink = !option.enabled ? ui_.colours.faint : chosen || hovered ? ui_.colours.text : ui_.colours.muted;
    ui_.text_fit({cell.centre().x, cell.centre().y - ui_.line_height(Type::body) * 0.5F}, cell.width(),
                 chosen ? Type::strong : Type::body, ink, option.label, Align::centre);
    if (!option.tooltip.empty()) ui_.tooltip(cell, option.tooltip);
  }
  ImGui::PopID();
  return change;
}

Change Column::toggle(const char* id, std::string_view label, bool& value, std::string_view tooltip, bool enabled) {
  const Control control(*this, id);
  if (!control) return {};
  const Rect row = room(ui_.line_height(Type::body) + ui_.dp(10));
  Change change;
  if (hit_area(ui_, id, row, value ? "on" : "off") && enabled) {
    value = !value;
    change = {true, true};
  }
  const bool hovered = ImGui::IsItemHovered() && enabled;
  const float h = ui_.dp(16), w = ui_.dp(28);
  const float y = row.centre().y;
  const ImU32 fill = value ? ui_.colours.conv : mix(ui_.colours.raised, ui_.colours.muted, 0.35F);
  ui_.draw->AddRectFilled({left_, y - h * 0.5F}, {left_ + w, y + h * 0.5F}, fill, h * 0.5F);
  const float knob = value ? left_ + w - h * 0.5F : left_ + h * 0.5F;
  ui_.draw->AddCircleFilled({knob, y}, h * 0.5F - ui_.dp(2),
                            enabled ? IM_COL32(255, 255, 255, 255) : mix(fill, ui_.colours.ground, 0.6F));
  const ImU32 ink = !enabled ? ui_.colours.faint : hovered || value ? ui_.colours.text : ui_.colours.muted;
  ui_.text_fit({left_ + w + ui_.dp(10), y - ui_.line_height(Type::body) * 0.5F}, width() - w - ui_.dp(10), Type::body,
               ink, label);
  if (!tooltip.empty()) ui_.tooltip(row, tooltip);
  return change;
}

bool Column::button(const char* id, std::string_view label, std::string_view tooltip, bool enabled) {
  const Control control(*this, id);
  if (!control) return false;
  const Rect row = room(ui_.line_height(Type::body) + ui_.dp(14));
  return push_button(ui_, id, row, label, tooltip, false, enabled);
}

int Column::buttons(const char* id, std::span<const Option> options) {
  const Control control(*this, id);
  if (!control) return -1;
  const Rect row = room(ui_.line_height(Type::body) + ui_.dp(14));
  const float between = ui_.dp(8);
  const auto count = static_cast<float>(options.size());
  const float each = (row.width() - between * (count - 1.0F)) / count;
  int clicked = -1;
  float x = row.min.x;
  for (std::size_t i = 0; i < options.size(); ++i, x += each + between) {
    const Rect cell{{std::round(x), row.min.y}, {std::round(x + each), row.max.y}};
    const std::string name = fmt::format("{}/{}", id, options[i].label);
    if (push_button(ui_, name.c_str(), cell, options[i].label, options[i].tooltip, false, options[i].enabled))
      clicked = static_cast<int>(i);
  }
  return clicked;
}

void Column::fact(ImU32 chip, std::string_view label, std::string_view value, std::string_view tooltip) {
  const Rect row = take_pixels(ui_.line_height(Type::body) + ui_.dp(12));
  const float y = row.centre().y;
  float x = left_;
  if (chip != 0) {
    ui_.draw->AddRectFilled({x, y - ui_.dp(7)}, {x + ui_.dp(4), y + ui_.dp(7)}, chip, ui_.dp(2));
    x += ui_.dp(12);
  }
  const float value_width = ui_.measure(Type::mono_strong, value).x;
  ui_.text({right_, y - ui_.line_height(Type::mono_strong) * 0.5F}, Type::mono_strong, ui_.colours.text, value,
           Align::right);
  ui_.text_fit({x, y - ui_.line_height(Type::body) * 0.5F}, right_ - value_width - ui_.dp(10) - x, Type::body,
               ui_.colours.text, label);
  ui_.draw->AddLine({left_, row.max.y}, {right_, row.max.y}, ui_.colours.line, 1.0F);
  if (!tooltip.empty()) ui_.tooltip(row, tooltip);
}

}  // namespace flatscope
