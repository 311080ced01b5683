#include "app/stages/convolve/model/quantities.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <string>

#include "app/engine/results.h"
#include "app/files/toml_choice.h"

namespace flatscope {
namespace {

// The layer in hand at work, and the whole stack.
struct Answered {
  ConvolveResult result;
  std::shared_ptr<const LayerAnswer> answer;
  std::int64_t filter = 0, channel = 0;
};

Answered answered(const Scene& scene) {
  Answered made;
  made.result = compute(convolve_inputs(scene), {});
  made.answer = answer_in_hand(made.result, scene);
  if (made.answer == nullptr)
    throw std::invalid_argument(made.result.problem
                                    ? fmt::format("the layer in hand has no output: {}", made.result.problem->sentence)
                                    : std::string("the layer in hand has no output"));
  made.filter = std::clamp<std::int64_t>(scene.convolve.filter, 0, made.answer->conv->channels() - 1);
  made.channel = std::clamp<std::int64_t>(scene.convolve.channel, 0, made.answer->input->channels() - 1);
  return made;
}

struct At {
  std::int64_t row = 0, column = 0;
};

At place_on(const QuantityArguments& arguments, std::int64_t height, std::int64_t width) {
  count_arguments(arguments, 2, 0, "a row and a column");
  return {whole_argument(arguments, 0, "the row", 0, height - 1),
          whole_argument(arguments, 1, "the column", 0, width - 1)};
}

std::vector<double> value_at(const Tensor& maps, std::int64_t channel, const QuantityArguments& arguments) {
  const At at = place_on(arguments, maps.height(), maps.width());
  return {static_cast<double>(maps.at(channel, at.row, at.column))};
}

std::vector<double> output_value(const Scene& scene, const Results&, const QuantityArguments& arguments) {
  const Answered known = answered(scene);
  return value_at(*known.answer->output, known.filter, arguments);
}

std::vector<double> window_sum(const Scene& scene, const Results&, const QuantityArguments& arguments) {
  const Answered known = answered(scene);
  return value_at(*known.answer->conv, known.filter, arguments);
}

std::vector<double> input_value(const Scene& scene, const Results&, const QuantityArguments& arguments) {
  const Answered known = answered(scene);
  return value_at(*known.answer->input, known.channel, arguments);
}

std::vector<double> kernel_value(const Scene& scene, const Results&, const QuantityArguments& arguments) {
  const Answered known = answered(scene);
  const Tensor& weight = known.answer->weight;
  const std::int64_t height = weight.shape()[2], width = weight.shape()[3];
  const At at = place_on(arguments, height, width);
  const std::int64_t plane = known.filter * weight.shape()[1] + known.channel;
  return {static_cast<double>(weight.data()[(plane * height + at.row) * width + at.column])};
}

std::vector<double> output_height(const Scene& scene, const Results&, const QuantityArguments& arguments) {
  count_arguments(arguments, 0, 0, "");
  return {static_cast<double>(answered(scene).answer->output->height())};
}

std::vector<double> output_width(const Scene& scene, const Results&, const QuantityArguments& arguments) {
  count_arguments(arguments, 0, 0, "");
  return {static_cast<double>(answered(scene).answer->output->width())};
}

// --- the layer as a matrix ---

ConvMatrix matrix_of(const LayerAnswer& answer) {
  return {answer.input->height(), answer.input->width(), answer.weight, options_of(answer.layer)};
}

MatrixCount count_of(const LayerAnswer& answer, std::string_view step) {
  MatrixCounts counts = matrix_of(answer).counts();
  // Where the channels share one kernel there are fewer to choose than core's weights.
  counts.shared.free_parameters = free_weights(answer.layer, answer.weight.shape()[1]);
  if (step == "dense") return counts.dense;
  if (step == "local") return counts.local;
  if (step == "shared") return counts.shared;
  throw std::invalid_argument(fmt::format("there is no step \"{}\"; it must be dense, local or shared", step));
}

std::vector<double> free_parameters(const Scene& scene, const Results&, const QuantityArguments& arguments) {
  count_arguments(arguments, 0, 1, "dense, local or shared");
  return {static_cast<double>(count_of(*answered(scene).answer, arguments.words.front()).free_parameters)};
}

std::vector<double> matrix_rows(const Scene& scene, const Results&, const QuantityArguments& arguments) {
  count_arguments(arguments, 0, 0, "");
  return {static_cast<double>(matrix_of(*answered(scene).answer).rows())};
}

std::vector<double> matrix_columns(const Scene& scene, const Results&, const QuantityArguments& arguments) {
  count_arguments(arguments, 0, 0, "");
  return {static_cast<double>(matrix_of(*answered(scene).answer).columns())};
}

// Of the convolution where no step is named.
std::string step_named(const QuantityArguments& arguments) {
  if (arguments.words.empty() && arguments.numbers.empty()) return "shared";
  count_arguments(arguments, 0, 1, "dense, local or shared, or nothing");
  return arguments.words.front();
}

std::vector<double> matrix_nonzero(const Scene& scene, const Results&, const QuantityArguments& arguments) {
  return {static_cast<double>(count_of(*answered(scene).answer, step_named(arguments)).non_zeros)};
}

std::vector<double> matrix_density(const Scene& scene, const Results&, const QuantityArguments& arguments) {
  return {count_of(*answered(scene).answer, step_named(arguments)).density};
}

// The row of the matrix that an output is; those of one map follow those of the one before.
std::vector<double> matrix_row_of(const Scene& scene, const Results&, const QuantityArguments& arguments) {
  const Answered known = answered(scene);
  const At at = place_on(arguments, known.answer->conv->height(), known.answer->conv->width());
  return {static_cast<double>(matrix_of(*known.answer).row_of({known.filter, at.row, at.column}))};
}

std::vector<double> row_connections(const Scene& scene, const Results&, const QuantityArguments& arguments) {
  const Answered known = answered(scene);
  count_arguments(arguments, 1, 0, "a row of the matrix");
  const ConvMatrix matrix = matrix_of(*known.answer);
  const long long row = whole_argument(arguments, 0, "the row", 0, matrix.rows() - 1);
  return {static_cast<double>(matrix.row_entries(row).size())};
}

// --- through the layers ---

std::vector<double> receptive_field(const Scene& scene, const Results&, const QuantityArguments& arguments) {
  const Answered known = answered(scene);
  const std::size_t level = known.answer->output_level;
  if (arguments.numbers.empty() && arguments.words.empty())
    return {static_cast<double>(known.result.field->levels()[level].columns.size)};
  const At at = place_on(arguments, known.answer->output->height(), known.answer->output->width());
  const FieldRect seen = known.result.field->seen_by(level, at.row, at.column, 0).bounds();
  return {static_cast<double>(seen.right - seen.left)};
}

std::vector<double> pixels_seen(const Scene& scene, const Results&, const QuantityArguments& arguments) {
  const Answered known = answered(scene);
  const At at = place_on(arguments, known.answer->output->height(), known.answer->output->width());
  const FieldCells seen = known.result.field->seen_by(known.answer->output_level, at.row, at.column, 0);
  return {static_cast<double>(seen.rows.size() * seen.columns.size())};
}

std::vector<double> outputs_fed(const Scene& scene, const Results&, const QuantityArguments& arguments) {
  const Answered known = answered(scene);
  const At at = place_on(arguments, known.result.picture->height(), known.result.picture->width());
  const FieldCells fed = known.result.field->fed_by(0, at.row, at.column, known.answer->output_level);
  return {static_cast<double>(fed.rows.size() * fed.columns.size())};
}

constexpr std::string_view tells_values[] = {"convolve.products", "convolve.map", "convolve.maps"};
constexpr std::string_view tells_sizes[] = {"convolve.sizes",  "convolve.map",    "convolve.maps",
                                            "convolve.layers", "convolve.matrix", "convolve.counts"};
constexpr std::string_view tells_counts[] = {"convolve.counts", "convolve.matrix"};
constexpr std::string_view tells_rows[] = {"convolve.counts", "convolve.matrix", "convolve.sizes"};
constexpr std::string_view tells_field[] = {"convolve.layers", "convolve.field"};
constexpr std::string_view tells_fed[] = {"convolve.layers", "convolve.map", "convolve.maps"};

constexpr StageQuantity quantities[] = {
    {"output_value", "row column", "a value of the map of the filter in hand", output_value, tells_values},
    {"window_sum", "row column", "the sum of products there, before ReLU and pooling", window_sum, tells_values},
    {"input_value", "row column", "a value of the input channel in hand", input_value},
    {"kernel_value", "row column", "a number of the kernel in hand", kernel_value},
    {"output_height", "", "how many rows the output map has", output_height, tells_sizes},
    {"output_width", "", "how many columns it has", output_width, tells_sizes},
    {"free_parameters", "dense|local|shared", "how many numbers can be chosen in one of the three steps",
     free_parameters, tells_counts},
    {"matrix_rows", "", "how many rows the layer's matrix has: its outputs", matrix_rows, tells_rows},
    {"matrix_columns", "", "how many columns: its inputs", matrix_columns, tells_counts},
    {"matrix_nonzero", "[dense|local|shared]", "how many of its entries are connections", matrix_nonzero, tells_counts},
    {"matrix_density", "[dense|local|shared]", "the same as a part of all entries", matrix_density, tells_counts,
     QuantityUnit::percent},
    {"matrix_row_of", "row column", "the row of the matrix that gives this output", matrix_row_of, tells_counts},
    {"row_connections", "matrix-row", "how many connections one of its rows has", row_connections, tells_counts},
    {"receptive_field", "[row column]", "how many pixels wide is what an output sees of the picture", receptive_field,
     tells_field},
    {"pixels_seen", "row column", "how many pixels of the picture this output sees", pixels_seen, tells_field},
    {"outputs_fed", "row column", "how many outputs of a map this pixel feeds", outputs_fed, tells_fed},
};

constexpr StagePart parts[] = {
    {"convolve.products", "the products and their sum"},
    {"convolve.map", "the output map"},
    {"convolve.maps", "all feature maps"},
    {"convolve.sizes", "the output's size"},
    {"convolve.counts", "the matrix's counts"},
    {"convolve.matrix", "the matrix"},
    {"convolve.layers", "what an output sees"},
    {"convolve.field", "the receptive field"},
};

}  // namespace

std::span<const StageQuantity> convolve_quantities() { return quantities; }
std::span<const StagePart> convolve_parts() { return parts; }

void read_convolve_view(const TomlTable& table, ViewState& view) {
  ConvolveView& own = view.convolve;
  set(own.input.zoom, table.decimal("camera_zoom"));
  set(own.input.centre_x, table.decimal("camera_x"));
  set(own.input.centre_y, table.decimal("camera_y"));
  set(own.enlarged, table.yes_or_no("enlarged"));
  set(own.numbers, table.yes_or_no("numbers"));
  set(own.matrix_one_map, table.yes_or_no("matrix_one_map"));
  set(own.matrix_log, table.yes_or_no("matrix_log"));
  set(own.matrix_camera.row, table.decimal("matrix_row"));
  set(own.matrix_camera.rows, table.decimal("matrix_rows"));
  set(own.matrix_camera.column, table.decimal("matrix_column"));
  set(own.matrix_camera.columns, table.decimal("matrix_columns"));
}

}  // namespace flatscope
