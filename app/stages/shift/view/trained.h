// The Shift stage where two trained networks answer. Each part draws into its rectangle; trained_stage.cpp says where
// they are.
#pragma once

#include <optional>

#include "app/stages/shift/view/stage.h"

namespace flatscope {

// What is shown of one moment: the picture and the networks' answers to it are of one job.
struct PairShown {
  const ShiftShown& picture;
  const PairInputs& inputs;
  const PairResult& readings;
  const AnswerMaps* maps = nullptr;   // of the same object; null: not known yet
  const KeepResult* keeps = nullptr;  // of the same move; null: not known yet
  const TrainedPair& pair() const { return *inputs.pair; }
  bool moved() const { return inputs.dx != 0 || inputs.dy != 0; }
  // Network `which` does not know it even where it stands; false where nobody can tell.
  bool starts_wrong(std::size_t which) const;
  // An empty sheet: what the networks make of it answers no question.
  bool nothing_drawn() const { return picture.scene.shift.pair_object == PairObject::doodle && picture.outline.empty; }
  // The first place on the straight path where network `which` changes its mind.
  std::optional<PathPlace> change(std::size_t which) const {
    return maps == nullptr ? std::nullopt : first_change(maps->networks[which], inputs.dx, inputs.dy);
  }
};

// Trained networks' answers are what is there to be shown.
bool shows_pair(const Results& results);
// Of results that show a pair.
PairShown pair_shown(const Results& results, const ShiftShown& picture);

void draw_pair_stage(StageContext& context, const ShiftShown& shown, const Rect& body);
void draw_pair_canvas(StageContext& context, const PairShown& shown, const Rect& label, const Rect& canvas,
                      const std::optional<PixelRun>& pointed);
void draw_probabilities(StageContext& context, const PairShown& shown, const Rect& area);
void draw_answer_maps(StageContext& context, const PairShown& shown, const Rect& area);
void draw_pair_maps(StageContext& context, const PairShown& shown, const Rect& area);
// What both of these begin with: the label, and the switch between them. Returns what is left below.
Rect draw_answers_label(StageContext& context, const PairShown& shown, const Rect& area);
// Some network has a convolution, whose maps can be looked at.
bool has_feature_maps(const PairShown& shown);

void inspect_pair(StageContext& context, Column& column);
// Random layer or trained pair; nothing where no networks were ever brought here.
void choose_who_answers(StageContext& context, Column& column);

// The colour of a network's family, and whether the right one has the left one's: it is told apart by more then.
ImU32 pair_ink(const Ui& ui, const TrainedPair& pair, std::size_t which);
bool same_family(const TrainedPair& pair);
// Filled, or hollow for the right one of two alike.
void draw_chip(Ui& ui, const Rect& where, const TrainedPair& pair, std::size_t which);
// Letters over a picture are read on a dark plate.
void text_on_plate(Ui& ui, ImVec2 at, Type type, ImU32 colour, std::string_view words, Align align = Align::left);

}  // namespace flatscope
