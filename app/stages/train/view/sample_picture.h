// One sample of the data, drawn as the networks get it.
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "app/stages/train/model/data.h"
#include "app/widgets/ui.h"

namespace flatscope {

enum class SamplePart { train, test, raw };  // raw: training samples as they are in the file

// Sample `index` fills the square `where`; outside the data's range nothing is drawn. dx, dy: moved, zeros coming in;
// permutation: of all pixels, may be empty.
void draw_sample(Ui& ui, const Rect& where, const std::shared_ptr<const TrainData>& data, SamplePart part,
                 std::int64_t index, int dx = 0, int dy = 0, std::span<const std::int32_t> permutation = {});

// The same, but only its pixels `cells` (columns min.x to max.x, rows min.y to max.y, a square).
void draw_sample_part(Ui& ui, const Rect& where, const std::shared_ptr<const TrainData>& data, SamplePart part,
                      std::int64_t index, const Rect& cells);
// The smallest square that shows all that any test sample shows, a pixel around it included; all of a canvas that is
// no square.
Rect part_that_shows(const TrainData& data);

// (C, H, W): the picture itself.
Tensor sample_of(const TrainData& data, SamplePart part, std::int64_t index);

}  // namespace flatscope
