// Memory that a hot loop keeps from call to call, since to get it anew, and to fill it with zeros, costs more than
// the loop. thread_local would do, but MinGW frees such objects before it calls their destructors.
#pragma once

#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace flatscope {

// One T of those that nobody uses, or a new one; what it holds is left over from its last use. As many stay as were in
// use at once, to the end of the process. Any thread may take one at any time.
template <class T>
class Scratch {
 public:
  Scratch() {
    {
      Spare& spare = Scratch::spare();
      const std::lock_guard lock(spare.mutex);
      if (!spare.all.empty()) {
        mine_ = std::move(spare.all.back());
        spare.all.pop_back();
      }
    }
    if (!mine_) mine_ = std::make_unique<T>();
  }
  ~Scratch() {
    Spare& spare = Scratch::spare();
    const std::lock_guard lock(spare.mutex);
    spare.all.push_back(std::move(mine_));
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  T& operator*() { return *mine_; }
  T* operator->() { return mine_.get(); }

 private:
  struct Spare {
    std::mutex mutex;
    std::vector<std::unique_ptr<T>> all;
  };
  // Never destroyed, since a thread may still give one back at the end of the process.
  static Spare& spare() {
    static Spare* const all = new Spare;  // NOLINT(*-avoid-non-const-global-variables): shared is what it is for
    return *all;
  }
  std::unique_ptr<T> mine_;
};

}  // namespace flatscope
