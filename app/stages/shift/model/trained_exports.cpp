#include "app/stages/shift/model/trained_exports.h"

#include <fmt/format.h>

#include <cmath>
#include <iterator>

#include "app/engine/picture.h"
#include "app/files/export_items.h"
#include "app/look/number_text.h"
#include "core/training/models.h"

namespace flatscope {
namespace {

const TrainedPair& pair_of(const Scene& scene) { return *scene.shift.pair; }

// The networks read what is shown of one moment.
bool maps_are_of_it(const Results& results) {
  return results.answer_maps && results.answer_maps.inputs.object == results.readings.inputs.object &&
         results.answer_maps.inputs.pair == results.readings.inputs.pair;
}

bool keeps_are_of_it(const Results& results) {
  const PairInputs& shown = results.readings.inputs;
  return results.keeps && results.keeps.inputs == KeepInputs{shown.pair, shown.dx, shown.dy};
}

}  // namespace

std::string network_name(const TrainedPair& pair, std::size_t which) {
  const TrainedNetwork* const network = pair.networks[which].get();
  if (network != nullptr && !network->name.empty()) return network->name;
  return which == 0 ? "left" : "right";
}

std::string trained_heading(const Scene& scene) {
  switch (scene.shift.pair_object) {
    case PairObject::sample:
      return fmt::format("Test sample {}", scene.shift.sample + 1);
    case PairObject::doodle:
      return "A doodle";
    case PairObject::picture:
      return name_of(current_picture(scene));
  }
  return {};
}

std::string trained_base(const Scene& scene) {
  switch (scene.shift.pair_object) {
    case PairObject::sample:
      return fmt::format("sample-{}", scene.shift.sample + 1);
    case PairObject::doodle:
      return "doodle";
    case PairObject::picture:
      return stem_of(current_picture(scene));
  }
  return {};
}

std::vector<std::string> trained_settings(const Scene& scene) {
  const ShiftScene& shift = scene.shift;
  const TrainedPair& pair = pair_of(scene);
  const Shape canvas = canvas_of(pair);
  std::vector<std::string> lines;
  lines.push_back(fmt::format("Canvas: {} x {} pixels (width x height), {}", canvas[2], canvas[1],
                              canvas[0] == 3 ? "colour" : "grey"));
  lines.push_back(fmt::format("What moves: {}", trained_heading(scene)));
  lines.push_back(fmt::format("Moved by: {} {} to the right, {} down", shift.dx, noun(shift.dx, "pixel"), shift.dy));
  lines.push_back("Border: zeros");
  lines.push_back(fmt::format("Learnt from: {}, moved by up to {}", pair.data_words, counted(pair.moved, "pixel")));
  for (std::size_t i = 0; i < pair.networks.size(); ++i) {
    if (pair.networks[i] == nullptr) continue;
    const TrainedNetwork& network = *pair.networks[i];
    lines.push_back(fmt::format("{}: {}; {} trained{}", network_name(pair, i), layers_text(network.layers),
                                counted(network.steps, "step"),
                                network.permutation.empty() ? "" : ", all pixels shuffled"));
  }
  return lines;
}

std::string probabilities_csv(const TrainedPair& pair, const PairResult& readings) {
  std::string text = "network,class,before,after\n";
  for (std::size_t i = 0; i < readings.networks.size(); ++i) {
    const Reading& reading = readings.networks[i];
    for (std::size_t k = 0; k < reading.before.size(); ++k)
      fmt::format_to(std::back_inserter(text), "{},{},{},{}\n", csv_cell(network_name(pair, i)),
                     csv_cell(class_name(pair, static_cast<int>(k))), shortest(reading.before[k]),
                     shortest(reading.after[k]));
  }
  return text;
}

std::string answer_map_csv(const TrainedPair& pair, const AnswerMaps& maps) {
  std::string text = "network,dx,dy,class,probability\n";
  for (std::size_t i = 0; i < maps.networks.size(); ++i) {
    const AnswerMap& map = maps.networks[i];
    if (map.classes.empty()) continue;
    for (int dy = -answer_radius; dy <= answer_radius; ++dy)
      for (int dx = -answer_radius; dx <= answer_radius; ++dx)
        fmt::format_to(std::back_inserter(text), "{},{},{},{},{}\n", csv_cell(network_name(pair, i)), dx, dy,
                       csv_cell(class_name(pair, map.at(dx, dy))),
                       shortest(map.probabilities[AnswerMap::index(dx, dy)]));
  }
  return text;
}

std::string trained_numbers_csv(const Results& results) {
  const PairInputs& inputs = results.readings.inputs;
  const TrainedPair& pair = *inputs.pair;
  std::string text = "what,value\n";
  const auto line = [&](std::string_view what, const auto& value) {
    fmt::format_to(std::back_inserter(text), "{},{}\n", csv_cell(what), csv_cell(fmt::format("{}", value)));
  };
  line("dx", inputs.dx);
  line("dy", inputs.dy);
  line("elements of the vector", results.shift->after->picture.size());
  line("elements changed", results.shift->elements_changed);
  for (std::size_t i = 0; i < pair.networks.size(); ++i) {
    const Reading& reading = results.readings->networks[i];
    const std::string name = network_name(pair, i) + ": ";
    if (!reading.answers()) {
      line(name + "no answer", reading.problem);
      continue;
    }
    line(name + "class before", class_name(pair, reading.class_before));
    line(name + "class after", class_name(pair, reading.class_after));
    line(name + "probability moved to other classes", shortest(reading.moved));
    if (maps_are_of_it(results)) {
      const AnswerMap& map = results.answer_maps->networks[i];
      line(fmt::format("{}places of {} that keep the class", name, answer_places), map.keeps());
      if (const auto change = first_change(map, inputs.dx, inputs.dy)) {
        line(name + "first other class on the path", class_name(pair, map.at(change->dx, change->dy)));
        line(name + "there: dx", change->dx);
        line(name + "there: dy", change->dy);
      }
    }
    if (!keeps_are_of_it(results) || std::isnan(results.keeps->share(i))) continue;
    line(name + "test samples moved the same", results.keeps->samples);
    line(name + "of these keep their class", results.keeps->kept[i]);
  }
  return text;
}

std::vector<ExportItem> trained_exports(const Results& results) {
  if (!results.readings || !results.shift || results.readings.inputs.object != results.shift.inputs.object) return {};
  const TrainedPair& pair = *results.readings.inputs.pair;
  const std::shared_ptr<const Answers>&before = results.shift->before, &after = results.shift->after;
  std::vector<ExportItem> items;
  items.push_back(npy_item(before, before->picture, "before", "Picture before", "-before.npy"));
  items.push_back(npy_item(after, after->picture, "after", "Picture after", "-after.npy"));
  items.push_back(text_item("probabilities", "Class probabilities", "both networks, before and after",
                            "-probabilities.csv", probabilities_csv(pair, *results.readings)));
  if (maps_are_of_it(results))
    items.push_back(text_item("answers", "The answer at every place",
                              fmt::format("dx and dy within ±{}", answer_radius), "-answers.csv",
                              answer_map_csv(pair, *results.answer_maps)));
  items.push_back(
      text_item("numbers", "The numbers", "what changed, by how much", "-numbers.csv", trained_numbers_csv(results)));
  return items;
}

}  // namespace flatscope
