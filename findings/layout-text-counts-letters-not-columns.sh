#!/usr/bin/env bash
# A table of Japanese names and figures as text with its layout kept: the second column, straight on the page, stands
# crooked on every screen.
#
# Guess: the layout modes of pypdf and pdfplumber reserve two columns for a full-width letter, so that the second column
#   begins at the same column of the screen in every row; counted in letters it does not.
# What happens: both reserve one. Counted in letters the second column begins at the same place in every row (32 and 41);
#   on a screen, where a full-width letter takes two columns, it wanders by as many columns as the names differ in
#   letters (35, 39, 43 and 44, 48, 52).
# Why it matters to kurabe: whether the blanks of a table are to be counted in letters or in columns depends on the
#   program that made the text; kurabe tries both and takes the one in which the columns are parted more clearly.
# Needs: python3 with venv
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check reportlab==5.1.0 pypdf==7.1.1 pdfplumber==0.11.10

cat >try.py <<'PY'
import logging, unicodedata
import pdfplumber, pypdf
from importlib.metadata import version
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas
logging.disable(logging.CRITICAL)
pdfmetrics.registerFont(UnicodeCIDFont('HeiseiKakuGo-W5'))
page = canvas.Canvas('plan.pdf', pagesize=(595, 842))
page.setFont('HeiseiKakuGo-W5', 10)
rows = (('創業塾', '12回'), ('窓口相談の実施', '480件'), ('事業承継計画の策定支援', '30社'))
for row, (name, figure) in enumerate(rows):
    page.drawString(60, 780 - 16 * row, name)
    page.drawString(300, 780 - 16 * row, figure)
page.save()
screen = lambda text: sum(2 if unicodedata.east_asian_width(c) in 'WF' else 1 for c in text)
for reader, text in (('pypdf', pypdf.PdfReader('plan.pdf').pages[0].extract_text(extraction_mode='layout')),
                     ('pdfplumber', pdfplumber.open('plan.pdf').pages[0].extract_text(layout=True))):
    lines = [line for line in text.split('\n') if line.strip()]
    before = [line[:line.index(figure)] for line, (_, figure) in zip(lines, rows)]
    print(reader, version(reader), ': letters', *map(len, before), ', columns', *map(screen, before))
PY
env/bin/python try.py | tee seen

cat >expected <<'END'
pypdf 7.1.1 : letters 32 32 32 , columns 35 39 43
pdfplumber 0.11.10 : letters 41 41 41 , columns 44 48 52
END
diff -u expected seen
echo 'As it was found.'
