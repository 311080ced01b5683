#include "app/stages/flatten/view/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <vector>

#include "app/look/number_text.h"
#include "app/widgets/wording.h"

namespace flatscope {
DriftLine line_of(const Palette& colours, const Flattening& flattening, const Focus& focus, bool vertical) {
  DriftLine line;
  line.longest = fmt::format("up to {0} apart: {0} values between", grouped(flattening.size()));
  line.colour = vertical ? colours.vertical : colours.horizontal;
  std::vector<std::int64_t> distances;
  for (const Neighbour& n : focus.neighbours) {
    if (n.vertical != vertical) continue;
    line.name += (line.name.empty() ? "" : ", ") + std::string(n.name);
    line.indices += (line.indices.empty() ? "" : ", ") + grouped(n.index);
    distances.push_back(n.index - focus.index);
  }
  std::int64_t worst = 0;
  for (const std::int64_t d : distances) worst = std::max<std::int64_t>(worst, std::llabs(d));
  if (distances.size() == 2 && distances[0] == -distances[1]) {
    line.distance = fmt::format("±{}", grouped(worst));
  } else {
    for (const std::int64_t d : distances) line.distance += (line.distance.empty() ? "" : ", ") + signed_whole(d);
  }
  if (worst == 1) {
    line.sentence = "still side by side in the line";
  } else if (worst == 2) {
    line.sentence = "2 apart: 1 value between";
  } else if (worst > 0) {
    const bool alike = distances.size() < 2 || std::llabs(distances[0]) == std::llabs(distances[1]);
    line.sentence =
        fmt::format("{}{} apart: {} values between", alike ? "" : "up to ", grouped(worst), grouped(worst - 1));
  }
  return line;
}

std::string told(const Place& place) { return fmt::format("({}, {})", grouped(place.row), grouped(place.column)); }

DriftLine false_line(const Palette& colours, const Flattening& flattening, const std::optional<FalsePair>& wrap) {
  DriftLine line;
  line.colour = colours.wrong;
  line.dashed = true;
  const Place last{0, flattening.height() - 1, flattening.width() - 1};
  const auto sentence = [](const std::string& from, const std::string& to) {
    return fmt::format("{} → {}: touch only in the line", from, to);
  };
  const std::string planes = sentence("end of green", "start of blue");
  line.longest = sentence(told(last), told(last));
  if (flattening.channels() == 3 && planes.size() > line.longest.size()) line.longest = planes;
  if (!wrap) return line;
  line.name = "false pair";
  line.indices = fmt::format("{}, {}", grouped(wrap->first), grouped(wrap->first + 1));
  line.distance = "+1";
  line.sentence = wrap->from.channel != wrap->to.channel
                      ? sentence(fmt::format("end of {}", channel_names[wrap->from.channel]),
                                 fmt::format("start of {}", channel_names[wrap->to.channel]))
                      : sentence(told(wrap->from), told(wrap->to));
  return line;
}

std::vector<std::string> bound_sentences(const Flattening& flattening) {
  const std::int64_t least = std::min(flattening.height(), flattening.width()), channels = flattening.channels();
  const std::string side = grouped(least);
  const bool together = channels > 1 && flattening.layout() == Layout::hwc;
  std::vector<std::string> sentences;
  sentences.push_back(
      together
          ? fmt::format(
                "At worst, no order does better than {} channels times the shorter side, {} · min(H,\u00A0W) = {}.",
                channels, channels, grouped(channels * least))
          : fmt::format("At worst, no order does better than the shorter side, min(H,\u00A0W) = {}.", side));
  if (least == 1) return sentences;
  sentences.push_back(
      fmt::format("Why: at some moment at least {} pixels of the line still wait for a neighbour, and the "
                  "first of them waits for {} {} or more.",
                  side, side, together ? "pixels" : "places"));
  return sentences;
}

Claim claim_of(const Palette& colours, const Focus& focus) {
  const Neighbour* farthest = nullptr;
  const auto distance = [&](const Neighbour& n) { return std::llabs(n.index - focus.index); };
  for (const Neighbour& n : focus.neighbours)
    if (farthest == nullptr || distance(n) >= distance(*farthest)) farthest = &n;
  if (farthest == nullptr) return {};
  const std::int64_t apart = distance(*farthest);
  const std::string_view where = farthest->name == "down"   ? "just below"
                                 : farthest->name == "up"   ? "just above"
                                 : farthest->name == "left" ? "just left of"
                                                            : "just right of";
  return {colour_of(colours, *farthest), grouped(apart),
          fmt::format("{} apart in the line: {} and {} {} it.", noun(apart, "place"), told(focus.place),
                      told(farthest->place), where)};
}

}  // namespace flatscope
