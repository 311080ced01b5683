// What a teacher does to the picture while a lesson is presented: plain, a part of ViewState, gone when the class is
// no longer shown the lesson.
#pragma once

#include <string>
#include <vector>

namespace flatscope {

// Over all of the screen, so that the class looks at the person.
enum class Curtain { none, black, white };

// A line of the pen, in shares of the screen's width and height; it belongs to the step that it was drawn on.
struct PenStroke {
  struct Point {
    float x = 0.0F, y = 0.0F;
    bool operator==(const Point&) const = default;
  };
  int step = 0;
  std::vector<Point> points;
  bool operator==(const PenStroke&) const = default;
};

// A key that was pressed, as the class is told: its cap, and what it does; and a click of the mouse.
struct PressedKey {
  std::string cap, words;
  double at = 0.0;  // in ImGui's seconds
  bool operator==(const PressedKey&) const = default;
};
struct MouseRing {
  float x = 0.0F, y = 0.0F;  // pixels
  double at = 0.0;
  bool operator==(const MouseRing&) const = default;
};

struct Presented {
  Curtain curtain = Curtain::none;
  bool spotlight = false, magnifier = false;  // while their keys are held
  bool pen = false;                           // the mouse draws and does nothing else
  bool drawing = false;                       // its button is down
  std::vector<PenStroke> strokes;
  bool frozen = false;      // the class goes on seeing the picture of that moment
  bool shows_keys = false;  // what is pressed appears, and a ring around each click
  std::vector<PressedKey> pressed;
  std::vector<MouseRing> rings;
  bool operator==(const Presented&) const = default;
};

// The last line of the pen on this step goes, or all of them.
void erase_last(Presented& presented, int step);
void erase_all(Presented& presented, int step);

}  // namespace flatscope
