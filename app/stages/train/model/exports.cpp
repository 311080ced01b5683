#include "app/stages/train/model/exports.h"

#include <fmt/format.h>

#include <cmath>

#include "app/files/export_items.h"
#include "app/stages/train/model/quick_network.h"

namespace flatscope {

std::array<std::string, 2> network_names(const TrainScene& scene) {
  std::array<std::string, 2> names;
  for (std::size_t i = 0; i < names.size(); ++i)
    names[i] = scene.start[i] != nullptr && !scene.start[i]->name.empty() ? scene.start[i]->name
                                                                          : name_of(family_of(scene.networks[i]));
  if (names[0] == names[1]) {
    names[0] += ", left";
    names[1] += ", right";
  }
  return names;
}

std::string curves_csv(const TrainScene& scene, const TrainResults& results) {
  std::string text = "network,epoch,steps,loss,train_accuracy,test_accuracy\n";
  const std::array<std::string, 2> names = network_names(scene);
  const auto cell = [](double value) { return std::isnan(value) ? std::string() : fmt::format("{}", value); };
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (results.networks[i] == nullptr) continue;
    for (const EpochPoint& point : *results.networks[i]->curve)
      text += fmt::format("{},{},{},{},{},{}\n", csv_cell(names[i]), point.epoch, point.steps, cell(point.loss),
                          cell(point.train_accuracy), cell(point.test_accuracy));
  }
  return text;
}

std::vector<ExportItem> train_exports(const TrainScene& scene, const TrainResults& results) {
  std::vector<ExportItem> items;
  items.push_back(text_item("curves", "Loss and accuracy of every epoch", "CSV, a line an epoch", "-curves.csv",
                            curves_csv(scene, results)));
  return items;
}

}  // namespace flatscope
