#include "app/widgets/thumbnails.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "app/files/assets.h"
#include "app/gl/objects.h"
#include "app/stages/convolve/model/kernel_edits.h"
#include "app/widgets/imgui_compat.h"
#include "core/files/file.h"
#include "core/files/npy.h"
#include "core/layers/kernels.h"
#include "core/tensor/resample.h"

namespace flatscope {
namespace {

constexpr int sizes[] = {96, 192, 384};  // longer side in pixels; the smallest that is not enlarged is made
constexpr int most_waiting = 2;          // one being read and the next; more could not be taken back when scrolling
constexpr std::size_t most_kept = 400;
constexpr std::size_t most_bytes = 64 << 20;
constexpr std::uintmax_t largest_file = 256 << 20;  // bytes; reading more for a thumbnail would hold up opening

struct Pixels {
  int width = 0, height = 0;
  std::vector<std::uint8_t> rgba;
};

Pixels shrink(const Image& image, int longest) {
  const PixelSize size =
      fit_size(image.width, image.height, std::min<std::int64_t>(longest, std::max(image.width, image.height)));
  const Tensor colour = resample_area(image, size.height, size.width);
  const Tensor alpha = resample_alpha(image, size.height, size.width);
  const std::int64_t count = size.width * size.height;
  Pixels pixels{static_cast<int>(size.width), static_cast<int>(size.height), {}};
  pixels.rgba.resize(static_cast<std::size_t>(count * 4));
  const auto byte = [](float value) {
    return static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0F, 1.0F) * 255.0F));
  };
  for (std::int64_t i = 0; i < count; ++i) {
    for (std::int64_t c = 0; c < 3; ++c)
      pixels.rgba[static_cast<std::size_t>(i * 4 + c)] = byte(colour.data()[(image.colour() ? c * count : 0) + i]);
    pixels.rgba[static_cast<std::size_t>(i * 4 + 3)] = byte(alpha.data()[i]);
  }
  return pixels;
}

gl::Texture upload(const Pixels& pixels) {
  gl::Texture texture = gl::make_texture();
  glBindTexture(GL_TEXTURE_2D, texture.get());
  glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
  glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, pixels.width, pixels.height, 0, GL_RGBA, GL_UNSIGNED_BYTE,
               pixels.rgba.data());
  // Enlarged only when the picture itself is tiny, and then its pixels are what is to be seen.
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  return texture;
}

// Blue below 0, red above, both from a neutral grey: a file's picture is kept, so it has the same colours in any theme.
void paint_weight(float share, std::uint8_t* rgb) {
  const ImU32 end = palette(Theme::dark).diverging[share < 0.0F ? 0 : 10], neutral = IM_COL32(43, 53, 66, 255);
  const ImU32 colour = mix(neutral, end, std::min(std::fabs(share), 1.0F));
  rgb[0] = static_cast<std::uint8_t>((colour >> IM_COL32_R_SHIFT) & 0xFFU);
  rgb[1] = static_cast<std::uint8_t>((colour >> IM_COL32_G_SHIFT) & 0xFFU);
  rgb[2] = static_cast<std::uint8_t>((colour >> IM_COL32_B_SHIFT) & 0xFFU);
}

// The strongest slice of every filter, in rows of four, a cell apart. Throws ImageError for an array that
// no layer takes.
Image kernels_image(const Tensor& array) {
  const Shape& shape = array.shape();
  if (shape.size() < 2 || shape.size() > 4) throw ImageError("No kernel.");
  const std::int64_t h = shape[shape.size() - 2], w = shape.back(), filters = shape.size() > 2 ? shape[0] : 1;
  const std::int64_t slices = shape.size() > 3 ? shape[1] : 1;
  const auto within = [](std::int64_t count, std::int64_t most) { return count >= 1 && count <= most; };
  if (!within(h, longest_kernel_side) || !within(w, longest_kernel_side) || !within(filters, most_filters) ||
      slices < 1)
    throw ImageError("No kernel.");
  const std::int64_t columns = std::min<std::int64_t>(filters, 4), rows = (filters + 3) / 4;
  // Cells of several pixels, so that a gap can be narrower than a cell.
  constexpr std::int64_t side = 6, gap = 3;
  Image image;
  image.width = columns * w * side + (columns - 1) * gap;
  image.height = rows * h * side + (rows - 1) * gap;
  image.channels = 4;
  std::vector<std::uint8_t> samples(static_cast<std::size_t>(image.width * image.height * 4), 0);
  for (std::int64_t f = 0; f < filters; ++f) {
    const float* kernel = array.data() + f * slices * h * w;
    float peak = 0.0F;
    const float* filter = kernel;
    for (std::int64_t i = 0; i < slices * h * w; ++i) {
      if (!(std::fabs(filter[i]) > peak)) continue;
      peak = std::fabs(filter[i]);
      kernel = filter + i / (h * w) * h * w;
    }
    const std::int64_t top = f / 4 * (h * side + gap), left = f % 4 * (w * side + gap);
    for (std::int64_t y = 0; y < h * side; ++y) {
      for (std::int64_t x = 0; x < w * side; ++x) {
        std::uint8_t* pixel = &samples[static_cast<std::size_t>(((top + y) * image.width + left + x) * 4)];
        const float value = kernel[y / side * w + x / side];
        paint_weight(peak > 0.0F && std::isfinite(value) ? value / peak : 0.0F, pixel);
        pixel[3] = 255;
      }
    }
  }
  image.samples = std::move(samples);
  return image;
}

