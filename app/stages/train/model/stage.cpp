#include "app/stages/train/model/stage.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/look/number_text.h"
#include "app/stages/train/model/both_networks.h"
#include "app/stages/train/model/exports.h"
#include "app/stages/train/model/file.h"
#include "app/stages/train/model/kept_weights.h"
#include "app/stages/train/model/own_network.h"
#include "app/stages/train/model/pytorch.h"
#include "app/stages/train/model/quantities.h"
#include "app/stages/train/model/to_shift.h"
#include "core/files/plain_text.h"
#include "core/training/models.h"

namespace flatscope {
namespace {

void clamp_train(Scene& scene) { clamp(scene.train); }

void read(const TomlTable& table, Scene& scene, SceneReading& reading) { read_train(table, scene.train, reading); }

std::string write(const Scene& scene, const std::filesystem::path& folder) { return train_text(scene.train, folder); }

std::vector<BesideFile> keep(Scene& scene, const Results& results, const std::filesystem::path& begin) {
  return keep_weights(scene, results.train, begin);
}

void leave_out_own(Scene& scene, std::vector<std::string>& said) {
  TrainScene& train = scene.train;
  if (train.data.kind == DataKind::files && !train.data.folder.empty())
    said.push_back(fmt::format("Your data in {} is not in the link; whoever opens it chooses data for Train.",
                               shown(train.data.folder.filename())));
  train.data.folder.clear();
  train.data.class_names.clear();
  for (std::size_t i = 0; i < train.start.size(); ++i) {
    if (train.start[i] == nullptr) continue;
    said.push_back(fmt::format("The weights of Train’s {} network are not in the link; there it begins with new ones.",
                               side_names[i]));
    train.start[i] = nullptr;
  }
}

// Nothing that is dragged here waits for an answer.
FrameFacts frame_facts(const Scene&, const Results&) { return {}; }

StageExports exports(const Scene& scene, const Results& results) {
  return {"Both networks", "training", train_exports(scene.train, results.train)};
}

std::vector<std::string> settings(const Scene& whole_scene) {
  const TrainScene& scene = whole_scene.train;
  std::vector<std::string> lines;
  lines.push_back(fmt::format("Data: {}, on {} x {} pixels", data_name(scene), scene.data.canvas, scene.data.canvas));
  lines.push_back(fmt::format("Training samples: {}, seed {}", scene.samples, scene.seed));
  lines.push_back(fmt::format("Moved while training: up to {}", counted(scene.moved, "pixel")));
  lines.push_back(fmt::format("All pixels shuffled: {}", scene.shuffle ? "yes" : "no"));
  lines.push_back(fmt::format("Optimiser: {}, learning rate {}, batch {}, weight decay {}, dropout {}",
                              to_string(scene.optimizer), scene.learning_rate, scene.batch, scene.weight_decay,
                              scene.dropout));
  const std::array<std::string, 2> names = network_names(scene);
  for (std::size_t i = 0; i < names.size(); ++i)
    lines.push_back(fmt::format("{}: {}", names[i], layers_text(scene.networks[i])));
  return lines;
}

// What is in hand: the network with its weights and a sample. All of it: its training.
StageCode code(const Scene& whole_scene, const Results& results, CodeOf what) {
  const TrainScene& scene = whole_scene.train;
  const auto side = static_cast<std::size_t>(scene.network);
  const std::string name = network_names(scene)[side];
  const NetworkState* const state = results.train.networks[side].get();
  StageCode made;
  if (state != nullptr && !state->refusal.empty()) {
    made.said = fmt::format("There is no code of the {}: it can't be trained.", name);
    made.refused = true;
  } else if (state == nullptr || state->weights == nullptr) {
    made.said = fmt::format("There is no code of the {} yet: its pictures are still being read.", name);
  } else if (what == CodeOf::all_layers) {
    const std::string file = "training-data.npz";
    made.code = training_code(*state, name, scene.epochs, {file});
    made.said =
        fmt::format("The training of the {} copied as PyTorch code, {}. It loads {}, which Export (Ctrl+E) writes.",
                    name, lines_in_words(made.code), file);
  } else {
    const std::string file = fmt::format("training-{}.npz", side_names[side]);
    made.code = answer_code(*state, name, scene.sample, {file});
    made.said = fmt::format("The {} copied as PyTorch code, {}{}", name, lines_in_words(made.code),
                            state->parameters <= most_parameters_in_code
                                ? std::string(", with its weights and the test sample in hand.")
                                : fmt::format(". It loads {}, which Export (Ctrl+E) writes.", file));
  }
  return made;
}

void hold_still(const ViewState& view, const Results& results, ViewState& still, Results& known) {
  still.train.over = view.train.over;
  still.train.pixel = view.train.pixel;
  still.train.cell = view.train.cell;
  still.train.mistakes_page = view.train.mistakes_page;
  still.train.opened = view.train.opened;
  still.train.sheet_page = view.train.sheet_page;
  still.train.shown_sample = view.train.shown_sample;
  still.train.hunger_point = view.train.hunger_point;
  known.train = results.train;
  known.train.training = false;
}

// Left and right: the sample in hand.
void nudge(StageEdit& edit, int dx, int dy) {
  const bool open = sample_is_open(edit.scene.train, edit.view.train);
  edit.scene.train.sample = std::max(0, edit.scene.train.sample + dx + dy);
  if (open) edit.view.train.opened = edit.scene.train.sample;
}

void reset(StageEdit& edit) {
  edit.view.train.over.reset();
  edit.view.train.pixel.reset();
  edit.view.train.cell.reset();
  edit.view.train.mistakes_page = 0;
  edit.view.train.opened.reset();
  edit.view.train.sheet_page = 0;
  edit.view.train.shown_sample = 0;
  edit.view.train.hunger_point = -1;
}

// The sample that is looked at first, then the cell that it was found in.
bool let_go(StageEdit& edit) {
  TrainView& view = edit.view.train;
  if (sample_is_open(edit.scene.train, view)) {
    view.opened.reset();
    return true;
  }
  const bool held = view.cell.has_value() || view.pixel.has_value();
  if (view.cell) view.mistakes_page = 0;
  view.cell.reset();
  view.pixel.reset();
  return held;
}

void change_working_size(StageEdit& edit, int steps) {
  choose_canvas(edit.scene.train, edit.scene.train.data.canvas + steps);
}

void no_colour_here(StageEdit& edit) { edit.commit = false; }

// It has the strip among its controls, beside the data that is made of them.
bool has_pictures_below(const Scene&) { return false; }
// The opened pictures are its classes, or it has nothing to do with them.
bool learns_from_pictures(const Scene& scene) { return scene.train.data.kind == DataKind::pictures; }

template <TrainCommand::Kind kind>
void ask(StageEdit& edit) {
  edit.commit = false;
  ask_trainer(edit.view.train, kind);
}

constexpr StageAction actions[] = {
    {.id = "train.play", .words = "Train, or pause (Train)", .keys = "Space", .run = ask<TrainCommand::Kind::play>},
    {.id = "train.step",
     .words = "One step (Train)",
     .keys = "N",
     .run = ask<TrainCommand::Kind::step>,
     .repeats = true,
     .yields_to_fields = true},
    {.id = "train.epoch",
     .words = "One epoch (Train)",
     .keys = "E",
     .run = ask<TrainCommand::Kind::epoch>,
     .yields_to_fields = true},
    {.id = "train.rewind",
     .words = "Back to the very same start (Train)",
     .keys = "B",
     .run = ask<TrainCommand::Kind::rewind>,
     .yields_to_fields = true},
    {.id = "train.keep",
     .words = "Keep this run to compare (Train)",
     .keys = "K",
     .run = ask<TrainCommand::Kind::keep>,
     .yields_to_fields = true},
    {.id = "train.to-shift",
     .words = "Take both networks to Shift (Train)",
     .keys = "S",
     .run = take_to_shift,
     .yields_to_fields = true},
};

}  // namespace

constinit const StageModel train_model = whole({
    .stage = Stage::train,
    .name = "train",
    .title = "Train",
    .key = "5",
    .show_id = "stage.train",
    .clamp = clamp_train,
    .read = read,
    .write = write,
    .keep = keep,
    .leave_out_own = leave_out_own,
    .answers = train_answers,
    .frame_facts = frame_facts,
    .exports = exports,
    .settings = settings,
    .code = code,
    .hold_still = hold_still,
    .nudge = nudge,
    .reset = reset,
    .close = nothing_to_close,
    .let_go = let_go,
    .change_working_size = change_working_size,
    .toggle_colour = no_colour_here,
    .come_to_rest = nothing_plays,
    .takes_letters = takes_no_letters,
    .take_paste = takes_no_paste,
    .offers_pictures = has_pictures_below,
    .shows_picture = learns_from_pictures,
    .picture_chosen = any_picture_will_do,
    .actions = actions,
    .figure_height = 690,
    .quantities = train_quantities,
    .parts = train_parts,
    .read_view = read_train_view,
    .glide = nothing_glides,
});

}  // namespace flatscope
