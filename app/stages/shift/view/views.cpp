// The flattened vector and the dense layer's outputs.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "app/look/number_text.h"
#include "app/stages/kept_back.h"
#include "app/stages/shift/view/kept.h"
#include "app/stages/shift/view/stage.h"
#include "app/stages/shift/view/words.h"
#include "app/widgets/bars.h"
#include "app/widgets/imgui_compat.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

// What the pointer is on, in words, for the place of the label at the right. `after`: none while that is kept back.
std::string cell_words(const ShiftShown& shown, const StripCells& cells, int cell, float before,
                       std::optional<float> after) {
  const std::int64_t first = cells.first(cell), last = cells.first(cell + 1) - 1;
  const std::string values = after ? fmt::format("{} → {}", short_number(before), short_number(*after))
                                   : fmt::format("before {}", short_number(before));
  if (first != last) return fmt::format("i = {}–{}, mean {}", grouped(first), grouped(last), values);
  const PixelSize size = shown.size();
  const std::int64_t place = first % (size.width * size.height);
  return fmt::format("i = {}, row {}, column {}: {}", grouped(first), grouped(place / size.width),
                     grouped(place % size.width), values);
}

// The axis of the bars follows from what was before alone, so that it stands still while the object is dragged.
constexpr float room_for_change = 1.5F;

float largest(std::span<const float> values) {
  float most = 0.0F;
  for (const float value : values) most = std::max(most, std::fabs(value));
  return most;
}

bool stays_inside(const ShiftShown& shown) {
  if (shown.inputs.object->whole_picture) return false;
  const ObjectOutline& outline = shown.outline;
  if (outline.empty) return true;
  return outline.left + shown.inputs.dx >= 0 && outline.top + shown.inputs.dy >= 0 &&
         outline.right + shown.inputs.dx <= shown.size().width &&
         outline.bottom + shown.inputs.dy <= shown.size().height;
}

}  // namespace

std::uint64_t vector_hash(const ChangeStrip& strips, std::uint64_t seed) {
  if (strips.after() != nullptr)
    seed = hash_bytes(strips.after()->data(), static_cast<std::size_t>(strips.after()->size()) * sizeof(float), seed);
  return hash_bytes(strips.shares().data(), strips.shares().size() * sizeof(float), seed);
}

std::optional<PixelRun> draw_vector(StageContext& context, const ShiftShown& shown, const ShiftLayout& layout) {
  Ui& ui = context.ui;
  const PartState state = state_of(context, "shift.vector");
  if (state == PartState::hidden) return std::nullopt;
  const bool tells = state == PartState::shown;
  const Rect& area = layout.vector;
  const ShiftResult& result = shown.result;
  ChangeStrip& strip = ui.kept.of<ShiftKept>().strips;
  // Each strip has its name beside it, where it is as high as letters are.
  const bool named = layout.strip >= ui.line_height(Type::small) - ui.dp(2);
  const float left = area.min.x + (named ? ui.measure(Type::small, "before").x + ui.dp(8) : 0.0F);
  strip.update(result.before, {result.before->picture, result.before->sums}, result.after,
               {result.after->picture, result.after->sums}, result.changed, static_cast<int>(area.max.x - left));

  const float line = ui.line_height(Type::body);
  const float strips = 2.0F * layout.strip + 2.0F * ui.dp(2) + layout.marks;
  const float top = area.min.y + ui.line_height(Type::section) + ui.dp(layout.answer.height() > 0.0F ? 8.0F : 4.0F);
  const float bottom = top + strips;
  const std::optional<int> cell =
      strip.draw(ui, "shift.vector", {{left, top}, {area.max.x, bottom}}, layout.strip, ui.dp(2), layout.marks, !tells);
  const Rect line_of_values{{left, top}, {area.max.x, top + 2.0F * layout.strip + ui.dp(2)}};
  ui.anchors.cells("index", line_of_values, line_of_values, static_cast<double>(result.after->picture.size()), 1.0);
  if (named) {
    const float lift = (layout.strip - ui.line_height(Type::small)) * 0.5F;
    ui.text({area.min.x, top + lift}, Type::small, ui.colours.muted, "before");
    if (tells) ui.text({area.min.x, top + layout.strip + ui.dp(2) + lift}, Type::small, ui.colours.muted, "after");
  }

  const Tensor& picture = result.after->picture;
  const std::string values = grouped(picture.size());
  float right = area.max.x;
  if (cell) {
    const auto at = static_cast<std::size_t>(*cell);
    const std::string words = cell_words(shown, strip.cells(), *cell, strip.before()->data()[at],
                                         tells ? std::optional<float>(strip.after()->data()[at]) : std::nullopt);
    right -= ui.text_fit({right, area.min.y}, area.width() * 0.7F, Type::mono, ui.colours.text, words, Align::right);
  } else if (!named) {
    right -= ui.text({right, area.min.y}, Type::small, ui.colours.muted, "before", Align::right);
  }
  // Said once on this screen: where counting begins.
  const std::string whole = picture.channels() == 3
                                ? fmt::format("FLATTENED VECTOR · {} VALUES: RED, GREEN, BLUE", values)
                                : fmt::format("FLATTENED VECTOR · {} VALUES", values);
  const std::array<std::string, 4> titles = {whole + " · INDEX, ROW, COLUMN FROM 0", whole,
                                             fmt::format("FLATTENED VECTOR · {}", values), "FLATTENED"};
  const float room = right - ui.dp(8) - area.min.x;
  ui.text_fit({area.min.x, area.min.y}, room, Type::section, ui.colours.muted,
              first_fitting(ui, Type::section, room, titles));

  const float y = area.max.y - line;
  const float after =
      named || !tells ? 0.0F : ui.text({area.max.x, y}, Type::small, ui.colours.muted, "after", Align::right);
  const std::vector<std::string> sentences = vector_sentences(result, shown.inputs, shown.noun(), stays_inside(shown));
  const float width = area.width() - after - ui.dp(12);
  if (tells)
    ui.text_fit({area.min.x, y}, width, Type::body, ui.colours.muted, first_fitting(ui, Type::body, width, sentences));
  else
    draw_kept_line(context, {area.min.x, y}, width);

  if (!cell) return std::nullopt;
  const std::int64_t index = strip.cells().first(*cell), count = strip.cells().first(*cell + 1) - index;
  if (count > picture.width()) return std::nullopt;
  const std::int64_t plane = picture.plane_size();
  PixelRun run;
  run.from = {index / plane, index % plane / picture.width(), index % picture.width()};
  run.count = std::min(count, picture.width() - run.from.column);
  return run;
}

