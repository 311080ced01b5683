#include "core/tensor/parallel.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

#include "core/tensor/breathe.h"

#ifndef FLATSCOPE_THREADS
#define FLATSCOPE_THREADS 1
#endif

#if FLATSCOPE_THREADS && defined(__linux__)
#include <pthread.h>
#include <sched.h>
#endif

namespace flatscope {
namespace {

int read_thread_count() {
#if FLATSCOPE_THREADS
  if (const char* text = std::getenv("FLATSCOPE_NUM_THREADS")) {
    char* end = nullptr;
    const auto value = std::strtoll(text, &end, 10);
    if (end != text && *end == '\0' && value >= 1 && value <= 256) return static_cast<int>(value);
  }
  return std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 1, 256);
#else
  return 1;
#endif
}

// Each thread has its own, so that nothing is shared. NOLINTNEXTLINE(*-avoid-non-const-global-variables)
thread_local bool inside_parallel_for = false;

#if FLATSCOPE_THREADS

using Body = std::function<void(std::int64_t, std::int64_t)>;

inline void pause_core() {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#else
  std::this_thread::yield();
#endif
}

// One call of parallel_for; lives on the caller's stack. Chunks are claimed one after another, so a thread that
// arrives late, or never, costs nothing but its help.
struct Job {
  const Body* body = nullptr;
  std::int64_t count = 0;
  std::int64_t chunk = 0;
  std::atomic<std::int64_t> next{0};
  std::atomic<int> helpers{0};  // workers that hold a pointer to this job
  std::atomic<bool> failed{false};
  std::exception_ptr error;  // written by the one thread that set `failed`

  bool has_work() const { return next.load(std::memory_order_relaxed) < count; }

  void work() {
    const bool was_inside = inside_parallel_for;
    inside_parallel_for = true;
    for (;;) {
      const std::int64_t begin = next.fetch_add(chunk, std::memory_order_relaxed);
      if (begin >= count) break;
      if (failed.load(std::memory_order_relaxed)) continue;
      try {
        (*body)(begin, std::min(begin + chunk, count));
      } catch (...) {
        if (!failed.exchange(true)) error = std::current_exception();
      }
    }
    inside_parallel_for = was_inside;
  }
};

class Pool {
 public:
  explicit Pool(int workers) {
#ifdef __linux__
    if (sched_getaffinity(0, sizeof allowed_, &allowed_) != 0) CPU_ZERO(&allowed_);
#endif
    threads_.reserve(static_cast<std::size_t>(workers));
    try {
      for (int i = 0; i < workers; ++i) threads_.emplace_back([this] { serve(); });
    } catch (const std::system_error&) {
      // No more threads or memory to be had: those that are there do the work, or the caller alone.
    }
  }

