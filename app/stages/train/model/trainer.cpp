#include "app/stages/train/model/trainer.h"

#include <algorithm>
#include <set>
#include <utility>

#include "app/engine/scene.h"
#include "app/stages/train/model/exports.h"
#include "app/stages/train/model/hunger_series.h"
#include "app/stages/train/model/kept_weights.h"
#include "app/stages/train/model/ladder_series.h"
#include "app/stages/train/model/series.h"
#include "app/stages/train/model/sweep_turn.h"

namespace flatscope {
namespace {

constexpr std::chrono::milliseconds slice_length{40};
constexpr std::chrono::milliseconds hand_rests{200};  // after that a change of settings is taken for meant
constexpr std::int64_t most_trainings = 20;
constexpr std::int64_t most_bytes = 400'000'000;  // of trainings that are no longer shown; of kept runs as well

std::array<std::shared_ptr<const NetworkState>, 2> states_of(const std::array<std::shared_ptr<Training>, 2>& all) {
  return {all[0] == nullptr ? nullptr : all[0]->state(), all[1] == nullptr ? nullptr : all[1]->state()};
}

std::int64_t steps_of(const KeptRun& run) {
  std::int64_t steps = 0;
  for (const auto& state : run.networks)
    if (state != nullptr) steps = std::max(steps, state->steps);
  return steps;
}

bool has_learnt(const std::shared_ptr<const NetworkState>& state) {
  if (state == nullptr) return false;
  const auto& start = state->inputs.start;
  return state->curve->size() > 1 || (start != nullptr && start->resumed && state->began_trained());
}

}  // namespace

TrainSettings train_settings(const TrainScene& scene, std::size_t network) {
  TrainSettings settings;
  settings.layers = scene.networks[network];
  settings.seed = static_cast<std::uint32_t>(scene.seed);
  settings.optimizer.kind = scene.optimizer;
  settings.optimizer.learning_rate = scene.learning_rate;
  settings.optimizer.momentum = scene.optimizer == OptimizerKind::sgd ? scene.momentum : 0.0F;
  settings.optimizer.weight_decay = scene.weight_decay;
  settings.dropout = scene.dropout;
  settings.batch = scene.batch;
  settings.samples = scene.samples;
  settings.augment_shift = scene.moved;
  settings.shuffle_pixels = scene.shuffle;
  return settings;
}

Trainer::Trainer(Asker& asker, TrainResults& results)
    : results_(results),
      turns_(asker.worker(), slice_length),
      load_(std::make_unique<LoadTurn>(*this)),
      step_(std::make_unique<StepTurn>(*this)),
      sweep_(std::make_unique<SweepTurn>(*this)),
      exact_(results),
      hunger_(std::make_unique<SeriesTurn<HungerSeries>>(results.hunger)),
      ladder_(std::make_unique<SeriesTurn<LadderSeries>>(results.ladder)) {
  turns_.add(*load_);
  turns_.add(*step_);
  turns_.add(*sweep_);
  turns_.add(exact_);
  turns_.add(*hunger_);
  turns_.add(*ladder_);
}

Trainer::~Trainer() = default;

bool has_data(const Scene& scene, const TrainResults& results) {
  return results.data != nullptr && results.data->inputs == data_inputs(scene);
}

void Trainer::request(const Scene& scene, const TrainView& view, int walks) {
  walked_ = walks != walks_ || (walked_ && (changed_.has_value() || data_waits_));
  walks_ = walks;
  scene_ = scene.train;
  speed_ = view.speed;
  hand_down_ = view.hand_down;
  if (!hand_down_) passing_ = false;
  load_->want(data_inputs(scene));
  take_inputs(scene);
  take_commands(view);
  set_target(view);
  sweep_->make_way();
  seen_data_ = results_.data;
  asks_again_ = changed_.has_value() || (playing_ && speed_ != TrainSpeed::full && step_->due());
  show();
  turns_.go();
}

bool Trainer::behind() const {
  if (!load_->answered() || changed_.has_value() || commands_wait_) return true;
  if (results_.data != seen_data_) return true;  // nobody has asked for what it makes possible
  return results_.data != nullptr && step_->due();
}

// What the Scene wants to be trained; other inputs than now are taken once the hand rests.
void Trainer::take_inputs(const Scene& scene) {
  data_waits_ = !has_data(scene, results_);
  if (data_waits_) return changed_.reset();
  std::array<std::optional<TrainInputs>, 2> wanted;
  bool same = true;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    TrainInputs inputs{results_.data, train_settings(scene_, i), start_of(scene_, i)};
    const auto available = static_cast<std::int64_t>(results_.data->set->train.labels.size());
    inputs.settings.samples = std::min(inputs.settings.samples, available);
    same = same && trainings_[i] != nullptr && trainings_[i]->inputs() == inputs;
    wanted[i] = std::move(inputs);
  }
  if (same) {
    changed_.reset();
    trained_scene_ = scene_;
    return;
  }
  if (wanted != wanted_ || !changed_) {
    wanted_ = wanted;
    changed_ = Clock::now();
    turns_.interrupt();
  }
  const bool nothing_to_lose = !has_learnt(states_of(trainings_)[0]) && !has_learnt(states_of(trainings_)[1]);
  if (!nothing_to_lose && Clock::now() - *changed_ < hand_rests) return;
  if (turns_.under_way()) return;  // its end comes back here
  changed_.reset();
  if (!passing_ && !walked_) keep(false);
  passing_ = hand_down_;
  for (std::size_t i = 0; i < wanted.size(); ++i) trainings_[i] = training_for(*wanted[i]);
  trained_scene_ = scene_;
  wished_steps_ = more_epochs_ = 0;
  sweep_->allow();
  forget_old_trainings();
}

