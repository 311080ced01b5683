#include "app/stages/flatten/model/stage.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "app/engine/glide.h"
#include "app/stages/flatten/model/exports.h"
#include "app/stages/flatten/model/file.h"
#include "app/stages/flatten/model/quantities.h"

namespace flatscope {
namespace {

void read(const TomlTable& table, Scene& scene, SceneReading&) { read_flatten(table, scene.flatten); }

std::string write(const Scene& scene, const std::filesystem::path&) { return flatten_text(scene.flatten); }

FrameFacts frame_facts(const Scene&, const Results& results) {
  FrameFacts facts;
  if (results.flatten) facts.size = {results.flatten->picture->width(), results.flatten->picture->height()};
  return facts;
}

StageExports exports(const Scene& scene, const Results& results) {
  const Picture& picture = current_picture(scene);
  return {name_of(picture), stem_of(picture), flatten_exports(results)};
}

const char* yes_no(bool on) { return on ? "yes" : "no"; }

std::vector<std::string> settings(const Scene& scene) {
  std::vector<std::string> lines;
  const PixelSize size = flatten_size(scene);
  lines.push_back(fmt::format("Size: {} x {} pixels (width x height)", size.width, size.height));
  lines.push_back(fmt::format("Colour: {}", yes_no(scene.flatten.colour)));
  lines.push_back(fmt::format("Order: {}", to_string(scene.flatten.order)));
  lines.push_back(fmt::format("Layout: {}", to_string(scene.flatten.layout)));
  return lines;
}

void hold_still(const ViewState& view, const Results& results, ViewState& still, Results& known) {
  still.flatten.grid = view.flatten.grid;
  still.flatten.overview_from = view.flatten.overview_from;
  still.flatten.overview_to = view.flatten.overview_to;
  still.flatten.lens_offset = view.flatten.lens_offset;
  still.flatten.lens_zoom = view.flatten.lens_zoom;
  static_cast<FlattenResults&>(known) = results;
}

// The pinned pixel; where none is pinned, the one in hand is.
void nudge(StageEdit& edit, int dx, int dy) {
  FlattenScene& flatten = edit.scene.flatten;
  FlattenView& view = edit.view.flatten;
  const PixelSize size = flatten_size(edit.scene);
  Place place = flatten.pinned.value_or(view.hovered.value_or(Place{0, size.height / 2, size.width / 2}));
  if (flatten.pinned) {
    place.column = std::clamp<std::int64_t>(place.column + dx, 0, size.width - 1);
    place.row = std::clamp<std::int64_t>(place.row + dy, 0, size.height - 1);
  }
  flatten.pinned = place;
  view.lens_offset = 0.0;
}

void reset(StageEdit& edit) {
  edit.view.flatten = {};
  edit.scene.flatten.unroll = 0.0F;
}

bool let_go(StageEdit& edit) {
  const bool pinned = edit.scene.flatten.pinned.has_value();
  edit.scene.flatten.pinned.reset();
  return pinned;
}

void change_working_size(StageEdit& edit, int steps) { step_working_size(edit.scene.flatten.working_size, steps); }

void toggle_colour(StageEdit& edit) { edit.scene.flatten.colour = !edit.scene.flatten.colour; }

void next_order(StageEdit& edit) {
  Order& order = edit.scene.flatten.order;
  order = all_orders[(static_cast<std::size_t>(order) + 1) % std::size(all_orders)];
}

constexpr StageAction actions[] = {
    {"flatten.next-order", "Next order (Flatten)", "O", next_order},
};

void glide_flatten(const Scene& from, const ViewState& from_view, double share, Scene& scene, ViewState& view) {
  glide_between(from.flatten.unroll, share, scene.flatten.unroll);
  glide_between(from_view.flatten.lens_offset, share, view.flatten.lens_offset);
  glide_between(from_view.flatten.lens_zoom, share, view.flatten.lens_zoom);
  glide_between(from_view.flatten.grid, share, view.flatten.grid);
}

}  // namespace

constinit const StageModel flatten_model = whole({
    .stage = Stage::flatten,
    .name = "flatten",
    .title = "Flatten",
    .key = "1",
    .show_id = "stage.flatten",
    .clamp = clamp_flatten,
    .read = read,
    .write = write,
    .keep = keeps_no_results,
    .leave_out_own = has_nothing_of_ones_own,
    .answers = flatten_answers,
    .frame_facts = frame_facts,
    .exports = exports,
    .settings = settings,
    .code = no_code,
    .hold_still = hold_still,
    .nudge = nudge,
    .reset = reset,
    .close = nothing_to_close,
    .let_go = let_go,
    .change_working_size = change_working_size,
    .toggle_colour = toggle_colour,
    .come_to_rest = nothing_plays,
    .takes_letters = takes_no_letters,
    .take_paste = takes_no_paste,
    .offers_pictures = always_offers_pictures,
    .shows_picture = always_shows_picture,
    .picture_chosen = any_picture_will_do,
    .actions = actions,
    .quantities = flatten_quantities,
    .parts = flatten_parts,
    .read_view = read_flatten_view,
    .glide = glide_flatten,
});

}  // namespace flatscope
