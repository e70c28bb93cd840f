#!/usr/bin/env bash
# A Word plan dated 平成31年4月1日 is dated today once LibreOffice has made text of it.
#
# Guess (held before the run, written down after it): a DATE field shows the result that is stored with it; nothing is worked out while converting.
# What happens: LibreOffice prints the day of the conversion, in the era of that day. Readers of the stored text
#   (python-docx, mammoth, pandoc) give the date that the document was saved with.
# Why it matters to kurabe: the date of a plan is read from its text. A PDF or text file that an office made with
#   LibreOffice from a Word file says when it was converted, not when the plan was decided.
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
env/bin/pip install --quiet --disable-pip-version-check python-docx==1.2.0 mammoth==1.13.0 pypandoc_binary==1.17

cat >make.py <<'PY'
import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
document = docx.Document()
document.add_paragraph('令和元年度事業計画（案）')
document.element.body.insert(1, parse_xml(f'''<w:p {nsdecls('w')}><w:r><w:t>決定日：</w:t></w:r>
<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> DATE \\@ "ggge年M月d日" </w:instrText></w:r>
<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:rPr><w:lang w:eastAsia="ja-JP"/></w:rPr><w:t>平成31年4月1日</w:t></w:r>
<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'''))
document.save('plan.docx')
PY
env/bin/python make.py

today() { python3 -c "
import datetime
day = datetime.date.today()
print(f'決定日：令和{day.year - 2018}年{day.month}月{day.day}日')"; }
before=$(today)
soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to 'txt:Text (encoded):UTF8' plan.docx >/dev/null 2>&1
after=$(today)
cat >read.py <<'PY'
import docx, mammoth, pypandoc
def line(text):
    return next(line for line in text.splitlines() if '決定日' in line)
print('python-docx 1.2.0  ', line('\n'.join(p.text for p in docx.Document('plan.docx').paragraphs)))
print('mammoth 1.13.0     ', line(mammoth.extract_raw_text('plan.docx').value))
print(f'pandoc {pypandoc.get_pandoc_version()}         ', line(pypandoc.convert_file('plan.docx', 'plain')))
PY
env/bin/python read.py | tee seen
found=$(grep 決定日 plan.txt)
echo "LibreOffice         $found"

cat >expected <<'END'
python-docx 1.2.0   決定日：平成31年4月1日
mammoth 1.13.0      決定日：平成31年4月1日
pandoc 3.9          決定日：平成31年4月1日
END
diff -u expected seen
# Two days are right if midnight passes meanwhile.
[ "$found" = "$before" ] || [ "$found" = "$after" ]
echo 'As it was found.'
