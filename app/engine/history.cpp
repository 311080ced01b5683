#include "app/engine/history.h"

#include <utility>

namespace flatscope {
namespace {
constexpr std::size_t most_kept = 500;
}  // namespace

History::History(Scene start) { scenes_.push_back(std::move(start)); }

bool History::commit(const Scene& scene, std::string_view gesture) {
  if (scene == present()) return false;
  const bool goes_on = !gesture.empty() && gesture == gesture_ && can_undo();
  gesture_ = gesture;
  if (goes_on) {
    scenes_.pop_back();
    --present_;
    if (scene == present()) {  // turned back to where it began: no step at all
      gesture_.clear();
      return true;
    }
  }
  scenes_.resize(present_ + 1);
  scenes_.push_back(scene);
  if (scenes_.size() > most_kept) scenes_.erase(scenes_.begin());
  present_ = scenes_.size() - 1;
  return true;
}

std::optional<Scene> History::undo() {
  gesture_.clear();
  if (!can_undo()) return std::nullopt;
  --present_;
  return present();
}

std::optional<Scene> History::redo() {
  gesture_.clear();
  if (!can_redo()) return std::nullopt;
  ++present_;
  return present();
}

bool History::can_undo() const { return present_ > 0; }
bool History::can_redo() const { return present_ + 1 < scenes_.size(); }
const Scene& History::present() const { return scenes_[present_]; }

void History::reset(Scene start) {
  scenes_.clear();
  scenes_.push_back(std::move(start));
  present_ = 0;
  gesture_.clear();
}

}  // namespace flatscope
