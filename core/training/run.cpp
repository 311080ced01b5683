#include "core/training/run.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <functional>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <utility>

#include "core/tensor/breathe.h"
#include "core/tensor/divide_up.h"
#include "core/training/loss.h"
#include "core/training/sample_switches.h"

namespace flatscope {
namespace {

// Each purpose has its own random numbers, so that switching one on does not change another.
enum class Purpose : std::uint32_t { parameters = 0, order = 1, shifts = 2, masks = 3, pixels = 4 };

std::uint32_t seed_for(std::uint32_t seed, Purpose purpose) {
  return seed ^ static_cast<std::uint32_t>(purpose) * 0x9E3779B9U;
}

[[noreturn]] void refuse(const std::string& sentence) { throw std::invalid_argument(sentence); }

const LabelledImages& check(const TrainSettings& settings, const Dataset* data) {
  if (data == nullptr) refuse("There is no data to train on.");
  const Tensor& images = data->train.images;
  if (images.rank() != 4 || images.empty()) refuse("The data set \"" + data->name + "\" has no training samples.");
  if (data->classes.size() < 2 || data->classes.size() > 256)
    refuse("The data set \"" + data->name + "\" has " + std::to_string(data->classes.size()) +
           " classes; 2 to 256 can be told apart.");
  for (const LabelledImages* part : {&data->train, &data->test}) {
    const std::int64_t pictures = part->images.rank() == 4 ? part->images.shape()[0] : 0;
    if (static_cast<std::int64_t>(part->labels.size()) != pictures)
      refuse("The data set \"" + data->name + "\" has " + std::to_string(pictures) + " pictures and " +
             std::to_string(part->labels.size()) + " labels; each picture needs one.");
    if (pictures > 0 && !std::equal(images.shape().begin() + 1, images.shape().end(), part->images.shape().begin() + 1))
      refuse("The test pictures of \"" + data->name + "\" have another shape than the training ones.");
    for (const std::uint8_t label : part->labels) {
      if (label >= data->classes.size())
        refuse("A label of \"" + data->name + "\" is " + std::to_string(label) + ", but there are only " +
               std::to_string(data->classes.size()) + " classes, counted from 0.");
    }
  }
  if (settings.batch < 1) refuse("The batch is " + std::to_string(settings.batch) + "; it must be at least 1.");
  if (settings.samples < 0) refuse("The number of samples is negative.");
  if (settings.augment_shift < 0 || settings.augment_shift > 1'000'000)
    refuse("The shift while training must be at least 0.");
  if (!(settings.dropout >= 0.0F && settings.dropout < 1.0F))
    refuse("The dropout is " + std::to_string(settings.dropout) + "; it must be from 0 to less than 1.");
  return data->train;
}

std::int64_t samples_of(const TrainSettings& settings, const LabelledImages& part) {
  const std::int64_t all = part.images.shape()[0];
  return settings.samples == 0 ? all : std::min(settings.samples, all);
}

Shape shape_of(const LabelledImages& part) { return {part.images.shape().begin() + 1, part.images.shape().end()}; }

std::string number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3g", value);
  return text;
}

}  // namespace

std::vector<std::int32_t> shuffle_of(std::uint32_t seed, const Shape& input) {
  return pixel_permutation(seed_for(seed, Purpose::pixels), input.at(1) * input.at(2));
}

Count training_bytes(const TrainSettings& settings, const Dataset& data) {
  if (data.train.images.rank() != 4) return {};
  const Shape input = shape_of(data.train);
  const NetworkCount count = count_network(input, settings.layers);
  const std::int64_t samples = samples_of(settings, data.train);
  const Count activations = net_bytes(input, settings.layers, std::clamp<std::int64_t>(settings.batch, 1, samples),
                                      true, settings.dropout > 0);
  // The answers in between are given by a network of their own, forward only.
  const Count answers = net_bytes(input, settings.layers, Predictor::at_once, false, false) + count.total.bytes;
  const std::int64_t arrays = settings.optimizer.kind == OptimizerKind::adam ? 4
                              : settings.optimizer.momentum > 0              ? 3
                                                                             : 2;
  return count.total.bytes * count_of(arrays) + activations + answers +
         count_of((data.train.images.size() + data.test.images.size()) * 4) + count_of(samples * 8);
}

