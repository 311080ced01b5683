#include "app/stages/parameters/view/pictures.h"

#include <algorithm>
#include <cmath>

#include "app/stages/parameters/model/run_networks.h"
#include "app/stages/parameters/model/words.h"

namespace flatscope {

std::string cost_words(Count count, Cost cost) {
  if (cost == Cost::bytes) return bytes_words(count);
  return count.past || count.value >= 1'000'000'000'000 ? short_count(count) : grouped(count.value);
}

double side_of(const ParametersScene& scene) {
  return std::sqrt(static_cast<double>(scene.width) * static_cast<double>(scene.height));
}

void set_side(ParametersScene& scene, double side, double aspect) {
  const double stretch = std::sqrt(aspect);
  side = std::min(side, largest_input_side / std::max(stretch, 1.0 / stretch));
  const auto whole = [](double pixels) {
    return std::clamp(static_cast<int>(std::lround(pixels)), 1, largest_input_side);
  };
  scene.width = whole(side * stretch);
  scene.height = whole(side / stretch);
}

void spread(std::span<float> centres, std::span<const float> heights, float top, float bottom) {
  float from = top;
  for (std::size_t i = 0; i < centres.size(); ++i) {
    centres[i] = std::max(centres[i], from + heights[i] * 0.5F);
    from = centres[i] + heights[i] * 0.5F;
  }
  float to = bottom;
  for (std::size_t i = centres.size(); i-- > 0;) {
    centres[i] = std::min(centres[i], to - heights[i] * 0.5F);
    to = centres[i] - heights[i] * 0.5F;
  }
}

}  // namespace flatscope
