// What core computed for the Shift stage.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "app/engine/stored.h"
#include "app/stages/shift/model/row_runs.h"
#include "app/stages/shift/model/scene.h"
#include "app/stages/shift/model/trained.h"
#include "core/analysis/equivariance.h"
#include "core/files/image.h"
#include "core/layers/flatten.h"
#include "core/tensor/tensor.h"

namespace flatscope {

// What is moved and what stays.
struct ObjectInputs {
  std::shared_ptr<const Image> image;  // null for objects that do not use it
  PixelSize size;
  bool colour = false;
  ObjectKind object = ObjectKind::silhouette;
  Background background = Background::automatic;
  Cutout cutout;
  int digit = 0;
  std::shared_ptr<const Tensor> doodle;
  // Where trained networks answer: they, and what they look at. The rest of the above stays as it is by default then.
  std::shared_ptr<const TrainedPair> pair;
  PairObject pair_object = PairObject::sample;
  int sample = 0;
  bool operator==(const ObjectInputs&) const = default;
};
struct ObjectResult {
  Tensor object;                  // (C, H, W)
  Tensor mask;                    // (H, W); all ones when the whole picture moves
  Tensor background;              // (C, H, W)
  bool whole_picture = false;     // no mask: the picture itself is shifted, its border filled by the border mode
  bool background_stays = false;  // a picture behind: f(T x) is then not a shifted copy, and the numbers say so
};

// The layers' answers before and after. `before` and `after` results of one drag share the same ObjectResult.
struct LayerInputs {
  std::shared_ptr<const ObjectResult> object;
  int stride = 1;
  Pooling pooling = Pooling::none;
  std::vector<Preset> filters;
  int dense_outputs = 24;
  std::uint32_t dense_seed = 7;
  Border border = Border::zeros;  // of the picture, and the convolution's padding_mode
  int dx = 0, dy = 0;
  bool operator==(const LayerInputs&) const = default;
};

struct Peak {  // the place of the largest absolute value of a map
  std::int64_t row = 0, column = 0;
  float value = 0.0F;
};

// One picture and every layer's answer to it.
struct Answers {
  Tensor picture;  // (C, H, W)
  // Every filter weighs the channels alike, so that it looks at their sum: (H, W); empty for one channel.
  Tensor channel_sum;
  const Tensor& filtered() const { return channel_sum.empty() ? picture : channel_sum; }
  RowRuns<float> sums;  // of the picture's elements
  // What is drawn: the same, or reduced where it is larger than a screen shows; a worker does it, not the frame.
  Tensor picture_shown;  // empty: draw `picture`
  Tensor maps_shown;     // empty: draw `maps`
  const Tensor& shown_picture() const { return picture_shown.empty() ? picture : picture_shown; }
  const Tensor& shown_maps() const { return maps_shown.empty() ? maps : maps_shown; }
  Tensor dense;               // (dense_outputs)
  Shape maps_shape;           // (filters, H', W') after stride and pooling
  Tensor maps;                // where they are drawn as they are, or pooled at (0, 0); else empty: see maps_of()
  std::vector<Peak> peaks;    // one a map, among the places that no border reaches (all places if there is none)
  std::vector<float> pooled;  // global max of |map|, one a map
};

struct ShiftResult {
  std::shared_ptr<const Answers> before;  // at (0, 0); kept while only dx, dy change
  std::shared_ptr<const Answers> after;
  RowRuns<std::uint16_t> changed;  // how many of the vector's elements changed; empty: none, for nothing moved
  std::int64_t elements_changed = 0;
  float dense_relative_change = 0.0F;  // ||y' - y||_2 / ||y||_2; 0 when both are 0
  EquivarianceResult equivariance;
  InteriorSpan interior_rows, interior_columns;  // of the maps
  float pooled_change = 0.0F;                    // largest |after - before| over the globally pooled maps
  std::vector<Peak> peaks_before;                // one a map, among the places that are still inside after the move
  // One a map: where that very peak is now, or, where nothing near its place answers as it did, the strongest answer
  // of `after`, which is another peak then.
  std::vector<Peak> peaks_after;
  std::vector<bool> peak_followed;  // one a map: peaks_after is the same peak
  std::vector<float> map_scale;     // one a map, the locked colour range: |peak| of `before`; a drag keeps it
};

// The feature maps of `answers` to these inputs: where a drag kept only what is shown of them they are computed anew,
// bit for bit the same. A 1920 x 1080 picture has 66 MB of them.
Tensor maps_of(const LayerInputs& inputs, const Answers& answers);
// One of their values; place.channel is the map.
float map_value(const LayerInputs& inputs, const Answers& answers, const Place& place);

struct ShiftResults {
  Stored<ObjectInputs, ObjectResult> object;
  Stored<LayerInputs, ShiftResult> shift;
  // What trained networks make of it: of the same job as `shift`, and null where the random layer answers.
  Stored<PairInputs, PairResult> readings;
  Stored<AnswerMapInputs, AnswerMaps> answer_maps;
  Stored<KeepInputs, KeepResult> keeps;
};

// The pure functions behind them, for the worker, the command line and the tests. Throw what core throws.
ObjectInputs object_inputs(const Scene& scene);
ObjectResult compute(const ObjectInputs& inputs);
LayerInputs layer_inputs(const Scene& scene, std::shared_ptr<const ObjectResult> object);
ShiftResult compute(const LayerInputs& inputs, const Stored<LayerInputs, ShiftResult>& previous);

}  // namespace flatscope
