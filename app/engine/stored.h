// A result beside the inputs that it was made from. Equal inputs mean nothing to do; others make it stale.
#pragma once

#include <memory>

namespace flatscope {

template <class Inputs, class Value>
struct Stored {
  Inputs inputs;
  std::shared_ptr<const Value> value;  // null until the first one is there
  // It answers `wanted`; if not, it is stale, and whoever keeps it in step asks for a new one (asker.h).
  bool answers(const Inputs& wanted) const { return value != nullptr && inputs == wanted; }
  explicit operator bool() const { return value != nullptr; }
  const Value* operator->() const { return value.get(); }
  const Value& operator*() const { return *value; }
};

}  // namespace flatscope
