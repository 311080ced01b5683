// Sums over short runs of a picture's elements, made while its rows are in a cache, so that sums over any stretch of
// the flattened vector can be had later without reading all of it.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace flatscope {

template <class Sum>
struct RowRuns {
  static constexpr std::int64_t length = 256;  // elements of a run; the last run of a row may be shorter
  std::int64_t width = 0, per_row = 0;         // elements and runs in a row
  std::vector<Sum> sums;                       // (rows, per_row); empty: none were made

  RowRuns() = default;
  RowRuns(std::int64_t rows, std::int64_t row_width)
      : width(row_width), per_row((row_width + length - 1) / length), sums(static_cast<std::size_t>(rows * per_row)) {}
  bool operator==(const RowRuns&) const = default;

  // Where the run that holds this element of the vector begins.
  static std::int64_t begin_of_run(std::int64_t element, std::int64_t row_width) {
    return element - element % row_width % length;
  }

  // Makes the sums of one row; sum_of(first, count) is that of a run, `first` counted within the row.
  template <class SumOf>
  void fill(std::int64_t row, const SumOf& sum_of) {
    for (std::int64_t run = 0; run < per_row; ++run)
      sums[static_cast<std::size_t>(row * per_row + run)] =
          sum_of(run * length, std::min(length, width - run * length));
  }

  // The sum over the vector's elements [begin, end); sum_of(first, count) is that of a piece of a run.
  template <class SumOf>
  double over(std::int64_t begin, std::int64_t end, const SumOf& sum_of) const {
    double total = 0.0;
    while (begin < end) {
      const std::int64_t row = begin / width, column = begin % width, run = column / length;
      const std::int64_t run_begin = row * width + run * length,
                         run_end = std::min(run_begin + length, (row + 1) * width);
      const std::int64_t next = std::min(end, run_end);
      if (begin == run_begin && next == run_end)
        total += static_cast<double>(sums[static_cast<std::size_t>(row * per_row + run)]);
      else
        total += static_cast<double>(sum_of(begin, next - begin));
      begin = next;
    }
    return total;
  }
};

}  // namespace flatscope
