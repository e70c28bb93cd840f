#!/usr/bin/env bash
# A page of vertical writing, read by tesseract with its Japanese data: nearly as many letters as the page has, and hardly
# one of them is right.
#
# Guess: with automatic segmentation (3, the default) tesseract finds out that the lines run down; with the data for writing
#   across the letters are a little worse than with jpn_vert, and columns of one size (4) give something too.
# What happens: jpn and 3 gives noise of the page's length, and says nothing of it; jpn and 4 gives nothing at all; jpn and
#   6 gives most letters right but reads the columns across. jpn_vert and 5 reads the page. Exit code 0 each time.
# Why it matters to kurabe: OCR of a vertical page must ask for jpn_vert and 5, and whether to do so can only be told by how
#   sure tesseract was of its words.
# Needs: python3 with venv; tesseract (Debian: tesseract-ocr, tesseract-ocr-jpn, tesseract-ocr-jpn-vert; seen with 5.3.0, data
#   4.1.0)
set -euo pipefail
export LC_ALL=C.UTF-8
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
version=$(tesseract --version 2>&1 | head -1)
echo "$version"
case $version in 'tesseract 5.3.0'*) ;; *) echo 'This is another version than the one of the finding, 5.3.0.' ;; esac
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check --no-deps pillow==12.0.0 japanize-matplotlib==1.1.3

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
for way in 'jpn 3' 'jpn 4' 'jpn 6' 'jpn_vert 5'; do
    read -r data mode <<<"$way"
    text=$(tesseract down.png - -l "$data" --psm "$mode" --dpi 300 2>/dev/null | tr -d '\n\f ')
    echo "$data, $mode : $text"
done | tee seen

cat >expected <<'END'
jpn, 3 : 年詞結舞貼半計固や軍司日人装忘本人糞前つじ丹半本回@悦里忠率G十詳鶴唱中つじし艶約上ーテ拓
jpn, 4 : 
jpn, 6 : 県専み人外門さ和の家き七商と商年談連工度会携会事にし議業出て所計展事画し業て承販継路のを支開援拓にす取るり組すゝ
jpn_vert, 5 : 令和七年度事業計画みさき商工会議所専門家と連携して事業承継の支援に取り組む県外の商談会に出展して販路を開拓する
END
diff -u expected seen
echo 'As it was found.'
