// A text as the square code that a phone's camera reads.
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace flatscope {

// As many bytes as the largest code holds, of which a fifteenth may be covered. Source: ISO/IEC 18004, version 40,
// level L.
inline constexpr std::size_t longest_qr_text = 2953;
// So many light modules must stay around it.
inline constexpr int qr_quiet_zone = 4;

struct QrCode {
  int side = 0;            // modules, 21 to 177
  std::vector<bool> dark;  // row by row
  bool at(int row, int column) const { return dark[static_cast<std::size_t>(row * side + column)]; }
  bool operator==(const QrCode&) const = default;
};

// what() is one sentence.
class QrError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// The smallest code that holds the text (UTF-8, not empty), so that its modules are large on a screen. Throws QrError
// for one that is too long.
QrCode qr_code(std::string_view text);

}  // namespace flatscope
