#include "app/engine/worker.h"

#include <algorithm>
#include <array>
#include <deque>
#include <exception>
#include <utility>

// A platform without threads (a browser page without shared memory) builds with FLATSCOPE_THREADS=0.
#ifndef FLATSCOPE_THREADS
#define FLATSCOPE_THREADS 1
#endif

#if !FLATSCOPE_THREADS
#include "app/engine/pausable_call.h"
#endif

#if FLATSCOPE_THREADS
#include <condition_variable>
#include <mutex>
#include <thread>
#ifdef __linux__
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif
#endif

namespace flatscope {
namespace {

using OnError = std::function<void(const std::string& what)>;

// Runs a job; what comes back is to be run on the window's thread, whether it went well or not.
Worker::Delivery run(const Worker::Job& job, const OnError& on_error) {
  std::string what;
  try {
    return job();
  } catch (const std::exception& error) {
    what = error.what();
  } catch (...) {
    what = "Something went wrong that did not say what it was.";
  }
  return [on_error, what] {
    if (on_error) on_error(what);
  };
}

}  // namespace

struct Worker::Waiting {
  std::string key;
  Job job;
  OnError on_error;

  // In the place of an older one under the same key, which is in `entry` then, or last.
  static void put(std::deque<Waiting>& waiting, Waiting& entry) {
    const auto older =
        std::find_if(waiting.begin(), waiting.end(), [&](const Waiting& one) { return one.key == entry.key; });
    if (older != waiting.end())
      std::swap(*older, entry);
    else
      waiting.push_back(std::move(entry));
  }
};

#if FLATSCOPE_THREADS
namespace {

// Decoding and statistics run while nothing else wants the processor: a drag goes first.
void leave_others_first() {
#ifdef __linux__
  // On Linux a priority belongs to the thread; a refusal leaves it as it was.
  (void)setpriority(PRIO_PROCESS, static_cast<id_t>(syscall(SYS_gettid)), 10);
#endif
}

}  // namespace

struct Worker::State {
  struct LaneState {
    std::deque<Waiting> waiting;
    bool running = false;
    bool ended = false;
    std::condition_variable something_to_do;
    bool busy() const { return running || !waiting.empty(); }
  };

  std::mutex mutex;  // guards all below but `wake`
  std::array<LaneState, 2> lanes;
  std::deque<Delivery> deliveries;
  std::condition_variable something_done;
  bool stopping = false;
  std::array<std::thread, 2> threads;  // touched by the owner alone

  std::mutex wake_mutex;  // `wake` is called and taken away under it
  std::function<void()> wake;

  LaneState& lane(Lane which) { return lanes[static_cast<std::size_t>(which)]; }

  void work(Lane which);
};

void Worker::State::work(Lane which) {
  LaneState& mine = lane(which);
  std::unique_lock lock(mutex);
  while (true) {
    mine.something_to_do.wait(lock, [&] { return stopping || !mine.waiting.empty(); });
    if (stopping) break;
    {
      Waiting next = std::move(mine.waiting.front());
      mine.waiting.pop_front();
      mine.running = true;
      lock.unlock();
      Delivery delivery = run(next.job, next.on_error);
      next = {};  // lets go of what the job held, which may be large, while nobody waits for the lock
      lock.lock();
      mine.running = false;
      if (!stopping && delivery) deliveries.push_back(std::move(delivery));
    }
    something_done.notify_all();
    lock.unlock();
    {
      const std::lock_guard waking(wake_mutex);
      if (wake) wake();
    }
    lock.lock();
  }
  mine.ended = true;
  something_done.notify_all();
}

Worker::Worker(std::function<void()> wake) : state_(std::make_shared<State>()) {
  state_->wake = std::move(wake);
  for (const Lane lane : {Lane::frame, Lane::background}) {
    state_->threads[static_cast<std::size_t>(lane)] = std::thread([state = state_, lane] {
      if (lane == Lane::background) leave_others_first();
      state->work(lane);
    });
  }
}

Worker::~Worker() {
  {
    const std::lock_guard waking(state_->wake_mutex);
    state_->wake = nullptr;
  }
  std::array<bool, 2> ended = {};
  // What waits is destroyed after the lock is let go of.
  std::array<std::deque<Waiting>, 2> dropped;
  std::deque<Delivery> undelivered;
  {
    std::unique_lock lock(state_->mutex);
    state_->stopping = true;
    for (std::size_t i = 0; i < 2; ++i) {
      dropped[i].swap(state_->lanes[i].waiting);
      state_->lanes[i].something_to_do.notify_all();
    }
    undelivered.swap(state_->deliveries);
    // A running job may be in the midst of a large picture. The window is not held up for longer than a breath; the
    // thread shares the state and ends by itself.
    state_->something_done.wait_for(lock, std::chrono::milliseconds(500), [this] {
      return std::all_of(state_->lanes.begin(), state_->lanes.end(), [](const auto& lane) { return lane.ended; });
    });
    for (std::size_t i = 0; i < 2; ++i) ended[i] = state_->lanes[i].ended;
  }
  for (std::size_t i = 0; i < 2; ++i) {
    if (ended[i]) {
      state_->threads[i].join();
    } else {
      state_->threads[i].detach();
    }
  }
}

void Worker::submit(Lane lane, std::string key, Job job, std::function<void(const std::string& what)> on_error) {
  Waiting entry{std::move(key), std::move(job), std::move(on_error)};  // goes after the lock, with what it holds then
  const std::lock_guard lock(state_->mutex);
  Waiting::put(state_->lane(lane).waiting, entry);
  state_->lane(lane).something_to_do.notify_one();
}

void Worker::submit_apart(Job job, std::function<void(const std::string& what)> on_error) {
  std::thread([state = state_, job = std::move(job), on_error = std::move(on_error)] {
    leave_others_first();
    Delivery delivery = run(job, on_error);
    {
      const std::lock_guard lock(state->mutex);
      if (state->stopping) return;
      state->deliveries.push_back(std::move(delivery));
    }
    state->something_done.notify_all();
    const std::lock_guard waking(state->wake_mutex);
    if (state->wake) state->wake();
  }).detach();
}

bool Worker::collect(std::chrono::microseconds patience) {
  std::deque<Delivery> deliveries;
  {
    std::unique_lock lock(state_->mutex);
    if (patience.count() > 0 && state_->deliveries.empty()) {
      state_->something_done.wait_for(lock, patience, [this] { return !state_->lane(Lane::frame).busy(); });
    }
    deliveries.swap(state_->deliveries);
  }
  for (const Delivery& delivery : deliveries) delivery();
  return !deliveries.empty();
}

bool Worker::work(std::chrono::microseconds) { return false; }

bool Worker::has_deliveries() const {
  const std::lock_guard lock(state_->mutex);
  return !state_->deliveries.empty();
}

bool Worker::busy(Lane lane) const {
  const std::lock_guard lock(state_->mutex);
  return state_->lane(lane).busy();
}

float Worker::done(Lane) const { return -1.0F; }

void Worker::finish() {
  while (true) {
    {
      std::unique_lock lock(state_->mutex);
      const auto idle = [this] { return !state_->lanes[0].busy() && !state_->lanes[1].busy(); };
      state_->something_done.wait(lock, [&] { return !state_->deliveries.empty() || idle(); });
      if (state_->deliveries.empty()) return;
    }
    collect();
  }
}

#else

struct Worker::State {
  struct LaneState {
    std::deque<Waiting> waiting;
    std::unique_ptr<PausableCall> running;
    bool busy() const { return running != nullptr || !waiting.empty(); }
  };

