#include "app/platform/pace.h"

#include <algorithm>

namespace flatscope {
namespace {

// An event's frame is followed by so many more: Dear ImGui hands clicks on over several.
constexpr int frames_after_event = 2;

// Seconds before a frame that follows an event: it lets a next event go first, which a frame under way would hold up.
constexpr double follow_up_pause = 0.012;

// Seconds from one frame to the next while the picture waits for an answer, which has the processor meanwhile: a
// little over 30 frames a second.
constexpr double frame_while_behind = 0.030;

constexpr double shortest_again = 0.001;

}  // namespace

void Pace::drawn(const Frame& frame) {
  const bool answered_one = stirred_;
  stirred_ = false;
  follow_ups_ = answered_one ? frames_after_event : std::max(0, follow_ups_ - 1);
  if (frame.news || frame.left_over) follow_ups_ = std::max(follow_ups_, 2);
  earliest_.reset();
  if (frame.behind) earliest_ = frame.begun + frame_while_behind;
  follow_up_at_ = frame.shown + std::min(frame.again.value_or(follow_up_pause), follow_up_pause);
  again_at_.reset();
  if (frame.again) again_at_ = frame.shown + std::max(shortest_again, *frame.again);
}

std::optional<double> Pace::due_in(double now, bool news) const {
  if (news) return 0.0;
  const std::optional<double> at = stirred_ ? now : follow_ups_ > 0 ? follow_up_at_ : again_at_;
  if (!at) return std::nullopt;
  return std::max(0.0, std::max(*at, earliest_.value_or(*at)) - now);
}

}  // namespace flatscope
