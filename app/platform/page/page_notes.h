// The teacher's notes in a second window of the browser, where they stand as text.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/platform/window.h"

namespace flatscope {

class PageNotes final : public NotesWindow {
 public:
  // What came from that window since it was drawn last.
  struct Heard {
    std::vector<std::string> pressed;  // ids of actions
    bool closed = false;
  };
  // Throws std::runtime_error with a sentence where the browser opens none.
  explicit PageNotes(std::shared_ptr<Heard> heard);
  ~PageNotes() override;
  PageNotes(const PageNotes&) = delete;
  PageNotes& operator=(const PageNotes&) = delete;

  bool closing() const override { return heard_->closed; }
  bool stirred() override { return heard_->closed || !heard_->pressed.empty(); }
  void draw(App& app) override;

 private:
  std::shared_ptr<Heard> heard_;
  std::string shown_;
};

}  // namespace flatscope