// A picture's frame with a hill in it; torn across when it is broken.
void draw_mark(Ui& ui, const Rect& where, bool broken) {
  const float w = std::min({where.width() * 0.5F, where.height() * 0.6F, ui.dp(44)}), h = w * 0.75F;
  const ImVec2 c = where.centre();
  const ImU32 colour = broken ? ui.colours.faint : with_alpha(ui.colours.faint, 0.5F);
  const float line = std::max(1.0F, ui.dp(1.5F));
  compat::add_rect(ui.draw, {c.x - w / 2, c.y - h / 2}, {c.x + w / 2, c.y + h / 2}, colour, ui.dp(3), line);
  if (!broken) return;
  const ImVec2 tear[] = {{c.x - w * 0.18F, c.y - h / 2},
                         {c.x + w * 0.1F, c.y - h * 0.12F},
                         {c.x - w * 0.1F, c.y + h * 0.12F},
                         {c.x + w * 0.18F, c.y + h / 2}};
  compat::add_polyline(ui.draw, tear, 4, colour, false, line);
}

}  // namespace

struct Thumbnails::State {
  struct Entry {
    gl::Texture texture;
    Pixels pixels;  // until they are on the card
    int width = 0, height = 0;
    FileStamp stamp;
    std::weak_ptr<const Image> image;
    int wanted = 0, made = 0;  // longer sides asked for and read; made < wanted while it is on its way
    bool whole = false;        // the picture is no larger than what is here
    bool broken = false;
    bool bare = false;  // nothing is drawn behind what is transparent
    int seen = 0;       // frame
    std::size_t bytes() const { return static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4; }
  };
  using Read = std::function<std::shared_ptr<const Image>()>;

  explicit State(Worker& w) : worker(w) {}
  void draw(const std::weak_ptr<State>& self, Ui& ui, const Rect& where, const std::string& key, Entry& entry,
            Read read);
  // An empty one where the file is not the one that the entry was made from.
  Entry& entry_of(const std::string& key, const FileStamp& stamp);
  void make_room();

  Worker& worker;
  std::map<std::string, Entry> entries;
  std::size_t bytes = 0;
  int waiting = 0;
  std::int64_t stamps = 0;  // of opened pictures so far
  long long jobs = 0;       // each has a key of its own, or a replaced one would never be counted as done
};

Thumbnails::State::Entry& Thumbnails::State::entry_of(const std::string& key, const FileStamp& stamp) {
  Entry& entry = entries[key];
  if (entry.stamp == stamp) return entry;
  bytes -= entry.bytes();
  entry = {};
  entry.stamp = stamp;
  return entry;
}

void Thumbnails::State::make_room() {
  const int now = ImGui::GetFrameCount();
  while (entries.size() > most_kept || bytes > most_bytes) {
    auto oldest = entries.end();
    for (auto it = entries.begin(); it != entries.end(); ++it) {
      const bool going = it->second.seen < now - 1 && it->second.made == it->second.wanted;
      if (going && (oldest == entries.end() || it->second.seen < oldest->second.seen)) oldest = it;
    }
    if (oldest == entries.end()) return;
    bytes -= oldest->second.bytes();
    entries.erase(oldest);
  }
}