  std::function<void()> wake;
  std::array<LaneState, 2> lanes;
  std::deque<Delivery> deliveries;

  LaneState& lane(Lane which) { return lanes[static_cast<std::size_t>(which)]; }
  // Runs a lane's job, or goes on with it, until it is over or pauses after that time; false where there is none.
  bool go_on(Lane which, PausableCall::Clock::time_point until) {
    LaneState& mine = lane(which);
    if (!mine.busy()) return false;
    if (mine.running == nullptr) {
      mine.running = std::make_unique<PausableCall>([this, next = std::move(mine.waiting.front())] {
        if (Delivery delivery = run(next.job, next.on_error)) deliveries.push_back(std::move(delivery));
      });
      mine.waiting.pop_front();
    }
    if (mine.running->go_on(until)) {
      mine.running.reset();
      if (wake) wake();
    }
    return true;
  }
};

Worker::Worker(std::function<void()> wake) : state_(std::make_shared<State>()) { state_->wake = std::move(wake); }

Worker::~Worker() = default;

void Worker::submit(Lane lane, std::string key, Job job, std::function<void(const std::string& what)> on_error) {
  Waiting entry{std::move(key), std::move(job), std::move(on_error)};
  Waiting::put(state_->lane(lane).waiting, entry);
  if (state_->wake) state_->wake();
}

void Worker::submit_apart(Job job, std::function<void(const std::string& what)> on_error) {
  state_->lane(Lane::background).waiting.push_back({{}, std::move(job), std::move(on_error)});
  if (state_->wake) state_->wake();
}

bool Worker::work(std::chrono::microseconds time) {
  using Clock = PausableCall::Clock;
  const Clock::time_point until = Clock::now() + time;
  const std::shared_ptr<State> state = state_;
  while (state->go_on(Lane::frame, until) || state->go_on(Lane::background, until))
    if (Clock::now() >= until) break;
  return busy(Lane::frame) || busy(Lane::background);
}

bool Worker::collect(std::chrono::microseconds patience) {
  using Clock = PausableCall::Clock;
  const Clock::time_point until = Clock::now() + patience;
  while (state_->deliveries.empty() && Clock::now() < until && state_->go_on(Lane::frame, until)) {
  }
  std::deque<Delivery> deliveries;
  deliveries.swap(state_->deliveries);
  for (const Delivery& delivery : deliveries) delivery();
  return !deliveries.empty();
}

bool Worker::has_deliveries() const { return !state_->deliveries.empty(); }

bool Worker::busy(Lane lane) const { return state_->lane(lane).busy(); }

float Worker::done(Lane lane) const {
  const std::unique_ptr<PausableCall>& running = state_->lane(lane).running;
  return running == nullptr ? -1.0F : running->done();
}

void Worker::finish() {
  constexpr auto end = PausableCall::Clock::time_point::max();
  do {
    while (state_->go_on(Lane::frame, end) || state_->go_on(Lane::background, end)) {
    }
  } while (collect());
}

#endif

}  // namespace flatscope
