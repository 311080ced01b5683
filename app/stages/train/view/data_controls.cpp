// What both networks learn from: which pictures, how many, how large, and what could not be used of them.
#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "app/engine/scene.h"
#include "app/stages/train/model/both_networks.h"
#include "app/stages/train/view/stage.h"
#include "core/files/plain_text.h"
#include "core/training/canvas.h"
#include "core/training/class_names.h"

namespace flatscope {
namespace {

constexpr int usual_fill = 67;              // per cent, the first size that enlarged digits have
constexpr int most_drawn_samples = 20'000;  // of shapes, which are drawn by rule without an end
constexpr int most_cut_samples = 5'000;     // of opened pictures

void choose_kind(StageContext& context, Column& column) {
  TrainScene& scene = context.edit.scene.train;
  column.section("DATA");
  const bool enough = context.scene.pictures.size() >= 2;
  const Option kinds[] = {
      {"Digits", "1,797 handwritten digits, 8 × 8 pixels (UCI)."},
      {"Fashion", "Clothes, 28 × 28 pixels (Fashion-MNIST, Zalando)."},
      {"Shapes", "Circles, squares, triangles, crosses and stars, drawn by rule; as many as one likes."},
      {"Pictures", enough ? "Each opened picture is a class; samples are cut out of it."
                          : "Open a second picture: each is a class, and samples are cut out of it."},
      {"Folder", "A folder of your own: with IDX files, as MNIST has them, or with one folder a class."}};
  int chosen = static_cast<int>(scene.data.kind);
  const Change change = column.segmented("train.data", kinds, chosen);
  if (change.changed && static_cast<DataKind>(chosen) != scene.data.kind) {
    choose_data(scene, static_cast<DataKind>(chosen));
    context.view.train.sheet_page = context.view.train.shown_sample = 0;
  }
  context.edit(change);
  column.gap(4);
}

void choose_digits(StageContext& context, Column& column) {
  DataChoice& data = context.edit.scene.train.data;
  bool enlarged = data.fill != 0;
  const Change change =
      column.toggle("train.enlarge", "Enlarge the digits", enlarged,
                    "Off: 8 × 8 pixels as they are, in the middle. On: enlarged to fill a share of the canvas.");
  if (change.changed) data.fill = enlarged ? usual_fill : 0;
  context.edit(change);
  if (context.scene.train.data.fill == 0 || data.fill == 0) return;
  context.edit(column.slider("train.fill", "They fill", data.fill, 30, 100,
                             "Of the canvas, from edge to edge. The rest is room to be moved in.",
                             fmt::format("{} %", data.fill)));
}

void choose_fashion(StageContext& context, Column& column) {
  DataChoice& data = context.edit.scene.train.data;
  const TrainData* const there = context.results.train.data.get();
  const bool installed = data.whole || (there != nullptr && there->more_installed);
  bool whole = data.whole;
  const Change change = column.toggle(
      "train.whole", "Out of all 70,000", whole,
      installed ? "60,000 to learn from and 10,000 to test, in place of the 3,000 and 1,000 that come along."
                : "Only the 4,000 that come along are here: Debian's package dataset-fashion-mnist has them all.",
      installed);
  if (change.changed) data.whole = whole;
  context.edit(change);
}

// Those that are open and those that come along: each is a class once it is open.
void choose_pictures(StageContext& context, Column& column) {
  const auto open = static_cast<std::int64_t>(context.scene.pictures.size());
  column.gap(4);
  column.note(fmt::format("Each opened picture is a class: {} open now. A click opens one more.", grouped(open)));
  if (context.pictures) context.pictures(column);
  column.gap(4);
  if (column.button(
          "train.open_pictures", "Open pictures…",
          "Each opened picture is a class: 2 to 10 of them (Ctrl O). What closes one stands among the keys (?)."))
    context.edit.run("open");
}

std::function<void(Scene&)> take_names(const std::filesystem::path& path) {
  load_class_names(path);
  return [path](Scene& scene) { scene.train.data.class_names = path; };
}

void choose_folder(StageContext& context, Column& column) {
  const DataChoice& data = context.scene.train.data;
  column.gap(4);
  const std::string name = data.folder.empty() ? "Choose a folder…" : shown(data.folder.filename()) + " …";
  if (column.button("train.folder", name,
                    data.folder.empty() ? "With the four IDX files of MNIST and its kin (.gz or not), or with one "
                                          "folder of pictures for each class."
                                        : shown(data.folder)))
    ask_for_folder(context);
  if (data.folder.empty()) return;
  column.gap(6);
  if (data.class_names.empty()) {
    if (column.button("train.names", "Names of the classes…", "A text file with a name a line, in their order."))
      context.edit.file = FileAsk{.name = "", .use = FileUse::open_text, .read = take_names};
    return;
  }
  const std::string label = "Without " + shown(data.class_names.filename());
  if (column.button("train.names", label, "The classes get the names again that the data has.")) {
    context.edit.scene.train.data.class_names.clear();
    context.edit.commit = true;
  }
}

void choose_samples(StageContext& context, Column& column) {
  TrainScene& scene = context.edit.scene.train;
  const TrainResults& results = context.results.train;
  int most = scene.samples;
  if (results.data != nullptr) most = static_cast<int>(results.data->set->train.labels.size());
  if (scene.data.kind == DataKind::shapes) most = most_drawn_samples;
  if (scene.data.kind == DataKind::pictures) most = most_cut_samples;
  int samples = std::min(scene.samples, most);
  const Change change =
      column.slider("train.samples", "Training samples", samples, 10, std::max(most, 11),
                    "How many pictures both learn from: the first so many, every class alike as nearly as can be.",
                    grouped(samples), true);
  if (change.changed) scene.samples = samples;
  context.edit(change);
}

void choose_canvas_size(StageContext& context, Column& column) {
  TrainScene& scene = context.edit.scene.train;
  int canvas = scene.data.canvas;
  const Change change = column.slider(
      "train.canvas", "Canvas", canvas, static_cast<int>(smallest_canvas), static_cast<int>(largest_canvas),
      "Pixels a side of what both networks get (− and +). Usual networks are made anew for it.",
      fmt::format("{0} × {0}", canvas));
  if (change.changed) choose_canvas(scene, canvas);
  context.edit(change);
}

// What was left out, and why.
void tell_report(StageContext& context, Column& column) {
  Ui& ui = context.ui;
  const TrainResults& results = context.results.train;
  if (!results.data_problem.empty()) {
    // What is only asked for stands in the middle, with a button.
    if (!asks_for_data(context.scene)) {
      column.gap(6);
      column.take_pixels(ui.text_wrapped({column.left(), column.y()}, column.width(), Type::small, ui.colours.wrong,
                                         results.data_problem));
    }
    ui.record.fact("train.data.problem", results.data_problem);
    return;
  }
  if (!has_data(context.scene, context.results.train)) {
    ui.record.fact("train.data.problem", "");
    if (results.data_share > 0.0) {
      column.gap(6);
      column.note(fmt::format("Reading … {:.0f} %", results.data_share * 100.0));
    }
    return;
  }
  const DataReport& report = results.data->report;
  if (report.skipped > 0) {
    column.gap(6);
    column.note(fmt::format("{} used, {} left out.", counted(report.used, "picture"), grouped(report.skipped)));
  }
  for (const std::string& problem : report.problems) {
    column.gap(4);
    const float height = ui.text_wrapped({column.left() + ui.dp(10), column.y()}, column.width() - ui.dp(10),
                                         Type::small, ui.colours.text, problem);
    ui.draw->AddRectFilled({column.left(), column.y() + ui.dp(2)},
                           {column.left() + ui.dp(3), column.y() + height - ui.dp(2)}, ui.colours.wrong, ui.dp(1));
    column.take_pixels(height);
  }
  ui.record.fact("train.data.problem", report.problems.empty() ? "" : report.problems.front());
  ui.record.fact("train.data.left_out", std::to_string(report.skipped));
}

// Only the data tells how many classes a folder has; both networks' last layers follow it.
void follow_classes(StageContext& context) {
  if (!has_data(context.scene, context.results.train) || context.edit.scene.train != context.scene.train) return;
  TrainScene fitted = context.scene.train;
  fit_classes(fitted, context.results.train.data->classes());
  if (fitted != context.scene.train) context.edit.scene.train = fitted;
}

}  // namespace

void inspect_data(StageContext& context, Column& column) {
  follow_classes(context);
  choose_kind(context, column);
  const DataKind kind = context.scene.train.data.kind;
  const bool set_up = context.scene.train.tab == TrainTab::set_up, missing = has_no_data(context);
  if (kind == DataKind::pictures && (set_up || missing)) choose_pictures(context, column);
  if (kind == DataKind::files && (set_up || missing)) choose_folder(context, column);
  tell_report(context, column);
  column.gap(6);
  choose_samples(context, column);
  if (!set_up) return;
  choose_canvas_size(context, column);
  if (kind == DataKind::digits) choose_digits(context, column);
  if (kind == DataKind::fashion) choose_fashion(context, column);
}

}  // namespace flatscope
