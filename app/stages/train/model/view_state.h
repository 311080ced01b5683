// How the Train stage is being looked at: plain, never undone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace flatscope {

enum class TrainSpeed { step_by_step, slow, full };  // about 4 steps a second, an epoch in two seconds, all that goes

// What a button asked the trainer to do, once.
struct TrainCommand {
  enum class Kind {
    play,
    run_to_end,  // lets it run up to the epochs of the Scene; where it is there nothing happens
    pause,
    step,
    epoch,
    rewind,
    keep,
    forget,
    forget_all,
    bring_back,  // what was forgotten last
    stop_sweep,
    start_hunger,
    stop_hunger,
    start_ladder,
    stop_ladder
  };
  // play: or pause; at the end of what was asked for it goes on for as many epochs again.
  std::uint64_t number = 0;  // they grow; the trainer does each once
  Kind kind = Kind::step;
  int id = 0;  // forget: of the kept run
  bool operator==(const TrainCommand&) const = default;
};

struct TrainView {
  int train_to = 0;  // epochs that are trained without anybody asking, for a picture of it; 0: none
  TrainSpeed speed = TrainSpeed::full;
  std::vector<TrainCommand> commands;        // the last few
  std::optional<int> over;                   // the id of the kept run that lies over this one; empty: the last kept
  std::optional<std::pair<int, int>> pixel;  // (row, column) that was clicked in the sample that is shown shuffled
  std::optional<std::pair<int, int>> cell;   // of the confusion matrix, (class, read as), that was clicked
  std::optional<std::pair<int, int>> pointed_shift;  // (dx, dy) under the pointer in either heat map
  std::optional<int> pointed_epoch;                  // under the pointer in any of the curves
  int pointed_chart = -1;                            // which of them that is; its own number (view/curves.cpp)
  bool loss = false;                                 // the curves of Learning show it, not accuracy
  int compared = 0;                                  // the curves of Compare: test, training and test, loss
  bool along = false;                                // accuracy along one axis, where a map for each has no room too
  int mistakes_page = 0;                             // of the pictures of that cell, or of all mistakes
  std::optional<int> opened;                         // the sample that is looked at alone, layer by layer
  int sheet_page = 0;                                // of the data sheet
  int shown_sample = 0;                              // of the training part: what the switches are shown on
  int hunger_point = -1;       // the number of samples that the table reads, as an index; -1: the last
  bool hunger_middle = false;  // where there is room for one chart alone: that of the middle, not that of all shifts
  std::string series_said;     // what copying the numbers of a series has said
  bool hand_down = false;      // the mouse's button is held, as it is while a slider is dragged
  bool operator==(const TrainView&) const = default;
};

struct TrainScene;
// The sample in hand is looked at alone. One that is in hand by another way, as undo brings one back, is not.
bool sample_is_open(const TrainScene& scene, const TrainView& view);

// Adds a command with the next number.
void ask_trainer(TrainView& view, TrainCommand::Kind kind, int id = 0);

}  // namespace flatscope
