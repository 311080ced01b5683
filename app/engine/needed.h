// A function in a table's row that must be there: a row that leaves it out does not compile.
#pragma once

namespace flatscope {

// Called like the function itself.
template <class Function>
class Needed {
 public:
  // Both without a word more: a row names the function alone, and whoever has the row calls it.
  constexpr Needed(Function& function) : function_(&function) {}
  constexpr operator Function*() const { return function_; }

 private:
  Function* function_;
};

}  // namespace flatscope
