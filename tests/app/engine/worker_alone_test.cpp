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

using namespace std::chrono_literals;

TEST(WorkerAlone, RunsInWorkAndDeliversInCollect) {
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
  EXPECT_EQ(worked, std::thread::id());
  EXPECT_EQ(woken, 1);
  EXPECT_TRUE(worker.busy(Lane::frame));
  EXPECT_FALSE(worker.work(1ms));
  EXPECT_EQ(worked, std::this_thread::get_id());
  EXPECT_FALSE(worker.busy(Lane::frame));
  EXPECT_FALSE(delivered);
  EXPECT_TRUE(worker.has_deliveries());
  EXPECT_TRUE(worker.collect());
  EXPECT_TRUE(delivered);
  EXPECT_FALSE(worker.collect());
}

// A frame that waits for its answer works on it meanwhile, and on nothing else.
TEST(WorkerAlone, WhoWaitsInCollectWorksOnTheFrame) {
  WorkerAlone worker({});
  std::string order;
  const auto job = [&](std::string name) {
    return [&order, name]() -> WorkerAlone::Delivery { return [&order, name] { order += name; }; };
  };
  worker.submit(Lane::background, "b", job("b"), {});
  worker.submit(Lane::frame, "f", job("f"), {});
  EXPECT_FALSE(worker.collect());
  EXPECT_TRUE(worker.collect(5s));
  EXPECT_EQ(order, "f");
  EXPECT_TRUE(worker.busy(Lane::background));
}

TEST(WorkerAlone, TheNewestRequestWinsAndTheTimeIsKept) {
  WorkerAlone worker({});
  std::string order;
  const auto job = [&](std::string name) {
    return [&order, name]() -> WorkerAlone::Delivery {
      order += name;
      return {};
    };
  };
  worker.submit(Lane::background, "slow", job("b"), {});
  worker.submit(Lane::frame, "key", job("1"), {});
  worker.submit(Lane::frame, "key", job("2"), {});
  EXPECT_TRUE(worker.work(0ms));  // one job, however short the time
  EXPECT_EQ(order, "2");
  EXPECT_FALSE(worker.work(0ms));
  EXPECT_EQ(order, "2b");
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
