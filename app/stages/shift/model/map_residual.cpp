#include "app/stages/shift/model/map_residual.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "app/stages/shift/model/spare_tensors.h"
#include "core/layers/shift.h"
#include "core/tensor/line_scan.h"
#include "core/tensor/parallel.h"
#include "core/tensor/scratch.h"

namespace flatscope {
namespace {

// Outputs of a band, all maps, before and after the move: with the input they are made from they fit a core's
// second-level cache.
constexpr std::int64_t band_budget = 64 * 1024;
// Fewer outputs than this are not worth a second thread.
constexpr std::int64_t parallel_grain = 16'384;
constexpr std::int64_t least_bands = 8;

struct BandMaxima {
  std::int32_t best = -1, elsewhere = 0;  // magnitudes inside the region of the peaks, and outside it
  std::int64_t best_row = 0;              // the first row that has `best`
  std::int32_t inside = 0, outside = 0;   // differences
};

class Scan {
 public:
  Scan(const Tensor& picture, const Tensor& weight, const Conv2dOptions& options, const InteriorSpan& rows,
       const InteriorSpan& columns, const Tensor* original, std::int64_t block, bool keep)
      : picture_(picture), weight_(weight), options_(options), original_(original), block_(block), keep_(keep) {
    const std::int64_t kernel_h = weight.shape()[2], kernel_w = weight.shape()[3];
    const Padding padding = resolved_padding(options, kernel_h, kernel_w);
    count_ = weight.shape()[0];
    height_ =
        conv_output_size(picture.height(), padding.top, padding.bottom, kernel_h, options.stride, options.dilation);
    width_ = conv_output_size(picture.width(), padding.left, padding.right, kernel_w, options.stride, options.dilation);
    has_interior_ = rows.first < rows.last && columns.first < columns.last;
    rows_ = has_interior_ ? rows : InteriorSpan{0, height_, rows.output_delta};
    columns_ = has_interior_ ? columns : InteriorSpan{0, width_, columns.output_delta};
    moved_rows_.emplace(height_, rows.output_delta, options.padding_mode);
    moved_columns_.emplace(width_, columns.output_delta, options.padding_mode);
    const std::int64_t cached = band_budget / (count_ * width_), even = height_ / least_bands;
    band_rows_ = std::max<std::int64_t>(1, std::min(cached, even) / block) * block;
    bands_ = (height_ + band_rows_ - 1) / band_rows_;
    maxima_.resize(static_cast<std::size_t>(bands_ * count_));
  }

  ScannedMaps run() {
    if (keep_) result_.maps = take_spare({count_, height_, width_});
    if (block_ > 1) {
      shown_rows_ = (height_ + block_ - 1) / block_;
      shown_columns_ = (width_ + block_ - 1) / block_;
      result_.shown = take_spare({count_, shown_rows_, shown_columns_});
    }
    const std::int64_t grain = std::max<std::int64_t>(1, parallel_grain / (band_rows_ * width_ * count_));
    parallel_for(bands_, grain, [this](std::int64_t begin, std::int64_t end) {
      for (std::int64_t band = begin; band < end; ++band) scan_band(band);
    });
    join_bands();
    return std::move(result_);
  }

 private:
  void scan_band(std::int64_t band) {
    Scratch<BandMemory> memory;
    auto& [maps, moved, joined, originals] = *memory;
    const std::int64_t first = band * band_rows_, rows = std::min(band_rows_, height_ - first);
    const auto size = static_cast<std::size_t>(count_ * rows * width_);
    if (maps.size() < size) maps.resize(size);
    moved.resize(static_cast<std::size_t>(width_));
    joined.resize(static_cast<std::size_t>(width_));
    conv2d_rows_into(picture_, weight_, {}, options_, first, rows, {maps.data(), size});
    if (original_ != nullptr) compute_originals(first, rows, originals);
    for (std::int64_t m = 0; m < count_; ++m) {
      const float* const values = maps.data() + m * rows * width_;
      BandMaxima& maxima = maxima_[static_cast<std::size_t>(band * count_ + m)];
      for (std::int64_t row = 0; row < rows; ++row) {
        const float* const unmoved = original_ != nullptr ? originals.line(m, row, width_) : nullptr;
        scan_line(values + row * width_, first + row, moved_line(unmoved, moved), moved, maxima);
      }
      if (block_ > 1) reduce(values, m, first, rows, joined);
      if (keep_) stream_copy(values, rows * width_, result_.maps.data() + (m * height_ + first) * width_);
    }
  }

