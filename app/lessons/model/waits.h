// What a step of a lesson waits for: its training, and what is measured of it.
#pragma once

#include <cstdint>
#include <string>

#include "app/lessons/model/lesson.h"

namespace flatscope {

// After so long a recorded run takes the place of a training that is not over yet, where the step has one.
inline constexpr double longest_wait = 10.0;  // seconds

// It is to be trained for this step: its stage shows it, or its words or its question tell what comes of it.
bool trains(const Step& step);

struct StepWait {
  bool trains = false;      // both networks are not where the step wants them yet
  bool measures = false;    // they are, but something that the step tells is not known yet
  std::int64_t epochs = 0;  // of the one that is behind
  int of_epochs = 0;        // 0: the step trains nothing
};
// `shown` is the Scene as it is now: where a person has changed what is trained, nothing is waited for.
StepWait wait_of(const LessonPlay& play, const Scene& shown, const Results& results);
// Quiet words of it: "training … 12 of 30 epochs". Empty: there is nothing to be said.
std::string wait_words(const LessonPlay& play, const Scene& shown, const Results& results);

// Asks for what the step that view.lesson has come to needs.
void set_off(ViewState& view, const Results& results);
// The recorded run is shown from now on, in this step and in all that have the same. False: it has none, or is shown.
bool take_recording(LessonPlay& play);

}  // namespace flatscope
