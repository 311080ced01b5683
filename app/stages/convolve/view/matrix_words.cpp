// What the panel "As a matrix" says about one entry or one row.
#include <fmt/format.h>

#include "app/look/number_text.h"
#include "app/stages/convolve/view/matrix.h"

namespace flatscope {
namespace {

// "(4, 8)", with the map or the channel before it when there are several.
std::string place_words(const MatrixPlace& place, std::int64_t channels, std::string_view channel) {
  const std::string at = fmt::format("({}, {})", place.row, place.column);
  return channels > 1 ? fmt::format("{} of {} {}", at, channel, place.channel + 1) : at;
}

std::string output_words(const MatrixShown& shown, std::int64_t row) {
  const ConvMatrix& matrix = *shown.result->matrix;
  return place_words(matrix.output_of(row + shown.first_row), matrix.out_channels(), "map");
}

std::string input_words(const MatrixShown& shown, std::int64_t column) {
  const ConvMatrix& matrix = *shown.result->matrix;
  return place_words(matrix.input_of(column), matrix.in_channels(), "channel");
}

// From long to short.
std::vector<std::string> value_words(const MatrixShown& shown, const MatrixCell& cell) {
  const ConvMatrix& matrix = *shown.result->matrix;
  if (shown.kind != MatrixKind::shared) {
    const std::optional<float> value = FreeMatrix{matrix, shown.kind == MatrixKind::local, free_matrix_seed}.entry(
        cell.row + shown.first_row, cell.column);
    if (!value) return {"no connection: 0"};
    const std::string number = short_number(static_cast<double>(*value));
    return {fmt::format("its own number {}", number), number};
  }
  const std::optional<MatrixEntry> entry = matrix.entry(cell.row + shown.first_row, cell.column);
  if (!entry) return {"no connection: 0"};
  const std::string number = short_number(static_cast<double>(entry->value), 4);
  if (entry->taps > 1)
    return {fmt::format("{} weights added up: {} (padding repeats this input)", entry->taps, number),
            fmt::format("{} weights: {}", entry->taps, number), number};
  return {fmt::format("weight {} (kernel row {}, column {})", number, entry->kernel_row, entry->kernel_column),
          fmt::format("weight {}", number), number};
}

}  // namespace

std::vector<std::string> matrix_words(const MatrixShown& shown, const MatrixPointed& pointed) {
  if (shown.result == nullptr) return {""};
  const ConvMatrix& matrix = *shown.result->matrix;
  if (!pointed.cell) {
    const ConvElement& patch = shown.stage.patch;
    const std::int64_t row = matrix.row_of({patch.channel, patch.row, patch.column}) - shown.first_row;
    const auto all = static_cast<std::size_t>(matrix.columns());
    const std::size_t connected =
        shown.kind == MatrixKind::dense ? all : matrix.row_entries(row + shown.first_row).size();
    const std::string entries = fmt::format("{} of its {} entries", grouped(static_cast<long long>(connected)),
                                            grouped(static_cast<long long>(all)));
    return {fmt::format("outlined: row {} = output {}; {} are connections", row, output_words(shown, row), entries),
            fmt::format("row {} = output {}; {} connect", row, output_words(shown, row), entries),
            fmt::format("row {} = output {}", row, output_words(shown, row)), fmt::format("row {}", row)};
  }
  const MatrixCell& cell = *pointed.cell;
  const std::vector<std::string> value = value_words(shown, cell);
  const std::string output = output_words(shown, cell.row), input = input_words(shown, cell.column);
  std::vector<std::string> words;
  for (const std::string& one : value)
    words.push_back(
        fmt::format("row {} = output {}, column {} = input {}: {}", cell.row, output, cell.column, input, one));
  words.push_back(fmt::format("output {}, input {}: {}", output, input, value.back()));
  words.push_back(fmt::format("row {}, column {}: {}", cell.row, cell.column, value.back()));
  words.push_back(value.back());
  return words;
}

}  // namespace flatscope
