// What can be taken away, and really running it.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/look/size_text.h"
#include "app/stages/kept_back.h"
#include "app/stages/parameters/model/run_networks.h"
#include "app/stages/parameters/model/words.h"
#include "app/stages/parameters/view/ledger.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

std::string fact_name(const char* what, std::size_t network) { return fmt::format("parameters.{}.{}", what, network); }

void show_run_words(Ui& ui, Column& column, const std::string& words, bool current) {
  const ImU32 ink = current ? ui.colours.text : ui.colours.muted;
  const float height =
      ui.text_wrapped({column.left() + ui.dp(12), column.y()}, column.width() - ui.dp(12), Type::small, ink, words);
  column.take_pixels(height);
}

void show_run_numbers(Ui& ui, Column& column, const NetworkRun& run, bool current) {
  const std::string shape = shape_text(run.output);
  const ImU32 name_ink = ui.colours.muted;
  const ImU32 number_ink = current ? ui.colours.text : ui.colours.muted;
  const std::array<std::array<std::string, 2>, 3> rows = {
      {{"weights", bytes_words(run.weight_bytes)},
       {"input and outputs", bytes_words(run.activation_bytes)},
       {run.output.size() > 1 ? "shape of the answers" : "answers", shape}}};
  for (const auto& [name, value] : rows) {
    const Rect row = column.take_pixels(ui.line_height(Type::body) + ui.dp(1));
    const float width = ui.text({row.max.x, row.min.y}, Type::mono, number_ink, value, Align::right);
    ui.text_fit({row.min.x + ui.dp(12), row.min.y}, row.width() - width - ui.dp(20), Type::small, name_ink, name);
  }
}

// One network's run: a name with its time, and what it took below.
void show_run(StageContext& context, Column& column, std::size_t index, const std::string& name) {
  Ui& ui = context.ui;
  const RunShown& shown = context.results.runs[index];
  if (!shown.running && !shown.done) return;
  column.gap(10);
  const bool current = !shown.running && shown.done.inputs == network_run_inputs(context.scene, index);
  const Rect row = column.take_pixels(ui.line_height(Type::mono_strong) + ui.dp(4));
  const NetworkRunInputs inputs = shown.running ? network_run_inputs(context.scene, index) : shown.done.inputs;
  const ImU32 colour = network_colour(ui, inputs.input, inputs.network);
  ui.draw->AddRectFilled({row.min.x, row.min.y + ui.dp(2)}, {row.min.x + ui.dp(4), row.max.y - ui.dp(4)},
                         current || shown.running ? colour : ui.colours.faint, ui.dp(2));
  const bool measured = !shown.running && shown.done->refusal.empty();
  const std::string time = shown.running ? "running…" : measured ? time_words(shown.done->seconds) : "not run";
  const float width = ui.text({row.max.x, row.min.y}, measured ? Type::mono_strong : Type::body,
                              current ? ui.colours.text : ui.colours.muted, time, Align::right);
  ui.text_fit({row.min.x + ui.dp(12), row.min.y}, row.width() - width - ui.dp(20), Type::body,
              current || shown.running ? ui.colours.text : ui.colours.muted, name);
  if (measured)
    ui.tooltip(row, shown.done->passes > 1
                        ? "One forward pass by the clock, weights and input being there: the middle of three."
                        : "One forward pass by the clock, weights and input being there.");
  const std::string state = shown.running ? "running" : !current ? "stale" : measured ? "done" : "refused";
  ui.record.fact(fact_name("run", index) + ".state", state);
  if (shown.running) return;
  if (measured) {
    show_run_numbers(ui, column, *shown.done, current);
    ui.record.fact(fact_name("run", index) + ".seconds", fmt::format("{:.9g}", shown.done->seconds));
    ui.record.fact(fact_name("run", index) + ".weight_bytes", std::to_string(shown.done->weight_bytes));
    ui.record.fact(fact_name("run", index) + ".activation_bytes", std::to_string(shown.done->activation_bytes));
  } else {
    show_run_words(ui, column, shown.done->refusal, current);
    ui.record.fact(fact_name("run", index) + ".refusal", shown.done->refusal);
  }
  const std::string left_out = left_out_words(inputs.input, inputs.network);
  if (left_out.empty()) return;
  show_run_words(ui, column, left_out, current);
  ui.record.fact(fact_name("run", index) + ".left_out", left_out);
}

