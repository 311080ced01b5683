#include "core/files/jpeg.h"

#include <algorithm>
#include <array>
#include <csetjmp>
#include <cstddef>
#include <cstdio>  // jpeglib.h speaks of FILE without including it
#include <memory>
#include <new>
#include <span>
#include <string>
#include <utility>
#include <vector>

// jpeglib.h must come before jerror.h.
#include <jpeglib.h>

#include <jerror.h>

#include "core/files/image_format.h"
#include "core/files/jpeg_coefficients.h"
#include "core/tensor/breathe.h"

namespace flatscope {
namespace {

constexpr ImageFormat format = ImageFormat::jpeg;

// No encoder needs more: every coefficient of every component can be refined 14 times at most, and they come in bands.
// A file may repeat empty scans without end, each of which costs a walk over all of the picture.
constexpr int most_scans = 100;

// libjpeg reports an error by calling back and must not be returned to, nor may an exception pass through its C code.
// So the callback jumps back to run(), and nothing between the two has a destructor.
struct Decompressor : JpegCoefficients {
  Decompressor(ByteSource& from, std::uint64_t until) : source(from), end(until) {
    info.err = jpeg_std_error(&errors);
    errors.error_exit = give_up;
    errors.emit_message = look_at_warning;
    errors.output_message = [](j_common_ptr) {};
    info.client_data = client();
  }
  ~Decompressor() { jpeg_destroy_decompress(&info); }
  Decompressor(const Decompressor&) = delete;
  Decompressor& operator=(const Decompressor&) = delete;

  // Runs a step; false when libjpeg gave up, and `code` and `text` say why. The step must hold nothing that has a
  // destructor.
  template <typename Step>
  bool run(const Step& step) {
    if (setjmp(back) != 0) return false;
    step();
    return true;
  }

  // What libjpeg is given to find its way back.
  JpegCoefficients* client() { return this; }
  static Decompressor& of(void* client) { return static_cast<Decompressor&>(*static_cast<JpegCoefficients*>(client)); }

  [[noreturn]] static void give_up(j_common_ptr info) {
    Decompressor& self = of(info->client_data);
    self.code = info->err->msg_code;
    info->err->format_message(info, self.text);
    std::longjmp(self.back, 1);
  }

  // Warnings that mean wrong pixels end the decoding; libjpeg would go on with grey. Others (bytes that belong to
  // nothing, an unknown version) do no harm.
  static void look_at_warning(j_common_ptr info, int level) {
    if (level >= 0) return;
    const int code = info->err->msg_code;
    if (code == JWRN_HIT_MARKER || code == JWRN_HUFF_BAD_CODE || code == JWRN_ARITH_BAD_CODE) give_up(info);
  }

  static void watch_scans(j_common_ptr info) {
    Decompressor& self = of(info->client_data);
    if (self.info.input_scan_number <= most_scans) return;
    self.too_many_scans = true;
    std::longjmp(self.back, 1);
  }

  static boolean fill(j_decompress_ptr info) {
    Decompressor& self = of(info->client_data);
    const std::uint64_t left = self.end > self.position ? self.end - self.position : 0;
    const std::size_t wanted = static_cast<std::size_t>(std::min<std::uint64_t>(left, self.buffer.size()));
    std::size_t got = self.source.read(self.position, std::as_writable_bytes(std::span(self.buffer).first(wanted)));
    self.position += got;
    if (got == 0) {
      // An end marker of our own: whether anything is missing is seen by what libjpeg then lacks.
      self.ran_out = true;
      self.buffer[0] = 0xFF;
      self.buffer[1] = JPEG_EOI;
      got = 2;
    }
    info->src->next_input_byte = self.buffer.data();
    info->src->bytes_in_buffer = got;
    return TRUE;
  }

  static void skip(j_decompress_ptr info, long count) {  // NOLINT: libjpeg's own type
    if (count <= 0) return;
    jpeg_source_mgr& input = *info->src;
    const std::size_t bytes = static_cast<std::size_t>(count);
    if (bytes <= input.bytes_in_buffer) {
      input.next_input_byte += bytes;
      input.bytes_in_buffer -= bytes;
    } else {
      of(info->client_data).position += bytes - input.bytes_in_buffer;
      input.bytes_in_buffer = 0;
      fill(info);
    }
  }

  // Some encoders number their restart markers wrongly; each is taken for the one that is due. At any other marker the
  // scan ends, and the next lack of bits tells.
  static boolean resync(j_decompress_ptr info, int) {
    if (info->unread_marker >= JPEG_RST0 && info->unread_marker <= JPEG_RST0 + 7) info->unread_marker = 0;
    return TRUE;
  }

  void create() {
    jpeg_create_decompress(&info);
    take_over(info);
    input.init_source = [](j_decompress_ptr) {};
    input.fill_input_buffer = fill;
    input.skip_input_data = skip;
    input.resync_to_restart = resync;
    input.term_source = [](j_decompress_ptr) {};
    info.src = &input;
    progress.progress_monitor = watch_scans;
    info.progress = &progress;
  }

