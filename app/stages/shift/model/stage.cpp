#include "app/stages/shift/model/stage.h"

#include <fmt/format.h>

#include "app/engine/glide.h"
#include "app/look/number_text.h"
#include "app/stages/shift/model/exports.h"
#include "app/stages/shift/model/file.h"
#include "app/stages/shift/model/kept_pair.h"
#include "app/stages/shift/model/quantities.h"
#include "app/stages/shift/model/trained_exports.h"

namespace flatscope {
namespace {

void read(const TomlTable& table, Scene& scene, SceneReading& reading) { read_shift(table, scene.shift, reading); }

std::string write(const Scene& scene, const std::filesystem::path& folder) { return shift_text(scene.shift, folder); }

// The pair is in the Scene itself, and goes into files all the same: it is too large for a text.
std::vector<BesideFile> keep(Scene& scene, const Results&, const std::filesystem::path& begin) {
  return keep_pair(scene.shift, begin);
}

FrameFacts frame_facts(const Scene&, const Results& results) {
  FrameFacts facts;
  if (!results.shift) return facts;
  facts.dx = results.shift.inputs.dx;
  facts.size = {results.shift->after->picture.width(), results.shift->after->picture.height()};
  return facts;
}

StageExports exports(const Scene& scene, const Results& results) {
  if (answering_pair(scene.shift) != nullptr)
    return {trained_heading(scene), trained_base(scene), trained_exports(results)};
  return {shift_heading(scene), shift_base(scene), shift_exports(results)};
}

const char* yes_no(bool on) { return on ? "yes" : "no"; }

std::vector<std::string> settings(const Scene& scene) {
  const ShiftScene& shift = scene.shift;
  if (answering_pair(shift) != nullptr) return trained_settings(scene);
  std::vector<std::string> lines;
  const PixelSize size = shift_size(scene);
  lines.push_back(fmt::format("Canvas: {} x {} pixels (width x height)", size.width, size.height));
  lines.push_back(fmt::format("Colour: {}", yes_no(shift.colour)));
  lines.push_back(fmt::format("What moves: {}", to_string(shift.object)));
  lines.push_back(fmt::format("Moved by: {} {} to the right, {} down", shift.dx, noun(shift.dx, "pixel"), shift.dy));
  lines.push_back(fmt::format("Border: {}", to_string(shift.border)));
  lines.push_back(fmt::format("Convolution: stride {}, pooling {}", shift.stride, to_string(shift.pooling)));
  std::string filters;
  for (const Preset filter : shift.filters) filters += (filters.empty() ? "" : ", ") + std::string(to_string(filter));
  lines.push_back("Filters: " + filters);
  lines.push_back(fmt::format("Dense layer: {}, seed {}", counted(shift.dense_outputs, "output"), shift.dense_seed));
  return lines;
}

void leave_out_own(Scene& scene, std::vector<std::string>& said) {
  if (scene.shift.pair == nullptr) return;
  said.emplace_back("The trained networks of Shift are not in the link; there its random dense layer answers.");
  scene.shift.pair = nullptr;
  scene.shift.trained = false;
}

void hold_still(const ViewState& view, const Results& results, ViewState& still, Results& known) {
  still.shift.canvas = view.shift.canvas;
  still.shift.enlarged = view.shift.enlarged;
  still.shift.maps = view.shift.maps;
  still.shift.places_of = view.shift.places_of;
  still.shift.pair_maps = view.shift.pair_maps;
  static_cast<ShiftResults&>(known) = results;
}

void nudge(StageEdit& edit, int dx, int dy) {
  edit.scene.shift.dx += dx;
  edit.scene.shift.dy += dy;
}

void reset(StageEdit& edit) {
  edit.view.shift.canvas = edit.view.shift.maps = {};
  edit.scene.shift.dx = edit.scene.shift.dy = 0;
}

bool close(StageEdit& edit) {
  ShiftView& view = edit.view.shift;
  if (view.selecting) {
    view.selecting = false;
    return true;
  }
  const bool enlarged = view.enlarged.has_value();
  view.enlarged.reset();
  return enlarged;
}

// Size and colours of what trained networks read are theirs.
void change_working_size(StageEdit& edit, int steps) {
  edit.commit = answering_pair(edit.scene.shift) == nullptr;
  if (edit.commit) step_working_size(edit.scene.shift.working_size, steps);
}

void toggle_colour(StageEdit& edit) {
  edit.commit = answering_pair(edit.scene.shift) == nullptr;
  if (edit.commit) edit.scene.shift.colour = !edit.scene.shift.colour;
}

// A horse, a digit or a drawing may be shown instead.
bool shows_picture(const Scene& scene) {
  const ShiftScene& shift = scene.shift;
  if (answering_pair(shift) != nullptr) return shift.pair_object == PairObject::picture;
  return shift.object == ObjectKind::picture || shift.object == ObjectKind::cutout ||
         shift.background == Background::picture;
}

void picture_chosen(Scene& scene) { show_picture_unmoved(scene.shift); }

void glide_shift(const Scene& from, const ViewState& from_view, double share, Scene& scene, ViewState& view) {
  glide_between(from.shift.dx, share, scene.shift.dx);
  glide_between(from.shift.dy, share, scene.shift.dy);
  glide_between(from_view.shift.canvas, share, view.shift.canvas);
  glide_between(from_view.shift.maps, share, view.shift.maps);
}

}  // namespace

constinit const StageModel shift_model = whole({
    .stage = Stage::shift,
    .name = "shift",
    .title = "Shift",
    .key = "2",
    .show_id = "stage.shift",
    .clamp = clamp_shift,
    .read = read,
    .write = write,
    .keep = keep,
    .leave_out_own = leave_out_own,
    .answers = shift_answers,
    .frame_facts = frame_facts,
    .exports = exports,
    .settings = settings,
    .code = no_code,
    .hold_still = hold_still,
    .nudge = nudge,
    .reset = reset,
    .close = close,
    .let_go = nothing_to_let_go,
    .change_working_size = change_working_size,
    .toggle_colour = toggle_colour,
    .come_to_rest = nothing_plays,
    .takes_letters = takes_no_letters,
    .take_paste = takes_no_paste,
    .offers_pictures = always_offers_pictures,
    .shows_picture = shows_picture,
    .picture_chosen = picture_chosen,
    .actions = {},
    .quantities = shift_quantities,
    .parts = shift_parts,
    .read_view = read_shift_view,
    .glide = glide_shift,
});

}  // namespace flatscope
