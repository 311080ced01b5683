// The words beside the grid: which pixel, its arithmetic in real numbers, and how far its neighbours have drifted.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/stages/flatten/view/parts.h"
#include "app/stages/flatten/view/words.h"
#include "app/widgets/imgui_compat.h"
#include "app/widgets/marks.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

// Which parts there is room for. It follows from the room and the picture alone, never from the pixel in hand, so that
// nothing jumps while the pointer moves.
struct Plan {
  bool formula = true, heads = true, sentences = true, values = true, claim = true, hint = true;
  float gap = 12.0F;  // design units below each line
};
constexpr Plan plans[] = {
    {},
    {true, true, true, true, true, true, 6.0F},
    {true, true, true, true, true, false, 6.0F},
    {false, true, true, true, true, false, 5.0F},
    {false, true, true, true, false, false, 4.0F},
    {false, true, true, false, false, false, 4.0F},
    {false, true, false, true, true, false, 4.0F},
    {false, true, false, false, true, false, 3.0F},
    {false, true, false, true, false, false, 3.0F},
    {false, true, false, false, false, true, 3.0F},
    {false, true, false, false, false, false, 3.0F},
    {false, false, false, false, false, false, 2.0F},
};

constexpr std::string_view hints[] = {"Point at a pixel or at the line. Click to pin it.",
                                      "Click to pin it, so that it stays.",
                                      "Pinned. Click it again or press Esc to let go."};

// Draws the words, or only measures them.
class Explanation {
 public:
  Explanation(StageContext& context, const Rect& room, const Rect& aside, const Focus& focus, Pointing pointing)
      : context_(context),
        ui_(context.ui),
        flattening_(*context.results.flatten->flattening),
        focus_(focus),
        pointing_(pointing),
        room_(room),
        aside_(aside),
        right_(std::min(room.max.x, room.min.x + context.ui.dp(300))),
        claim_(claim_of(context.ui.colours, focus)),
        sums_(arithmetic_of(flattening_, focus.place)) {
    lines_[0] = line_of(ui_.colours, flattening_, focus, false);
    lines_[1] = line_of(ui_.colours, flattening_, focus, true);
    lines_[2] = false_line(ui_.colours, flattening_, focus.wrap);
  }

  // How much there is no room for: the plan's number, and whether the indices of neighbours are left out.
  int left_out() {
    int number = 0;
    for (const Plan& plan : plans) {
      plan_ = plan;
      if (all(false) <= room_.max.y + 1.0F) break;
      ++number;
    }
    return 2 * number + (has_indices() ? 0 : 1);
  }

  void draw() {
    for (const Plan& plan : plans) {
      plan_ = plan;
      if (&plan != &plans[std::size(plans) - 1] && all(false) > room_.max.y + 1.0F) continue;
      all(true);
      return;
    }
  }

 private:
  float width() const { return right_ - room_.min.x; }

  float all(bool draw) {
    y_ = room_.min.y;
    draw_ = draw;
    title();
    arithmetic();
    if (plan_.values) values();
    const bool neighbours = context_.shows("flatten.neighbours");
    if (plan_.heads && neighbours) heads();
    const bool present[] = {flattening_.width() > 1, flattening_.height() > 1,
                            context_.results.flatten->false_neighbours > 0};
    for (std::size_t i = 0; i < lines_.size(); ++i)
      if (present[i] && neighbours) line(lines_[i]);
    if (plan_.hint && !context_.view.lesson.on_paper) hint();
    if (aside_.width() > 0.0F && neighbours)
      claim_aside();
    else if (plan_.claim && neighbours)
      claim();
    return y_ - ui_.dp(plan_.gap);
  }

