// The networks that the person has asked to be run.
#include <utility>

#include "app/engine/computer.h"

namespace flatscope {

Computer::~Computer() {
  if (stop_run_) *stop_run_ = true;
}

void Computer::run_networks(const Scene& scene) {
  if (stop_run_) *stop_run_ = true;
  stop_run_ = std::make_shared<std::atomic<bool>>(false);
  auto networks = std::make_shared<std::vector<NetworkRunInputs>>();
  results_.runs = {};
  for (std::size_t i = 0; i < scene.parameters.networks.size() && i < results_.runs.size(); ++i) {
    networks->push_back(network_run_inputs(scene, i));
    results_.runs[i].running = true;
  }
  run_next(networks, 0);
}

// A job for each, so that others who wait in the lane come in between.
void Computer::run_next(const std::shared_ptr<const std::vector<NetworkRunInputs>>& networks, std::size_t index) {
  if (index >= networks->size()) return;
  const std::weak_ptr<const bool> alive = alive_;
  const auto show = [this, alive, networks, index, stop = stop_run_](NetworkRun run) {
    if (alive.expired() || *stop) return;
    results_.runs[index] = {{(*networks)[index], std::make_shared<const NetworkRun>(std::move(run))}, false};
    run_next(networks, index + 1);
  };
  worker_.submit(
      Worker::Lane::background, "run network",
      [networks, index, show, stop = stop_run_]() -> Worker::Delivery {
        NetworkRun run = run_network((*networks)[index], limits_here(), [stop] { return stop->load(); });
        return [show, run = std::move(run)] { show(run); };
      },
      [show](const std::string& what) {
        NetworkRun failed;
        failed.refusal = "Not run: " + what;
        show(failed);
      });
}

}  // namespace flatscope