// Of data that can't be had nothing is trained, and what was learnt from other data is not shown as if it were of this.
void Trainer::let_go_of_data() {
  if (!passing_ && !walked_) keep(false);
  playing_ = false;
  trainings_ = {};
  wished_steps_ = more_epochs_ = 0;
  show();
}

// The one that has these very inputs goes on where it was: undo brings a run back as it was left.
std::shared_ptr<Training> Trainer::training_for(const TrainInputs& inputs) {
  const auto known =
      std::find_if(all_.begin(), all_.end(), [&](const auto& training) { return training->inputs() == inputs; });
  std::shared_ptr<Training> training;
  if (known != all_.end()) {
    training = *known;
    all_.erase(known);
  } else {
    training = std::make_shared<Training>(inputs);
  }
  all_.push_back(training);
  return training;
}

void Trainer::forget_old_trainings() {
  const auto too_much = [this] {
    std::int64_t bytes = 0;
    for (const auto& training : all_) bytes += training->state()->bytes;
    return static_cast<std::int64_t>(all_.size()) > most_trainings || bytes > most_bytes;
  };
  while (all_.size() > 2 && too_much()) all_.erase(all_.begin());
}

// Undo brings the data back as well, and the runs that go with it: read anew it would be other data to them.
std::shared_ptr<const TrainData> Trainer::known_data(const DataInputs& inputs) const {
  const auto known = std::find_if(all_.rbegin(), all_.rend(),
                                  [&](const auto& training) { return training->inputs().data->inputs == inputs; });
  return known == all_.rend() ? nullptr : (*known)->inputs().data;
}

void Trainer::keep(bool even_if_young) {
  const auto states = states_of(trainings_);
  const auto any_steps = [](const auto& state) { return state != nullptr && state->trained(); };
  const bool worth =
      even_if_young ? any_steps(states[0]) || any_steps(states[1]) : has_learnt(states[0]) || has_learnt(states[1]);
  if (!worth) return;
  const auto same_inputs = [&](const std::shared_ptr<const KeptRun>& kept) {
    for (std::size_t i = 0; i < states.size(); ++i)
      if (kept->networks[i] == nullptr || states[i] == nullptr || kept->networks[i]->inputs != states[i]->inputs)
        return false;
    return true;
  };
  KeptRun run;
  const auto again = std::find_if(results_.kept.begin(), results_.kept.end(), same_inputs);
  run.id = again == results_.kept.end() ? ++last_kept_ : (*again)->id;
  run.scene = trained_scene_;
  run.networks = states;
  auto kept = std::make_shared<const KeptRun>(std::move(run));
  if (again != results_.kept.end()) {
    // The one that was trained longer has the other's curve as its beginning: it is given up for a shorter one only
    // where the person asks for that.
    if (even_if_young || steps_of(*kept) >= steps_of(**again)) *again = std::move(kept);
    return;
  }
  results_.kept.push_back(std::move(kept));
  results_.forgotten.clear();
  forget_old_kept();
}

