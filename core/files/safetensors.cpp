#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "core/files/weights.h"

namespace flatscope {
namespace {

using Json = nlohmann::json;

constexpr int deepest_header = 4;  // an object of objects with lists of numbers is 3 deep

[[noreturn]] void refuse(const std::string& sentence) { throw WeightsError(sentence); }

// Brackets inside strings do not count.
void check_depth(std::string_view text) {
  int depth = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char letter = text[i];
    if (quoted && letter == '\\') {
      ++i;
    } else if (letter == '"') {
      quoted = !quoted;
    } else if (!quoted && (letter == '{' || letter == '[')) {
      if (++depth > deepest_header) refuse("The safetensors file is damaged: its header is nested too deep.");
    } else if (!quoted && (letter == '}' || letter == ']')) {
      --depth;
    }
  }
}

// Names that come twice are refused, where the library would keep the last.
Json parse_header(std::string_view text) {
  check_depth(text);
  std::vector<std::set<std::string>> keys;
  const auto watch = [&](int, Json::parse_event_t event, Json& value) {
    if (event == Json::parse_event_t::object_start) keys.emplace_back();
    if (event == Json::parse_event_t::object_end) keys.pop_back();
    if (event == Json::parse_event_t::key && !keys.back().insert(value.get<std::string>()).second)
      refuse("The safetensors file has two arrays \"" + value.get<std::string>() + "\".");
    return true;
  };
  try {
    Json header = Json::parse(text, watch);
    if (header.is_object()) return header;
  } catch (const Json::exception&) {
  }
  refuse("The safetensors file is damaged: its header is no JSON object.");
}

std::uint64_t whole_number(const Json& value, const std::string& name) {
  if (!value.is_number_unsigned())
    refuse("In the safetensors file the array \"" + name + "\" has a number that is none.");
  return value.get<std::uint64_t>();
}

template <typename Number>
Number little_endian(const std::byte* from) {
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < sizeof(Number); ++i)
    bits |= std::uint64_t{std::to_integer<std::uint8_t>(from[i])} << (8 * i);
  const auto narrow = [&](auto unsigned_bits) {
    unsigned_bits = static_cast<decltype(unsigned_bits)>(bits);
    Number number;
    std::memcpy(&number, &unsigned_bits, sizeof number);
    return number;
  };
  if constexpr (sizeof(Number) == 1) return narrow(std::uint8_t{});
  if constexpr (sizeof(Number) == 2) return narrow(std::uint16_t{});
  if constexpr (sizeof(Number) == 4) return narrow(std::uint32_t{});
  if constexpr (sizeof(Number) == 8) return narrow(std::uint64_t{});
}

template <typename Number>
float read_number(const std::byte* from) {
  return static_cast<float>(little_endian<Number>(from));
}

float read_brain_float(const std::byte* from) {
  const std::byte wide[] = {std::byte{}, std::byte{}, from[0], from[1]};
  return little_endian<float>(wide);
}

// IEEE 754 binary16.
float read_half(const std::byte* from) {
  const auto bits = little_endian<std::uint16_t>(from);
  const int exponent = bits >> 10 & 31, fraction = bits & 1023;
  float size = exponent == 0 ? static_cast<float>(fraction) * 0x1p-24F : 0.0F;
  if (exponent == 31)
    size = fraction == 0 ? std::numeric_limits<float>::infinity() : std::numeric_limits<float>::quiet_NaN();
  if (exponent > 0 && exponent < 31) {
    const std::uint32_t wide = static_cast<std::uint32_t>(exponent + 112) << 23 | static_cast<std::uint32_t>(fraction)
                                                                                      << 13;
    std::memcpy(&size, &wide, sizeof size);
  }
  return (bits & 0x8000) != 0 ? -size : size;
}

struct Type {
  std::size_t bytes;
  float (*read)(const std::byte*);
};

const Type& type_of(const std::string& name, const std::string& array) {
  static const std::map<std::string, Type> types = {{"F32", {4, read_number<float>}},
                                                    {"F64", {8, read_number<double>}},
                                                    {"F16", {2, read_half}},
                                                    {"BF16", {2, read_brain_float}},
                                                    {"I64", {8, read_number<std::int64_t>}},
                                                    {"I32", {4, read_number<std::int32_t>}},
                                                    {"I16", {2, read_number<std::int16_t>}},
                                                    {"I8", {1, read_number<std::int8_t>}},
                                                    {"U64", {8, read_number<std::uint64_t>}},
                                                    {"U32", {4, read_number<std::uint32_t>}},
                                                    {"U16", {2, read_number<std::uint16_t>}},
                                                    {"U8", {1, read_number<std::uint8_t>}},
                                                    {"BOOL", {1, read_number<std::uint8_t>}}};
  const auto found = types.find(name);
  if (found == types.end())
    refuse("In the safetensors file the array \"" + array + "\" is of type " + name +
           ", which is not read here; save it as float32.");
  return found->second;
}

struct Entry {
  std::string name;
  Shape shape;
  const Type* type = nullptr;
  std::uint64_t begin = 0, end = 0;
};

