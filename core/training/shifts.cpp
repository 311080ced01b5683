#include "core/training/shifts.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <string>
#include <utility>

#include "core/training/loss.h"

namespace flatscope {
namespace {

std::vector<PixelShift> from_the_middle(std::int64_t radius) {
  std::vector<PixelShift> order;
  for (std::int64_t dy = -radius; dy <= radius; ++dy) {
    for (std::int64_t dx = -radius; dx <= radius; ++dx) order.push_back({dx, dy});
  }
  const auto ring = [](const PixelShift& shift) { return std::max(std::abs(shift.dx), std::abs(shift.dy)); };
  std::stable_sort(order.begin(), order.end(),
                   [&](const PixelShift& a, const PixelShift& b) { return ring(a) < ring(b); });
  return order;
}

}  // namespace

ShiftSweep::ShiftSweep(Predictor predictor, std::shared_ptr<const LabelledImages> data,
                       std::vector<std::int64_t> samples, std::int64_t radius, Border border)
    : predictor_(std::move(predictor)),
      data_(std::move(data)),
      samples_(std::move(samples)),
      radius_(radius),
      border_(border) {
  if (radius < 0 || radius > 256)
    throw std::invalid_argument("The radius of the shifts is " + std::to_string(radius) +
                                "; it must be from 0 to 256.");
  if (samples_.empty()) {
    samples_.resize(data_->labels.size());
    std::iota(samples_.begin(), samples_.end(), std::int64_t{0});
  }
  if (samples_.empty()) throw std::invalid_argument("There are no samples to move.");
  order_ = from_the_middle(radius);
  const std::int64_t side = 2 * radius + 1;
  accuracy_ = Tensor({side, side});
  std::fill_n(accuracy_.data(), accuracy_.size(), std::numeric_limits<float>::quiet_NaN());
}

bool ShiftSweep::advance() {
  if (done_ == all()) return false;
  const PixelShift shift = order_[static_cast<std::size_t>(done_++)];
  const std::int64_t right = predictor_.right(*data_, samples_, shift, border_);
  accuracy_.at(0, shift.dy + radius_, shift.dx + radius_) = static_cast<float>(right) / static_cast<float>(samples());
  return true;
}

double ShiftSweep::mean() const {
  double sum = 0.0;
  for (const float value : accuracy_.values()) sum += std::isnan(value) ? 0.0 : static_cast<double>(value);
  return done_ == 0 ? std::numeric_limits<double>::quiet_NaN() : sum / static_cast<double>(done_);
}

double shift_consistency(Predictor& predictor, const Tensor& images, std::span<const std::int64_t> samples,
                         std::int64_t radius, Border border, std::int64_t pairs, std::uint32_t seed) {
  if (radius < 0 || radius > 256 || pairs < 1)
    throw std::invalid_argument("Shift consistency needs a radius from 0 to 256 and at least one pair.");
  const std::int64_t count = samples.empty() ? images.shape().at(0) : static_cast<std::int64_t>(samples.size());
  if (count < 1) throw std::invalid_argument("There are no samples to move.");
  Generator generator(seed);
  const auto place = [&] {
    return static_cast<std::int64_t>(uniform_below(generator, static_cast<std::uint32_t>(2 * radius + 1))) - radius;
  };
  std::int64_t agree = 0;
  std::vector<std::int64_t> views;
  std::vector<PixelShift> shifts;
  const std::int64_t at_once = Predictor::at_once / 2;
  for (std::int64_t first = 0; first < pairs; first += at_once) {
    views.clear();
    shifts.clear();
    for (std::int64_t pair = first; pair < std::min(first + at_once, pairs); ++pair) {
      const auto drawn = static_cast<std::int64_t>(uniform_below(generator, static_cast<std::uint32_t>(count)));
      const std::int64_t sample = samples.empty() ? drawn : samples[static_cast<std::size_t>(drawn)];
      for (int view = 0; view < 2; ++view) {
        const std::int64_t dx = place(), dy = place();
        views.push_back(sample);
        shifts.push_back({dx, dy});
      }
    }
    const Predictions answers = predictor.answers(images, views, shifts, border);
    for (std::size_t i = 0; i < answers.classes.size(); i += 2) agree += answers.classes[i] == answers.classes[i + 1];
  }
  return static_cast<double>(agree) / static_cast<double>(pairs);
}

}  // namespace flatscope