  void title() {
    std::string words = "Pixel " + told(focus_.place);
    if (flattening_.channels() == 3) words += fmt::format(", {}", channel_names[focus_.place.channel]);
    if (draw_) {
      const float used = ui_.text_fit({room_.min.x, y_}, width(), Type::heading, ui_.colours.text, words);
      // Said once on this screen: where counting begins.
      const std::string_view plain = "row, column: all from 0", pinned = "row, column: all from 0 · pinned";
      const float left = room_.min.x + used + ui_.dp(10);
      for (const std::string_view more :
           {pointing_.pinned ? pinned : plain,
            pointing_.pinned ? std::string_view("from 0 · pinned") : "row, column, from 0",
            pointing_.pinned ? std::string_view("pinned") : "from 0"}) {
        if (left + ui_.measure(Type::small, more).x > room_.max.x) continue;
        ui_.text({left, y_ + ui_.line_height(Type::heading) - ui_.line_height(Type::small) - 1.0F}, Type::small,
                 ui_.colours.muted, more);
        break;
      }
    }
    y_ += ui_.line_height(Type::heading) + ui_.dp(plan_.formula ? 8.0F : 3.0F);
  }

  // The numbers, and the index in a box of the pixel's colour; on the next line where the longest would not fit.
  void arithmetic() {
    if (plan_.formula) {
      const std::string brief = sums_.formula, whole = "index " + brief;
      const bool fits = ui_.measure(Type::mono, whole).x <= width();
      if (draw_) ui_.text_fit({room_.min.x, y_}, width(), Type::mono, ui_.colours.muted, fits ? whole : brief);
      y_ += ui_.line_height(Type::mono) + ui_.dp(6);
    }
    const Place last{flattening_.channels() - 1, flattening_.height() - 1, flattening_.width() - 1};
    const auto box_width = [&](std::int64_t index) {
      return ui_.measure(Type::mono_strong, grouped(index)).x + ui_.dp(16);
    };
    const std::string longest = arithmetic_of(flattening_, last).numbers;
    const float widest_box = box_width(flattening_.size() - 1);
    const auto fits = [&](Type type) { return ui_.measure(type, longest).x + widest_box <= width(); };
    const bool beside = fits(Type::mono_strong), small = !beside && fits(Type::mono);
    // Two lines only where both are there: else the box alone, after its name.
    const bool two = !beside && !small && plan_.formula && ui_.measure(Type::mono, longest).x <= width();
    const float high = ui_.line_height(Type::mono_strong) + ui_.dp(6);
    const std::string numbers = beside || small || two ? sums_.numbers : "i = ";
    const Type type = small || two ? Type::mono : Type::mono_strong;
    const float lift = (high - ui_.line_height(type)) * 0.5F;
    if (draw_) ui_.text({room_.min.x, y_ + lift}, type, ui_.colours.text, numbers);
    float x = room_.min.x + (two ? 0.0F : ui_.measure(type, numbers).x);
    if (two) y_ += high;
    if (draw_) {
      const Rect box{{x, y_}, {x + box_width(focus_.index), y_ + high}};
      compat::add_rect(ui_.draw, {box.min.x - 1, box.min.y - 1}, {box.max.x + 1, box.max.y + 1}, ui_.colours.outline,
                       ui_.dp(5), ui_.dp(3));
      compat::add_rect(ui_.draw, box.min, box.max, ui_.colours.pixel, ui_.dp(4), ui_.dp(2));
      ui_.text({box.centre().x, y_ + ui_.dp(3)}, Type::mono_strong, ui_.colours.text, grouped(focus_.index),
               Align::centre);
    }
    y_ += high + ui_.dp(plan_.formula ? 10.0F : 6.0F);
  }

  int value_of(std::int64_t channel) const {
    const Tensor& picture = *context_.results.flatten->picture;
    return static_cast<int>(std::lround(picture.at(channel, focus_.place.row, focus_.place.column) * 255.0F));
  }

