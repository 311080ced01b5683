// The elements in the air while the grid is unrolled: where each is, and a picture of all of them.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "app/gl/painting.h"
#include "app/gl/program.h"
#include "app/stages/flatten/view/parts.h"
#include "core/layers/flatten.h"
#include "core/tensor/tensor.h"

namespace flatscope {

struct Flight {
  const Tensor& picture;
  const Flattening& flattening;
  const GridPlace& grid;
  const OverviewPlace& overview;
  const Unroll& unroll;

  // Those in the air: `first` to `last` - 1. Some of them have just landed or are about to leave.
  std::int64_t first() const;
  std::int64_t last() const;
  double length() const;  // elements in the air at once
  ImVec2 line_cell() const;
  ImVec2 line_place(std::int64_t element) const;  // the middle
  ImU32 colour(const Place& place) const;
  // Where an element is now.
  Rect square(std::int64_t element, const Place& place) const;
};

// As shaders draw them: a picture of the part of the frame that they cross, clear where none is.
class FlightDrawing {
 public:
  FlightDrawing();
  bool works() const { return program_.has_value(); }
  // Whether that takes less time than squares in the frame's own list. Where the processor paints, clearing and mixing
  // the picture costs more than a few thousand squares: on two cores 3 ms a frame for a drag at 64 x 64 and 256 x 256.
  bool pays(std::int64_t squares) const { return works() && (!processor_paints_ || squares > most_in_list); }
  // What is seen of the picture, 0 to 1 from its top left, and where it belongs in the frame.
  struct Made {
    const gl::Texture& picture;
    Rect share, where;
  };
  // None where nothing of it is seen within `clip`. Precondition: works(), and something is in the air. magnified:
  // pixels of the picture a pixel of the frame.
  std::optional<Made> draw(const Flight& flight, const Rect& clip, ImVec2 magnified);

 private:
  struct Element {
    std::uint16_t column, row;
    std::uint32_t colour;
  };
  // Fills elements_; returns the part of the frame that they cross.
  Rect gather(const Flight& flight);

  static constexpr std::int64_t most_in_list = 8000;

  bool processor_paints_ = gl::processor_paints();
  std::optional<gl::Program> program_;
  gl::VertexArray layout_;
  gl::Buffer buffer_;
  std::vector<Element> elements_;
  gl::Canvas picture_;
};

}  // namespace flatscope
