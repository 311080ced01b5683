// The controls of the inspector: a column that each call fills from the top down.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "app/widgets/ui.h"

namespace flatscope {

// What a control that can be dragged tells: `changed` each frame its value moved, `released` once when it is let go
// after a change. A click that changes something at once has both.
struct Change {
  bool changed = false;
  bool released = false;
  explicit operator bool() const { return changed; }
};

struct Option {
  std::string_view label;
  std::string_view tooltip;
  bool enabled = true;
};

class Column {
 public:
  Column(Ui& ui, Rect area) : ui_(ui), left_(area.min.x), right_(area.max.x), y_(area.min.y), top_(area.min.y) {}

  float y() {
    if (!ui_.controls_only) begin_section();
    return y_;
  }
  float left() const { return left_; }
  float right() const { return right_; }
  float width() const { return right_ - left_; }
  void gap(float units);
  // Takes `units` of height off the column and returns the rectangle.
  Rect take(float units);
  Rect take_pixels(float pixels);

  void section(std::string_view title);
  // Small muted words, wrapped.
  void note(std::string_view words);

  // One of several. Breaks into rows of equal cells when the labels don't fit on one.
  Change segmented(const char* id, std::span<const Option> options, int& index);
  // Whole numbers; the value is written at the right and can be typed there after a click on it. With `logarithmic`
  // equal travel is an equal factor (low must be >= 1). `shown` replaces the number written ("16 x 11").
  Change slider(const char* id, std::string_view label, int& value, int low, int high, std::string_view tooltip,
                std::string_view shown = {}, bool logarithmic = false);
  // The same for numbers with `decimals` places; the track moves in steps of the last one. What is typed may lie
  // beyond the track, within +- `typed_most`, where that is more.
  Change slider_real(const char* id, std::string_view label, double& value, double low, double high, int decimals,
                     std::string_view tooltip, std::string_view shown = {}, double typed_most = 0.0);
  // 0 to 1, written in per cent.
  Change slider_share(const char* id, std::string_view label, float& value, std::string_view tooltip);
  // The track alone, for a share from 0 to 1.
  Change track(const char* id, float& value, std::string_view tooltip);
  Change toggle(const char* id, std::string_view label, bool& value, std::string_view tooltip, bool enabled = true);
  // True when clicked.
  bool button(const char* id, std::string_view label, std::string_view tooltip, bool enabled = true);
  // Several that fill one line evenly; returns the index clicked or -1.
  int buttons(const char* id, std::span<const Option> options);
  // A chip (0 for none), a label and a value at the right.
  void fact(ImU32 chip, std::string_view label, std::string_view value, std::string_view tooltip);

 private:
  struct Scale {
    double low = 0.0, high = 1.0;
    int decimals = 0;
    bool logarithmic = false;
    double typed_low = low, typed_high = high;
  };
  // While a lesson hides controls a heading waits for the first that is shown.
  void begin_section();
  // One of the column's own controls while it is drawn: its section's heading stands above it. False: a lesson does
  // without it. Where only controls are drawn (Ui::controls_only) all else is cut off, and this is not.
  class Control {
   public:
    Control(Column& column, std::string_view id);
    ~Control();
    Control(const Control&) = delete;
    Control& operator=(const Control&) = delete;
    explicit operator bool() const { return shown_; }

   private:
    Column& column_;
    std::string id_;  // of what a lesson can point at; empty while none is played
    bool shown_;
    float top_ = 0.0F;
  };
  Rect room(float pixels);  // takes it for a control
  Change number_slider(const char* id, std::string_view label, double& value, const Scale& scale,
                       std::string_view tooltip, std::string_view shown);
  // The number at the right of a slider's first line, which can be typed; returns its width.
  float typed_number(const char* id, double& value, const Scale& scale, std::string_view shown, Change& change);
  bool slider_track(const char* id, float& share, std::string_view tooltip, Change& change);
  Ui& ui_;
  float left_, right_, y_, top_;
  float waiting_gap_ = 0.0F;  // where only controls are drawn: above the next one
  std::string section_;       // that waits
};

// A plain push button in any place; true when clicked.
bool push_button(Ui& ui, const char* id, const Rect& rect, std::string_view label, std::string_view tooltip,
                 bool primary = false, bool enabled = true);

// A cross that closes something; true when clicked.
bool close_cross(Ui& ui, const char* id, const Rect& rect, std::string_view tooltip);

// An invisible item over `rect`; sets hover and active for ImGui and names it in the screen record.
bool hit_area(Ui& ui, const char* id, const Rect& rect, std::string_view value = {});

}  // namespace flatscope
