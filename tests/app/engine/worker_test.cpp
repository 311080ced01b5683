#include "app/engine/worker.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <set>
#include <stdexcept>
#include <thread>
#include <vector>

namespace flatscope {
namespace {

using Lane = Worker::Lane;
using std::chrono::milliseconds;

// Holds a lane until it is opened.
class Gate {
 public:
  Worker::Job job() {
    return [this]() -> Worker::Delivery {
      reached_.set_value();
      opened_.get_future().wait();
      return {};
    };
  }
  void wait_until_reached() { reached_.get_future().wait(); }
  void open() { opened_.set_value(); }

 private:
  std::promise<void> reached_, opened_;
};

TEST(Worker, DeliversOnTheCallersThread) {
  Worker worker({});
  std::thread::id worked, delivered;
  worker.submit(Lane::frame, "key",
                [&]() -> Worker::Delivery {
                  worked = std::this_thread::get_id();
                  return [&] { delivered = std::this_thread::get_id(); };
                },
                {});
  worker.finish();
  EXPECT_EQ(delivered, std::this_thread::get_id());
  EXPECT_NE(worked, delivered);
  EXPECT_NE(worked, std::thread::id());
}

TEST(Worker, TheNewestRequestWins) {
  Worker worker({});
  Gate gate;
  worker.submit(Lane::frame, "gate", gate.job(), {});
  gate.wait_until_reached();
  std::vector<int> ran, delivered;
  for (int i = 0; i < 100; ++i) {
    worker.submit(Lane::frame, "drag",
                  [&, i]() -> Worker::Delivery {
                    ran.push_back(i);
                    return [&, i] { delivered.push_back(i); };
                  },
                  {});
  }
  worker.submit(Lane::frame, "other", [&]() -> Worker::Delivery { return [&] { delivered.push_back(1000); }; }, {});
  gate.open();
  worker.finish();
  EXPECT_EQ(ran, std::vector{99});
  EXPECT_EQ(delivered, (std::vector{99, 1000}));
}

TEST(Worker, ALongBackgroundJobDoesNotHoldUpTheFrame) {
  Worker worker({});
  Gate gate;
  worker.submit(Lane::background, "decode", gate.job(), {});
  gate.wait_until_reached();
  bool shown = false;
  worker.submit(Lane::frame, "drag", [&]() -> Worker::Delivery { return [&] { shown = true; }; }, {});
  EXPECT_TRUE(worker.collect(milliseconds(10'000)));
  EXPECT_TRUE(shown);
  EXPECT_TRUE(worker.busy(Lane::background));
  EXPECT_FALSE(worker.busy(Lane::frame));
  gate.open();
  worker.finish();
  EXPECT_FALSE(worker.busy(Lane::background));
}

TEST(Worker, PatienceEnds) {
  Worker worker({});
  Gate gate;
  worker.submit(Lane::frame, "slow", gate.job(), {});
  gate.wait_until_reached();
  const auto start = std::chrono::steady_clock::now();
  EXPECT_FALSE(worker.collect(milliseconds(20)));
  EXPECT_GE(std::chrono::steady_clock::now() - start, milliseconds(20));
  EXPECT_TRUE(worker.busy(Lane::frame));
  gate.open();
  worker.finish();
}

TEST(Worker, IdleLanesAreNotWaitedFor) {
  Worker worker({});
  const auto start = std::chrono::steady_clock::now();
  EXPECT_FALSE(worker.collect(std::chrono::seconds(60)));
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(30));
}

TEST(Worker, ErrorsArriveAsTheirWords) {
  Worker worker({});
  std::string heard;
  std::thread::id where;
  worker.submit(
      Lane::frame, "key", []() -> Worker::Delivery { throw std::runtime_error("The disk is full."); },
      [&](const std::string& what) {
        heard = what;
        where = std::this_thread::get_id();
      });
  worker.finish();
  EXPECT_EQ(heard, "The disk is full.");
  EXPECT_EQ(where, std::this_thread::get_id());

  heard.clear();
  worker.submit(
      Lane::frame, "key", []() -> Worker::Delivery { throw 5; }, [&](const std::string& what) { heard = what; });
  worker.finish();
  EXPECT_FALSE(heard.empty());
}

TEST(Worker, WakesTheWindow) {
  std::promise<void> woken;
  std::atomic<bool> first = true;
  Worker worker([&] {
    if (first.exchange(false)) woken.set_value();
  });
  bool delivered = false;
  worker.submit(Lane::background, "key", [&]() -> Worker::Delivery { return [&] { delivered = true; }; }, {});
  ASSERT_EQ(woken.get_future().wait_for(std::chrono::seconds(30)), std::future_status::ready);
  EXPECT_TRUE(worker.collect());  // what it woke for is there
  EXPECT_TRUE(delivered);
}

TEST(Worker, DeliveriesMaySubmitMore) {
  Worker worker({});
  int depth = 0;
  std::function<void()> more = [&] {
    if (++depth == 20) return;
    worker.submit(depth % 2 == 0 ? Lane::frame : Lane::background, "key", [&]() -> Worker::Delivery { return more; },
                  {});
  };
  worker.submit(Lane::frame, "key", [&]() -> Worker::Delivery { return more; }, {});
  worker.finish();
  EXPECT_EQ(depth, 20);
}

TEST(Worker, EndsPromptlyAndDropsWhatWaits) {
  std::atomic<int> ran = 0;
  auto held = std::make_shared<int>(1);
  const std::weak_ptr<int> watch = held;
  Gate gate;
  {
    Worker worker({});
    worker.submit(Lane::frame, "gate", gate.job(), {});
    gate.wait_until_reached();
    worker.submit(Lane::frame, "late",
                  [&ran, held]() -> Worker::Delivery {
                    ++ran;
                    return {};
                  },
                  {});
    held.reset();
    gate.open();
  }
  // The gate's job was finished; the one behind it may have been taken up or dropped, but nothing holds it any more.
  EXPECT_TRUE(watch.expired());
}

TEST(Worker, ALongJobDoesNotHoldUpTheEnd) {
  auto gate = std::make_shared<Gate>();
  auto ended = std::make_shared<std::promise<void>>();
  const auto start = std::chrono::steady_clock::now();
  {
    Worker worker([] { FAIL() << "nobody is there to be woken"; });
    worker.submit(Lane::background, "long",
                  [gate, ended]() -> Worker::Delivery {
                    gate->job()();
                    ended->set_value();
                    return {};
                  },
                  {});
    gate->wait_until_reached();
  }
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
  gate->open();
  EXPECT_EQ(ended->get_future().wait_for(std::chrono::seconds(30)), std::future_status::ready);
}

TEST(Worker, ManyRequestsFromADragAllEndWithTheLast) {
  for (int round = 0; round < 20; ++round) {
    Worker worker({});
    int shown = -1;
    for (int i = 0; i < 500; ++i) {
      worker.submit(Lane::frame, "drag", [&shown, i]() -> Worker::Delivery { return [&shown, i] { shown = i; }; }, {});
      if (i % 7 == 0) worker.collect();
    }
    worker.finish();
    EXPECT_EQ(shown, 499);
  }
}

TEST(Worker, AJobApartHoldsUpNeitherTheLanesNorTheEnd) {
  auto gate = std::make_shared<Gate>();
  auto ended = std::make_shared<std::promise<void>>();
  const auto start = std::chrono::steady_clock::now();
  {
    Worker worker({});
    worker.submit_apart(
        [gate, ended]() -> Worker::Delivery {
          gate->job()();
          ended->set_value();
          return [] { FAIL() << "nobody wants it any more"; };
        },
        {});
    gate->wait_until_reached();
    bool delivered = false;
    worker.submit(Lane::background, "other", [&]() -> Worker::Delivery { return [&] { delivered = true; }; }, {});
    worker.finish();
    EXPECT_TRUE(delivered);
  }
  EXPECT_LT(std::chrono::steady_clock::now() - start, milliseconds(5000));
  gate->open();
  ended->get_future().wait();
}

TEST(Worker, AJobApartIsDeliveredAndItsErrorsAreSaid) {
  std::promise<void> woken;
  std::atomic<int> wakes{0};
  Worker worker([&] {
    if (++wakes == 2) woken.set_value();
  });
  int delivered = 0;
  std::string said;
  worker.submit_apart([&]() -> Worker::Delivery { return [&] { ++delivered; }; }, {});
  worker.submit_apart([]() -> Worker::Delivery { throw std::runtime_error("broken"); },
                      [&](const std::string& what) { said = what; });
  woken.get_future().wait();
  EXPECT_EQ(delivered, 0) << "it is the caller's thread that delivers";
  worker.collect();
  EXPECT_EQ(delivered, 1);
  EXPECT_EQ(said, "broken");
}

}  // namespace
}  // namespace flatscope
