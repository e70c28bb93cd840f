#!/usr/bin/env bash
# Three columns of vertical writing in a PDF: each reader is wrong in a way of its own, and the simplest one is right.
#
# Guess: PyMuPDF and pdfium, which know the direction of writing, give whole columns from right to left; pypdf gives a
#   character a line; pdfminer.six makes a jumble.
# What happens: pypdf gives the three columns whole and in order. PyMuPDF gives a character a line, in order. pdfium
#   gives whole columns, but from left to right, so that the title comes last. pdfminer.six gives a character a line
#   and begins with the last column.
# Why it matters to kurabe: text that was copied out of such a file by another program arrives a character a line, or
#   with its sections backwards; the file itself can be read as it is written.
# Needs: python3 with venv
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check \
    reportlab==5.1.0 pypdf==7.1.1 pymupdf==2.0 pypdfium2==5.15.2 pdfminer.six==20260107

cat >try.py <<'PY'
import logging
import pymupdf, pypdf, pypdfium2
from importlib.metadata import version
from pdfminer.high_level import extract_text
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas
logging.disable(logging.CRITICAL)
font = UnicodeCIDFont('HeiseiMin-W3', isVertical=True)
pdfmetrics.registerFont(font)
page = canvas.Canvas('plan.pdf')
page.setFont(font.fontName, 12)
for column, text in enumerate(('令和七年度事業計画', '一、事業承継の支援', '二、創業塾の開催')):
    page.drawString(500 - 30 * column, 700, text)
page.save()
for name, text in (('pypdf', pypdf.PdfReader('plan.pdf').pages[0].extract_text()),
                   ('pymupdf', pymupdf.open('plan.pdf')[0].get_text()),
                   ('pypdfium2', pypdfium2.PdfDocument('plan.pdf')[0].get_textpage().get_text_range()),
                   ('pdfminer.six', extract_text('plan.pdf'))):
    print(name, version(name), ':', '|'.join(text.split()))
PY
env/bin/python try.py | tee seen
cat >expected <<'END'
pypdf 7.1.1 : 令和七年度事業計画|一、事業承継の支援|二、創業塾の開催
pymupdf 2.0 : 令|和|七|年|度|事|業|計|画|一|、|事|業|承|継|の|支|援|二|、|創|業|塾|の|開|催
pypdfium2 5.15.2 : 二、創業塾の開催|一、事業承継の支援|令和七年度事業計画
pdfminer.six 20260107 : 二|、|創|業|塾|の|開|催|一|、|事|業|承|継|の|支|援|令|和|七|年|度|事|業|計|画
END
diff -u expected seen
echo 'As it was found.'
