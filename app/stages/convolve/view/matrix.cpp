// The layer in hand as the matrix that acts on the flattened picture: where its parts stand.
#include "app/stages/convolve/view/matrix.h"
#include "app/stages/kept_back.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "app/widgets/wording.h"

namespace flatscope {
namespace {

struct MatrixLayout {
  Rect head, box, side;
  float rows_right = 0.0F;  // the words at the left of the box end here
  bool axes = true;
};

// At the left of the matrix: what its rows are, one word or two a line.
std::vector<std::string> row_words(const MatrixShown& shown) {
  const LayerAnswer& answer = *shown.stage.answer;
  const std::int64_t maps = shown.maps();
  const std::string each = grouped(answer.conv->plane_size());
  if (shown.one_map) return {fmt::format("map {}:", shown.stage.filter + 1), each, "outputs"};
  if (maps == 1) return {each, "outputs"};
  return {fmt::format("{} maps", maps), fmt::format("× {}", each), "outputs"};
}

// Below it: what its columns are, from long to short.
std::vector<std::string> column_words(const MatrixShown& shown) {
  const LayerAnswer& answer = *shown.stage.answer;
  const std::int64_t channels = answer.input->channels();
  const std::string each = grouped(answer.input->plane_size()), all = grouped(shown.columns);
  if (channels == 1) return {fmt::format("{} inputs", each), each};
  const char* what = shown.stage.layer > 0 ? "maps" : "channels";
  return {fmt::format("{} {} × {} inputs", channels, what, each), fmt::format("{} inputs", all), all};
}

MatrixLayout lay_out(const Ui& ui, const MatrixShown& shown, Rect area) {
  MatrixLayout layout;
  const bool low = area.height() < ui.dp(170);
  area.min.y += ui.dp(low ? 2 : 6);
  const float line = ui.line_height(Type::small);
  const float head = ui.line_height(Type::section) + ui.dp(low ? 6 : 10);
  layout.head = {area.min, {area.max.x, area.min.y + head}};
  float words = 0.0F;
  for (const std::string& word : row_words(shown)) words = std::max(words, ui.measure(Type::small, word).x);
  // Little room: the words around the matrix give way to it.
  layout.axes = words < area.width() * 0.14F;
  const float left = layout.axes ? std::ceil(words) + ui.dp(8) : ui.dp(4);
  const float bottom = line + ui.dp(6);
  const float height = std::max(ui.dp(24), area.max.y - bottom - layout.head.max.y);
  const double shape = static_cast<double>(shown.columns) / static_cast<double>(shown.rows);
  const float wide = height * static_cast<float>(std::clamp(shape, 1.0, 1.5));
  const float width = std::clamp(wide, ui.dp(24), std::max(ui.dp(24), area.width() * 0.4F - left));
  const float x = std::round(area.min.x + left);
  layout.box = {{x, std::round(layout.head.max.y)}, {std::round(x + width), std::round(layout.head.max.y + height)}};
  layout.rows_right = x - ui.dp(8);
  layout.side = {{layout.box.max.x + ui.dp(24), layout.head.max.y}, area.max};
  return layout;
}

void draw_axes(Ui& ui, const MatrixShown& shown, const MatrixLayout& layout) {
  const float line = ui.line_height(Type::small);
  const std::vector<std::string> below = column_words(shown);
  ui.text({layout.box.centre().x, layout.box.max.y + ui.dp(5)}, Type::small, ui.colours.muted,
          first_fitting(ui, Type::small, layout.box.width(), below), Align::centre);
  const std::vector<std::string> rows = row_words(shown);
  float y = layout.box.centre().y - line * static_cast<float>(rows.size()) * 0.5F;
  if (!layout.axes || y < layout.box.min.y) return;
  for (const std::string& word : rows) {
    ui.text({layout.rows_right, y}, Type::small, ui.colours.muted, word, Align::right);
    y += line;
  }
}

// A small button that ends at `right`; moves that on.
bool head_button(Ui& ui, const char* id, const Rect& head, float& right, std::string_view label,
                 std::string_view tooltip) {
  const float width = ui.measure(Type::body, label).x + ui.dp(16);
  const float height = std::min(head.height() - ui.dp(2), ui.line_height(Type::body) + ui.dp(4));
  const float y = head.min.y - ui.dp(4);
  const Rect rect{{std::round(right - width), y}, {std::round(right), y + height}};
  right = rect.min.x - ui.dp(8);
  return push_button(ui, id, rect, label, tooltip);
}

// The title, the ways to look at it, and the legend.
void draw_head(StageContext& context, const MatrixShown& shown, const MatrixLayout& layout) {
  Ui& ui = context.ui;
  MatrixCamera& camera = context.view.convolve.matrix_camera;
  const LayerAnswer& answer = *shown.stage.answer;
  float right = draw_matrix_legend(context, shown, layout.head) - ui.dp(20);
  const bool room = layout.head.width() > ui.dp(480);
  if (camera != MatrixCamera{} &&
      head_button(ui, "convolve.matrix.all", layout.head, right, "Show all", "The whole matrix again (double click)"))
    camera = {};
  const std::string map = std::to_string(shown.stage.filter + 1);
  if (answer.conv->channels() > 1 && (room || shown.one_map) &&
      head_button(ui, "convolve.matrix.map", layout.head, right,
                  shown.one_map ? std::string("All maps") : fmt::format("Map {} only", map),
                  shown.one_map ? fmt::format("The matrix of all {} maps again", answer.conv->channels())
                                : fmt::format("Only the rows of map {}, the one in hand: its block of the matrix, and "
                                              "its numbers",
                                              map))) {
    context.view.convolve.matrix_one_map = !shown.one_map;
    camera = {};
  }
  const bool maps = shown.stage.layer > 0;
  const std::string what = shown.one_map ? fmt::format("MAP {} OF THE SAME LAYER", map) : "THE SAME LAYER";
  const std::array<std::string, 4> titles = {
      fmt::format("{}, AS THE MATRIX THAT ACTS ON THE FLATTENED {}", what, maps ? "MAPS" : "PICTURE"),
      fmt::format("{}, AS A MATRIX", what), shown.one_map ? fmt::format("MAP {}, AS A MATRIX", map) : "AS A MATRIX",
      shown.one_map ? fmt::format("MAP {}", map) : "MATRIX"};
  ui.text_fit(layout.head.min, right - layout.head.min.x, Type::section, ui.colours.muted,
              first_fitting(ui, Type::section, right - layout.head.min.x, titles));
}

// Results of an earlier layer are no answer to this one's shape.
const MatrixResult* result_for(const StageContext& context, const ConvolveShown& shown) {
  const auto& stored = context.results.matrix;
  if (!stored || stored.inputs.answer == nullptr) return nullptr;
  if (!stored->problem.empty()) return &*stored;
  const bool fits =
      stored->matrix->rows() == shown.answer->conv->size() && stored->matrix->columns() == shown.answer->input->size();
  return fits ? &*stored : nullptr;
}

// Where each row of the matrix stands, seen or not.
void add_row_anchor(StageContext& context, const MatrixShown& shown, const Rect& box) {
  const MatrixSight at = sight_of(context.view.convolve.matrix_camera, box, shown.rows, shown.columns);
  Anchor anchor;
  anchor.name = "matrix_row";
  anchor.visible = box;
  anchor.all = {{box.min.x, at.y_of(0.0)}, {box.max.x, at.y_of(static_cast<double>(shown.rows))}};
  anchor.y0 = static_cast<double>(shown.first_row);
  anchor.y1 = static_cast<double>(shown.first_row + shown.rows);
  context.ui.anchors.add(anchor);
}

void draw_sentence(Ui& ui, const Rect& area, std::string_view sentence) {
  ui.text_wrapped({area.min.x, area.min.y + ui.dp(8)}, std::min(area.width(), ui.dp(560)), Type::body, ui.colours.text,
                  sentence);
}

}  // namespace

void draw_conv_matrix(StageContext& context, const ConvolveShown& stage, const Rect& area) {
  Ui& ui = context.ui;
  ConvolveView& view = context.view.convolve;
  view.hovered_input.reset();
  if (stage.answer == nullptr) {
    view.matrix = {};
    draw_sentence(ui, area,
                  stage.result.problem ? fmt::format("No matrix: {}", stage.result.problem->sentence)
                                       : "No matrix: the layer has no output.");
    return;
  }
  const ConvolveScene& scene = context.scene.convolve;
  MatrixShown shown{stage, matrix_kind(scene.local, scene.shared), result_for(context, stage)};
  shown.one_map = view.matrix_one_map && stage.answer->conv->channels() > 1;
  shown.rows = shown.one_map ? stage.answer->conv->plane_size() : stage.answer->conv->size();
  shown.first_row = shown.one_map ? static_cast<std::int64_t>(stage.filter) * shown.rows : 0;
  shown.columns = stage.answer->input->size();
  if (shown.result != nullptr && !shown.result->problem.empty()) {
    draw_sentence(ui, area, shown.result->problem);
    return;
  }
  const MatrixLayout layout = lay_out(ui, shown, area);
  const PartState picture = state_of(context, "convolve.matrix");
  const bool counts = context.shows("convolve.counts");
  if (picture == PartState::shown) draw_head(context, shown, layout);
  const MatrixPointed pointed =
      picture == PartState::shown ? point_in_matrix(context, shown, layout.box) : MatrixPointed{};
  if (picture == PartState::shown && counts) draw_axes(ui, shown, layout);
  add_row_anchor(context, shown, layout.box);
  if (picture == PartState::shown) draw_matrix(context, shown, layout.box, pointed);
  if (picture == PartState::kept_back) draw_kept_plane(context, layout.box);
  const std::vector<std::string> words = matrix_words(shown, pointed);
  const std::vector<std::string> nothing = {""};
  draw_matrix_counts(context, shown, layout.side, counts && picture == PartState::shown ? words : nothing);
}

}  // namespace flatscope
