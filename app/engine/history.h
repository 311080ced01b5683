// Undo and redo: old Scenes, pushed when a control is let go.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/engine/scene.h"

namespace flatscope {

class History {
 public:
  explicit History(Scene start);

  // Remembers `scene` as the present if it differs from it; what could be redone is dropped. Keeps the last 500.
  // `gesture` names a movement of the hand that has no release, such as turns of the wheel: what is committed under the
  // same name with nothing else between is one step, however much time passes. Empty: a step of its own.
  // True if something was remembered.
  bool commit(const Scene& scene, std::string_view gesture = {});
  // The Scene before or after the present, which becomes the present; empty at the end.
  std::optional<Scene> undo();
  std::optional<Scene> redo();
  bool can_undo() const;
  bool can_redo() const;
  const Scene& present() const;
  // Forgets all steps and begins with `start`: for the first start and a session that comes back.
  void reset(Scene start);

 private:
  std::vector<Scene> scenes_;
  std::size_t present_ = 0;
  std::string gesture_;  // that made the present; empty once it can't go on
};

}  // namespace flatscope
