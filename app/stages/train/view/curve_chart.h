// The frame of a chart of curves: where its axes run, and the numbers beside the curves' ends.
#pragma once

#include <algorithm>
#include <optional>
#include <string>

#include "app/stages/train/view/curves.h"

namespace flatscope {

enum class CurvePart { train, test };

// The number of one epoch on the chart's axis: per cent, or cross-entropy. NaN where it is not known.
double curve_value(const EpochPoint& point, CurvePart part, bool loss);
// Of this epoch, or of the last where none is named; null where the network has not got so far.
const EpochPoint* curve_point(const NetworkState& state, std::optional<int> epoch);

struct CurveChart {
  Rect box;                              // where the curves are
  Rect beside;                           // the numbers at their ends; without width where they stand above
  Rect above;                            // those rows, else without height
  int lines = 1;                         // of them
  double first = 0.0, last = 1.0;        // epochs
  double lowest = 0.0, highest = 100.0;  // on the other axis
  bool numbers_beside() const { return beside.width() > 0.0F; }
  float x(double epoch) const {
    return box.min.x + box.width() * static_cast<float>((epoch - first) / std::max(1.0, last - first));
  }
  float y(double value) const {
    return box.max.y - box.height() * static_cast<float>((value - lowest) / (highest - lowest));
  }
  // A line that comes from far below the axis is cut there, with its own slope.
  float y_below(double value) const {
    return std::clamp(y(value), box.min.y - box.height(), box.max.y + 20.0F * box.height());
  }
  float y_within(double value) const { return std::clamp(y(value), box.min.y, box.max.y); }
};

// The chart in `area`, with `caption` pixels left free below.
CurveChart lay_out_curves(const StageContext& context, const Rect& area, const CurvesWish& wish, float caption);
void draw_curve_axes(const StageContext& context, const CurveChart& chart, const CurvesWish& wish);
void draw_curve_numbers(const StageContext& context, const CurveChart& chart, const CurvesWish& wish,
                        const NetworkState& state, std::optional<int> epoch);

}  // namespace flatscope
