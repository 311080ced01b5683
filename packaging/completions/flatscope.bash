# Completion for bash. What there is to complete is read from --help, so that it is always that of the program which is typed.

# The help of the program $1 and, if there is one, its subcommand $2.
_flatscope_help() { "$1" ${2:+"$2"} --help 2>/dev/null </dev/null; }

_flatscope_subcommands() {
  _flatscope_help "$1" | sed -n '/^Without a window/,/^$/s/^  \([a-z]\{1,\}\)  .*/\1/p'
}

_flatscope_options() {
  _flatscope_help "$1" "$2" | sed -n 's/^  *\(-[a-z],\)\{0,1\}\(--[a-z-]*\)\( .*\)\{0,1\}$/\2/p'
}

# The words that an option takes, where its description is a list of them: "zeros (default), circular or reflect".
_flatscope_choices() {
  _flatscope_help "$1" "$2" | awk -v option="$3" '
    $1 == option { found = 1; sub(/^ *--[a-z-]+ +[^ ]+ */, ""); text = $0; next }
    found && /^          +[^ -]/ { sub(/^ +/, ""); text = text " " $0; next }
    found { exit }
    END {
      gsub(/ *\([^)]*\)/, "", text)
      parts = split(text, part, /[:;] */)
      for (i = 1; i <= parts; ++i) {
        gsub(/,? or /, ", ", part[i])
        count = split(part[i], word, /, */)
        good = count > 1
        for (j = 1; j <= count; ++j) if (word[j] !~ /^[a-z0-9-]+$/) good = 0
        if (good) for (j = 1; j <= count; ++j) print word[j]
      }
    }'
}

_flatscope() {
  local program=${COMP_WORDS[0]} current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} subcommand='' words
  if [ "$COMP_CWORD" -gt 1 ] && _flatscope_subcommands "$program" | grep -qxF -- "${COMP_WORDS[1]}"; then
    subcommand=${COMP_WORDS[1]}
  fi
  COMPREPLY=()
  case $previous in
    --*)
      words=$(_flatscope_choices "$program" "$subcommand" "$previous")
      if [ -n "$words" ]; then
        mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
        return
      fi
      ;;
  esac
  if [[ $current == -* ]]; then
    words=$(_flatscope_options "$program" "$subcommand")
  elif [ "$COMP_CWORD" = 1 ]; then
    words=$(_flatscope_subcommands "$program")
  else
    return 0 # a file: bash does that by itself
  fi
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
}

complete -o default -F _flatscope flatscope
