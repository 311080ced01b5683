// Convolution, dense layers and pooling against PyTorch's numbers; tests/golden/make_layer_goldens.py makes the files.
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "core/files/file.h"
#include "core/files/npy.h"
#include "core/layers/conv2d.h"
#include "core/layers/dense.h"
#include "core/layers/pool.h"

namespace flatscope {
namespace {

// The cases of one kind, one after another: a line of the table, and the numbers that follow those of the last case.
class Goldens {
 public:
  explicit Goldens(const std::string& kind) {
    const std::string base = std::string(FLATSCOPE_GOLDEN_DIR) + "/layers/" + kind;
    numbers_ = decode_npy(read_file(path_from_utf8(base + ".npy")));
    table_.open(path_from_utf8(base + ".csv"));
    names_ = read_line();
  }

  // False after the last case.
  bool next() {
    const std::vector<std::string> fields = read_line();
    if (fields.empty()) return false;
    row_.clear();
    text_.clear();
    for (std::size_t i = 0; i < names_.size(); ++i) {
      row_[names_[i]] = fields.at(i);
      text_ += names_[i] + "=" + fields[i] + " ";
    }
    ++cases_;
    return true;
  }

  std::string text(const std::string& name) const { return row_.at(name); }
  std::int64_t number(const std::string& name) const { return std::stoll(row_.at(name)); }
  const std::string& describe() const { return text_; }
  int cases() const { return cases_; }
  bool used_up() const { return used_ == numbers_.size(); }

  Tensor take(Shape shape) {
    const std::int64_t count = element_count(shape);
    const auto from = numbers_.values().subspan(static_cast<std::size_t>(used_), static_cast<std::size_t>(count));
    used_ += count;
    return Tensor(std::move(shape), std::vector<float>(from.begin(), from.end()));
  }

 private:
  std::vector<std::string> read_line() {
    std::vector<std::string> fields;
    std::string line, field;
    std::getline(table_, line);
    std::istringstream stream(line);
    while (std::getline(stream, field, ',')) fields.push_back(field);
    return fields;
  }

  Tensor numbers_;
  std::ifstream table_;
  std::vector<std::string> names_;
  std::map<std::string, std::string> row_;
  std::string text_;
  std::int64_t used_ = 0;
  int cases_ = 0;
};

// `magnitude` bounds the sum of absolute products, which is what rounding is proportional to.
void expect_near(const Tensor& actual, const Tensor& expected, double magnitude, const std::string& what) {
  ASSERT_EQ(actual.shape(), expected.shape()) << what;
  for (std::int64_t i = 0; i < actual.size(); ++i) {
    const float a = actual.data()[i], e = expected.data()[i];
    if (std::isnan(e)) {
      ASSERT_TRUE(std::isnan(a)) << what << ", element " << i;
    } else {
      ASSERT_NEAR(a, e, 1e-6 * magnitude + 1e-7) << what << ", element " << i;
    }
  }
}

TEST(LayerGoldens, Conv2d) {
  Goldens goldens("conv2d");
  while (goldens.next()) {
    const std::int64_t in = goldens.number("in_channels"), out = goldens.number("out_channels");
    const std::int64_t kernel_h = goldens.number("kernel_h"), kernel_w = goldens.number("kernel_w");
    const Tensor input = goldens.take({in, goldens.number("height"), goldens.number("width")});
    const Tensor weight = goldens.take({out, in, kernel_h, kernel_w});
    const Tensor bias = goldens.number("bias") != 0 ? goldens.take({out}) : Tensor();
    const Tensor expected = goldens.take({out, goldens.number("out_h"), goldens.number("out_w")});
    const Conv2dOptions options{.stride = goldens.number("stride"),
                                .dilation = goldens.number("dilation"),
                                .padding_h = goldens.number("padding_h"),
                                .padding_w = goldens.number("padding_w"),
                                .same = goldens.number("same") != 0,
                                .padding_mode = border_from_string(goldens.text("padding_mode")).value()};
    const double magnitude = 3.0 * std::sqrt(static_cast<double>(in * kernel_h * kernel_w)) + 3.0;
    expect_near(conv2d(input, weight, bias.values(), options), expected, magnitude, goldens.describe());
    if (HasFatalFailure()) return;
  }
  EXPECT_GT(goldens.cases(), 100);
  EXPECT_TRUE(goldens.used_up());
}

TEST(LayerGoldens, Dense) {
  Goldens goldens("dense");
  while (goldens.next()) {
    const std::int64_t in = goldens.number("in_features"), out = goldens.number("out_features");
    const Tensor input = goldens.take({in}), weight = goldens.take({out, in});
    const Tensor bias = goldens.number("bias") != 0 ? goldens.take({out}) : Tensor();
    const Tensor expected = goldens.take({out});
    expect_near(dense(input, weight, bias.values()), expected, 3.0 * std::sqrt(static_cast<double>(in)) + 3.0,
                goldens.describe());
    if (HasFatalFailure()) return;
  }
  EXPECT_GE(goldens.cases(), 20);
  EXPECT_TRUE(goldens.used_up());
}

TEST(LayerGoldens, Pool2d) {
  Goldens goldens("pool");
  while (goldens.next()) {
    const Tensor input = goldens.take({goldens.number("channels"), goldens.number("height"), goldens.number("width")});
    const Tensor expected =
        goldens.take({goldens.number("channels"), goldens.number("out_h"), goldens.number("out_w")});
    const bool max = goldens.text("kind") == "max";
    expect_near(pool2d(input, max ? PoolKind::max : PoolKind::avg, goldens.number("kernel"), goldens.number("stride")),
                expected, max ? 0.0 : 3.0, goldens.describe());
    if (HasFatalFailure()) return;
  }
  EXPECT_GT(goldens.cases(), 100);
  EXPECT_TRUE(goldens.used_up());
}

TEST(LayerGoldens, BlurPool2d) {
  Goldens goldens("blur_pool");
  while (goldens.next()) {
    const Tensor input = goldens.take({goldens.number("channels"), goldens.number("height"), goldens.number("width")});
    const Tensor expected =
        goldens.take({goldens.number("channels"), goldens.number("out_h"), goldens.number("out_w")});
    expect_near(blur_pool2d(input, goldens.number("stride")), expected, 3.0, goldens.describe());
    if (HasFatalFailure()) return;
  }
  EXPECT_EQ(goldens.cases(), 16);
  EXPECT_TRUE(goldens.used_up());
}

TEST(LayerGoldens, GlobalPool) {
  Goldens goldens("global_pool");
  while (goldens.next()) {
    const Tensor input = goldens.take({goldens.number("channels"), goldens.number("height"), goldens.number("width")});
    const Tensor expected = goldens.take({goldens.number("channels")});
    const bool max = goldens.text("kind") == "max";
    expect_near(global_pool(input, max ? PoolKind::max : PoolKind::avg), expected, max ? 0.0 : 3.0, goldens.describe());
    if (HasFatalFailure()) return;
  }
  EXPECT_GE(goldens.cases(), 10);
  EXPECT_TRUE(goldens.used_up());
}

}  // namespace
}  // namespace flatscope
