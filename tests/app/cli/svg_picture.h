// Reads the SVG files that the program writes, as a viewer would as far as they go: filled shapes, gradients and
// images in their order, with clips and opacities. Strokes and letters are left out.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/files/image.h"
#include "tests/e2e/screen.h"
#include "tests/look.h"

namespace flatscope::testing {

class SvgPicture {
 public:
  explicit SvgPicture(std::string_view text);

  // What is seen at this place.
  Rgb at(Point place) const;
  int images() const;

  // A run of gradients side by side: a colour ramp, with its colours from left to right at the seams.
  struct Ramp {
    Box box;
    std::vector<Rgb> colours;
  };
  std::vector<Ramp> ramps() const;

 private:
  struct Shape {
    enum class Kind { polygons, gradient, image } kind = Kind::polygons;
    Box box;                                   // of gradients and images
    std::vector<std::vector<Point>> polygons;  // closed
    Rgb from, to;                              // of a gradient; a plain shape is `from`
    bool across = true;                        // the gradient runs to the right, else down
    double opacity = 1.0;
    Image image;
    bool clipped = false;
    Box clip;
  };
  bool covers(const Shape& shape, Point place) const;
  Rgb colour_at(const Shape& shape, Point place) const;

  std::vector<Shape> shapes_;
};

}  // namespace flatscope::testing
