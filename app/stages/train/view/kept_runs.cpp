// The inspector's kept runs: a row each with the figure that matters for the tab.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/look/number_text.h"
#include "app/stages/train/view/compare.h"
#include "app/stages/train/view/stage.h"

namespace flatscope {
namespace {

// The gap where mistakes are looked at, the test elsewhere.
std::string figure(const StageContext& context, const NetworkState* state) {
  if (!context.shows("train.kept")) return "?";
  if (state == nullptr || !state->measured()) return "–";
  if (context.scene.train.tab != TrainTab::mistakes) return hundredths(state->last().test_accuracy);
  return std::isnan(state->gap()) ? "–" : grouped_decimal(state->gap() * 100.0, 1);
}

struct Places {
  float words = 0.0F, first = 0.0F, second = 0.0F;  // where words end, and where figures end
};

Places places_for(const StageContext& context, const Column& column) {
  const Ui& ui = context.ui;
  const std::array<std::string, 2> names = network_names(context.scene.train);
  const float number = ui.measure(Type::mono, "100.0").x, most = column.width() * 0.26F;
  const auto wide = [&](const std::string& name) {
    return std::max(number, std::min(ui.measure(Type::small, name).x, most));
  };
  Places places;
  places.second = column.right();
  places.first = places.second - wide(names[1]) - ui.dp(12);
  places.words = places.first - wide(names[0]) - ui.dp(10);
  return places;
}

void draw_heads(StageContext& context, Column& column, const Places& places) {
  Ui& ui = context.ui;
  const std::array<std::string, 2> names = network_names(context.scene.train);
  const Rect row = column.take_pixels(ui.line_height(Type::small) + ui.dp(4));
  ui.text_fit({places.first, row.min.y}, places.first - places.words - ui.dp(2), Type::small, network_ink(context, 0),
              names[0], Align::right);
  ui.text_fit({places.second, row.min.y}, places.second - places.first - ui.dp(6), Type::small, network_ink(context, 1),
              names[1], Align::right);
}

void draw_run(StageContext& context, Column& column, const Places& places, const KeptRun* kept,
              const std::string& words, const std::array<std::shared_ptr<const NetworkState>, 2>& networks, bool over) {
  Ui& ui = context.ui;
  const Rect row = column.take_pixels(ui.line_height(Type::body) + ui.dp(9));
  bool hovered = false;
  if (kept != nullptr) {
    const std::string id = fmt::format("train.kept.{}", kept->id);
    if (hit_area(ui, id.c_str(), row, over ? "over" : "off")) context.view.train.over = kept->id;
    hovered = ImGui::IsItemHovered();
  }
  if (over || hovered)
    ui.draw->AddRectFilled({row.min.x - ui.dp(8), row.min.y}, {row.max.x + ui.dp(8), row.max.y},
                           over ? ui.colours.raised : mix(ui.colours.panel, ui.colours.raised, 0.5F), ui.dp(5));
  const float middle = row.centre().y;
  const bool here = kept == nullptr;
  const ImU32 ink = here || over || hovered ? ui.colours.text : ui.colours.muted;
  if (here) {
    ui.draw->AddCircleFilled({row.min.x + ui.dp(6), middle}, ui.dp(4.5F), ui.colours.text);
  } else {
    ui.draw->AddCircle({row.min.x + ui.dp(6), middle}, ui.dp(4), ink, 0, ui.dp(1.5F));
  }
  ui.text_fit({row.min.x + ui.dp(18), middle - ui.line_height(Type::body) * 0.5F}, places.words - row.min.x - ui.dp(18),
              here ? Type::strong : Type::body, ink, words);
  const float top = middle - ui.line_height(Type::mono) * 0.5F;
  ui.text({places.first, top}, Type::mono, ink, figure(context, networks[0].get()), Align::right);
  ui.text({places.second, top}, Type::mono, ink, figure(context, networks[1].get()), Align::right);
}

void draw_buttons(StageContext& context, Column& column, const KeptRun* over) {
  Ui& ui = context.ui;
  const TrainResults& results = context.results.train;
  const bool trained = std::any_of(results.networks.begin(), results.networks.end(),
                                   [](const auto& state) { return state != nullptr && state->trained(); });
  const float height = ui.line_height(Type::body) + ui.dp(14);
  if (push_button(ui, "train.to-shift", column.take_pixels(height), "Take both to Shift",
                  "Both networks, as they are now, answer on the Shift stage (S).", trained, trained))
    context.edit.run("train.to-shift");
  column.gap(6);
  if (column.button("train.keep", "Keep this run to compare",
                    "Both networks as they are now; a switch keeps the run by itself (K).", trained))
    context.edit.run("train.keep");
  if (over == nullptr || same_run(*over, results)) return;
  column.gap(6);
  const std::string words = "Back to " + kept_name(*over);
  if (column.button("train.back", words, "Every setting as it was then, and that very run. Undo comes back here."))
    go_back_to(context, *over);
}

// All at once, and the way back from it.
void draw_forget_all(StageContext& context, Column& column) {
  const TrainResults& results = context.results.train;
  TrainView& view = context.view.train;
  const auto kept = static_cast<std::int64_t>(results.kept.size());
  const auto forgotten = static_cast<std::int64_t>(results.forgotten.size());
  if (kept > 1) {
    column.gap(6);
    if (column.button("train.forget_all", fmt::format("Forget all {}", kept),
                      "The kept runs, not this one; they can be brought back until another is kept."))
      ask_trainer(view, TrainCommand::Kind::forget_all);
  } else if (forgotten > 0) {
    column.gap(6);
    if (column.button("train.bring_back", fmt::format("Bring {} back", counted(forgotten, "kept run")),
                      "Those that were forgotten at once."))
      ask_trainer(view, TrainCommand::Kind::bring_back);
  }
}

}  // namespace

void inspect_kept(StageContext& context, Column& column) {
  const TrainResults& results = context.results.train;
  const std::shared_ptr<const KeptRun> over = kept_over(context);
  column.section(context.scene.train.tab == TrainTab::mistakes ? "KEPT RUNS, GAP IN POINTS" : "KEPT RUNS, TEST IN %");
  const Places places = places_for(context, column);
  draw_heads(context, column, places);
  std::string here = "This run";
  if (over != nullptr) {
    const std::vector<std::string> other = run_differences(context.scene.train, over->scene);
    if (!other.empty()) here += fmt::format(": {}", fmt::join(other, ", "));
  }
  draw_run(context, column, places, nullptr, here, results.networks, false);
  for (const auto& kept : results.kept)
    draw_run(context, column, places, kept.get(),
             fmt::format("{}: {}", kept_name(*kept), run_words(kept->scene, context.scene.train)), kept->networks,
             kept == over);
  column.gap(6);
  column.note(fmt::format(
      "Throwing a switch keeps the run that is there and starts anew from the same seed. {} of {} are held.",
      results.kept.size(), most_kept_runs));
  column.gap(10);
  draw_buttons(context, column, over.get());
  draw_forget_all(context, column);
}

}  // namespace flatscope
