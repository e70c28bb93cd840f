#!/usr/bin/env bash
# neologdn makes 1020名 of 10〜20名.
#
# Guess: the wave dash is folded into ~ and stays a range.
# What happens: wave dashes are taken away (that is what its option tilde does unless told otherwise), and the numbers
#   on both sides run together: ３～５社 is 35社, 令和3〜5年度 is 令和35年度. In the same pass －, the hyphen of
#   Ⅱ－１, becomes the long vowel mark, while the minus of −５％ becomes a hyphen. jaconv makes a long vowel mark of
#   the wave dash.
# Why it matters to kurabe: targets and periods are ranges. A text that was normalised so, for a search engine or a
#   model, holds wrong figures that nothing marks. Folding may join variants of a sign; it must not take it away
#   between digits.
# Needs: python3 with venv, a compiler where no wheel fits
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check neologdn==0.5.6 jaconv==0.5.0
cat >try.py <<'PY'
from importlib.metadata import version
import jaconv, neologdn
print('neologdn', version('neologdn'), '| jaconv', version('jaconv'))
for text in ('参加者10〜20名', '３～５社', '令和3〜5年度', 'Ⅱ－１　経営支援', '−５％', '①20件'):
    print(text, '|', neologdn.normalize(text), '|', jaconv.normalize(text))
PY
env/bin/python try.py | tee seen

cat >expected <<'END'
neologdn 0.5.6 | jaconv 0.5.0
参加者10〜20名 | 参加者1020名 | 参加者10ー20名
３～５社 | 35社 | 3ー5社
令和3〜5年度 | 令和35年度 | 令和3ー5年度
Ⅱ－１　経営支援 | Ⅱー1経営支援 | IIー1 経営支援
−５％ | -5% | -5%
①20件 | ①20件 | 120件
END
diff -u expected seen
echo 'As it was found.'
