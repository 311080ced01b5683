#include "app/files/qr_code.h"

#include <fmt/format.h>
#include <qrencode.h>

#include <cstdint>
#include <memory>
#include <new>

#include "app/look/number_text.h"

namespace flatscope {

QrCode qr_code(std::string_view text) {
  if (text.empty()) throw QrError("There is no text for a QR code.");
  if (text.size() > longest_qr_text)
    throw QrError(fmt::format("A QR code holds {} bytes, and this link has {}.",
                              grouped(static_cast<std::int64_t>(longest_qr_text)),
                              grouped(static_cast<std::int64_t>(text.size()))));
  constexpr int smallest_version = 0;  // that holds it
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> made(
      QRcode_encodeData(static_cast<int>(text.size()), reinterpret_cast<const unsigned char*>(text.data()),
                        smallest_version, QR_ECLEVEL_L),
      QRcode_free);
  if (made == nullptr) throw std::bad_alloc();
  QrCode code;
  code.side = made->width;
  const std::size_t count = static_cast<std::size_t>(code.side) * static_cast<std::size_t>(code.side);
  code.dark.reserve(count);
  for (std::size_t i = 0; i < count; ++i) code.dark.push_back((made->data[i] & 1U) != 0);
  return code;
}

}  // namespace flatscope
