// Waiting for what a window shows.
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "tests/app/alone.h"

namespace flatscope::testing {

// Frames until `done` says so, half a minute at the most.
template <class Done>
Screen wait_for(Alone& window, Done done) {
  for (int i = 0; i < 6000; ++i) {
    window.frame();
    if (const Screen screen = window.now(); done(screen)) return screen;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  ADD_FAILURE() << "it did not come to that; epoch " << window.now().fact("train.epoch");
  return window.now();
}

}  // namespace flatscope::testing
