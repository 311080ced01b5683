// What every widget draws with: measures, text, tooltips. One Ui lives for one frame's drawing of one window.
#pragma once

#include <imgui.h>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "app/look/number_text.h"
#include "app/widgets/anchors.h"
#include "app/widgets/fonts.h"
#include "app/widgets/kept.h"
#include "app/widgets/rect.h"
#include "app/widgets/screen_record.h"

namespace flatscope {

enum class Align { left, centre, right };

class TensorPainter;

// One line of text as it was drawn: for pictures that keep text as text.
struct TextRun {
  const ImDrawList* list = nullptr;
  int first = 0, last = 0;          // what was drawn for it: indices [first, last) of the list's buffer
  ImVec2 at{0, 0};                  // top left
  float width = 0.0F, size = 0.0F;  // in pixels; size as FontSet::Face has it
  Type type = Type::body;
  ImU32 colour = 0;
  std::string words;
  Align align = Align::left;  // which end holds where the letters turn out wider or narrower
};

class Ui {
 public:
  const Palette& colours;
  const FontSet& fonts;
  Theme theme;
  float scale;  // pixels a design unit: text scale times the display's
  ScreenRecord& record;
  TensorPainter& painter;
  Kept& kept;
  ImDrawList* draw = nullptr;  // of the window or child being drawn; set it after each Begin
  int layer = 0;               // 0 the page, 1 overlays, 2 tooltips: texts of different layers may cover each other

  Anchors anchors;                                        // of this frame
  std::function<bool(std::string_view)> hides = nullptr;  // a lesson does without this control; null: none is played

  // Presented before a class: a text has all of its room, with no other text in it, or is left out as a whole.
  bool whole_texts = false;
  bool headings = true;  // a stage says its claim itself; false: a lesson's title stands in its place
  // Of what a column of controls has only those that `hides` lets through are drawn: no notes, numbers or pictures.
  bool controls_only = false;

  std::vector<TextRun>* runs = nullptr;  // where lines of text are kept as well; null: nowhere

  // Design units to whole pixels.
  float dp(float units) const;

  ImVec2 measure(Type type, std::string_view words) const;
  float line_height(Type type) const { return fonts[type].size; }

  // Draws one line with its top left (or top centre, top right) at `at`; returns its width.
  float text(ImVec2 at, Type type, ImU32 colour, std::string_view words, Align align = Align::left);
  // The letters alone, of any height: signs. Everything that is read goes through text().
  void letters(ImVec2 at, Type type, float size, ImU32 colour, std::string_view words, Align align = Align::left);
  // One line of letters smaller than the type's own.
  void text_sized(ImVec2 at, Type type, float size, ImU32 colour, std::string_view words);
  // The same as text(), shortened with an ellipsis to fit `width`; the whole text is the tooltip then.
  float text_fit(ImVec2 at, float width, Type type, ImU32 colour, std::string_view words, Align align = Align::left);
  // Broken at spaces to `width`; returns the height used. With draw_it false it only measures.
  float text_wrapped(ImVec2 at, float width, Type type, ImU32 colour, std::string_view words, bool draw_it = true);

  // Shows `words` beside the last ImGui item once the pointer has rested on it for a moment. Not again after a click or
  // a letter typed until the pointer has gone elsewhere.
  void tooltip(std::string_view words);
  // The same for a rectangle that is no item. `side` is where it stands if it covers nothing there; it never covers the
  // rectangle nor the rows above and below it, and of what else is written and drawn as little as can be.
  enum class Side { above, below, beside };
  void tooltip(const Rect& where, std::string_view words, Side side = Side::above);
  // A picture that tooltips should leave seen, as they do with text.
  void keep_seen(const Rect& where);

  // --- for the frame's owner ---
  void draw_tooltip();    // last of all
  Rect rail, inspector;   // tooltips of what lies in there stand beside the column, over none of its controls
  double wake_in = -1.0;  // seconds until another frame is wanted; negative: none
  void ask_for_frame(double in_seconds);

 private:
  // What has been drawn where: what a tooltip has to be kept away from.
  struct Seen {
    Rect where;
    int layer = 0;
    float worth = 1.0F;
    bool text = false;
  };
  float covered(const Rect& tooltip) const;
  bool has_room(const Rect& text) const;
  ImVec2 tooltip_corner(ImVec2 size) const;
  std::vector<Seen> seen_;
  std::string tooltip_;
  Rect tooltip_at_;
  int tooltip_layer_ = 0;
  Side tooltip_side_ = Side::above;

 public:
  Ui(const Palette& c, const FontSet& f, Theme t, float s, ScreenRecord& r, TensorPainter& p, Kept& k)
      : colours(c), fonts(f), theme(t), scale(s), record(r), painter(p), kept(k) {}
};

}  // namespace flatscope
