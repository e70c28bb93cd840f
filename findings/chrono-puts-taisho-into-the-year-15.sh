#!/usr/bin/env bash
# chrono-node knows 令和 and 昭和; 大正15年4月1日 it reads as the first of April in the year 15.
#
# Guess: all four eras are read, 令和7年度 as 2025; where something is not known, nothing is found.
# What happens: what it does not know is passed over and the rest is read as the year of our era: 大正15年4月1日 is
#   0015-04-01, R7年4月1日 is 0007-04-01, and 令和5月3月31日 (a slip that plans make) is 31 March of the year in which
#   one asks. 平成31年5月1日 and 平成35年3月31日 are taken as they are; 令和7年4月, 令和7年度 and 令和七年四月一日 are
#   not read at all.
# Why it matters to kurabe: a date that is half understood is worse than none. What stands before a number decides
#   which year it is, and a slip is told, not filled in from the clock.
# Needs: node, npm
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --no-save chrono-node@2.10.3 >/dev/null
cat >try.mjs <<'JS'
import { ja } from 'chrono-node';
import { readFileSync } from 'node:fs';
console.log('chrono-node', JSON.parse(readFileSync('node_modules/chrono-node/package.json')).version);
const asked = new Date(2026, 0, 15);
for (const text of ['令和7年4月1日', '令和元年5月1日', '昭和30年10月1日', '大正15年4月1日', '明治11年3月8日', 'R7年4月1日', '令和5月3月31日', '平成31年5月1日',
  '平成35年3月31日', '令和7年4月', '令和7年度', '令和七年四月一日', 'R7.4.1']) {
  const found = ja.parse(text, asked).map(({ text, start }) => `${text} = ${['year', 'month', 'day'].map(part => start.get(part)).join('-')}`);
  console.log(text, ':', found.join(', ') || 'nothing');
}
JS
node try.mjs | tee seen

cat >expected <<'END'
chrono-node 2.10.3
令和7年4月1日 : 令和7年4月1日 = 2025-4-1
令和元年5月1日 : 令和元年5月1日 = 2019-5-1
昭和30年10月1日 : 昭和30年10月1日 = 1955-10-1
大正15年4月1日 : 15年4月1日 = 15-4-1
明治11年3月8日 : 11年3月8日 = 11-3-8
R7年4月1日 : 7年4月1日 = 7-4-1
令和5月3月31日 : 3月31日 = 2026-3-31
平成31年5月1日 : 平成31年5月1日 = 2019-5-1
平成35年3月31日 : 平成35年3月31日 = 2023-3-31
令和7年4月 : nothing
令和7年度 : nothing
令和七年四月一日 : nothing
R7.4.1 : nothing
END
diff -u expected seen
echo 'As it was found.'
