// The layer in hand as a matrix: cells, counts and the check in all three states.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "app/stages/convolve/model/results.h"
#include "core/layers/seeded_dense.h"
#include "tests/app/support.h"

namespace flatscope {
namespace {

using test::below;
using test::between;

Scene convolve_scene(Generator& generator, int width, int height) {
  Scene scene;
  scene.pictures = {test::picture_of(test::noise_image(generator, width, height, 3))};
  scene.stage = Stage::convolve;
  scene.convolve.working_size = std::max(width, height);
  clamp(scene);
  return scene;
}

std::shared_ptr<const LayerAnswer> answer_of(const Scene& scene) {
  return compute(convolve_inputs(scene), {}).layers.at(0);
}

Weights random_weights(Generator& generator, Shape shape) {
  Tensor tensor(std::move(shape));
  for (float& value : tensor.values()) value = normal(generator);
  return make_weights(std::move(tensor));
}

float largest(const std::vector<float>& values) { return *std::max_element(values.begin(), values.end()); }

TEST(MatrixResults, CellsOfTheWholeAreTheEntriesWhereThereIsRoom) {
  Generator generator(60);
  const Scene scene = convolve_scene(generator, 12, 8);
  const auto answer = answer_of(scene);
  for (const auto& [local, shared] : {std::pair{false, false}, std::pair{true, false}, std::pair{true, true}}) {
    const MatrixResult result = compute(MatrixInputs{answer, local, shared, {{}, 1000, 1000}}, {});
    ASSERT_EQ(result.cells.shape(), (Shape{288, 96}));
    EXPECT_EQ(result.row_step, 1);
    const FreeMatrix numbers{*result.matrix, local, free_matrix_seed};
    for (std::int64_t row = 0; row < 288; ++row) {
      for (std::int64_t column = 0; column < 96; ++column) {
        const float value = result.cells.at(0, row, column);
        const auto entry = result.matrix->entry(row, column);
        if (local && !entry) {
          EXPECT_TRUE(std::isnan(value));
        } else {
          EXPECT_EQ(value, shared ? entry->value : numbers.entry(row, column).value());
          EXPECT_LE(std::abs(value), result.scale);
        }
      }
    }
  }
}

TEST(MatrixResults, CellsStayWhereTheyAre) {
  Generator generator(61);
  const Scene scene = convolve_scene(generator, 40, 30);
  const auto answer = answer_of(scene);
  for (int round = 0; round < 30; ++round) {
    MatrixAsk ask;
    ask.part.row_begin = below(generator, 3000);
    ask.part.row_end = ask.part.row_begin + between(generator, 1, 2000);  // may reach beyond the matrix
    ask.part.column_begin = below(generator, 1000);
    ask.part.column_end = ask.part.column_begin + between(generator, 1, 900);
    ask.height = between(generator, 20, 200);
    ask.width = between(generator, 20, 200);
    const MatrixResult result = compute(MatrixInputs{answer, true, true, ask}, {});
    // As powers of two that begin at their multiples.
    EXPECT_EQ(result.row_step & (result.row_step - 1), 0);
    EXPECT_EQ(result.part.row_begin % result.row_step, 0);
    EXPECT_EQ(result.part.column_end % result.column_step, 0);
    EXPECT_LE(result.part.row_begin, ask.part.row_begin);
    EXPECT_GE(result.part.row_end, std::min<std::int64_t>(ask.part.row_end, result.matrix->rows()));
    EXPECT_LE(result.cells.height(), ask.height + 1);
    EXPECT_LE(result.cells.width(), ask.width + 1);
    for (std::int64_t y = 0; y < result.cells.height(); ++y) {
      for (std::int64_t x = 0; x < result.cells.width(); ++x) {
        const std::int64_t entry = result.entries[static_cast<std::size_t>(y * result.cells.width() + x)];
        if (entry < 0) continue;
        EXPECT_EQ((entry / result.matrix->columns() - result.part.row_begin) / result.row_step, y);
        EXPECT_EQ((entry % result.matrix->columns() - result.part.column_begin) / result.column_step, x);
      }
    }
  }
}

TEST(MatrixResults, APartOfAnotherLayerIsBroughtWithin) {
  Generator generator(62);
  const auto answer = answer_of(convolve_scene(generator, 6, 6));
  const MatrixResult result = compute(MatrixInputs{answer, true, true, {{5000, 6000, 0, 9000}, 50, 50}}, {});
  EXPECT_LE(result.part.row_begin, result.matrix->rows());
  EXPECT_EQ(result.part.column_end, 36);
}

TEST(MatrixResults, StructureIsKeptWhileWeightsChange) {
  Generator generator(63);
  Scene scene = convolve_scene(generator, 12, 8);
  const MatrixInputs before{answer_of(scene), true, true, {{}, 300, 300}};
  const Stored<MatrixInputs, MatrixResult> stored{before, std::make_shared<const MatrixResult>(compute(before, {}))};
  scene.convolve.layers[0].weight = with_value(scene.convolve.layers[0], 1, 0, 2, 2, 40.0F);
  const MatrixInputs after{answer_of(scene), true, true, before.ask};
  const MatrixResult kept = compute(after, stored), made = compute(after, {});
  EXPECT_EQ(kept.entries, made.entries);
  EXPECT_EQ(kept.scale, 40.0F);
  EXPECT_EQ(kept.counts.shared.non_zeros, made.counts.shared.non_zeros);
  EXPECT_EQ(kept.matrix->weight(), after.answer->weight);
  // Another stride is another structure.
  scene.convolve.layers[0].stride = 2;
  const MatrixInputs strided{answer_of(scene), true, true, before.ask};
  EXPECT_EQ(compute(strided, stored).matrix->rows(), 3 * 6 * 4);
}

TEST(MatrixResults, TheConvolutionIsItsMatrixOverRandomSettings) {
  Generator generator(64);
  int checked = 0;
  for (int round = 0; round < 60; ++round) {
    Scene scene = convolve_scene(generator, between(generator, 5, 14), between(generator, 5, 14));
    scene.convolve.colour = test::coin(generator);
    ConvLayer& layer = scene.convolve.layers[0];
    const std::int64_t filters = between(generator, 1, 4);
    layer.weight = random_weights(generator, {filters, 3, between(generator, 1, 4), between(generator, 1, 4)});
    layer.tied = test::coin(generator);
    layer.bias = std::vector<float>(static_cast<std::size_t>(filters), 0.5F);
    layer.use_bias = test::coin(generator);
    layer.stride = between(generator, 1, 3);
    layer.padding = between(generator, 0, 3);
    layer.padding_mode = test::pick(generator, all_borders);
    clamp(scene);
    if (conv_chain(convolve_input(scene), scene.convolve.layers).problem) continue;
    ++checked;
    const auto answer = answer_of(scene);
    const MatrixCheck shared = compute(MatrixCheckInputs{answer, true, true});
    ASSERT_EQ(shared.differences.size(), static_cast<std::size_t>(filters));
    EXPECT_LE(largest(shared.differences), 1e-5F * std::max(1.0F, largest(shared.outputs)));
    // `shared` counts only with `local`.
    const MatrixCheck dense = compute(MatrixCheckInputs{answer, false, true});
    EXPECT_GT(largest(dense.differences), 0.01F);
    EXPECT_EQ(dense.products, answer->conv->size() * answer->input->size());
    EXPECT_GT(largest(compute(MatrixCheckInputs{answer, true, false}).differences), 0.001F);
  }
  EXPECT_GT(checked, 50);
}

TEST(MatrixResults, TheDenseDifferenceIsMeasuredOnItsOwnNumbers) {
  Generator generator(65);
  const auto answer = answer_of(convolve_scene(generator, 8, 6));
  const SeededDense numbers{free_matrix_seed, answer->conv->size(), answer->input->size()};
  const Tensor y = dense(*answer->input, numbers);
  const MatrixCheck check = compute(MatrixCheckInputs{answer, false, false});
  EXPECT_EQ(largest(check.differences), largest_difference(y.values(), answer->conv->values()));
  // Each map has its own, in its place.
  const std::int64_t plane = answer->conv->plane_size();
  for (std::int64_t map = 0; map < answer->conv->channels(); ++map) {
    float difference = 0.0F, output = 0.0F;
    for (std::int64_t i = map * plane; i < (map + 1) * plane; ++i) {
      difference = std::max(difference, std::fabs(y.data()[i] - answer->conv->data()[i]));
      output = std::max(output, std::fabs(answer->conv->data()[i]));
    }
    EXPECT_EQ(check.differences.at(static_cast<std::size_t>(map)), difference);
    EXPECT_EQ(check.outputs.at(static_cast<std::size_t>(map)), output);
  }
}

TEST(MatrixResults, TooManyProductsAreCountedAndNotMultiplied) {
  Generator generator(66);
  const auto answer = answer_of(convolve_scene(generator, 256, 256));
  const MatrixCheckInputs inputs{answer, false, false};
  EXPECT_FALSE(is_quick(inputs));
  const MatrixCheck check = compute(inputs);
  EXPECT_TRUE(check.differences.empty());
  EXPECT_EQ(check.products, 3LL * 65'536 * 65'536);
}

}  // namespace
}  // namespace flatscope
