#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <utility>

#include "app/cli/files.h"
#include "app/cli/interrupt.h"
#include "app/cli/subcommands.h"
#include "app/cli/train_data.h"
#include "app/engine/training_memory.h"
#include "core/files/file.h"
#include "core/files/weights.h"
#include "core/training/canvas.h"
#include "core/training/models.h"
#include "core/training/network_notes.h"
#include "core/training/run.h"
#include "core/training/shifts.h"

namespace flatscope::cli {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::int64_t default_epochs = 30;
constexpr std::int64_t consistency_pairs = 2000;

double seconds_since(Clock::time_point begun) { return std::chrono::duration<double>(Clock::now() - begun).count(); }

void declare(Command& command) {
  declare_data_options(command);
  std::string names;
  for (const Model& model : models()) names += (names.empty() ? "" : ", ") + std::string(model.name);
  command.option("--model", "NAME", names + " (default mlp)");
  command.option("--layers", "LAYERS",
                 "Or the layers in one word, as `flatscope count` takes them: \"flatten linear:10\"");
  command.option("--epochs", "N", fmt::format("Times that all samples are seen (default {})", default_epochs));
  command.option("--steps", "N", "Or the number of batches");
  command.option("--seed", "N",
                 "Of the first weights, the order of the batches and all else that is drawn (default 1)");
  command.flag("--shuffle-pixels", "One fixed shuffle of all pixels, the same for every picture");
  command.option("--augment-shift", "N", "Moves each training sample by up to N pixels, anew each time (default 0)");
  command.flag("--in-order", "Batches as the data stands, not shuffled");
  command.option("--batch", "N", "Samples a step (default 32)");
  command.option("--optimizer", "NAME", "adam (default) or sgd");
  command.option("--momentum", "X", "Of sgd, from 0 to below 1 (default 0)");
  command.option("--learning-rate", "X", "Default 0.002");
  command.option("--weight-decay", "X", "L2, as PyTorch's optimisers have it (default 0)");
  command.option("--dropout", "X",
                 "After each activation between two layers with weights, from 0 to below 1 (default 0)");
  command.option("--load", "FILE", "Begins with these weights (.safetensors or .npz), named as PyTorch names them");
  command.option("--save", "FILE", "Writes the weights there at the end");
  command.option("--shifts", "R", "Accuracy for every shift of up to R pixels, 0 to 256, over the test samples");
}

float real(const Command& command, const char* name, float fallback, float low, float high) {
  const std::optional<std::string> typed = command.text(name);
  return typed ? parse_real(name, *typed, low, high) : fallback;
}

TrainSettings settings_of(const Command& command, std::uint32_t seed, std::int64_t classes) {
  if (command.given("--model") && command.given("--layers"))
    throw UsageError("--model and --layers were both given; one of them says what to train");
  TrainSettings settings;
  if (const std::optional<std::string> layers = command.text("--layers")) {
    settings.layers = parse_layers(*layers);
  } else {
    std::vector<const Model*> all;
    for (const Model& model : models()) all.push_back(&model);
    const Model* const model = command.choice("--model", all[1], all, [](const Model* one) { return one->name; });
    settings.layers = layers_of(*model, classes);
  }
  settings.seed = seed;
  constexpr float almost_one = 0.999'999F, huge = 1e6F, tiny = 1e-12F;
  settings.optimizer.kind = command.choice("--optimizer", OptimizerKind::adam, all_optimizers);
  if (command.given("--momentum") && settings.optimizer.kind != OptimizerKind::sgd)
    throw UsageError("--momentum goes with --optimizer sgd; adam has its own");
  settings.optimizer.momentum = real(command, "--momentum", 0.0F, 0.0F, almost_one);
  settings.optimizer.learning_rate = real(command, "--learning-rate", 0.002F, tiny, huge);
  settings.optimizer.weight_decay = real(command, "--weight-decay", 0.0F, 0.0F, huge);
  settings.dropout = real(command, "--dropout", 0.0F, 0.0F, almost_one);
  settings.batch = command.integer("--batch", 32, 1);
  settings.in_order = command.given("--in-order");
  settings.augment_shift = command.integer("--augment-shift", 0, 0, possible_canvas);
  settings.shuffle_pixels = command.given("--shuffle-pixels");
  return settings;
}

fs::path place_to_save(const Command& command) {
  const std::optional<std::string> name = command.text("--save");
  if (!name) return {};
  const fs::path path = path_from_utf8(*name);
  if (path.extension() != ".safetensors" && path.extension() != ".npz")
    throw UsageError(fmt::format("--save is {}; it must end in .safetensors or .npz", shown(*name)));
  std::error_code error;
  const fs::path folder = path.parent_path();
  if (!folder.empty() && !fs::is_directory(folder, error))
    throw UsageError(fmt::format("--save is {}; there is no folder {}", shown(*name), utf8(folder)));
  return path;
}

// JSON has no NaN.
nlohmann::ordered_json number(double value) {
  return std::isfinite(value) ? nlohmann::ordered_json(value) : nlohmann::ordered_json(nullptr);
}

// A line on standard error that is written over and over, where a person sits there.
class Progress {
 public:
  void show(const std::string& words) {
    if (!terminal_ || seconds_since(shown_) < 0.1) return;
    shown_ = Clock::now();
    std::fprintf(stderr, "\r\033[K%s", words.c_str());
    std::fflush(stderr);
    dirty_ = true;
  }
  void clear() {
    if (dirty_) std::fputs("\r\033[K", stderr);
    dirty_ = false;
  }

