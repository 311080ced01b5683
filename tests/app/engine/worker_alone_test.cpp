// The worker as a platform without threads compiles it, under another name so that both fit into one program.
#include <gtest/gtest.h>

#include <chrono>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>

#define FLATSCOPE_THREADS 0
#define Worker WorkerAlone
#include "app/engine/worker.cpp"
#undef Worker

namespace flatscope {
namespace {

using Lane = WorkerAlone::Lane;

TEST(WorkerAlone, RunsInsideSubmitAndDeliversInCollect) {
  int woken = 0;
  WorkerAlone worker([&] { ++woken; });
  std::thread::id worked;
  bool delivered = false;
  worker.submit(Lane::frame, "key",
                [&]() -> WorkerAlone::Delivery {
                  worked = std::this_thread::get_id();
                  return [&] { delivered = true; };
                },
                {});
  EXPECT_EQ(worked, std::this_thread::get_id());
  EXPECT_EQ(woken, 1);
  EXPECT_FALSE(delivered);
  EXPECT_TRUE(worker.collect());
  EXPECT_TRUE(delivered);
  EXPECT_FALSE(worker.collect());
  EXPECT_FALSE(worker.busy(Lane::frame));
}

TEST(WorkerAlone, HandsErrorsOver) {
  WorkerAlone worker({});
  std::string heard;
  worker.submit(
      Lane::background, "key", []() -> WorkerAlone::Delivery { throw std::runtime_error("No."); },
      [&](const std::string& what) { heard = what; });
  EXPECT_EQ(heard, "");
  worker.finish();
  EXPECT_EQ(heard, "No.");
}

TEST(WorkerAlone, DeliveriesMaySubmitMore) {
  WorkerAlone worker({});
  int depth = 0;
  std::function<void()> more = [&] {
    if (++depth < 20) worker.submit(Lane::frame, "key", [&]() -> WorkerAlone::Delivery { return more; }, {});
  };
  more();
  worker.finish();
  EXPECT_EQ(depth, 20);
}

}  // namespace
}  // namespace flatscope
