// Which part of a plane of cells is seen.
#pragma once

namespace flatscope {

// Which part of a plane of cells is seen. Zoom 1 shows all.
struct Camera {
  float zoom = 1.0F;
  float centre_x = 0.5F, centre_y = 0.5F;  // in shares of the plane
  bool operator==(const Camera&) const = default;
};

}  // namespace flatscope
