// Work away from the window's thread. A job runs on a worker and returns a second function, its delivery, which
// collect() runs on the window's thread. With FLATSCOPE_THREADS=0, as in a browser, there is that thread alone: jobs
// run inside work(), and inside collect() as far as it waits.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

namespace flatscope {

class Worker {
 public:
  using Delivery = std::function<void()>;
  using Job = std::function<Delivery()>;

  // `frame` is for what the next picture waits for, `background` for decoding, thumbnails and statistics. Each lane
  // has its own thread, so a long one never holds up a drag.
  enum class Lane { frame, background };

  // `wake` is called from a worker thread whenever a delivery waits (glfwPostEmptyEvent).
  explicit Worker(std::function<void()> wake);
  ~Worker();  // lets a running job finish, drops those that wait
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  // A job that has not started yet is replaced by a newer one under the same key: the newest request wins. An
  // exception that leaves a job is handed to on_error on the window's thread, as its what().
  void submit(Lane lane, std::string key, Job job, std::function<void(const std::string& what)> on_error);

  // The same for a job that may wait for another program for ever, such as the reader of a pipe: it has a thread of its
  // own, which holds up no other job, and neither finish() nor the end of the program waits for it.
  void submit_apart(Job job, std::function<void(const std::string& what)> on_error);

  // Runs waiting deliveries; where there are none, first waits up to `patience` while the frame lane is busy. True if
  // any ran.
  bool collect(std::chrono::microseconds patience = std::chrono::microseconds{0});

  // Without threads: runs jobs that wait, those of the frame lane first, until that much time is up or none is left; a
  // long one is left in its midst where it can be (pausable_call.h). True if there is more to do. With threads there is
  // never anything to do here.
  bool work(std::chrono::microseconds time);

  bool has_deliveries() const;

  bool busy(Lane lane) const;
  // The share of the lane's job that is done, 0 to 1; below 0 where that is not known, as with threads.
  float done(Lane lane) const;
  // Until both lanes are idle and everything is delivered; deliveries may submit more. For `render` and tests.
  void finish();

 private:
  struct Waiting;
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace flatscope
