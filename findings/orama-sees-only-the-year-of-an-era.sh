#!/usr/bin/env bash
# Orama finds 令和7年度, and 平成7年度 with it, and a plan for seven firms.
#
# Guess: a search engine without Japanese finds nothing for Japanese words, so that the user notices at once.
# What happens: words of kanji find nothing, but every query that holds a digit or a Latin word works as if it were
#   understood: 令和7年度 is reduced to 7, so that 平成7年度 and 7社 are hits of the same rank, and 昭和 or DX推進
#   differ in nothing from 7 and DX.
# Why it matters to kurabe: years and numbers are what plans are searched by. An answer to half of the query looks
#   like an answer; each word typed must be met, or the answer must say which was not.
# Needs: node, npm
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --no-save @orama/orama@3.1.18 >/dev/null
cat >try.mjs <<'JS'
import { create, insert, search } from '@orama/orama';
import { readFileSync } from 'node:fs';
console.log('@orama/orama', JSON.parse(readFileSync('node_modules/@orama/orama/package.json')).version);
const index = create({ schema: { title: 'string' } });
for (const title of ['令和7年度事業計画', '平成7年度事業計画', '小売店7社の共同販売', 'DX推進セミナー', '事業承継の支援']) insert(index, { title });
for (const term of ['令和7年度', '昭和7年度', '事業承継', 'DX推進', 'DX反対']) {
  const found = search(index, { term });
  console.log(term, ':', found.hits.map(hit => `${hit.document.title} ${hit.score.toFixed(2)}`).join(', ') || 'nothing');
}
JS
node try.mjs | tee seen

cat >expected <<'END'
@orama/orama 3.1.18
令和7年度 : 令和7年度事業計画 0.60, 平成7年度事業計画 0.60, 小売店7社の共同販売 0.60
昭和7年度 : 令和7年度事業計画 0.60, 平成7年度事業計画 0.60, 小売店7社の共同販売 0.60
事業承継 : nothing
DX推進 : DX推進セミナー 1.54
DX反対 : DX推進セミナー 1.54
END
diff -u expected seen
echo 'As it was found.'