  jpeg_decompress_struct info{};
  jpeg_error_mgr errors{};
  jpeg_source_mgr input{};
  jpeg_progress_mgr progress{};
  std::jmp_buf back{};
  ByteSource& source;
  std::uint64_t position = 0, end = 0;
  std::array<JOCTET, 1 << 16> buffer;
  bool ran_out = false, too_many_scans = false;
  int code = 0;
  char text[JMSG_LENGTH_MAX] = {};
};

[[noreturn]] void refuse(const Decompressor& decompressor, const JpegHeader& header, std::uint64_t size) {
  if (decompressor.too_many_scans) {
    refuse_damaged(format, "it is stored in more than " + std::to_string(most_scans) + " scans");
  }
  const int code = decompressor.code;
  if (decompressor.ran_out && !header.has_end_marker && header.end >= size) refuse_truncated(format);
  if (code == JERR_OUT_OF_MEMORY) throw std::bad_alloc();
  if (code == JERR_BAD_PRECISION) {
    throw ImageError("this JPEG picture has " + std::to_string(decompressor.info.data_precision) +
                     " bits a sample, which can't be read; 8 can");
  }
  if (code == JERR_SOF_UNSUPPORTED) {
    throw ImageError(
        "this JPEG picture is a lossless or hierarchical one, which can't be read; save it as PNG instead");
  }
  if (code == JWRN_HIT_MARKER) refuse_damaged(format, "the data of its pixels ends too early");
  if (code == JWRN_HUFF_BAD_CODE || code == JWRN_ARITH_BAD_CODE) {
    refuse_damaged(format, "the data of its pixels holds a code that means nothing");
  }
  refuse_damaged(format, std::string("libjpeg says \"") + decompressor.text + '"');
}

// Whether all that a picture without an end marker promised has come; what is missing is then whole scans.
bool is_whole(const jpeg_decompress_struct& info) {
  if (info.arith_code) return false;  // its decoder takes what is missing for zeros
  for (int component = 0; component < info.num_components; ++component) {
    if (info.comp_info[component].quant_table == nullptr) return false;
  }
  if (info.coef_bits == nullptr) return true;
  for (int component = 0; component < info.num_components; ++component) {
    for (int i = 0; i < DCTSIZE2; ++i) {
      if (info.coef_bits[component][i] != 0) return false;
    }
  }
  return true;
}

// RGB of a row of four inks. They are stored as Adobe began it, 255 for none, whether or not its segment says so: that
// is how programs write and read them.
void inks_to_rgb(const JSAMPLE* inks, std::size_t pixels, std::uint8_t* rgb) {
  for (std::size_t i = 0; i < pixels; ++i, inks += 4, rgb += 3) {
    for (int c = 0; c < 3; ++c) rgb[c] = static_cast<std::uint8_t>((unsigned{inks[c]} * inks[3] + 127) / 255);
  }
}

}  // namespace

Image decode_jpeg(ByteSource& source, const JpegHeader& header) {
  const auto decompressor = std::make_unique<Decompressor>(source, header.end);  // too large for a thread's stack
  Decompressor& jpeg = *decompressor;
  jpeg_decompress_struct& info = jpeg.info;
  const auto run = [&](const auto& step) {
    if (!jpeg.run(step)) refuse(jpeg, header, source.size());
  };
  run([&] {
    jpeg.create();
    jpeg_read_header(&info, TRUE);
  });
  if (static_cast<std::int64_t>(info.image_width) != header.width ||
      static_cast<std::int64_t>(info.image_height) != header.height) {
    refuse_contradiction(format);
  }
  if (info.data_precision != 8) {  // from version 3 on libjpeg-turbo has other functions for these
    jpeg.code = JERR_BAD_PRECISION;
    refuse(jpeg, header, source.size());
  }
  const int stored = info.num_components;
  if (stored != 1 && stored != 3 && stored != 4) {
    throw ImageError("this JPEG picture has " + std::to_string(stored) +
                     " channels, which can't be read; 1, 3 and 4 can");
  }
  info.out_color_space = stored == 1 ? JCS_GRAYSCALE : stored == 3 ? JCS_RGB : JCS_CMYK;
  const bool inks = stored == 4;
  run([&] { jpeg_start_decompress(&info); });

  Image image;
  image.width = header.width;
  image.height = header.height;
  image.channels = stored == 1 ? 1 : 3;
  const std::size_t row_samples = static_cast<std::size_t>(image.width * image.channels);
  // The rows come into being as they are decoded, while the coefficients that they are made from go.
  std::vector<std::uint8_t> samples;
  samples.reserve(row_samples * static_cast<std::size_t>(image.height));
  std::vector<JSAMPLE> ink_row(inks ? static_cast<std::size_t>(image.width) * 4 : 0);
  const auto read_rows = [&] {
    const std::size_t row = info.output_scanline;
    // As many rows as libjpeg makes at once.
    constexpr std::size_t most = 16;
    JSAMPROW to[most];
    const std::size_t count = inks ? 1 : std::min<std::size_t>(most, info.output_height - row);
    samples.resize((row + count) * row_samples);
    for (std::size_t i = 0; i < count; ++i) to[i] = samples.data() + (row + i) * row_samples;
    JSAMPROW inks_to = ink_row.data();
    jpeg_read_scanlines(&info, inks ? &inks_to : to, static_cast<JDIMENSION>(count));
    if (inks) inks_to_rgb(inks_to, static_cast<std::size_t>(info.output_width), to[0]);
  };
  while (info.output_scanline < info.output_height) {
    run(read_rows);
    breathe(static_cast<float>(info.output_scanline) / static_cast<float>(info.output_height));
  }
  if (!header.has_end_marker && jpeg.ran_out && !is_whole(info)) refuse_truncated(format);
  for (int component = 0; component < info.num_components; ++component) {
    if (info.comp_info[component].quant_table == nullptr) refuse_damaged(format, "one of its channels has no data");
  }
  image.samples = std::move(samples);
  return image;
}

}  // namespace flatscope
