#!/usr/bin/env bash
# A date with its weekday, 2025年4月1日(火) in Excel, is the third of January in LibreOffice.
#
# The format yyyy"年"m"月"d"日"(aaa) names no language: Excel in Japan shows the weekday in kanji by it.
#
# Guess (held before the run, written down after it): the date is right and the weekday is English or the letters aaa: 2025年4月1日(Tue).
# What happens: aaa makes LibreOffice count by the Hebrew calendar. Day and month are those of the Hebrew year, 3 Nisan
#   as 1月3日, the year stays 2025, and so does the weekday. ddd, or a language in the format, keeps the date.
# Why it matters to kurabe: sheets of dates that were turned into CSV or PDF by LibreOffice look like ordinary dates. Only the
#   weekday, which is another day's, tells.
# Needs: python3; soffice (Debian: libreoffice-calc; seen with 7.4.7)
set -euo pipefail
export LC_ALL=C.UTF-8
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
version=$(soffice --version | cut -d' ' -f1-2)
echo "$version"
case $version in 'LibreOffice 7.4.7'*) ;; *) echo 'This is another version than the one of the finding, 7.4.7.' ;; esac

cat >make.py <<'PY'
import zipfile
from xml.sax.saxutils import escape, quoteattr
FORMATS = ['yyyy"年"m"月"d"日"(aaa)', 'm"月"d"日"(aaa)', 'yyyy/m/d(aaa)', 'yyyy"年"m"月"d"日"(ddd)',
           '[$-411]yyyy"年"m"月"d"日"(aaa)', '[$-411]ggge"年"m"月"d"日"(aaa)']
DAYS = [45748, 45778, 46023]  # 2025-04-01, 2025-05-01, 2026-01-01
MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
codes = ''.join(f'<numFmt numFmtId="{164 + at}" formatCode={quoteattr(code)}/>' for at, code in enumerate(FORMATS))
xf = ''.join(f'<xf numFmtId="{164 + at}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
             for at in range(len(FORMATS)))
rows = ''
for at, code in enumerate(FORMATS, 1):
    days = ''.join(f'<c s="{at}"><v>{day}</v></c>' for day in DAYS)
    rows += f'<row><c t="inlineStr"><is><t>{escape(code)}</t></is></c>{days}</row>'
with zipfile.ZipFile('dates.xlsx', 'w') as z:
    z.writestr('[Content_Types].xml', f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType='
               '"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType='
               f'"{SHEET}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{SHEET}.worksheet+xml"/>'
               f'<Override PartName="/xl/styles.xml" ContentType="{SHEET}.styles+xml"/></Types>')
    z.writestr('_rels/.rels', f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
               f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
    z.writestr('xl/workbook.xml', f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="Sheet1" sheetId="1" '
               'r:id="rId1"/></sheets></workbook>')
    z.writestr('xl/_rels/workbook.xml.rels', f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
               f'Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{OFFICE}/styles" '
               'Target="styles.xml"/></Relationships>')
    z.writestr('xl/styles.xml', f'<styleSheet xmlns="{MAIN}"><numFmts>{codes}</numFmts><fonts><font><sz val="11"/><name '
               'val="Yu Gothic"/></font></fonts><fills><fill><patternFill patternType="none"/></fill><fill><patternFill '
               'patternType="gray125"/></fill></fills><borders><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
               '<cellStyleXfs><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
               f'<cellXfs><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>{xf}</cellXfs>'
               '<cellStyles><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>')
    z.writestr('xl/worksheets/sheet1.xml', f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>')
PY
python3 make.py
soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to 'csv:Text - txt - csv (StarCalc):9,34,76,1' \
    dates.xlsx >/dev/null 2>&1
python3 - <<'PY' | tee seen
import csv
print('format : 2025-04-01 | 2025-05-01 | 2026-01-01')
for code, *days in csv.reader(open('dates.csv', encoding='utf-8-sig'), delimiter='\t'):
    print(code, ':', ' | '.join(days))
PY

cat >expected <<'END'
format : 2025-04-01 | 2025-05-01 | 2026-01-01
yyyy"年"m"月"d"日"(aaa) : 2025年1月3日(Tue) | 2025年2月3日(Thu) | 2026年10月12日(Thu)
m"月"d"日"(aaa) : 1月3日(Tue) | 2月3日(Thu) | 10月12日(Thu)
yyyy/m/d(aaa) : 2025/1/3(Tue) | 2025/2/3(Thu) | 2026/10/12(Thu)
yyyy"年"m"月"d"日"(ddd) : 2025年4月1日(Tue) | 2025年5月1日(Thu) | 2026年1月1日(Thu)
[$-411]yyyy"年"m"月"d"日"(aaa) : 2025年4月1日(火) | 2025年5月1日(木) | 2026年1月1日(木)
[$-411]ggge"年"m"月"d"日"(aaa) : 令和7年4月1日(火) | 令和7年5月1日(木) | 令和8年1月1日(木)
END
diff -u expected seen
echo 'As it was found.'
