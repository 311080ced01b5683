// The inspector of the tabs that train many networks: start and stop, the plan, and for data hunger the table that the
// pointer in the charts reads.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/stages/train/model/series_words.h"
#include "app/stages/train/view/hunger.h"
#include "app/stages/train/view/ladder.h"
#include "app/stages/train/view/stage.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

using Kind = TrainCommand::Kind;

bool wide_button(Ui& ui, Column& column, const char* id, std::string_view label, std::string_view tooltip, bool primary,
                 bool enabled = true) {
  const Rect row = column.take_pixels(ui.line_height(Type::body) + ui.dp(14));
  return push_button(ui, id, row, label, tooltip, primary, enabled);
}

void copy_button(StageContext& context, Column& column, const char* id, const std::string& csv, bool any) {
  TrainView& view = context.view.train;
  if (wide_button(context.ui, column, id, "Copy the numbers",
                  any ? "As CSV, a line for each training that is done." : "As soon as a training is done.", false,
                  any)) {
    ImGui::SetClipboardText(csv.c_str());
    view.series_said = fmt::format("Copied {} as CSV.", lines_in_words(csv));
  }
  if (view.series_said.empty()) return;
  column.gap(6);
  column.note(view.series_said);
}

// --- data hunger -----------------------------------------------------------------------------------------------------

void start_or_stop_hunger(StageContext& context, Column& column, const HungerShown& shown) {
  Ui& ui = context.ui;
  TrainView& view = context.view.train;
  if (shown.running) {
    if (wide_button(ui, column, "train.hunger.stop_here", "Stop, keep what is there",
                    "The training under way is kept, too: Go on takes it up again.", false))
      ask_trainer(view, Kind::stop_hunger);
    if (shown.differs.empty()) return;
    column.gap(8);
  }
  const auto planned = static_cast<std::int64_t>(planned_points(shown.wanted.plan).size());
  const bool other = !shown.differs.empty();
  std::string label = fmt::format("Train all {}", planned);
  std::string tooltip = "In the background, the small ones first.";
  if (shown.result != nullptr && other) {
    label = "Start again with these settings";
    tooltip = "What is shown belongs to other settings and is given up then.";
  } else if (shown.result != nullptr && shown.result->stopped) {
    label = fmt::format("Go on, {} left", shown.result->points.size() - shown.result->now);
    tooltip = "Where it was stopped.";
  } else if (shown.result != nullptr) {
    label = "Train all of them again";
    tooltip = "The same settings and the same seed give the same numbers.";
  }
  const bool again = shown.result != nullptr && shown.result->over() && !other;
  if (wide_button(ui, column, "train.hunger.start", label, tooltip, !again)) {
    ask_trainer(view, Kind::start_hunger);
    view.hunger_point = -1;
    view.series_said.clear();
  }
  if (!other || shown.result == nullptr) return;
  column.gap(6);
  std::string words = "Shown is what other settings gave. Changed since then: ";
  for (std::size_t i = 0; i < shown.differs.size(); ++i) words += (i == 0 ? "" : ", ") + shown.differs[i];
  column.note(words + ".");
  ui.record.fact("train.hunger.other", words);
}

// Few sizes and few steps fill a part of a lesson; all of them take the better part of an hour on two cores.
void choose_thoroughness(StageContext& context, Column& column) {
  HungerSettings& plan = context.edit.scene.train.hunger;
  constexpr HungerSettings quick{};
  constexpr int most_points = 6, most_steps = 20'000;
  const Option options[] = {{"Quick", "3 sizes, 3,000 steps at most for each training: some minutes."},
                            {"Thorough", "6 sizes, 20,000 steps at most for each training: up to an hour."}};
  int chosen = plan.most_steps > quick.most_steps ? 1 : 0;
  const Change change = column.segmented("train.hunger.thorough", options, chosen);
  if (change.changed) {
    plan.points = chosen == 1 ? most_points : quick.points;
    plan.most_steps = chosen == 1 ? most_steps : quick.most_steps;
  }
  context.edit(change);
  column.gap(4);
}

// What makes the number of trainings.
void count_trainings(Column& column, const HungerShown& shown) {
  const auto sizes = static_cast<std::int64_t>(hunger_samples(shown.wanted.plan).size());
  std::string words = fmt::format("{} × 2 networks × moved or not = {} trainings", counted(sizes, "size"), sizes * 4);
  if (sizes < shown.wanted.plan.points) words += "; there are no more between these two";
  column.note(words + ".");
}

