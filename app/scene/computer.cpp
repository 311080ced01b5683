#include "app/scene/computer.h"

#include <utility>

namespace flatscope {

Computer::Computer(Worker& worker) : worker_(worker) {}

void Computer::request(const Scene& scene) {
  stage_ = scene.stage;
  switch (scene.stage) {
    case Stage::flatten:
      request_flatten(scene);
      break;
    case Stage::shift:
      request_shift(scene);
      break;
  }
}

bool Computer::behind() const {
  if (stage_ == Stage::shift) return shift_.under_way();
  return flatten_.under_way() || distances_.under_way() || correlation_.under_way();
}

std::optional<std::string> Computer::take_error() { return std::exchange(error_, std::nullopt); }

template <class Inputs>
std::optional<std::uint64_t> Computer::ask(Asked<Inputs>& asked, const Inputs& inputs, bool shows_them) {
  if (asked.inputs == inputs) return std::nullopt;
  asked.inputs = inputs;
  ++asked.number;
  if (!shows_them) return asked.number;
  asked.shown = asked.number;  // back to what is shown: whatever is still under way comes too late
  return std::nullopt;
}

template <class Inputs, class Deliver>
Worker::Delivery Computer::delivery(Asked<Inputs>& asked, std::uint64_t number, Deliver deliver) {
  return [&asked, number, deliver = std::move(deliver), alive = std::weak_ptr<const bool>(alive_)] {
    if (alive.expired() || number <= asked.shown) return;
    asked.shown = number;
    deliver();
  };
}

template <class Inputs>
std::function<void(const std::string&)> Computer::failure(Asked<Inputs>& asked, std::uint64_t number) {
  return [this, &asked, number, alive = std::weak_ptr<const bool>(alive_)](const std::string& what) {
    if (alive.expired() || number <= asked.shown) return;
    asked.failed = number;
    error_ = what;
  };
}

void Computer::request_flatten(const Scene& scene) {
  const FlattenInputs inputs = flatten_inputs(scene);
  const auto number = ask(flatten_, inputs, results_.flatten && results_.flatten.inputs == inputs);
  if (!number) return;
  // Members of this Computer are named only in what runs on the window's thread.
  auto deliver = [this, inputs](std::shared_ptr<const FlattenResult> value) {
    results_.flatten = {inputs, std::move(value)};
    request_distances();
    request_correlation();
  };
  worker_.submit(
      Worker::Lane::frame, "flatten",
      [inputs, previous = results_.flatten, asked = &flatten_, number = *number, deliver, this]() -> Worker::Delivery {
        auto value = std::make_shared<const FlattenResult>(compute(inputs, previous));
        return delivery(*asked, number, [deliver, value] { deliver(value); });
      },
      failure(flatten_, *number));
}

void Computer::request_distances() {
  const DistanceInputs inputs = distance_inputs(*results_.flatten);
  const auto number = ask(distances_, inputs, results_.distances && results_.distances.inputs == inputs);
  if (!number) return;
}

}  // namespace flatscope