void Thumbnails::State::draw(const std::weak_ptr<State>& self, Ui& ui, const Rect& where, const std::string& key,
                             Entry& entry, Read read) {
  entry.seen = ImGui::GetFrameCount();
  const float side = std::max(where.width(), where.height());
  int longest = sizes[0];
  for (const int size : sizes)
    if (static_cast<float>(longest) < side) longest = size;
  const bool idle = entry.made == entry.wanted;
  if (idle && !entry.broken && !entry.whole && entry.made < longest && waiting < most_waiting) {
    entry.wanted = longest;
    ++waiting;
    // Deliveries may come after the chooser is gone, or after the file has changed.
    const auto deliver = [self, key, longest, stamp = entry.stamp](Pixels pixels, bool whole) {
      const std::shared_ptr<State> state = self.lock();
      if (!state) return;
      --state->waiting;
      const auto at = state->entries.find(key);
      if (at == state->entries.end() || at->second.stamp != stamp || at->second.wanted != longest) return;
      Entry& to = at->second;
      to.made = longest;
      to.broken = pixels.rgba.empty();
      to.whole = whole;
      to.pixels = std::move(pixels);
    };
    worker.submit(
        Worker::Lane::background, "thumbnail " + std::to_string(++jobs),
        [deliver, longest, read = std::move(read)]() -> Worker::Delivery {
          const std::shared_ptr<const Image> image = read();
          Pixels pixels = shrink(*image, longest);
          const bool whole = std::max(image->width, image->height) <= longest;
          return [deliver, whole, made = std::move(pixels)]() { deliver(made, whole); };
        },
        [deliver](const std::string&) { deliver({}, true); });
  }
  if (!entry.pixels.rgba.empty()) {
    bytes -= entry.bytes();
    entry.texture = upload(entry.pixels);
    entry.width = entry.pixels.width;
    entry.height = entry.pixels.height;
    entry.pixels = {};
    bytes += entry.bytes();
  }
  if (!entry.texture) {
    draw_mark(ui, where, entry.broken);
    return;
  }
  const float scale =
      std::min(where.width() / static_cast<float>(entry.width), where.height() / static_cast<float>(entry.height));
  const ImVec2 size{std::max(1.0F, std::round(static_cast<float>(entry.width) * scale)),
                    std::max(1.0F, std::round(static_cast<float>(entry.height) * scale))};
  const ImVec2 at{std::round(where.centre().x - size.x * 0.5F), std::round(where.centre().y - size.y * 0.5F)};
  const ImVec2 end{at.x + size.x, at.y + size.y};
  if (!entry.bare) ui.draw->AddRectFilled(at, end, IM_COL32(128, 128, 128, 255));
  ui.draw->AddImage(compat::texture_id(entry.texture.get()), at, end);
  if (entry.bare) return;
  compat::add_rect(ui.draw, at, end, with_alpha(ui.colours.line, 0.7F), 0.0F, 1.0F);  // where white ends on white
}

Thumbnails::Thumbnails(Worker& worker) : state_(std::make_shared<State>(worker)) {}
Thumbnails::~Thumbnails() = default;

void Thumbnails::draw_path(Ui& ui, const Rect& where, const std::filesystem::path& path, const FileStamp& stamp) {
  const std::string key = "file " + utf8(path);
  State::Entry& entry = state_->entry_of(key, stamp);
  state_->draw(state_, ui, where, key, entry, [path] {
    std::error_code error;
    if (std::filesystem::file_size(path, error) > largest_file) throw ImageError("Too large for a thumbnail.");
    return open_picture(path).image;
  });
  state_->make_room();
}

void Thumbnails::draw_kernels(Ui& ui, const Rect& where, const std::filesystem::path& path, const FileStamp& stamp) {
  const std::string key = "kernel " + utf8(path);
  State::Entry& entry = state_->entry_of(key, stamp);
  entry.bare = true;
  state_->draw(state_, ui, where, key, entry, [path]() -> std::shared_ptr<const Image> {
    constexpr std::uintmax_t largest_kernels = 1'000'000;  // bytes: far more than the largest layer takes
    return std::make_shared<const Image>(kernels_image(decode_npy(read_file(path, largest_kernels))));
  });
  state_->make_room();
}

void Thumbnails::draw_bundled(Ui& ui, const Rect& where, std::string_view name) {
  const std::string key = "bundled " + std::string(name);
  state_->draw(state_, ui, where, key, state_->entries[key],
               [name = std::string(name)] { return bundled_image(name); });
  state_->make_room();
}

void Thumbnails::draw_image(Ui& ui, const Rect& where, const std::shared_ptr<const Image>& image) {
  if (!image) return draw_mark(ui, where, true);
  const std::string key = "image " + std::to_string(reinterpret_cast<std::uintptr_t>(image.get()));
  State::Entry& entry = state_->entries[key];
  const bool same = !entry.image.owner_before(image) && !image.owner_before(entry.image);
  if (!same) {
    state_->bytes -= entry.bytes();
    entry = {};
    entry.image = image;
    // A stamp of its own keeps a delivery for another picture at the same address out.
    entry.stamp.modified = ++state_->stamps;
  }
  state_->draw(state_, ui, where, key, entry, [image] { return image; });
  state_->make_room();
}

}  // namespace flatscope
