#include "app/stages/shift/model/quantities.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <stdexcept>

#include "app/engine/results.h"
#include "app/engine/scene.h"
#include "app/files/toml_choice.h"

namespace flatscope {
namespace {

LayerInputs inputs_of(const Scene& scene) {
  return layer_inputs(scene, std::make_shared<const ObjectResult>(compute(object_inputs(scene))));
}

ShiftResult result_of(const Scene& scene) {
  const Stored<LayerInputs, ShiftResult> nothing;
  return compute(inputs_of(scene), nothing);
}

void takes_nothing(const QuantityArguments& arguments) { count_arguments(arguments, 0, 0, ""); }

std::size_t map_argument(const ShiftResult& result, const QuantityArguments& arguments) {
  const auto maps = static_cast<long long>(result.peaks_after.size());
  return static_cast<std::size_t>(whole_argument(arguments, 0, "the map", 1, maps) - 1);
}

std::vector<double> place(const Peak& peak) {
  return {static_cast<double>(peak.row), static_cast<double>(peak.column)};
}

// --- the vector and the dense layer ---

std::vector<double> shift_dx(const Scene& scene, const Results&, const QuantityArguments& arguments) {
  takes_nothing(arguments);
  return {static_cast<double>(scene.shift.dx)};
}

std::vector<double> shift_dy(const Scene& scene, const Results&, const QuantityArguments& arguments) {
  takes_nothing(arguments);
  return {static_cast<double>(scene.shift.dy)};
}

std::vector<double> vector_length(const Scene& scene, const Results&, const QuantityArguments& arguments) {
  takes_nothing(arguments);
  return {static_cast<double>(inputs_of(scene).object->object.size())};
}

std::vector<double> object_pixels(const Scene& scene, const Results&, const QuantityArguments& arguments) {
  takes_nothing(arguments);
  const LayerInputs inputs = inputs_of(scene);
  const Tensor& mask = inputs.object->mask;
  return {
      static_cast<double>(std::count_if(mask.values().begin(), mask.values().end(), [](float v) { return v > 0; }))};
}

std::vector<double> elements_changed(const Scene& scene, const Results&, const QuantityArguments& arguments) {
  takes_nothing(arguments);
  return {static_cast<double>(result_of(scene).elements_changed)};
}

std::vector<double> changed_share(const Scene& scene, const Results&, const QuantityArguments& arguments) {
  takes_nothing(arguments);
  const ShiftResult result = result_of(scene);
  return {static_cast<double>(result.elements_changed) / static_cast<double>(result.after->picture.size())};
}

std::vector<double> places_along(const Scene& scene, const Results&, const QuantityArguments& arguments) {
  takes_nothing(arguments);
  return {static_cast<double>(scene.shift.dy * shift_size(scene).width + scene.shift.dx)};
}

std::vector<double> dense_change(const Scene& scene, const Results&, const QuantityArguments& arguments) {
  takes_nothing(arguments);
  return {static_cast<double>(result_of(scene).dense_relative_change)};
}

std::vector<double> dense_value(const Scene& scene, const Results&, const QuantityArguments& arguments) {
  count_arguments(arguments, 1, 0, "the number of an output, from 0");
  const long long output = whole_argument(arguments, 0, "the output", 0, scene.shift.dense_outputs - 1);
  return {static_cast<double>(result_of(scene).after->dense.data()[output])};
}

// --- the feature maps ---

std::vector<double> inside_residual(const Scene& scene, const Results&, const QuantityArguments& arguments) {
  takes_nothing(arguments);
  const EquivarianceResult residual = result_of(scene).equivariance;
  if (residual.interior_elements == 0)
    throw std::invalid_argument("the border reaches every place of the maps here: nothing is left to compare");
  return {static_cast<double>(residual.interior_max_abs)};
}

std::vector<double> border_residual(const Scene& scene, const Results&, const QuantityArguments& arguments) {
  takes_nothing(arguments);
  return {static_cast<double>(result_of(scene).equivariance.border_max_abs)};
}

std::vector<double> pooled_change(const Scene& scene, const Results&, const QuantityArguments& arguments) {
  takes_nothing(arguments);
  return {static_cast<double>(result_of(scene).pooled_change)};
}

std::vector<double> peak_before(const Scene& scene, const Results&, const QuantityArguments& arguments) {
  count_arguments(arguments, 1, 0, "the number of a map, from 1");
  const ShiftResult result = result_of(scene);
  return place(result.peaks_before[map_argument(result, arguments)]);
}

std::vector<double> peak_after(const Scene& scene, const Results&, const QuantityArguments& arguments) {
  count_arguments(arguments, 1, 0, "the number of a map, from 1");
  const ShiftResult result = result_of(scene);
  return place(result.peaks_after[map_argument(result, arguments)]);
}

std::vector<double> peak_moved(const Scene& scene, const Results&, const QuantityArguments& arguments) {
  count_arguments(arguments, 1, 0, "the number of a map, from 1");
  const ShiftResult result = result_of(scene);
  const std::size_t map = map_argument(result, arguments);
  if (!result.peak_followed[map])
    throw std::invalid_argument(
        fmt::format("in map {} another peak took over here: nobody can say how far it moved", map + 1));
  const Peak &from = result.peaks_before[map], &to = result.peaks_after[map];
  return {static_cast<double>(to.row - from.row), static_cast<double>(to.column - from.column)};
}

// --- where trained networks answer ---

const Reading* reading_of(const Scene& scene, const Results& results, std::size_t which) {
  const Stored<PairInputs, PairResult>& known = results.readings;
  const ShiftScene& shift = scene.shift;
  const bool current = known && known.inputs.pair == answering_pair(shift) && known.inputs.dx == shift.dx &&
                       known.inputs.dy == shift.dy && results.object.answers(object_inputs(scene)) &&
                       known.inputs.object == results.object.value;
  return current && known->networks[which].answers() ? &known->networks[which] : nullptr;
}

std::vector<double> class_after(const Scene& scene, const Results& results, const QuantityArguments& arguments) {
  count_arguments(arguments, 0, 1, "left or right");
  const Reading* const reading = reading_of(scene, results, side_argument(arguments));
  if (reading == nullptr) return {};
  return {static_cast<double>(reading->class_after)};
}

std::vector<double> class_before(const Scene& scene, const Results& results, const QuantityArguments& arguments) {
  count_arguments(arguments, 0, 1, "left or right");
  const Reading* const reading = reading_of(scene, results, side_argument(arguments));
  if (reading == nullptr) return {};
  return {static_cast<double>(reading->class_before)};
}

std::vector<double> probability_moved(const Scene& scene, const Results& results, const QuantityArguments& arguments) {
  count_arguments(arguments, 0, 1, "left or right");
  const Reading* const reading = reading_of(scene, results, side_argument(arguments));
  if (reading == nullptr) return {};
  return {static_cast<double>(reading->moved)};
}

std::vector<double> places_kept(const Scene& scene, const Results& results, const QuantityArguments& arguments) {
  count_arguments(arguments, 0, 1, "left or right");
  const std::size_t which = side_argument(arguments);
  const Stored<AnswerMapInputs, AnswerMaps>& known = results.answer_maps;
  if (!results.object.answers(object_inputs(scene)) ||
      !known.answers({answering_pair(scene.shift), results.object.value}) || known->networks[which].classes.empty())
    return {};
  return {static_cast<double>(known->networks[which].keeps())};
}

std::vector<double> keeps_class(const Scene& scene, const Results& results, const QuantityArguments& arguments) {
  count_arguments(arguments, 0, 1, "left or right");
  const std::size_t which = side_argument(arguments);
  const std::shared_ptr<const TrainedPair> pair = answering_pair(scene.shift);
  if (pair == nullptr || !results.keeps.answers({pair, scene.shift.dx, scene.shift.dy})) return {};
  const double share = results.keeps->share(which);
  return std::isnan(share) ? std::vector<double>() : std::vector<double>{share};
}

// --- the tables ---

constexpr std::string_view tells_vector[] = {"shift.vector"};
constexpr std::string_view tells_dense[] = {"shift.dense"};
constexpr std::string_view tells_residual[] = {"shift.residual", "shift.maps"};
constexpr std::string_view tells_before[] = {"shift.maps_before", "shift.maps"};
constexpr std::string_view tells_pooled[] = {"shift.pooled", "shift.maps"};
constexpr std::string_view tells_readings[] = {"shift.readings", "shift.places"};
constexpr std::string_view tells_places[] = {"shift.places"};
constexpr std::string_view tells_samples[] = {"shift.samples"};
constexpr auto percent = QuantityUnit::percent;
constexpr auto number = QuantityUnit::number;

constexpr StageQuantity quantities[] = {
    {"shift_dx", "", "by how many pixels it moved to the right", shift_dx},
    {"shift_dy", "", "by how many pixels it moved down", shift_dy},
    {"vector_length", "", "how many values the flattened vector has", vector_length},
    {"object_pixels", "", "how many pixels belong to what is moved", object_pixels},
    {"elements_changed", "", "how many values of the vector are others after the move", elements_changed, tells_vector},
    {"changed_share", "", "the same as a part of all values", changed_share, tells_vector, percent},
    {"places_along", "", "by how many places each pixel moved along the line", places_along, tells_vector},
    {"dense_change", "", "relative change of the dense layer's outputs", dense_change, tells_dense, percent},
    {"dense_value", "output", "an output of the dense layer after the move", dense_value, tells_dense},
    {"inside_residual", "", "largest difference inside between moving first and convolving first", inside_residual,
     tells_residual},
    {"border_residual", "", "the same at the border", border_residual, tells_residual},
    {"pooled_change", "", "largest change after global max pooling", pooled_change, tells_pooled},
    {"peak_before", "map", "row and column of a map's strongest answer before the move", peak_before, tells_before},
    {"peak_after", "map", "row and column of the same answer after it", peak_after, tells_residual},
    {"peak_moved", "map", "by how many rows down and columns to the right it moved", peak_moved, tells_residual},
    {"class_before", "left|right", "the number of the class that a trained network reads where it stands", class_before,
     tells_readings, number, true},
    {"class_after", "left|right", "the same after the move", class_after, tells_readings, number, true},
    {"probability_moved", "left|right", "the part of the probability that went to other classes", probability_moved,
     tells_readings, percent, true},
    {"places_kept", "left|right", "at how many of the places near it keeps its class", places_kept, tells_places,
     number, true},
    {"keeps_class", "left|right", "the part of all test samples, moved the same, whose class it keeps", keeps_class,
     tells_samples, percent, true},
};

constexpr StagePart parts[] = {
    {"shift.vector", "how the vector changed"},
    {"shift.dense", "the dense layer's answers"},
    {"shift.maps_before", "the feature maps before the move"},
    {"shift.maps", "the feature maps after the move"},
    {"shift.residual", "how well the maps keep up"},
    {"shift.pooled", "after global pooling"},
    {"shift.numbers", "how well each keeps up"},
    {"shift.readings", "what each network reads"},
    {"shift.places", "its answer at every place"},
    {"shift.samples", "all test samples, moved the same"},
};

}  // namespace

std::span<const StageQuantity> shift_quantities() { return quantities; }
std::span<const StagePart> shift_parts() { return parts; }

void read_shift_view(const TomlTable& table, ViewState& view) {
  if (const auto name = table.text("enlarged")) {
    view.shift.enlarged.reset();
    if (*name != "none")
      view.shift.enlarged = choice(all_presets, *name, *table.node("enlarged"), table.full_name("enlarged"));
  }
  set(view.shift.maps.zoom, table.decimal("maps_zoom"));
  set(view.shift.maps.centre_x, table.decimal("maps_x"));
  set(view.shift.maps.centre_y, table.decimal("maps_y"));
  if (const auto name = table.text("places_of")) {
    if (*name != "left" && *name != "right" && *name != "none")
      complain(*table.node("places_of"), table.full_name("places_of"), "must be \"left\", \"right\" or \"none\".");
    view.shift.places_of = *name == "left" ? 0 : *name == "right" ? 1 : 2;
  }
  if (const auto name = table.text("below")) {
    if (*name != "answers" && *name != "maps")
      complain(*table.node("below"), table.full_name("below"), "must be \"answers\" or \"maps\".");
    view.shift.pair_maps = *name == "maps";
  }
}

}  // namespace flatscope
