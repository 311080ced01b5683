// What a stage is given and what it gives back. A stage only draws: it reads the Scene and the Results, moves the
// ViewState, and writes what the person wants changed into Edit.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/engine/needed.h"
#include "app/engine/results.h"
#include "app/engine/scene.h"
#include "app/engine/view_state.h"
#include "app/files/file_question.h"
#include "app/widgets/controls.h"
#include "app/widgets/icons.h"
#include "app/widgets/ui.h"

namespace flatscope {

// A file that a stage wants; the person chooses which.
struct FileAsk {
  std::string name;                   // suggested, where it is to be written: "kernel.npy"; empty: it is to be read
  FileUse use = FileUse::open_array;  // of what is written one that saves; an array where it is left out
  // On a worker: reads it and returns what changes the Scene. Both throw with a sentence where the file is not taken.
  std::function<std::function<void(Scene&)>(const std::filesystem::path&)> read = {};
  // On a worker: writes it and returns what is said then.
  std::function<std::string(const std::filesystem::path&)> write = {};
  // On the window's thread, once it is written.
  std::function<void(const std::filesystem::path&)> then = {};
};

struct Edit {
  Scene scene;               // starts as the Scene shown; the frame's owner clamps it and takes it over
  bool commit = false;       // a change is finished: one step of undo
  std::string gesture = {};  // several changes under one name, with nothing between, are one step (history.h)
  std::vector<std::string_view> actions =
      {};  // ids of those that a button asks for (shell/actions.h), done after the frame
  std::optional<FileAsk> file = {};
  bool ask_clipboard = false;  // the answer comes to the stage's take_paste
  void operator()(Change change) { commit = commit || change.released; }
  void run(std::string_view action) { actions.push_back(action); }
};

struct StageContext {
  Ui& ui;
  const Scene& scene;
  const Results& results;
  ViewState& view;
  Edit& edit;
  bool behind = false;  // the results shown are those of an earlier Scene
  // Puts the strip of pictures into the column, for a stage that has it among its own controls; only while it inspects.
  std::function<void(Column& column)> pictures = {};

  // A part of a stage (engine/quantity.h) that a lesson hides, or keeps back until its question is answered, is not.
  bool shows(std::string_view part) const { return !hides(view.lesson, part); }
};

// A stage's drawing: its row in the second table. The first, without drawing, is engine/stage_table.h.
struct StageDrawing {
  Stage stage;
  std::string_view label;  // in the rail: "Params"
  std::string_view about;  // and what it says when it is pointed at
  Needed<void(Ui& ui, ImVec2 at, float size, ImU32 colour)> icon;
  // The picture in the middle, its title's two lines being the first things in `area`; and the inspector's column.
  Needed<void(StageContext& context, const Rect& area)> draw;
  Needed<void(StageContext& context, Column& column)> inspect;
};

// What a row is called must not be empty; a function that is left out does not compile anyway (needed.h).
consteval StageDrawing whole(const StageDrawing& row) {
  if (row.label.empty() || row.about.empty()) throw "a stage's row has a hole";
  return row;
}

// In the order of the rail.
std::span<const StageDrawing* const> stage_drawings();
const StageDrawing& drawing_of(Stage stage);

}  // namespace flatscope
