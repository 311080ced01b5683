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

// The picture by itself, at an address that stays; null where there is no such sample.
std::shared_ptr<const Tensor> kept_sample(Ui& ui, const std::shared_ptr<const TrainData>& data, SamplePart part,
                                          std::int64_t index, int dx, int dy,
                                          std::span<const std::int32_t> permutation) {
  if (data == nullptr) return nullptr;
  const Tensor& images = images_of(*data, part);
  if (images.shape().size() != 4 || index < 0 || index >= images.shape()[0]) return nullptr;
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
  return picture;
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
  const std::shared_ptr<const Tensor> picture = kept_sample(ui, data, part, index, dx, dy, permutation);
  if (picture == nullptr) return;
  const float cell = std::min(where.width() / static_cast<float>(picture->width()),
                              where.height() / static_cast<float>(picture->height()));
  const ImVec2 size{cell * static_cast<float>(picture->width()), cell * static_cast<float>(picture->height())};
  const ImVec2 at{where.min.x + (where.width() - size.x) * 0.5F, where.min.y + (where.height() - size.y) * 0.5F};
  TensorStyle style;
  style.lines = false;
  ui.painter.draw(ui, picture, *picture, picture->channels() == 3 ? -1 : 0, {at, {at.x + size.x, at.y + size.y}},
                  style);
}

void draw_sample_part(Ui& ui, const Rect& where, const std::shared_ptr<const TrainData>& data, SamplePart part,
                      std::int64_t index, const Rect& cells) {
  const std::shared_ptr<const Tensor> picture = kept_sample(ui, data, part, index, 0, 0, {});
  if (picture == nullptr) return;
  TensorStyle style;
  style.lines = false;
  ui.painter.draw(ui, picture, *picture, picture->channels() == 3 ? -1 : 0, where, cells, style);
}

Rect part_that_shows(const TrainData& data) {
  const Shape input = data.input();
  const auto height = static_cast<float>(input[1]), width = static_cast<float>(input[2]);
  if (input[1] != input[2]) return {{0.0F, 0.0F}, {width, height}};
  const EdgeRoom room = least_room(data.rooms);
  const float left = std::max(0.0F, static_cast<float>(room.left) - 1.0F),
              top = std::max(0.0F, static_cast<float>(room.top) - 1.0F),
              right = std::min(width, width - static_cast<float>(room.right) + 1.0F),
              bottom = std::min(height, height - static_cast<float>(room.bottom) + 1.0F);
  const float side = std::min(width, std::max({right - left, bottom - top, 1.0F}));
  const auto begin = [&](float low, float high) {
    return std::clamp(std::floor((low + high - side) * 0.5F), 0.0F, width - side);
  };
  const ImVec2 corner{begin(left, right), begin(top, bottom)};
  return {corner, {corner.x + side, corner.y + side}};
}

}  // namespace flatscope
