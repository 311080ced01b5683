#include "app/stages/train/model/exports.h"

#include <fmt/format.h>

#include <utility>

#include "app/files/export_items.h"
#include "app/look/number_text.h"
#include "app/stages/train/model/hunger.h"
#include "app/stages/train/model/ladder.h"
#include "app/stages/train/model/own_network.h"
#include "app/stages/train/model/pytorch.h"
#include "app/stages/train/model/quick_network.h"
#include "app/stages/train/model/to_shift.h"
#include "core/files/weights.h"

namespace flatscope {
namespace {

bool has_weights(const NetworkState* state) {
  return state != nullptr && state->weights != nullptr && state->inputs.data != nullptr && state->refusal.empty();
}

ExportItem bytes_item(std::string id, std::string label, std::string details, std::string ending, std::int64_t size,
                      std::function<std::vector<std::byte>()> make) {
  ExportItem item{std::move(id), std::move(label), std::move(details), std::move(ending), size, true, "", {}};
  item.make = std::move(make);
  return item;
}

// Weights, code that loads them, and code that trains such a network anew.
void add_network(std::vector<ExportItem>& items, const TrainScene& scene,
                 const std::shared_ptr<const NetworkState>& state, std::size_t i, const std::string& name) {
  const std::string_view side = side_names[i];
  const auto id = [&](std::string_view what) { return fmt::format("{}-{}", what, side); };
  const auto ending = [&](std::string_view behind) { return fmt::format("-{}{}", side, behind); };
  const auto network = trained_network(*state, name);
  constexpr std::int64_t header = 400, of_a_float = 4;
  const std::int64_t size = header + of_a_float * state->parameters;
  items.push_back(bytes_item(id("weights"), fmt::format("Weights: {}", name), "PyTorch's names, and what it is",
                             ending(".safetensors"), size, [network] { return network_file(*network); }));
  items.push_back(bytes_item(id("npz"), fmt::format("Weights: {}", name), "the same arrays for NumPy", ending(".npz"),
                             size + header, [network] { return encode_npz(network->parameters); }));
  const std::string npz = fmt::format("{}.npz", side), py = fmt::format("{}.py", side);
  items.push_back(long_text_item(
      id("code"), fmt::format("PyTorch code: {}", name),
      state->parameters <= most_parameters_in_code ? "with its weights and a sample, runs as it stands"
                                                   : fmt::format("loads {} beside it, runs a sample", npz),
      ending(".py"), 4'000 + of_a_float * std::min(state->parameters, most_parameters_in_code),
      [state, name, sample = scene.sample, file = CodeFile{npz, py, npz}] {
        return answer_code(*state, name, sample, file);
      }));
  const std::string training = fmt::format("{}-training.py", side);
  items.push_back(
      long_text_item(id("training"), fmt::format("PyTorch code: training the {}", name), "loads data.npz beside it",
                     ending("-training.py"), 3'000,
                     [state, name, epochs = scene.epochs, file = CodeFile{"data.npz", training, "data.npz"}] {
                       return training_code(*state, name, epochs, file);
                     }));
}

void add_data(std::vector<ExportItem>& items, const std::shared_ptr<const NetworkState>& state) {
  const Shape input = state->inputs.data->input();
  const Dataset& set = *state->inputs.data->set;
  const auto testing = static_cast<std::int64_t>(set.test.labels.size());
  const std::int64_t samples = state->inputs.settings.samples;
  constexpr std::int64_t of_a_float = 4;
  items.push_back(bytes_item("data", "The pictures and their classes",
                             fmt::format("{} to learn from, {} to test", grouped(samples), grouped(testing)),
                             "-data.npz", of_a_float * (samples + testing) * (element_count(input) + 1),
                             [state] { return encode_npz(data_arrays(*state)); }));
}

void add_tables(std::vector<ExportItem>& items, const TrainScene& scene, const TrainResults& results) {
  const auto add = [&](const char* id, const char* label, const char* details, std::string text) {
    items.push_back(text_item(id, label, details, fmt::format("-{}.csv", id), text));
  };
  add("curves", "Loss and accuracy of every epoch", "CSV, a line an epoch", curves_csv(scene, results));
  bool shifts = false, answers = false;
  for (const auto& state : results.networks) {
    shifts = shifts || (state != nullptr && state->shifts != nullptr);
    answers = answers || (state != nullptr && state->answers != nullptr);
  }
  if (shifts) add("shifts", "Accuracy for every shift", "CSV, a line a shift", shifts_csv(scene, results));
  if (answers) {
    add("confusion", "Which class is read as which", "CSV, a line a cell", confusion_csv(scene, results));
    add("answers", "What is read in every test sample", "CSV, with probabilities", answers_csv(scene, results));
  }
  add("runs", "This run and those that were kept", "CSV, a line a network", runs_csv(scene, results));
  if (!results.kept.empty())
    add("kept-curves", "Curves of the kept runs", "CSV, a line an epoch", kept_curves_csv(results));
  if (results.hunger != nullptr) add("hunger", "Data hunger", "CSV, a line a training", hunger_csv(*results.hunger));
  if (results.ladder != nullptr) add("ladder", "The ladder", "CSV, a line a training", ladder_csv(*results.ladder));
}

}  // namespace

std::array<std::string, 2> network_names(const TrainScene& scene) {
  std::array<std::string, 2> names;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::shared_ptr<const TrainedNetwork> own = own_weights(scene, i);
    names[i] = own != nullptr && !own->name.empty() ? own->name : std::string(name_of(family_of(scene.networks[i])));
  }
  if (names[0] == names[1]) {
    names[0] += ", left";
    names[1] += ", right";
  }
  return names;
}

std::vector<ExportItem> train_exports(const TrainScene& scene, const TrainResults& results) {
  std::vector<ExportItem> items;
  add_tables(items, scene, results);
  const std::array<std::string, 2> names = network_names(scene);
  std::shared_ptr<const NetworkState> any;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (!has_weights(results.networks[i].get())) continue;
    any = results.networks[i];
    add_network(items, scene, any, i, names[i]);
  }
  if (any != nullptr) add_data(items, any);
  return items;
}

}  // namespace flatscope