  // The rows of the original's maps that the move brings to a band.
  struct OriginalBand {
    struct Line {
      std::int64_t run = -1;           // where its run begins in `memory`, -1: a row of zeros
      std::int64_t row = 0, rows = 0;  // within the run, and how many that has
    };
    std::vector<Line> lines;
    std::vector<float> memory;  // a run after another, each (maps, rows, width)
    const float* line(std::int64_t m, std::int64_t row, std::int64_t width) const {
      const Line& at = lines[static_cast<std::size_t>(row)];
      return at.run < 0 ? nullptr : memory.data() + at.run + (m * at.rows + at.row) * width;
    }
  };

  struct BandMemory {
    std::vector<float> maps, moved, joined;
    OriginalBand originals;
  };

  // A run is of rows that lie one after the other before the move too.
  void compute_originals(std::int64_t first, std::int64_t rows, OriginalBand& band) const {
    band.lines.assign(static_cast<std::size_t>(rows), {});
    const auto size = static_cast<std::size_t>(count_ * rows * width_);
    if (band.memory.size() < size) band.memory.resize(size);
    std::int64_t count = 1;
    for (std::int64_t row = 0; row < rows; row += count, count = 1) {
      const std::int64_t source = moved_rows_->source(first + row);
      if (source < 0) continue;
      while (row + count < rows && moved_rows_->source(first + row + count) == source + count) ++count;
      const std::int64_t run = count_ * row * width_;
      conv2d_rows_into(*original_, weight_, {}, options_, source, count,
                       {band.memory.data() + run, static_cast<std::size_t>(count_ * count * width_)});
      for (std::int64_t i = 0; i < count; ++i) band.lines[static_cast<std::size_t>(row + i)] = {run, i, count};
    }
  }

  // A row of an original map moved along: from `begin` to `end` it is `whole`, the rest stands in `moved`.
  struct MovedLine {
    const float* whole = nullptr;
    std::int64_t begin = 0, end = 0;
  };
  MovedLine moved_line(const float* from, std::vector<float>& moved) const {
    if (original_ == nullptr) return {};
    if (from == nullptr) {
      std::fill(moved.begin(), moved.end(), 0.0F);
      return {};
    }
    moved_columns_->move_edges(from, moved.data());
    const std::int64_t begin = moved_columns_->whole_begin(), end = moved_columns_->whole_end();
    return {begin < end ? from + (begin - moved_columns_->delta()) : from, begin, end};
  }

  void scan_line(const float* line, std::int64_t row, const MovedLine& original, const std::vector<float>& moved,
                 BandMaxima& maxima) {
    const auto scan = [&](std::int64_t begin, std::int64_t end) {
      if (original_ == nullptr) return LineMaxima{largest_magnitude(line + begin, end - begin), 0};
      // What came over the edge is in `moved`; the rest is read where it lies.
      const std::int64_t left = std::clamp(original.begin, begin, end), right = std::clamp(original.end, left, end);
      LineMaxima most;
      const auto add = [&](std::int64_t from, std::int64_t to, const float* other) {
        if (from == to) return;
        const LineMaxima part = largest_magnitudes(line + from, other, to - from);
        most = {std::max(most.magnitude, part.magnitude), std::max(most.difference, part.difference)};
      };
      add(begin, left, moved.data() + begin);
      add(left, right, original.whole + (left - original.begin));
      add(right, end, moved.data() + right);
      return most;
    };
    const auto beside = [&](std::int64_t begin, std::int64_t end) {
      const LineMaxima here = scan(begin, end);
      maxima.elsewhere = std::max(maxima.elsewhere, here.magnitude);
      maxima.outside = std::max(maxima.outside, here.difference);
    };
    if (row < rows_.first || row >= rows_.last) return beside(0, width_);
    beside(0, columns_.first);
    beside(columns_.last, width_);
    const LineMaxima here = scan(columns_.first, columns_.last);
    if (here.magnitude > maxima.best) {
      maxima.best = here.magnitude;
      maxima.best_row = row;
    }
    std::int32_t& difference = has_interior_ ? maxima.inside : maxima.outside;
    difference = std::max(difference, here.difference);
  }

