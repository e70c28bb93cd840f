#!/usr/bin/env bash
# The format 0000!/00!/00, by which offices in Japan show 20250401 as 2025/04/01, is a date in none of three programs.
#
# ! shows the character behind it, as \ does; the bar is no bar of a fraction then.
#
# Guess: each of them shows 2025/04/01, for it is what Excel is asked for every day; at worst the ! is shown too.
# What happens: LibreOffice shows the bare number, SheetJS nothing (and throws when asked directly), numfmt makes a fraction
#   with exclamation marks, 202504!/01!/10. With \ or quotes in place of ! SheetJS makes fractions: 20250401/1.
# Why it matters to kurabe: eight digits are no date any more, and a fraction is none either. A reader that shows cells must
#   know what is escaped before it looks for fractions.
# Needs: python3, node, npm; soffice (Debian: libreoffice-calc; seen with 7.4.7)
set -euo pipefail
export LC_ALL=C.UTF-8
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
version=$(soffice --version | cut -d' ' -f1-2)
echo "$version"
case $version in 'LibreOffice 7.4.7'*) ;; *) echo 'This is another version than the one of the finding, 7.4.7.' ;; esac
npm install --silent --no-audit --no-fund --no-save xlsx@0.18.5 numfmt@4.0.1 >/dev/null

cat >make.mjs <<'JS'
import { writeFileSync } from 'node:fs';
import XLSX from 'xlsx';
const codes = ['0000!/00!/00', '0000\\/00\\/00', '0000"/"00"/"00', '0000!-00!-00', '0000"年"00"月"00"日"'];
const sheet = XLSX.utils.aoa_to_sheet(codes.map((code) => [{ t: 'n', v: 20250401, z: code }]));
const book = XLSX.utils.book_new();
XLSX.utils.book_append_sheet(book, sheet, 'Sheet1');
XLSX.writeFile(book, 'bars.xlsx');
writeFileSync('codes.json', JSON.stringify(codes));
JS
cat >read.mjs <<'JS'
import { readFileSync } from 'node:fs';
import XLSX from 'xlsx';
import { format } from 'numfmt';
const codes = JSON.parse(readFileSync('codes.json'));
const office = readFileSync('bars.csv', 'utf8').replace('\ufeff', '').trim().split('\n');
const sheet = XLSX.readFile('bars.xlsx').Sheets.Sheet1;
const tried = (show) => { try { return show().trim(); } catch { return 'throws'; } };
console.log('format : LibreOffice | xlsx 0.18.5, cell | xlsx 0.18.5, asked | numfmt 4.0.1');
codes.forEach((code, at) => {
  const shown = [office[at].replaceAll('"', ''), sheet[`A${at + 1}`].w ?? '(nothing)', tried(() => XLSX.SSF.format(code, 20250401)),
    tried(() => format(code, 20250401))];
  console.log(code, ':', shown.map((text) => text.trim()).join(' | '));
});
JS
node make.mjs
soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to 'csv:Text - txt - csv (StarCalc):9,34,76,1' \
    bars.xlsx >/dev/null 2>&1
node read.mjs | tee seen

cat >expected <<'END'
format : LibreOffice | xlsx 0.18.5, cell | xlsx 0.18.5, asked | numfmt 4.0.1
0000!/00!/00 : 20250401 | (nothing) | throws | 202504!/01!/10
0000\/00\/00 : 2025/04/01 | 20250401/1 | 20250401/1 | 2025/04/01
0000"/"00"/"00 : 2025/04/01 | 20250401/1 | 20250401/1 | 2025/04/01
0000!-00!-00 : 2025!-04!-01 | 2025!-04!-01 | 2025!-04!-01 | 2025!-04!-01
0000"年"00"月"00"日" : 2025年04月01日 | 2025年04月01日 | 2025年04月01日 | 2025年04月01日
END
diff -u expected seen
echo 'As it was found.'
