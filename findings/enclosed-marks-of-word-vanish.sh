#!/usr/bin/env bash
# The 新 in a circle before a new item, made with Word's 囲い文字, is lost in every reader.
#
# Word keeps such a character as a field, EQ \o\ac(○,新), without a stored result.
#
# Guess (held before the run, written down after it): readers of the stored text lose it, while LibreOffice, which lays the page out, prints 新 or ○新.
# What happens: python-docx, mammoth, docx2python, pandoc and LibreOffice alike print 創業塾の開催 and nothing before
#   it.
# Why it matters to kurabe: plans mark new items so. Without the mark 新規 the item looks like one that goes on.
# Needs: python3 with venv; soffice (Debian: libreoffice-writer; seen with 7.4.7)
set -euo pipefail
export LC_ALL=C.UTF-8
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
version=$(soffice --version | cut -d' ' -f1-2)
echo "$version"
case $version in 'LibreOffice 7.4.7'*) ;; *) echo 'This is another version than the one of the finding, 7.4.7.' ;; esac
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check \
    python-docx==1.2.0 mammoth==1.13.0 docx2python==3.7.1 pypandoc_binary==1.17

cat >make.py <<'PY'
import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
document = docx.Document()
def item(mark, text):
    field = ''.join(f'<w:r>{run}</w:r>' for run in (
        '<w:fldChar w:fldCharType="begin"/>', '<w:instrText xml:space="preserve"> eq \\o\\ac(</w:instrText>',
        '<w:instrText>○</w:instrText>', '<w:instrText>,</w:instrText>', f'<w:instrText>{mark}</w:instrText>',
        '<w:instrText>)</w:instrText>', '<w:fldChar w:fldCharType="end"/>'))
    body = document.element.body
    body.insert(len(body) - 1, parse_xml(f"<w:p {nsdecls('w')}>{field}<w:r><w:t>{text}</w:t></w:r></w:p>"))
item('新', '創業塾の開催')
item('重', '事業承継の支援')
document.save('plan.docx')
PY
env/bin/python make.py
soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to 'txt:Text (encoded):UTF8' plan.docx >/dev/null 2>&1
cat >read.py <<'PY'
import docx, mammoth, pypandoc
from docx2python import docx2python
for name, text in (('python-docx 1.2.0', '\n'.join(p.text for p in docx.Document('plan.docx').paragraphs)),
                   ('mammoth 1.13.0', mammoth.extract_raw_text('plan.docx').value),
                   ('docx2python 3.7.1', docx2python('plan.docx').text),
                   (f'pandoc {pypandoc.get_pandoc_version()}', pypandoc.convert_file('plan.docx', 'plain')),
                   ('LibreOffice', open('plan.txt', encoding='utf-8-sig').read())):
    print(name, ':', ' / '.join(text.split()))
PY
env/bin/python read.py | tee seen

cat >expected <<'END'
python-docx 1.2.0 : 創業塾の開催 / 事業承継の支援
mammoth 1.13.0 : 創業塾の開催 / 事業承継の支援
docx2python 3.7.1 : 創業塾の開催 / 事業承継の支援
pandoc 3.9 : 創業塾の開催 / 事業承継の支援
LibreOffice : 創業塾の開催 / 事業承継の支援
END
diff -u expected seen
echo 'As it was found.'