 private:
  bool terminal_ = ::isatty(STDERR_FILENO) == 1, dirty_ = false;
  Clock::time_point shown_{};
};

void train(TrainRun& run, std::int64_t steps, Progress& progress) {
  Clock::time_point begun = Clock::now();
  while (run.steps() < steps && !Interrupt::pressed() && run.step()) {
    const std::int64_t an_epoch = run.steps_an_epoch();
    if (run.step_in_epoch() != 0 && run.steps() < steps) {
      progress.show(fmt::format("epoch {} of {}, step {} of {}, loss {:.4f}", run.epochs() + 1,
                                (steps + an_epoch - 1) / an_epoch, run.step_in_epoch(), an_epoch, run.epoch_loss()));
      continue;
    }
    nlohmann::ordered_json line;
    const double seconds = seconds_since(begun);
    line["epoch"] = (run.steps() + an_epoch - 1) / an_epoch;
    line["steps"] = run.steps();
    line["loss"] = number(run.epoch_loss());
    line["train_accuracy"] = run.train_accuracy();
    line["test_accuracy"] = run.test_accuracy();
    line["seconds"] = seconds;
    progress.clear();
    print_line(line.dump());
    begun = Clock::now();
  }
}

nlohmann::ordered_json shifts_of(TrainRun& run, const std::shared_ptr<const LabelledImages>& test, std::int64_t radius,
                                 Progress& progress) {
  ShiftSweep sweep(run.predictor(), test, {}, radius);
  while (!Interrupt::pressed() && sweep.advance())
    progress.show(fmt::format("shift {} of {}", sweep.done(), sweep.all()));
  progress.clear();
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  const std::int64_t side = 2 * radius + 1;
  for (std::int64_t y = 0; y < side; ++y) {
    nlohmann::ordered_json row = nlohmann::ordered_json::array();
    for (std::int64_t x = 0; x < side; ++x) row.push_back(number(static_cast<double>(sweep.accuracy().at(0, y, x))));
    rows.push_back(std::move(row));
  }
  nlohmann::ordered_json json;
  json["radius"] = radius;
  json["samples"] = sweep.samples();
  json["accuracy"] = std::move(rows);
  return json;
}

}  // namespace

int run_train(const Arguments& arguments) {
  Command command(
      "flatscope train",
      "Trains a network, a line of JSON an epoch and a last one with what came of it. Ctrl+C ends it early: "
      "what is finished is kept and printed.",
      "[--dataset NAME] [--model NAME | --layers \"LAYER LAYER...\"] [--epochs N | --steps N] [...]",
      "flatscope train --dataset digits --model mlp --epochs 2 --shifts 2");
  declare(command);
  if (!command.parse(arguments)) return 0;
  if (!command.words().empty())
    throw UsageError(fmt::format("{} is no option; a data set goes behind --dataset, a network behind --model",
                                 shown(command.words().front())));
  if (command.given("--epochs") && command.given("--steps"))
    throw UsageError("--epochs and --steps were both given; one of them says how long to train");
  const auto seed = static_cast<std::uint32_t>(command.integer("--seed", 1, 0));
  const std::int64_t epochs = command.integer("--epochs", default_epochs, 0);
  const std::int64_t asked_steps = command.integer("--steps", 0, 0);
  const std::int64_t radius = command.integer("--shifts", 0, 0, possible_canvas);
  const fs::path saved = place_to_save(command);

  const auto data = std::make_shared<const Dataset>(load_dataset(command, seed));
  const TrainSettings settings = settings_of(command, seed, static_cast<std::int64_t>(data->classes.size()));
  if (const std::string refusal = memory_refusal(settings, *data); !refusal.empty()) throw UsageError(refusal);
  TrainRun run(settings, data);
  if (const std::optional<std::string> name = command.text("--load"))
    run.set_parameters(read_weights(find_file(*name, "--load must be weights, .safetensors or .npz")));

  const Interrupt interrupt;
  Progress progress;
  train(run, command.given("--steps") ? asked_steps : epochs * run.steps_an_epoch(), progress);
  progress.clear();
  for (const std::string& trouble : run.health().sentences)
    std::fprintf(stderr, "flatscope train: %s\n", trouble.c_str());
  const Shape input(data->train.images.shape().begin() + 1, data->train.images.shape().end());
  if (!saved.empty())
    write_weights(saved, run.parameters(),
                  network_notes(input, settings.layers, run.steps(), run.epochs(), settings.shuffle_pixels));

  nlohmann::ordered_json last;
  const NetworkCount counted = count_network(input, settings.layers);
  last["parameters"] = counted.total.parameters.value;
  last["train_accuracy"] = run.train_accuracy();
  last["test_accuracy"] = run.test_accuracy();
  last["stopped"] = run.stopped().empty() ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(run.stopped());
  last["shift_consistency"] = nullptr;
  if (command.given("--shifts")) {
    const std::shared_ptr<const LabelledImages> test(data, &data->test);
    Predictor predictor = run.predictor();
    last["shift_consistency"] =
        shift_consistency(predictor, data->test.images, {}, radius, Border::zeros, consistency_pairs, seed);
    last["shifts"] = shifts_of(run, test, radius, progress);
  }
  print_line(last.dump());
  return 0;
}

}  // namespace flatscope::cli
