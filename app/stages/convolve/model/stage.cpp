#include "app/stages/convolve/model/stage.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "app/engine/glide.h"
#include "app/files/pytorch_code.h"
#include "app/look/number_text.h"
#include "app/stages/convolve/model/exports.h"
#include "app/stages/convolve/model/file.h"
#include "app/stages/convolve/model/kernel_edits.h"
#include "app/stages/convolve/model/quantities.h"
#include "app/stages/convolve/model/stepping.h"
#include "core/layers/extent.h"

namespace flatscope {
namespace {

void read(const TomlTable& table, Scene& scene, SceneReading&) { read_convolve(table, scene.convolve); }

std::string write(const Scene& scene, const std::filesystem::path&) { return convolve_text(scene.convolve); }

// Of the kernel in hand, as the answers shown took it.
float first_weight(const LayerAnswer& answer, const ConvolveScene& convolve) {
  const Tensor& weight = *answer.layer.weight;
  const std::int64_t filter = std::clamp<std::int64_t>(convolve.filter, 0, weight.shape()[0] - 1);
  const std::int64_t slice = std::clamp<std::int64_t>(convolve.channel, 0, weight.shape()[1] - 1);
  return weight.data()[(filter * weight.shape()[1] + slice) * weight.shape()[2] * weight.shape()[3]];
}

FrameFacts frame_facts(const Scene& scene, const Results& results) {
  FrameFacts facts;
  if (!results.convolve) return facts;
  facts.size = {results.convolve->picture->width(), results.convolve->picture->height()};
  if (const auto answer = answer_in_hand(*results.convolve, scene))
    facts.weight = first_weight(*answer, scene.convolve);
  return facts;
}

StageExports exports(const Scene& scene, const Results& results) {
  const Picture& picture = current_picture(scene);
  const auto& result = results.convolve;
  if (!result) return {name_of(picture), stem_of(picture), {}};
  StageExports all{fmt::format("Layer {} on {}", scene.convolve.layer + 1, name_of(picture)), export_base(scene),
                   convolve_exports(*result, scene)};
  if (all.items.empty() && result->problem) all.heading = result->problem->sentence;
  return all;
}

const char* yes_no(bool on) { return on ? "yes" : "no"; }

std::vector<std::string> settings(const Scene& scene) {
  std::vector<std::string> lines;
  const PixelSize size = convolve_size(scene);
  lines.push_back(fmt::format("Picture: {} x {} pixels (width x height)", size.width, size.height));
  lines.push_back(fmt::format("Colour: {}", yes_no(scene.convolve.colour)));
  for (std::size_t i = 0; i < scene.convolve.layers.size(); ++i) {
    const ConvLayer& layer = scene.convolve.layers[i];
    const Shape& weight = layer.weight->shape();
    lines.push_back(
        fmt::format("Layer {}: {} of {} x {} taps, stride {}, padding {} ({}), dilation {}, "
                    "extent {} x {}, ReLU {}, pooling {}",
                    i + 1, counted(weight[0], "filter"), weight[3], weight[2], layer.stride,
                    layer.same ? std::string("same") : std::to_string(layer.padding), to_string(layer.padding_mode),
                    layer.dilation, extent_of(weight[3], layer.dilation), extent_of(weight[2], layer.dilation),
                    yes_no(layer.relu), to_string(layer.pooling)));
  }
  lines.push_back(fmt::format("In hand: layer {}, filter {}", scene.convolve.layer + 1, scene.convolve.filter + 1));
  return lines;
}

StageCode code(const Scene& scene, const Results& results, CodeOf what) {
  const auto& result = results.convolve;
  if (!result) return {};
  const bool all = what == CodeOf::all_layers;
  StageCode made;
  made.code = all ? code_of_stack(*result, scene) : code_of_layer(*result, scene);
  if (made.code.empty()) {
    const std::string why = result->problem ? result->problem->sentence : "It is not computed yet.";
    made.said = fmt::format("There is no code to copy. {}", why);
    made.refused = true;
    return made;
  }
  const Tensor& input = all ? *result->picture : *answer_in_hand(*result, scene)->input;
  const char* needs =
      input.size() <= most_values_in_code ? "" : " It loads the input from a file: export it with Ctrl+E, Input.";
  made.said = fmt::format("{} copied as PyTorch code, {}.{}",
                          all ? std::string("All layers") : fmt::format("Layer {}", scene.convolve.layer + 1),
                          lines_in_words(made.code), needs);
  return made;
}

void hold_still(const ViewState& view, const Results& results, ViewState& still, Results& known) {
  still.convolve.input = view.convolve.input;
  still.convolve.enlarged = view.convolve.enlarged;
  still.convolve.numbers = view.convolve.numbers;
  still.convolve.numbers_grid = view.convolve.numbers_grid;
  still.convolve.matrix_camera = view.convolve.matrix_camera;
  still.convolve.matrix_one_map = view.convolve.matrix_one_map;
  still.convolve.matrix_log = view.convolve.matrix_log;
  static_cast<ConvolveResults&>(known) = results;
}

void nudge(StageEdit& edit, int dx, int dy) {
  edit.scene.convolve.column = static_cast<int>(edit.view.convolve.patch.column) + dx;
  edit.scene.convolve.row = static_cast<int>(edit.view.convolve.patch.row) + dy;
  lead_patch(edit.view.convolve, 0);
}

void reset(StageEdit& edit) {
  ConvolveView& view = edit.view.convolve;
  view.input = {};
  view.matrix_camera = {};
  view.matrix_one_map = view.numbers = false;
  edit.scene.convolve.row = edit.scene.convolve.column = 0;
  lead_patch(view, 0);
}

bool close(StageEdit& edit) {
  ConvolveView& view = edit.view.convolve;
  return std::exchange(view.numbers, false) || std::exchange(view.enlarged, false);
}

void change_working_size(StageEdit& edit, int steps) { step_working_size(edit.scene.convolve.working_size, steps); }

void toggle_colour(StageEdit& edit) { edit.scene.convolve.colour = !edit.scene.convolve.colour; }

void come_to_rest(ViewState& view) {
  view.convolve.refusal.clear();
  view.convolve.playing = 0;
}

// A kernel's cell in hand takes them even in the frame in which its field gets the keyboard back.
bool takes_letters(const ViewState& view) { return view.convolve.cell.has_value(); }

bool take_paste(ViewState& view, const ClipboardAnswer& answer, bool looks) {
  KernelView& kernel = view.convolve.kernel;
  if (!std::exchange(kernel.pasting, false)) return false;
  kernel.said.clear();
  if (looks) kernel.pasted = answer;
  return !answer.problem.empty() || is_kernel(answer.text);
}

template <int by>
void step(StageEdit& edit) {
  place_patch(edit.scene, patch_after(edit.scene, edit.view.convolve.patch, by));
  lead_patch(edit.view.convolve, 0);
}

// A whole ride is one step of undo.
template <int direction>
void play(StageEdit& edit) {
  edit.commit = !start_or_pause(edit.scene, edit.view.convolve, direction);
}

template <KernelView::Ask what>
void ask_kernel(StageEdit& edit) {
  edit.view.convolve.kernel.ask = what;
}

constexpr StageAction actions[] = {
    {"convolve.play", "Play the window, or pause (Convolve)", "Space", play<1>},
    {"convolve.play-backward", "Play it backward", "B", play<-1>},
    {"convolve.step-forward", "One step forward along the rows", ".", step<1>, true},
    {"convolve.step-back", "One step back", ",", step<-1>, true},
    {.id = "convolve.copy-kernel",
     .words = "Copy the kernel as text",
     .keys = "Ctrl C",
     .run = ask_kernel<KernelView::Ask::copy>,
     .yields_to_fields = true,
     .in_presenter = false,
     .line_keys = "Ctrl C, Ctrl V",
     .line_words = "Copy or paste the kernel as text (Convolve)"},
    {.id = "convolve.paste-kernel",
     .words = "Paste the kernel as text",
     .keys = "Ctrl V",
     .run = ask_kernel<KernelView::Ask::paste>,
     .yields_to_fields = true,
     .in_presenter = false,
     .told_above = true},
};

void glide_convolve(const Scene& from, const ViewState& from_view, double share, Scene& scene, ViewState& view) {
  glide_between(from.convolve.row, share, scene.convolve.row);
  glide_between(from.convolve.column, share, scene.convolve.column);
  glide_between(from_view.convolve.input, share, view.convolve.input);
}

}  // namespace

constinit const StageModel convolve_model = whole({
    .stage = Stage::convolve,
    .name = "convolve",
    .title = "Convolve",
    .key = "3",
    .show_id = "stage.convolve",
    .clamp = clamp_convolve,
    .read = read,
    .write = write,
    .keep = keeps_no_results,
    .leave_out_own = has_nothing_of_ones_own,
    .answers = convolve_answers,
    .frame_facts = frame_facts,
    .exports = exports,
    .settings = settings,
    .code = code,
    .hold_still = hold_still,
    .nudge = nudge,
    .reset = reset,
    .close = close,
    .let_go = nothing_to_let_go,
    .change_working_size = change_working_size,
    .toggle_colour = toggle_colour,
    .come_to_rest = come_to_rest,
    .takes_letters = takes_letters,
    .take_paste = take_paste,
    .offers_pictures = always_offers_pictures,
    .shows_picture = always_shows_picture,
    .picture_chosen = any_picture_will_do,
    .actions = actions,
    .quantities = convolve_quantities,
    .parts = convolve_parts,
    .read_view = read_convolve_view,
    .glide = glide_convolve,
});

}  // namespace flatscope
