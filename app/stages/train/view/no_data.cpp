// Where there is nothing to learn from: why, and what to do about it.
#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "app/stages/train/view/stage.h"
#include "core/files/plain_text.h"

namespace flatscope {
namespace {

// Whether it is one is found out by reading it; only what is no folder at all is refused here.
std::function<void(Scene&)> take_folder(const std::filesystem::path& path) {
  std::error_code error;
  if (!std::filesystem::is_directory(path, error))
    throw std::runtime_error(fmt::format("{} is no folder.", shown(path)));
  return [path](Scene& scene) {
    choose_data(scene.train, DataKind::files);
    scene.train.data.folder = path;
    scene.train.data.class_names.clear();
  };
}

bool same_choice(const DataChoice& a, const DataChoice& b) { return a.kind == b.kind && a.folder == b.folder; }

}  // namespace

bool lacks_data(const StageContext& context) {
  const TrainData* const data = context.results.train.data.get();
  return data == nullptr || !same_choice(data->inputs.choice, data_inputs(context.scene).choice);
}

bool has_no_data(const StageContext& context) {
  return context.results.train.data == nullptr && !context.results.train.data_problem.empty();
}

void ask_for_folder(StageContext& context) {
  context.edit.file = FileAsk{.name = "", .use = FileUse::open_folder, .read = take_folder};
}

float draw_no_data(StageContext& context, const Rect& area) {
  Ui& ui = context.ui;
  const TrainResults& results = context.results.train;
  if (!has_no_data(context))
    return ui.text_wrapped(area.min, area.width(), Type::body, ui.colours.text,
                           fmt::format("Reading the pictures … {:.0f} %", results.data_share * 100.0));
  const DataChoice& choice = context.scene.train.data;
  const bool folder = choice.kind == DataKind::files, pictures = choice.kind == DataKind::pictures;
  const bool asks = asks_for_data(context.scene);  // nothing is wrong yet
  const float width = std::min(area.width(), ui.dp(560));
  float y = area.min.y;
  y += ui.text_wrapped({area.min.x, y}, width, Type::body, asks ? ui.colours.text : ui.colours.wrong,
                       results.data_problem) +
       ui.dp(14);
  if (!folder && !pictures) return y - area.min.y;
  const std::string_view label = folder ? "Choose a folder…" : "Open pictures…";
  const float height = ui.line_height(Type::body) + ui.dp(20);
  if (push_button(ui, "train.no_data",
                  {{area.min.x, y}, {area.min.x + ui.measure(Type::strong, label).x + ui.dp(48), y + height}}, label,
                  folder
                      ? "With the four IDX files of MNIST and its kin (.gz or not), or with one folder of pictures for "
                        "each class."
                      : "Each opened picture is a class: 2 to 10 of them (Ctrl O).",
                  true)) {
    if (folder) {
      ask_for_folder(context);
    } else {
      context.edit.run("open");
    }
  }
  ui.record.fact("train.no_data", results.data_problem);
  return y + height - area.min.y;
}

}  // namespace flatscope
