// Whether a text is XML.
#pragma once

#include <string>
#include <vector>

namespace flatscope::testing {

// What is wrong with it as XML, as far as our files go: tags that close in order, attributes in quotes, escapes. Empty
// if nothing is.
inline std::string wrong_with_xml(const std::string& xml) {
  std::vector<std::string> open;
  for (std::size_t at = 0; at < xml.size();) {
    if (xml[at] == '&') {
      const std::string entity = xml.substr(at, xml.find(';', at) - at + 1);
      if (entity != "&amp;" && entity != "&lt;" && entity != "&gt;" && entity != "&quot;") return "bad " + entity;
    }
    if (xml[at] == '>') return "a stray >";
    if (xml[at] != '<') {
      ++at;
      continue;
    }
    const std::size_t end = xml.find('>', at);
    if (end == std::string::npos) return "a tag without an end";
    const std::string tag = xml.substr(at + 1, end - at - 1);
    at = end + 1;
    if (tag[0] == '?' || tag[0] == '!') continue;  // what declares the file
    if (tag[0] == '/') {
      if (open.empty() || open.back() != tag.substr(1)) return "unexpected " + tag;
      open.pop_back();
      continue;
    }
    bool quoted = false;
    for (std::size_t i = 0; i < tag.size(); ++i) {
      if (tag[i] == '"') quoted = !quoted;
      if (tag[i] == '<') return "a tag within " + tag.substr(0, 40);
      if (tag[i] == '=' && !quoted && tag[i + 1] != '"') return "no quotes in " + tag.substr(0, 40);
    }
    if (quoted) return "an open quote in " + tag.substr(0, 40);
    if (tag.back() != '/') open.push_back(tag.substr(0, tag.find(' ')));
  }
  return open.empty() ? "" : open.back() + " is never closed";
}

}  // namespace flatscope::testing
