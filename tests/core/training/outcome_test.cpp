// What a class is to see, in small: few epochs, held loosely. scripts/training-results measures it in full.
#include <gtest/gtest.h>

#include <cstdint>
#include <memory>

#include "core/files/file.h"
#include "core/training/digits_dataset.h"
#include "core/training/models.h"
#include "core/training/run.h"

namespace flatscope {
namespace {

std::shared_ptr<const Dataset> digits() {
  static const auto data = std::make_shared<const Dataset>(
      digits_dataset(load_digits(path_from_utf8(FLATSCOPE_SOURCE_DIR) / "assets" / "digits" / "digits.csv.gz")));
  return data;
}

struct Outcome {
  double train = 0.0, middle = 0.0, two_right = 0.0;
};

Outcome after(std::string_view name, std::int64_t epochs, TrainSettings settings = {}) {
  constexpr std::int64_t classes = 10;
  for (const Model& model : models())
    if (model.name == name) settings.layers = layers_of(model, classes);
  settings.optimizer.learning_rate = 5e-3F;
  TrainRun run(settings, digits());
  for (std::int64_t i = 0; i < epochs * run.steps_an_epoch(); ++i) run.step();
  Predictor predictor = run.predictor();
  const auto samples = static_cast<double>(digits()->test.labels.size());
  return {run.train_accuracy(), run.test_accuracy(),
          static_cast<double>(predictor.right(digits()->test, {}, {2, 0})) / samples};
}

TEST(Outcome, an_mlp_reads_digits_where_they_were_and_not_two_pixels_beside) {
  const Outcome mlp = after("mlp", 8);
  EXPECT_GE(mlp.middle, 0.93);
  EXPECT_LE(mlp.two_right, 0.35);
}

TEST(Outcome, a_cnn_with_global_pooling_reads_them_beside_as_well) {
  const Outcome cnn = after("cnn", 10);
  EXPECT_GE(cnn.middle, 0.88);
  EXPECT_NEAR(cnn.two_right, cnn.middle, 0.005);
}

TEST(Outcome, a_cnn_with_a_dense_head_does_not) {
  const Outcome flat = after("cnn-flat", 4);
  EXPECT_GE(flat.middle, 0.93);
  EXPECT_LE(flat.two_right, flat.middle - 0.1);
}

TEST(Outcome, an_mlp_does_not_mind_shuffled_pixels) {
  TrainSettings shuffled;
  shuffled.shuffle_pixels = true;
  EXPECT_NEAR(after("mlp", 8, shuffled).middle, after("mlp", 8).middle, 0.02);
}

TEST(Outcome, sixty_digits_are_learnt_by_heart) {
  TrainSettings sixty;
  sixty.samples = 60;
  const Outcome mlp = after("mlp", 60, sixty);
  EXPECT_EQ(mlp.train, 1.0);
  EXPECT_LE(mlp.middle, 0.92);
}

}  // namespace
}  // namespace flatscope
