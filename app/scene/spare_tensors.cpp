#include "app/scene/spare_tensors.h"

#include <algorithm>
#include <mutex>
#include <utility>
#include <vector>

namespace flatscope {
namespace {

// 32 MiB, above which malloc gives memory back to the system at once.
constexpr std::int64_t large = 8 * 1024 * 1024;
// One for the step under way and one for a convolution that pooling follows.
constexpr std::size_t most_kept = 2;

struct Spares {
  std::mutex mutex;
  std::vector<Tensor> tensors;  // oldest first
};
// Never destroyed: a job may still run when the program ends.
Spares& spares() {
  static auto& all = *new Spares;
  return all;
}

}  // namespace

Tensor take_spare(const Shape& shape) {
  Spares& kept = spares();
  std::vector<Tensor> freed;
  {
    const std::lock_guard lock(kept.mutex);
    const auto fits = std::find_if(kept.tensors.begin(), kept.tensors.end(),
                                   [&](const Tensor& tensor) { return tensor.shape() == shape; });
    if (fits != kept.tensors.end()) {
      Tensor found = std::move(*fits);
      kept.tensors.erase(fits);
      return found;
    }
    // Another size is asked for: what is kept would lie idle from now on.
    freed.swap(kept.tensors);
  }
  return Tensor(shape);
}

void keep_spare(Tensor tensor) {
  if (tensor.size() < large) return;
  Spares& kept = spares();
  const std::lock_guard lock(kept.mutex);
  kept.tensors.push_back(std::move(tensor));
  if (kept.tensors.size() > most_kept) kept.tensors.erase(kept.tensors.begin());
}

}  // namespace flatscope
