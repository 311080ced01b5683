// The hot loops are compiled once for each instruction set; here every one that this machine has is run in turn.
#include <gtest/gtest.h>

#include "core/tensor/simd_targets.h"  // before any header of Highway

#include <hwy/highway.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "core/layers/conv2d.h"
#include "core/layers/dense.h"
#include "core/layers/pool.h"
#include "core/layers/seeded_dense.h"
#include "core/layers/shift.h"
#include "core/tensor/random.h"
#include "core/training/run.h"
#include "tests/core/training/data.h"

namespace flatscope {
namespace {

Tensor random_tensor(Shape shape, Generator& generator) {
  Tensor tensor(std::move(shape));
  for (float& value : tensor.values()) value = normal(generator);
  return tensor;
}

// Runs the call with each instruction set as if it were the best one; the best comes first.
void on_each_target(const std::function<void(const std::string& target)>& call) {
  const std::vector<std::int64_t> targets = hwy::SupportedAndGeneratedTargets();
  for (const std::int64_t target : targets) {
    hwy::SetSupportedTargetsForTest(target);
    hwy::GetChosenTarget().DeInit();
    EXPECT_STREQ(simd_target(), hwy::TargetName(target));
    call(hwy::TargetName(target));
  }
  hwy::SetSupportedTargetsForTest(0);
  hwy::GetChosenTarget().DeInit();
}

// Checks that all instruction sets give what the best one gives, up to rounding.
void expect_alike(const std::function<Tensor()>& compute, double tolerance) {
  Tensor best;
  on_each_target([&](const std::string& target) {
    const Tensor result = compute();
    if (best.empty()) best = result;
    ASSERT_EQ(result.shape(), best.shape());
    for (std::int64_t i = 0; i < result.size(); ++i) {
      if (std::isnan(best.data()[i])) {
        ASSERT_TRUE(std::isnan(result.data()[i])) << target << ", element " << i;
      } else {
        ASSERT_NEAR(result.data()[i], best.data()[i], tolerance) << target << ", element " << i;
      }
    }
  });
}

TEST(SimdTargets, AgreeOnConvolutions) {
  Generator generator(1);
  for (const std::int64_t outputs : {1, 2, 3, 5, 8, 13}) {
    for (const std::int64_t width : {3, 16, 47, 130}) {
      const Tensor input = random_tensor({3, 11, width}, generator);
      const Tensor weight = random_tensor({outputs, 3, 3, 2}, generator);
      expect_alike([&] { return conv2d(input, weight, {}, {.padding_h = 1, .padding_w = 1}); }, 2e-5);
      expect_alike([&] { return conv2d(input, weight, {}, {.stride = 2, .padding_h = 1, .padding_w = 1}); }, 2e-5);
    }
  }
}

TEST(SimdTargets, AreEachExactlyEquivariant) {
  Generator generator(2);
  const Tensor input = random_tensor({2, 30, 77}, generator), weight = random_tensor({7, 2, 3, 5}, generator);
  const Conv2dOptions options{.same = true, .padding_mode = Border::circular};
  on_each_target([&](const std::string& target) {
    EXPECT_EQ(conv2d(shift(input, 13, -4, Border::circular), weight, {}, options),
              shift(conv2d(input, weight, {}, options), 13, -4, Border::circular))
        << target;
  });
}

TEST(SimdTargets, AgreeOnDenseLayers) {
  Generator generator(3);
  for (const std::int64_t inputs : {5, 100, 5000}) {
    const Tensor x = random_tensor({inputs}, generator), weight = random_tensor({9, inputs}, generator);
    expect_alike([&] { return dense(x, weight, {}); }, 2e-6 * static_cast<double>(inputs) + 1e-6);
    expect_alike([&] { return dense(x, SeededDense{.out_features = 43, .in_features = inputs}); }, 1e-5);
  }
}

TEST(SimdTargets, MakeTheSameSeededWeights) {
  // An input with a single 1 reads one weight out through the SIMD loop, without rounding.
  const SeededDense layer{.seed = 12, .out_features = 9, .in_features = 64};  // 1 / sqrt(64) is exact
  const Tensor weight = materialise(layer);
  on_each_target([&](const std::string& target) {
    for (std::int64_t in = 0; in < 64; ++in) {
      Tensor x({64});
      x.data()[in] = 1.0F;
      const Tensor y = dense(x, layer);
      for (std::int64_t out = 0; out < 9; ++out) ASSERT_EQ(y.data()[out], weight.data()[out * 64 + in]) << target;
    }
  });
}

TEST(SimdTargets, AgreeOnPooling) {
  Generator generator(4);
  Tensor input = random_tensor({2, 13, 75}, generator);
  input.data()[200] = std::numeric_limits<float>::quiet_NaN();
  for (const PoolKind kind : {PoolKind::max, PoolKind::avg}) {
    expect_alike([&] { return pool2d(input, kind, 2, 2); }, 0.0);
    expect_alike([&] { return pool2d(input, kind, 3, 1); }, 0.0);
    expect_alike([&] { return pool2d(input, kind, 3, 2); }, 0.0);
    expect_alike([&] { return global_pool(input, kind); }, 0.0);
  }
  expect_alike([&] { return relu(input); }, 0.0);
}

// A run is the same bits on one machine; between machines with and without fused multiply-add it is the same to this.
TEST(SimdTargets, AgreeOnTraining) {
  for (const char* layers :
       {"flatten linear:13 relu linear:4", "local:2:3:padding=1 tanh maxpool:2 flatten linear:4",
        "conv:7:3:stride=2:padding=1 relu conv:5:3:unitbias relu avgpool:2 globalmaxpool linear:4"}) {
    for (const OptimizerKind kind : all_optimizers) {
      TrainSettings settings;
      settings.layers = test::layers_of(layers);
      settings.optimizer = {.kind = kind, .learning_rate = 0.01F, .momentum = 0.9F, .weight_decay = 0.01F};
      settings.dropout = 0.2F;
      settings.augment_shift = 1;
      settings.batch = 20;
      const auto data = test::small_data(50, {2, 9, 10});
      expect_alike(
          [&] {
            TrainRun run(settings, data);
            for (int i = 0; i < 12; ++i) run.step();
            return Tensor({static_cast<std::int64_t>(run.row().size())}, {run.row().begin(), run.row().end()});
          },
          1e-4);
    }
  }
}

}  // namespace
}  // namespace flatscope
