// The parts of the Mistakes tab; mistakes.cpp says where they are.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/stages/train/model/class_words.h"
#include "app/stages/train/model/confusion.h"
#include "app/stages/train/view/stage.h"

namespace flatscope {

// What one network makes of the test part, counted once for each of its answers.
struct KnownMistakes {
  std::shared_ptr<const TestAnswers> answers;  // after an epoch or more
  std::shared_ptr<const TrainData> data;       // that they are about
  std::int64_t trained_on = 0;                 // samples
  Confusion confusion;
  std::optional<ConfusionCell> cell;  // in hand; none where it is past the last class
  std::vector<std::int64_t> shown;    // the samples in it, or all mistakes; the surest first
  const std::vector<std::uint8_t>& labels() const { return data->set->test.labels; }
};

// Null before the end of its first epoch.
const KnownMistakes* known_mistakes(const StageContext& context, std::size_t network);
std::size_t network_in_hand(const StageContext& context);
const std::vector<ClassWords>& class_words_of(const StageContext& context, const TrainData& data);

// The names of both networks to choose the one in hand; `area` is as wide as it may be. Returns its height.
float choose_network(StageContext& context, const Rect& area);
// How wide that is on one line.
float network_choice_width(const StageContext& context);

// Fills `area` with the matrix, its axes and its legend (confusion.cpp).
void draw_confusion(StageContext& context, const Rect& area, const KnownMistakes& known);
// The pictures of the cell in hand (wrong_samples.cpp).
void draw_wrong_samples(StageContext& context, const Rect& area, const KnownMistakes& known);
// The height that a few rows of them take.
float few_samples_height(const StageContext& context);
// How many of its two classes there were to learn from, and some of them (learnt_from.cpp).
float learnt_from_height(const StageContext& context, float width, const KnownMistakes& known);
void draw_learnt_from(StageContext& context, const Rect& area, const KnownMistakes& known);

// Opens a sample of the test part.
void open_sample(StageContext& context, std::int64_t sample);
// The sample in hand by itself: its scores (close_up.cpp) and what each layer makes of it (layers_of_sample.cpp).
void draw_close_up(StageContext& context, const Rect& area);
// Returns its height.
float draw_layers_of_sample(StageContext& context, const Rect& area, const SampleLook& look, std::size_t network,
                            const TrainSettings& settings);

// A button with a chevron, to the left or to the right; true when clicked.
bool turn_button(Ui& ui, const char* id, const Rect& rect, bool left, std::string_view tooltip, bool enabled);
// Words beside each other in a small box, a number that one looks for first; returns the box.
Rect number_box(Ui& ui, ImVec2 at, std::string_view number, bool in_hand);

}  // namespace flatscope
