// What the golden cases do not hold: Hilbert's order, pictures as results, exact zeros, bundled files.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <numeric>

#include "core/files/image.h"
#include "tests/app/cli/program.h"

namespace flatscope::testing {
namespace {

namespace fs = std::filesystem;

Tensor counted(Shape shape) {
  Tensor tensor(std::move(shape));
  std::iota(tensor.values().begin(), tensor.values().end(), 0.0F);
  return tensor;
}

TEST(Flatten, hilbert_visits_every_pixel_once_in_unit_steps) {
  const TemporaryFolder folder;
  for (const Shape& shape : {Shape{8, 8}, Shape{6, 10}, Shape{1, 5}, Shape{7, 4}}) {
    SCOPED_TRACE(to_string(shape));
    write_npy(folder.file("x.npy"), counted(shape));
    const Outcome outcome = run({"flatten", folder.file("x.npy"), "--order", "hilbert", "--out", folder.file("v.npy")});
    ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
    const Tensor vector = read_npy(folder.file("v.npy"));
    ASSERT_EQ(vector.shape(), Shape{shape[0] * shape[1]});
    std::vector<int> seen(vector.values().size(), 0);
    int diagonal_steps = 0;
    for (std::size_t i = 0; i < seen.size(); ++i) {
      const auto here = static_cast<std::int64_t>(vector.values()[i]);
      ++seen.at(static_cast<std::size_t>(here));
      if (i == 0) continue;
      const auto before = static_cast<std::int64_t>(vector.values()[i - 1]);
      const std::int64_t rows = std::abs(here / shape[1] - before / shape[1]);
      const std::int64_t columns = std::abs(here % shape[1] - before % shape[1]);
      ASSERT_LE(std::max(rows, columns), 1) << "step " << i;
      if (rows + columns == 2) ++diagonal_steps;
    }
    EXPECT_EQ(std::count(seen.begin(), seen.end(), 1), static_cast<std::ptrdiff_t>(seen.size()));
    EXPECT_LE(diagonal_steps, 1);
  }
}

TEST(Flatten, neighbours_of_a_256_picture_lie_256_apart) {
  const TemporaryFolder folder;
  write_npy(folder.file("x.npy"), counted({256, 256}));
  ASSERT_EQ(run({"flatten", folder.file("x.npy"), "--out", folder.file("v.npy")}).exit_code, 0);
  const Tensor vector = read_npy(folder.file("v.npy"));
  EXPECT_EQ(vector.values()[256], 256.0F);  // (1, 0)
}

TEST(Shift, writes_pictures) {
  const TemporaryFolder folder;
  const std::vector<std::string> base = {"shift", golden("rgb8.png"), "--dx", "1", "--dy", "2", "--out"};
  for (const char* name : {"moved.png", "MOVED.PNG", "moved.npy"}) {
    std::vector<std::string> line = base;
    line.push_back(folder.file(name));
    const Outcome outcome = run(line);
    ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  }
  const Tensor picture = to_tensor(load_image(folder.file("moved.png")));
  EXPECT_EQ(picture, read_npy(folder.file("moved.npy")));  // 8-bit values survive the round trip
  EXPECT_EQ(picture.shape(), (Shape{3, 5, 6}));
  EXPECT_EQ(folder.names(), (std::vector<std::string>{"MOVED.PNG", "moved.npy", "moved.png"}));
}

TEST(Conv, clamps_values_in_pictures) {
  const TemporaryFolder folder;
  write_npy(folder.file("x.npy"), Tensor({1, 1, 3}, {-0.5F, 0.5F, 7.0F}));
  write_npy(folder.file("w.npy"), Tensor({1, 1, 1, 1}, {1.0F}));
  const Outcome outcome =
      run({"conv", folder.file("x.npy"), "--weights", folder.file("w.npy"), "--out", folder.file("y.png")});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const Tensor picture = to_tensor(load_image(folder.file("y.png")));
  EXPECT_EQ(picture.values()[0], 0.0F);
  EXPECT_NEAR(picture.values()[1], 0.5F, 0.5F / 255.0F + 1e-6F);
  EXPECT_EQ(picture.values()[2], 1.0F);
}

TEST(Conv, passes_nan_through) {
  const TemporaryFolder folder;
  write_npy(folder.file("w.npy"), Tensor({1, 1, 1, 1}, {std::numeric_limits<float>::quiet_NaN()}));
  const Outcome outcome =
      run({"conv", golden("grey.npy"), "--weights", folder.file("w.npy"), "--out", folder.file("y.npy")});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const Tensor result = read_npy(folder.file("y.npy"));
  for (const float value : result.values()) EXPECT_TRUE(std::isnan(value));
}

TEST(Dense, reads_a_flattened_vector) {
  const TemporaryFolder folder;
  const std::string vector = folder.file("v.npy");
  ASSERT_EQ(run({"flatten", golden("rgb.npy"), "--out", vector}).exit_code, 0);
  const std::string weights = golden("dense-w0-6.npy");
  ASSERT_EQ(run({"dense", vector, "--weights", weights, "--out", folder.file("a.npy")}).exit_code, 0);
  ASSERT_EQ(run({"dense", golden("rgb.npy"), "--weights", weights, "--out", folder.file("b.npy")}).exit_code, 0);
  EXPECT_EQ(read_npy(folder.file("a.npy")), read_npy(folder.file("b.npy")));
}

TEST(Dense, the_bundled_layer_reads_the_bundled_digit) {
  const TemporaryFolder folder;
  const Outcome outcome = run({"dense", "digit.npy", "--weights", "digits-dense.npy", "--bias", "digits-bias.npy",
                               "--out", folder.file("y.npy")},
                              {.folder = folder.path()});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const Tensor scores = read_npy(folder.file("y.npy"));
  const auto largest = std::max_element(scores.values().begin(), scores.values().end());
  EXPECT_EQ(largest - scores.values().begin(), 3);
}

TEST(Equivariance, is_exact_inside_with_stride_1) {
  const Outcome outcome =
      run({"equivariance", "chelsea.png", "--weights", "edges-rgb.npy", "--dx", "17", "--dy", "-9"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const nlohmann::json answer = nlohmann::json::parse(outcome.out);
  EXPECT_EQ(answer.at("interior_max_abs"), 0.0);
  EXPECT_GT(answer.at("border_max_abs"), 0.0);
  EXPECT_GT(answer.at("interior_elements"), 300000);
}

TEST(Equivariance, is_exact_everywhere_when_everything_wraps) {
  const Outcome outcome = run({"equivariance", "camera.png", "--weights", "sobel-x.npy", "--dx", "-100", "--dy", "33",
                               "--padding-mode", "circular", "--border", "circular"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const nlohmann::json answer = nlohmann::json::parse(outcome.out);
  EXPECT_EQ(answer.at("interior_max_abs"), 0.0);
  EXPECT_EQ(answer.at("border_max_abs"), 0.0);
}

TEST(Equivariance, numbers_round_trip_a_float) {
  const Outcome outcome =
      run({"equivariance", golden("rgb.npy"), "--weights", golden("conv-w3-3x3.npy"), "--dx", "1", "--dy", "1"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const double border = nlohmann::json::parse(outcome.out).at("border_max_abs").get<double>();
  EXPECT_NE(border, 0.0);
  EXPECT_EQ(border, static_cast<double>(static_cast<float>(border)));
}

TEST(Inputs, a_file_here_wins_over_a_bundled_one) {
  const TemporaryFolder folder;
  fs::copy_file(golden("rgb8.png"), folder.file("chelsea.png"));
  ASSERT_EQ(run({"flatten", "chelsea.png", "--out", "here.npy"}, {.folder = folder.path()}).exit_code, 0);
  EXPECT_EQ(read_npy(folder.file("here.npy")).size(), 3 * 5 * 6);
  fs::remove(folder.file("chelsea.png"));
  ASSERT_EQ(run({"flatten", "chelsea.png", "--out", "bundled.npy"}, {.folder = folder.path()}).exit_code, 0);
  EXPECT_EQ(read_npy(folder.file("bundled.npy")).size(), 3 * 300 * 451);
}

TEST(Inputs, unusual_names) {
  const TemporaryFolder folder;
  for (const char* name : {"Grüße aus Łódź.png", "写真.png", "two  spaces .png", "quote's \"x\".png", "-dash.png",
                           "[brackets].png", "noending"}) {
    SCOPED_TRACE(name);
    fs::copy_file(golden("rgb8.png"), folder.file(name));
    const Outcome outcome = run({"shift", folder.file(name), "--dx", "0", "--dy", "0", "--out",
                                 folder.file(std::string("out ") + name + ".npy")});
    ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
    EXPECT_EQ(read_npy(folder.file(std::string("out ") + name + ".npy")).shape(), (Shape{3, 5, 6}));
  }
}

TEST(Inputs, a_picture_under_a_misleading_ending_is_known_by_its_content) {
  const TemporaryFolder folder;
  fs::copy_file(golden("rgb8.png"), folder.file("photo.jpg"));
  fs::copy_file(golden("rgb.npy"), folder.file("numbers.dat"));
  EXPECT_EQ(run({"flatten", folder.file("photo.jpg"), "--out", folder.file("a.npy")}).exit_code, 0);
  EXPECT_EQ(run({"flatten", folder.file("numbers.dat"), "--out", folder.file("b.npy")}).exit_code, 0);
}

TEST(Count, dense_against_convolution_at_256) {
  const Outcome outcome =
      run({"count", "--input", "3x256x256", "conv:64:3:padding=1", "relu", "flatten", "linear:10:nobias"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const nlohmann::json answer = nlohmann::json::parse(outcome.out);
  ASSERT_EQ(answer["layers"].size(), 4U);
  const nlohmann::json& conv = answer["layers"][0];
  EXPECT_EQ(conv["layer"], "conv:64:3:padding=1");
  EXPECT_EQ(conv["output_shape"], (std::vector<std::int64_t>{64, 256, 256}));
  EXPECT_EQ(conv["weights"], 1728);
  EXPECT_EQ(conv["biases"], 64);
  EXPECT_EQ(conv["parameters"], 1792);
  EXPECT_EQ(conv["macs"], 113'246'208);
  EXPECT_EQ(conv["activations"], 4'194'304);
  EXPECT_EQ(conv["bytes"], 7168);
  EXPECT_EQ(answer["layers"][1]["parameters"], 0);
  EXPECT_EQ(answer["layers"][3]["output_shape"], (std::vector<std::int64_t>{10}));
  EXPECT_EQ(answer["total"]["parameters"], 1792 + 41'943'040);
  EXPECT_EQ(answer["total"]["bytes"], 4 * (1792 + 41'943'040));
}

}  // namespace
}  // namespace flatscope::testing
