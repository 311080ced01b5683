#include "app/stages/train/model/quantities.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <stdexcept>

#include "app/engine/results.h"
#include "app/engine/scene.h"
#include "app/files/toml_choice.h"
#include "app/stages/train/model/both_networks.h"
#include "app/stages/train/model/hunger.h"
#include "app/stages/train/model/kept_weights.h"
#include "app/stages/train/model/ladder.h"
#include "app/stages/train/model/sweep_samples.h"

namespace flatscope {
namespace {

std::vector<double> known(double value) {
  return std::isnan(value) ? std::vector<double>() : std::vector<double>{value};
}

// Of what the Scene asks for; null while there is none.
const NetworkState* state_of(const Scene& scene, const Results& results, std::size_t side) {
  if (!has_data(scene, results.train)) return nullptr;
  const NetworkState* const state = results.train.networks[side].get();
  return state != nullptr && state->refusal.empty() && is_of(*state, scene, side) ? state : nullptr;
}

// While it learns every number is of a moment ago; what is told and asked for is what it has come to when it rests.
bool rests(const NetworkState& state, const Results& results) { return !results.train.training && !state.measuring; }

// The same after an epoch or more.
const NetworkState* measured(const Scene& scene, const Results& results, const QuantityArguments& arguments) {
  count_arguments(arguments, 0, 1, "left or right");
  const NetworkState* const state = state_of(scene, results, side_argument(arguments));
  return state != nullptr && state->measured() && rests(*state, results) ? state : nullptr;
}

std::vector<double> accuracy(const Scene& scene, const Results& results, const QuantityArguments& arguments) {
  const NetworkState* const state = measured(scene, results, arguments);
  return state == nullptr ? std::vector<double>() : known(state->last().test_accuracy);
}

std::vector<double> train_accuracy(const Scene& scene, const Results& results, const QuantityArguments& arguments) {
  const NetworkState* const state = measured(scene, results, arguments);
  return state == nullptr ? std::vector<double>() : known(state->last().train_accuracy);
}

std::vector<double> gap(const Scene& scene, const Results& results, const QuantityArguments& arguments) {
  const NetworkState* const state = measured(scene, results, arguments);
  return state == nullptr ? std::vector<double>() : known(100.0 * state->gap());
}

std::vector<double> epochs_trained(const Scene& scene, const Results& results, const QuantityArguments& arguments) {
  count_arguments(arguments, 0, 1, "left or right");
  const NetworkState* const state = state_of(scene, results, side_argument(arguments));
  if (state == nullptr) return {};
  return {static_cast<double>(state->epochs)};
}

std::vector<double> mistakes(const Scene& scene, const Results& results, const QuantityArguments& arguments) {
  const NetworkState* const state = measured(scene, results, arguments);
  if (state == nullptr || state->answers == nullptr) return {};
  const std::vector<std::uint8_t>& labels = results.train.data->set->test.labels;
  const std::vector<std::uint8_t>& read = state->answers->classes;
  double wrong = 0.0;
  for (std::size_t i = 0; i < std::min(labels.size(), read.size()); ++i) wrong += labels[i] != read[i] ? 1.0 : 0.0;
  return {wrong};
}

// --- moved test samples ---

const ShiftMap* map_of(const Scene& scene, const Results& results, std::size_t side) {
  const NetworkState* const state = state_of(scene, results, side);
  if (state == nullptr || state->shifts == nullptr || !rests(*state, results)) return nullptr;
  // Of these very weights, and of all samples that such a map is made of: sooner it would be another number later.
  const ShiftMap& map = *state->shifts;
  const bool whole = map.steps == state->steps && map.epoch == state->epochs && map.radius == scene.train.radius &&
                     map.samples >= std::min(sweep_samples.back(), map.of_samples) && !std::isnan(map.mean);
  return whole ? &map : nullptr;
}

std::vector<double> shift_accuracy(const Scene& scene, const Results& results, const QuantityArguments& arguments) {
  count_arguments(arguments, 2, 1, "left or right, and by how many pixels: to the right, then down");
  const std::size_t side = side_argument(arguments);
  const long long radius = scene.train.radius;
  const auto dx = static_cast<int>(whole_argument(arguments, 0, "dx", -radius, radius));
  const auto dy = static_cast<int>(whole_argument(arguments, 1, "dy", -radius, radius));
  const ShiftMap* const map = map_of(scene, results, side);
  if (map == nullptr || std::max(std::abs(dx), std::abs(dy)) > map->radius) return {};
  return known(map->at(dx, dy));
}

std::vector<double> mean_shift_accuracy(const Scene& scene, const Results& results,
                                        const QuantityArguments& arguments) {
  count_arguments(arguments, 0, 1, "left or right");
  const ShiftMap* const map = map_of(scene, results, side_argument(arguments));
  return map == nullptr ? std::vector<double>() : known(map->mean);
}

std::vector<double> consistency(const Scene& scene, const Results& results, const QuantityArguments& arguments) {
  count_arguments(arguments, 0, 1, "left or right");
  const ShiftMap* const map = map_of(scene, results, side_argument(arguments));
  return map == nullptr ? std::vector<double>() : known(map->consistency);
}

// --- the data, and what a network is ---

std::vector<double> test_samples(const Scene& scene, const Results& results, const QuantityArguments& arguments) {
  count_arguments(arguments, 0, 0, "");
  if (!has_data(scene, results.train)) return {};
  return {static_cast<double>(results.train.data->set->test.labels.size())};
}

std::vector<double> guessing(const Scene& scene, const Results& results, const QuantityArguments& arguments) {
  count_arguments(arguments, 0, 0, "");
  if (!has_data(scene, results.train)) return {};
  return {1.0 / std::max(1, results.train.data->classes())};
}

std::vector<double> training_samples(const Scene& scene, const Results&, const QuantityArguments& arguments) {
  count_arguments(arguments, 0, 0, "");
  return {static_cast<double>(scene.train.samples)};
}

std::vector<double> network_parameters_of(const Scene& scene, const Results&, const QuantityArguments& arguments) {
  count_arguments(arguments, 0, 1, "left or right");
  const std::vector<NetLayer>& layers = scene.train.networks[side_argument(arguments)];
  const Count count = count_network(input_of(scene.train), layers).total.parameters;
  if (count.past) throw std::invalid_argument("it has more parameters than are counted here");
  return {static_cast<double>(count.value)};
}

// --- the series ---

std::vector<double> hunger_accuracy(const Scene& scene, const Results& results, const QuantityArguments& arguments) {
  count_arguments(arguments, 1, 2, "left or right, moved or still, and a number of training samples");
  const auto side = static_cast<int>(side_argument(arguments));
  const std::string& how = arguments.words[1];
  if (how != "moved" && how != "still")
    throw std::invalid_argument(fmt::format("it takes moved or still, and here it has \"{}\"", how));
  const long long samples = whole_argument(arguments, 0, "the number of samples", 1, 1'000'000);
  const HungerResult* const result = results.train.hunger.get();
  if (result == nullptr || !has_data(scene, results.train)) return {};
  if (!what_differs(result->inputs, hunger_inputs(scene.train, results.train.data)).empty()) return {};
  const HungerPoint* const point = result->find(side, how == "moved", samples);
  return point == nullptr || !point->known() ? std::vector<double>() : known(point->over_shifts);
}

std::size_t rung_argument(const QuantityArguments& arguments) {
  count_arguments(arguments, 1, 0, "the number of a network of the ladder, 1 to 5");
  return static_cast<std::size_t>(whole_argument(arguments, 0, "the network", 1, ladder_rungs.size()) - 1);
}

std::vector<double> ladder_weights(const Scene& scene, const Results&, const QuantityArguments& arguments) {
  return {static_cast<double>(ladder_count(rung_argument(arguments), classes_of(scene.train.ladder.data)).weights)};
}

std::vector<double> ladder_links(const Scene& scene, const Results&, const QuantityArguments& arguments) {
  return {static_cast<double>(ladder_count(rung_argument(arguments), classes_of(scene.train.ladder.data)).links)};
}

// Of all seeds: on average over some of them it would be another number.
std::vector<double> ladder_accuracy(const Scene& scene, const Results& results, const QuantityArguments& arguments) {
  const std::size_t rung = rung_argument(arguments);
  const LadderResult* const result = results.train.ladder.get();
  if (result == nullptr || result->settings != possible(scene.train.ladder)) return {};
  const std::vector<double>& moved = result->rungs[rung].moved;
  if (moved.size() < static_cast<std::size_t>(result->settings.seeds)) return {};
  return known(spread_of(moved).mean);
}

void start_hunger(ViewState& view) { ask_trainer(view.train, TrainCommand::Kind::start_hunger); }
void start_ladder(ViewState& view) { ask_trainer(view.train, TrainCommand::Kind::start_ladder); }

constexpr std::string_view tells_accuracy[] = {"train.curves",   "train.numbers", "train.shifts",
                                               "train.mistakes", "train.compare", "train.kept"};
constexpr std::string_view tells_training[] = {"train.curves", "train.mistakes", "train.compare", "train.kept"};
constexpr std::string_view tells_shifts[] = {"train.shifts", "train.numbers", "train.compare"};
constexpr std::string_view tells_parameters[] = {"train.parameters", "train.compare"};
constexpr std::string_view tells_hunger[] = {"train.hunger"};
constexpr std::string_view tells_ladder[] = {"train.ladder"};
constexpr auto percent = QuantityUnit::percent;
constexpr auto number = QuantityUnit::number;

constexpr StageQuantity quantities[] = {
    {"accuracy", "left|right", "the part of the test samples, as they stand, that a network reads right", accuracy,
     tells_accuracy, percent, true},
    {"train_accuracy", "left|right", "the same of those that it learnt from", train_accuracy, tells_training, percent,
     true},
    {"gap", "left|right", "training less test, in points", gap, tells_training, number, true},
    {"mistakes", "left|right", "how many test samples it reads wrong", mistakes, tells_accuracy, number, true},
    {"shift_accuracy", "left|right dx dy", "test accuracy with every sample moved by so much", shift_accuracy,
     tells_shifts, percent, true},
    {"mean_shift_accuracy", "left|right", "test accuracy on average over all shifts", mean_shift_accuracy, tells_shifts,
     percent, true},
    {"consistency", "left|right", "how often two moved views of a sample get the same class", consistency, tells_shifts,
     percent, true},
    {"epochs_trained", "left|right", "how many epochs it has trained", epochs_trained, {}, number, true},
    {"test_samples", "", "how many samples both are tested with", test_samples, {}, number, true},
    {"guessing", "", "what blind guessing would read right", guessing, {}, percent, true},
    {"training_samples", "", "how many samples both learn from", training_samples},
    {"network_parameters_of", "left|right", "how many parameters a network has", network_parameters_of,
     tells_parameters},
    {"hunger_accuracy", "left|right moved|still samples", "accuracy over all shifts with so many training samples",
     hunger_accuracy, tells_hunger, percent, true, start_hunger},
    {"ladder_weights", "network", "how many weights a network of the ladder has", ladder_weights, tells_ladder},
    {"ladder_links", "network", "how many links it has", ladder_links, tells_ladder},
    {"ladder_accuracy", "network", "its test accuracy, moved, on average over the seeds", ladder_accuracy, tells_ladder,
     percent, true, start_ladder},
};

constexpr StagePart parts[] = {
    {"train.curves", "the curves"},
    {"train.shifts", "accuracy for every shift"},
    {"train.numbers", "the numbers beside the maps"},
    {"train.mistakes", "what each gets wrong"},
    {"train.compare", "one run against another"},
    {"train.exact", "the exact experiment"},
    {"train.kept", "the runs' numbers"},
    {"train.parameters", "how many parameters each has"},
    {"train.hunger", "accuracy against samples"},
    {"train.ladder", "the ladder"},
};

}  // namespace

std::span<const StageQuantity> train_quantities() { return quantities; }
std::span<const StagePart> train_parts() { return parts; }

void read_train_view(const TomlTable& table, ViewState& view) {
  TrainView& own = view.train;
  set(own.loss, table.yes_or_no("loss"));
  set(own.along, table.yes_or_no("along"));
  set(own.hunger_middle, table.yes_or_no("hunger_middle"));
  if (const auto sample = table.whole("opened")) own.opened = *sample < 0 ? std::nullopt : std::optional<int>(*sample);
  if (const auto speed = table.text("speed")) {
    if (*speed != "step" && *speed != "slow" && *speed != "full")
      complain(*table.node("speed"), table.full_name("speed"), "must be \"step\", \"slow\" or \"full\".");
    own.speed = *speed == "step" ? TrainSpeed::step_by_step : *speed == "slow" ? TrainSpeed::slow : TrainSpeed::full;
  }
}

}  // namespace flatscope
