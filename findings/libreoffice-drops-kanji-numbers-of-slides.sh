#!/usr/bin/env bash
# LibreOffice prints ① ② before the paragraphs of a slide, but not 一 二.
#
# Guess: python-pptx gives no numbers; LibreOffice, which lays the slide out, prints all of them.
# What happens: the circled numbers are there and the Japanese ones (ea1JpnKorPlain, ea1JpnKorPeriod,
#   ea1JpnChsDbPeriod) and the full-width ones (arabicDbPlain) are missing without a trace. python-pptx gives no
#   number at all.
# Why it matters to kurabe: a PDF made from slides has lost the markers by which its outline is read; in the slides
#   themselves the numbers must be counted from the formats.
# Needs: python3 with venv; soffice (Debian: libreoffice-impress; seen with 7.4.7)
set -euo pipefail
export LC_ALL=C.UTF-8
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
version=$(soffice --version | cut -d' ' -f1-2)
echo "$version"
case $version in 'LibreOffice 7.4.7'*) ;; *) echo 'This is another version than the one of the finding, 7.4.7.' ;; esac
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check python-pptx==1.0.2 pypdfium2==5.15.2

cat >make.py <<'PY'
from lxml import etree
from pptx import Presentation
from pptx.util import Cm
MAIN = 'http://schemas.openxmlformats.org/drawingml/2006/main'
show = Presentation()
slide = show.slides.add_slide(show.slide_layouts[6])
for i, kind in enumerate(('ea1JpnKorPlain', 'ea1JpnKorPeriod', 'ea1JpnChsDbPeriod', 'arabicDbPlain', 'circleNumDbPlain', 'arabicPeriod')):
    body = slide.shapes.add_textbox(Cm(2), Cm(1 + 3 * i), Cm(20), Cm(2)).text_frame._txBody
    for paragraph in body.findall(f'{{{MAIN}}}p'):
        body.remove(paragraph)
    for text in ('founding', 'passing on'):
        body.append(etree.fromstring(f'<a:p xmlns:a="{MAIN}"><a:pPr marL="457200" indent="-457200"><a:buFont typeface="+mj-lt"/>'
                                     f'<a:buAutoNum type="{kind}"/></a:pPr><a:r><a:t>{kind} {text}</a:t></a:r></a:p>'))
show.save('slides.pptx')
PY
env/bin/python make.py
soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to pdf slides.pptx >/dev/null 2>&1
cat >read.py <<'PY'
import pypdfium2
from pptx import Presentation
for shape in Presentation('slides.pptx').slides[0].shapes:
    print('python-pptx 1.0.2 :', shape.text_frame.text.replace('\n', ' / '))
text = pypdfium2.PdfDocument('slides.pdf')[0].get_textpage().get_text_range()
lines = [' '.join(line.split()) for line in text.splitlines() if line.strip()]
for first, second in zip(lines[::2], lines[1::2]):
    print('LibreOffice :', first, '/', second)
PY
env/bin/python read.py | tee seen

cat >expected <<'END'
python-pptx 1.0.2 : ea1JpnKorPlain founding / ea1JpnKorPlain passing on
python-pptx 1.0.2 : ea1JpnKorPeriod founding / ea1JpnKorPeriod passing on
python-pptx 1.0.2 : ea1JpnChsDbPeriod founding / ea1JpnChsDbPeriod passing on
python-pptx 1.0.2 : arabicDbPlain founding / arabicDbPlain passing on
python-pptx 1.0.2 : circleNumDbPlain founding / circleNumDbPlain passing on
python-pptx 1.0.2 : arabicPeriod founding / arabicPeriod passing on
LibreOffice : ea1JpnKorPlain founding / ea1JpnKorPlain passing on
LibreOffice : ea1JpnKorPeriod founding / ea1JpnKorPeriod passing on
LibreOffice : ea1JpnChsDbPeriod founding / ea1JpnChsDbPeriod passing on
LibreOffice : arabicDbPlain founding / arabicDbPlain passing on
LibreOffice : ① circleNumDbPlain founding / ② circleNumDbPlain passing on
LibreOffice : 1. arabicPeriod founding / 2. arabicPeriod passing on
END
diff -u expected seen
echo 'As it was found.'
