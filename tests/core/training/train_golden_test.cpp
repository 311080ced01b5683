// Whole trainings against PyTorch's: make_training_goldens.py says what the files hold.
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "core/files/file.h"
#include "core/files/npy.h"
#include "core/training/run.h"
#include "tests/core/training/data.h"

namespace flatscope {
namespace {

const std::filesystem::path folder = std::filesystem::path(FLATSCOPE_GOLDEN_DIR) / "training";

std::shared_ptr<const Dataset> golden_data() {
  Dataset data;
  data.name = "golden";
  data.classes = {"a", "b", "c", "d", "e"};
  data.train.images = decode_npy(read_file(folder / "images.npy"));
  const Tensor labels = decode_npy(read_file(folder / "labels.npy"));
  for (const float label : labels.values()) data.train.labels.push_back(static_cast<std::uint8_t>(label));
  return std::make_shared<const Dataset>(std::move(data));
}

// Length of the difference of the run's parameters and those at `row`, against the length of these.
double relative_difference(const TrainRun& run, std::span<const float> row) {
  double difference = 0.0, length = 0.0;
  std::size_t i = 0;
  for (const NamedTensor& parameter : run.parameters()) {
    for (const float value : parameter.tensor.values()) {
      const auto expected = static_cast<double>(row[i++]);
      difference += std::pow(static_cast<double>(value) - expected, 2.0);
      length += expected * expected;
    }
  }
  EXPECT_EQ(i, row.size());
  return std::sqrt(difference / length);
}

void check(const std::string& line, const std::shared_ptr<const Dataset>& data) {
  SCOPED_TRACE(line);
  std::istringstream words(line);
  std::string file, kind, layers, layer;
  TrainSettings settings;
  words >> file >> kind >> settings.optimizer.learning_rate >> settings.optimizer.momentum >>
      settings.optimizer.weight_decay;
  settings.optimizer.kind = kind == "adam" ? OptimizerKind::adam : OptimizerKind::sgd;
  while (words >> layer) settings.layers.push_back(parse_layer(layer));
  settings.batch = 16;
  settings.in_order = true;
  TrainRun run(settings, data);

  const Tensor golden = decode_npy(read_file(folder / file));
  const std::size_t size = (static_cast<std::size_t>(golden.size()) - 3) / 4;
  const auto row = [&](std::size_t index) { return golden.values().subspan(3 + index * size, size); };
  std::vector<NamedTensor> start = run.parameters();
  std::size_t at = 0;
  for (NamedTensor& parameter : start) {
    for (float& value : parameter.tensor.values()) value = row(0)[at++];
  }
  run.set_parameters(start);
  ASSERT_EQ(relative_difference(run, row(0)), 0.0);

  const int stops[] = {1, 10, 100};
  const double parameters_within[] = {1e-5, 1e-4, 2e-3}, loss_within[] = {1e-5, 1e-4, 5e-3};
  for (std::size_t i = 0; i < 3; ++i) {
    while (run.steps() < stops[i]) ASSERT_TRUE(run.step());
    EXPECT_LT(relative_difference(run, row(i + 1)), parameters_within[i]) << "after " << stops[i] << " steps";
    const auto loss = static_cast<double>(golden.data()[i]);
    EXPECT_NEAR(run.last_loss(), loss, loss_within[i] * loss) << "after " << stops[i] << " steps";
  }
}

TEST(TrainGolden, losses_and_parameters_are_pytorchs) {
  const std::shared_ptr<const Dataset> data = golden_data();
  std::ifstream cases(folder / "cases.txt");
  int count = 0;
  for (std::string line; std::getline(cases, line); ++count) check(line, data);
  EXPECT_EQ(count, 24);
}

}  // namespace
}  // namespace flatscope
