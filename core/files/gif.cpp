#include "core/files/gif.h"

#include <stb_image.h>

#include <algorithm>
#include <array>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/files/image_format.h"
#include "third_party/stb_limit.h"

namespace flatscope {
namespace {

constexpr ImageFormat format = ImageFormat::gif;

// Feeds stb from a source and notices when it asks for more than there is: stb itself goes on with zeros then, and a
// half picture would pass for a whole one.
class StbFeed {
 public:
  explicit StbFeed(ByteSource& source) : source_(source) {}

  bool ran_out() const { return ran_out_; }

  static const stbi_io_callbacks* callbacks() {
    static const stbi_io_callbacks table{read, skip, at_end};
    return &table;
  }

 private:
  static int read(void* user, char* data, int wanted) {
    StbFeed& feed = *static_cast<StbFeed*>(user);
    // The first call fills stb's own look-ahead buffer, and so do all others with the same address. There a short
    // answer is no harm; an empty one, or a short one to a direct request, means that bytes are missing.
    if (feed.look_ahead_ == nullptr) feed.look_ahead_ = data;
    if (wanted <= 0) return 0;
    const std::size_t size = static_cast<std::size_t>(wanted);
    const std::size_t got = feed.source_.read(feed.position_, {reinterpret_cast<std::byte*>(data), size});
    feed.position_ += got;
    if (got == 0 || (got < size && data != feed.look_ahead_)) feed.ran_out_ = true;
    // stb leaves the rest of a short answer as it was.
    std::fill(data + got, data + size, '\0');
    return static_cast<int>(got);
  }
  static void skip(void* user, int count) {
    StbFeed& feed = *static_cast<StbFeed*>(user);
    if (count < 0) return;
    feed.position_ += static_cast<std::uint64_t>(count);
    if (feed.position_ > feed.source_.size()) feed.ran_out_ = true;
  }
  static int at_end(void* user) {
    const StbFeed& feed = *static_cast<const StbFeed*>(user);
    return feed.position_ >= feed.source_.size() ? 1 : 0;
  }

  ByteSource& source_;
  const char* look_ahead_ = nullptr;
  std::uint64_t position_ = 0;
  bool ran_out_ = false;
};

// A ceiling for what stb allocates at once, for the length of a scope.
class StbLimit {
 public:
  explicit StbLimit(std::uint64_t bytes) { flatscope_stb_limit(static_cast<std::size_t>(bytes)); }
  ~StbLimit() { flatscope_stb_limit(0); }
  StbLimit(const StbLimit&) = delete;
  StbLimit& operator=(const StbLimit&) = delete;
};

// stb's reasons in words. Those that it never gives for a file whose beginning is right are not among them.
std::string_view words_of(std::string_view reason) {
  struct Reason {
    std::string_view stb, words;
  };
  static constexpr std::array<Reason, 6> reasons{{
      {"bad Image Descriptor", "a frame of it lies outside of the picture"},
      {"missing color table", "it has no colours"},
      {"no clear code", "the data of its pixels begins with a code that means nothing"},
      {"illegal code in raster", "the data of its pixels holds a code that means nothing"},
      {"too many codes", "the data of its pixels holds too many codes"},
      {"unknown code", "it holds a block of an unknown kind"},
  }};
  for (const Reason& one : reasons) {
    if (one.stb == reason) return one.words;
  }
  return "the data of its pixels can't be unpacked";
}

}  // namespace

Image decode_gif(ByteSource& source, std::int64_t width, std::int64_t height) {
  struct Release {
    void operator()(stbi_uc* samples) const { stbi_image_free(samples); }
  };
  const std::size_t pixels = static_cast<std::size_t>(width * height);
  const StbLimit limit(pixels * 4 + (1 << 20));
  StbFeed feed(source);
  int stored_width = 0, stored_height = 0, channels = 0;
  const std::unique_ptr<stbi_uc, Release> samples(
      stbi_load_from_callbacks(StbFeed::callbacks(), &feed, &stored_width, &stored_height, &channels, 4));
  if (feed.ran_out()) refuse_truncated(format);
  if (samples == nullptr) {
    const std::string_view why = stbi_failure_reason() != nullptr ? stbi_failure_reason() : "";
    if (why == "outofmem") throw std::bad_alloc();
    refuse_damaged(format, words_of(why));
  }
  if (stored_width != width || stored_height != height) refuse_contradiction(format);
  Image image;
  image.width = width;
  image.height = height;
  image.channels = 3;
  const stbi_uc* from = samples.get();
  for (std::size_t i = 0; i < pixels && image.channels == 3; ++i) {
    if (from[4 * i + 3] != 255) image.channels = 4;
  }
  const std::size_t kept = static_cast<std::size_t>(image.channels);
  std::vector<std::uint8_t> all(pixels * kept);
  for (std::size_t i = 0; i < pixels; ++i) std::copy_n(from + 4 * i, kept, all.data() + i * kept);
  image.samples = std::move(all);
  return image;
}

}  // namespace flatscope
