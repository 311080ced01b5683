// Numbers of a stage by name, as a lesson asks for them.
#pragma once

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "app/engine/results.h"
#include "app/engine/scene.h"
#include "app/lessons/model/words.h"

namespace flatscope::test {

class Quantities : public testing::Test {
 protected:
  std::vector<double> of(std::string_view text) const {
    const QuantityUse use = parse_quantity(text);
    return use.quantity->compute(scene_, results_, use.arguments);
  }
  double one(std::string_view text) const { return of(text).at(0); }
  std::string refusal(std::string_view text) const {
    try {
      of(text);
    } catch (const std::invalid_argument& error) {
      return error.what();
    }
    return "";
  }

  Scene scene_;
  Results results_;
};

}  // namespace flatscope::test
