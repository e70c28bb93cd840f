#!/usr/bin/env bash
# Collects the licence texts of the libraries, as their crates carry them: licences.sh FOLDER.
set -euo pipefail
if [ $# != 1 ]; then
    echo "usage: licences.sh FOLDER" >&2
    exit 2
fi
here=$(cd "$(dirname "$0")/.." && pwd)
mkdir -p "$1"
folder=$(cd "$1" && pwd)
vendor=$(mktemp -d)
trap 'rm -rf "$vendor"' EXIT

cargo vendor --manifest-path "$here/Cargo.toml" --locked --quiet "$vendor/crates" >/dev/null
(cd "$vendor/crates" && find . -mindepth 2 -maxdepth 2 -type f \
    \( -iname 'licen[cs]e*' -o -iname 'copying*' -o -iname 'copyright*' -o -iname 'notice*' -o -iname 'unlicense*' \)) |
    while IFS= read -r text; do
        mkdir -p "$folder/$(dirname "$text")"
        cp "$vendor/crates/$text" "$folder/$text"
    done
