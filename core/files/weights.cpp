#include "core/files/weights.h"

#include <string>

#include "core/files/file.h"
#include "core/files/streams.h"

namespace flatscope {
namespace {

constexpr std::uintmax_t largest_file = 4'000'000'000;

bool begins_with_zip(std::span<const std::byte> bytes) {
  return bytes.size() >= 4 && bytes[0] == std::byte{'P'} && bytes[1] == std::byte{'K'} &&
         (bytes[2] == std::byte{3} || bytes[2] == std::byte{5});
}

// A length that a header may have, and the bracket that it begins with.
bool begins_with_header(std::span<const std::byte> bytes) {
  if (bytes.size() < 9 || bytes[8] != std::byte{'{'}) return false;
  for (std::size_t i = 4; i < 8; ++i) {
    if (bytes[i] != std::byte{}) return false;
  }
  return true;
}

}  // namespace

std::vector<NamedTensor> read_weights(const std::filesystem::path& path, WeightsNotes* notes) {
  if (notes != nullptr) notes->clear();
  const std::vector<std::byte> bytes = read_plain_file(path, largest_file);
  try {
    if (begins_with_zip(bytes)) return decode_npz(bytes);
    if (begins_with_header(bytes)) return decode_safetensors(bytes, notes);
  } catch (const WeightsError& error) {
    throw WeightsError(utf8(path) + ": " + error.what());
  }
  throw WeightsError(utf8(path) +
                     ": This is neither a .safetensors nor a .npz file. In PyTorch, safetensors.torch.save_file(net."
                     "state_dict(), name) or numpy.savez(name, **arrays) makes one.");
}

void write_weights(const std::filesystem::path& path, std::span<const NamedTensor> tensors, const WeightsNotes& notes) {
  const std::string ending = utf8(path.extension());
  if (ending == ".safetensors") {
    write_file(path, encode_safetensors(tensors, notes));
  } else if (ending == ".npz") {
    write_file(path, encode_npz(tensors));
  } else {
    throw WeightsError(utf8(path) +
                       ": Weights are written as .safetensors or .npz; the name must end with one of them.");
  }
}

}  // namespace flatscope
