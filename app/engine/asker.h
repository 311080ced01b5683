// Asks the Worker for results, so that an old answer never covers a newer one.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "app/engine/worker.h"

namespace flatscope {

// What one kind of result was last asked for. Numbers grow with each request: a delivery is shown only if its number
// is above the one shown, so a slow old job never overwrites a newer answer, yet each step of a long drag is seen.
template <class Inputs>
struct Asked {
  std::optional<Inputs> inputs;
  std::uint64_t number = 0, shown = 0;
  std::uint64_t failed = 0;
  bool under_way() const { return number > shown && number > failed; }
};

template <class Value>
std::shared_ptr<const Value> shared(Value value) {
  return std::make_shared<const Value>(std::move(value));
}

class Asker {
 public:
  explicit Asker(Worker& worker) : worker_(worker) {}
  Asker(const Asker&) = delete;
  Asker& operator=(const Asker&) = delete;

  // Asks for `inputs` unless they were the last asked for. shows_them: the results answer them already. True if a job
  // is to be submitted.
  template <class Inputs>
  bool ask(Asked<Inputs>& asked, const Inputs& inputs, bool shows_them) {
    if (asked.inputs == inputs) return false;
    asked.inputs = inputs;
    ++asked.number;
    if (shows_them) asked.shown = asked.number;  // back to what is shown: whatever is still under way comes too late
    return !shows_them;
  }

  // make() runs on the worker and touches nothing of the program's state; show(what it made) runs on the window's
  // thread, unless a newer answer is shown by then or this Asker is gone. `asked` lives as long as this.
  template <class Inputs, class Make, class Show>
  void submit(Worker::Lane lane, const char* key, Asked<Inputs>& asked, Make make, Show show) {
    const std::uint64_t number = asked.number;
    const std::weak_ptr<const bool> alive = alive_;
    worker_.submit(
        lane, key,
        [this, lane, make = std::move(make), show = std::move(show), asked = &asked, number,
         alive]() -> Worker::Delivery {
          return [this, lane, value = make(), show, asked, number, alive] {
            if (alive.expired() || number <= asked->shown) return;
            asked->shown = number;
            if (lane == Worker::Lane::frame) ++answers_;
            show(value);
          };
        },
        [this, asked = &asked, number, alive](const std::string& what) {
          if (alive.expired() || number <= asked->shown) return;
          asked->failed = number;
          error_ = what;
        });
  }

  Worker& worker() { return worker_; }
  // Expires with this Asker: what a job of one's own looks at before it shows anything.
  std::weak_ptr<const bool> alive() const { return alive_; }

  // How many answers for the picture itself have come so far.
  std::uint64_t answers() const { return answers_; }
  // What the last failed job said, once; the results stay as they were.
  std::optional<std::string> take_error() { return std::exchange(error_, std::nullopt); }

 private:
  Worker& worker_;
  std::uint64_t answers_ = 0;
  std::optional<std::string> error_;
  std::shared_ptr<const bool> alive_ = std::make_shared<const bool>(true);
};

}  // namespace flatscope
