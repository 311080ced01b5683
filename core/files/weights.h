// Weights of a network as files that PyTorch's users have: .safetensors and .npz, arrays by name.
// Sources: the description of the format in the safetensors repository's README; PKWARE's APPNOTE.TXT 6.3 and the
// documentation of numpy.savez for .npz.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/tensor/named_tensor.h"

namespace flatscope {

// what() is a sentence for a person, without the path.
class WeightsError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// At most this much of a file is taken for its header, nested no deeper than a header is; and so many arrays.
inline constexpr std::size_t longest_safetensors_header = std::size_t{16} << 20;
inline constexpr std::size_t most_arrays = 10'000;

// What a .safetensors file says beside its arrays, in its __metadata__: texts by name.
using WeightsNotes = std::map<std::string, std::string>;

// float32, float64, float16, bfloat16 and integers up to 64 bit become float32. The arrays are given in the order in
// which they lie in the file, and `notes` gets what is said beside them, where it is no text nothing. Throws
// WeightsError for a damaged or truncated file, an array whose shape does not fit its bytes, arrays that overlap or
// leave gaps, a name that comes twice, and another type.
std::vector<NamedTensor> decode_safetensors(std::span<const std::byte> bytes, WeightsNotes* notes = nullptr);
// float32, in the order given. Names must differ (std::invalid_argument).
std::vector<std::byte> encode_safetensors(std::span<const NamedTensor> tensors, const WeightsNotes& notes = {});

// Members that are stored or deflated, each a .npy of numbers; its name is the member's without ".npy". `limit`: bytes
// that all members may unpack to. Throws WeightsError as above, and with the name of the member that is no array.
std::vector<NamedTensor> decode_npz(std::span<const std::byte> bytes, std::uint64_t limit = 4'000'000'000);
std::vector<std::byte> encode_npz(std::span<const NamedTensor> tensors);

// By what the file begins with. Throws FileError for a file that can't be read, WeightsError for one of neither kind or
// a damaged one; both sentences name the path. A .npz has no notes.
std::vector<NamedTensor> read_weights(const std::filesystem::path& path, WeightsNotes* notes = nullptr);
// By the name's ending, .safetensors or .npz (WeightsError for another). Written whole or not at all.
void write_weights(const std::filesystem::path& path, std::span<const NamedTensor> tensors,
                   const WeightsNotes& notes = {});

}  // namespace flatscope
