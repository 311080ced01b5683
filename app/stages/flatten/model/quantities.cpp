#include "app/stages/flatten/model/quantities.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "app/files/toml_choice.h"
#include "app/stages/flatten/model/results.h"

namespace flatscope {
namespace {

Flattening flattening_of(const Scene& scene) {
  const FlattenInputs inputs = flatten_inputs(scene);
  return {inputs.order, inputs.layout, inputs.colour ? 3 : 1, inputs.size.height, inputs.size.width};
}

// Row and column, or channel, row and column, from argument `from` on.
Place place_argument(const Flattening& flattening, const QuantityArguments& arguments, std::size_t from,
                     std::size_t count) {
  Place place;
  std::size_t i = from;
  if (count == 3) place.channel = whole_argument(arguments, i++, "the channel", 0, flattening.channels() - 1);
  place.row = whole_argument(arguments, i++, "the row", 0, flattening.height() - 1);
  place.column = whole_argument(arguments, i, "the column", 0, flattening.width() - 1);
  return place;
}

std::vector<double> index_of(const Scene& scene, const Results&, const QuantityArguments& arguments) {
  const Flattening flattening = flattening_of(scene);
  if (arguments.numbers.size() != 3) count_arguments(arguments, 2, 0, "a row and a column");
  const Place place = place_argument(flattening, arguments, 0, arguments.numbers.size());
  return {static_cast<double>(flattening.index(place))};
}

std::vector<double> place_of(const Scene& scene, const Results&, const QuantityArguments& arguments) {
  const Flattening flattening = flattening_of(scene);
  count_arguments(arguments, 1, 0, "an index");
  const Place place = flattening.place(whole_argument(arguments, 0, "the index", 0, flattening.size() - 1));
  return {static_cast<double>(place.row), static_cast<double>(place.column)};
}

std::vector<double> apart(const Scene& scene, const Results&, const QuantityArguments& arguments) {
  const Flattening flattening = flattening_of(scene);
  count_arguments(arguments, 4, 0, "row and column of one pixel, then of another");
  const Place a = place_argument(flattening, arguments, 0, 2), b = place_argument(flattening, arguments, 2, 2);
  return {std::fabs(static_cast<double>(flattening.index(a) - flattening.index(b)))};
}

std::vector<double> between(const Scene& scene, const Results& results, const QuantityArguments& arguments) {
  return {std::max(apart(scene, results, arguments).front() - 1.0, 0.0)};
}

std::vector<double> value_of(const Scene& scene, const Results&, const QuantityArguments& arguments) {
  const FlattenInputs inputs = flatten_inputs(scene);
  const FlattenResult result = compute(inputs, {});
  if (arguments.numbers.size() != 3) count_arguments(arguments, 2, 0, "a row and a column");
  const Place place = place_argument(*result.flattening, arguments, 0, arguments.numbers.size());
  const std::int64_t at =
      (place.channel * result.flattening->height() + place.row) * result.flattening->width() + place.column;
  return {std::round(255.0 * static_cast<double>(result.picture->values()[static_cast<std::size_t>(at)]))};
}

std::vector<double> picture_width(const Scene& scene, const Results&, const QuantityArguments& arguments) {
  count_arguments(arguments, 0, 0, "");
  return {static_cast<double>(flatten_size(scene).width)};
}

std::vector<double> picture_height(const Scene& scene, const Results&, const QuantityArguments& arguments) {
  count_arguments(arguments, 0, 0, "");
  return {static_cast<double>(flatten_size(scene).height)};
}

std::vector<double> values(const Scene& scene, const Results&, const QuantityArguments& arguments) {
  count_arguments(arguments, 0, 0, "");
  return {static_cast<double>(flattening_of(scene).size())};
}

// Of the order that is named, else of the Scene's.
NeighbourDistances distances(const Scene& scene, const QuantityArguments& arguments) {
  const Flattening flattening = flattening_of(scene);
  if (arguments.words.empty()) {
    count_arguments(arguments, 0, 0, "an order's name, or nothing");
    return neighbour_distances(flattening);
  }
  count_arguments(arguments, 0, 1, "an order's name, or nothing");
  const std::optional<Order> order = order_from_string(arguments.words.front());
  if (!order) throw std::invalid_argument(fmt::format("there is no order \"{}\"", arguments.words.front()));
  return neighbour_distances(
      {*order, flattening.layout(), flattening.channels(), flattening.height(), flattening.width()});
}

std::vector<double> mean_apart(const Scene& scene, const Results&, const QuantityArguments& arguments) {
  return {distances(scene, arguments).mean};
}

std::vector<double> worst_apart(const Scene& scene, const Results&, const QuantityArguments& arguments) {
  return {static_cast<double>(distances(scene, arguments).worst)};
}

std::vector<double> false_neighbours(const Scene& scene, const Results&, const QuantityArguments& arguments) {
  count_arguments(arguments, 0, 0, "");
  return {static_cast<double>(count_false_neighbours(flattening_of(scene)))};
}

constexpr std::string_view tells_indices[] = {"flatten.explanation", "flatten.neighbours", "flatten.drift",
                                              "flatten.likeness"};
constexpr std::string_view tells_drift[] = {"flatten.explanation", "flatten.drift", "flatten.likeness"};
constexpr std::string_view tells_jumps[] = {"flatten.jumps"};

constexpr StageQuantity quantities[] = {
    {"index_of", "row column", "the index of a pixel in the line", index_of, tells_indices},
    {"place_of", "index", "row and column of the pixel with this index", place_of, tells_indices},
    {"apart", "row column row column", "how far apart two pixels lie in the line", apart, tells_indices},
    {"between", "row column row column", "how many values lie between two pixels in the line", between, tells_indices},
    {"value_of", "row column", "a pixel's value, 0 to 255", value_of},
    {"picture_width", "", "the picture's width W in pixels, as it is shown", picture_width},
    {"picture_height", "", "its height H", picture_height},
    {"values", "", "how many values the line has", values},
    {"mean_apart", "[order]", "how far apart neighbours lie, on average", mean_apart, tells_drift},
    {"worst_apart", "[order]", "how far apart neighbours lie at worst", worst_apart, tells_drift},
    {"false_neighbours", "", "places in the line where two touch that do not touch in the picture", false_neighbours,
     tells_jumps},
};

constexpr StagePart parts[] = {
    {"flatten.pixel", "the pixel in hand"},
    {"flatten.explanation", "the arithmetic"},
    {"flatten.neighbours", "the neighbours and their indices"},
    {"flatten.drift", "how far neighbours drift"},
    {"flatten.likeness", "likeness by distance"},
    {"flatten.jumps", "where false neighbours touch"},
    {"flatten.lens", "the magnified line"},
    {"flatten.overview", "the line"},
};

}  // namespace

std::span<const StageQuantity> flatten_quantities() { return quantities; }
std::span<const StagePart> flatten_parts() { return parts; }

void read_flatten_view(const TomlTable& table, ViewState& view) {
  set(view.flatten.lens_zoom, table.decimal("lens_zoom"));
  set(view.flatten.lens_offset, table.decimal("lens_offset"));
  set(view.flatten.grid.zoom, table.decimal("camera_zoom"));
  set(view.flatten.grid.centre_x, table.decimal("camera_x"));
  set(view.flatten.grid.centre_y, table.decimal("camera_y"));
}

}  // namespace flatscope
