#!/usr/bin/env bash
# What scripts/ say on machines that lack things. Run by ctest; nothing is built or installed.
set -uo pipefail
root="$(cd "$(dirname "$0")/.." && pwd)"
. "$root/tests/complain.sh"

# A copy of the scripts, and a machine with apt but without sudo, root, cmake and all packages.
mkdir -p "$place/project" "$place/bin"
cp -r "$root/scripts" "$root/CMakePresets.json" "$place/project/"
for tool in bash sh dirname basename cat grep sed tr sort env mkdir mktemp rm touch awk; do
  ln -s "$(command -v $tool)" "$place/bin/$tool"
done
printf '#!/bin/sh\necho 1000\n' >"$place/bin/id"
printf '#!/bin/sh\nexit 1\n' >"$place/bin/dpkg-query"
printf '#!/bin/sh\necho "apt must not be started here" >&2\nexit 1\n' >"$place/bin/apt-get"
chmod +x "$place/bin/"{id,dpkg-query,apt-get}
poor() { (cd "$place/project" && env -i PATH="$place/bin" HOME="$place" "$@" 2>&1); }

words="$(poor scripts/run)"
holds "$words" "root"
holds "$words" "apt-get update && apt-get install"
holds "$words" "libglfw3-dev"
holds "$words" "cmake is missing"
lacks "$words" "apt must not be started"
lacks "$words" "command not found"

words="$(poor scripts/build)" && complain "scripts/build without cmake should fail"
holds "$words" "cmake is missing"
lacks "$words" "command not found"

words="$(poor scripts/test --help)" || complain "scripts/test --help should end well"
holds "$words" "--sanitize"
[ ! -e "$place/project/build" ] || complain "scripts/test --help has begun to build"

words="$(poor scripts/setup --list core)"
holds "$words" "libeigen3-dev"
holds "$words" "libgtest-dev"
for package in libglfw3-dev libimgui-dev libgl-dev; do lacks "$words" "$package"; done
words="$(poor scripts/setup --list run test)"
for package in libglfw3-dev libimgui-dev libdecor-0-plugin-1-cairo xvfb; do holds "$words" "$package"; done
words="$(poor scripts/setup colour)" && complain "an unknown word should be refused"
holds "$words" "not colour"

# Without clang-tidy 14, and with it where nothing has been configured, there is nothing to find and nothing fails.
words="$(poor scripts/tidy)" || complain "scripts/tidy without clang-tidy should end well"
holds "$words" "tidy: skipped, clang-tidy 14 is not here"
printf '#!/bin/sh\necho "LLVM version 14.0.6"\n' >"$place/bin/clang-tidy"
chmod +x "$place/bin/clang-tidy"
words="$(poor scripts/tidy)" || complain "scripts/tidy before the first build should end well"
holds "$words" "scripts/configure"
lacks "$words" "command not found"

words="$(poor scripts/test-elsewhere debian-13)"
[ $? = 69 ] || complain "test-elsewhere without root should end with 69"
holds "$words" "root"
words="$(poor scripts/test-elsewhere atlantis-1)"
[ $? = 2 ] || complain "an unknown system should end with 2"
holds "$words" "debian-13"

[ $failures = 0 ] && echo "all as expected"
exit $failures
