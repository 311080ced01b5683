#include "app/platform/pictures/render_queue.h"

#include <exception>
#include <new>
#include <string>
#include <utility>
#include <vector>

namespace flatscope {

void RenderQueue::add(RenderWish wish, FileAnswer answer) { waiting_.push_back({std::move(wish), std::move(answer)}); }

RenderQueue::Step RenderQueue::step() {
  if (waiting_.empty()) return Step::nothing;
  std::vector<std::byte> file;
  std::string problem;
  try {
    if (!under_way_) under_way_ = std::make_unique<Rendering>(std::move(waiting_.front().wish), wake_, false);
    const Rendering::Next next = under_way_->step();
    if (next != Rendering::Next::done) return next == Rendering::Next::go_on ? Step::part : Step::nothing;
    file = under_way_->take();
  } catch (const std::bad_alloc&) {
    problem = "it needs more memory than there is";
  } catch (const std::exception& error) {
    problem = error.what();
  }
  end(std::move(file), problem);
  return Step::ended;
}

// The answer may ask for the next one.
void RenderQueue::end(std::vector<std::byte> file, const std::string& problem) {
  under_way_.reset();
  const FileAnswer answer = std::move(waiting_.front().answer);
  waiting_.pop_front();
  answer(std::move(file), problem);
}

}  // namespace flatscope
