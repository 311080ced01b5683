// Keys held together, written as people read them: "Ctrl Shift Z", "Page Down", "?".
#pragma once

#include <string_view>
#include <vector>

namespace flatscope {

// `key` and `modifiers` are GLFW's numbers; exactly these modifiers are held.
struct Chord {
  int key = 0, modifiers = 0;
  bool operator==(const Chord&) const = default;
};

// Every way to press one of `keys`, which has a comma and a space between several: "Ctrl +" is also pressed with the
// number pad's plus, and with Shift where + needs it. Throws std::logic_error for a key that has no name here.
std::vector<Chord> chords_of(std::string_view keys);

// What is told of them: the first.
std::string_view first_of(std::string_view keys);

}  // namespace flatscope
