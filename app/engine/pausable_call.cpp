#include "app/engine/pausable_call.h"

#include <utility>

#include "core/tensor/breathe.h"

#ifdef __EMSCRIPTEN__
#include <emscripten/fiber.h>

#include <cstddef>
#endif

namespace flatscope {

#ifdef __EMSCRIPTEN__

namespace {

constexpr std::size_t stack_size = 512 * 1024;
constexpr std::size_t kept_frames = 64 * 1024;  // what lies on it, as emscripten writes it down at a pause

}  // namespace

struct PausableCall::State {
  std::function<void()> call;
  bool begun = false, over = false;
  Clock::time_point until;
  float done = -1.0F;
  emscripten_fiber_t own{}, caller{};
  struct Memory {
    alignas(16) std::byte stack[stack_size];
    alignas(16) std::byte frames[kept_frames], caller_frames[kept_frames];
  };
  std::unique_ptr<Memory> memory;

  // The call that is under way; there is one thread, and a call does not go on with another.
  static State*& current() {
    static State* under_way = nullptr;
    return under_way;
  }

  static void pause_if_late(float done) {
    State* const here = current();
    if (here == nullptr) return;
    if (done >= 0.0F) here->done = done;
    if (Clock::now() >= here->until) emscripten_fiber_swap(&here->own, &here->caller);
  }

  static void run(void* state) {
    auto& here = *static_cast<State*>(state);
    here.call();
    here.over = true;
    emscripten_fiber_swap(&here.own, &here.caller);
  }
};

PausableCall::PausableCall(std::function<void()> call) : state_(std::make_unique<State>()) {
  state_->call = std::move(call);
}

PausableCall::~PausableCall() {
  if (state_->begun && !state_->over) go_on(Clock::time_point::max());
}

bool PausableCall::go_on(Clock::time_point until) {
  State& state = *state_;
  if (state.over) return true;
  state.until = until;
  State* const outer = std::exchange(State::current(), state_.get());
  set_breather(State::pause_if_late);
  if (outer != nullptr) {
    // Asked for inside another one: it runs through.
    state.until = Clock::time_point::max();
  }
  if (!state.begun) {
    state.begun = true;
    state.memory.reset(new State::Memory);  // as it is: to clear it for each job takes longer than many a job
    emscripten_fiber_init(&state.own, State::run, &state, state.memory->stack, stack_size, state.memory->frames,
                          kept_frames);
    emscripten_fiber_init_from_current_context(&state.caller, state.memory->caller_frames, kept_frames);
  }
  emscripten_fiber_swap(&state.caller, &state.own);
  State::current() = outer;
  if (state.over) state.memory.reset();
  return state.over;
}

float PausableCall::done() const { return state_->done; }

#else

struct PausableCall::State {
  std::function<void()> call;
  bool over = false;
};

PausableCall::PausableCall(std::function<void()> call) : state_(std::make_unique<State>(State{std::move(call)})) {}

PausableCall::~PausableCall() = default;

bool PausableCall::go_on(Clock::time_point) {
  if (!std::exchange(state_->over, true)) state_->call();
  return true;
}

float PausableCall::done() const { return -1.0F; }

#endif

}  // namespace flatscope
