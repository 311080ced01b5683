#include "core/exif.h"

#include <libexif/exif-data.h>

#include <cstring>
#include <memory>
#include <vector>

namespace flatscope {

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
  if (entry == nullptr || entry->data == nullptr || entry->format != EXIF_FORMAT_SHORT || entry->size < 2) return 1;
  const int orientation = exif_get_short(entry->data, exif_data_get_byte_order(data.get()));
  return orientation >= 1 && orientation <= 8 ? orientation : 1;
}

}  // namespace flatscope
