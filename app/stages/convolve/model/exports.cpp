#include "app/stages/convolve/model/exports.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "app/engine/picture.h"
#include "app/files/export_items.h"
#include "app/files/pytorch_code.h"
#include "app/look/number_text.h"
#include "app/look/size_text.h"
#include "core/files/file.h"
#include "core/files/npy.h"
#include "core/files/npz.h"

namespace flatscope {
namespace {

using Answer = std::shared_ptr<const LayerAnswer>;

// What encode_npy and encode_npz write around their numbers: a header of 128 bytes each for up to four axes, and for
// each member of an archive its two entries with its name in both.
constexpr std::int64_t npy_header = 128;
std::int64_t npz_size(std::int64_t non_zeros) {
  constexpr std::int64_t member = 30 + 46, end = 22, names = 2 * (7 + 7 + 8 + 9 + 10);  // "row.npy" ...
  return 5 * (npy_header + member) + names + end + non_zeros * (8 + 8 + 4) + 2 * 8 + 3;
}

ExportItem bias_item(const Answer& answer) {
  ExportItem item{"bias", "Bias", "", "-bias.npy", 0, false, "", {}};
  const auto count = static_cast<std::int64_t>(answer->bias.size());
  if (count == 0) {
    item.refusal = "This layer adds no bias.";
    return item;
  }
  item.details = shape_words({count});
  item.size = npy_header + count * 4;
  item.make = [answer, count] { return encode_npy(Tensor({count}, answer->bias)); };
  return item;
}

ConvMatrix matrix_of(const LayerAnswer& answer) {
  return ConvMatrix(answer.input->height(), answer.input->width(), answer.weight, options_of(answer.layer));
}

// A line's length follows from its numbers' digits; the mean row and column have nearly as many as the last.
std::int64_t csv_size(const ConvMatrix& matrix, std::int64_t non_zeros) {
  constexpr std::int64_t separators = 3;
  std::int64_t digits = 0;
  for (const float value : matrix.weight().values()) digits += static_cast<std::int64_t>(shortest(value).size());
  const auto line =
      static_cast<std::int64_t>(std::to_string(matrix.rows()).size() + std::to_string(matrix.columns()).size()) +
      separators + digits / std::max<std::int64_t>(1, matrix.weight().size());
  return non_zeros * line;
}

void add_matrix_items(const Answer& answer, std::vector<ExportItem>& items) {
  ExportItem npz{"matrix", "Matrix, for NumPy and SciPy", "", "-matrix.npz", 0, false, "", {}};
  ExportItem csv{"csv", "Matrix, as a table", "", "-matrix.csv", 0, true, "", {}};
  try {
    const ConvMatrix matrix = matrix_of(*answer);
    const std::int64_t non_zeros = matrix.counts().shared.non_zeros;
    npz.details = csv.details =
        fmt::format("{} × {}, {} where a weight stands", counted(matrix.rows(), "row"),
                    counted(matrix.columns(), "column"), counted(non_zeros, "entry", "entries"));
    npz.size = npz_size(non_zeros);
    csv.size = csv_size(matrix, non_zeros);
    if (non_zeros > most_exported_non_zeros)
      npz.refusal = csv.refusal = fmt::format(
          "In {} entries of the matrix a weight stands; at most {} are exported. A smaller picture has fewer.",
          grouped(non_zeros), grouped(most_exported_non_zeros));
  } catch (const std::exception& error) {
    npz.refusal = csv.refusal = error.what();
  }
  npz.make = [answer] {
    const ConvMatrix matrix = matrix_of(*answer);
    return encode_npz(matrix.coo(most_exported_non_zeros), matrix.rows(), matrix.columns());
  };
  csv.make = [answer] { return text_bytes(csv_text(matrix_of(*answer).coo(most_exported_non_zeros))); };
  items.push_back(std::move(npz));
  items.push_back(std::move(csv));
}

}  // namespace

std::string counts_csv(const LayerAnswer& answer) {
  try {
    MatrixCounts counts = matrix_of(answer).counts();
    counts.shared.free_parameters = free_weights(answer.layer, answer.weight.shape()[1]);
    if (answer.bias.empty()) counts.dense.biases = counts.local.biases = counts.shared.biases = 0;
    std::string text = "layer,free_parameters,biases,connections,density\n";
    const auto line = [&](const char* name, const MatrixCount& count) {
      fmt::format_to(std::back_inserter(text), "{},{},{},{},{}\n", name, count.free_parameters, count.biases,
                     count.non_zeros, count.density);
    };
    line("dense", counts.dense);
    line("locally connected", counts.local);
    line("convolution", counts.shared);
    return text;
  } catch (const std::exception&) {
    return {};  // too large to be counted
  }
}

std::string csv_text(const CooMatrix& matrix) {
  std::string text = "row,column,value\n";
  for (std::size_t i = 0; i < matrix.values.size(); ++i)
    fmt::format_to(std::back_inserter(text), "{},{},{}\n", matrix.rows[i], matrix.columns[i],
                   shortest(matrix.values[i]));
  return text;
}

std::string export_base(const Scene& scene) {
  const std::string stem = stem_of(current_picture(scene));
  return fmt::format("{}-layer{}", stem, scene.convolve.layer + 1);
}

std::string code_of_layer(const ConvolveResult& result, const Scene& scene) {
  const Answer answer = answer_in_hand(result, scene);
  if (answer == nullptr) return {};
  const auto count = scene.convolve.layers.size();
  const std::string title =
      count == 1 ? std::string("a convolution") : fmt::format("layer {} of {}", scene.convolve.layer + 1, count);
  return pytorch_code(std::span(&answer->layer, 1), *answer->input, title, export_base(scene) + "-input.npy");
}

std::string code_of_stack(const ConvolveResult& result, const Scene& scene) {
  if (result.problem || result.layers.empty()) return {};
  std::vector<ConvLayer> layers;
  for (const Answer& answer : result.layers) layers.push_back(answer->layer);
  Scene first = scene;
  first.convolve.layer = 0;
  return pytorch_code(layers, *result.picture,
                      layers.size() == 1 ? std::string("a convolution") : fmt::format("all {} layers", layers.size()),
                      export_base(first) + "-input.npy");
}

std::vector<ExportItem> convolve_exports(const ConvolveResult& result, const Scene& scene) {
  const Answer answer = answer_in_hand(result, scene);
  if (answer == nullptr) return {};
  std::vector<ExportItem> items;
  items.push_back(npy_item(answer, *answer->output, "maps", "Feature maps", "-maps.npy"));
  items.push_back(npy_item(answer, answer->weight, "kernels", "Kernels", "-kernels.npy"));
  items.push_back(bias_item(answer));
  items.push_back(npy_item(answer, *answer->input, "input", "Input", "-input.npy"));
  add_matrix_items(answer, items);
  if (const std::string counts = counts_csv(*answer); !counts.empty())
    items.push_back(text_item("counts", "Counts", "dense, locally connected, convolution", "-counts.csv", counts));
  items.push_back(text_item("code", "PyTorch code", "runs as it stands", ".py", code_of_layer(result, scene)));
  return items;
}

}  // namespace flatscope
