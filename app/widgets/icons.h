// Small pictures made of strokes, each centred on `at` in a square of `size` pixels.
#pragma once

#include "app/widgets/ui.h"

namespace flatscope {

using Icon = void (*)(Ui& ui, ImVec2 at, float size, ImU32 colour);

}  // namespace flatscope

namespace flatscope::icons {

void flatten(Ui& ui, ImVec2 at, float size, ImU32 colour);
void shift(Ui& ui, ImVec2 at, float size, ImU32 colour);
void convolve(Ui& ui, ImVec2 at, float size, ImU32 colour);
void parameters(Ui& ui, ImVec2 at, float size, ImU32 colour);
void train(Ui& ui, ImVec2 at, float size, ImU32 colour);
void question(Ui& ui, ImVec2 at, float size, ImU32 colour);
void sun(Ui& ui, ImVec2 at, float size, ImU32 colour);
void moon(Ui& ui, ImVec2 at, float size, ImU32 colour);
void sun_or_moon(Ui& ui, ImVec2 at, float size, ImU32 colour);  // of the theme that is not chosen
void larger(Ui& ui, ImVec2 at, float size, ImU32 colour);
void smaller(Ui& ui, ImVec2 at, float size, ImU32 colour);
void undo(Ui& ui, ImVec2 at, float size, ImU32 colour);
void redo(Ui& ui, ImVec2 at, float size, ImU32 colour);
void save(Ui& ui, ImVec2 at, float size, ImU32 colour);
void share(Ui& ui, ImVec2 at, float size, ImU32 colour);
void code(Ui& ui, ImVec2 at, float size, ImU32 colour);  // that a phone reads
void folder(Ui& ui, ImVec2 at, float size, ImU32 colour);
void enlarge(Ui& ui, ImVec2 at, float size, ImU32 colour);
void book(Ui& ui, ImVec2 at, float size, ImU32 colour);
void plus(Ui& ui, ImVec2 at, float size, ImU32 colour);

}  // namespace flatscope::icons
