#!/usr/bin/env bash
# The built-in Japanese date formats 27-36 and 50-58 of XLSX: four readers, and one day is a number, a date, midnight
# or Chinese.
#
# A Japanese Excel stores them as bare numbers without a format code; 28 is ggge年m月d日, 34 is yyyy年m月, 35 is
# m月d日.
#
# Guess: SheetJS shows a plain date for all of them; openpyxl, exceljs and calamine do not know them and give the
#   serial number 43586.
# What happens: openpyxl and exceljs give the serial, calamine gives the date for every one of them (for 32 and 33,
#   which are hours and minutes, too), and SheetJS takes 32-35 for times of day, so that "2019年5月" is shown as
#   0:00:00, and 56 for a Chinese time of day (上午/下午).
# Why it matters to kurabe: a month that is shown as midnight is not recognisable as a date any more; the number of
#   the format alone has to decide, with the Japanese table.
# Needs: python3 with venv, node, npm
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check openpyxl==3.1.5 python-calamine==0.9.1
npm install --silent --no-audit --no-fund --no-save xlsx@0.18.5 exceljs@4.4.0 >/dev/null

cat >make.py <<'PY'
import zipfile
NUMBERS = [*range(27, 37), *range(50, 59)]
MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
xf = ''.join(f'<xf numFmtId="{n}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' for n in NUMBERS)
rows = ''.join(f'<row r="{i}"><c r="A{i}" s="{i}"><v>43586</v></c></row>' for i in range(1, len(NUMBERS) + 1))
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
    z.writestr('xl/styles.xml', f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/><name val="Yu Gothic"/></font>'
               '</fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/>'
               '</fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
               '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
               f'<cellXfs count="{len(NUMBERS) + 1}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>{xf}</cellXfs>'
               '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>')
    z.writestr('xl/worksheets/sheet1.xml', f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>')
PY
env/bin/python make.py

cat >read.py <<'PY'
import json, openpyxl, python_calamine
sheet = openpyxl.load_workbook('dates.xlsx').active
rows = python_calamine.CalamineWorkbook.from_path('dates.xlsx').get_sheet_by_index(0).to_python()
json.dump([[str(row[0].value), str(rows[i][0])] for i, row in enumerate(sheet.iter_rows())], open('python.json', 'w'))
PY
env/bin/python read.py
cat >read.cjs <<'JS'
const XLSX = require('xlsx'), Excel = require('exceljs'), python = require('./python.json');
const numbers = [27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58];
(async () => {
  const sheet = XLSX.readFile('dates.xlsx').Sheets.Sheet1;
  const book = new Excel.Workbook();
  await book.xlsx.readFile('dates.xlsx');
  console.log('format | openpyxl 3.1.5 | python-calamine 0.9.1 | exceljs 4.4.0 | xlsx 0.18.5 as shown');
  numbers.forEach((number, i) => console.log([number, ...python[i],
    book.worksheets[0].getCell(`A${i + 1}`).value, sheet[`A${i + 1}`].w.trim()].join(' | ')));
})();
JS
node read.cjs | tee seen

{
    echo 'format | openpyxl 3.1.5 | python-calamine 0.9.1 | exceljs 4.4.0 | xlsx 0.18.5 as shown'
    for number in 27 28 29 30 31 32 33 34 35 36 50 51 52 53 54 55 56 57 58; do
        case $number in
            32 | 33 | 34 | 35) shown=0:00:00 ;;
            56) shown='上午/下午 00時00分00秒' ;;
            *) shown=5/1/19 ;;
        esac
        echo "$number | 43586 | 2019-05-01 | 43586 | $shown"
    done
} >expected
diff -u expected seen
echo 'As it was found.'
