// The networks that the person has asked to be run. All else that the Parameters stage shows is counted in the frame,
// which takes microseconds.
#include <atomic>

#include "app/engine/computer.h"
#include "app/stages/parameters/model/stage.h"

namespace flatscope {
namespace {

class ParametersAnswers : public StageAnswers {
 public:
  ParametersAnswers(Asker& asker, ParametersResults& results) : asker_(asker), results_(results) {}
  ~ParametersAnswers() override {
    if (stop_) *stop_ = true;
  }

  // Each time that more runs have been asked for, runs all networks one after another; each shows when it is done. What
  // is still running for an earlier request is stopped.
  void request(const Scene& scene, const ViewState& view) override {
    if (view.parameters.runs_asked <= begun_) return;
    begun_ = view.parameters.runs_asked;
    if (stop_) *stop_ = true;
    stop_ = std::make_shared<std::atomic<bool>>(false);
    auto networks = std::make_shared<std::vector<NetworkRunInputs>>();
    results_.runs = {};
    for (std::size_t i = 0; i < scene.parameters.networks.size() && i < results_.runs.size(); ++i) {
      networks->push_back(network_run_inputs(scene, i));
      results_.runs[i].running = true;
    }
    run_next(networks, 0);
  }
  bool behind() const override { return false; }
  bool picture_behind() const override { return false; }

 private:
  // A job for each, so that others who wait in the lane come in between.
  void run_next(const std::shared_ptr<const std::vector<NetworkRunInputs>>& networks, std::size_t index) {
    if (index >= networks->size()) return;
    const auto show = [this, alive = asker_.alive(), networks, index, stop = stop_](NetworkRun run) {
      if (alive.expired() || *stop) return;
      results_.runs[index] = {{(*networks)[index], shared(std::move(run))}, false};
      run_next(networks, index + 1);
    };
    asker_.worker().submit(
        Worker::Lane::background, "run network",
        [networks, index, show, stop = stop_]() -> Worker::Delivery {
          NetworkRun run = run_network((*networks)[index], limits_here(), [stop] { return stop->load(); });
          return [show, run = std::move(run)] { show(run); };
        },
        [show](const std::string& what) {
          NetworkRun failed;
          failed.refusal = "Not run: " + what;
          show(failed);
        });
  }

  Asker& asker_;
  ParametersResults& results_;
  int begun_ = 0;                            // the request that is running or was run last
  std::shared_ptr<std::atomic<bool>> stop_;  // tells the networks that run now to stop; null: none ever ran
};

}  // namespace

std::unique_ptr<StageAnswers> parameters_answers(Asker& asker, Results& results) {
  return std::make_unique<ParametersAnswers>(asker, results);
}

}  // namespace flatscope