  ~Pool() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
      posted_.fetch_add(1);
    }
    wake_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }

  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  void run(Job& job, std::int64_t chunks) {
    std::int64_t to_wake = 0;
    keep_off_this_core();
    {
      const std::lock_guard lock(mutex_);
      jobs_.push_back(&job);
      posted_.fetch_add(1);
      to_wake = std::min<std::int64_t>(sleeping_, chunks - 1);
    }
    for (std::int64_t i = 0; i < to_wake; ++i) wake_.notify_one();
    job.work();
    {
      const std::lock_guard lock(mutex_);
      jobs_.erase(std::find(jobs_.begin(), jobs_.end(), &job));
    }
    // Nobody new can join now; wait for those who still work on their last chunk.
    if (job.helpers.load(std::memory_order_acquire) == 0) return;
    const auto patience = std::chrono::steady_clock::now() + spin_time;
    while (job.helpers.load(std::memory_order_acquire) != 0) {
      pause_core();
      if (std::chrono::steady_clock::now() > patience) {
        std::unique_lock lock(mutex_);
        done_.wait(lock, [&] { return job.helpers.load(std::memory_order_acquire) == 0; });
      }
    }
  }

 private:
  // How long a thread watches for work before it sleeps. Waking a sleeper takes about this long, so convolutions that
  // follow one another closely never pay for it, and an idle program does not spin.
  static constexpr std::chrono::microseconds spin_time{60};

  // Linux likes to wake a thread on the core of the one that wakes it. Here that one is busy from now on, and the
  // helper would wait for it until the next balancing, some milliseconds later: longer than the whole job. So the
  // workers are kept to the other cores; nothing is done where there is no other.
  void keep_off_this_core() {
#ifdef __linux__
    const int here = sched_getcpu();
    if (here < 0 || here >= CPU_SETSIZE || kept_off_.exchange(here, std::memory_order_relaxed) == here) return;
    cpu_set_t others = allowed_;
    CPU_CLR(here, &others);
    if (CPU_COUNT(&others) == 0) return;
    for (std::thread& thread : threads_) pthread_setaffinity_np(thread.native_handle(), sizeof others, &others);
#endif
  }

  Job* find_work() {  // under the lock
    for (Job* job : jobs_) {
      if (job->has_work()) return job;
    }
    return nullptr;
  }

  void serve() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
      if (Job* job = find_work()) {
        job->helpers.fetch_add(1, std::memory_order_relaxed);
        lock.unlock();
        job->work();
        lock.lock();
        // Under the lock, so that the caller can't miss it; the job may be gone right after.
        if (job->helpers.fetch_sub(1, std::memory_order_release) == 1) done_.notify_all();
        continue;
      }
      const std::uint64_t seen = posted_.load();
      lock.unlock();
      const auto patience = std::chrono::steady_clock::now() + spin_time;
      while (posted_.load(std::memory_order_relaxed) == seen && std::chrono::steady_clock::now() < patience) {
        for (int i = 0; i < 16; ++i) pause_core();
      }
      lock.lock();
      if (posted_.load() != seen) continue;
      ++sleeping_;
      wake_.wait(lock, [&] { return posted_.load() != seen; });
      --sleeping_;
    }
  }

  std::mutex mutex_;
  std::condition_variable wake_, done_;
  std::vector<Job*> jobs_;
  std::atomic<std::uint64_t> posted_{0};  // changes whenever there may be something to do
  std::int64_t sleeping_ = 0;
  bool stopping_ = false;
#ifdef __linux__
  cpu_set_t allowed_{};            // the cores this process may use
  std::atomic<int> kept_off_{-1};  // the core the workers were last kept off
#endif
  std::vector<std::thread> threads_;
};

Pool& pool() {
  static Pool the_pool(thread_count() - 1);
  return the_pool;
}

#else

// Into so many a loop is cut on a single thread, so that others come in between.
constexpr std::int64_t most_ranges = 64;

using Breather = void (*)(float);
Breather breather = nullptr;

#endif

}  // namespace

int thread_count() {
  static const int count = read_thread_count();
  return count;
}

void parallel_for(std::int64_t count, std::int64_t grain,
                  const std::function<void(std::int64_t begin, std::int64_t end)>& body) {
  if (count <= 0) return;
  grain = std::max<std::int64_t>(grain, 1);
#if FLATSCOPE_THREADS
  if (count > grain && thread_count() > 1 && !inside_parallel_for) {
    // Several chunks for each thread, so that one that was interrupted does not hold up the rest.
    const std::int64_t wanted = std::int64_t{8} * thread_count();
    Job job;
    job.body = &body;
    job.count = count;
    job.chunk = std::max(grain, (count + wanted - 1) / wanted);
    pool().run(job, (count + job.chunk - 1) / job.chunk);
    if (job.failed.load()) std::rethrow_exception(job.error);
    return;
  }
#endif
#if !FLATSCOPE_THREADS
  // Inside another loop's range nobody else may come in between.
  if (!inside_parallel_for) {
    struct Inside {
      Inside() { inside_parallel_for = true; }
      ~Inside() { inside_parallel_for = false; }
    };
    const std::int64_t chunk = std::max(grain, (count + most_ranges - 1) / most_ranges);
    for (std::int64_t begin = 0; begin < count; begin += chunk) {
      {
        const Inside range;
        body(begin, std::min(count, begin + chunk));
      }
      breathe();
    }
    return;
  }
#endif
  body(0, count);
}

#if !FLATSCOPE_THREADS
void breathe(float done) {
  if (breather != nullptr) breather(done);
}

void set_breather(Breather wanted) { breather = wanted; }
#endif

}  // namespace flatscope