// What was found out about a run after it was kept.
void Trainer::show_in_kept(const Training& training) {
  const std::shared_ptr<const NetworkState>& state = training.state();
  for (std::shared_ptr<const KeptRun>& kept : results_.kept) {
    for (std::size_t i = 0; i < kept->networks.size(); ++i) {
      const NetworkState* const old = kept->networks[i].get();
      // Weights that came with a scene have made no steps here, and neither has the start that was gone back to.
      if (old == nullptr || old->steps != state->steps || old->epochs != state->epochs || old->inputs != state->inputs)
        continue;
      auto known = std::make_shared<KeptRun>(*kept);
      known->networks[i] = state;
      kept = std::move(known);
    }
  }
}

// Kept runs hold their weights, and the data that they learnt from where no other holds it.
void Trainer::forget_old_kept() {
  const auto bytes = [this] {
    std::int64_t sum = 0;
    std::set<const TrainData*> counted = {results_.data.get()};
    for (const auto& run : results_.kept) {
      for (const auto& state : run->networks) {
        if (state == nullptr) continue;
        sum += state->parameters * static_cast<std::int64_t>(sizeof(float));
        const TrainData* const data = state->inputs.data.get();
        if (!counted.insert(data).second) continue;
        sum +=
            (data->set->train.images.size() + data->set->test.images.size()) * static_cast<std::int64_t>(sizeof(float));
      }
    }
    return sum;
  };
  while (results_.kept.size() > most_kept_runs || (results_.kept.size() > 1 && bytes() > most_bytes))
    results_.kept.erase(results_.kept.begin());
}

Trainer::Progress Trainer::progress() const {
  Progress progress;
  for (const auto& state : states_of(trainings_)) {
    if (state == nullptr) continue;
    progress.steps = std::max(progress.steps, state->steps);
    progress.an_epoch = std::max(progress.an_epoch, state->steps_an_epoch);
    progress.epochs_before = std::max(progress.epochs_before, state->epochs_before);
  }
  return progress;
}

// Each network is there or is refused.
bool Trainer::begun() const {
  const auto states = states_of(trainings_);
  return std::all_of(states.begin(), states.end(),
                     [](const auto& state) { return state != nullptr && (state->begun || !state->refusal.empty()); });
}

void Trainer::take_commands(const TrainView& view) {
  // Another Scene was opened, and with it the commands are counted anew.
  if (view.commands.empty() || view.commands.back().number < done_command_) done_command_ = 0;
  commands_wait_ = true;
  for (const TrainCommand& command : view.commands) {
    if (command.number <= done_command_) continue;
    // How many steps an epoch has is known once the runs are there.
    const bool counts_steps = command.kind == TrainCommand::Kind::step || command.kind == TrainCommand::Kind::epoch;
    // So is what these are to go on with.
    const bool of_these_runs =
        command.kind == TrainCommand::Kind::run_to_end || command.kind == TrainCommand::Kind::start_hunger;
    const bool never = results_.data == nullptr && !results_.data_problem.empty();
    if (never && (counts_steps || of_these_runs || command.kind == TrainCommand::Kind::play)) {
      done_command_ = command.number;
      continue;
    }
    if (counts_steps && !begun()) return;
    if (of_these_runs && (data_waits_ || changed_ || !begun())) return;
    if (turns_.under_way() && command.kind == TrainCommand::Kind::rewind) {
      turns_.interrupt();  // its end comes back here
      return;
    }
    done_command_ = command.number;
    take(command);
  }
  commands_wait_ = false;
}

