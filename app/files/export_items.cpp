#include "app/files/export_items.h"

#include <cstring>

#include "app/look/size_text.h"
#include "core/files/npy.h"

namespace flatscope {

std::vector<std::byte> text_bytes(std::string_view text) {
  std::vector<std::byte> bytes(text.size());
  if (!text.empty()) std::memcpy(bytes.data(), text.data(), text.size());
  return bytes;
}

ExportItem npy_item(std::shared_ptr<const void> owner, const Tensor& tensor, std::string id, std::string label,
                    std::string ending) {
  ExportItem item = npy_item(tensor.shape(), {}, std::move(id), std::move(label), std::move(ending));
  item.make = [owner = std::move(owner), &tensor] { return encode_npy(tensor); };
  return item;
}

ExportItem npy_item(const Shape& shape, std::function<Tensor()> tensor, std::string id, std::string label,
                    std::string ending) {
  constexpr std::int64_t header = 128;  // of encode_npy, for up to four axes
  ExportItem item;
  item.id = std::move(id);
  item.label = std::move(label);
  item.ending = std::move(ending);
  item.details = shape_words(shape);
  item.size = header + element_count(shape) * 4;
  item.make = [tensor = std::move(tensor)] { return encode_npy(tensor()); };
  return item;
}

ExportItem text_item(std::string id, std::string label, std::string details, std::string ending,
                     const std::string& text) {
  const auto size = static_cast<std::int64_t>(text.size());
  ExportItem item = long_text_item(std::move(id), std::move(label), std::move(details), std::move(ending), size,
                                   [text] { return text; });
  item.about = false;
  return item;
}

ExportItem long_text_item(std::string id, std::string label, std::string details, std::string ending, std::int64_t size,
                          std::function<std::string()> text) {
  ExportItem item;
  item.id = std::move(id);
  item.label = std::move(label);
  item.details = std::move(details);
  item.ending = std::move(ending);
  item.size = size;
  item.about = true;
  item.make = [text = std::move(text)] { return text_bytes(text()); };
  return item;
}

std::string csv_cell(std::string_view words) {
  if (words.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(words);
  std::string cell = "\"";
  for (const char letter : words) cell += letter == '"' ? "\"\"" : std::string(1, letter);
  return cell + "\"";
}

}  // namespace flatscope
