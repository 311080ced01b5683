#include "app/stages/train/model/exact_shuffle.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "core/training/exact_permutation.h"

namespace flatscope {
namespace {

constexpr std::int64_t piece = 128;  // samples that are looked at in one go

// First by `before`, which may be empty, then by `after`.
std::vector<std::int32_t> composed(const std::vector<std::int32_t>& before, const std::vector<std::int32_t>& after) {
  if (before.empty()) return after;
  std::vector<std::int32_t> both(after.size());
  std::transform(after.begin(), after.end(), both.begin(),
                 [&](std::int32_t from) { return before[static_cast<std::size_t>(from)]; });
  return both;
}

// A maximum that does not lose what is no number.
double larger(double a, float b) { return std::isnan(a) || a > static_cast<double>(b) ? a : static_cast<double>(b); }

}  // namespace

bool begins_dense(std::span<const NetLayer> layers) {
  return layers.size() >= 2 && layers[0].kind == LayerKind::flatten && layers[1].kind == LayerKind::linear;
}

ExactShuffling::ExactShuffling(ShuffledNetwork network, std::shared_ptr<const Dataset> data)
    : network_(std::move(network)), data_(std::move(data)) {
  const Shape& shape = data_->test.images.shape();
  input_ = {shape.begin() + 1, shape.end()};
  shuffle_ = shuffle_of(network_.seed, input_);
  result_.steps = network_.steps;
  result_.samples = shape[0];
  result_.largest_difference = result_.largest_output = 0.0;
  begin(Part::as_it_is);
  logits_ = Tensor({shape[0], predictor_->classes()});
}

void ExactShuffling::begin(Part part) {
  part_ = part;
  looked_at_ = 0;
  if (part == Part::done) {
    predictor_.reset();
    return;
  }
  std::vector<std::int32_t> learnt;
  if (network_.shuffled) learnt = shuffle_;
  if (part == Part::as_it_is || part == Part::only_inputs) {
    predictor_.emplace(input_, network_.layers, part == Part::as_it_is ? learnt : composed(learnt, shuffle_));
    predictor_->set_parameters(network_.parameters);
  } else {
    network_.parameters = permute_first_layer(input_, network_.layers, std::move(network_.parameters), shuffle_);
    predictor_->set_parameters(network_.parameters);
  }
}

bool ExactShuffling::advance() {
  if (part_ == Part::done) return false;
  const std::int64_t first = looked_at_, past = std::min(first + piece, result_.samples);
  if (first < past) {
    std::vector<std::int64_t> samples(static_cast<std::size_t>(past - first));
    std::iota(samples.begin(), samples.end(), first);
    take(predictor_->answers(data_->test.images, samples), first);
  }
  looked_at_ = past;
  if (past < result_.samples) return true;
  if (part_ == Part::only_inputs && result_.samples > 0)
    result_.only_inputs = static_cast<double>(right_) / static_cast<double>(result_.samples);
  begin(static_cast<Part>(static_cast<int>(part_) + 1));
  return part_ != Part::done;
}

void ExactShuffling::take(const Predictions& answers, std::int64_t first) {
  const std::int64_t size = answers.logits.size();
  float* const kept = logits_.data() + first * predictor_->classes();
  const float* const now = answers.logits.data();
  switch (part_) {
    case Part::as_it_is:
      std::copy_n(now, size, kept);
      for (std::int64_t i = 0; i < size; ++i)
        result_.largest_output = larger(result_.largest_output, std::fabs(now[i]));
      break;
    case Part::only_inputs:
      for (std::size_t i = 0; i < answers.classes.size(); ++i)
        if (answers.classes[i] == data_->test.labels[static_cast<std::size_t>(first) + i]) ++right_;
      break;
    case Part::both:
      for (std::int64_t i = 0; i < size; ++i)
        result_.largest_difference = larger(result_.largest_difference, std::fabs(now[i] - kept[i]));
      break;
    case Part::done:
      break;
  }
}

}  // namespace flatscope
