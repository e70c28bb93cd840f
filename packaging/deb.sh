#!/usr/bin/env bash
# Makes a Debian package of what gather.sh and licences.sh put together: deb.sh FOLDER ARCHITECTURE OUT.
# FOLDER holds a static program, so the package needs no other. OUT is the folder that the package is written into.
# DEBFULLNAME and DEBEMAIL name who makes it, as Debian's own tools have it.
set -euo pipefail
if [ $# != 3 ]; then
    echo "usage: deb.sh FOLDER ARCHITECTURE OUT" >&2
    exit 2
fi
here=$(cd "$(dirname "$0")/.." && pwd)
folder=$1 architecture=$2 out=$3
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' "$here/Cargo.toml" | head -n 1)-1
maintainer="${DEBFULLNAME:-the kurabe authors} <${DEBEMAIL:-kurabe@localhost}>"
# The same sources give the same package.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$here" log -1 --format=%ct 2>/dev/null || date +%s)}
export SOURCE_DATE_EPOCH

if [ ! -d "$folder/licences" ]; then
    echo "error: $folder has no licences; licences.sh collects them" >&2
    exit 1
fi
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
chmod 755 "$root"
umask 022
put() { install -D -m "$1" "$2" "$root/$3"; }
packed() { install -d "$root/$(dirname "$1")" && gzip -9n >"$root/$1"; }

put 755 "$folder/kurabe" usr/bin/kurabe
for page in "$folder"/man/man1/*.1; do packed "usr/share/man/man1/$(basename "$page").gz" <"$page"; done
for page in "$folder"/man/ja/man1/*.1; do packed "usr/share/man/ja/man1/$(basename "$page").gz" <"$page"; done
put 644 "$folder/completions/kurabe.bash" usr/share/bash-completion/completions/kurabe
put 644 "$folder/completions/_kurabe" usr/share/zsh/vendor-completions/_kurabe
put 644 "$folder/completions/kurabe.fish" usr/share/fish/vendor_completions.d/kurabe.fish
put 644 "$here/packaging/kurabe.desktop" usr/share/applications/kurabe.desktop

doc=usr/share/doc/kurabe
for text in README.md README.ja.md NOTICE NOTICE-IPADIC; do put 644 "$folder/$text" "$doc/$text"; done
for text in "$folder"/docs/*; do put 644 "$text" "$doc/docs/$(basename "$text")"; done
(cd "$folder" && find licences -type f) | while IFS= read -r text; do put 644 "$folder/$text" "$doc/$text"; done
packed "$doc/changelog.gz" <"$folder/CHANGELOG.md"
packed "$doc/changelog.Debian.gz" <<END
kurabe ($version) unstable; urgency=medium

  * What has changed stands in changelog.gz.

 -- $maintainer  $(LC_ALL=C date -uR -d "@$SOURCE_DATE_EPOCH")
END
{
    cat <<'END'
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: kurabe
Comment: NOTICE names what comes from others, NOTICE-IPADIC is the notice of
 the dictionary that the program contains, licences/ holds the licence texts
 of the libraries.

Files: *
Copyright: 2026 the kurabe authors
License: MIT or Apache-2.0

License: Apache-2.0
 The full text is in /usr/share/common-licenses/Apache-2.0.

License: MIT
END
    sed -e 's/^[[:space:]]*$/./' -e 's/^/ /' "$folder/LICENSE-MIT"
} >"$root/$doc/copyright"
chmod 644 "$root/$doc/copyright"

size=$(du -sk "$root/usr" | cut -f 1)
mkdir -p "$root/DEBIAN"
cat >"$root/DEBIAN/control" <<END
Package: kurabe
Version: $version
Architecture: $architecture
Maintainer: $maintainer
Installed-Size: $size
Recommends: xdg-utils
Suggests: tesseract-ocr, tesseract-ocr-jpn, tesseract-ocr-jpn-vert
Section: text
Priority: optional
Description: read, search and compare plans of Japanese chambers of commerce
 kurabe reads the plans of Japanese chambers of commerce and societies of
 commerce and industry (PDF, Word, Excel, PowerPoint, web pages, text),
 searches them, compares them by theme, body and year, and lays a plan beside
 its predecessor and beside the report on it, in a terminal or a browser.
END
(cd "$root" && find usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum) >"$root/DEBIAN/md5sums"

mkdir -p "$out"
# Older systems do not know the compression that newer ones would choose.
dpkg-deb --root-owner-group "-Z${DPKG_DEB_COMPRESSOR_TYPE:-xz}" --build "$root" "$out/kurabe_${version}_$architecture.deb"
