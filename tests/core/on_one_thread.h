// A pass as it runs where there is only one core.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>

#include "core/tensor/parallel.h"
#include "core/tensor/tensor.h"

namespace flatscope {

// Inside a parallel_for everything runs on the caller.
template <typename Call>
Tensor on_one_thread(const Call& call) {
  Tensor results[2];
  parallel_for(2, 1, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t i = begin; i < end; ++i) results[i] = call();
  });
  EXPECT_EQ(results[0], results[1]);
  return results[0];
}

}  // namespace flatscope