void Trainer::take(const TrainCommand& command) {
  const Progress now = progress();
  const std::int64_t steps = std::max(now.steps, wished_steps_);
  switch (command.kind) {
    case TrainCommand::Kind::play:
      return play_or_pause();
    case TrainCommand::Kind::run_to_end:
      return run_to_end();
    case TrainCommand::Kind::pause:
      return pause();
    case TrainCommand::Kind::step:
      wished_steps_ = steps + 1;
      return step_->hurry();
    case TrainCommand::Kind::epoch:
      wished_steps_ = (steps / now.an_epoch + 1) * now.an_epoch;
      return step_->hurry();
    case TrainCommand::Kind::rewind:
      return rewind();
    case TrainCommand::Kind::keep:
      return keep(true);
    case TrainCommand::Kind::forget:
      std::erase_if(results_.kept, [&](const auto& kept) { return kept->id == command.id; });
      return;
    case TrainCommand::Kind::forget_all:
      if (!results_.kept.empty()) results_.forgotten = std::exchange(results_.kept, {});
      return;
    case TrainCommand::Kind::bring_back:
      results_.kept.insert(results_.kept.begin(), results_.forgotten.begin(), results_.forgotten.end());
      results_.forgotten.clear();
      return;
    case TrainCommand::Kind::stop_sweep:
      return sweep_->stop();
    case TrainCommand::Kind::start_hunger:
      return start_hunger();
    case TrainCommand::Kind::stop_hunger:
      return hunger_->stop();
    case TrainCommand::Kind::start_ladder:
      return start_ladder();
    case TrainCommand::Kind::stop_ladder:
      return ladder_->stop();
  }
}

// A pause keeps what has been made, and drops what had been wished.
void Trainer::play_or_pause() {
  const bool runs = playing_ && (step_->training() || results_.data == nullptr);
  if (runs) return pause();
  wished_steps_ = 0;
  playing_ = true;
  const Progress now = progress();
  while (now.steps >= (scene_.epochs + more_epochs_ - now.epochs_before) * now.an_epoch) more_epochs_ += scene_.epochs;
  step_->hurry();
}

void Trainer::pause() {
  wished_steps_ = 0;
  if (!playing_) return;
  playing_ = false;
  turns_.interrupt();
}

void Trainer::run_to_end() {
  const Progress now = progress();
  if (now.steps >= (scene_.epochs - now.epochs_before) * now.an_epoch) return;
  more_epochs_ = 0;
  playing_ = true;
  step_->hurry();
}

// What was stopped goes on, unless it belongs to other settings by now.
void Trainer::start_hunger() {
  if (results_.data == nullptr) return;
  HungerInputs inputs = hunger_inputs(scene_, results_.data);
  if (hunger_->wanted() && what_differs(results_.hunger->inputs, inputs).empty()) return;  // it is under way
  if (hunger_->can_go_on() && what_differs(results_.hunger->inputs, inputs).empty()) return hunger_->go_on();
  std::array<std::string, 2> refusals;
  for (std::size_t i = 0; i < refusals.size(); ++i)
    if (results_.networks[i] != nullptr) refusals[i] = results_.networks[i]->refusal;
  hunger_->start(std::make_shared<HungerSeries>(std::move(inputs), network_names(scene_), std::move(refusals)));
}

void Trainer::start_ladder() {
  if (ladder_->wanted() && results_.ladder->settings == possible(scene_.ladder)) return;
  if (ladder_->can_go_on() && results_.ladder->settings == possible(scene_.ladder)) return ladder_->go_on();
  ladder_->start(std::make_shared<LadderSeries>(scene_.ladder));
}

void Trainer::rewind() {
  keep(false);
  playing_ = false;
  wished_steps_ = more_epochs_ = 0;
  for (const auto& training : trainings_) {
    if (training == nullptr) continue;
    training->restart();
    training->show(training->published(true));
  }
  sweep_->allow();
}

void Trainer::set_target(const TrainView& view) {
  const Progress now = progress();
  const std::int64_t epochs = scene_.epochs + more_epochs_;
  results_.target_epochs = epochs;
  const std::int64_t wished = std::max<std::int64_t>(playing_ ? epochs - now.epochs_before : 0, view.train_to);
  const std::int64_t before = target_;
  target_ = std::max(wished * now.an_epoch, wished_steps_);
  if (target_ > before && now.steps < target_) sweep_->allow();
}

void Trainer::show() {
  exact_.look(trainings_, scene_.tab == TrainTab::compare && !changed_ && !step_->due());
  results_.networks = states_of(trainings_);
  results_.playing = playing_;
  results_.training = step_->training();
  results_.sweep_seconds_left = sweep_->seconds_left();
  results_.steps_a_second = step_->steps_a_second();
  results_.seconds_left =
      results_.steps_a_second > 0.0 ? static_cast<double>(step_->steps_left()) / results_.steps_a_second : 0.0;
}

}  // namespace flatscope
