#include "app/stages/train/model/hunger_series.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <utility>

#include "core/tensor/random.h"

namespace flatscope {
namespace {

constexpr std::int64_t piece = 64;       // samples that are looked at in one go
constexpr std::int64_t own_views = 600;  // at least, of the samples that are moved while training
constexpr double first_guess = 2000.0;   // steps of a training that nothing is known of

std::vector<std::int64_t> indices(std::int64_t first, std::int64_t past) {
  std::vector<std::int64_t> all(static_cast<std::size_t>(past - first));
  std::iota(all.begin(), all.end(), first);
  return all;
}

std::int64_t size_of(const LabelledImages& part) { return static_cast<std::int64_t>(part.labels.size()); }

}  // namespace

HungerSeries::HungerSeries(HungerInputs inputs, std::array<std::string, 2> names, std::array<std::string, 2> refusals,
                           const GainRule& rule)
    : refusals_(std::move(refusals)), rule_(rule) {
  rule_.most_steps = std::min<std::int64_t>(rule.most_steps, inputs.plan.most_steps);
  result_.points = planned_points(inputs.plan);
  result_.names = std::move(names);
  const LabelledImages& test = inputs.data->set->test;
  const std::int64_t side = 2 * inputs.radius + 1;
  result_.test_samples = size_of(test);
  result_.shift_samples = std::min(hunger_shift_samples, size_of(test));
  result_.places = side * side;
  result_.in_hand.most_steps = rule_.most_steps;
  result_.in_hand.patience = rule.patience;
  result_.inputs = std::move(inputs);
}

bool HungerSeries::advance() {
  if (result_.now >= result_.points.size()) return false;
  const Clock::time_point from = Clock::now();
  const auto network = static_cast<std::size_t>(point().network);
  const Phase phase = phase_;
  switch (phase) {
    case Phase::begin:
      begin_point();
      break;
    case Phase::train:
      step();
      break;
    case Phase::own:
      read_own();
      break;
    case Phase::middle:
      read_middle();
      break;
    case Phase::shifts:
      read_shifts();
      break;
  }
  const double seconds = std::chrono::duration<double>(Clock::now() - from).count();
  (phase == Phase::train ? step_seconds_ : read_seconds_)[network] += seconds;
  return result_.now < result_.points.size();
}

void HungerSeries::begin_point() {
  const auto network = static_cast<std::size_t>(point().network);
  if (!refusals_[network].empty()) return end_point(refusals_[network]);
  TrainSettings settings = result_.inputs.settings[network];
  settings.samples = point().samples;
  settings.augment_shift = point().moved ? result_.inputs.plan.moved : 0;
  try {
    run_ = std::make_unique<TrainRun>(std::move(settings), result_.inputs.data->set);
  } catch (const std::invalid_argument& error) {
    return end_point(error.what());
  }
  watch_ = GainWatch(rule_);
  epochs_in_check_ = 0;
  check_loss_ = check_right_ = 0.0;
  phase_ = Phase::train;
}

void HungerSeries::step() {
  if (!run_->step()) return end_point(run_->stopped());
  ++steps_[static_cast<std::size_t>(point().network)];
  point().steps = run_->steps();
  if (run_->step_in_epoch() != 0) return;
  check_loss_ += run_->epoch_loss();
  check_right_ += run_->epoch_accuracy();
  if (++epochs_in_check_ >= epochs_a_check(rule_, run_->steps_an_epoch())) check();
}

void HungerSeries::check() {
  const auto epochs = static_cast<double>(epochs_in_check_);
  const GainVerdict verdict = watch_.check(check_loss_ / epochs, check_right_ / epochs, run_->steps());
  result_.in_hand.accuracy = check_right_ / epochs;
  result_.in_hand.idle = watch_.idle();
  epochs_in_check_ = 0;
  check_loss_ = check_right_ = 0.0;
  if (verdict == GainVerdict::goes_on) return;
  point().gave_up = verdict == GainVerdict::out_of_steps;
  predictor_ = std::make_unique<Predictor>(run_->predictor());
  // Each sample as often as makes enough views, moved as in training.
  moves_.clear();
  if (const std::int64_t most = run_->settings().augment_shift; most > 0) {
    const std::int64_t times = (own_views + point().samples - 1) / point().samples;
    Generator generator(run_->settings().seed);
    const auto draw = [&] {
      return static_cast<std::int64_t>(uniform_below(generator, static_cast<std::uint32_t>(2 * most + 1))) - most;
    };
    for (std::int64_t i = 0; i < times * point().samples; ++i) {
      PixelShift shift;
      shift.dx = draw();
      shift.dy = draw();
      moves_.push_back(shift);
    }
  }
  read_ = right_ = 0;
  phase_ = Phase::own;
}

void HungerSeries::read_own() {
  const LabelledImages& part = result_.inputs.data->set->train;
  const std::int64_t samples = point().samples;
  const std::int64_t views = std::max(samples, static_cast<std::int64_t>(moves_.size()));
  const std::int64_t past = std::min(views, read_ + piece);
  std::vector<std::int64_t> which = indices(read_, past);
  for (std::int64_t& index : which) index %= samples;
  if (moves_.empty()) {
    right_ += predictor_->right(part, which);
  } else {
    const Predictions found = predictor_->answers(
        part.images, which, std::span<const PixelShift>(moves_).subspan(static_cast<std::size_t>(read_), which.size()),
        Border::zeros);
    for (std::size_t i = 0; i < which.size(); ++i)
      if (found.classes[i] == part.labels[static_cast<std::size_t>(which[i])]) ++right_;
  }
  read_ = past;
  if (past < views) return;
  point().train_accuracy = static_cast<double>(right_) / static_cast<double>(views);
  read_ = right_ = 0;
  phase_ = Phase::middle;
}

void HungerSeries::read_middle() {
  const std::shared_ptr<const Dataset>& set = result_.inputs.data->set;
  const std::int64_t past = std::min(result_.test_samples, read_ + piece);
  right_ += predictor_->right(set->test, indices(read_, past));
  read_ = past;
  if (past < result_.test_samples) return;
  point().middle = static_cast<double>(right_) / static_cast<double>(result_.test_samples);
  sweep_ = std::make_unique<ShiftSweep>(std::move(*predictor_), std::shared_ptr<const LabelledImages>(set, &set->test),
                                        indices(0, result_.shift_samples), result_.inputs.radius);
  predictor_.reset();
  phase_ = Phase::shifts;
}

void HungerSeries::read_shifts() {
  if (sweep_->advance()) return;
  point().over_shifts = sweep_->mean();
  ++reads_[static_cast<std::size_t>(point().network)];
  end_point();
}

void HungerSeries::end_point(std::string problem) {
  point().done = true;
  point().problem = std::move(problem);
  ++result_.now;
  run_.reset();
  predictor_.reset();
  sweep_.reset();
  result_.in_hand.accuracy = std::numeric_limits<double>::quiet_NaN();
  result_.in_hand.idle = 0;
  phase_ = Phase::begin;
}

// As many as the series had with fewer samples; nobody knows before.
double HungerSeries::expected_steps(const HungerPoint& wanted) const {
  double expected = first_guess;
  for (const HungerPoint& known : result_.points)
    if (known.done && known.network == wanted.network && known.moved == wanted.moved)
      expected = static_cast<double>(known.steps);
  return std::clamp(expected, static_cast<double>(rule_.check_steps), static_cast<double>(rule_.most_steps));
}

double HungerSeries::seconds_left() const {
  std::array<double, 2> a_step{}, a_read{};
  for (std::size_t i = 0; i < a_step.size(); ++i) {
    if (steps_[i] > 0) a_step[i] = step_seconds_[i] / static_cast<double>(steps_[i]);
    if (reads_[i] > 0) a_read[i] = read_seconds_[i] / static_cast<double>(reads_[i]);
  }
  // What is not known of one is taken from the other.
  for (std::size_t i = 0; i < a_step.size(); ++i) {
    if (steps_[i] == 0) a_step[i] = a_step[1 - i];
    if (reads_[i] == 0) a_read[i] = a_read[1 - i];
  }
  double seconds = 0.0;
  for (std::size_t i = result_.now; i < result_.points.size(); ++i) {
    const HungerPoint& point = result_.points[i];
    const auto network = static_cast<std::size_t>(point.network);
    if (!refusals_[network].empty()) continue;
    double steps = expected_steps(point);
    if (i == result_.now && phase_ != Phase::begin)
      steps = phase_ == Phase::train ? std::max(steps - static_cast<double>(point.steps), steps * 0.1) : 0.0;
    seconds += steps * a_step[network] + a_read[network];
  }
  return seconds;
}

std::shared_ptr<HungerResult> HungerSeries::published() const {
  auto result = std::make_shared<HungerResult>(result_);
  result->seconds_left = seconds_left();
  HungerNow& now = result->in_hand;
  now.step = 0;
  now.reading = phase_ != Phase::train && phase_ != Phase::begin;
  if (result->now >= result->points.size()) return result;
  const HungerPoint& point = result->points[result->now];
  now.step = point.steps;
  constexpr double trained = 0.8;  // of a block, the rest is reading
  if (phase_ == Phase::train)
    now.share = trained * std::min(1.0, static_cast<double>(point.steps) / expected_steps(point));
  if (phase_ == Phase::own || phase_ == Phase::middle) now.share = trained;
  if (phase_ == Phase::shifts)
    now.share = trained + (1.0 - trained) * static_cast<double>(sweep_->done()) / static_cast<double>(sweep_->all());
  return result;
}

}  // namespace flatscope
