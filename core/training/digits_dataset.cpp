#include "core/training/digits_dataset.h"

#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/training/class_order.h"

namespace flatscope {

Dataset digits_dataset(const Digits& digits, const Placement& placement, std::int64_t training) {
  const auto count = static_cast<std::int64_t>(digits.labels.size());
  if (training < 1 || training >= count) {
    throw std::invalid_argument(std::to_string(training) + " of " + std::to_string(count) +
                                " digits can't be for training; at least 1 must be, and 1 must be left for testing");
  }
  Dataset data;
  data.name = "UCI digits";
  for (char digit = '0'; digit <= '9'; ++digit) data.classes.emplace_back(1, digit);
  const LabelledImages all{
      placed(digits.images.reshaped({count, 1, digits.images.height(), digits.images.width()}), placement),
      digits.labels};
  const std::vector<std::int64_t> order = class_order(digits.labels, 1);
  const auto first = static_cast<std::size_t>(training);
  data.train = chosen(all, std::span(order).first(first));
  data.test = chosen(all, std::span(order).subspan(first));
  return data;
}

}  // namespace flatscope
