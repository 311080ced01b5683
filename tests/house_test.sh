#!/usr/bin/env bash
# What holds the house together (docs/architecture.md): who may include whom, that the stages are told apart in the tables
# alone, and that no view keeps anything hidden. Prints a line for each place where it does not hold.
set -euo pipefail
cd "$(dirname "$0")/.."
bad=0

complain() {
  printf '%s\n' "$1"
  bad=1
}

# Files of FOLDER... include nothing whose path matches PATTERN.
keeps_from() {
  local pattern=$1 found
  shift
  found="$(grep -rnE "^#include [\"<]($pattern)" --include='*.h' --include='*.cpp' "$@" || true)"
  [ -z "$found" ] || complain "$(printf '%s\n' "$found" | sed 's/$/   (not allowed here)/')"
}

drawing='imgui|GLFW/|glad/|app/(gl|widgets|dialogs|shell|svg|cli|platform)/|app/stages/[a-z]+/view/|app/stages/stage\.h'
keeps_from "$drawing|app/" core
keeps_from "$drawing" app/engine app/files app/look app/stages/*/model
keeps_from 'core/(layers|analysis|training)/' core/tensor
keeps_from 'core/(analysis|training)/' core/layers
keeps_from 'app/(engine|files|stages|shell)/' app/look
keeps_from 'app/(dialogs|shell|platform|cli)/|app/stages/[a-z]+/view/|app/stages/stage\.h' app/widgets app/gl
keeps_from 'app/(shell|platform|cli|svg)/' app/dialogs app/stages
# The shell knows the platform's interface and none of its implementations.
keeps_from 'app/cli/|app/platform/([a-z0-9_]+/|[b-oq-z]|p[a-km-z])' app/shell
keeps_from 'imgui|GLFW/|glad/|app/(gl|widgets|dialogs|shell|svg)/' app/cli
# Only the table and whoever asks for all stages know the folders of single ones.
keeps_from 'app/stages/[a-z]+/' app/shell app/dialogs app/platform app/svg app/cli app/look
for stage in app/stages/*/; do
  name="$(basename "$stage")"
  others="$(ls app/stages | grep -vx "$name" | grep -v '\.' | paste -sd'|')"
  keeps_from "app/stages/($others)/view/" "$stage"
done

# No switch and no chain over stages: only the rows name them.
found="$(grep -rnE 'case Stage::|[!=]= Stage::|Stage::[a-z]+ [!=]=' --include='*.h' --include='*.cpp' app || true)"
[ -z "$found" ] || complain "$(printf '%s\n' "$found" | sed 's/$/   (a stage is told apart outside the tables)/')"

# Every part of a stage that a lesson can hide or a question keeps back is asked for where the stage is drawn.
for part in $(sed -nE 's/^ *\{"([a-z]+\.[a-z_]+)", ".*/\1/p' app/stages/*/model/quantities*.cpp); do
  grep -rhF "\"$part\"" app/stages/"${part%%.*}"/view | grep -qv 'record\.' || complain "$part is a part of a stage that no view asks for"
done

[ $bad = 0 ] && echo "The house stands as it is drawn."
exit $bad
