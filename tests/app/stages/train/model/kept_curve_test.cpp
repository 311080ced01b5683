// The curve of a run that was saved is whole again, and goes on.
#include "app/stages/train/model/kept_curve.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>

#include "core/files/weights.h"
#include "tests/app/stages/train/model/lesson.h"
#include "tests/app/support.h"

namespace flatscope {
namespace {

namespace fs = std::filesystem;
using Kind = TrainCommand::Kind;
using test::Lesson;
using test::small_scene;
using testing::IsEmpty;

class KeptCurve : public test::SavedLessons {};

// The loss before the first step is not known, and no number equals that.
std::vector<std::vector<double>> numbers_of(const std::vector<EpochPoint>& curve) {
  std::vector<std::vector<double>> rows;
  for (const EpochPoint& point : curve)
    rows.push_back({static_cast<double>(point.epoch), static_cast<double>(point.steps),
                    std::isnan(point.loss) ? -1.0 : point.loss, point.train_accuracy, point.test_accuracy,
                    point.test_loss});
  return rows;
}

TEST_F(KeptCurve, TheWholeCurveIsThereAgainAndGoesOn) {
  Lesson lesson(small_scene());
  lesson.ask(Kind::play);
  lesson.ask(Kind::step);  // into the third epoch
  const fs::path path = save(lesson);
  Lesson later(load(path));
  later.settle();
  for (std::size_t i = 0; i < 2; ++i) {
    std::vector<std::vector<double>> was = numbers_of(*lesson.network(i).curve),
                                     is = numbers_of(*later.network(i).curve);
    ASSERT_EQ(was.size(), 3U);
    ASSERT_EQ(is.size(), 3U);
    // The last one's accuracies are those of the weights that were kept, a step further.
    EXPECT_EQ(is[2][1], 5.0);
    EXPECT_EQ(is[2][2], was[2][2]);
    was.pop_back(), is.pop_back();
    EXPECT_EQ(is, was);
    EXPECT_EQ(later.network(i).steps, 0);
    EXPECT_EQ(later.network(i).steps_before, 5);
  }
  later.ask(Kind::epoch);
  const std::vector<EpochPoint>& on = *later.network(0).curve;
  ASSERT_EQ(on.size(), 4U);
  EXPECT_EQ(on.back().epoch, 3);
  EXPECT_EQ(on.back().steps, 7);
  // Saved once more it is still all of it, and what it began with is what it goes back to.
  Lesson last(load(save(later)));
  last.settle();
  EXPECT_EQ(numbers_of(*last.network(0).curve), numbers_of(on));
  EXPECT_EQ(last.train().start[0]->steps, 7);
  last.ask(Kind::rewind);
  ASSERT_EQ(last.network(0).curve->size(), 1U);
  EXPECT_EQ(last.network(0).last().epoch, 0);
  EXPECT_FALSE(last.network(0).trained());
}

TEST_F(KeptCurve, ACurveOfOtherSettingsOrEpochsIsLeftOut) {
  Lesson lesson(small_scene());
  lesson.ask(Kind::play);
  const fs::path path = save(lesson);
  const std::string text = test::read_text(path);
  const auto points = [&](const std::string& what, const std::string& other) {
    std::string changed = text;
    const std::size_t at = changed.find(what);
    EXPECT_NE(at, std::string::npos) << what;
    test::write_text(path, changed.replace(at, what.size(), other));
    Lesson later(load(path));
    EXPECT_THAT(complaints_, IsEmpty());
    later.settle();
    EXPECT_EQ(later.weights(0), lesson.weights(0)) << "the weights are there all the same";
    return later.network(0).curve->size();
  };
  EXPECT_EQ(points("batch = 32", "batch = 32"), 3U);
  EXPECT_EQ(points("batch = 32", "batch = 16"), 1U);
  EXPECT_EQ(points("left_epochs = 2", "left_epochs = 1"), 1U);
  EXPECT_EQ(points("left_steps = 4", "left_steps = 3"), 1U);
  // Another's numbers in the file itself.
  WeightsNotes notes;
  const fs::path weights = folder() / "lesson-left.safetensors";
  const std::vector<NamedTensor> arrays = read_weights(weights, &notes);
  for (const char* const curve : {"[[1,0,null,0.1,0.1,2.3],[2,4,2.2,0.2,0.1,2.2]]", "[[0,0,null,7.5,0.1,2.3]]",
                                  "[[0,0,null,0.1,0.1]]", "[[2,4,2.2,0.2,0.1,2.2],[0,0,2.2,0.2,0.1,2.2]]", "[", "[]"}) {
    notes["curve"] = curve;
    write_weights(weights, arrays, notes);
    EXPECT_EQ(points("batch = 32", "batch = 32"), 1U) << curve;
  }
}

}  // namespace
}  // namespace flatscope
