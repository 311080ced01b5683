#!/usr/bin/env bash
# No view hides what it remembers: variables that live as long as the program are named here, one by one, each with the
# reason in its source, and every other one is a mistake. What is kept from frame to frame is ViewState or lies in
# Ui::kept (app/widgets/kept.h), so that two programs in one process share nothing of it.
#   no_hidden_state_test.sh [FOLDER]   of the project, or of another tree with app/ and core/ in it
set -uo pipefail
root="$(cd "$(dirname "$0")/.." && pwd)"
allowed="$(cat <<'END'
app/cli/interrupt.cpp: volatile std::sig_atomic_t was_pressed = 0;
app/engine/pausable_call.cpp: static State* under_way = nullptr;
app/files/assets.cpp: static auto& all = *new OwnFiles;
app/gl/objects.cpp: static Contents all;
app/look/cell_colours.cpp: static std::map<std::pair<Colours, std::uint32_t>, std::shared_ptr<const Table>> tables;
app/look/cell_colours.cpp: static std::mutex mutex;
app/platform/page/main.cpp: Page* page = nullptr;
app/platform/page/main.cpp: static std::string problem;
app/stages/shift/model/spare_tensors.cpp: static auto& all = *new Spares;
core/files/file.cpp: static std::atomic<std::uint32_t> counter{0};
core/tensor/parallel.cpp: Breather breather = nullptr;
core/tensor/parallel.cpp: static Pool the_pool(thread_count() - 1);
core/tensor/parallel.cpp: thread_local bool inside_parallel_for = false;
core/tensor/scratch.h: static Spare* const all = new Spare;
END
)"

# Of every source: variables that are static or of a thread, and, as our sources are laid out, variables that begin in
# the first column. Not those that are const, and not functions: their brackets are empty or begin with a type, while
# those of a variable begin with a value or hold a call.
found_in() {
  (cd "$1" && find app core -name '*.cpp' -o -name '*.h' | LC_ALL=C sort | xargs awk '
    function tell(line) { sub(/^ +/, "", line); sub(/ +\/\/.*$/, "", line); print FILENAME ": " line }
    { plain = $0; sub(/^ +/, "", plain); gsub(/\[\[[a-z]+\]\] |inline /, "", plain) }
    plain ~ /^(static|thread_local) / {
      rest = plain
      gsub(/static |thread_local /, "", rest)
      if (rest ~ /^constexpr / || (rest ~ /^const / && rest !~ /^const [A-Za-z_:<>]+\* [a-z_]+( =|;|\{)/)) next
      if (rest ~ /^[A-Za-z_:0-9<>,*& ]+[ *&][a-z_0-9]+\(/ && rest !~ /^[^(=]*\(([-&"0-9]|[^()]*\()/) next
      tell($0)
      next
    }
    /^[A-Za-z_:][A-Za-z0-9_:<>, *&]* [a-z_0-9]+( = .*|\{.*\}|\[.*\].*)?;/ {
      if ($0 ~ /^(using|return|namespace|class|struct|enum|extern|typedef|template|friend) /) next
      if ($0 !~ /^(inline )?(constexpr|const) /) tell($0)
    }' | LC_ALL=C sort)
}

failures=0
if ! answer="$(diff <(echo "$allowed") <(found_in "${1:-$root}"))"; then
  echo "FAILED: what lives as long as the program is not what tests/no_hidden_state_test.sh lists (< allowed, > found):"
  echo "$answer"
  failures=1
fi

# The eyes of this test: it sees each of these, and none of those.
place="$(mktemp -d)"
trap 'rm -rf "$place"' EXIT
mkdir -p "$place/app" "$place/core"
cat >"$place/app/seen.cpp" <<'END'
namespace {
Gesture gesture;
int turns = 0;
std::vector<int> list{1, 2};
float values[3];
}
void f() {
  static Gesture one;
  static std::string waiting;
  static char buffer[32];
  static bool focus = false;
  static std::int64_t next{0};
  static Pool pool(count() - 1);
  static auto& all = *new Decoded;
  static thread_local int depth = 0;
  static const char* last = nullptr;
  inline static int shared = 1;
}
END
cat >"$place/app/not_seen.cpp" <<'END'
using Names = std::vector<int>;
constexpr int most = 3;
const std::string word = "a";
inline constexpr double half = 0.5;
struct Later;
void declared(int a);
class A {
  static int on_event(ImGuiInputTextCallbackData* data);
  static float height_for(const Ui& ui, float width);
  static bool take(Component& component, std::size_t strip);
  static boolean fill(j_decompress_ptr info) {
  [[noreturn]] static void fail() { throw 1; }
  static std::shared_ptr<const Table> table_of(const Palette& palette, const TensorStyle& style);
  static jvirt_barray_ptr request(j_common_ptr info, int pool, boolean zeroed, JDIMENSION row_blocks, JDIMENSION rows,
  static constexpr int steps = 2560;
  static const std::vector<int> all = make();
  static const auto& digits = *new Digits(load());
  return static_cast<int>(1);
};
END
seen="$(found_in "$place")"
wanted="$(grep -cE '^(  )?[A-Za-z].*;$' "$place/app/seen.cpp")"
if [ "$(grep -c '^app/seen.cpp: ' <<<"$seen")" != "$wanted" ] || grep -q not_seen <<<"$seen"; then
  echo "FAILED: this test sees $(grep -c . <<<"$seen") of $wanted variables, or what is none:"
  echo "$seen"
  failures=1
fi

[ $failures = 0 ] && echo "nothing is hidden"
exit $failures
