#include "app/engine/pooling.h"

namespace flatscope {

std::string_view to_string(Pooling pooling) {
  switch (pooling) {
    case Pooling::none:
      return "none";
    case Pooling::max:
      return "max";
    case Pooling::avg:
      return "avg";
  }
  return "none";
}

}  // namespace flatscope
