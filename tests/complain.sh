# Read by tests that are scripts: a folder of their own, $place, which goes with them, and what they find wrong, counted in
# $failures.
place="$(mktemp -d)"
trap 'rm -rf "$place"' EXIT
failures=0
complain() {
  echo "FAILED: $*"
  failures=$((failures + 1))
}
holds() { [[ "$1" == *"$2"* ]] || complain "\"$2\" is not in: $1"; }
lacks() { [[ "$1" != *"$2"* ]] || complain "\"$2\" is in: $1"; }
