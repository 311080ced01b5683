// The pointer over the two pictures at the top: what it is on, and where the patch goes.
#include <algorithm>

#include "app/stages/convolve/model/stepping.h"
#include "app/stages/convolve/view/row.h"
#include "app/widgets/camera.h"
#include "app/widgets/pointer_cue.h"

namespace flatscope {
namespace {

// The output whose middle tap is nearest to a place of the input.
Place centred_on(const LayerAnswer& answer, std::int64_t row, std::int64_t column) {
  const Conv2dOptions options = options_of(answer.layer);
  const std::int64_t kernel_h = answer.layer.kernel_h(), kernel_w = answer.layer.kernel_w();
  const Padding padding = resolved_padding(options, kernel_h, kernel_w);
  return {0, output_centred_on(row, answer.conv->height(), padding.top, kernel_h, options),
          output_centred_on(column, answer.conv->width(), padding.left, kernel_w, options)};
}

// The output before pooling that a pooled one comes from: the largest of the four, or the first for a mean.
Place pooled_from(const LayerAnswer& answer, std::int64_t filter, std::int64_t row, std::int64_t column) {
  Place best{0, 2 * row, 2 * column};
  if (answer.layer.pooling != Pooling::max) return best;
  for (std::int64_t y = 2 * row; y < 2 * row + 2; ++y)
    for (std::int64_t x = 2 * column; x < 2 * column + 2; ++x)
      if (answer.conv->at(filter, y, x) > answer.conv->at(filter, best.row, best.column)) best = {0, y, x};
  return best;
}

// What is under the pointer, and the output it stands for.
struct Pointed {
  ConvElement element;
  Place patch;
};

Pointed on_input(const ConvolveShown& shown, const ConvRow& row, ImVec2 pointer) {
  const LayerAnswer& answer = *shown.answer;
  const Place cell = row.input.at(pointer);
  const Place patch = centred_on(answer, cell.row, cell.column);
  const bool inside =
      cell.row >= 0 && cell.column >= 0 && cell.row < answer.input->height() && cell.column < answer.input->width();
  if (inside) return {{answer.conv_level - 1, static_cast<std::int64_t>(shown.channel), cell.row, cell.column}, patch};
  return {{answer.conv_level, static_cast<std::int64_t>(shown.filter), patch.row, patch.column}, patch};
}

Pointed on_output(const ConvolveShown& shown, const ConvRow& row, ImVec2 pointer) {
  const LayerAnswer& answer = *shown.answer;
  Place cell = row.output.at(pointer);
  cell.row = std::clamp<std::int64_t>(cell.row, 0, answer.output->height() - 1);
  cell.column = std::clamp<std::int64_t>(cell.column, 0, answer.output->width() - 1);
  const auto filter = static_cast<std::int64_t>(shown.filter);
  const bool pooled = answer.layer.pooling != Pooling::none;
  return {{answer.output_level, filter, cell.row, cell.column},
          pooled ? pooled_from(answer, filter, cell.row, cell.column) : cell};
}

}  // namespace

void point_in_row(StageContext& context, const ConvolveShown& shown, const ConvRow& row) {
  ConvolveView& view = context.view.convolve;
  const ImVec2 pointer = ImGui::GetIO().MousePos;
  const auto read = [&](const char* id, const CellPlane& plane, bool input) {
    hit_area(context.ui, id, plane.box);
    // A drag that does not pan takes the patch with it and leaves it where it is let go.
    const bool dropped = ImGui::IsItemDeactivated() && view.input.zoom <= 1.0F;
    const bool clicked = clicked_in_place() || (dropped && ImGui::IsItemHovered());
    const bool hovered = ImGui::IsItemHovered();
    hand_over_item();
    const bool panned = move_camera(view.input, row.input.box, row.plane.width(), row.plane.height());
    if (!hovered || panned) return;
    const Pointed pointed = input ? on_input(shown, row, pointer) : on_output(shown, row, pointer);
    if (clicked) {
      view.led = false;
      view.playing = 0;
      place_patch(context.edit.scene, pointed.patch);
      context.edit.commit = true;
    }
    if (!view.led) view.hovered = pointed.element;
  };
  read("convolve.input", row.input, true);
  read("convolve.output", row.output, false);
}

Place patch_at(const LayerAnswer& answer, std::int64_t filter, const ConvElement& element) {
  if (element.level == answer.conv_level) return {0, element.row, element.column};
  if (element.level == answer.output_level) return pooled_from(answer, filter, element.row, element.column);
  return centred_on(answer, element.row, element.column);
}

ConvElement patch_of(const StageContext& context, const ConvolveShown& shown) {
  const LayerAnswer& answer = *shown.answer;
  const auto filter = static_cast<std::int64_t>(shown.filter);
  const ConvolveScene& in_hand = context.edit.scene.convolve;
  Place place{0, std::clamp<std::int64_t>(in_hand.row, 0, answer.conv->height() - 1),
              std::clamp<std::int64_t>(in_hand.column, 0, answer.conv->width() - 1)};
  const std::optional<ConvElement>& hovered = context.view.convolve.hovered;
  if (hovered && !context.view.convolve.led) {
    if (hovered->level + 1 >= answer.conv_level && hovered->level <= answer.output_level)
      place = patch_at(answer, filter, *hovered);
  }
  return {answer.conv_level, filter, place.row, place.column};
}

void follow_patch(ConvolveView& view, const ConvolveShown& shown, const ConvRow& row) {
  if (view.input.zoom <= 1.0F || !view.led) return;
  const LayerAnswer& answer = *shown.answer;
  const Conv2dOptions options = options_of(answer.layer);
  const auto x = static_cast<float>(centre_tap(shown.patch.column, row.padding.left, answer.layer.kernel_w(), options)),
             y = static_cast<float>(centre_tap(shown.patch.row, row.padding.top, answer.layer.kernel_h(), options));
  const Rect& seen = row.input.cells;
  if (x - 1.0F >= seen.min.x && x + 2.0F <= seen.max.x && y - 1.0F >= seen.min.y && y + 2.0F <= seen.max.y) return;
  const float half = 0.5F / view.input.zoom;
  view.input.centre_x = std::clamp((x + 0.5F - row.plane.min.x) / row.plane.width(), half, 1.0F - half);
  view.input.centre_y = std::clamp((y + 0.5F - row.plane.min.y) / row.plane.height(), half, 1.0F - half);
}

}  // namespace flatscope
