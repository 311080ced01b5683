# Writes the shaders' texts into a C++ file, so that the program needs no file when it runs:
#   cmake -D FILES=a.vert;b.frag -D OUTPUT=shader_sources.cpp -P embed.cmake
set(text "// Made from the files in shaders/ by shaders/embed.cmake.\n#include \"app/gl/program.h\"\n\n")
string(APPEND text "namespace flatscope::gl {\nnamespace {\nconstexpr ShaderSource sources[] = {\n")
foreach(file IN LISTS FILES)
  get_filename_component(name "${file}" NAME)
  file(READ "${file}" source)
  string(APPEND text "    {\"${name}\", R\"glsl(${source})glsl\"},\n")
endforeach()
string(APPEND text "};\n}  // namespace\n\nstd::span<const ShaderSource> shader_sources() { return sources; }\n\n}  // namespace flatscope::gl\n")
file(WRITE "${OUTPUT}" "${text}")