void draw_dense(StageContext& context, const ShiftShown& shown, const Rect& area) {
  Ui& ui = context.ui;
  const PartState state = state_of(context, "shift.dense");
  if (state == PartState::hidden) return;
  const bool tells = state == PartState::shown;
  const ShiftResult& result = shown.result;
  // While the answers are kept back, only those of before are there.
  const auto before = result.before->dense.values(), after = tells ? result.after->dense.values() : before;
  const float units = area.height() / ui.scale;
  const float label = ui.line_height(Type::section) + ui.dp(units >= 200.0F ? 8.0F : 4.0F);
  const float line = ui.text_wrapped({0, 0}, 1e9F, Type::body, 0, "x", false);
  const float number = std::max(ui.line_height(Type::number), line * (units >= 100.0F ? 2.0F : 1.0F));
  const float below = number + ui.dp(units >= 200.0F ? 16.0F : 4.0F);
  const Rect plot{{area.min.x, area.min.y + label}, {area.max.x, area.max.y - below}};
  // While nothing has moved there is nothing to compare: one set of bars, and quiet.
  const bool moved = shown.moved() && tells;
  const ImU32 colour = moved ? ui.colours.dense : mix(ui.colours.ground, ui.colours.dense, 0.5F);
  const bool has_bars = tells || shown.moved();
  std::optional<int> bar;
  if (has_bars)
    bar = bars(ui, "shift.dense", plot, before, after, axis_limit(room_for_change * largest(before)), colour);

  // The legend, or the two values of the bar under the pointer.
  float right = area.max.x;
  if (bar) {
    const auto i = static_cast<std::size_t>(*bar);
    const std::string words = tells
                                  ? fmt::format("y[{}]: {} → {}", *bar, short_number(before[i]), short_number(after[i]))
                                  : fmt::format("y[{}] before: {}", *bar, short_number(before[i]));
    right -= ui.text_fit({right, area.min.y}, area.width() * 0.75F, Type::mono, ui.colours.text, words, Align::right);
  } else if (const float title = ui.measure(Type::section, "DENSE").x + ui.dp(8);
             !moved && title + ui.measure(Type::small, "the same").x > area.width()) {
    // The number below says it too.
  } else if (!tells) {
    if (has_bars) right -= ui.text({right, area.min.y}, Type::small, ui.colours.muted, "before", Align::right);
  } else if (!moved) {
    const std::array<std::string, 2> same = {"before and after are the same", "the same"};
    const float width = area.width() * 0.6F;
    right -= ui.text({right, area.min.y}, Type::small, ui.colours.muted, first_fitting(ui, Type::small, width, same),
                     Align::right);
  } else if (const float box = ui.dp(8), words = ui.measure(Type::small, "beforeafter").x;
             words + 2.0F * box + ui.dp(28) + ui.measure(Type::section, "DENSE").x <= area.width()) {
    const float middle = area.min.y + ui.line_height(Type::small) * 0.5F;
    right -= ui.text({right, area.min.y}, Type::small, ui.colours.muted, "after", Align::right) + ui.dp(4) + box;
    ui.draw->AddRectFilled({right, middle - box * 0.5F}, {right + box, middle + box * 0.5F}, ui.colours.dense);
    right -= ui.dp(12);
    right -= ui.text({right, area.min.y}, Type::small, ui.colours.muted, "before", Align::right) + ui.dp(4) + box;
    compat::add_rect(ui.draw, {right, middle - box * 0.5F}, {right + box, middle + box * 0.5F}, ui.colours.muted, 0.0F,
                     1.0F);
  }
  const std::array<std::string, 3> titles = {fmt::format("DENSE LAYER · {} OUTPUTS", before.size()), "DENSE LAYER",
                                             "DENSE"};
  const float room = right - ui.dp(8) - area.min.x;
  ui.text_fit({area.min.x, area.min.y}, room, Type::section, ui.colours.muted,
              first_fitting(ui, Type::section, room, titles));

  const Rect answer{{area.min.x, area.max.y - number}, area.max};
  if (!tells) {
    draw_kept_line(context, {answer.min.x, answer.centre().y - ui.line_height(Type::body) * 0.5F}, answer.width());
    return;
  }
  ui.tooltip(answer, dense_explained, Ui::Side::below);
  number_with_sentence(ui, answer, moved ? ui.colours.dense : ui.colours.muted, per_cent(result.dense_relative_change),
                       dense_sentences(result, shown.inputs, shown.scene.shift.object));
}

}  // namespace flatscope
