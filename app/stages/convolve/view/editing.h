// What the parts of the inspector's kernel and layer sections share.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>

#include "app/stages/convolve/model/kernel_edits.h"
#include "app/stages/convolve/view/stage.h"

namespace flatscope {

ConvLayer& layer_in_hand(StageContext& context);

// Lets `edit` change the Convolve stage's part of the scene. What it throws, and a layer that would have no output, put
// everything back; the reason stands beside `control` then (show_refusal). True if the change was taken.
bool change_layers(StageContext& context, std::string_view control, Change change,
                   const std::function<void(ConvolveScene&)>& edit);

// The magnitude with the strongest colour: the largest of the filter.
float peak_of(const ConvLayer& layer, std::int64_t filter);

// The rows of the kernel section: what is in hand (tabs.cpp) ...
void choose_layer(StageContext& context, Column& column);
void choose_filter(StageContext& context, Column& column);
void choose_channel(StageContext& context, Column& column);  // one kernel for all input channels, or a slice for each
// ... its cells and size (kernel.cpp), and from the presets on (presets.cpp).
void choose_preset(StageContext& context, Column& column, const Tensor& kernel);
// Ctrl+C and Ctrl+V, and what the clipboard has answered. True where that asks something or says why nothing was
// pasted.
bool handle_kernel_text(StageContext& context);
void choose_kernel_text(StageContext& context, Column& column, const Tensor& kernel);

// The kernel from and to a file of NumPy (kernel_files.cpp).
FileAsk ask_for_kernel_file();
FileAsk ask_where_to_save_kernel(const Scene& scene);

}  // namespace flatscope