void plan_hunger(StageContext& context, Column& column, const HungerShown& shown) {
  HungerSettings& plan = context.edit.scene.train.hunger;
  choose_thoroughness(context, column);
  const int most = std::max(12, static_cast<int>(shown.wanted.data->set->train.labels.size()));
  int from = std::min(plan.from, most - 1), to = std::min(plan.to, most);
  const Change low = column.slider("train.hunger.from", "From", from, 10, most - 1, "Samples of the smallest training.",
                                   counted(from, "sample"), true);
  if (low.changed) {
    plan.from = from;
    plan.to = std::max(to, from + 1);
  }
  context.edit(low);
  const Change high = column.slider("train.hunger.to", "to", to, 11, most, "Samples of the largest training.",
                                    counted(to, "sample"), true);
  if (high.changed) {
    plan.to = to;
    plan.from = std::min(from, to - 1);
  }
  context.edit(high);
  context.edit(column.slider("train.hunger.points", "Sizes", plan.points, 2, 6,
                             "Numbers of samples, each about so many times the one before."));
  context.edit(column.slider("train.hunger.moved", "Moved while training, up to", plan.moved, 1, 8,
                             "Of those that are moved: each picture another way each time it is seen.",
                             fmt::format("{} px", plan.moved)));
  count_trainings(column, shown);
}

}  // namespace

void inspect_hunger(StageContext& context, Column& column) {
  if (context.results.train.data == nullptr) return;
  const HungerShown shown = hunger_shown(context);
  column.section("DATA HUNGER");
  start_or_stop_hunger(context, column, shown);
  column.gap(8);
  plan_hunger(context, column, shown);
  read_hunger(context, column, shown);
  column.gap(8);
  const bool any = shown.result != nullptr && shown.result->now > 0;
  copy_button(context, column, "train.hunger.copy", any ? hunger_csv(*shown.result) : std::string(), any);
}

// --- the ladder ------------------------------------------------------------------------------------------------------