  // What is in the pixel, and where it lies in the line: two kinds of numbers, each with its name.
  void values() {
    const float line = ui_.line_height(Type::mono) + ui_.dp(3);
    if (flattening_.channels() != 3) {
      const std::string words =
          fmt::format("Its value, {}, stands at index {}.", value_of(focus_.place.channel), grouped(focus_.index));
      if (draw_) ui_.text_fit({room_.min.x, y_}, width(), Type::small, ui_.colours.muted, words);
      y_ += line + ui_.dp(plan_.gap);
      return;
    }
    const float names = ui_.measure(Type::small, "at index").x + ui_.dp(8);
    const float column = (width() - names) / 3.0F;
    const bool fits = ui_.measure(Type::mono, grouped(flattening_.size() - 1)).x <= column;
    const Type type = fits ? Type::mono : Type::mono_small;
    const auto write = [&](float right, Type kind, ImU32 colour, std::string_view words, Align align) {
      const float lift = (line - ui_.line_height(kind)) * 0.5F;
      if (draw_) ui_.text({right, y_ + lift}, kind, colour, words, align);
    };
    for (int row = 0; row < 3; ++row) {
      constexpr std::string_view titles[] = {"", "value", "at index"};
      write(room_.min.x, Type::small, ui_.colours.muted, titles[row], Align::left);
      for (std::int64_t c = 0; c < 3; ++c) {
        Place place = focus_.place;
        place.channel = c;
        const ImU32 ink = c == focus_.place.channel ? ui_.colours.text : ui_.colours.muted;
        const float right = room_.min.x + names + column * static_cast<float>(c + 1);
        if (row == 0) write(right, Type::small, ink, channel_names[c], Align::right);
        if (row == 1) write(right, type, ink, std::to_string(value_of(c)), Align::right);
        if (row == 2) write(right, type, ink, grouped(flattening_.index(place)), Align::right);
      }
      y_ += line;
    }
    y_ += ui_.dp(plan_.gap + 2.0F);
  }

  float chip() const { return ui_.dp(11); }
  float name_left() const { return room_.min.x + chip() + ui_.dp(width() < ui_.dp(120) ? 6.0F : 10.0F); }
  float index_left() const {
    return name_left() + std::max(ui_.dp(80), ui_.measure(Type::body, "left, right").x + ui_.dp(12));
  }

  std::int64_t worst_distance() const {
    const auto& distances = context_.results.distances;
    for (std::size_t i = 0; distances && i < std::size(all_orders); ++i)
      if (all_orders[i] == flattening_.order()) return (*distances)[i].worst;
    return flattening_.width();
  }

  // For all lines or for none: it follows from the picture's largest numbers.
  bool has_indices() const {
    const std::string largest = grouped(flattening_.size() - 1);
    const float apart = ui_.measure(Type::mono_strong, "±" + grouped(worst_distance())).x;
    return index_left() + ui_.measure(Type::mono, largest + ", " + largest).x + ui_.dp(10) < right_ - apart;
  }

  // The names of the columns of indices and distances.
  void heads() {
    if (draw_) {
      ui_.text({right_, y_}, Type::small, ui_.colours.muted, "apart", Align::right);
      if (has_indices()) ui_.text({index_left(), y_}, Type::small, ui_.colours.muted, "index");
      const float apart = right_ - ui_.measure(Type::small, "apart").x - ui_.dp(4);
      if (name_left() + ui_.measure(Type::small, "neighbours").x + ui_.dp(4) <
          (has_indices() ? index_left() : std::max(apart, name_left())))
        ui_.text({name_left(), y_}, Type::small, ui_.colours.muted, "neighbours");
    }
    y_ += ui_.line_height(Type::small) + ui_.dp(3);
  }

