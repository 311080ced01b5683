// The lessons that come with the program, on a page over the window.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "app/lessons/model/library.h"
#include "app/widgets/key_press.h"
#include "app/widgets/ui.h"

namespace flatscope {

struct LessonListAnswer {
  std::optional<std::filesystem::path> play;
  bool open_file = false, make_new = false, close = false;
};

// `playing`: the lesson that is played now; empty: none. Arrow keys go through the list, Enter plays.
LessonListAnswer draw_lesson_list(Ui& ui, const Rect& screen, const std::vector<KeyPress>& keys,
                                  const std::vector<LessonHead>& heads, const std::filesystem::path& playing);

}  // namespace flatscope
