// When the next frame is due. Nothing here waits or looks at a clock: that is the loop's around it, or a browser's,
// which calls sixty times a second. All times are seconds of one clock.
#pragma once

#include <optional>

namespace flatscope {

class Pace {
 public:
  // Something happened that a frame has to answer.
  void stir() { stirred_ = true; }

  // What is known once a frame is on the screen.
  struct Frame {
    double begun = 0.0, shown = 0.0;
    bool behind = false;          // the picture still waits for an answer
    bool news = false;            // something came meanwhile
    bool left_over = false;       // input was left for the next frame
    std::optional<double> again;  // seconds until the frame itself wants another one
  };
  // What stirred before it began is answered.
  void drawn(const Frame& frame);

  // Seconds until a frame is to be drawn, 0 for now; empty: not before something happens. `news`: there is something
  // that no frame has shown yet.
  std::optional<double> due_in(double now, bool news) const;

 private:
  bool stirred_ = true;
  int follow_ups_ = 0;  // frames that are still to come without anything happening
  std::optional<double> earliest_, follow_up_at_, again_at_;
};

}  // namespace flatscope
