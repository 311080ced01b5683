// A result beside the inputs that it was made from: equal inputs mean nothing to do.
#pragma once

#include <memory>

namespace flatscope {

template <class Inputs, class Value>
struct Stored {
  Inputs inputs;
  std::shared_ptr<const Value> value;  // null until the first one is there
  explicit operator bool() const { return value != nullptr; }
  const Value* operator->() const { return value.get(); }
  const Value& operator*() const { return *value; }
};

}  // namespace flatscope