  // Bands begin at multiples of the block.
  void reduce(const float* values, std::int64_t m, std::int64_t first, std::int64_t rows, std::vector<float>& joined) {
    for (std::int64_t top = 0; top < rows; top += block_) {
      join_larger(values + top * width_, width_, std::min(block_, rows - top), width_, joined.data());
      join_larger_columns(joined.data(), width_, block_,
                          result_.shown.data() + (m * shown_rows_ + (first + top) / block_) * shown_columns_);
    }
  }

  void join_bands() {
    std::int32_t inside = 0, outside = 0;
    const Shape one_filter{1, weight_.shape()[1], weight_.shape()[2], weight_.shape()[3]};
    const std::int64_t taps = weight_.size() / count_;
    std::vector<float> line(static_cast<std::size_t>(width_));
    for (std::int64_t m = 0; m < count_; ++m) {
      BandMaxima whole;
      for (std::int64_t band = 0; band < bands_; ++band) {
        const BandMaxima& part = maxima_[static_cast<std::size_t>(band * count_ + m)];
        if (part.best > whole.best) {
          whole.best = part.best;
          whole.best_row = part.best_row;
        }
        whole.elsewhere = std::max(whole.elsewhere, part.elsewhere);
        inside = std::max(inside, part.inside);
        outside = std::max(outside, part.outside);
      }
      const float* const weights = weight_.data() + m * taps;
      const Tensor filter(one_filter, std::vector<float>(weights, weights + taps));
      conv2d_rows_into(picture_, filter, {}, options_, whole.best_row, 1, line);
      std::int64_t column = columns_.first;
      const auto value = [&] { return line[static_cast<std::size_t>(column)]; };
      while (column + 1 < columns_.last && magnitude_bits(value()) != whole.best) ++column;
      result_.extremes.inside.push_back({whole.best_row, column, value()});
      result_.extremes.everywhere.push_back(from_magnitude_bits(std::max(whole.best, whole.elsewhere)));
    }
    if (original_ == nullptr) return;
    EquivarianceResult& moved = result_.residual;
    moved.interior_max_abs = from_magnitude_bits(inside);
    moved.border_max_abs = from_magnitude_bits(outside);
    if (has_interior_) moved.interior_elements = count_ * (rows_.last - rows_.first) * (columns_.last - columns_.first);
    moved.border_elements = count_ * height_ * width_ - moved.interior_elements;
  }

  const Tensor &picture_, &weight_;
  const Conv2dOptions& options_;
  const Tensor* original_;
  std::int64_t block_, count_ = 0, height_ = 0, width_ = 0, shown_rows_ = 0, shown_columns_ = 0;
  bool keep_ = false, has_interior_ = false;
  InteriorSpan rows_, columns_;  // where peaks are looked for
  std::optional<ShiftedAxis> moved_rows_, moved_columns_;
  std::int64_t band_rows_ = 1, bands_ = 1;
  std::vector<BandMaxima> maxima_;  // (bands, maps)
  ScannedMaps result_;
};

}  // namespace

ScannedMaps scan_maps(const Tensor& picture, const Tensor& weight, const Conv2dOptions& options,
                      const InteriorSpan& rows, const InteriorSpan& columns, const Tensor* original, std::int64_t block,
                      bool keep) {
  return Scan(picture, weight, options, rows, columns, original, block, keep).run();
}

}  // namespace flatscope
