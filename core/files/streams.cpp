#include "core/files/streams.h"

#include <system_error>

#include "core/files/file.h"
#include "core/files/plain_text.h"

namespace flatscope {
namespace fs = std::filesystem;

bool is_stream(const fs::path& path) {
  std::error_code error;
  const fs::file_type type = fs::status(path, error).type();
  return type == fs::file_type::fifo || type == fs::file_type::character || type == fs::file_type::socket;
}

std::vector<std::byte> read_plain_file(const fs::path& path, std::uintmax_t limit) {
  if (is_stream(path)) throw FileError("'" + shown(path) + "' is a pipe or a device, not a file");
  return read_file(path, limit);
}

}  // namespace flatscope
