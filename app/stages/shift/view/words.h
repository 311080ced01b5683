// What the Shift stage says, from long to short where there may be little room. No drawing in here.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/engine/results.h"

namespace flatscope {

// "horse", "digit", ... in the middle of a sentence.
std::string noun_of(ObjectKind kind);

// `drag`: what a drag on the picture does, from long to short; not empty.
std::vector<std::string> shift_subtitles(const Scene& scene, PixelSize size, bool colour,
                                         const std::vector<std::string>& drag);

// `who` moved, as noun_of() has it; `all_inside`: no pixel of it left the canvas or came round.
std::vector<std::string> vector_sentences(const ShiftResult& result, const LayerInputs& inputs, const std::string& who,
                                          bool all_inside);
std::vector<std::string> dense_sentences(const ShiftResult& result, const LayerInputs& inputs, ObjectKind kind);

// The number inside and what it means.
std::string interior_number(const ShiftResult& result);
std::vector<std::string> interior_sentences(const ShiftResult& result, const LayerInputs& inputs);

// The object before it was moved: [left, right) x [top, bottom) on the canvas.
struct ObjectBox {
  std::int64_t left = 0, top = 0, right = 0, bottom = 0;
};
// Why the answers differ at the border, or why they do not, for the object that is there: cut off by an edge, touching
// it, away from it, or the whole picture. Written in border_words.cpp.
std::vector<std::string> border_sentences(const ShiftResult& result, const LayerInputs& inputs, ObjectKind kind,
                                          const ObjectBox& box);

// For tooltips, beside each number that they explain.
inline constexpr std::string_view dense_explained =
    "Length of the difference of the outputs, over the length of the outputs before. 0 % is the same answer.";
inline constexpr std::string_view interior_explained =
    "Two ways: move the picture, then convolve it, f(T\u00A0x); or convolve it, then move the maps, T\u00A0"
    "f(x). This is the "
    "largest difference between them where no border can reach. 0 means: exactly the same, moved along.";

inline constexpr std::string_view border_explained =
    "The same comparison for all other places of the maps: those that see beyond the edge of the picture before or "
    "after the move. 0 means: exactly the same there too.";

// Steps of the maps in pixels of the picture: stride times the pooling's 2.
int total_stride(const LayerInputs& inputs);

}  // namespace flatscope
