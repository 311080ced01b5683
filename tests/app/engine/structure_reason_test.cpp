#include "app/engine/structure_reason.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/training/models.h"

namespace flatscope {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(StructureReason, TellsEachHeadFromTheOthers) {
  const auto reason = [](std::string_view layers) { return structure_reason(parse_layers(layers), false); };
  EXPECT_THAT(reason("conv:3:3 relu globalmaxpool linear:10"), HasSubstr("the largest value of each"));
  EXPECT_THAT(reason("conv:3:3 relu globalavgpool linear:10"), HasSubstr("the mean of each"));
  EXPECT_THAT(reason("conv:3:3 relu flatten linear:10"), HasSubstr("a weight of its own for each of their places"));
  EXPECT_THAT(reason("flatten linear:8 relu linear:10"), HasSubstr("Each pixel has weights of its own"));
}

TEST(StructureReason, SaysThatPixelsAreShuffled) {
  const std::vector<NetLayer> cnn = parse_layers("conv:3:3 relu globalmaxpool linear:10");
  EXPECT_THAT(structure_reason(cnn, true), HasSubstr("shuffled"));
  EXPECT_THAT(structure_reason(cnn, true), Not(HasSubstr("stays")));
}

}  // namespace
}  // namespace flatscope
