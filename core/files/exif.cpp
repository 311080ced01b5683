#include "core/files/exif.h"

#include <libexif/exif-data.h>

#include <cstdint>
#include <cstring>
#include <memory>
#include <vector>

namespace flatscope {
namespace {

// The first value of an entry of any integer type; the standard asks for SHORT, but programs write others. 0 for none.
std::int64_t whole_number(const ExifEntry& entry, ExifByteOrder order) {
  if (entry.components < 1 || entry.size < exif_format_get_size(entry.format)) return 0;
  switch (entry.format) {
    case EXIF_FORMAT_BYTE:
      return entry.data[0];
    case EXIF_FORMAT_SBYTE:
      return static_cast<signed char>(entry.data[0]);
    case EXIF_FORMAT_SHORT:
      return exif_get_short(entry.data, order);
    case EXIF_FORMAT_SSHORT:
      return exif_get_sshort(entry.data, order);
    case EXIF_FORMAT_LONG:
      return exif_get_long(entry.data, order);
    case EXIF_FORMAT_SLONG:
      return exif_get_slong(entry.data, order);
    default:
      return 0;
  }
}

}  // namespace

int exif_orientation(std::span<const std::byte> block) {
  // libexif wants the mark that stands before the block in a JPEG.
  static constexpr unsigned char mark[] = {'E', 'x', 'i', 'f', 0, 0};
  constexpr std::size_t longest = 1 << 20;
  if (block.empty() || block.size() > longest) return 1;
  std::vector<unsigned char> bytes(sizeof mark + block.size());
  std::memcpy(bytes.data(), mark, sizeof mark);
  std::memcpy(bytes.data() + sizeof mark, block.data(), block.size());

  struct Release {
    void operator()(ExifData* data) const { exif_data_unref(data); }
  };
  const std::unique_ptr<ExifData, Release> data(exif_data_new());
  if (data == nullptr) return 1;
  // Only one tag is wanted; nothing is to be mended or completed.
  exif_data_unset_option(data.get(), EXIF_DATA_OPTION_FOLLOW_SPECIFICATION);
  exif_data_set_option(data.get(), EXIF_DATA_OPTION_DONT_CHANGE_MAKER_NOTE);
  exif_data_load_data(data.get(), bytes.data(), static_cast<unsigned int>(bytes.size()));
  ExifEntry* const entry = exif_content_get_entry(data->ifd[EXIF_IFD_0], EXIF_TAG_ORIENTATION);
  if (entry == nullptr || entry->data == nullptr) return 1;
  const std::int64_t orientation = whole_number(*entry, exif_data_get_byte_order(data.get()));
  return orientation >= 1 && orientation <= 8 ? static_cast<int>(orientation) : 1;
}

}  // namespace flatscope