TrainRun::TrainRun(TrainSettings settings, std::shared_ptr<const Dataset> data)
    : settings_(std::move(settings)),
      data_(std::move(data)),
      samples_(samples_of(settings_, check(settings_, data_.get()))),
      batch_(std::min(settings_.batch, samples_)),
      net_(shape_of(data_->train), settings_.layers, batch_, true, settings_.dropout),
      row_(parameter_floats(net_.places())),
      gradient_(row_.size()),
      optimizer_(settings_.optimizer, row_.size()),
      last_loss_(std::numeric_limits<double>::quiet_NaN()) {
  const Shape& output = net_.output_shape();
  const auto classes = static_cast<std::int64_t>(data_->classes.size());
  if (output != Shape{classes})
    refuse("The network gives " + to_string(output) + ", but \"" + data_->name + "\" has " + std::to_string(classes) +
           " classes; end with linear:" + std::to_string(classes) + ".");
  if (net_.places().empty()) refuse("The network has no parameters: there is nothing to train.");
  if (settings_.shuffle_pixels) permutation_ = shuffle_of(settings_.seed, shape_of(data_->train));
  order_.resize(static_cast<std::size_t>(samples_));
  labels_.resize(static_cast<std::size_t>(batch_));
  shifts_.resize(settings_.augment_shift > 0 ? static_cast<std::size_t>(batch_) : 0);
  restart();
}

void TrainRun::restart() {
  const auto generator = [&](Purpose purpose) { return Generator(seed_for(settings_.seed, purpose)); };
  Generator parameters = generator(Purpose::parameters);
  draw_parameters(net_.places(), parameters, parameters_row());
  order_generator_ = generator(Purpose::order);
  shift_generator_ = generator(Purpose::shifts);
  mask_generator_ = generator(Purpose::masks);
  optimizer_.restart();
  std::fill_n(gradient_.data(), gradient_.size(), 0.0F);
  std::iota(order_.begin(), order_.end(), std::int64_t{0});
  steps_ = seen_ = right_ = 0;
  loss_sum_ = 0.0;
  last_loss_ = std::numeric_limits<double>::quiet_NaN();
  stopped_.clear();
}

void TrainRun::begin_epoch() {
  seen_ = right_ = 0;
  loss_sum_ = 0.0;
  if (settings_.in_order) return;
  for (std::int64_t i = samples_; i > 1; --i) {
    const std::uint32_t other = uniform_below(order_generator_, static_cast<std::uint32_t>(i));
    std::swap(order_[static_cast<std::size_t>(i - 1)], order_[other]);
  }
}

bool TrainRun::step() {
  if (!stopped_.empty()) return false;
  if (step_in_epoch() == 0) begin_epoch();
  const std::int64_t first = step_in_epoch() * batch_;
  const std::int64_t count = std::min(batch_, samples_ - first);
  const std::span<const std::int64_t> indices(order_.data() + first, static_cast<std::size_t>(count));
  for (std::int64_t i = 0; i < count; ++i)
    labels_[static_cast<std::size_t>(i)] =
        data_->train.labels[static_cast<std::size_t>(indices[static_cast<std::size_t>(i)])];
  std::span<const PixelShift> shifts;
  if (const std::int64_t most = settings_.augment_shift; most > 0) {
    const auto draw = [&] {
      return static_cast<std::int64_t>(uniform_below(shift_generator_, static_cast<std::uint32_t>(2 * most + 1))) -
             most;
    };
    for (std::int64_t i = 0; i < count; ++i) {
      PixelShift& shift = shifts_[static_cast<std::size_t>(i)];
      shift.dx = draw();
      shift.dy = draw();
    }
    shifts = std::span<const PixelShift>(shifts_).first(static_cast<std::size_t>(count));
  }
  fill_batch(data_->train.images, indices, shifts, Border::zeros, permutation_, net_.input());
  const Batch& logits = net_.forward(row(), settings_.dropout > 0.0F ? &mask_generator_ : nullptr);
  const std::span<const std::uint8_t> labels(labels_.data(), static_cast<std::size_t>(count));
  const BatchLoss loss = cross_entropy(logits, labels, &net_.output_gradient());
  last_loss_ = loss.sum / static_cast<double>(count);
  loss_sum_ += loss.sum;
  seen_ += count;
  right_ += loss.right;
  if (!std::isfinite(last_loss_)) {
    stopped_ = "After " + std::to_string(steps_) + (steps_ == 1 ? " step" : " steps") +
               " the loss is no number any more: the weights have grown past what can be computed with. Lower the "
               "learning rate (it is " +
               number(static_cast<double>(settings_.optimizer.learning_rate)) + ") and go back to the start.";
    return false;
  }
  net_.backward(row(), {gradient_.data(), static_cast<std::size_t>(gradient_.size())});
  optimizer_.step(parameters_row(), {gradient_.data(), static_cast<std::size_t>(gradient_.size())});
  ++steps_;
  return true;
}

double TrainRun::epoch_loss() const {
  return seen_ == 0 ? std::numeric_limits<double>::quiet_NaN() : loss_sum_ / static_cast<double>(seen_);
}

double TrainRun::epoch_accuracy() const {
  return seen_ == 0 ? 0.0 : static_cast<double>(right_) / static_cast<double>(seen_);
}

std::vector<NamedTensor> TrainRun::parameters() const { return named_parameters(net_.places(), row()); }

