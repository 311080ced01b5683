// What is said of the border, for the object that is there.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "app/engine/results.h"
#include "app/stages/shift/view/stage.h"

namespace flatscope {
namespace {

using testing::HasSubstr;

class ShiftBorderWords : public testing::Test {
 protected:
  // A bright square of 4 x 4 pixels, from row 4 and column 6 on, on a black canvas of 16 x 12.
  ShiftBorderWords() {
    object_ = std::make_shared<ObjectResult>();
    object_->object = Tensor({1, 12, 16});
    object_->mask = Tensor({12, 16});
    object_->background = Tensor({1, 12, 16});
    // No two rows or columns are alike, so that an edge that is repeated looks different.
    for (int row = 0; row < 12; ++row)
      for (int column = 0; column < 16; ++column)
        object_->object.at(0, row, column) =
            0.2F + 0.04F * static_cast<float>(row) + 0.02F * static_cast<float>(column);
    for (int row = 4; row < 8; ++row)
      for (int column = 6; column < 10; ++column) object_->mask.at(0, row, column) = 1.0F;
    inputs_.filters = {Preset::sobel_x, Preset::sobel_y};
    inputs_.dense_outputs = 4;
  }
  // The longest sentence, and the number that it is about.
  std::string said(int dx, int dy) {
    inputs_.object = object_;
    inputs_.dx = dx;
    inputs_.dy = dy;
    const ShiftResult result = compute(inputs_, Stored<LayerInputs, ShiftResult>{});
    residual_ = result.equivariance.border_max_abs;
    return border_sentences(result, inputs_, ObjectKind::silhouette, box_of(outline_of(*object_))).front();
  }
  std::shared_ptr<ObjectResult> object_;
  LayerInputs inputs_;
  float residual_ = -1.0F;
};

TEST_F(ShiftBorderWords, AnObjectAwayFromTheEdgesGivesZeroAndThatIsSaid) {
  EXPECT_THAT(said(3, 1), HasSubstr("does not reach an edge"));
  EXPECT_EQ(residual_, 0.0F);
}

TEST_F(ShiftBorderWords, AnObjectThatTouchesAnEdgeWithoutCrossingItGivesZeroAndThatIsSaid) {
  const std::string words = said(6, 0);
  EXPECT_EQ(residual_, 0.0F);
  EXPECT_THAT(words, HasSubstr("touches the right edge"));
  EXPECT_THAT(words, HasSubstr("zeros beyond look like the black"));
  EXPECT_THAT(said(-6, 4), HasSubstr("touches the left and lower edges"));
  EXPECT_EQ(residual_, 0.0F);
}

TEST_F(ShiftBorderWords, AnObjectThatIsCutOffIsSaidToBe) {
  const std::string words = said(8, 0);
  EXPECT_GT(residual_, 0.0F);
  EXPECT_THAT(words, HasSubstr("cut off at the right edge"));
  EXPECT_THAT(words, HasSubstr("the filters see zeros, no longer the rest of the horse"));
  inputs_.border = Border::replicate;
  EXPECT_THAT(said(0, -6), HasSubstr("cut off at the upper edge: beyond it the filters see its last pixels again"));
  EXPECT_GT(residual_, 0.0F);
  inputs_.border = Border::reflect;
  EXPECT_THAT(said(0, 6), HasSubstr("cut off at the lower edge: beyond it the filters see it mirrored"));
  EXPECT_GT(residual_, 0.0F);
}

TEST_F(ShiftBorderWords, WithWrapNothingIsLost) {
  inputs_.border = Border::circular;
  EXPECT_THAT(said(8, 3), HasSubstr("comes in on the other"));
  EXPECT_EQ(residual_, 0.0F);
}

TEST_F(ShiftBorderWords, TouchingIsNoZeroWhereTheEdgeIsRepeated) {
  inputs_.border = Border::replicate;
  EXPECT_THAT(said(6, 0), HasSubstr("touches the right edge, and beyond it the filters see"));
  EXPECT_GT(residual_, 0.0F);
}

TEST_F(ShiftBorderWords, OfAWholePictureTheNewEdgeIsNamed) {
  object_->whole_picture = true;
  for (float& value : object_->mask.values()) value = 1.0F;
  EXPECT_THAT(said(3, 0), HasSubstr("at the left edge zeros came in"));
  EXPECT_GT(residual_, 0.0F);
}

TEST_F(ShiftBorderWords, AWhiteBackgroundMeetsZeros) {
  for (float& value : object_->background.values()) value = 1.0F;
  for (float& value : object_->object.values()) value = 0.0F;
  EXPECT_THAT(said(2, 1), HasSubstr("a white background"));
  EXPECT_GT(residual_, 0.0F);
}

TEST_F(ShiftBorderWords, AWideStepIsNamedWhereNoEdgeIsReached) {
  inputs_.stride = 2;
  EXPECT_THAT(said(-5, 0), HasSubstr("steps of 2 pixels cannot follow"));
  EXPECT_GT(residual_, 0.0F);
  EXPECT_THAT(said(-4, 0), HasSubstr("does not reach an edge"));
  EXPECT_EQ(residual_, 0.0F);
}

TEST_F(ShiftBorderWords, EveryListGoesFromLongToShort) {
  for (const Border border : {Border::zeros, Border::circular, Border::replicate, Border::reflect}) {
    for (const int stride : {1, 2}) {
      inputs_.border = border;
      inputs_.stride = stride;
      for (const int dx : {0, 1, 2, 6, 8, 12, 16}) {
        inputs_.object = object_;
        inputs_.dx = dx;
        const ShiftResult result = compute(inputs_, Stored<LayerInputs, ShiftResult>{});
        const auto sentences = border_sentences(result, inputs_, ObjectKind::silhouette, box_of(outline_of(*object_)));
        ASSERT_FALSE(sentences.empty());
        for (std::size_t i = 1; i < sentences.size(); ++i)
          EXPECT_LE(sentences[i].size(), sentences[i - 1].size()) << sentences[i];
        EXPECT_LE(sentences.back().size(), 24U) << sentences.back();
      }
    }
  }
}

}  // namespace
}  // namespace flatscope
