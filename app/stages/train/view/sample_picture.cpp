#include "app/stages/train/view/sample_picture.h"

#include <algorithm>
#include <compare>
#include <map>
#include <vector>

#include "app/widgets/tensor_view.h"
#include "core/training/sample_switches.h"

namespace flatscope {
namespace {

constexpr std::size_t most_kept = 1200;

// Pictures cut out of the data, which the painter knows by their address.
struct KeptSamples {
  struct Key {
    const TrainData* data;
    SamplePart part;
    std::int64_t index;
    int dx, dy;
    std::uint64_t order;  // of the permutation (FNV-1a); 0: none
    auto operator<=>(const Key&) const = default;
  };
  std::weak_ptr<const TrainData> data;
  std::map<Key, std::shared_ptr<const Tensor>> pictures;
};

const Tensor& images_of(const TrainData& data, SamplePart part) {
  if (part == SamplePart::raw) return data.raw;
  return part == SamplePart::train ? data.set->train.images : data.set->test.images;
}

std::uint64_t hash_of(std::span<const std::int32_t> numbers) {
  if (numbers.empty()) return 0;
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const std::int32_t number : numbers) hash = (hash ^ static_cast<std::uint32_t>(number)) * 0x100000001B3U;
  return hash;
}

}  // namespace

Tensor sample_of(const TrainData& data, SamplePart part, std::int64_t index) {
  const Tensor& images = images_of(data, part);
  const Shape shape{images.shape()[1], images.shape()[2], images.shape()[3]};
  const std::int64_t size = element_count(shape);
  const float* const from = images.data() + index * size;
  return Tensor(shape, std::vector<float>(from, from + size));
}

void draw_sample(Ui& ui, const Rect& where, const std::shared_ptr<const TrainData>& data, SamplePart part,
                 std::int64_t index, int dx, int dy, std::span<const std::int32_t> permutation) {
  if (data == nullptr) return;
  const Tensor& images = images_of(*data, part);
  if (images.shape().size() != 4 || index < 0 || index >= images.shape()[0]) return;
  auto& kept = ui.kept.of<KeptSamples>();
  if (kept.data.lock() != data || kept.pictures.size() > most_kept) {
    kept.data = data;
    kept.pictures.clear();
  }
  const std::uint64_t order = hash_of(permutation);
  std::shared_ptr<const Tensor>& picture = kept.pictures[{data.get(), part, index, dx, dy, order}];
  if (picture == nullptr) {
    Tensor made = sample_of(*data, part, index);
    if (dx != 0 || dy != 0) made = moved(made, dx, dy);
    if (!permutation.empty()) made = with_pixels_permuted(made, permutation);
    picture = std::make_shared<const Tensor>(std::move(made));
  }
  const float cell = std::min(where.width() / static_cast<float>(picture->width()),
                              where.height() / static_cast<float>(picture->height()));
  const ImVec2 size{cell * static_cast<float>(picture->width()), cell * static_cast<float>(picture->height())};
  const ImVec2 at{where.min.x + (where.width() - size.x) * 0.5F, where.min.y + (where.height() - size.y) * 0.5F};
  TensorStyle style;
  style.lines = false;
  ui.painter.draw(ui, picture, *picture, picture->channels() == 3 ? -1 : 0, {at, {at.x + size.x, at.y + size.y}},
                  style);
}

}  // namespace flatscope