// What the runs shown were of, where that is not what is on the screen now.
void tell_stale(StageContext& context, Column& column, std::size_t networks) {
  for (std::size_t i = 0; i < context.results.runs.size(); ++i) {
    const RunShown& shown = context.results.runs[i];
    if (shown.running || !shown.done) continue;
    if (i < networks && shown.done.inputs == network_run_inputs(context.scene, i)) continue;
    column.gap(8);
    column.note("Grey: measured for another network, input or picture. Run again to compare.");
    return;
  }
}

void tell_comparison(StageContext& context, Column& column) {
  const auto& runs = context.results.runs;
  for (std::size_t i = 0; i < 2; ++i)
    if (context.scene.parameters.networks.size() < 2 || runs[i].running || !runs[i].done ||
        !runs[i].done->refusal.empty() || runs[i].done.inputs != network_run_inputs(context.scene, i))
      return;
  column.gap(8);
  const bool same = runs[0].done->output == runs[1].done->output;
  const std::string words =
      same ? "Both give outputs of the same shape." : "Their outputs differ in shape: they do not do the same work.";
  column.note(words);
}

// The results come below the button: the inspector follows them as far as the button stays in sight.
void reveal_results(StageContext& context, float bottom, float button, bool running) {
  int& frames = context.view.parameters.reveal_runs;
  if (ImGui::GetIO().MouseWheel != 0.0F) frames = 0;
  if (frames == 0) return;
  const float top = ImGui::GetWindowPos().y, end = top + ImGui::GetWindowHeight();
  const float by = std::min(bottom + context.ui.dp(12) - end, button - top - context.ui.dp(8));
  if (by > 0.5F) {
    ImGui::SetScrollY(ImGui::GetScrollY() + by);
    context.ui.ask_for_frame(0.0);
  }
  if (!running) --frames;
}

}  // namespace

void inspect_network_evidence(StageContext& context, Column& column) {
  Ui& ui = context.ui;
  // What a run allocates and what the code prints tell the counts as well.
  constexpr std::string_view heading = "RUN IT";
  if (!section_shows(context, column, "parameters.run", heading)) return;
  const ParametersScene& scene = context.scene.parameters;
  const auto& runs = context.results.runs;
  const bool running = std::any_of(runs.begin(), runs.end(), [](const RunShown& run) { return run.running; });
  const bool two = scene.networks.size() > 1;
  column.section(heading);
  const Rect row = column.take_pixels(ui.line_height(Type::body) + ui.dp(14));
  const bool picture = scene.channels == 1 || scene.channels == 3;
  const std::string source =
      picture ? fmt::format("{} at {}", name_of(current_picture(context.scene)), size_text(scene.width, scene.height))
              : std::string("random numbers, as a picture has 1 or 3 channels");
  bool asked = false;
  if (push_button(ui, "parameters.run", row,
                  running ? "running…"
                  : two   ? "Run both, and time them"
                          : "Run it, and time it",
                  "Really allocates the weights and runs one forward pass on " + source +
                      ". The weights are random: only time and memory count.",
                  !running, !running)) {
    asked = true;
    ++context.view.parameters.runs_asked;
    context.view.parameters.reveal_runs = 4;
  }
  const float button = row.min.y;
  const std::array<std::string, 2> names = network_names(scene);
  for (std::size_t i = 0; i < scene.networks.size(); ++i) show_run(context, column, i, names[i]);
  tell_comparison(context, column);
  tell_stale(context, column, scene.networks.size());
  reveal_results(context, column.y(), button, running || asked);
  column.section("TAKE AWAY");
  if (column.button("parameters.code", "Copy as PyTorch",
                    "The network in hand as nn.Sequential, with its parameter count (Ctrl Shift C)."))
    context.edit.run("copy-code");
  column.gap(6);
  if (column.button("parameters.export", "Export…", "The picture, the numbers and the code, as files (Ctrl E)."))
    context.edit.run("export");
}

}  // namespace flatscope
