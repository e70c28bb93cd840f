#!/usr/bin/env bash
# A yen amount whose format asks for kanji numerals comes out of SheetJS as an amount in dollars.
#
# Guess: SheetJS does not know [DBNum1] and prints the plain digits with 円 behind them.
# What happens: it prints the digits, and a dollar sign in front of them. The sign is the one of [$-411], which only
#   names the language of the cell.
# Why it matters to kurabe: the text that a program "shows" for a cell can carry a currency that stands nowhere in the
#   sheet. Excel shows 一万二千三百円; an amount must never gain a unit on the way.
# Needs: node, npm
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --no-save xlsx@0.18.5 >/dev/null

cat >try.cjs <<'JS'
const XLSX = require('xlsx');
console.log('xlsx', XLSX.version);
const formats = ['#,##0"円"', '[DBNum1]#,##0"円"', '[$-411]#,##0"円"', '[DBNum1][$-411]#,##0"円"', '[DBNum3][$-411]0"件"'];
const sheet = { '!ref': `A1:A${formats.length}` };
formats.forEach((format, row) => { sheet[`A${row + 1}`] = { t: 'n', v: 12300, z: format }; });
XLSX.writeFile({ SheetNames: ['予算'], Sheets: { 予算: sheet } }, 'budget.xlsx');
const read = XLSX.readFile('budget.xlsx', { cellNF: true }).Sheets['予算'];
formats.forEach((_, row) => { const cell = read[`A${row + 1}`]; console.log(`${cell.z} : ${cell.w}`); });
JS
node try.cjs | tee seen

cat >expected <<'END'
xlsx 0.18.5
#,##0"円" : 12,300円
[DBNum1]#,##0"円" : 12,300円
[$-411]#,##0"円" : $12,300円
[DBNum1][$-411]#,##0"円" : $12,300円
[DBNum3][$-411]0"件" : $12300件
END
diff -u expected seen
echo 'As it was found.'
