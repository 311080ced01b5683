// A whole scene as the end of an address: flatscope.html#scene=TEXT. The text is a digit, the version of its form, and
// behind it base64url (RFC 4648, without padding) of a zlib stream of a scene file's TOML, in which stands only what
// differs from a Scene of its own accord. So a version of the program in which a default has become another one reads
// links under another digit, or goes on laying the old ones over the old defaults.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "app/engine/scene.h"

namespace flatscope {

// More than this is neither put into a link nor taken out of one.
inline constexpr std::size_t longest_link_scene = 1'000'000;  // bytes of TOML

// What stands behind `scene=`. Nothing of files of the person's own goes in (see below). Throws SceneError where the
// scene is too long.
std::string scene_link_text(const Scene& scene);
// A sentence for each thing that the link lacks: pictures, weights and data that lie in files of the person's own.
std::vector<std::string> left_out_of_link(const Scene& scene);

// The whole address. `page` is that of flatscope.html; empty: it lies beside whoever opens the link.
std::string link_address(std::string_view page, std::string_view scene_link_text);

// Whether it is meant as a link: `…#scene=TEXT`, `#scene=TEXT` or `scene=TEXT`, white space around it and line breaks
// within the text being none of it. It may still be damaged.
bool is_scene_link(std::string_view text);
// Opens no file but those that come with the program, whatever the link names; `complaints` gets a sentence for each
// thing that is left out. Throws SceneError, whose what() is one sentence, for what is no link, or a damaged one.
Scene read_scene_link(std::string_view link, std::vector<std::string>& complaints);

}  // namespace flatscope
