// What reading and writing by libpng have in common: how it gives up.
#pragma once

#include <png.h>

#include <csetjmp>
#include <cstdio>

namespace flatscope {

// libpng reports an error by calling back and must not be returned to, nor may an exception pass through its C code.
// So the callback jumps back to returns(), and nothing between the two has a destructor. libpng gets the PngJump as the
// pointer for its errors.
struct PngJump {
  // False when libpng gave up, which it then says in `text`. The step must hold nothing that has a destructor.
  template <typename Step>
  bool returns(const Step& step) {
    if (setjmp(back) != 0) return false;
    step();
    return true;
  }

  [[noreturn]] static void give_up(png_structp png, png_const_charp why) {
    PngJump& self = *static_cast<PngJump*>(png_get_error_ptr(png));
    std::snprintf(self.text, sizeof self.text, "%s", why);
    std::longjmp(self.back, 1);
  }
  static void ignore(png_structp, png_const_charp) {}  // a warning

  std::jmp_buf back{};
  char text[200] = {};
};

// So many rows of a wide picture take a few milliseconds: after them there is time to breathe.
inline constexpr int png_rows_at_once = 32;

}  // namespace flatscope
