// Where libjpeg keeps the coefficients of a picture in several scans until the last one has come, two bytes each. Its
// own arrays stay until all pixels are out as well; these are given back strip by strip behind the pixels. Opening a
// progressive picture of 100 megapixels takes 2.0 times its decoded size so, instead of 3.0 (4:4:4).
#pragma once

#include <array>
#include <cstddef>
#include <cstdio>  // jpeglib.h speaks of FILE without including it
#include <vector>

#include <jpeglib.h>

namespace flatscope {

// The base of what client_data of a jpeg_decompress_struct points to.
class JpegCoefficients {
 public:
  JpegCoefficients() = default;
  ~JpegCoefficients();
  JpegCoefficients(const JpegCoefficients&) = delete;
  JpegCoefficients& operator=(const JpegCoefficients&) = delete;

  // After jpeg_create_decompress. `info` must not outlive this.
  static void take_over(jpeg_decompress_struct& info);

 private:
  // Rows of blocks of one component.
  struct Component {
    std::size_t strip_bytes = 0, row_blocks = 0, strip_rows = 0;
    std::size_t kept = 0;       // strips before it have been given back
    std::vector<void*> strips;  // null: not asked for yet
    std::vector<JBLOCKROW> rows;
  };

  static jvirt_barray_ptr request(j_common_ptr info, int pool, boolean zeroed, JDIMENSION row_blocks, JDIMENSION rows,
                                  JDIMENSION at_once);
  static JBLOCKARRAY access(j_common_ptr info, jvirt_barray_ptr array, JDIMENSION first, JDIMENSION count,
                            boolean writable);
  static bool prepare(Component& component, std::size_t row_blocks, std::size_t rows);
  static bool take(Component& component, std::size_t strip);
  static void give_back(Component& component, std::size_t strip);

  std::array<Component, MAX_COMPONENTS> components_;
  std::size_t count_ = 0;
};

}  // namespace flatscope
