#!/usr/bin/env bash
# Puts together what an archive of a release holds: gather.sh PROGRAM FOLDER.
# The program itself writes its completions and manual pages, so it must run here.
set -euo pipefail
if [ $# != 2 ]; then
    echo "usage: gather.sh PROGRAM FOLDER" >&2
    exit 2
fi
here=$(cd "$(dirname "$0")/.." && pwd)
program=$1 folder=$2

mkdir -p "$folder/docs" "$folder/completions"
cp "$program" "$folder/"
cp "$here"/docs/*.md "$here"/docs/*.png "$folder/docs/"
for text in README.md README.ja.md CHANGELOG.md LICENSE-MIT LICENSE-APACHE NOTICE dictionary/NOTICE-IPADIC; do
    cp "$here/$text" "$folder/"
done

# By the names under which the shells look for them.
completions() { "$program" --lang en completions "$1" >"$folder/completions/$2"; }
completions bash kurabe.bash
completions zsh _kurabe
completions fish kurabe.fish
completions powershell _kurabe.ps1
completions elvish kurabe.elv

# As man looks for them: English, and Japanese below ja.
"$program" --lang en man "$folder/man/man1"
"$program" --lang ja man "$folder/man/ja/man1"
