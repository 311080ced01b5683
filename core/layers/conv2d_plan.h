// How conv2d cuts its work into tiles and copies each tile's input; used by conv2d.cpp only.
#pragma once

#include <cstdint>
#include <vector>

#include "core/layers/conv2d.h"
#include "core/layers/conv2d_kernel.h"

namespace flatscope::detail {

struct ConvSizes {
  std::int64_t in_channels = 0, in_h = 0, in_w = 0;
  std::int64_t out_channels = 0, out_h = 0, out_w = 0;
  std::int64_t kernel_h = 0, kernel_w = 0;
  Padding padding;
};

// Cuts the outputs into rectangles (all channels of each) whose packed input fits a core's cache. The packed copy has
// the padding written out and neighbouring outputs' inputs side by side whatever the stride, so the kernel has no
// edges.
class ConvPlan {
 public:
  ConvPlan(const ConvSizes& sizes, const Conv2dOptions& options, int threads);

  std::int64_t tiles() const { return (static_cast<std::int64_t>(row_starts_.size()) - 1) * column_tiles_; }
  // Floats that run_tile needs in `scratch`.
  std::int64_t scratch_size() const {
    return sizes_.in_channels * channel_step_ + conv_slack + sizes_.out_channels * conv_columns_at_once;
  }
  std::int64_t taps() const { return sizes_.in_channels * sizes_.kernel_h * sizes_.kernel_w; }
  // taps() values for ConvTile::offsets.
  void fill_offsets(std::int64_t* offsets) const;

  // Packs and computes tile `index`; `tile` comes with weights, offsets and the whole output filled in.
  void run_tile(std::int64_t index, const float* input, float* scratch, ConvTile tile) const;

 private:
  // One run of elements of an input row, a stride apart, that a tile needs side by side. A stride above 1 has a run for
  // each remainder that a tap starts at, so that neighbouring outputs read neighbouring floats.
  struct Run {
    std::int64_t start = 0;   // input columns from the tile's first
    std::int64_t count = 0;   // elements
    std::int64_t offset = 0;  // floats from the start of the packed row
  };

  std::int64_t floats_for(std::int64_t rows, std::int64_t columns) const;
  void cut_rows(int threads);
  void lay_out_columns(std::int64_t columns);
  void lay_out_rows(std::int64_t rows);
  void pack(const float* input, std::int64_t first_row, std::int64_t first_column, std::int64_t rows,
            float* scratch) const;
  void pack_run(const float* row, std::int64_t start, std::int64_t count, float* to) const;

  ConvSizes sizes_;
  Conv2dOptions options_;
  std::int64_t rows_ = 1, columns_ = 1;  // outputs of the largest tile
  std::int64_t column_tiles_ = 1;
  std::vector<std::int64_t> row_starts_;   // first output row of each row of tiles, and one past the last
  std::vector<Run> runs_;                  // make one packed row
  std::vector<std::int64_t> tap_columns_;  // where kernel column k begins in a packed row
  std::vector<std::int64_t> packed_rows_;  // input rows from the tile's first
  std::int64_t tap_row_step_ = 1;          // packed rows between kernel rows
  std::int64_t pitch_ = 0, channel_step_ = 0;
};

}  // namespace flatscope::detail
