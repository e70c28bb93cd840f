#!/usr/bin/env bash
# The day on which an old chamber was founded (明治11年3月8日) differs by a day according to who wrote the workbook.
#
# Guess: both writers put the same negative serial number and the readers give the day back; only days of January and
#   February 1900 may shift by one.
# What happens: openpyxl writes -7967 and XlsxWriter -7968 for the same day. openpyxl and exceljs read the file of
#   XlsxWriter as 7 March; calamine gives midnight (00:00:00) for both. Days of January and February 1900 suffer the
#   other way round: both write the numbers of Excel, and exceljs and LibreOffice give the day before.
# Why it matters to kurabe: a workbook holds no reliable date before March 1900. Excel shows #### for the negative
#   number, so a date must not be made of it.
# Needs: python3 with venv, node, npm; soffice (Debian: libreoffice-calc; seen with 7.4.7)
set -euo pipefail
export LC_ALL=C.UTF-8
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
version=$(soffice --version | cut -d' ' -f1-2)
echo "$version"
case $version in 'LibreOffice 7.4.7'*) ;; *) echo 'This is another version than the one of the finding, 7.4.7.' ;; esac
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check openpyxl==3.1.5 xlsxwriter==3.3.1 python-calamine==0.9.1
npm install --silent --no-audit --no-fund --no-save exceljs@4.4.0 >/dev/null

cat >try.py <<'PY'
import datetime, re, sys, zipfile
import openpyxl, python_calamine, xlsxwriter
DAYS = [datetime.date(1878, 3, 8), datetime.date(1900, 1, 15), datetime.date(1900, 2, 28), datetime.date(1900, 3, 1)]
if sys.argv[1] == 'write':
    book = openpyxl.Workbook()
    for day in DAYS:
        book.active.append([day])
    book.save('openpyxl.xlsx')
    book = xlsxwriter.Workbook('xlsxwriter.xlsx')
    sheet, form = book.add_worksheet(), book.add_format({'num_format': 'yyyy-mm-dd'})
    for row, day in enumerate(DAYS):
        sheet.write_datetime(row, 0, day, form)
    book.close()
else:
    print('written            ', *DAYS)
    for name in ('openpyxl', 'xlsxwriter'):
        file = name + '.xlsx'
        xml = zipfile.ZipFile(file).read('xl/worksheets/sheet1.xml').decode()
        print(f'{name}: numbers', *re.findall(r'<v>([^<]*)</v>', xml))
        print(f'{name}, openpyxl   ', *[str(row[0].value)[:10] for row in openpyxl.load_workbook(file).active.iter_rows()])
        print(f'{name}, calamine   ', *[row[0] for row in python_calamine.CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()])
PY
env/bin/python try.py write
{
    env/bin/python try.py read
    cat >read.cjs <<'JS'
const Excel = require('exceljs');
(async () => {
  for (const name of ['openpyxl', 'xlsxwriter']) {
    const book = new Excel.Workbook();
    await book.xlsx.readFile(`${name}.xlsx`);
    console.log(`${name}, exceljs    `, ...[1, 2, 3, 4].map(row => book.worksheets[0].getCell(`A${row}`).value.toISOString().slice(0, 10)));
  }
})();
JS
    node read.cjs
    for name in openpyxl xlsxwriter; do
        soffice "-env:UserInstallation=file://$work/profile" --headless \
            --convert-to 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true' $name.xlsx >/dev/null 2>&1
        echo "$name, LibreOffice " $(cat $name.csv)
    done
} | tee seen

cat >expected <<'END'
written             1878-03-08 1900-01-15 1900-02-28 1900-03-01
openpyxl: numbers -7967 15 59 61
openpyxl, openpyxl    1878-03-08 1900-01-15 1900-02-28 1900-03-01
openpyxl, calamine    00:00:00 1900-01-15 1900-02-28 1900-03-01
xlsxwriter: numbers -7968 15 59 61
xlsxwriter, openpyxl    1878-03-07 1900-01-15 1900-02-28 1900-03-01
xlsxwriter, calamine    00:00:00 1900-01-15 1900-02-28 1900-03-01
openpyxl, exceljs     1878-03-08 1900-01-14 1900-02-27 1900-03-01
xlsxwriter, exceljs     1878-03-07 1900-01-14 1900-02-27 1900-03-01
openpyxl, LibreOffice  1878-03-08 1900-01-14 1900-02-27 1900-03-01
xlsxwriter, LibreOffice  1878-03-07 1900-01-14 1900-02-27 1900-03-01
END
diff -u expected seen
echo 'As it was found.'
