// Long jobs that take turns.
#include "app/engine/turns.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace flatscope {
namespace {

// Writes its name down for every slice that it gets.
class Writer : public Turn {
 public:
  Writer(std::string name, int slices, std::vector<std::string>& seen)
      : name_(std::move(name)), left_(slices), seen_(seen) {}
  bool wanted() const override { return left_ > 0; }
  Slice next() override {
    --left_;
    return [this](const SliceEnd&) -> Worker::Delivery {
      if (throws) throw std::runtime_error("no room");
      return [this] { seen_.push_back(name_); };
    };
  }
  void failed(const std::string& what) override {
    seen_.push_back(name_ + ": " + what);
    left_ = 0;
  }
  bool throws = false;

 private:
  std::string name_;
  int left_;
  std::vector<std::string>& seen_;
};

class TakingTurns : public testing::Test {
 protected:
  std::vector<std::string> seen;
  Worker worker{{}};
  Turns turns{worker, std::chrono::milliseconds(5)};
};

TEST_F(TakingTurns, EachGetsASliceInItsTurn) {
  Writer a("a", 3, seen), b("b", 1, seen), c("c", 2, seen);
  for (Writer* one : {&a, &b, &c}) turns.add(*one);
  turns.go();
  worker.finish();
  // The first to be asked is the one behind the one that was asked last.
  EXPECT_EQ(seen, (std::vector<std::string>{"b", "c", "a", "c", "a", "a"}));
}

TEST_F(TakingTurns, WhoInterruptsComesBeforeTheNextSlice) {
  Writer a("a", 3, seen);
  turns.add(a);
  turns.go();
  turns.interrupt();
  worker.finish();
  EXPECT_EQ(seen.size(), 1U);
  EXPECT_FALSE(turns.under_way());
  turns.go();
  worker.finish();
  EXPECT_EQ(seen.size(), 3U);
}

TEST_F(TakingTurns, OneThatThrowsIsToldAndTheOthersGoOn) {
  Writer a("a", 2, seen), b("b", 2, seen);
  b.throws = true;
  turns.add(a);
  turns.add(b);
  turns.go();
  worker.finish();
  EXPECT_EQ(seen, (std::vector<std::string>{"b: no room", "a", "a"}));
}

TEST_F(TakingTurns, ASliceEndsWhenItsTimeIsUpOrSomebodyWaits) {
  const auto interrupted = std::make_shared<std::atomic<bool>>(false);
  EXPECT_TRUE(SliceEnd(std::chrono::milliseconds(0), interrupted).reached());
  const SliceEnd end(std::chrono::hours(1), interrupted);
  EXPECT_FALSE(end.reached());
  *interrupted = true;
  EXPECT_TRUE(end.reached());
}

}  // namespace
}  // namespace flatscope
