// The bundled digits as a data set.
#pragma once

#include <cstdint>

#include "core/training/canvas.h"
#include "core/training/dataset.h"
#include "core/training/digits.h"

namespace flatscope {

inline constexpr std::int64_t digits_training = 1200;  // of 1,797

// Classes "0" to "9". The bundled file holds only what UCI calls the test part: 1,797 digits by 13 writers, whose names
// it does not tell (UCI's training part, 3,823 digits by 30 others, is not bundled). It is cut in two here: class_order
// with seed 1, the first `training` for training, the others for testing. So both parts have digits by the same 13
// writers, which makes the test easier than one with new writers would be: a note beside the numbers must say it.
// In any beginning of the training part the ten digits are (almost) equally frequent.
// Throws std::invalid_argument unless 1 <= training < the number of digits, and as placed() does.
Dataset digits_dataset(const Digits& digits, const Placement& placement = {}, std::int64_t training = digits_training);

}  // namespace flatscope
