# Windows, built on Linux by mingw-w64: one program without libraries of others beside it. Its system's calls as Windows 10
# has them.
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR x86_64)
set(triple x86_64-w64-mingw32)

# The threads of the standard library are those of POSIX; the other kind has none.
find_program(CMAKE_C_COMPILER NAMES ${triple}-gcc-posix ${triple}-gcc REQUIRED)
find_program(CMAKE_CXX_COMPILER NAMES ${triple}-g++-posix ${triple}-g++ REQUIRED)
find_program(CMAKE_RC_COMPILER NAMES ${triple}-windres REQUIRED)

# GCC keeps the stack of Windows at 16 bytes only, though it reads and writes vectors of 32 and 64 bytes there as if they
# were aligned (GCC's bug 54412); so the assembler takes the instructions that ask for no alignment, which cost the same.
# It also takes what an inline function does to registers and to the stack for what the copy does that another file brings,
# which may be compiled otherwise: for Windows it believes each copy to be the one that will be called.
set(own_flags "-D_WIN32_WINNT=0x0A00 -DNOMINMAX -Wa,-muse-unaligned-vector-move -Wa,-mbig-obj -fno-ipa-ra -fno-ipa-stack-alignment")
# The same source gives the same bytes wherever it lies, and whenever it is built.
get_filename_component(root ${CMAKE_CURRENT_LIST_DIR} DIRECTORY)
string(APPEND own_flags " -ffile-prefix-map=${root}/=")
if(FLATSCOPE_SOURCES)
  string(APPEND own_flags " -ffile-prefix-map=${FLATSCOPE_SOURCES}/=")
endif()
set(CMAKE_C_FLAGS_INIT "${own_flags}")
set(CMAKE_CXX_FLAGS_INIT "${own_flags}")
set(CMAKE_EXE_LINKER_FLAGS_INIT "-static -s -Wl,--no-insert-timestamp")

# Programs are this system's, libraries are not.
set(CMAKE_FIND_ROOT_PATH /usr/${triple})
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
