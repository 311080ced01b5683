#include "app/lessons/model/presented.h"

#include <algorithm>
#include <iterator>

namespace flatscope {

void erase_last(Presented& presented, int step) {
  const auto last = std::find_if(presented.strokes.rbegin(), presented.strokes.rend(),
                                 [step](const PenStroke& stroke) { return stroke.step == step; });
  if (last != presented.strokes.rend()) presented.strokes.erase(std::next(last).base());
}

void erase_all(Presented& presented, int step) {
  std::erase_if(presented.strokes, [step](const PenStroke& stroke) { return stroke.step == step; });
}

}  // namespace flatscope