  void line(const DriftLine& line) {
    const float row = std::max(ui_.line_height(Type::mono_strong), ui_.line_height(Type::body));
    if (y_ + row > room_.max.y + 1.0F && draw_) return;
    const float left = name_left();
    const float below = ui_.text_wrapped({0, 0}, right_ - left, Type::small, 0, line.longest, false);
    if (draw_ && !line.name.empty()) {
      const float middle = y_ + row * 0.5F;
      const Rect square{{room_.min.x, middle - chip() * 0.5F}, {room_.min.x + chip(), middle + chip() * 0.5F}};
      if (line.dashed) {
        marks::dashed_rect(ui_, square, line.colour, ui_.dp(2));
      } else {
        ui_.draw->AddRectFilled(square.min, square.max, line.colour, ui_.dp(2));
      }
      const float distance_width = ui_.measure(Type::mono_strong, line.distance).x;
      ui_.text({right_, middle - ui_.line_height(Type::mono_strong) * 0.5F}, Type::mono_strong, ui_.colours.text,
               line.distance, Align::right);
      ui_.text_fit({left, middle - ui_.line_height(Type::body) * 0.5F}, right_ - left - distance_width - ui_.dp(4),
                   Type::body, ui_.colours.text, line.name);
      if (has_indices() &&
          index_left() + ui_.measure(Type::mono, line.indices).x + ui_.dp(10) < right_ - distance_width)
        ui_.text({index_left(), middle - ui_.line_height(Type::mono) * 0.5F}, Type::mono, ui_.colours.muted,
                 line.indices);
      if (plan_.sentences)
        ui_.text_wrapped({left, y_ + row + ui_.dp(2)}, right_ - left, Type::small, ui_.colours.muted, line.sentence);
    }
    y_ += row + (plan_.sentences ? ui_.dp(2) + below : 0.0F) + ui_.dp(plan_.gap);
  }

  void hint() {
    float high = 0.0F;
    for (const std::string_view words : hints)
      high = std::max(high, ui_.text_wrapped({0, 0}, width(), Type::small, 0, words, false));
    const std::string_view words = hints[pointing_.pinned ? 2 : pointing_.hovering ? 1 : 0];
    if (draw_) ui_.text_wrapped({room_.min.x, y_}, width(), Type::small, ui_.colours.muted, words);
    y_ += high + ui_.dp(plan_.gap);
  }

  void claim_aside() {
    if (!draw_ || claim_.number.empty()) return;
    const float below = aside_.min.y + ui_.line_height(Type::number) + ui_.dp(6);
    const float high = ui_.text_wrapped({0, 0}, aside_.width(), Type::body, 0, claim_.words, false);
    ui_.record.area("flatten.claim", aside_.min, {aside_.max.x, below + high});
    ui_.text(aside_.min, Type::number, claim_.colour, claim_.number);
    ui_.text_wrapped({aside_.min.x, below}, aside_.width(), Type::body, ui_.colours.muted, claim_.words);
  }

  void claim() {
    if (claim_.number.empty()) return;
    // Both columns and the height are those of the picture's largest numbers: they stand still.
    const float number =
        std::max(ui_.measure(Type::number, grouped(worst_distance())).x, ui_.measure(Type::number, claim_.number).x);
    const float left = room_.min.x + number + ui_.dp(12);
    const std::string corner = told({0, flattening_.height() - 1, flattening_.width() - 1});
    const std::string longest = fmt::format("places apart in the line: {} and {} just right of it.", corner, corner);
    const float high = std::max(ui_.line_height(Type::number),
                                ui_.dp(3) + ui_.text_wrapped({0, 0}, right_ - left, Type::body, 0, longest, false));
    y_ += ui_.dp(4);
    if (draw_) {
      ui_.text({room_.min.x, y_}, Type::number, claim_.colour, claim_.number);
      ui_.record.area("flatten.claim", {room_.min.x, y_}, {right_, y_ + high});
      ui_.text_wrapped({left, y_ + ui_.dp(3)}, right_ - left, Type::body, ui_.colours.muted, claim_.words);
    }
    y_ += high + ui_.dp(plan_.gap);
  }

  StageContext& context_;
  Ui& ui_;
  const Flattening& flattening_;
  const Focus& focus_;
  const Pointing pointing_;
  const Rect room_, aside_;
  const float right_;
  const Claim claim_;
  const Arithmetic sums_;
  std::array<DriftLine, 3> lines_;
  Plan plan_;
  float y_ = 0.0F;
  bool draw_ = false;
};

}  // namespace

int left_out_of_explanation(StageContext& context, const Rect& room, const Focus& focus) {
  return Explanation(context, room, {room.max, room.max}, focus, {}).left_out();
}

void draw_explanation(StageContext& context, const Rect& room, const Rect& aside, const Focus& focus,
                      Pointing pointing) {
  if (room.width() < context.ui.dp(80)) return;
  Explanation(context, room, aside, focus, pointing).draw();
}

}  // namespace flatscope
