#!/usr/bin/env bash
# A cell of a web page's table that stands for two rows is left out of the second: three of five readers move that row's
# cells one column to the left, so that a programme stands under the heading of its pillar.
#
# Guess: inscriptis, which lays pages out in columns, and the writers of Markdown leave the place of the cell empty or
#   write it again, as pandas does, since a table of Markdown must have as many cells in each row.
# What happens: inscriptis, html2text and markdownify write the second row with a cell less, from the first column on;
#   a table of Markdown then has rows of two lengths. trafilatura leaves the place empty, pandas writes the cell again.
# Why it matters to kurabe: 夜市 is read as a pillar and its target as a programme. In text that comes from such readers a
#   row with one cell less than the head, below a head whose first word groups rows, begins in the second column.
# Needs: python3 with venv
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check trafilatura==2.3.1 lxml==6.1.3 lxml_html_clean==0.4.6 \
    html2text==2025.4.15 markdownify==1.2.3 inscriptis==2.7.6 pandas==3.0.1 beautifulsoup4==4.15.0

cat >try.py <<'PY'
import io, html2text, inscriptis, markdownify, pandas, trafilatura
from importlib.metadata import version
page = '''<html><body><main><article><p>本会は、会員事業所の経営を支え、地域の商工業を盛んにするため、次の事業を行います。</p>
<table><tr><th>柱</th><th>事業</th><th>目標</th></tr>
<tr><td rowspan="2">にぎわい</td><td>朝市</td><td>20店</td></tr>
<tr><td>夜市</td><td>10店</td></tr></table></article></main></body></html>'''
table = pandas.read_html(io.StringIO(page))[0]
for name, text in (('inscriptis', inscriptis.get_text(page)), ('html2text', html2text.html2text(page, bodywidth=0)),
                   ('markdownify', markdownify.markdownify(page)), ('trafilatura', trafilatura.extract(page, include_tables=True)),
                   ('pandas', '\n'.join(' '.join(row) for row in table.astype(str).values))):
    line = next(line for line in text.split('\n') if '夜市' in line)
    print(name, version(name), ':', ' '.join(line.split()))
PY
env/bin/python try.py | tee seen
cat >expected <<'END'
inscriptis 2.7.6 : 夜市 10店
html2text 2025.4.15 : 夜市| 10店
markdownify 1.2.3 : | 夜市 | 10店 |
trafilatura 2.3.1 : | | 夜市 | 10店 |
pandas 3.0.1 : にぎわい 夜市 10店
END
diff -u expected seen
echo 'As it was found.'
