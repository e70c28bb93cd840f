#!/usr/bin/env bash
# LibreOffice Calc knows 元年, but only where the digits are kanji.
#
# Guess: LibreOffice prints 令和元年 for the formats that say ggge.
# What happens: [DBNum1][$-411]ggge gives 令和元年五月一日 and [$-411]ggge gives 令和1年5月1日, for one and the same
#   day. The format made for the purpose, [$-ja-JP-x-gannen]ggge, gives the bare serial number, and ggge without a
#   language (which a Japanese Excel shows as 令和) gives "CE" and a year of three digits.
# Why it matters to kurabe: a plan that went through LibreOffice can say 令和1年度 where the sheet said 令和元年度:
#   both must be one year, and one search.
# Needs: python3 with venv; soffice (Debian: libreoffice-calc; seen with 7.4.7)
set -euo pipefail
export LC_ALL=C.UTF-8
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
version=$(soffice --version | cut -d' ' -f1-2)
echo "$version"
case $version in 'LibreOffice 7.4.7'*) ;; *) echo 'This is another version than the one of the finding, 7.4.7.' ;; esac
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check xlsxwriter==3.3.1

cat >make.py <<'PY'
import datetime, xlsxwriter
book = xlsxwriter.Workbook('era.xlsx')
sheet = book.add_worksheet()
row = 0
for day in (datetime.date(2019, 5, 1), datetime.date(2025, 4, 1)):
    for code in ('[$-411]ggge"年"m"月"d"日"', '[DBNum1][$-411]ggge"年"m"月"d"日"', '[$-411]ge.m.d', '[$-411]ggge"年度"', 'ggge"年度"',
                 '[$-ja-JP-x-gannen]ggge"年"m"月"d"日"', '[DBNum1][$-411]yyyy"年"m"月"d"日"'):
        sheet.write_string(row, 0, code)
        sheet.write_datetime(row, 1, day, book.add_format({'num_format': code}))
        row += 1
book.close()
PY
env/bin/python make.py
soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to html era.xlsx >/dev/null 2>&1
python3 - <<'PY' | tee seen
import html, re
page = open('era.html', encoding='utf-8').read()
for row in re.findall(r'<tr>(.*?)</tr>', page, re.S):
    print(' : '.join(html.unescape(re.sub('<[^>]+>', '', cell)).strip() for cell in re.findall(r'<td[^>]*>(.*?)</td>', row, re.S)))
PY

cat >expected <<'END'
[$-411]ggge"年"m"月"d"日" : 令和1年5月1日
[DBNum1][$-411]ggge"年"m"月"d"日" : 令和元年五月一日
[$-411]ge.m.d : R1.5.1
[$-411]ggge"年度" : 令和1年度
ggge"年度" : CE779年度
[$-ja-JP-x-gannen]ggge"年"m"月"d"日" : 43586
[DBNum1][$-411]yyyy"年"m"月"d"日" : 二〇一九年五月一日
[$-411]ggge"年"m"月"d"日" : 令和7年4月1日
[DBNum1][$-411]ggge"年"m"月"d"日" : 令和七年四月一日
[$-411]ge.m.d : R7.4.1
[$-411]ggge"年度" : 令和7年度
ggge"年度" : CE785年度
[$-ja-JP-x-gannen]ggge"年"m"月"d"日" : 45748
[DBNum1][$-411]yyyy"年"m"月"d"日" : 二〇二五年四月一日
END
diff -u expected seen
echo 'As it was found.'
