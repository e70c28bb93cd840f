#!/usr/bin/env bash
# One letter of an old PDF, 〜, − or ‖, is another character in each of three camps of readers.
#
# Offices made PDF for years with fonts that are not embedded and codes of Shift_JIS (90ms-RKSJ-H).
#
# Guess (held before the run, written down after it): all follow Adobe's table, and 〜 − ‖ ― come out alike.
# What happens: pdfminer.six gives 〜 − ‖, pymupdf and pypdfium2 give ～ － ‖, pypdf gives ～ － ∥; only ― is the same in
#   all of them.
# Why it matters to kurabe: 10〜20名 that was copied by one reader is not found by the 10～20名 that another gave, unless the
#   letters of all camps are one for search.
# Needs: python3 with venv
set -euo pipefail
export LC_ALL=C.UTF-8
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check pypdf==7.1.1 pymupdf==2.0 pypdfium2==5.15.2 pdfminer.six==20260107

cat >try.py <<'PY'
import logging
import pymupdf, pypdf, pypdfium2
from importlib.metadata import version
from pdfminer.high_level import extract_text
logging.disable(logging.CRITICAL)
# The letters by their codes: what they are in Unicode is the reader's business.
CODES = {'〜': '8160', '−': '817c', '‖': '8161', '―': '815c'}
codes = ''.join(CODES.get(letter) or letter.encode('cp932').hex() for letter in '参加者10〜20名、新見−勝山線‖一覧―概要')
content = f'BT /F1 12 Tf 60 700 Td <{codes}> Tj ET'
font = ('<</Type/Font/Subtype/CIDFontType0/BaseFont/Ryumin-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)'
        '/Supplement 2>>/DW 1000/FontDescriptor 6 0 R>>')
objects = ['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Count 1/Kids[5 0 R]>>',
           f'<</Type/Font/Subtype/Type0/BaseFont/Ryumin-Light/Encoding/90ms-RKSJ-H/DescendantFonts[{font}]>>',
           f'<</Length {len(content)}>>stream\n{content}\nendstream',
           '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 3 0 R>>>>>>',
           '<</Type/FontDescriptor/FontName/Ryumin-Light/Flags 6/FontBBox[0 -120 1000 880]/ItalicAngle 0/Ascent 880'
           '/Descent -120/CapHeight 700/StemV 80>>']
pdf, places = b'%PDF-1.4\n', []
for number, inside in enumerate(objects, 1):
    places.append(len(pdf))
    pdf += f'{number} 0 obj\n{inside}\nendobj\n'.encode()
table = ''.join(f'{place:010d} 00000 n \n' for place in places)
pdf += (f'xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer<</Size {len(objects) + 1}/Root 1 0 R>>\n'
        f'startxref\n{len(pdf)}\n%%EOF\n').encode()
open('plan.pdf', 'wb').write(pdf)
for name, text in (('pypdf', pypdf.PdfReader('plan.pdf').pages[0].extract_text()),
                   ('pymupdf', pymupdf.open('plan.pdf')[0].get_text()),
                   ('pypdfium2', pypdfium2.PdfDocument('plan.pdf')[0].get_textpage().get_text_range()),
                   ('pdfminer.six', extract_text('plan.pdf'))):
    signs = ' '.join(f'U+{ord(letter):04X}' for letter in text if letter in '〜～~−－-‖∥―—')
    print(name, version(name), ':', text.strip(), ':', signs)
PY
env/bin/python try.py | tee seen

cat >expected <<'END'
pypdf 7.1.1 : 参加者10～20名、新見－勝山線∥一覧―概要 : U+FF5E U+FF0D U+2225 U+2015
pymupdf 2.0 : 参加者10～20名、新見－勝山線‖一覧―概要 : U+FF5E U+FF0D U+2016 U+2015
pypdfium2 5.15.2 : 参加者10～20名、新見－勝山線‖一覧―概要 : U+FF5E U+FF0D U+2016 U+2015
pdfminer.six 20260107 : 参加者10〜20名、新見−勝山線‖一覧―概要 : U+301C U+2212 U+2016 U+2015
END
diff -u expected seen
echo 'As it was found.'
