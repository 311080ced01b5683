#!/usr/bin/env bash
# What comes with the program besides itself: the version's commit, the man page, completion, what is installed, the list of
# licences and the bill of materials. Run by ctest:
#   packaging_test.sh PROGRAM BUILD-FOLDER CMAKE
set -uo pipefail
root="$(cd "$(dirname "$0")/.." && pwd)"
program=$1 build=$2 cmake=$3
. "$root/tests/complain.sh"
there() { command -v "$1" >/dev/null; }

# --- the commit ---
files="$root/app/files"
commit_of() { # SOURCE [-D COMMIT=...] -> what version.cpp says of the commit; version.cmake lies in SOURCE
  local source=$1
  shift
  "$cmake" -D SOURCE="$source" -D OUTPUT="$place/version.cpp" -D VERSION=1.2.3 -D BUILD=Release -D "COMPILER=GNU 1.0" "$@" -P "$source/version.cmake" >/dev/null
  sed -n 's/.*commit \([^,]*\), build Release, GNU 1.0.*/\1/p' "$place/version.cpp"
}
mkdir "$place/plain"
cp "$files"/version.* "$place/plain/"
echo '$Format:%H$' >"$place/plain/commit.txt"
grep -q '^app/files/commit.txt export-subst$' "$root/.gitattributes" || complain "git archive does not put the commit into commit.txt"
[ "$(commit_of "$place/plain")" = unknown ] || complain "without git and without a name the commit is unknown"
[ "$(commit_of "$place/plain" -D COMMIT=0123456789abcdef)" = 0123456789 ] || complain "a commit that is given is named"
[ "$(commit_of "$place/plain" -D COMMIT=0123456789-changed)" = 0123456789-changed ] || complain "a name that is no bare hash stays as it is"
before="$(stat --format=%y "$place/version.cpp")"
commit_of "$place/plain" -D COMMIT=0123456789-changed >/dev/null
[ "$(stat --format=%y "$place/version.cpp")" = "$before" ] || complain "what says so already is written again"
if there git; then
  mkdir "$place/checkout"
  cp "$place/plain"/* "$place/checkout/"
  echo 'commit.txt export-subst' >"$place/checkout/.gitattributes"
  (
    cd "$place/checkout"
    export GIT_CONFIG_GLOBAL=/dev/null GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b
    git init -q . && git add . && git commit -qm one
    git archive --prefix=archive/ HEAD | tar --extract --directory="$place"
  )
  hash="$(git -C "$place/checkout" rev-parse HEAD)"
  [ "$(commit_of "$place/checkout")" = "${hash:0:10}" ] || complain "a checkout's commit is asked for"
  [ "$(commit_of "$place/archive")" = "${hash:0:10}" ] || complain "an archive of git carries its commit"
  echo more >>"$place/checkout/version.h"
  [ "$(commit_of "$place/checkout")" = "${hash:0:10}-changed" ] || complain "a checkout that was changed says so"
fi

# --- the help, and what must say the same ---
subcommands="$("$program" --help | sed -n '/^Without a window/,/^$/s/^  \([a-z]*\)  .*/\1/p')"
[ "$(wc -w <<<"$subcommands")" = 10 ] || complain "these are not ten subcommands: $subcommands"
options_of() { "$program" ${1:+"$1"} --help | grep -oE '^ +(-[a-z],)?--[a-z-]+' | grep -oE -- '--[a-z-]+$' | sort -u; }

page="$(sed 's/\\-/-/g' "$root/packaging/flatscope.1.in")"
for name in $subcommands; do
  holds "$page" ".SS $name"
  section="$(awk -v name="$name" '/^\.S[SH] /{on = ($2 == name)} on' <<<"$page")"
  for option in $(options_of "$name"); do
    grep -qE -- "$option(\\\\fR| |$)" <<<"$section" || complain "the man page says nothing of $name $option"
  done
done
for option in $(options_of ""); do holds "$page" "$option"; done
if there python3; then
  "$root/scripts/make_man" "$program" | diff -wB - "$root/packaging/flatscope.1.in" >"$place/diff" ||
    complain "the man page is not that of this program; scripts/make_man writes it: $(head -n 5 "$place/diff")"
fi
if there mandoc; then
  words="$(mandoc -Tlint -Wwarning "$build/packaging/flatscope.1" | grep -v 'missing date')"
  [ -z "$words" ] || complain "mandoc says of the man page: $words"
fi

mkdir "$place/bin"
ln -s "$program" "$place/bin/flatscope"
PATH="$place/bin:$PATH"
complete_bash() { # WORD... -> what Tab offers for the last one
  bash -c '. "$1"; shift; COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)); _flatscope; printf "%s\n" "${COMPREPLY[@]}"' bash \
    "$root/packaging/completions/flatscope.bash" "$@" | sort
}
[ "$(complete_bash flatscope "" | sort)" = "$(sort <<<"$subcommands")" ] || complain "bash offers other subcommands than there are"
[ "$(complete_bash flatscope fl)" = flatten ] || complain "bash completes fl otherwise than to flatten"
for name in "" $subcommands; do
  [ "$(complete_bash flatscope ${name:+"$name"} --)" = "$(options_of "$name")" ] || complain "bash offers other options of $name than there are"