std::vector<NamedTensor> TrainRun::gradients() const {
  return named_parameters(net_.places(), {gradient_.data(), static_cast<std::size_t>(gradient_.size())});
}

void TrainRun::set_parameters(std::span<const NamedTensor> parameters) {
  into_row(net_.places(), parameters, parameters_row());
  stopped_.clear();
}

Predictor TrainRun::predictor() const {
  Predictor predictor(shape_of(data_->train), settings_.layers, permutation_);
  predictor.set_row(row());
  return predictor;
}

Predictor& TrainRun::up_to_date() {
  if (predictor_ == nullptr) predictor_ = std::make_unique<Predictor>(predictor());
  predictor_->set_row(row());
  return *predictor_;
}

double TrainRun::train_accuracy() {
  std::vector<std::int64_t> first(static_cast<std::size_t>(samples_));
  std::iota(first.begin(), first.end(), std::int64_t{0});
  return accuracy(data_->train, first);
}

Health TrainRun::health(std::int64_t most) {
  Health health;
  Predictor& now = up_to_date();
  const std::vector<NetLayer>& layers = settings_.layers;
  std::vector<std::vector<bool>> alive(layers.size());
  std::vector<bool> classes(data_->classes.size());
  std::vector<std::int64_t> part;
  const std::int64_t count = std::min(most, samples_);
  for (std::int64_t first = 0; first < count; first += Predictor::at_once) {
    part.resize(static_cast<std::size_t>(std::min(Predictor::at_once, count - first)));
    std::iota(part.begin(), part.end(), first);
    const Net& net = now.run(data_->train.images, part, {}, Border::zeros);
    for (std::size_t i = 0; i < layers.size(); ++i) {
      if (layers[i].kind != LayerKind::relu) continue;
      const Tensor output = stored(net.activation(i));
      const bool flat = output.channels() == 1 && output.height() == 1;
      const std::int64_t units = flat ? output.width() : output.channels();
      const std::int64_t size = flat ? 1 : output.plane_size();
      alive[i].resize(static_cast<std::size_t>(units));
      for (std::int64_t row = 0; row < output.size() / size; ++row) {
        const float* const from = output.data() + row * size;
        const auto unit = static_cast<std::size_t>(row % units);
        if (!alive[i][unit]) alive[i][unit] = std::any_of(from, from + size, [](float value) { return value > 0.0F; });
      }
    }
    const Tensor logits = stored(net.activation(layers.size() - 1));
    for (std::size_t s = 0; s < part.size(); ++s)
      classes[static_cast<std::size_t>(largest_of(logits.values().subspan(s * classes.size(), classes.size())))] = true;
    breathe();
  }
  for (const std::vector<bool>& layer : alive) {
    health.units += static_cast<std::int64_t>(layer.size());
    health.dead += std::count(layer.begin(), layer.end(), false);
  }
  const std::string rate = "Lower the learning rate (it is " +
                           number(static_cast<double>(settings_.optimizer.learning_rate)) +
                           ") and go back to the start.";
  const double guessing = std::log(static_cast<double>(classes.size()));
  health.far_off = std::isfinite(last_loss_) && last_loss_ > 10.0 * guessing;
  if (health.far_off)
    health.sentences.push_back("The loss is " + number(last_loss_) + ", where guessing has " + number(guessing) +
                               ": each step overshoots. " + rate);
  const auto begin = data_->train.labels.begin();
  const bool several = std::adjacent_find(begin, begin + count, std::not_equal_to<>()) != begin + count;
  if (several && epochs() > 0 && std::count(classes.begin(), classes.end(), true) == 1) {
    health.only_class = static_cast<int>(std::find(classes.begin(), classes.end(), true) - classes.begin());
    health.sentences.push_back("Every picture gets the class \"" +
                               data_->classes[static_cast<std::size_t>(health.only_class)] +
                               "\": nothing of the picture reaches the answer. Train longer, or go back to the start "
                               "with another learning rate (it is " +
                               number(static_cast<double>(settings_.optimizer.learning_rate)) + ").");
  }
  // Many networks read well with what is left of their units.
  const bool guesses = health.only_class >= 0 || epoch_accuracy() < 2.0 / static_cast<double>(classes.size());
  if (guesses && health.units > 0 && 2 * health.dead > health.units)
    health.sentences.push_back(std::to_string(health.dead) + " of " + std::to_string(health.units) +
                               " units behind a ReLU are dead: 0 for every picture, so they learn nothing any more. " +
                               rate);
  return health;
}

std::int64_t TrainRun::bytes() const {
  const std::int64_t data = (data_->train.images.size() + data_->test.images.size()) * 4;
  return data + net_.bytes() + (row_.size() + gradient_.size()) * 4 + optimizer_.bytes() +
         static_cast<std::int64_t>(order_.size() * sizeof(std::int64_t));
}

}  // namespace flatscope
