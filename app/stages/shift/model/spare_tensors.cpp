#include "app/stages/shift/model/spare_tensors.h"

#include <algorithm>
#include <mutex>
#include <utility>
#include <vector>

namespace flatscope {
namespace {

// 4 MiB: filling less with zeros takes no time worth saving.
constexpr std::int64_t large = 1024 * 1024;
// A picture, its channels' sum and what is shown of it and of its maps, for the step under way, and what the last left.
constexpr std::size_t most_kept = 8;
// A size that was not asked for while this many others were made anew will not be asked for again.
constexpr int most_passed_over = 7;

struct Spare {
  Tensor tensor;
  int passed_over = 0;
};

struct Spares {
  std::mutex mutex;
  std::vector<Spare> kept;  // oldest first
};
// One for the process, as memory itself is: what a spare tensor holds is never read. Never destroyed: a job may still
// run when the program ends.
Spares& spares() {
  static auto& all = *new Spares;
  return all;
}

}  // namespace

Tensor take_spare(const Shape& shape) {
  Spares& all = spares();
  std::vector<Spare> freed;
  if (element_count(shape) >= large) {
    const std::lock_guard lock(all.mutex);
    const auto fits = std::find_if(all.kept.begin(), all.kept.end(),
                                   [&](const Spare& spare) { return spare.tensor.shape() == shape; });
    if (fits != all.kept.end()) {
      Tensor found = std::move(fits->tensor);
      all.kept.erase(fits);
      return found;
    }
    for (auto spare = all.kept.begin(); spare != all.kept.end();) {
      if (++spare->passed_over < most_passed_over) {
        ++spare;
        continue;
      }
      freed.push_back(std::move(*spare));
      spare = all.kept.erase(spare);
    }
  }
  return Tensor(shape);
}

void keep_spare(Tensor tensor) {
  if (tensor.size() < large) return;
  Spares& all = spares();
  std::vector<Spare> freed;
  const std::lock_guard lock(all.mutex);
  all.kept.push_back({std::move(tensor), 0});
  if (all.kept.size() <= most_kept) return;
  freed.push_back(std::move(all.kept.front()));
  all.kept.erase(all.kept.begin());
}

}  // namespace flatscope
