// The stages without their drawing: one row each of what the program asks of a stage. stages/stage.h has the table of
// what draws them. App, Computer, the scene file, the rail, keys, --stage, render and the frame log loop over these
// rows; nothing else knows how many stages there are.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/engine/clipboard_answer.h"
#include "app/engine/needed.h"
#include "app/engine/quantity.h"
#include "app/engine/results.h"
#include "app/engine/scene.h"
#include "app/engine/view_state.h"
#include "app/files/export.h"
#include "app/files/scene_parts.h"
#include "core/tensor/resample.h"

namespace flatscope {

class Asker;
class StageAnswers;
class TomlTable;

// What a command may change.
struct StageEdit {
  Scene scene;             // starts as the Scene shown; whoever runs the command clamps it and takes it over
  ViewState& view;         // changed at once
  const Results& results;  // what is known of it
  bool commit = true;      // the change is finished: one step of undo
};

// A command that works on one stage, and only while that is shown. shell/actions.h has those of the whole program.
struct StageAction {
  std::string_view id;     // "convolve.play"
  std::string_view words;  // "Play the window, or pause (Convolve)"
  std::string_view keys;   // "Space"; several chords have a comma between, and the first is the one that is told
  void (*run)(StageEdit& edit);
  bool repeats = false;           // held down, the key acts again
  bool yields_to_fields = false;  // a text field that has the keyboard takes these keys instead
  bool in_presenter = true;       // also while only the picture is shown
  // What the list of keys says where several commands share a line there: the line's keys and words stand with the
  // first of them, and the others are told above.
  std::string_view line_keys = {}, line_words = {};
  bool told_above = false;
};

// What can be taken away from a stage as it is.
struct StageExports {
  std::string heading;  // "The horse": what is exported
  std::string base;     // "horse": what the files' names begin with
  std::vector<ExportItem> items;
};

// What the frame log says of a frame (platform/frame_log.h): what a drag changed, as the answers shown took it.
struct FrameFacts {
  int dx = 0;
  float weight = 0.0F;
  PixelSize size{};  // of the picture shown; 0 × 0 before there is one
};

// Code for the clipboard.
struct StageCode {
  std::string code;      // empty: there is none
  std::string said;      // a sentence: what was copied, or why nothing was
  bool refused = false;  // something is wrong, and the sentence says what
};

enum class CodeOf { what_is_in_hand, all_layers };

struct StageModel {
  Stage stage;
  std::string_view name;     // "flatten": in files, on the command line, in records
  std::string_view title;    // "Flatten"
  std::string_view key;      // "1"
  std::string_view show_id;  // "stage.flatten": of the action that shows it
  // --- its part of the Scene ---
  Needed<void(Scene& scene)> clamp;
  // From its table of a scene file; throws SceneError.
  Needed<void(const TomlTable& table, Scene& scene, SceneReading& reading)> read;
  // That table, its heading included, of a file in `folder` (empty: it lies nowhere).
  Needed<std::string(const Scene& scene, const std::filesystem::path& folder)> write;
  // What of the results a scene file keeps: it comes into the Scene that is written, and into files beside that, whose
  // paths begin with `begin`: "folder/lesson-".
  Needed<std::vector<BesideFile>(Scene& scene, const Results& results, const std::filesystem::path& begin)> keep;
  // What of it lies in files of the person's own, and so is in no link: it is taken out of the Scene, with a sentence
  // for each that says so.
  Needed<void(Scene& scene, std::vector<std::string>& said)> leave_out_own;
  // --- what core computes for it ---
  Needed<std::unique_ptr<StageAnswers>(Asker& asker, Results& results)> answers;  // what asks for it (computer.h)
  Needed<FrameFacts(const Scene& scene, const Results& results)> frame_facts;
  // --- what can be taken away ---
  Needed<StageExports(const Scene& scene, const Results& results)> exports;
  Needed<std::vector<std::string>(const Scene& scene)> settings;  // a line each: "Order: hilbert"
  Needed<StageCode(const Scene& scene, const Results& results, CodeOf what)> code;
  // What a picture of it as a file shows: where its cameras are and what is enlarged, nothing of the pointer or of a
  // gesture; and the results that are there already, none that is still on its way.
  Needed<void(const ViewState& view, const Results& results, ViewState& still, Results& known)> hold_still;
  // --- commands that every stage has ---
  Needed<void(StageEdit& edit, int dx, int dy)> nudge;  // the arrow keys
  Needed<void(StageEdit& edit)> reset;                  // Home
  Needed<bool(StageEdit& edit)> close;                  // Escape: what lies over the stage; false: nothing does
  Needed<bool(StageEdit& edit)> let_go;                 // Escape after that: a pin; false: nothing is held
  Needed<void(StageEdit& edit, int steps)> change_working_size;  // a step is one pixel below 16, else about a sixteenth
  Needed<void(StageEdit& edit)> toggle_colour;
  Needed<void(ViewState& view)> come_to_rest;         // before undo, redo and a change of stage: what plays, stops
  Needed<bool(const ViewState& view)> takes_letters;  // as a text field would, without being one
  // What the stage asked of the clipboard has come (Edit::ask_clipboard). True: all of it is the stage's; else a text
  // field may have it. `looks`: the stage is shown with its controls.
  Needed<bool(ViewState& view, const ClipboardAnswer& answer, bool looks)> take_paste;
  // --- the strip of pictures ---
  Needed<bool(const Scene& scene)> offers_pictures;  // it stands above the stage's controls
  Needed<bool(const Scene& scene)> shows_picture;    // the picture in hand is seen
  Needed<void(Scene& scene)> picture_chosen;         // the person chose another one, or the same again
  // --- its own commands ---
  std::span<const StageAction> actions;
  // --- lessons ---
  int figure_height = 424;  // pixels that its picture needs on paper, where it is 860 wide, so that nothing is cut
  Needed<std::span<const StageQuantity>()> quantities;
  Needed<std::span<const StagePart>()> parts;
  // How a lesson wants it looked at, from its table of a step's `view`; throws SceneError.
  Needed<void(const TomlTable& table, ViewState& view)> read_view;
  // One step leads to the next: `scene` and `view` hold where to, and what can lie between (a shift, a camera) is made
  // what it is at `share` of the way.
  Needed<void(const Scene& from, const ViewState& from_view, double share, Scene& scene, ViewState& view)> glide;
};

// What stands in the row of a stage that has nothing of the kind.
std::vector<BesideFile> keeps_no_results(Scene& scene, const Results& results, const std::filesystem::path& begin);
void has_nothing_of_ones_own(Scene& scene, std::vector<std::string>& said);
StageCode no_code(const Scene& scene, const Results& results, CodeOf what);
bool nothing_to_close(StageEdit& edit);
bool nothing_to_let_go(StageEdit& edit);
void nothing_plays(ViewState& view);
bool takes_no_letters(const ViewState& view);
bool takes_no_paste(ViewState& view, const ClipboardAnswer& answer, bool looks);
bool always_offers_pictures(const Scene& scene);
bool always_shows_picture(const Scene& scene);
void any_picture_will_do(Scene& scene);
std::span<const StageQuantity> no_quantities();
std::span<const StagePart> no_parts();
void any_view_will_do(const TomlTable& table, ViewState& view);
void nothing_glides(const Scene& from, const ViewState& from_view, double share, Scene& scene, ViewState& view);

// What most stages' change_working_size does: a step is one pixel below 16, else about a sixteenth.
void step_working_size(int& size, int steps);

// What a row is called must not be empty; a function that is left out does not compile anyway (needed.h).
consteval StageModel whole(const StageModel& row) {
  if (row.name.empty() || row.title.empty() || row.key.empty() || row.show_id.empty()) throw "a stage's row has a hole";
  return row;
}

// In the order of the rail.
std::span<const StageModel* const> stage_models();
const StageModel& model_of(Stage stage);

}  // namespace flatscope
