#include "app/lessons/view/words.h"

#include <algorithm>
#include <string>
#include <vector>

#include "app/lessons/model/asked.h"

namespace flatscope {
namespace {

// What stands between two places where a line may break, with its style.
struct Piece {
  std::string text;
  Type type;
  bool space_before = false;
};

Type type_of(const WordsLook& look, WordStyle style) {
  switch (style) {
    case WordStyle::bold:
      return look.bold;
    case WordStyle::code:
    case WordStyle::formula:
      return look.code;
    case WordStyle::plain:
      break;
  }
  return look.plain;
}

std::vector<Piece> pieces_of(const Paragraph& paragraph, const WordsLook& look, const Scene& scene,
                             const Results& results) {
  std::vector<Piece> pieces;
  bool space = false;
  for (const WordRun& run : paragraph) {
    const bool asked = run.of && look.asked != nullptr && asks_for(*look.asked, *run.of);
    const std::string text = asked ? "?" : run_text(run, scene, results);
    std::string word;
    const auto end_word = [&] {
      if (word.empty()) return;
      pieces.push_back({word, type_of(look, run.style), space});
      word.clear();
      space = false;
    };
    for (const char c : text) {
      // A formula or a piece of code stays on one line.
      if (c == ' ' && run.style != WordStyle::formula && run.style != WordStyle::code) {
        end_word();
        space = true;
      } else {
        word += c;
      }
    }
    end_word();
  }
  return pieces;
}

}  // namespace

float draw_words(Ui& ui, ImVec2 at, float width, const WordsLook& look, const LessonWords& words, const Scene& scene,
                 const Results& results, bool draw_it) {
  const float line = ui.line_height(look.plain) * look.line, space = ui.measure(look.plain, " ").x;
  float y = at.y;
  for (const Paragraph& paragraph : words) {
    if (y > at.y) y += line * 0.5F;
    const std::vector<Piece> pieces = pieces_of(paragraph, look, scene, results);
    float x = 0.0F;
    for (std::size_t i = 0; i < pieces.size();) {
      // Pieces without a space between them stay together: "index", "73", ".".
      std::size_t end = i + 1;
      float wide = ui.measure(pieces[i].type, pieces[i].text).x;
      while (end < pieces.size() && !pieces[end].space_before) {
        wide += ui.measure(pieces[end].type, pieces[end].text).x;
        ++end;
      }
      if (x > 0.0F && pieces[i].space_before) x += space;
      if (x > 0.0F && x + wide > width) {
        x = 0.0F;
        y += line;
      }
      for (; i < end; ++i) {
        const Piece& piece = pieces[i];
        const float lower = (ui.line_height(look.plain) - ui.line_height(piece.type)) * 0.5F;
        if (draw_it) ui.text({at.x + x, y + lower}, piece.type, look.ink, piece.text);
        x += ui.measure(piece.type, piece.text).x;
      }
    }
    y += line;
  }
  return y - at.y;
}

}  // namespace flatscope
