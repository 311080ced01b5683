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
#include "app/engine/results.h"
#include "app/engine/scene.h"
#include "app/engine/view_state.h"
#include "app/files/export.h"
#include "core/tensor/resample.h"

namespace flatscope {

class Asker;
class StageAnswers;
class TomlTable;

// What a command may change.
struct StageEdit {
  Scene scene;         // starts as the Scene shown; whoever runs the command clamps it and takes it over
  ViewState& view;     // changed at once
  bool commit = true;  // the change is finished: one step of undo
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
  void (*clamp)(Scene& scene);
  void (*read)(const TomlTable& table, Scene& scene);  // from its table of a scene file; throws SceneError
  std::string (*write)(const Scene& scene);            // that table, its heading included
  // --- what core computes for it ---
  std::unique_ptr<StageAnswers> (*answers)(Asker& asker, Results& results);  // what asks for it (computer.h)
  FrameFacts (*frame_facts)(const Scene& scene, const Results& results);
  // --- what can be taken away ---
  StageExports (*exports)(const Scene& scene, const Results& results);
  std::vector<std::string> (*settings)(const Scene& scene);  // a line each: "Order: hilbert"
  StageCode (*code)(const Scene& scene, const Results& results, CodeOf what);
  // What a picture of it as a file shows: where its cameras are and what is enlarged, nothing of the pointer or of a
  // gesture; and the results that are there already, none that is still on its way.
  void (*hold_still)(const ViewState& view, const Results& results, ViewState& still, Results& known);
  // --- commands that every stage has ---
  void (*nudge)(StageEdit& edit, int dx, int dy);           // the arrow keys
  void (*reset)(StageEdit& edit);                           // Home
  bool (*close)(StageEdit& edit);                           // Escape: what lies over the stage; false: nothing does
  bool (*let_go)(StageEdit& edit);                          // Escape after that: a pin; false: nothing is held
  void (*change_working_size)(StageEdit& edit, int steps);  // a step is one pixel below 16, else about a sixteenth
  void (*toggle_colour)(StageEdit& edit);
  void (*come_to_rest)(ViewState& view);         // before undo, redo and a change of stage: what plays, stops
  bool (*takes_letters)(const ViewState& view);  // as a text field would, without being one
  // What the stage asked of the clipboard has come (Edit::ask_clipboard). True: all of it is the stage's; else a text
  // field may have it. `looks`: the stage is shown with its controls.
  bool (*take_paste)(ViewState& view, const ClipboardAnswer& answer, bool looks);
  // --- the strip of pictures ---
  bool (*shows_picture)(const Scene& scene);  // the picture in hand is seen
  void (*picture_chosen)(Scene& scene);       // the person chose another one, or the same again
  // --- its own commands ---
  std::span<const StageAction> actions;
};

// What stands in the row of a stage that has nothing of the kind.
StageCode no_code(const Scene& scene, const Results& results, CodeOf what);
bool nothing_to_close(StageEdit& edit);
bool nothing_to_let_go(StageEdit& edit);
void nothing_plays(ViewState& view);
bool takes_no_letters(const ViewState& view);
bool takes_no_paste(ViewState& view, const ClipboardAnswer& answer, bool looks);
bool always_shows_picture(const Scene& scene);
void any_picture_will_do(Scene& scene);

// What most stages' change_working_size does: a step is one pixel below 16, else about a sixteenth.
void step_working_size(int& size, int steps);

// A row with a hole does not compile: each stage wraps its own in this.
consteval StageModel whole(const StageModel& row) {
  const bool has_all = !row.name.empty() && !row.title.empty() && !row.key.empty() && !row.show_id.empty() &&
                       row.clamp != nullptr && row.read != nullptr && row.write != nullptr && row.answers != nullptr &&
                       row.frame_facts != nullptr && row.exports != nullptr && row.settings != nullptr &&
                       row.code != nullptr && row.hold_still != nullptr && row.nudge != nullptr &&
                       row.reset != nullptr && row.close != nullptr && row.let_go != nullptr &&
                       row.change_working_size != nullptr && row.toggle_colour != nullptr &&
                       row.come_to_rest != nullptr && row.takes_letters != nullptr && row.take_paste != nullptr &&
                       row.shows_picture != nullptr && row.picture_chosen != nullptr;
  if (!has_all) throw "a stage's row has a hole";
  return row;
}

// In the order of the rail.
std::span<const StageModel* const> stage_models();
const StageModel& model_of(Stage stage);

}  // namespace flatscope
