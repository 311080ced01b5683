// Which inputs an output reads along one axis of a convolution or a pooling, padding modes included. A 2D layer is one
// of these for the rows and one for the columns: an output (row, column) reads an input (row, column) exactly when both
// axes link them.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/layers/border.h"

namespace flatscope {

struct AxisLayer {
  std::int64_t kernel = 1, stride = 1, dilation = 1;  // 1 to 4096
  std::int64_t before = 0, after = 0;                 // padding on the two sides, 0 to 4096 * 4096
  Border border = Border::zeros;
  bool operator==(const AxisLayer&) const = default;
};

// One input that one output reads, through one tap or, where padding repeats inputs, through several.
struct AxisLink {
  std::int64_t other = 0;  // the input that an output reads, or the output that an input feeds
  std::int64_t first_tap = 0, tap_count = 0;
};

// A stretch of outputs that read inputs in step through the same taps: output `output` + t reads `input` + t * stride,
// for t from 0 to length - 1.
struct AxisRun {
  std::int64_t output = 0, input = 0, length = 0;
  std::int64_t first_tap = 0, tap_count = 0;
};

class AxisLinks {
 public:
  // size >= 1 inputs. Throws std::invalid_argument with a sentence when an option is out of range or nothing fits.
  AxisLinks(std::int64_t size, const AxisLayer& layer);

  std::int64_t inputs() const { return inputs_; }
  std::int64_t outputs() const { return outputs_; }
  const AxisLayer& layer() const { return layer_; }

  // In rising order of `other`. No link for a tap that falls on a padded zero.
  std::span<const AxisLink> of_output(std::int64_t output) const;
  std::span<const AxisLink> of_input(std::int64_t input) const;
  // Numbers of the taps of a link or a run, 0 to kernel - 1, rising.
  std::span<const std::int64_t> taps(const AxisLink& link) const { return tap_span(link.first_tap, link.tap_count); }
  std::span<const std::int64_t> taps(const AxisRun& run) const { return tap_span(run.first_tap, run.tap_count); }

  // The link between the two, nullptr if there is none.
  const AxisLink* find(std::int64_t output, std::int64_t input) const;
  // Pairs of an output and an input that it reads.
  std::int64_t count() const { return static_cast<std::int64_t>(forward_.size()); }
  // All links as few stretches: about one per tap, and a few more at the borders.
  std::span<const AxisRun> runs() const { return runs_; }

 private:
  std::span<const std::int64_t> tap_span(std::int64_t first, std::int64_t count) const {
    return {taps_.data() + first, static_cast<std::size_t>(count)};
  }
  void link_outputs();
  void link_inputs();
  void find_runs();

  std::int64_t inputs_ = 0, outputs_ = 0;
  AxisLayer layer_;
  std::vector<AxisLink> forward_, backward_;
  std::vector<std::int64_t> forward_starts_, backward_starts_;  // first link of each output or input, and the end
  std::vector<std::int64_t> taps_;
  std::vector<AxisRun> runs_;
};

}  // namespace flatscope
