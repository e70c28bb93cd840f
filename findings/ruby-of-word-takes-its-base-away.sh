#!/usr/bin/env bash
# 事業承継 with its reading above it, made with Word's ルビ, is gone from what four readers give.
#
# Word keeps both in one element, the reading (rt) before the letters below it (rubyBase).
#
# Guess (held before the run, written down after it): pandoc keeps the letters and drops the reading or puts it in brackets;
#   python-docx, which only looks at plain runs, loses both.
# What happens: python-docx, mammoth, pandoc and markitdown (which uses mammoth) give １．の支援: reading and letters are
#   gone, without a warning. docx2python gives the reading first, じぎょうしょうけい事業承継. LibreOffice gives the letters alone.
# Why it matters to kurabe: what came through such a tool has items without their subject, and nothing tells. From the file
#   itself the letters can be read.
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
    python-docx==1.2.0 mammoth==1.13.0 docx2python==3.7.1 pypandoc_binary==1.17 'markitdown[docx]==0.1.9'

cat >make.py <<'PY'
import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
document = docx.Document()
def run(text):
    return f'<w:r><w:t>{text}</w:t></w:r>'
def item(mark, base, reading, rest):
    look = ('<w:rubyPr><w:rubyAlign w:val="distributeSpace"/><w:hps w:val="10"/><w:hpsRaise w:val="18"/>'
            '<w:hpsBaseText w:val="21"/><w:lid w:val="ja-JP"/></w:rubyPr>')
    ruby = f'<w:r><w:ruby>{look}<w:rt>{run(reading)}</w:rt><w:rubyBase>{run(base)}</w:rubyBase></w:ruby></w:r>'
    body = document.element.body
    body.insert(len(body) - 1, parse_xml(f"<w:p {nsdecls('w')}>{run(mark)}{ruby}{run(rest)}</w:p>"))
item('１．', '事業承継', 'じぎょうしょうけい', 'の支援')
item('２．', '小千谷', 'おぢや', 'まつりの開催')
document.save('plan.docx')
PY
env/bin/python make.py
soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to 'txt:Text (encoded):UTF8' plan.docx >/dev/null 2>&1
cat >read.py <<'PY'
import docx, mammoth, pypandoc
from docx2python import docx2python
from markitdown import MarkItDown
for name, text in (('python-docx 1.2.0', '\n'.join(p.text for p in docx.Document('plan.docx').paragraphs)),
                   ('mammoth 1.13.0', mammoth.extract_raw_text('plan.docx').value),
                   ('markitdown 0.1.9', MarkItDown().convert('plan.docx').text_content),
                   (f'pandoc {pypandoc.get_pandoc_version()}', pypandoc.convert_file('plan.docx', 'plain')),
                   ('docx2python 3.7.1', docx2python('plan.docx').text),
                   ('LibreOffice', open('plan.txt', encoding='utf-8-sig').read())):
    print(name, ':', ' / '.join(text.split()))
PY
env/bin/python read.py | tee seen

cat >expected <<'END'
python-docx 1.2.0 : １．の支援 / ２．まつりの開催
mammoth 1.13.0 : １．の支援 / ２．まつりの開催
markitdown 0.1.9 : １．の支援 / ２．まつりの開催
pandoc 3.9 : １．の支援 / ２．まつりの開催
docx2python 3.7.1 : １．じぎょうしょうけい事業承継の支援 / ２．おぢや小千谷まつりの開催
LibreOffice : １．事業承継の支援 / ２．小千谷まつりの開催
END
diff -u expected seen
echo 'As it was found.'
