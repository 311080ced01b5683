// A few pictures as classes: samples are cut out of each.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "core/tensor/tensor.h"
#include "core/training/data_report.h"

namespace flatscope {

struct NamedPicture {
  std::string name;
  Tensor pixels;  // (1 or 3, H, W) in [0, 1]
};

struct CropSettings {
  std::int64_t canvas = 24;                     // pixels a side, 8 to 256
  std::int64_t training = 1000, testing = 300;  // samples in all, sample i of class i % classes; 1 to 1,000,000
  bool colour = false;                          // three channels; else the pictures' luma
  bool mirrored = false;                        // half of the samples are mirrored left to right
  bool operator==(const CropSettings&) const = default;
};

// How training and test samples are kept apart: the longer side of each picture is cut into six equal bands, and bands
// 3 and 6 are for testing only. A crop lies within two neighbouring bands for training or one for testing, so that no
// pixel is in samples of both parts. Crops are squares of 0.7 to 1 of a band's width (or of the shorter side, where
// that is less) at any place that allows it, scaled to fill the canvas; all chance is that of sample_stream.h. The test
// tells how well other parts of the *same* pictures are recognised, and nothing about other pictures of the same
// things. A picture of which a crop would be more than 4 canvases wide is made smaller first (resample_area).
//
// The report's problems warn where there is little to learn from: a crop is smaller than the canvas, fewer than 12
// crops that do not overlap are there for training, one colour throughout, two pictures that are the same. Throws
// std::invalid_argument for fewer than 2 or more than 10 pictures, shapes and settings out of range, and a picture
// whose crops would be smaller than 4 x 4.
FoundData crops_dataset(std::span<const NamedPicture> pictures, const CropSettings& settings, std::uint32_t seed);

}  // namespace flatscope
