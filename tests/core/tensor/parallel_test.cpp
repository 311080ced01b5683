#include "core/tensor/parallel.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <ctime>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace flatscope {
namespace {

TEST(Parallel, CoversTheRangeOnceInPiecesOfAtLeastTheGrain) {
  EXPECT_GE(thread_count(), 1);
  for (const std::int64_t count : {0, 1, 2, 5, 16, 17, 100, 1000, 4097}) {
    for (const std::int64_t grain : {1, 2, 7, 64, 5000}) {
      std::vector<std::atomic<int>> visits(static_cast<std::size_t>(count));
      std::atomic<int> bad_ranges{0};
      parallel_for(count, grain, [&](std::int64_t begin, std::int64_t end) {
        if (begin < 0 || begin >= end || end > count || (end - begin < grain && end != count)) ++bad_ranges;
        for (std::int64_t i = begin; i < end; ++i) ++visits[static_cast<std::size_t>(i)];
      });
      EXPECT_EQ(bad_ranges.load(), 0) << count << " by " << grain;
      for (const auto& visit : visits) ASSERT_EQ(visit.load(), 1) << count << " by " << grain;
    }
  }
}

TEST(Parallel, StaysOnTheCallerWhenItIsNotWorthIt) {
  const auto caller = std::this_thread::get_id();
  int calls = 0;
  parallel_for(100, 100, [&](std::int64_t begin, std::int64_t end) {
    EXPECT_EQ(std::this_thread::get_id(), caller);
    EXPECT_EQ(begin, 0);
    EXPECT_EQ(end, 100);
    ++calls;
  });
  EXPECT_EQ(calls, 1);
}

TEST(Parallel, RunsNestedCallsWhereTheyAre) {
  std::atomic<std::int64_t> sum{0};
  std::atomic<int> strays{0};
  parallel_for(40, 1, [&](std::int64_t begin, std::int64_t end) {
    const auto here = std::this_thread::get_id();
    for (std::int64_t i = begin; i < end; ++i) {
      parallel_for(10, 1, [&](std::int64_t inner_begin, std::int64_t inner_end) {
        if (std::this_thread::get_id() != here) ++strays;
        sum += inner_end - inner_begin;
      });
    }
  });
  EXPECT_EQ(sum.load(), 400);
  EXPECT_EQ(strays.load(), 0);
}

TEST(Parallel, PassesTheExceptionOnAndGoesOnWorking) {
  for (int i = 0; i < 50; ++i) {
    try {
      parallel_for(64, 1, [](std::int64_t begin, std::int64_t end) {
        if (begin <= 20 && 20 < end) throw std::runtime_error("at twenty");
      });
      FAIL() << "nothing was thrown";
    } catch (const std::runtime_error& error) {
      EXPECT_EQ(std::string(error.what()), "at twenty");
    }
    std::atomic<std::int64_t> sum{0};
    parallel_for(64, 1, [&](std::int64_t begin, std::int64_t end) { sum += end - begin; });
    EXPECT_EQ(sum.load(), 64);
  }
}

TEST(Parallel, ServesSeveralCallersAtOnce) {
  std::vector<std::thread> callers;
  std::atomic<int> wrong{0};
  for (int caller = 0; caller < 4; ++caller) {
    callers.emplace_back([&wrong] {
      for (int round = 0; round < 500; ++round) {
        std::atomic<std::int64_t> sum{0};
        parallel_for(50, 1, [&](std::int64_t begin, std::int64_t end) {
          for (std::int64_t i = begin; i < end; ++i) sum += i;
        });
        if (sum.load() != 49 * 50 / 2) ++wrong;
      }
    });
  }
  for (std::thread& caller : callers) caller.join();
  EXPECT_EQ(wrong.load(), 0);
}

TEST(Parallel, UsesNoTimeWhenIdle) {
#ifdef _WIN32
  GTEST_SKIP() << "std::clock tells the time of day here";
#endif
  parallel_for(1000, 1, [](std::int64_t, std::int64_t) {});
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  const std::clock_t before = std::clock();  // processor time of all threads
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  const double used = static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC;
  EXPECT_LT(used, 0.02);
}

}  // namespace
}  // namespace flatscope
