// The numbers of the charts, as CSV.
#include <fmt/format.h>

#include <cmath>
#include <iterator>

#include "app/files/export_items.h"
#include "app/stages/train/model/confusion.h"
#include "app/stages/train/model/exports.h"
#include "core/training/models.h"

namespace flatscope {
namespace {

using Out = std::back_insert_iterator<std::string>;

std::string cell(double value) { return std::isnan(value) ? std::string() : fmt::format("{}", value); }
std::string cell(float value) { return std::isnan(value) ? std::string() : fmt::format("{}", value); }

void add_curve(std::string& text, const std::string& before, const NetworkState& state) {
  for (const EpochPoint& point : *state.curve)
    fmt::format_to(Out(text), "{},{},{},{},{},{}\n", before, point.epoch, point.steps, cell(point.loss),
                   cell(point.train_accuracy), cell(point.test_accuracy));
}

void add_run(std::string& text, int id, const TrainScene& scene,
             const std::array<std::shared_ptr<const NetworkState>, 2>& networks) {
  const std::array<std::string, 2> names = network_names(scene);
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (networks[i] == nullptr) continue;
    const NetworkState& state = *networks[i];
    const TrainSettings& settings = state.inputs.settings;
    const OptimizerSettings& optimizer = settings.optimizer;
    const EpochPoint& last = state.last();
    const ShiftMap* const shifts = state.shifts.get();
    fmt::format_to(Out(text), "{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n", id,
                   csv_cell(names[i]), csv_cell(layers_text(settings.layers)), csv_cell(state.inputs.data->set->name),
                   scene.data.canvas, settings.samples, settings.augment_shift, settings.shuffle_pixels ? "yes" : "no",
                   to_string(optimizer.kind), optimizer.learning_rate, optimizer.momentum, optimizer.weight_decay,
                   settings.dropout, settings.batch, settings.seed, state.parameters, last.epoch, last.steps,
                   cell(last.loss), cell(last.train_accuracy), cell(last.test_accuracy),
                   shifts == nullptr ? std::string() : cell(shifts->mean),
                   shifts == nullptr ? std::string() : cell(shifts->consistency));
  }
}

// Both networks' answers over the test part, with the names of the network and the classes.
template <typename Body>
void for_answers(const TrainScene& scene, const TrainResults& results, const Body& body) {
  const std::array<std::string, 2> names = network_names(scene);
  for (std::size_t i = 0; i < names.size(); ++i) {
    const NetworkState* const state = results.networks[i].get();
    if (state == nullptr || state->answers == nullptr) continue;
    body(csv_cell(names[i]), *state->inputs.data->set, *state->answers);
  }
}

}  // namespace

std::string curves_csv(const TrainScene& scene, const TrainResults& results) {
  std::string text = "network,epoch,steps,loss,train_accuracy,test_accuracy\n";
  const std::array<std::string, 2> names = network_names(scene);
  for (std::size_t i = 0; i < names.size(); ++i)
    if (results.networks[i] != nullptr) add_curve(text, csv_cell(names[i]), *results.networks[i]);
  return text;
}

std::string kept_curves_csv(const TrainResults& results) {
  std::string text = "run,network,epoch,steps,loss,train_accuracy,test_accuracy\n";
  for (const auto& kept : results.kept) {
    const std::array<std::string, 2> names = network_names(kept->scene);
    for (std::size_t i = 0; i < names.size(); ++i)
      if (kept->networks[i] != nullptr)
        add_curve(text, fmt::format("{},{}", kept->id, csv_cell(names[i])), *kept->networks[i]);
  }
  return text;
}

std::string shifts_csv(const TrainScene& scene, const TrainResults& results) {
  std::string text = "network,dx,dy,accuracy,samples,epoch\n";
  const std::array<std::string, 2> names = network_names(scene);
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (results.networks[i] == nullptr || results.networks[i]->shifts == nullptr) continue;
    const ShiftMap& map = *results.networks[i]->shifts;
    for (int dy = -map.radius; dy <= map.radius; ++dy)
      for (int dx = -map.radius; dx <= map.radius; ++dx)
        if (const double accuracy = map.at(dx, dy); !std::isnan(accuracy))
          fmt::format_to(Out(text), "{},{},{},{},{},{}\n", csv_cell(names[i]), dx, dy,
                         cell(static_cast<float>(accuracy)), map.samples, map.epoch);
  }
  return text;
}

std::string confusion_csv(const TrainScene& scene, const TrainResults& results) {
  std::string text = "network,class,read_as,test_samples\n";
  for_answers(scene, results, [&](const std::string& name, const Dataset& set, const TestAnswers& answers) {
    const Confusion confusion = confusion_of(set.test.labels, answers, static_cast<int>(set.classes.size()));
    for (int is = 0; is < confusion.classes; ++is)
      for (int read = 0; read < confusion.classes; ++read)
        fmt::format_to(Out(text), "{},{},{},{}\n", name, csv_cell(set.classes[static_cast<std::size_t>(is)]),
                       csv_cell(set.classes[static_cast<std::size_t>(read)]), confusion.at(is, read));
  });
  return text;
}

std::string answers_csv(const TrainScene& scene, const TrainResults& results) {
  std::string text = "network,sample,class,read_as";
  bool headed = false;
  for_answers(scene, results, [&](const std::string& name, const Dataset& set, const TestAnswers& answers) {
    if (!headed)
      for (const std::string& one : set.classes) text += "," + csv_cell("p(" + one + ")");
    if (!headed) text += "\n";
    headed = true;
    const std::size_t classes = set.classes.size();
    for (std::size_t i = 0; i < answers.classes.size(); ++i) {
      fmt::format_to(Out(text), "{},{},{},{}", name, i, csv_cell(set.classes[set.test.labels[i]]),
                     csv_cell(set.classes[answers.classes[i]]));
      for (std::size_t k = 0; k < classes; ++k)
        fmt::format_to(Out(text), ",{:.6g}", answers.probabilities.values()[i * classes + k]);
      text += "\n";
    }
  });
  return headed ? text : text + "\n";
}

std::string runs_csv(const TrainScene& scene, const TrainResults& results) {
  std::string text =
      "run,network,layers,data,canvas,samples,moved,shuffled,optimizer,learning_rate,momentum,weight_decay,dropout,"
      "batch,seed,parameters,epochs,steps,loss,train_accuracy,test_accuracy,mean_over_shifts,shift_consistency\n";
  add_run(text, 0, scene, results.networks);
  for (const auto& kept : results.kept) add_run(text, kept->id, kept->scene, kept->networks);
  return text;
}

}  // namespace flatscope
