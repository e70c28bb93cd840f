#!/usr/bin/env bash
# With the small dictionary of Sudachi, the town 四万十町 is the number 40010.
#
# Guess: numerals are normalised, names of places are left alone, and 令和 is one word in a dictionary of 2026.
# What happens: normalized_form() of sudachidict-small gives 40010 町 for 四万十町, and splits 令和 in two, in an
#   edition of 2026. The core dictionary knows both, yet also makes 30000石 of 三万石, 3000院 of 三千院 and 10000000町
#   of 千万町.
# Why it matters to kurabe: a search over normalised words finds 四万十町 for 40010 and misses it for 四万. Folding
#   must leave kanji numerals as they are; figures are read where a figure stands.
# Needs: python3 with venv
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check sudachipy==0.7.0 sudachidict-small==20261015 sudachidict-core==20261015
cat >try.py <<'PY'
import warnings
warnings.simplefilter('ignore')
from importlib.metadata import version
from sudachipy import Dictionary, SplitMode
print('sudachipy', version('sudachipy'))
for size in ('small', 'core'):
    tokenizer = Dictionary(dict=size).create()
    for text in ('四万十町', '令和7年度', '三万石', '三千院', '千万町'):
        print(f'sudachidict-{size}', version(f'sudachidict-{size}'), text, ':',
              ' '.join(word.normalized_form() for word in tokenizer.tokenize(text, SplitMode.C)))
PY
env/bin/python try.py | tee seen

cat >expected <<'END'
sudachipy 0.7.0
sudachidict-small 20261015 四万十町 : 40010 町
sudachidict-small 20261015 令和7年度 : 令 和 7 年度
sudachidict-small 20261015 三万石 : 30000 石
sudachidict-small 20261015 三千院 : 3000 院
sudachidict-small 20261015 千万町 : 10000000 町
sudachidict-core 20261015 四万十町 : 四万十町
sudachidict-core 20261015 令和7年度 : 令和 7 年度
sudachidict-core 20261015 三万石 : 30000 石
sudachidict-core 20261015 三千院 : 3000 院
sudachidict-core 20261015 千万町 : 10000000 町
END
diff -u expected seen
echo 'As it was found.'
