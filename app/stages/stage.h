// What a stage is given and what it gives back. A stage only draws: it reads the Scene and the Results, moves the
// ViewState, and writes what the person wants changed into Edit.
#pragma once

#include <functional>
#include <string>

#include "app/engine/results.h"
#include "app/engine/scene.h"
#include "app/engine/view_state.h"
#include "app/widgets/controls.h"
#include "app/widgets/ui.h"

namespace flatscope {

// A file that the person wants to choose for the Convolve stage's kernel.
enum class KernelFile { none, load, save };

struct Edit {
  Scene scene;               // starts as the Scene shown; the frame's owner clamps it and takes it over
  bool commit = false;       // a change is finished: one step of undo
  std::string gesture = {};  // several changes under one name, with nothing between, are one step (history.h)
  KernelFile kernel_file = KernelFile::none;
  // What the frame's owner is asked to do: the export dialog, and code to the clipboard.
  bool open_export = false, copy_layer_code = false, copy_stack_code = false;
  bool copy_network_code = false;  // the Parameters stage's network in hand
  bool ask_clipboard = false;      // the answer comes as KernelView::pasted
  bool run_networks = false;       // really run them, and time it
  void operator()(Change change) { commit = commit || change.released; }
};

struct StageContext {
  Ui& ui;
  const Scene& scene;
  const Results& results;
  ViewState& view;
  Edit& edit;
  bool behind = false;  // the results shown are those of an earlier Scene
};

// Each stage: the picture in the middle, and the inspector's column at the right. The title's two lines are the
// first things in `area`.
void draw_flatten(StageContext& context, const Rect& area);
void inspect_flatten(StageContext& context, Column& column);
void draw_shift(StageContext& context, const Rect& area);
void inspect_shift(StageContext& context, Column& column);
void draw_convolve(StageContext& context, const Rect& area);
void inspect_convolve(StageContext& context, Column& column);
void draw_parameters(StageContext& context, const Rect& area);
void inspect_parameters(StageContext& context, Column& column);

// The claim and what is seen, at the top of every stage; returns the rectangle below. An empty subtitle
// takes no room.
Rect draw_heading(Ui& ui, const Rect& area, std::string_view title, std::string_view subtitle);

}  // namespace flatscope
