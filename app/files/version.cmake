# Writes version.cpp with the commit that is built; leaves it alone where it says so already, so that a new commit costs one
# small file. Run at every build:
#   cmake -D SOURCE=<the project> -D OUTPUT=<version.cpp> -D VERSION=… -D BUILD=… -D COMPILER=… [-D COMMIT=…] -P version.cmake
# The commit is that of COMMIT, else what `git archive` has put into commit.txt, else that of the checkout, with "-changed"
# behind it where files differ from it.
set(length 10)
if(NOT COMMIT)
  file(STRINGS ${CMAKE_CURRENT_LIST_DIR}/commit.txt archived LIMIT_COUNT 1)
  if(archived MATCHES "^[0-9a-f]+$")
    set(COMMIT ${archived})
  endif()
endif()
if(COMMIT MATCHES "^[0-9a-f]+$")
  string(SUBSTRING "${COMMIT}" 0 ${length} COMMIT)
elseif(NOT COMMIT AND EXISTS ${SOURCE}/.git)
  execute_process(
    COMMAND git --no-optional-locks -C ${SOURCE} describe --always --abbrev=${length} --exclude=* --dirty=-changed
    OUTPUT_VARIABLE COMMIT ERROR_QUIET OUTPUT_STRIP_TRAILING_WHITESPACE)
endif()
if(NOT COMMIT)
  set(COMMIT unknown)
endif()
configure_file(${CMAKE_CURRENT_LIST_DIR}/version.cpp.in ${OUTPUT} @ONLY)
