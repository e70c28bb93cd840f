#!/usr/bin/env bash
# One run of tesseract writes 令和七年度 into its text and 令 和 七 年 度 into its PDF.
#
# Guess: text and PDF of one run say the same; if there are blanks between the words it found, they are in both, and
#   preserve_interword_spaces=1, which is named everywhere as the remedy for Japanese, takes them away.
# What happens: the text has no blank inside a line. The PDF has one after each word that tesseract made, so that pypdf and
#   pdfium alike read 令 和 七 年 度 事業 計画; preserve_interword_spaces changes nothing there.
# Why it matters to kurabe: scans that offices keep were made searchable so. 事業計画 is found in such a file by no search that
#   takes blanks at their word.
# Needs: python3 with venv; tesseract (Debian: tesseract-ocr, tesseract-ocr-jpn; seen with 5.3.0, data 4.1.0)
set -euo pipefail
export LC_ALL=C.UTF-8
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
version=$(tesseract --version 2>&1 | head -1)
echo "$version"
case $version in 'tesseract 5.3.0'*) ;; *) echo 'This is another version than the one of the finding, 5.3.0.' ;; esac
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check --no-deps pillow==12.0.0 japanize-matplotlib==1.1.3 pypdf==7.1.1 pypdfium2==5.15.2

cat >page.py <<'PY'
import importlib.util, pathlib
from PIL import Image, ImageDraw, ImageFont
home = pathlib.Path(importlib.util.find_spec('japanize_matplotlib').submodule_search_locations[0])
font = ImageFont.truetype(str(next(home.rglob('*.ttf'))), 48)
LINES = ['令和七年度事業計画', 'みさき商工会議所', '専門家と連携して事業承継の支援に取り組む', '県外の商談会に出展して販路を開拓する']
across, down = Image.new('L', (1400, 900), 255), Image.new('L', (900, 1400), 255)
for at, line in enumerate(LINES):
    ImageDraw.Draw(across).text((100, 100 + 110 * at), line, fill=0, font=font)
    for place, letter in enumerate(line):
        ImageDraw.Draw(down).text((750 - 110 * at, 100 + 54 * place), letter, fill=0, font=font)
across.save('across.png')
down.save('down.png')
PY
env/bin/python page.py
tesseract across.png plain -l jpn --dpi 300 txt pdf >/dev/null 2>&1
tesseract across.png asked -l jpn --dpi 300 -c preserve_interword_spaces=1 txt pdf >/dev/null 2>&1
cat >read.py <<'PY'
import pypdf, pypdfium2
for name in ('plain', 'asked'):
    for reader, text in (('its text', open(f'{name}.txt').read()),
                         ('its PDF by pypdf', pypdf.PdfReader(f'{name}.pdf').pages[0].extract_text()),
                         ('its PDF by pdfium', pypdfium2.PdfDocument(f'{name}.pdf')[0].get_textpage().get_text_range())):
        print(name, ',', reader, ':', ' | '.join(line.strip() for line in text.splitlines() if line.strip()))
PY
env/bin/python read.py | tee seen

cat >expected <<'END'
plain , its text : 令和七年度事業計画 | みさき商工会議所 | 専門家と連携して事業承継の支援に取り組む | 県外の商談会に出展して販路を開拓する
plain , its PDF by pypdf : 令 和 七 年 度 事業 計画 | みさ き 商 工 会 議 所 | 専門 家 と 連携 し て 事業 承継 の 支援 に 取り 組む | 県 外 の 商談 会 に 出展 し て 販路 を 開拓 する
plain , its PDF by pdfium : 令 和 七 年 度 事業 計画 | みさ き 商 工 会 議 所 | 専門 家 と 連携 し て 事業 承継 の 支援 に 取り 組む | 県 外 の 商談 会 に 出展 し て 販路 を 開拓 する
asked , its text : 令和七年度事業計画 | みさき商工会議所 | 専門家と連携して事業承継の支援に取り組む | 県外の商談会に出展して販路を開拓する
asked , its PDF by pypdf : 令 和 七 年 度 事業 計画 | みさ き 商 工 会 議 所 | 専門 家 と 連携 し て 事業 承継 の 支援 に 取り 組む | 県 外 の 商談 会 に 出展 し て 販路 を 開拓 する
asked , its PDF by pdfium : 令 和 七 年 度 事業 計画 | みさ き 商 工 会 議 所 | 専門 家 と 連携 し て 事業 承継 の 支援 に 取り 組む | 県 外 の 商談 会 に 出展 し て 販路 を 開拓 する
END
diff -u expected seen
echo 'As it was found.'
