#include "app/stages/train/model/run_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/look/number_text.h"
#include "app/stages/train/model/data.h"
#include "app/stages/train/model/quick_network.h"

namespace flatscope {
namespace {

// "moved by up to 5 px" or "not moved", and the like.
std::string or_not(bool is, std::string words, std::string_view otherwise) {
  return is ? std::move(words) : std::string(otherwise);
}

void add_data(const TrainScene& scene, const TrainScene& than, std::vector<std::string>& words) {
  const DataChoice &data = scene.data, &other = than.data;
  if (data.kind != other.kind || data.folder != other.folder) words.push_back(data_name(scene));
  if (data.whole != other.whole && data.kind == DataKind::fashion && other.kind == DataKind::fashion)
    words.push_back(data.whole ? "all 70,000 pictures" : "the bundled pictures");
  if (data.canvas != other.canvas) words.push_back(fmt::format("on {0} × {0} px", data.canvas));
  if (data.fill != other.fill && data.kind == DataKind::digits && other.kind == DataKind::digits)
    words.push_back(data.fill == 0 ? "digits of 8 × 8 px" : fmt::format("digits fill {} %", data.fill));
}

void add_networks(const TrainScene& scene, const TrainScene& than, std::vector<std::string>& words) {
  const bool other_canvas = scene.data.canvas != than.data.canvas;
  for (std::size_t i = 0; i < scene.networks.size(); ++i) {
    std::vector<NetLayer> layers = scene.networks[i], others = than.networks[i];
    // As many classes as the data has is no choice.
    if (scene.data.kind != than.data.kind && !layers.empty() && !others.empty() &&
        layers.back().kind == LayerKind::linear && others.back().kind == LayerKind::linear)
      others.back().out = layers.back().out;
    if (layers != others) {
      const Shape input{1, scene.data.canvas, scene.data.canvas};
      words.push_back(other_canvas ? fmt::format("{}: other layers", i == 0 ? "left" : "right")
                                   : fmt::format("{} {}", name_of(family_of(layers)), structure_words(input, layers)));
    }
    const auto weights = own_weights(scene, i);
    if (weights != own_weights(than, i))
      words.push_back(fmt::format("{} from {}", i == 0 ? "left" : "right",
                                  weights == nullptr ? "the seed's weights" : "weights of a file"));
  }
}

void add_optimizer(const TrainScene& scene, const TrainScene& than, std::vector<std::string>& words) {
  if (scene.optimizer != than.optimizer) words.push_back(scene.optimizer == OptimizerKind::adam ? "Adam" : "SGD");
  if (scene.learning_rate != than.learning_rate)
    words.push_back(fmt::format("learning rate {}", shortest(scene.learning_rate)));
  const auto momentum = [](const TrainScene& of) { return of.optimizer == OptimizerKind::sgd ? of.momentum : 0.0F; };
  if (momentum(scene) != momentum(than))
    words.push_back(
        or_not(momentum(scene) > 0.0F, fmt::format("momentum {}", shortest(scene.momentum)), "no momentum"));
  if (scene.batch != than.batch) words.push_back(fmt::format("batch {}", grouped(scene.batch)));
  if (scene.seed != than.seed) words.push_back(fmt::format("seed {}", scene.seed));
}

std::int64_t steps_of(const NetworkState* state) { return state == nullptr ? 0 : state->steps; }

// Of a finished epoch; null where there is none.
const EpochPoint* point_at(const NetworkState& state, std::int64_t epoch) {
  const auto found = std::find_if(state.curve->begin(), state.curve->end(),
                                  [&](const EpochPoint& point) { return point.epoch == epoch; });
  return found == state.curve->end() ? nullptr : &*found;
}

}  // namespace

std::vector<std::string> run_differences(const TrainScene& scene, const TrainScene& than) {
  std::vector<std::string> words;
  if (scene.shuffle != than.shuffle) words.push_back(or_not(scene.shuffle, "shuffled", "not shuffled"));
  if (scene.samples != than.samples) words.push_back(counted(scene.samples, "sample"));
  if (scene.moved != than.moved)
    words.push_back(or_not(scene.moved > 0, fmt::format("moved by up to {} px", scene.moved), "not moved"));
  add_data(scene, than, words);
  add_networks(scene, than, words);
  if (scene.weight_decay != than.weight_decay)
    words.push_back(or_not(scene.weight_decay > 0.0F, fmt::format("weight decay {}", shortest(scene.weight_decay)),
                           "no weight decay"));
  if (scene.dropout != than.dropout)
    words.push_back(or_not(scene.dropout > 0.0F, fmt::format("dropout {}", shortest(scene.dropout)), "no dropout"));
  add_optimizer(scene, than, words);
  return words;
}

std::string run_words(const TrainScene& scene, const TrainScene& than) {
  const std::vector<std::string> words = run_differences(scene, than);
  return words.empty() ? "as this run" : fmt::format("{}", fmt::join(words, ", "));
}

std::string short_run_words(const TrainScene& scene) {
  TrainScene usual;
  std::vector<std::string> words;
  if (scene.data.kind != usual.data.kind) {
    usual.data.folder = scene.data.folder;
    choose_data(usual, scene.data.kind);
    // As many classes as the data has is no choice.
    for (std::size_t i = 0; i < usual.networks.size(); ++i)
      if (!scene.networks[i].empty() && scene.networks[i].back().kind == LayerKind::linear)
        usual.networks[i].back().out = scene.networks[i].back().out;
    words.push_back(data_name(scene));
  }
  for (std::string& word : run_differences(scene, usual)) {
    constexpr std::string_view up_to = "moved by up to ";
    if (word.starts_with(up_to)) word = "moved " + word.substr(up_to.size());
    words.push_back(std::move(word));
  }
  return words.empty() ? "standard" : fmt::format("{}", fmt::join(words, ", "));
}

bool same_run(const KeptRun& kept, const TrainResults& results) {
  for (std::size_t i = 0; i < kept.networks.size(); ++i) {
    if (kept.networks[i] == nullptr || results.networks[i] == nullptr) return false;
    if (kept.networks[i]->inputs != results.networks[i]->inputs) return false;
  }
  return true;
}

std::shared_ptr<const KeptRun> run_over(const TrainResults& results, std::optional<int> chosen) {
  std::shared_ptr<const KeptRun> last;
  for (const auto& kept : results.kept) {
    if (chosen == kept->id) return kept;
    if (!same_run(*kept, results)) last = kept;
  }
  return last;
}

TrainScene back_to(const KeptRun& kept, const TrainScene& now) {
  TrainScene scene = kept.scene;
  scene.tab = now.tab;
  scene.network = now.network;
  scene.sample = now.sample;
  scene.radius = now.radius;
  scene.hunger = now.hunger;
  scene.ladder = now.ladder;
  return scene;
}

RunDifference compared(const NetworkState* now, const NetworkState* kept) {
  if (steps_of(now) == 0 || steps_of(kept) == 0) return {};
  RunDifference difference;
  const std::int64_t epoch = std::min(now->last().epoch, kept->last().epoch);
  const EpochPoint *here = point_at(*now, epoch), *there = point_at(*kept, epoch);
  if (here == nullptr || there == nullptr || here->steps == 0 || there->steps == 0) return {};
  difference.epoch = epoch;
  difference.now = here->test_accuracy;
  difference.kept = there->test_accuracy;
  return difference;
}

}  // namespace flatscope