done
[ "$(complete_bash flatscope conv --padding-mode r | xargs)" = "reflect replicate" ] || complain "bash does not know the padding modes"
[ "$(complete_bash flatscope flatten --layout "" | xargs)" = "chw hwc" ] || complain "bash does not know the layouts"
[ "$(complete_bash flatscope --stage "" | xargs)" = "convolve flatten parameters shift train" ] || complain "bash does not know the stages"
[ -z "$(complete_bash flatscope conv --weights "" | xargs)" ] || complain "bash offers words where a file is wanted"
if there fish; then
  for name in "" $subcommands; do
    offered="$(HOME="$place" fish -c "source '$root/packaging/completions/flatscope.fish'; complete -C 'flatscope $name --'" | cut -f 1 | sort -u)"
    [ "$offered" = "$(options_of "$name")" ] || complain "fish offers other options of $name than there are: $offered"
  done
fi
if there zsh; then zsh -n "$root/packaging/completions/_flatscope" || complain "zsh cannot read its completion"; fi

# --- what is installed ---
prefix="$place/usr"
DESTDIR="" "$cmake" --install "$build" --prefix "$prefix" >"$place/log" 2>&1 || complain "cmake --install: $(tail -n 3 "$place/log")"
id=org.flatscope.Flatscope
for file in bin/flatscope share/flatscope/assets/images/chelsea.png share/applications/$id.desktop share/mime/packages/$id.xml \
  share/metainfo/$id.metainfo.xml share/man/man1/flatscope.1 share/icons/hicolor/scalable/apps/$id.svg share/icons/hicolor/{16x16,512x512}/apps/$id.png \
  share/bash-completion/completions/flatscope share/fish/vendor_completions.d/flatscope.fish share/doc/flatscope/{copyright,lessons.md}; do
  [ -s "$prefix/$file" ] || complain "$file is not installed"
done
for size in 16 24 32 48 64 128 256 512; do
  [ "$(head -c 24 "$prefix/share/icons/hicolor/${size}x$size/apps/$id.png" | tail -c 4 | od -An -tu1 | awk '{print $3 * 256 + $4}')" = $size ] ||
    complain "the icon of $size pixels has another size"
done
for name in Inter "Fashion-MNIST" "UCI" "MIT License"; do grep -q "$name" "$prefix/share/doc/flatscope/copyright" || complain "copyright says nothing of $name"; done
! grep -q '@[A-Z_]*@' "$prefix/share/man/man1/flatscope.1" "$prefix/share/metainfo/$id.metainfo.xml" || complain "a value was not put in"
if there desktop-file-validate; then
  words="$(desktop-file-validate "$prefix/share/applications/$id.desktop" 2>&1)"
  [ -z "$words" ] || complain "desktop-file-validate says: $words"
fi
if there appstreamcli; then
  words="$(appstreamcli validate --no-net "$prefix/share/metainfo/$id.metainfo.xml" 2>&1)" || {
    # Some versions insist on a page on the web, which the program does not have.
    if ! grep -q 'url-homepage-missing' <<<"$words" || grep -E '^[EW]: ' <<<"$words" | grep -qv 'url-homepage-missing'; then
      complain "appstreamcli says: $words"
    fi
  }
fi
if there update-mime-database; then
  update-mime-database "$prefix/share/mime" 2>"$place/log" || complain "update-mime-database says: $(cat "$place/log")"
  globs="$(cat "$prefix/share/mime/globs2")"
  holds "$globs" "application/x-npy:*.npy"
  holds "$globs" "application/x-flatscope-scene+toml:*.flatscope.toml"
fi
grep -qF '"*.flatscope.toml"' "$root/packaging/$id.mime.xml" && grep -qF 'scene_ending = ".flatscope.toml"' "$files/file_listing.h" ||
  complain "the program and the desktop call scenes differently"

# --- licences and the bill of materials ---
if there python3 && there dpkg-query; then
  mkdir "$place/release"
  for file in flatscope_1.2.3-1~debian12_amd64.deb flatscope-1.2.3-linux-x86_64.tar.xz flatscope.html flatscope-1.2.3-windows.zip; do
    echo "$file" >"$place/release/$file"
  done
  bill="$place/release/bill.json"
  SOURCE_DATE_EPOCH=1700000000 "$root/scripts/write_bill" 1.2.3 0123456789 "$place"/release/flatscope* >"$bill" || complain "no bill was written"
  "$root/scripts/write_bill" --check "$bill" "$place/release" || complain "the bill is not whole"
  holds "$(cat "$bill")" '"created": "2023-11-14T22:13:20Z"'
  holds "$(cat "$bill")" '"name": "GLFW"'
  echo other >"$place/release/flatscope.html"
  words="$("$root/scripts/write_bill" --check "$bill" "$place/release" 2>&1)" && complain "a file that was changed is not noticed"
  holds "$words" "flatscope.html is not the file"
  sed 's/"relatedSpdxElement": "SPDXRef-library-GLFW"/"relatedSpdxElement": "SPDXRef-gone"/' "$bill" >"$place/broken.json"
  "$root/scripts/write_bill" --check "$place/broken.json" 2>/dev/null && complain "a relationship to nothing is not noticed"
  words="$("$root/scripts/write_licences" deb 2>&1)"
  for name in "SIL OPEN FONT LICENSE" "Creative Commons Attribution 4.0" "Dear ImGui" "Zalando"; do holds "$words" "$name"; done
fi

# --- the scripts refuse what they cannot do ---
words="$("$root/scripts/package" rpm 2>&1)"
[ $? = 2 ] || complain "a package of an unknown kind should end with 2"
holds "$words" "tarball"
words="$("$root/scripts/release" toaster 2>&1)" && complain "an unknown home should be refused"
holds "$words" "there is no home named toaster"

[ $failures = 0 ] && echo "all as expected"
exit $failures
