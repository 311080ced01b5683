#include "app/stages/parameters/model/stage.h"

#include <fmt/format.h>

#include "app/look/number_text.h"
#include "app/stages/parameters/model/exports.h"
#include "app/stages/parameters/model/file.h"
#include "app/stages/parameters/model/quantities.h"
#include "app/stages/parameters/model/words.h"
#include "core/training/models.h"

namespace flatscope {
namespace {

void clamp_parameters(Scene& scene) { clamp(scene.parameters); }

void read(const TomlTable& table, Scene& scene, SceneReading&) { read_parameters(table, scene.parameters); }

std::string write(const Scene& scene, const std::filesystem::path&) { return parameters_text(scene.parameters); }

// Nothing that is dragged here waits for an answer.
FrameFacts frame_facts(const Scene&, const Results& results) {
  FrameFacts facts;
  if (results.flatten) facts.size = {results.flatten->picture->width(), results.flatten->picture->height()};
  return facts;
}

StageExports exports(const Scene& scene, const Results&) {
  return {scene.parameters.networks.size() == 1 ? "The network" : "Two networks", "network", parameters_exports(scene)};
}

std::vector<std::string> settings(const Scene& scene) {
  std::vector<std::string> lines;
  const ParametersScene& parameters = scene.parameters;
  lines.push_back(fmt::format("Input: {} x {} x {} (channels x height x width)", parameters.channels, parameters.height,
                              parameters.width));
  for (std::size_t i = 0; i < parameters.networks.size(); ++i) {
    const std::string layers = layers_text(parameters.networks[i].layers);
    lines.push_back(fmt::format("Network {}: {}", i + 1, layers.empty() ? "no layers" : layers));
  }
  lines.push_back(fmt::format("The chart shows: {}", to_string(parameters.cost)));
  return lines;
}

StageCode code(const Scene& whole_scene, const Results&, CodeOf) {
  const ParametersScene& scene = whole_scene.parameters;
  const Network& network = scene.networks[static_cast<std::size_t>(scene.network)];
  StageCode made;
  made.code = pytorch_code(input_of(scene), network);
  const char* which = scene.networks.size() < 2 ? "The network"
                      : scene.network == 0      ? "The first network"
                                                : "The second network";
  const Count count = count_network(input_of(scene), network.layers).total.parameters;
  made.said =
      fmt::format("{} copied as PyTorch code, {}. It prints {}.", which, lines_in_words(made.code), count_text(count));
  return made;
}

void hold_still(const ViewState& view, const Results& results, ViewState& still, Results& known) {
  still.parameters.shown = view.parameters.shown;
  static_cast<ParametersResults&>(known) = results;
  for (RunShown& run : known.runs) run.running = false;
}

// The layer in hand: up and left is the one above.
void nudge(StageEdit& edit, int dx, int dy) { step_layer(edit.scene.parameters, dx + dy); }

void reset(StageEdit& edit) {
  const int asked = edit.view.parameters.runs_asked;
  edit.view.parameters = {};
  edit.view.parameters.runs_asked = asked;
  edit.scene.parameters.zoom = 0.0F;
}

void change_working_size(StageEdit& edit, int steps) { scale_input(edit.scene.parameters, steps); }

void toggle_colour(StageEdit& edit) {
  int& channels = edit.scene.parameters.channels;
  channels = channels == 3 ? 1 : 3;
}

template <ParametersView::Ask what>
void ask_ledger(StageEdit& edit) {
  edit.view.parameters.ask = what;
}

constexpr StageAction actions[] = {
    {.id = "parameters.layer-up",
     .words = "Move the layer up",
     .keys = "Alt ↑",
     .run = ask_ledger<ParametersView::Ask::up>,
     .repeats = true,
     .line_keys = "Alt ↑↓",
     .line_words = "Move the layer up or down (Parameters)"},
    {.id = "parameters.layer-down",
     .words = "Move the layer down",
     .keys = "Alt ↓",
     .run = ask_ledger<ParametersView::Ask::down>,
     .repeats = true,
     .told_above = true},
    {"parameters.remove-layer", "Take the layer out (Parameters)", "Delete", ask_ledger<ParametersView::Ask::remove>,
     true},
};

}  // namespace

constinit const StageModel parameters_model = whole({
    .stage = Stage::parameters,
    .name = "parameters",
    .title = "Parameters",
    .key = "4",
    .show_id = "stage.parameters",
    .clamp = clamp_parameters,
    .read = read,
    .write = write,
    .keep = keeps_no_results,
    .leave_out_own = has_nothing_of_ones_own,
    .answers = parameters_answers,
    .frame_facts = frame_facts,
    .exports = exports,
    .settings = settings,
    .code = code,
    .hold_still = hold_still,
    .nudge = nudge,
    .reset = reset,
    .close = nothing_to_close,
    .let_go = nothing_to_let_go,
    .change_working_size = change_working_size,
    .toggle_colour = toggle_colour,
    .come_to_rest = nothing_plays,
    .takes_letters = takes_no_letters,
    .take_paste = takes_no_paste,
    .offers_pictures = always_offers_pictures,
    .shows_picture = always_shows_picture,
    .picture_chosen = any_picture_will_do,
    .actions = actions,
    .quantities = parameters_quantities,
    .parts = parameters_parts,
    .read_view = read_parameters_view,
    .glide = nothing_glides,
});

}  // namespace flatscope
