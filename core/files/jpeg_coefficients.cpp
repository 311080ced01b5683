#include "core/files/jpeg_coefficients.h"

#include <algorithm>
#include <new>

// jpeglib.h must come before it.
#include <jerror.h>

#if defined(__unix__) || defined(__APPLE__)
#include <sys/mman.h>
#endif

namespace flatscope {
namespace {

// Zeroed bytes that the system has back as soon as they are released, which malloc does not promise.
void* take_pages(std::size_t bytes) {
#if defined(__unix__) || defined(__APPLE__)
  void* const pages = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return pages == MAP_FAILED ? nullptr : pages;
#else
  void* const pages = ::operator new (bytes, std::align_val_t{64}, std::nothrow);
  if (pages != nullptr) std::fill_n(static_cast<unsigned char*>(pages), bytes, static_cast<unsigned char>(0));
  return pages;
#endif
}

void release_pages(void* pages, std::size_t bytes) {
#if defined(__unix__) || defined(__APPLE__)
  munmap(pages, bytes);
#else
  ::operator delete (pages, std::align_val_t{64});
  static_cast<void>(bytes);
#endif
}

}  // namespace

JpegCoefficients::~JpegCoefficients() {
  for (Component& component : components_) {
    for (std::size_t strip = 0; strip < component.strips.size(); ++strip) give_back(component, strip);
  }
}

void JpegCoefficients::take_over(jpeg_decompress_struct& info) {
  info.mem->request_virt_barray = request;
  info.mem->access_virt_barray = access;
}

bool JpegCoefficients::prepare(Component& component, std::size_t row_blocks, std::size_t rows) {
  constexpr std::size_t wanted = 1 << 20;
  component.row_blocks = row_blocks;
  component.strip_rows = std::max<std::size_t>(1, wanted / (row_blocks * sizeof(JBLOCK)));
  component.strip_bytes = component.strip_rows * row_blocks * sizeof(JBLOCK);
  try {
    component.rows.assign(rows, nullptr);
    component.strips.assign((rows + component.strip_rows - 1) / component.strip_rows, nullptr);
  } catch (const std::bad_alloc&) {
    return false;
  }
  return true;
}

bool JpegCoefficients::take(Component& component, std::size_t strip) {
  if (component.strips[strip] != nullptr) return true;
  void* const pages = take_pages(component.strip_bytes);
  if (pages == nullptr) return false;
  component.strips[strip] = pages;
  const std::size_t first = strip * component.strip_rows;
  const std::size_t end = std::min(component.rows.size(), first + component.strip_rows);
  for (std::size_t row = first; row < end; ++row) {
    component.rows[row] = static_cast<JBLOCKROW>(pages) + (row - first) * component.row_blocks;
  }
  return true;
}

void JpegCoefficients::give_back(Component& component, std::size_t strip) {
  if (component.strips[strip] == nullptr) return;
  release_pages(component.strips[strip], component.strip_bytes);
  component.strips[strip] = nullptr;
}

jvirt_barray_ptr JpegCoefficients::request(j_common_ptr info, int, boolean, JDIMENSION row_blocks, JDIMENSION rows,
                                           JDIMENSION) {
  JpegCoefficients& self = *static_cast<JpegCoefficients*>(info->client_data);
  // libjpeg's error jumps, so nothing here may have a destructor.
  if (row_blocks == 0 || self.count_ == self.components_.size()) ERREXIT(info, JERR_BAD_VIRTUAL_ACCESS);
  Component& component = self.components_[self.count_++];
  if (!prepare(component, row_blocks, rows)) ERREXIT1(info, JERR_OUT_OF_MEMORY, 0);
  return reinterpret_cast<jvirt_barray_ptr>(&component);
}

JBLOCKARRAY JpegCoefficients::access(j_common_ptr info, jvirt_barray_ptr array, JDIMENSION first, JDIMENSION count,
                                     boolean writable) {
  Component& component = *reinterpret_cast<Component*>(array);
  const std::size_t rows = component.rows.size();
  const std::size_t first_strip = first / component.strip_rows;
  if (count == 0 || count > rows || first > rows - count || first_strip < component.kept) {
    ERREXIT(info, JERR_BAD_VIRTUAL_ACCESS);
  }
  // Scans write; what only reads makes pixels, from the top row to the bottom one, and never comes back.
  for (; !writable && component.kept < first_strip; ++component.kept) give_back(component, component.kept);
  for (std::size_t strip = first_strip; strip <= (first + count - 1) / component.strip_rows; ++strip) {
    if (!take(component, strip)) ERREXIT1(info, JERR_OUT_OF_MEMORY, 0);
  }
  return component.rows.data() + first;
}

}  // namespace flatscope
