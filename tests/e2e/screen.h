// One frame as the program recorded it: its texts, controls, areas and facts.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "display.h"

namespace flatscope::testing {

struct Box {
  double left = 0, top = 0, right = 0, bottom = 0;
  double width() const { return right - left; }
  double height() const { return bottom - top; }
  Point centre() const { return {(left + right) / 2, (top + bottom) / 2}; }
  // A place in shares of its width and height.
  Point at(double across, double down) const { return {left + width() * across, top + height() * down}; }
  Box common(const Box& other) const;
  bool operator==(const Box&) const = default;
};

struct Text {
  std::string words;
  Box box, clip;
  int layer = 0;
};

struct Control {
  Box box;
  std::string value;
};

struct Screen {
  long long frame = -1;
  int width = 0, height = 0;
  std::vector<Text> texts;
  std::map<std::string, Control> controls;
  std::map<std::string, Box> areas;
  std::map<std::string, std::string> facts;

  std::string fact(const std::string& key) const;  // empty if there is none
  std::string value(const std::string& control) const;
  const Box& area(const std::string& key) const;  // throws if there is none
  // All texts in the order drawn with spaces between, so that sentences broken into lines are whole again.
  std::string words() const;
  bool says(std::string_view part) const { return words().find(part) != std::string::npos; }
};

// Throws where the text is no record.
Screen parse_screen(const std::string& json);

}  // namespace flatscope::testing
