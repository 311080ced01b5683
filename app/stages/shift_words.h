// What the Shift stage says, from long to short where there may be little room. No drawing in here.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/scene/results.h"

namespace flatscope {

// "horse", "digit", ... in the middle of a sentence.
std::string noun_of(ObjectKind kind);

std::vector<std::string> shift_subtitles(const Scene& scene, PixelSize size, bool colour);

// `all_inside`: no pixel of the object left the canvas or came round.
std::vector<std::string> vector_sentences(const ShiftResult& result, const LayerInputs& inputs, ObjectKind kind,
                                          bool all_inside);
std::vector<std::string> dense_sentences(const ShiftResult& result, const LayerInputs& inputs, ObjectKind kind);

// The number inside and what it means.
std::string interior_number(const ShiftResult& result);
std::vector<std::string> interior_sentences(const ShiftResult& result, const LayerInputs& inputs);

// For tooltips, beside each number that they explain.
inline constexpr std::string_view dense_explained =
    "Length of the difference of the outputs, over the length of the outputs before. 0 % is the same answer.";
inline constexpr std::string_view interior_explained =
    "Two ways: move the picture, then convolve it, f(T\xC2\xA0x); or convolve it, then move the maps, T\xC2\xA0"
    "f(x). This is the "
    "largest difference between them where no border can reach. 0 means: exactly the same, moved along.";

// Steps of the maps in pixels of the picture: stride times the pooling's 2.
int total_stride(const LayerInputs& inputs);

}  // namespace flatscope
