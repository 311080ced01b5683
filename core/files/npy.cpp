#include "core/files/npy.h"

#include <cctype>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace flatscope {
namespace {

constexpr std::string_view magic("\x93NUMPY", 6);
constexpr std::size_t longest_header = 1 << 20;  // NumPy's own headers take about a hundred bytes
constexpr std::size_t most_axes = 64;            // NumPy 2's limit

struct Header {
  std::string descr;
  bool fortran_order = false;
  Shape shape;
};

// Reads the header, a Python dictionary literal such as
// {'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }
class HeaderParser {
 public:
  explicit HeaderParser(std::string_view text) : text_(text) {}

  Header parse() {
    Header header;
    bool has_descr = false, has_order = false, has_shape = false;
    expect('{');
    while (!accept('}')) {
      const std::string key = string();
      expect(':');
      if (key == "descr" && !has_descr) {
        skip_space();
        if (peek() == '[') throw NpyError("the .npy file holds records, not plain numbers; save a plain array instead");
        header.descr = string();
        has_descr = true;
      } else if (key == "fortran_order" && !has_order) {
        header.fortran_order = boolean();
        has_order = true;
      } else if (key == "shape" && !has_shape) {
        header.shape = tuple();
        has_shape = true;
      } else {
        fail();
      }
      if (!accept(',')) {
        expect('}');
        break;
      }
    }
    skip_space();
    if (position_ != text_.size() || !has_descr || !has_order || !has_shape) fail();
    return header;
  }

 private:
  [[noreturn]] static void fail() { throw NpyError("the header of the .npy file is damaged"); }

  char peek() const { return position_ < text_.size() ? text_[position_] : '\0'; }
  void skip_space() {
    while (position_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[position_]))) ++position_;
  }
  bool accept(char wanted) {
    skip_space();
    if (peek() != wanted || position_ >= text_.size()) return false;
    ++position_;
    return true;
  }
  void expect(char wanted) {
    if (!accept(wanted)) fail();
  }
  std::string string() {
    skip_space();
    const char quote = peek();
    if (quote != '\'' && quote != '"') fail();
    const std::size_t end = text_.find(quote, position_ + 1);
    if (end == std::string_view::npos) fail();
    std::string result(text_.substr(position_ + 1, end - position_ - 1));
    position_ = end + 1;
    return result;
  }
  bool boolean() {
    skip_space();
    for (const std::string_view word : {std::string_view("True"), std::string_view("False")}) {
      if (text_.substr(position_, word.size()) == word) {
        position_ += word.size();
        return word == "True";
      }
    }
    fail();
  }
  Shape tuple() {
    Shape shape;
    expect('(');
    while (!accept(')')) {
      if (shape.size() >= most_axes) fail();
      skip_space();
      std::int64_t axis = 0;
      const char* begin = text_.data() + position_;
      const auto [end, error] = std::from_chars(begin, text_.data() + text_.size(), axis);
      if (error != std::errc() || axis < 0) fail();
      position_ += static_cast<std::size_t>(end - begin);
      if (peek() == 'L') ++position_;  // written by Python 2
      shape.push_back(axis);
      if (!accept(',')) {
        expect(')');
        break;
      }
    }
    return shape;
  }

  std::string_view text_;
  std::size_t position_ = 0;
};

float half_to_float(std::uint16_t bits) {
  const int exponent = (bits >> 10) & 31;
  const int mantissa = bits & 1023;
  float value = 0.0F;
  if (exponent == 31) {
    value = mantissa == 0 ? std::numeric_limits<float>::infinity() : std::numeric_limits<float>::quiet_NaN();
  } else if (exponent == 0) {
    value = std::ldexp(static_cast<float>(mantissa), -24);
  } else {
    value = std::ldexp(static_cast<float>(mantissa + 1024), exponent - 25);
  }
  return (bits & 0x8000) != 0 ? -value : value;
}

// Reads one number of type T whose bytes stand in the file's order.
template <typename T>
T load(const std::byte* at, bool big_endian) {
  using Bits = std::conditional_t<sizeof(T) == 1, std::uint8_t,
                                  std::conditional_t<sizeof(T) == 2, std::uint16_t,
                                                     std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>>>;
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < sizeof(T); ++i) {
    const std::size_t from = big_endian ? i : sizeof(T) - 1 - i;
    bits = bits << 8 | static_cast<std::uint64_t>(at[from]);
  }
  const Bits narrow = static_cast<Bits>(bits);
  T value;
  std::memcpy(&value, &narrow, sizeof(T));
  return value;
}

using Loader = float (*)(const std::byte*, bool);

template <typename T>
float load_as_float(const std::byte* at, bool big_endian) {
  return static_cast<float>(load<T>(at, big_endian));
}

// double to float is undefined in C++ beyond float's range; NumPy gives infinity.
float load_double(const std::byte* at, bool big_endian) {
  const double value = load<double>(at, big_endian);
  // Half a unit in the last place above the largest float is where rounding reaches infinity.
  constexpr double first_infinite = 0x1.ffffffp127;
  if (value >= first_infinite) return std::numeric_limits<float>::infinity();
  if (value <= -first_infinite) return -std::numeric_limits<float>::infinity();
  if (value > std::numeric_limits<float>::max()) return std::numeric_limits<float>::max();
  if (value < std::numeric_limits<float>::lowest()) return std::numeric_limits<float>::lowest();
  return static_cast<float>(value);
}