namespace {

void start_or_stop_ladder(StageContext& context, Column& column, const LadderShown& shown) {
  Ui& ui = context.ui;
  TrainView& view = context.view.train;
  const LadderResult* const result = shown.result;
  if (result != nullptr) {
    const Rect line = column.take_pixels(ui.line_height(Type::body));
    std::string right;
    if (shown.running && result->seconds > 2.0 && result->seconds_left > 0.0)
      right = seconds_left_words(result->seconds_left);
    if (!shown.running) right = result->over() ? fmt::format("in {:.0f} s", std::max(1.0, result->seconds)) : "stopped";
    const float room =
        line.width() -
        ui.text({line.max.x, line.min.y + (ui.line_height(Type::body) - ui.line_height(Type::small)) * 0.5F},
                Type::small, ui.colours.muted, right, Align::right);
    const std::array<std::string, 2> words = {fmt::format("{} of {} trainings done", result->done, result->all),
                                              fmt::format("{} of {} done", result->done, result->all)};
    ui.text_fit(line.min, room - ui.dp(8), Type::body, ui.colours.text,
                first_fitting(ui, Type::body, room - ui.dp(8), words));
    column.gap(4);
    const Rect track = column.take(4);
    ui.draw->AddRectFilled(track.min, track.max, ui.colours.line, ui.dp(2));
    const float share = (static_cast<float>(result->done) + static_cast<float>(result->over() ? 0.0 : result->share)) /
                        static_cast<float>(std::max<std::size_t>(1, result->all));
    if (share > 0.0F)
      ui.draw->AddRectFilled(track.min, {track.min.x + track.width() * std::min(1.0F, share), track.max.y},
                             ui.colours.text, ui.dp(2));
    column.gap(10);
    if (!result->problem.empty()) {
      column.take_pixels(
          ui.text_wrapped({column.left(), column.y()}, column.width(), Type::small, ui.colours.wrong, result->problem) +
          ui.dp(8));
    }
  }
  ui.record.fact("train.ladder.done", std::to_string(result == nullptr ? 0 : result->done));
  ui.record.fact("train.ladder.running", shown.running ? "yes" : "no");
  const LadderSettings wanted = possible(context.scene.train.ladder);
  const int trainings = 5 * wanted.seeds * (wanted.moved > 0 ? 2 : 1);
  if (shown.running) {
    if (wide_button(ui, column, "train.ladder.stop", "Stop, keep what is there",
                    "The training under way is kept, too: Go on takes it up again.", false))
      ask_trainer(view, Kind::stop_ladder);
    if (!shown.other) return;
    column.gap(8);
  }
  std::string label = fmt::format("Train all five, {}", counted(trainings, "training"));
  if (result != nullptr && shown.other) label = "Start again with these settings";
  if (result != nullptr && !shown.other && result->stopped)
    label = fmt::format("Go on, {} left", result->all - result->done);
  const bool again = result != nullptr && result->over() && !shown.other;
  if (again) label = "Train all five again";
  if (wide_button(ui, column, "train.ladder.start", label,
                  fmt::format("In the background: five networks, {}, moved and not moved, {} each.",
                              counted(wanted.seeds, "seed"), counted(wanted.epochs, "epoch")),
                  !again)) {
    ask_trainer(view, Kind::start_ladder);
    view.series_said.clear();
  }
  if (result == nullptr || !shown.other) return;
  column.gap(6);
  column.note("Shown is what other settings gave.");
}

void plan_ladder(StageContext& context, Column& column) {
  LadderSettings& plan = context.edit.scene.train.ladder;
  static constexpr DataKind kinds[] = {DataKind::digits, DataKind::fashion, DataKind::shapes};
  static constexpr Option names[] = {{"Digits", "Handwritten digits (UCI), enlarged to 12 × 12 on 16 × 16."},
                                     {"Fashion", "Clothes (Fashion-MNIST), averaged down to 12 × 12 on 16 × 16."},
                                     {"Shapes", "Shapes drawn by rule on 16 × 16, in five classes."}};
  column.section("DATA");
  int chosen = static_cast<int>(std::find(std::begin(kinds), std::end(kinds), plan.data) - std::begin(kinds));
  const Change kind = column.segmented("train.ladder.data", names, chosen);
  if (kind.changed) plan.data = kinds[chosen];
  context.edit(kind);
  column.gap(6);
  const int most = most_ladder_samples(plan.data);
  int samples = std::min(plan.samples, most);
  const Change change =
      column.slider("train.ladder.samples", "Training samples", samples, 20, most,
                    "He had 320. The first so many, every class alike as nearly as can be.", {}, true);
  if (change.changed) plan.samples = samples;
  context.edit(change);
  context.edit(column.slider("train.ladder.moved", "Moved sideways by up to", plan.moved, 0, 4,
                             "Each picture once, in training and in the test.", fmt::format("{} px", plan.moved)));
  context.edit(column.slider("train.ladder.seeds", "Seeds", plan.seeds, 1, 8,
                             "How often each network is trained: with other first weights, another order and other "
                             "moves, which are the same for all five."));
  context.edit(column.slider("train.ladder.epochs", "Epochs", plan.epochs, 1, 400, "Of each training.", {}, true));
}

// Both at the ends of the ladder, on the pictures that it was trained on.
void take_to_learning(TrainScene& scene) {
  choose_data(scene, scene.ladder.data);
  scene.data.canvas = ladder_canvas;
  scene.data.fill = ladder_fill;
  scene.samples = possible(scene.ladder).samples;
  const std::int64_t classes = classes_of(scene.ladder.data);
  scene.networks = {ladder_layers(0, classes), ladder_layers(4, classes)};
  scene.start = {};
  scene.tab = TrainTab::learning;
}

}  // namespace

void inspect_ladder(StageContext& context, Column& column) {
  Ui& ui = context.ui;
  const LadderShown shown = ladder_shown(context);
  column.section("THE LADDER");
  start_or_stop_ladder(context, column, shown);
  column.gap(8);
  const bool over = shown.result != nullptr && shown.result->over() && !shown.other;
  if (wide_button(ui, column, "train.ladder.learn", "Train 1 against 5 in Learning",
                  "Puts the first and the fifth network into Learning, on the same pictures.", over)) {
    take_to_learning(context.edit.scene.train);
    context.edit({true, true});
  }
  plan_ladder(context, column);
  column.section(shown.result == nullptr ? "HOW OURS WILL BE MEASURED" : "HOW OURS WERE MEASURED");
  column.note(ladder_method(shown.result == nullptr ? possible(context.scene.train.ladder) : shown.result->settings,
                            shown.result));
  column.section("1989");
  column.note(
      "LeCun’s own digits, 160 to test. They are not to be had. Figures: The Elements of Statistical Learning, "
      "table 11.1.");
  column.gap(14);
  const bool any = shown.result != nullptr && shown.result->done > 0;
  copy_button(context, column, "train.ladder.copy", any ? ladder_csv(*shown.result) : std::string(), any);
}

}  // namespace flatscope
