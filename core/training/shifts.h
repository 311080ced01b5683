// What a network makes of pictures that are not where they were when it was trained.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "core/layers/border.h"
#include "core/training/predictor.h"

namespace flatscope {

// Accuracy for every shift (dx, dy) within a radius, one shift at a time, from the middle outwards, so that it can be
// shown while it is worked out.
class ShiftSweep {
 public:
  // Over the samples at `samples` (empty: all of them) of `data`; radius 0 to 256. The predictor is the sweep's own.
  // Throws std::invalid_argument for another radius and for no samples.
  ShiftSweep(Predictor predictor, std::shared_ptr<const LabelledImages> data, std::vector<std::int64_t> samples,
             std::int64_t radius, Border border = Border::zeros);

  bool advance();  // one shift; false, and nothing happens, when all are done
  std::int64_t done() const { return done_; }
  std::int64_t all() const { return static_cast<std::int64_t>(order_.size()); }
  std::int64_t samples() const { return static_cast<std::int64_t>(samples_.size()); }
  std::int64_t radius() const { return radius_; }

  // (2 * radius + 1, 2 * radius + 1) in [0, 1]; accuracy at [dy + radius, dx + radius], NaN where it is not yet known.
  const Tensor& accuracy() const { return accuracy_; }
  double mean() const;  // over the shifts that are done; NaN for none

 private:
  Predictor predictor_;
  std::shared_ptr<const LabelledImages> data_;
  std::vector<std::int64_t> samples_;
  std::int64_t radius_, done_ = 0;
  Border border_;
  std::vector<PixelShift> order_;
  Tensor accuracy_;
};

// How often two moved views of one sample get the same class, right or wrong: the share of `pairs` pairs that agree.
// For each pair a sample is drawn evenly from `samples` (empty: all of them) and two shifts, each with dx and dy evenly
// from -radius to radius, independently of one another; all from the seed. Source: Zhang, "Making Convolutional
// Networks Shift-Invariant Again", 2019, "classification consistency".
double shift_consistency(Predictor& predictor, const Tensor& images, std::span<const std::int64_t> samples,
                         std::int64_t radius, Border border, std::int64_t pairs, std::uint32_t seed);

}  // namespace flatscope
