// What every stage's named numbers and parts keep to.
#include "app/engine/quantity.h"

#include <gtest/gtest.h>

#include <set>
#include <stdexcept>
#include <string>

#include "app/engine/results.h"
#include "app/engine/stage_table.h"
#include "app/files/assets.h"

namespace flatscope {
namespace {

TEST(Quantities, NamesAreUniqueOverAllStages) {
  std::set<std::string_view> names, parts;
  for (const StageModel* model : stage_models()) {
    for (const StageQuantity& quantity : model->quantities()) {
      EXPECT_TRUE(names.insert(quantity.name).second) << quantity.name << " is there twice";
      EXPECT_EQ(quantity_named(quantity.name), &quantity);
      EXPECT_FALSE(quantity.about.empty()) << quantity.name;
    }
    for (const StagePart& part : model->parts()) {
      EXPECT_TRUE(parts.insert(part.name).second) << part.name << " is there twice";
      EXPECT_EQ(part.name.substr(0, part.name.find('.')), model->name) << part.name;
      EXPECT_FALSE(part.words.empty()) << part.name;
    }
  }
}

TEST(Quantities, EveryPartThatTellsOneIsThere) {
  for (const StageModel* model : stage_models())
    for (const StageQuantity& quantity : model->quantities())
      for (const std::string_view part : quantity.told_by)
        EXPECT_NE(part_named(part), nullptr) << quantity.name << " is told by " << part << ", which is no part";
}

TEST(Quantities, EachComputesInTheFirstSceneOrRefusesWithASentence) {
  const QuantityArguments tried[] = {
      {{}, {}},
      {{1}, {}},
      {{0, 0}, {}},
      {{1, 1}, {}},
      {{0, 0, 1, 1}, {}},
      {{}, {"left"}},
      {{1, 1}, {"left"}},
      {{}, {"dense"}},
      {{0}, {"dense"}},
      {{32}, {"dense"}},
      {{}, {"3x8x8", "flatten", "linear:4"}},
      {{100}, {"left", "moved"}},
      {{100}, {"left"}},
      {{1}, {"left"}},
  };
  const Scene scene = first_scene();
  const Results nothing;
  for (const StageModel* model : stage_models()) {
    for (const StageQuantity& quantity : model->quantities()) {
      bool taken = false;
      for (const QuantityArguments& arguments : tried) {
        try {
          const std::vector<double> value = quantity.compute(scene, nothing, arguments);
          taken = true;
          if (quantity.measured) continue;
          EXPECT_FALSE(value.empty()) << quantity.name;
          EXPECT_LE(value.size(), 2U) << quantity.name;
        } catch (const std::invalid_argument& error) {
          EXPECT_GT(std::string(error.what()).size(), 8U) << quantity.name;
        }
      }
      EXPECT_TRUE(taken) << quantity.name << " refuses whatever is tried here";
    }
  }
}

}  // namespace
}  // namespace flatscope
