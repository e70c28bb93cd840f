#!/usr/bin/env bash
# Eight readers of kanji numerals: for 一億二千万 one says 100012000, and for 壱萬弐阡参百四拾伍 two say 5 and 104.
#
# Guess: what a library cannot read it refuses; 大字 are refused by most; 二〇二五 and sums of 万 and 億 are right
#   everywhere.
# What happens: kanji-to-number adds 億, 万 and what stands before them one by one (一億二千万 is 100012000,
#   百二十三万四千 is 34120), reads 二〇二五 as 9 and passes over 大字 and digits. japanese-numbers-python passes over
#   the 大字 that it does not know (壱拾万 is 0, 弐百 is 100) and makes two numbers of 1.5億.
#   @geolonia/japanese-numeral reads every 大字 and makes 0 of 1.5億. kanjize, jpnumeric, japanese-number-converter
#   and japanese-numerals-to-number refuse what they cannot read; suji reads everything here.
# Why it matters to kurabe: an amount in a budget is wrong by thousands, or nothing, without a word. What is not fully
#   understood has to stay text.
# Needs: python3 with venv, node, npm
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check kanji-to-number==0.2.1 japanese-numbers-python==0.2.1 kanjize==1.6.1 \
    jpnumeric==0.1.1 japanese-number-converter==1.0.1 suji==0.1.0
npm install --silent --no-audit --no-fund --no-save @geolonia/japanese-numeral@1.0.2 japanese-numerals-to-number@1.0.2 >/dev/null
cat >numbers.json <<'END'
["二千二十五", "二〇二五", "一億二千万", "百二十三万四千", "弐百", "壱拾万", "壱萬弐阡参百四拾伍", "2千5百", "1.5億"]
END
cat >try.py <<'PY'
import json
import japanese_numbers, jnc, jpnumeric, kanji_to_number, kanjize, suji
LIBRARIES = {
    'kanji-to-number 0.2.1': kanji_to_number.kanji_to_number,
    'japanese-numbers-python 0.2.1': lambda text: ' and '.join(map(str, japanese_numbers.to_arabic_numbers(text))),
    'kanjize 1.6.1': kanjize.kanji2number,
    'jpnumeric 0.1.1': jpnumeric.to_int,
    'japanese-number-converter 1.0.1': jnc.ja_to_arabic,
    'suji 0.1.0': lambda text: ' and '.join(str(number['val']) for number in suji.values(text)),
}
def result(read, text):
    try:
        return read(text)
    except Exception:
        return '–'
for name, read in LIBRARIES.items():
    print(name, ':', ' | '.join(f'{text} {result(read, text)}' for text in json.load(open('numbers.json', encoding='utf-8'))))
PY
cat >try.cjs <<'JS'
const result = (read, text) => { try { return read(text); } catch { return '–'; } };
for (const [name, read] of [['@geolonia/japanese-numeral 1.0.2', require('@geolonia/japanese-numeral').kanji2number],
  ['japanese-numerals-to-number 1.0.2', require('japanese-numerals-to-number')]])
  console.log(name, ':', require('./numbers.json').map(text => `${text} ${result(read, text)}`).join(' | '));
JS
{ env/bin/python -W ignore try.py; node try.cjs; } | tee seen

cat >expected <<'END'
kanji-to-number 0.2.1 : 二千二十五 2025 | 二〇二五 9 | 一億二千万 100012000 | 百二十三万四千 34120 | 弐百 1 | 壱拾万 1 | 壱萬弐阡参百四拾伍 5 | 2千5百 2 | 1.5億 1
japanese-numbers-python 0.2.1 : 二千二十五 2025 | 二〇二五 2025 | 一億二千万 120000000 | 百二十三万四千 1234000 | 弐百 100 | 壱拾万 0 | 壱萬弐阡参百四拾伍 104 | 2千5百 2500 | 1.5億 1 and 500000000
kanjize 1.6.1 : 二千二十五 2025 | 二〇二五 2025 | 一億二千万 120000000 | 百二十三万四千 1234000 | 弐百 200 | 壱拾万 100000 | 壱萬弐阡参百四拾伍 – | 2千5百 2500 | 1.5億 150000000
jpnumeric 0.1.1 : 二千二十五 2025 | 二〇二五 – | 一億二千万 120000000 | 百二十三万四千 1234000 | 弐百 200 | 壱拾万 100000 | 壱萬弐阡参百四拾伍 12345 | 2千5百 2500 | 1.5億 –
japanese-number-converter 1.0.1 : 二千二十五 2025 | 二〇二五 2025 | 一億二千万 120000000 | 百二十三万四千 1234000 | 弐百 200 | 壱拾万 100000 | 壱萬弐阡参百四拾伍 – | 2千5百 – | 1.5億 –
suji 0.1.0 : 二千二十五 2025 | 二〇二五 2025 | 一億二千万 120000000 | 百二十三万四千 1234000 | 弐百 200 | 壱拾万 100000 | 壱萬弐阡参百四拾伍 12345 | 2千5百 2500 | 1.5億 150000000.0
@geolonia/japanese-numeral 1.0.2 : 二千二十五 2025 | 二〇二五 2025 | 一億二千万 120000000 | 百二十三万四千 1234000 | 弐百 200 | 壱拾万 100000 | 壱萬弐阡参百四拾伍 12345 | 2千5百 2500 | 1.5億 0
japanese-numerals-to-number 1.0.2 : 二千二十五 2025 | 二〇二五 2025 | 一億二千万 120000000 | 百二十三万四千 1234000 | 弐百 200 | 壱拾万 100000 | 壱萬弐阡参百四拾伍 – | 2千5百 – | 1.5億 –
END
diff -u expected seen
echo 'As it was found.'
