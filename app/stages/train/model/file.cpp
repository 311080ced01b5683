#include "app/stages/train/model/file.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "app/files/toml_choice.h"
#include "app/files/toml_layers.h"
#include "app/stages/train/model/kept_weights.h"
#include "core/files/plain_text.h"

namespace flatscope {
namespace {

void read_layers(std::vector<NetLayer>& layers, const TomlTable& table, std::string_view key) {
  const toml::array* list = table.array(key);
  if (list == nullptr) return;
  const std::string name = table.full_name(key);
  std::vector<NetLayer> read = layers_in(*list, name, "linear:10");
  constexpr std::size_t most_layers = 64;
  if (read.size() > most_layers)
    complain(*list, name, fmt::format("has {} layers; there may be {}.", read.size(), most_layers));
  if (!read.empty()) layers = std::move(read);
}

void read_data(DataChoice& data, const TomlTable& table, SceneReading& reading) {
  set_choice(data.kind, table, "data", all_data_kinds);
  for (const auto& [key, path] : {std::pair{"folder", &data.folder}, {"class_names", &data.class_names}}) {
    const std::optional<std::filesystem::path> named = table.path(key);
    if (!named) continue;
    if (reading.opens_files)
      *path = *named;
    else
      reading.complaints.push_back(fmt::format("A link opens no files, and so not {}, from which Train was to learn.",
                                               shown(named->filename())));
  }
  set(data.canvas, table.whole("canvas"));
  set(data.fill, table.whole("fill"));
  set(data.whole, table.yes_or_no("whole"));
}

}  // namespace

std::string train_text(const TrainScene& scene, const std::filesystem::path& folder) {
  std::string text = "\n[train]\n";
  const auto line = [&text](std::string_view key, const auto& value) { text += fmt::format("{} = {}\n", key, value); };
  line("tab", toml_string(to_string(scene.tab)));
  line("data", toml_string(to_string(scene.data.kind)));
  if (!scene.data.folder.empty()) text += path_line("folder", scene.data.folder) + "\n";
  if (!scene.data.class_names.empty()) text += path_line("class_names", scene.data.class_names) + "\n";
  line("canvas", scene.data.canvas);
  line("fill", scene.data.fill);
  line("whole", scene.data.whole);
  line("left", toml_layers(scene.networks[0]));
  line("right", toml_layers(scene.networks[1]));
  text += weights_lines(scene, folder);
  line("seed", scene.seed);
  line("samples", scene.samples);
  line("epochs", scene.epochs);
  line("moved", scene.moved);
  line("shuffle", scene.shuffle);
  line("optimizer", toml_string(to_string(scene.optimizer)));
  line("learning_rate", number(scene.learning_rate));
  line("momentum", number(scene.momentum));
  line("weight_decay", number(scene.weight_decay));
  line("dropout", number(scene.dropout));
  line("batch", scene.batch);
  line("network", scene.network);
  line("sample", scene.sample);
  line("radius", scene.radius);
  const HungerSettings& hunger = scene.hunger;
  text += fmt::format("hunger = {{ from = {}, to = {}, points = {}, moved = {}, most_steps = {} }}\n", hunger.from,
                      hunger.to, hunger.points, hunger.moved, hunger.most_steps);
  const LadderSettings& ladder = scene.ladder;
  text += fmt::format("ladder = {{ data = {}, samples = {}, moved = {}, seeds = {}, epochs = {} }}\n",
                      toml_string(to_string(ladder.data)), ladder.samples, ladder.moved, ladder.seeds, ladder.epochs);
  return text;
}

void read_train(const TomlTable& table, TrainScene& scene, SceneReading& reading) {
  set_choice(scene.tab, table, "tab", all_train_tabs);
  read_data(scene.data, table, reading);
  read_layers(scene.networks[0], table, "left");
  read_layers(scene.networks[1], table, "right");
  set(scene.seed, table.whole("seed"));
  set(scene.samples, table.whole("samples"));
  set(scene.epochs, table.whole("epochs"));
  set(scene.moved, table.whole("moved"));
  set(scene.shuffle, table.yes_or_no("shuffle"));
  set_choice(scene.optimizer, table, "optimizer", all_optimizers);
  set(scene.learning_rate, table.decimal("learning_rate"));
  set(scene.momentum, table.decimal("momentum"));
  set(scene.weight_decay, table.decimal("weight_decay"));
  set(scene.dropout, table.decimal("dropout"));
  set(scene.batch, table.whole("batch"));
  set(scene.network, table.whole("network"));
  set(scene.sample, table.whole("sample"));
  set(scene.radius, table.whole("radius"));
  const TomlTable hunger = table.table("hunger");
  set(scene.hunger.from, hunger.whole("from"));
  set(scene.hunger.to, hunger.whole("to"));
  set(scene.hunger.points, hunger.whole("points"));
  set(scene.hunger.moved, hunger.whole("moved"));
  set(scene.hunger.most_steps, hunger.whole("most_steps"));
  const TomlTable ladder = table.table("ladder");
  set_choice(scene.ladder.data, ladder, "data", all_data_kinds);
  set(scene.ladder.samples, ladder.whole("samples"));
  set(scene.ladder.moved, ladder.whole("moved"));
  set(scene.ladder.seeds, ladder.whole("seeds"));
  set(scene.ladder.epochs, ladder.whole("epochs"));
  read_kept_weights(table, scene, reading);
}

}  // namespace flatscope
