// Editing a kernel cell by cell: mouse, wheel and keys.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

#include "app/look/fixed_number.h"
#include "app/stages/convolve/model/kernel_edits.h"
#include "app/stages/convolve/view/kernel_cells.h"
#include "app/widgets/controls.h"
#include "app/widgets/imgui_compat.h"
#include "app/widgets/marks.h"
#include "app/widgets/pointer_cue.h"
#include "core/layers/kernel_text.h"

namespace flatscope {
namespace {

constexpr double step_size = 0.1, fine_step = 0.01;  // of a drag and the wheel
constexpr float pixels_a_step = 6.0F;                // of a drag, in design units

float value_at(const Tensor& kernel, const Place& cell) {
  return kernel.data()[cell.row * kernel.width() + cell.column];
}

// As it would be typed.
std::string text_of(float value) { return kernel_to_text(Tensor({1, 1}, {value})); }

// The value `steps` steps away, on a whole step: dragging 1/9 upwards goes 0.2, 0.3.
float stepped(float from, double steps, double size) {
  if (steps == 0.0) return from;
  const double at = from / size, on = steps > 0.0 ? std::floor(at + 1e-4) : std::ceil(at - 1e-4);
  const double unit = std::round(1.0 / size), whole = std::round(on + steps);
  return static_cast<float>(
      std::clamp(whole / unit, -static_cast<double>(largest_weight), static_cast<double>(largest_weight)));
}

double step_in_use() { return ImGui::GetIO().KeyShift ? fine_step : step_size; }

}  // namespace

struct KernelEditor::Grid {
  Rect area;
  std::int64_t rows, columns;
  float gap;
  Rect cell(std::int64_t row, std::int64_t column) const {
    const float w = (area.width() + gap) / static_cast<float>(columns),
                h = (area.height() + gap) / static_cast<float>(rows);
    const ImVec2 at{area.min.x + w * static_cast<float>(column), area.min.y + h * static_cast<float>(row)};
    return {{std::round(at.x), std::round(at.y)}, {std::round(at.x + w - gap), std::round(at.y + h - gap)}};
  }
  std::optional<Place> at(ImVec2 point) const {
    if (!area.contains(point)) return std::nullopt;
    const auto index = [](float share, std::int64_t count) {
      return std::clamp<std::int64_t>(static_cast<std::int64_t>(share * static_cast<float>(count)), 0, count - 1);
    };
    return Place{0, index((point.y - area.min.y) / area.height(), rows),
                 index((point.x - area.min.x) / area.width(), columns)};
  }
};

float KernelEditor::height_for(const Ui& ui, float width, const Tensor& kernel, float tallest_cell) {
  const float cell = std::min(width / static_cast<float>(kernel.width()), ui.dp(tallest_cell));
  return std::round(cell * static_cast<float>(kernel.height()));
}

void KernelEditor::take_in_hand(const Tensor& kernel, std::optional<Place>& cell, std::int64_t row,
                                std::int64_t column) {
  cell = Place{0, row, column};
  shown_ = value_at(kernel, *cell);
  started_ = text_of(shown_);
  field_.set(started_, TextField::Select::all);
  field_.focus(TextField::Select::all);
}

void KernelEditor::step(const Tensor& kernel, std::optional<Place>& cell, std::int64_t by) {
  const std::int64_t next = cell->row * kernel.width() + cell->column + by;
  if (next < 0 || next >= kernel.size()) {
    cell.reset();  // past the last one: the keys are the stage's again
    return;
  }
  take_in_hand(kernel, cell, next / kernel.width(), next % kernel.width());
}

// True if the text is a number, which is then the cell's.
bool KernelEditor::accept(const Tensor& kernel, const Place& cell, Act& act) {
  if (field_.text() == started_) return true;
  try {
    act = {true, true, cell.row, cell.column, parse_weight(field_.text())};
    act.changed = act.released = act.value != value_at(kernel, cell);
    refusal_.clear();
    return true;
  } catch (const std::invalid_argument& error) {
    refusal_ = error.what();
    refused_ = kernel;
    return false;
  }
}

void KernelEditor::take_mouse(Ui& ui, const Grid& grid, const Tensor& kernel, std::optional<Place>& cell, Act& act) {
  const ImGuiIO& io = ImGui::GetIO();
  hit_area(ui, "convolve.kernel.grid", grid.area);
  bar_over_item();
  if (!compat::wheel_scrolls()) compat::own_wheel();
  hovered_ = ImGui::IsItemHovered() ? grid.at(io.MousePos) : std::nullopt;
  if (ImGui::IsItemActivated()) {
    pressed_ = grid.at(io.MousePos);
    dragging_ = false;
    if (pressed_) drag_from_ = value_at(kernel, *pressed_);
    drag_y_ = io.MousePos.y;
  }
  const bool inside = pressed_ && pressed_->row < kernel.height() && pressed_->column < kernel.width();
  if (ImGui::IsItemActive() && inside) {
    const float moved = drag_y_ - io.MousePos.y;
    if (!dragging_ && std::fabs(moved) >= ui.dp(4)) {
      dragging_ = true;
      cell.reset();
    }
    if (dragging_) {
      const double steps = std::round(moved / ui.dp(pixels_a_step));
      const float value = stepped(drag_from_, steps, step_in_use());
      if (value != value_at(kernel, *pressed_)) act = {true, false, pressed_->row, pressed_->column, value};
    }
  }
  if (ImGui::IsItemDeactivated() && inside) {
    if (dragging_)
      act = {act.changed, true, pressed_->row, pressed_->column, act.changed ? act.value : value_at(kernel, *pressed_)};
    else
      take_in_hand(kernel, cell, pressed_->row, pressed_->column);
    pressed_.reset();
    dragging_ = false;
  }
  take_wheel(kernel, act);
  if (act.changed || !(kernel == refused_)) refusal_.clear();
}

// A page that is being scrolled when the kernel comes under the pointer goes on scrolling.
void KernelEditor::take_wheel(const Tensor& kernel, Act& act) {
  const ImGuiIO& io = ImGui::GetIO();
  if (hovered_ != wheeled_ || pressed_) wheeled_.reset();
  if (!hovered_ || pressed_ || act.released || io.MouseWheel == 0.0F || compat::wheel_scrolls()) return;
  if (!wheeled_) {
    ++turns_;
    notch_begun_ = 0.0F;
  }
  wheeled_ = hovered_;
  // Several notches can come in one frame; a touch pad sends parts of one, which add up.
  notch_begun_ = notch_begun_ * io.MouseWheel < 0.0F ? io.MouseWheel : notch_begun_ + io.MouseWheel;
  const double notches = std::trunc(notch_begun_ + std::copysign(0.001F, io.MouseWheel));
  if (notches == 0.0) return;
  notch_begun_ -= static_cast<float>(notches);
  const float value = stepped(value_at(kernel, *hovered_), notches, step_in_use());
  act = {true, true, hovered_->row, hovered_->column, value, fmt::format("convolve.cell.wheel/{}", turns_)};
}

void KernelEditor::take_keys(const Tensor& kernel, std::optional<Place>& cell, const TextField::Events& events,
                             Act& act) {
  struct Way {
    ImGuiKey key;
    std::int64_t rows, columns;
  };
  static constexpr Way ways[] = {
      {ImGuiKey_LeftArrow, 0, -1}, {ImGuiKey_RightArrow, 0, 1}, {ImGuiKey_UpArrow, -1, 0}, {ImGuiKey_DownArrow, 1, 0}};
  if (had_keys_ && compat::key_pressed(ImGuiKey_Escape)) {
    const bool typed = typed_ != started_ || !refusal_.empty();
    refusal_.clear();
    if (typed)
      take_in_hand(kernel, cell, cell->row, cell->column);
    else
      cell.reset();
    return;
  }
  const std::int64_t direction = ImGui::GetIO().KeyShift ? -1 : 1;
  if (events.entered || events.completes) {
    if (accept(kernel, *cell, act))
      step(kernel, cell, direction);
    else
      field_.focus(TextField::Select::all);
    return;
  }
  for (const Way& way : ways) {
    if (!had_keys_ || !compat::key_pressed(way.key)) continue;
    if (accept(kernel, *cell, act))
      take_in_hand(kernel, cell, std::clamp<std::int64_t>(cell->row + way.rows, 0, kernel.height() - 1),
                   std::clamp<std::int64_t>(cell->column + way.columns, 0, kernel.width() - 1));
    else
      field_.focus(TextField::Select::all);
    return;
  }
  if (had_keys_ && !field_.focused()) {  // the pointer went elsewhere
    accept(kernel, *cell, act);
    cell.reset();
  }
}

void KernelEditor::draw_cells(Ui& ui, const Grid& grid, const Tensor& kernel, float peak,
                              const std::optional<Place>& cell) {
  // The same face and digits for all, so that they can be compared; fewer digits before none: at last as many behind
  // the point for all as the largest needs.
  struct Face {
    Type type;
    int digits;
    bool fixed = false;
  };
  static constexpr Face faces[] = {{Type::mono_strong, 3},
                                   {Type::mono, 3},
                                   {Type::mono, 2},
                                   {Type::mono_small, 3},
                                   {Type::mono_small, 2},
                                   {Type::mono_small, 1},
                                   {Type::mono_small, 2, true},
                                   {Type::mono_small, 1, true}};
  const auto largest = static_cast<double>(max_abs(kernel.values()));
  const Rect first = grid.cell(0, 0);
  std::vector<std::string> words(static_cast<std::size_t>(kernel.size()));
  bool fits = false;
  Type type = Type::mono;
  for (const Face& face : faces) {
    fits = ui.line_height(face.type) <= first.height();
    const float room = first.width() - ui.dp(3);
    for (std::int64_t i = 0; i < kernel.size() && fits; ++i) {
      const float value = kernel.data()[i];
      words[static_cast<std::size_t>(i)] =
          face.fixed ? fixed_number(static_cast<double>(value), decimals_for(largest, face.digits))
                     : weight_words(value, face.digits);
      fits = ui.measure(face.type, words[static_cast<std::size_t>(i)]).x <= room;
    }
    type = face.type;
    if (fits) break;
  }
  numbers_fit_ = fits;
  const float rounding = ui.dp(first.width() < ui.dp(28) ? 2 : 4);
  for (std::int64_t row = 0; row < kernel.height(); ++row) {
    for (std::int64_t column = 0; column < kernel.width(); ++column) {
      const Rect box = grid.cell(row, column);
      const float value = value_at(kernel, {0, row, column});
      const ImU32 fill = weight_colour(ui, value, peak);
      ui.draw->AddRectFilled(box.min, box.max, fill, rounding);
      // On a light ground a cell near 0 is as white as the paper.
      if (ui.theme == Theme::light) compat::add_rect(ui.draw, box.min, box.max, ui.colours.line, rounding, 1.0F);
      const bool in_hand = cell && cell->row == row && cell->column == column;
      const bool pointed = (hovered_ && hovered_->row == row && hovered_->column == column) ||
                           (pressed_ && pressed_->row == row && pressed_->column == column);
      const float line = ui.line_height(type);
      if (fits && !in_hand)
        ui.text({box.centre().x, box.centre().y - line * 0.5F}, type, ink_on(fill),
                words[static_cast<std::size_t>(row * kernel.width() + column)], Align::centre);
      if (in_hand)
        marks::outline(ui, box, ui.colours.pixel, ui.dp(2));
      else if (pointed)
        compat::add_rect(ui.draw, box.min, box.max, ui.colours.text, rounding, std::max(1.0F, ui.dp(1)));
      if (ui.record.on())
        ui.record.control(fmt::format("convolve.kernel.cell.{}.{}", row, column), box.min, box.max,
                          fmt::format("{}", value));
    }
  }
}

// The number under the pointer or in hand, in full.
void KernelEditor::tell(Ui& ui, const Rect& below, const Tensor& kernel, const std::optional<Place>& cell,
                        bool with_field) const {
  const std::optional<Place> told = with_field ? cell : pressed_ ? pressed_ : hovered_ ? hovered_ : cell;
  const float y = below.centre().y - ui.line_height(Type::small) * 0.5F;
  if (!told) {
    const std::array<std::string, 3> hints = {"Click a cell to type, drag it up or down",
                                              "Click to type, drag to change", "Type or drag"};
    const auto fits = [&](const std::string& words) { return ui.measure(Type::small, words).x <= below.width(); };
    const auto found = std::find_if(hints.begin(), hints.end(), fits);
    ui.text_fit({below.min.x, y}, below.width(), Type::small, ui.colours.muted,
                found == hints.end() ? hints.back() : *found);
    return;
  }
  std::string value = text_of(value_at(kernel, *told));
  if (value.front() == '-') value.replace(0, 1, "−");
  const float room = with_field ? ui.dp(84) : ui.measure(Type::mono, value).x + ui.dp(8);
  const std::string where = fmt::format("row {}, column {}", told->row, told->column);
  const std::string brief = fmt::format("({}, {})", told->row, told->column);
  const bool whole = ui.measure(Type::small, where).x <= below.width() - room;
  ui.text_fit({below.min.x, y}, below.width() - room, Type::small, ui.colours.muted, whole ? where : brief);
  if (!with_field)
    ui.text({below.max.x, below.centre().y - ui.line_height(Type::mono) * 0.5F}, Type::mono, ui.colours.text, value,
            Align::right);
}

KernelEditor::Act KernelEditor::draw(Ui& ui, const Rect& area, const Rect& below, const Tensor& kernel, float peak,
                                     std::optional<Place>& cell) {
  Act act;
  const Grid grid{area, kernel.height(), kernel.width(), ui.dp(kernel.width() > 7 ? 1 : 2)};
  if (cell && (cell->row >= kernel.height() || cell->column >= kernel.width())) cell.reset();
  take_mouse(ui, grid, kernel, cell, act);
  draw_cells(ui, grid, kernel, peak, cell);
  if (!cell) {
    field_.let_go();
    had_keys_ = false;
    tell(ui, below, kernel, cell, false);
    return act;
  }
  // Wheel, undo and the sliders change it too.
  if (value_at(kernel, *cell) != shown_) take_in_hand(kernel, cell, cell->row, cell->column);
  const Rect box = grid.cell(cell->row, cell->column);
  const bool in_cell = box.width() >= ui.dp(40) && box.height() >= ui.line_height(Type::mono_strong);
  tell(ui, below, kernel, cell, !in_cell);
  const Rect where = in_cell ? box.inset(ui.dp(2)) : Rect{{below.max.x - ui.dp(80), below.min.y}, below.max};
  typed_ = field_.text();  // Escape puts an older text back
  const TextField::Events events =
      field_.draw(ui, "convolve.kernel.typed", where,
                  {in_cell ? Type::mono_strong : Type::mono, ui.colours.pixel, ui.colours.outline, in_cell});
  take_keys(kernel, cell, events, act);
  had_keys_ = cell && field_.focused();
  return act;
}

}  // namespace flatscope
