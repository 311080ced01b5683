// A whole vector as one strip of pixels: each pixel column shows the mean of the elements it covers.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>

#include "app/widgets/ui.h"
#include "core/layers/flatten.h"
#include "core/tensor/tensor.h"

namespace flatscope {

// The part of a vector that a strip shows, in elements.
struct StripRange {
  double from = 0.0, to = 1.0;
  bool operator==(const StripRange&) const = default;
  double per_pixel(const Rect& strip) const { return (to - from) / std::max(1.0F, strip.width()); }
  float x_of(const Rect& strip, double element) const {
    return strip.min.x + static_cast<float>((element - from) / (to - from)) * strip.width();
  }
  double element_at(const Rect& strip, float x) const { return from + (x - strip.min.x) / strip.width() * (to - from); }
};

// The columns of one strip, kept while vector, range and width stay the same.
class VectorStrip {
 public:
  // Draws elements [range.from, min(range.to, limit)) of `vector`. In colour every element keeps the colour of its
  // channel, so that one plane after the other (CHW) and mixed channels (HWC) look as different as they are.
  void draw(Ui& ui, const Rect& where, const std::shared_ptr<const Tensor>& vector, const Flattening& flattening,
            const StripRange& range, double limit);

 private:
  std::shared_ptr<const Tensor> columns_;  // (1 or 3, 1, width)
  std::shared_ptr<const Tensor> vector_;
  const Flattening* flattening_ = nullptr;
  StripRange range_;
  int width_ = 0;
};

}  // namespace flatscope
