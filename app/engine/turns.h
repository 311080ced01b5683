// Long jobs that share one thread: each gets a slice of time in its turn, so that none holds up the others, and what
// else waits in the background lane comes in between.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/engine/worker.h"
#include "core/tensor/breathe.h"

namespace flatscope {

// When a slice should end: its time is up, or somebody waits.
class SliceEnd {
 public:
  using Clock = std::chrono::steady_clock;
  SliceEnd(std::chrono::milliseconds length, std::shared_ptr<const std::atomic<bool>> interrupted)
      : until_(Clock::now() + length), interrupted_(std::move(interrupted)) {}
  // To be asked between the pieces of the job. Where there is one thread alone, others come in between here.
  bool reached() const {
    breathe();
    return interrupted_->load(std::memory_order_relaxed) || Clock::now() >= until_;
  }

 private:
  Clock::time_point until_;
  std::shared_ptr<const std::atomic<bool>> interrupted_;
};

// What a slice of a job is: runs on the worker and returns what is to be done on the window's thread then.
using Slice = std::function<Worker::Delivery(const SliceEnd& end)>;

// One who wants turns. Called on the window's thread.
class Turn {
 public:
  Turn() = default;
  virtual ~Turn() = default;
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  virtual bool wanted() const = 0;
  virtual Slice next() = 0;                          // only while wanted()
  virtual void failed(const std::string& what) = 0;  // a slice threw; it must not want the same again
};

class Turns {
 public:
  // `length` of a slice; the worker must outlive this.
  Turns(Worker& worker, std::chrono::milliseconds length) : worker_(worker), length_(length) {}
  ~Turns() { interrupt(); }
  Turns(const Turns&) = delete;
  Turns& operator=(const Turns&) = delete;

  // In the order in which they are asked first; each must outlive this.
  void add(Turn& turn) { all_.push_back(&turn); }
  // Begins the next slice if none is under way and somebody wants one.
  void go();
  // The slice under way ends as soon as it can, nothing of it is lost, and no other begins before the next go().
  void interrupt() {
    *interrupted_ = true;
    waits_ = true;
  }
  bool under_way() const { return under_way_ != nullptr; }

 private:
  Worker& worker_;
  std::chrono::milliseconds length_;
  std::vector<Turn*> all_;
  std::size_t last_ = 0;
  Turn* under_way_ = nullptr;
  bool waits_ = false;  // somebody wants to change something before the next slice
  std::shared_ptr<std::atomic<bool>> interrupted_ = std::make_shared<std::atomic<bool>>(false);
  std::shared_ptr<const bool> alive_ = std::make_shared<const bool>(true);
};

}  // namespace flatscope
