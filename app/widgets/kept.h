// What views and widgets keep from one frame to the next and what is no plain value: caches, fields that are being
// typed into, textures. Plain values are ViewState.
#pragma once

#include <memory>
#include <typeindex>
#include <unordered_map>

namespace flatscope {

// One object of each type that is asked for, made by its default constructor when it is first asked for. The App owns
// it and hands it down through Ui: two programs in one process share nothing of what their views keep. A stage puts
// what it keeps into one struct of its own (stages/NAME/view/kept.h), a widget into one in its .cpp file. For the
// window's thread, with the OpenGL context current in which it draws.
class Kept {
 public:
  Kept() = default;
  Kept(const Kept&) = delete;
  Kept& operator=(const Kept&) = delete;

  // Stays where it is as long as this object lives.
  template <class Object>
  Object& of() {
    std::shared_ptr<void>& slot = objects_[std::type_index(typeid(Object))];
    if (slot == nullptr) slot = std::make_shared<Object>();
    return *static_cast<Object*>(slot.get());
  }

 private:
  std::unordered_map<std::type_index, std::shared_ptr<void>> objects_;
};

}  // namespace flatscope
