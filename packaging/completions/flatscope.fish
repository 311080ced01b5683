# Completion for fish. What there is to complete is read from --help, so that it is always that of the program which is typed.

# The words after the program's name that are already there.
function __flatscope_subcommand
    set -l words (commandline -opc)
    if test (count $words) -gt 1
        flatscope --help 2>/dev/null </dev/null | string match -rq "^  $words[2]  "; and echo $words[2]
    end
end

function __flatscope_options
    flatscope (__flatscope_subcommand) --help 2>/dev/null </dev/null | string match -r -- '--[a-z-]+(?=\s|$)' | sort -u
end

function __flatscope_subcommands
    flatscope --help 2>/dev/null </dev/null | sed -n '/^Without a window/,/^$/s/^  \([a-z]\{1,\}\)  *\(.*\)/\1\t\2/p'
end

complete -c flatscope -n 'string match -q -- "-*" (commandline -ct)' -a '(__flatscope_options)'
complete -c flatscope -n 'test (count (commandline -opc)) = 1' -a '(__flatscope_subcommands)'
