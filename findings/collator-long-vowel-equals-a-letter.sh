#!/usr/bin/env bash
# In Japanese order, ハート is ハアト and いすゞ is いすず, even where ガ and カ are told apart; 佐々木 is not 佐佐木,
# and 髙 is not 高.
#
# Guess: ハート and ハアト differ for a collator that tells ガ from カ.
# What happens: with sensitivity "accent" (which tells ガス from カス) Intl.Collator calls サービス and サアビス
#   equal, because the long mark counts as the vowel before it, and the iteration mark ゞ as the letter that it stands
#   for; the iteration mark for kanji, 々, and the variant 髙 of names stay different.
# Why it matters to kurabe: a program that searches by comparing with a collator finds what is not written there and
#   misses the name that is. A literal search cannot rest on the order of words.
# Needs: npm; Linux or macOS (Node itself comes as an npm package)
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
system=$(uname -s | tr '[:upper:]' '[:lower:]')
case $(uname -m) in x86_64) machine=x64 ;; *) machine=arm64 ;; esac
npm install --silent --no-audit --no-fund --no-save "node-$system-$machine@22.12.0" >/dev/null
cat >try.cjs <<'JS'
console.log('Node', process.versions.node, 'ICU', process.versions.icu);
const collator = new Intl.Collator('ja', { sensitivity: 'accent' });
for (const [a, b] of [['ガス', 'カス'], ['サービス', 'サアビス'], ['ハート', 'ハアト'], ['いすゞ', 'いすず'], ['シヨウ', 'ショウ'],
  ['佐々木', '佐佐木'], ['髙島', '高島'], ['㈱山田', '(株)山田']])
  console.log(a, collator.compare(a, b) === 0 ? '=' : '≠', b);
JS
"node_modules/node-$system-$machine/bin/node" try.cjs | tee seen

cat >expected <<'END'
Node 22.12.0 ICU 76.1
ガス ≠ カス
サービス = サアビス
ハート = ハアト
いすゞ = いすず
シヨウ = ショウ
佐々木 ≠ 佐佐木
髙島 ≠ 高島
㈱山田 ≠ (株)山田
END
diff -u expected seen
echo 'As it was found.'
