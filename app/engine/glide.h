// Values on their way from one step of a lesson to the next.
#pragma once

#include <cmath>

#include "app/engine/camera.h"

namespace flatscope {

// `now` holds where it leads, and is made what it is at `share` of the way from `from`; whole numbers stay whole.
inline void glide_between(int from, double share, int& now) {
  now = static_cast<int>(std::lround(from + (now - from) * share));
}
inline void glide_between(double from, double share, double& now) { now = from + (now - from) * share; }
inline void glide_between(float from, double share, float& now) {
  now = from + (now - from) * static_cast<float>(share);
}
inline void glide_between(const Camera& from, double share, Camera& now) {
  glide_between(from.zoom, share, now.zoom);
  glide_between(from.centre_x, share, now.centre_x);
  glide_between(from.centre_y, share, now.centre_y);
}

}  // namespace flatscope