float load_half(const std::byte* at, bool big_endian) { return half_to_float(load<std::uint16_t>(at, big_endian)); }

float load_bool(const std::byte* at, bool) { return *at == std::byte{0} ? 0.0F : 1.0F; }

struct ElementType {
  Loader loader = nullptr;
  std::size_t bytes = 0;
  bool big_endian = false;
};

ElementType element_type(const std::string& descr) {
  struct Known {
    std::string_view name;
    Loader loader;
    std::size_t bytes;
  };
  static constexpr Known known[] = {
      {"f4", load_as_float<float>, 4},
      {"f8", load_double, 8},
      {"f2", load_half, 2},
      {"b1", load_bool, 1},
      {"i1", load_as_float<std::int8_t>, 1},
      {"u1", load_as_float<std::uint8_t>, 1},
      {"i2", load_as_float<std::int16_t>, 2},
      {"u2", load_as_float<std::uint16_t>, 2},
      {"i4", load_as_float<std::int32_t>, 4},
      {"u4", load_as_float<std::uint32_t>, 4},
      {"i8", load_as_float<std::int64_t>, 8},
      {"u8", load_as_float<std::uint64_t>, 8},
  };
  if (descr.size() == 3 && std::string_view("<>|=").find(descr[0]) != std::string_view::npos) {
    for (const Known& type : known) {
      if (type.name == std::string_view(descr).substr(1)) return {type.loader, type.bytes, descr[0] == '>'};
    }
  }
  // The name comes out of a file: only what can be printed is shown.
  std::string shown;
  for (char c : descr.substr(0, 16)) shown += c >= ' ' && c <= '~' ? c : '?';
  throw NpyError("the .npy file holds numbers of type '" + shown + "'; float, integer or bool is needed");
}

// Copies Fortran-ordered values (the first axis varies fastest) into C order.
std::vector<float> to_c_order(const std::vector<float>& fortran, const Shape& shape) {
  std::vector<float> result(fortran.size());
  std::vector<std::size_t> stride(shape.size());
  std::size_t step = 1;
  for (std::size_t axis = 0; axis < shape.size(); ++axis) {
    stride[axis] = step;
    step *= static_cast<std::size_t>(shape[axis]);
  }
  Shape place(shape.size(), 0);
  std::size_t from = 0;
  for (float& value : result) {
    value = fortran[from];
    for (std::size_t axis = shape.size(); axis-- > 0;) {
      from += stride[axis];
      if (++place[axis] < shape[axis]) break;
      from -= stride[axis] * static_cast<std::size_t>(shape[axis]);
      place[axis] = 0;
    }
  }
  return result;
}

}  // namespace

bool is_npy(std::span<const std::byte> bytes) {
  return bytes.size() >= magic.size() && std::memcmp(bytes.data(), magic.data(), magic.size()) == 0;
}

Tensor decode_npy(std::span<const std::byte> bytes) {
  if (bytes.empty()) throw NpyError("the file is empty; a .npy file is needed");
  if (!is_npy(bytes)) throw NpyError("this is not a .npy file, which would begin with \\x93NUMPY");
  const char* const too_short = "the .npy file is truncated: it ends within its header";
  if (bytes.size() < 10) throw NpyError(too_short);
  const unsigned major = static_cast<unsigned>(bytes[6]);
  if (major < 1 || major > 3) {
    throw NpyError("the .npy file has format version " + std::to_string(major) + "; versions 1 to 3 can be read");
  }
  std::size_t length = 0, start = 10;
  if (major == 1) {
    length = load<std::uint16_t>(bytes.data() + 8, false);
  } else {
    start = 12;
    if (bytes.size() < start) throw NpyError(too_short);
    length = load<std::uint32_t>(bytes.data() + 8, false);
  }
  if (length > longest_header) throw NpyError("the header of the .npy file is damaged");
  if (bytes.size() - start < length) throw NpyError(too_short);
  const Header header =
      HeaderParser(std::string_view(reinterpret_cast<const char*>(bytes.data()) + start, length)).parse();
  const ElementType type = element_type(header.descr);

  // The shape is only a promise until the data is seen to be there; nothing is allocated before.
  const std::size_t available = bytes.size() - start - length;
  std::int64_t count = 0;
  try {
    count = element_count(header.shape);
  } catch (const std::length_error&) {
    throw NpyError("the .npy file promises the shape " + to_string(header.shape) + ", more than can be counted");
  }
  if (available % type.bytes != 0 || available / type.bytes != static_cast<std::uint64_t>(count)) {
    const bool truncated = available / type.bytes < static_cast<std::uint64_t>(count);
    throw NpyError("the .npy file promises the shape " + to_string(header.shape) + " (" + std::to_string(count) +
                   " values of " + std::to_string(type.bytes) + " bytes) but holds " + std::to_string(available) +
                   (truncated ? " bytes of data: it is truncated" : " bytes of data"));
  }
  std::vector<float> values(static_cast<std::size_t>(count));
  const std::byte* from = bytes.data() + start + length;
  for (float& value : values) {
    value = type.loader(from, type.big_endian);
    from += type.bytes;
  }
  if (header.fortran_order && header.shape.size() > 1) values = to_c_order(values, header.shape);
  return Tensor(header.shape, std::move(values));
}

}  // namespace flatscope
