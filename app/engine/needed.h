// A function in a table's row that must be there: a row that leaves it out does not compile.
#pragma once

namespace flatscope {

// Called like the function itself.
template <class Function>
class Needed {
 public:
  constexpr Needed(Function& function) : function_(&function) {}  // NOLINT: a row names the function alone
  constexpr operator Function*() const { return function_; }      // NOLINT: and whoever has the row calls it

 private:
  Function* function_;
};

}  // namespace flatscope