Entry entry_of(const std::string& name, const Json& value, std::uint64_t data) {
  const auto whole = [&](const char* key, bool (Json::*is)() const noexcept) -> const Json& {
    if (!value.is_object() || !value.contains(key) || !(value.at(key).*is)())
      refuse("In the safetensors file the array \"" + name + "\" has no proper " + key + ".");
    return value.at(key);
  };
  Entry entry;
  entry.name = name;
  entry.type = &type_of(whole("dtype", &Json::is_string).get<std::string>(), name);
  std::uint64_t elements = 1;
  for (const Json& axis : whole("shape", &Json::is_array)) {
    const std::uint64_t size = whole_number(axis, name);
    if (size != 0 && elements > data / size) elements = data + 1;  // more than there can be
    elements = size == 0 ? 0 : elements > data ? elements : elements * size;
    entry.shape.push_back(static_cast<std::int64_t>(std::min<std::uint64_t>(size, std::uint64_t{1} << 62)));
  }
  const Json& offsets = whole("data_offsets", &Json::is_array);
  if (offsets.size() != 2) refuse("In the safetensors file the array \"" + name + "\" has no proper data_offsets.");
  entry.begin = whole_number(offsets[0], name);
  entry.end = whole_number(offsets[1], name);
  if (entry.begin > entry.end || entry.end > data)
    refuse("The safetensors file is truncated or damaged: the array \"" + name + "\" lies outside of it.");
  if (elements > data || elements * entry.type->bytes != entry.end - entry.begin)
    refuse("In the safetensors file the array \"" + name + "\" of shape " + to_string(entry.shape) + " has " +
           std::to_string(entry.end - entry.begin) + " bytes, which does not fit.");
  return entry;
}

}  // namespace

std::vector<NamedTensor> decode_safetensors(std::span<const std::byte> bytes, WeightsNotes* notes) {
  if (bytes.size() < 8) refuse("The safetensors file is truncated.");
  const auto length = little_endian<std::uint64_t>(bytes.data());
  if (length > longest_safetensors_header || length > bytes.size() - 8)
    refuse("The safetensors file is truncated or damaged: it promises a header of " + std::to_string(length) +
           " bytes.");
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()) + 8, static_cast<std::size_t>(length));
  const Json header = parse_header(text);
  if (header.size() > most_arrays)
    refuse("The safetensors file has " + std::to_string(header.size()) + " arrays, too many.");
  const std::span<const std::byte> data = bytes.subspan(8 + static_cast<std::size_t>(length));
  std::vector<Entry> entries;
  for (const auto& [name, value] : header.items()) {
    if (name != "__metadata__") {
      entries.push_back(entry_of(name, value, data.size()));
    } else if (notes != nullptr && value.is_object()) {
      for (const auto& [key, note] : value.items())
        if (note.is_string()) (*notes)[key] = note.get<std::string>();
    }
  }
  std::sort(entries.begin(), entries.end(),
            [](const Entry& a, const Entry& b) { return std::pair(a.begin, a.end) < std::pair(b.begin, b.end); });
  std::uint64_t at = 0;
  for (const Entry& entry : entries) {
    if (entry.begin != at)
      refuse("The safetensors file is damaged: there is a gap or an overlap before the array \"" + entry.name + "\".");
    at = entry.end;
  }
  if (at != data.size()) refuse("The safetensors file is damaged: bytes are left behind its arrays.");
  std::vector<NamedTensor> tensors;
  for (const Entry& entry : entries) {
    std::vector<float> values;
    values.reserve(static_cast<std::size_t>((entry.end - entry.begin) / entry.type->bytes));
    for (std::uint64_t i = entry.begin; i < entry.end; i += entry.type->bytes)
      values.push_back(entry.type->read(data.data() + i));
    tensors.push_back({entry.name, Tensor(entry.shape, std::move(values))});
  }
  return tensors;
}

std::vector<std::byte> encode_safetensors(std::span<const NamedTensor> tensors, const WeightsNotes& notes) {
  nlohmann::ordered_json header = nlohmann::ordered_json::object();
  if (!notes.empty()) header["__metadata__"] = notes;
  std::uint64_t at = 0;
  for (const NamedTensor& tensor : tensors) {
    if (header.contains(tensor.name)) throw std::invalid_argument("Two arrays are named \"" + tensor.name + "\".");
    const std::uint64_t end = at + static_cast<std::uint64_t>(tensor.tensor.size()) * 4;
    header[tensor.name] = {{"dtype", "F32"}, {"shape", tensor.tensor.shape()}, {"data_offsets", {at, end}}};
    at = end;
  }
  std::string text = header.dump();
  text.append((8 - text.size() % 8) % 8, ' ');  // so that the numbers are aligned
  std::vector<std::byte> bytes;
  bytes.reserve(8 + text.size() + static_cast<std::size_t>(at));
  for (int bit = 0; bit < 64; bit += 8) bytes.push_back(static_cast<std::byte>(text.size() >> bit & 255));
  for (const char letter : text) bytes.push_back(static_cast<std::byte>(letter));
  for (const NamedTensor& tensor : tensors) {
    for (const float value : tensor.tensor.values()) {
      std::uint32_t bits = 0;
      std::memcpy(&bits, &value, sizeof bits);
      for (int bit = 0; bit < 32; bit += 8) bytes.push_back(static_cast<std::byte>(bits >> bit & 255));
    }
  }
  return bytes;
}

}  // namespace flatscope
