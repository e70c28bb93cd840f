#!/usr/bin/env bash
# Item numbers of a plan (１－２, ７－１) become days of this year when LibreOffice opens a CSV file as Japanese.
#
# Guess: opened as Japanese, 令和7年4月1日 becomes a date and ３６ a number, and item numbers such as 1-2 stay text;
#   (1) becomes -1.
# What happens: opened as Japanese, ７－１ is the first of July, １／２ the second of January and (1) is minus one,
#   while 10～20, 令和7年4月1日 and R7.4.1, which are dates and numbers to a reader, stay text. Opened as English,
#   ７－１ and 1-2 stay text.
# Why it matters to kurabe: a column of days in a workbook may have been a column of item numbers. What the sheet
#   shows is read; the number of the item cannot be won back.
# Needs: soffice (Debian: libreoffice-calc; seen with 7.4.7), python3
set -euo pipefail
export LC_ALL=C.UTF-8
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
version=$(soffice --version | cut -d' ' -f1-2)
echo "$version"
case $version in 'LibreOffice 7.4.7'*) ;; *) echo 'This is another version than the one of the finding, 7.4.7.' ;; esac

printf '1-2\n７－１\n１／２\n(1)\n３６\n10～20\n令和7年4月1日\nR7.4.1\n2025年4月1日\n' >items.csv
cat >show.py <<'PY'
import re, sys
sheet = open('items.fods', encoding='utf-8').read()
for cell in re.finditer(r'<table:table-cell([^>]*)>(.*?)</table:table-cell>', sheet, re.S):
    kind = re.search(r'office:value-type="(\w+)"', cell[1])[1]
    value = re.search(r'office:(?:date-)?value="([^"]*)"', cell[1])
    value = value[1] if value else re.sub('<[^>]+>', '', cell[2]).strip()
    # Which year it becomes depends on the day on which this runs.
    value = value[4:] if kind == 'date' and not value.startswith('2025') else value
    print(sys.argv[1], kind, value)
PY
for language in 1041:Japanese 1033:English; do
    soffice "-env:UserInstallation=file://$work/profile" --headless --infilter="CSV:44,34,76,1,,${language%:*},false,true" \
        --convert-to fods items.csv >/dev/null 2>&1
    python3 show.py "${language#*:}"
done | tee seen

cat >expected <<'END'
Japanese date -01-02
Japanese date -07-01
Japanese date -01-02
Japanese float -1
Japanese float 36
Japanese string 10～20
Japanese string 令和7年4月1日
Japanese string R7.4.1
Japanese date 2025-04-01
English string 1-2
English string ７－１
English string １／２
English float -1
English string ３６
English string 10～20
English string 令和7年4月1日
English string R7.4.1
English string 2025年4月1日
END
diff -u expected seen
echo 'As it was found.'
