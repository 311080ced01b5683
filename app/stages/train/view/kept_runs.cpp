// The inspector's kept runs: a row each with the figure that matters for the tab.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/look/number_text.h"
#include "app/stages/kept_back.h"
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
  const std::array<std::string, 2> names = run_heads(context);
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
  const std::array<std::string, 2> names = run_heads(context);
  const bool others = kept_has_others(context);
  const Rect row = column.take_pixels(ui.line_height(Type::small) + ui.dp(4));
  ui.text_fit({places.first, row.min.y}, places.first - places.words - ui.dp(2), Type::small,
              others ? ui.colours.muted : network_ink(context, 0), names[0], Align::right);
  ui.text_fit({places.second, row.min.y}, places.second - places.first - ui.dp(6), Type::small,
              others ? ui.colours.muted : network_ink(context, 1), names[1], Align::right);
}

// Laid over the curves, here or on Compare; a second click takes it off where it need not lie there.
void choose(StageContext& context, const KeptRun& kept, bool over) {
  TrainScene& scene = context.edit.scene.train;
  context.view.train.over = kept.id;
  if (scene.tab == TrainTab::learning && over) context.view.train.over.reset();
  if (scene.tab == TrainTab::learning || scene.tab == TrainTab::compare) return;
  scene.tab = TrainTab::compare;
  context.edit.commit = true;
}

void draw_run(StageContext& context, Column& column, const Places& places, const KeptRun* kept,
              const std::string& words, const std::array<std::shared_ptr<const NetworkState>, 2>& networks, bool over) {
  Ui& ui = context.ui;
  const Rect row = column.take_pixels(ui.line_height(Type::body) + ui.dp(9));
  bool hovered = false;
  if (kept != nullptr) {
    const std::string id = fmt::format("train.kept.{}", kept->id);
    if (hit_area(ui, id.c_str(), row, over ? "over" : "off")) choose(context, *kept, over);
    hovered = ImGui::IsItemHovered();
    ui.tooltip(kept_in_full(*kept) + (over ? " Lies over the curves." : " Click to lay it over the curves."));
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
  for (std::size_t i = 0; i < 2; ++i)
    ui.text({i == 0 ? places.first : places.second, top}, Type::mono, figure_ink(context, networks[i].get(), ink),
            figure(context, networks[i].get()), Align::right);
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

std::shared_ptr<const KeptRun> laid_over(const StageContext& context) {
  if (context.scene.train.tab == TrainTab::compare) return kept_over(context);
  for (const auto& kept : context.results.train.kept)
    if (context.view.train.over == kept->id) return kept;
  return nullptr;
}

std::string kept_row_name(const KeptRun& kept) { return fmt::format("{} · {}", kept.id, short_run_words(kept.scene)); }

bool kept_has_others(const StageContext& context) {
  const std::array<std::string, 2> names = network_names(context.scene.train);
  const auto& all = context.results.train.kept;
  return std::any_of(all.begin(), all.end(), [&](const auto& kept) { return network_names(kept->scene) != names; });
}

std::array<std::string, 2> run_heads(const StageContext& context) {
  if (kept_has_others(context)) return {"left", "right"};
  return network_names(context.scene.train);
}

ImU32 figure_ink(const StageContext& context, const NetworkState* state, ImU32 plain) {
  if (state == nullptr || !kept_has_others(context)) return plain;
  return ink_of(context.ui, family_of(state->inputs.settings.layers));
}

std::string kept_in_full(const KeptRun& kept) {
  std::string words = fmt::format("{}: {}", kept_name(kept), short_run_words(kept.scene));
  const Shape input{1, kept.scene.data.canvas, kept.scene.data.canvas};
  std::int64_t epochs = 0;
  for (std::size_t i = 0; i < 2; ++i) {
    const std::vector<NetLayer>& layers = kept.scene.networks[i];
    words += fmt::format("; {} {} {}", i == 0 ? "left" : "right", name_of(family_of(layers)),
                         structure_words(input, layers));
    if (kept.networks[i] != nullptr) epochs = std::max(epochs, kept.networks[i]->epochs);
  }
  return fmt::format("{}; {}.", words, counted(epochs, "epoch"));
}

void inspect_kept(StageContext& context, Column& column) {
  if (state_of(context, "train.kept") == PartState::hidden) return;
  const TrainResults& results = context.results.train;
  const std::shared_ptr<const KeptRun> over = kept_over(context);
  column.section(context.scene.train.tab == TrainTab::mistakes ? "KEPT RUNS: GAP, IN POINTS" : "KEPT RUNS, TEST IN %");
  const Places places = places_for(context, column);
  draw_heads(context, column, places);
  draw_run(context, column, places, nullptr, "This run", results.networks, false);
  const std::shared_ptr<const KeptRun> shown = laid_over(context);
  for (const auto& kept : results.kept)
    draw_run(context, column, places, kept.get(), kept_row_name(*kept), kept->networks, kept == shown);
  column.gap(6);
  column.note(fmt::format(
      "Throwing a switch keeps the run that is there and starts anew from the same seed. {} of {} are held.",
      results.kept.size(), most_kept_runs));
  column.gap(10);
  draw_buttons(context, column, over.get());
  draw_forget_all(context, column);
}

}  // namespace flatscope
