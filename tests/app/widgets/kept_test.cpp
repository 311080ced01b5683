#include "app/widgets/kept.h"

#include <gtest/gtest.h>

#include <memory>

namespace flatscope {
namespace {

struct Counter {
  int count = 0;
};
struct Owner {
  std::shared_ptr<int> owned = std::make_shared<int>(1);
};

TEST(Kept, HoldsOneObjectOfEachTypeInItsPlace) {
  Kept kept;
  Counter& counter = kept.of<Counter>();
  EXPECT_EQ(counter.count, 0);
  counter.count = 3;
  kept.of<Owner>();
  EXPECT_EQ(&kept.of<Counter>(), &counter);
  EXPECT_EQ(kept.of<Counter>().count, 3);
}

TEST(Kept, SharesNothingWithAnother) {
  Kept one, other;
  one.of<Counter>().count = 3;
  EXPECT_EQ(other.of<Counter>().count, 0);
}

TEST(Kept, EndsWhatItHolds) {
  std::weak_ptr<int> owned;
  {
    Kept kept;
    owned = kept.of<Owner>().owned;
    EXPECT_FALSE(owned.expired());
  }
  EXPECT_TRUE(owned.expired());
}

}  // namespace
}  // namespace flatscope
