// What core computed for the Flatten stage.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "app/engine/stored.h"
#include "app/stages/flatten/model/scene.h"
#include "core/files/image.h"
#include "core/layers/flatten.h"
#include "core/tensor/tensor.h"

namespace flatscope {

struct FlattenInputs {
  std::shared_ptr<const Image> image;
  PixelSize size;
  bool colour = false;
  Order order = Order::row_major;
  Layout layout = Layout::chw;
  bool operator==(const FlattenInputs&) const = default;
};

struct FlattenResult {
  std::shared_ptr<const Tensor> picture;  // (1 or 3, H, W); the same object while only order or layout change
  std::shared_ptr<const Flattening> flattening;
  std::shared_ptr<const Tensor> vector;  // (C*H*W)
  std::int64_t false_neighbours = 0;
};

struct DistanceInputs {
  Layout layout = Layout::chw;
  std::int64_t channels = 0, height = 0, width = 0;
  bool operator==(const DistanceInputs&) const = default;
};
using DistanceTable = std::array<NeighbourDistances, std::size(all_orders)>;  // in the order of all_orders

struct CorrelationInputs {
  std::shared_ptr<const Tensor> vector;
  std::int64_t max_lag = 0;
  bool operator==(const CorrelationInputs&) const = default;
};
using Correlation = std::vector<float>;  // index: lag

struct FlattenResults {
  Stored<FlattenInputs, FlattenResult> flatten;
  Stored<DistanceInputs, DistanceTable> distances;
  Stored<CorrelationInputs, Correlation> correlation;
};

// The pure functions behind them, for the worker, the command line and the tests. Throw what core throws.
FlattenInputs flatten_inputs(const Scene& scene);
FlattenResult compute(const FlattenInputs& inputs, const Stored<FlattenInputs, FlattenResult>& previous);
DistanceInputs distance_inputs(const FlattenResult& result);
DistanceTable compute(const DistanceInputs& inputs);
CorrelationInputs correlation_inputs(const FlattenResult& result);  // max_lag: 4 rows and a bit, at least 64
Correlation compute(const CorrelationInputs& inputs);

}  // namespace flatscope
