// Why the border's answers differ, or do not: said of the object that is there, while it happens.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "app/stages/shift/view/words.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

using Sentences = std::vector<std::string>;

// The edges of the canvas, by name.
struct Edges {
  bool left = false, right = false, upper = false, lower = false;
  bool any() const { return left || right || upper || lower; }
  // "right", "right and lower"
  std::string names() const {
    std::string all;
    const auto add = [&all](bool is, const char* name) {
      if (is) all += (all.empty() ? "" : " and ") + std::string(name);
    };
    add(left, "left");
    add(right, "right");
    add(upper, "upper");
    add(lower, "lower");
    return all;
  }
  std::string edge() const { return names() + (left + right + upper + lower > 1 ? " edges" : " edge"); }
};

// What stands beyond the edge for the filters there, in the middle of a sentence.
std::string beyond(Border border) {
  switch (border) {
    case Border::zeros:
      return "zeros";
    case Border::circular:
      return "what left on the other side";
    case Border::replicate:
      return "the edge’s own pixels again";
    case Border::reflect:
      return "the picture in a mirror";
  }
  return {};
}

// The picture's own edges wander through the canvas.
Sentences of_whole_picture(const LayerInputs& inputs) {
  const Edges in{inputs.dx > 0, inputs.dx<0, inputs.dy> 0, inputs.dy < 0};
  const Edges out{inputs.dx<0, inputs.dx> 0, inputs.dy<0, inputs.dy> 0};
  const std::string what = beyond(inputs.border);
  if (inputs.border == Border::circular) return {"once around the picture is no whole number of steps", "the steps"};
  if (inputs.border == Border::zeros)
    return {fmt::format("at the {} zeros came in, and the filters answer to that new edge; at the {} they see zeros "
                        "where the picture went on",
                        in.edge(), out.edge()),
            fmt::format("zeros came in at the {}: the filters answer to that new edge", in.edge()),
            "zeros came in: a new edge", "zeros came in"};
  return {fmt::format("what came in at the {} is made up, {}; at the {} the same stands where the picture went on",
                      in.edge(), what, out.edge()),
          fmt::format("what came in at the {} is made up: {}", in.edge(), what), "what came in is made up", "made up"};
}

Sentences of_cut_object(Border border, const std::string& who, const Edges& cut) {
  const std::string sees = border == Border::zeros       ? "zeros"
                           : border == Border::replicate ? "its last pixels again"
                                                         : "it mirrored";
  return {fmt::format("the {} is cut off at the {}: beyond it the filters see {}, no longer the rest of the {}", who,
                      cut.edge(), sees, who),
          fmt::format("the {} is cut off at the {}: beyond it the filters see {}", who, cut.edge(), sees),
          fmt::format("the {} is cut off: the filters see {} there", who, sees), fmt::format("the {} is cut off", who),
          "cut off"};
}

}  // namespace

Sentences border_sentences(const ShiftResult& result, const LayerInputs& inputs, ObjectKind kind,
                           const ObjectBox& box) {
  if (inputs.dx == 0 && inputs.dy == 0) return {"at the border: nothing has moved yet", "nothing has moved yet"};
  const auto said = [](Sentences sentences) {
    // The number beside it needs its name where there is room.
    const std::size_t count = sentences.size();
    Sentences out;
    for (std::size_t i = 0; i + 1 < count; ++i) out.push_back("at the border: " + sentences[i]);
    out.push_back("border: " + sentences.back());
    out.push_back(sentences.back());
    return out;
  };
  const EquivarianceResult& residual = result.equivariance;
  if (residual.border_elements == 0) return said({"no place of the maps sees it", "not seen"});
  const bool zero = residual.border_max_abs == 0.0F;
  const Tensor& picture = result.after->picture;
  const std::int64_t width = picture.width(), height = picture.height();
  const std::int64_t left = box.left + inputs.dx, right = box.right + inputs.dx;
  const std::int64_t top = box.top + inputs.dy, bottom = box.bottom + inputs.dy;
  const bool whole = inputs.object->whole_picture;
  const bool gone = left >= width || right <= 0 || top >= height || bottom <= 0;
  const Edges cut{left<0, right> width, top<0, bottom> height};
  const Edges touched{left == 0, right == width, top == 0, bottom == height};
  const int step = total_stride(inputs);
  const bool fits = inputs.dx % step == 0 && inputs.dy % step == 0;
  const std::string who = noun_of(kind);
  const bool around = inputs.border == Border::circular;
  const bool white = !whole && inputs.object->background.data()[0] > 0.5F;

  if (inputs.object->background_stays && !zero)
    return said({"the background stayed here too", "the background stayed"});
  if (around && zero)
    return said({"the same, as what leaves on one side comes in on the other, for the picture and for the filters",
                 "the same, as all comes round", "the same"});
  if (zero && gone) return said({fmt::format("the {} has left the picture", who), "all gone"});
  if (zero && !whole && !cut.any() && touched.any() && inputs.border == Border::zeros && !white)
    return said({fmt::format("the same: the {} touches the {}, but all of it is inside, and the zeros beyond look like "
                             "the black around it",
                             who, touched.edge()),
                 fmt::format("the same: the {} touches the {}, but does not cross it", who, touched.edge()),
                 "touched, but not crossed", "only touched"});
  if (zero && !whole && !cut.any() && !touched.any())
    return said({fmt::format("the same: the {} does not reach an edge", who), "no edge is reached", "the same"});
  if (zero) return said({"the same answer there too", "the same"});

  if (!fits && !whole && !cut.any())
    return said({fmt::format("steps of {} pixels cannot follow here either", step), "the steps, here too"});
  if (around)
    return said(
        fits ? Sentences{fmt::format("once around the picture is no whole number of steps of {}", step),
                         "the steps do not fit"}
             : Sentences{fmt::format("steps of {} pixels cannot follow here either", step), "the steps, here too"});
  if (whole && gone) return said({"nothing of the picture is left inside", "all gone"});
  if (whole) return said(of_whole_picture(inputs));
  if (gone)
    return said({fmt::format("the {} has left the picture; convolved first, a trace of its edge is still inside", who),
                 fmt::format("the {} has left the picture", who), "all gone"});
  if (cut.any()) return said(of_cut_object(inputs.border, who, cut));
  if (white && inputs.border == Border::zeros)
    return said(
        {"zeros stand beyond the edge of a white background: the filters answer to this edge, and the edge does "
         "not move along",
         "zeros beside a white background: an edge that does not move along", "zeros beside white", "zeros"});
  if (touched.any() && inputs.border != Border::zeros)
    return said({fmt::format("the {} touches the {}, and beyond it the filters see {}, not the background", who,
                             touched.edge(), beyond(inputs.border)),
                 fmt::format("the {} touches the {}", who, touched.edge()), "an edge is touched"});
  return said(
      {fmt::format("{} stand beyond the edge, and did not move along", beyond(inputs.border)), "the border has a say"});
}

}  // namespace flatscope
