#include "app/platform/native/render.h"

#include "app/platform/native/offscreen.h"
#include "app/platform/pictures/rendering.h"

namespace flatscope {

std::vector<std::byte> render_picture(const RenderWish& wish) {
  const gl::Offscreen context;
  Rendering rendering(
      wish, [] {}, true);
  for (;;) {
    const Rendering::Next next = rendering.step();
    if (next == Rendering::Next::done) return rendering.take();
    if (next == Rendering::Next::wait) rendering.wait();
  }
}

}  // namespace flatscope
