#!/usr/bin/env bash
# The numbers before the paragraphs of a Word document are other numbers in LibreOffice.
#
# A document stores the name of a number format (japaneseLegal, ideographEnclosedCircle), and each program counts by it.
#
# Guess (held before the run, written down after it): 壱拾, 弐拾, 壱百 for japaneseLegal and 百 for japaneseCounting, as Word
#   prints them; circles up to ㊿.
# What happens: 10 is 壱零 in japaneseLegal, 100 is 一百 in japaneseCounting, as in China; ideographDigital counts 十, full-width
#   digits, numbers of japaneseDigitalTenThousand, of hex and of ideographZodiacTraditional are plain digits;
#   ideographEnclosedCircle is ①, where Word prints ㈠; ㉑ follows ⑳, where Word prints 21. cardinalText is right.
# Why it matters to kurabe: a plan converted with LibreOffice refers to 第壱零条 where the chamber's print says 第壱拾条.
# Needs: python3; soffice (Debian: libreoffice-writer; seen with 7.4.7)
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
FORMATS = ['japaneseLegal', 'japaneseCounting', 'japaneseDigitalTenThousand', 'ideographDigital', 'ideographTraditional',
           'ideographZodiac', 'ideographZodiacTraditional', 'ideographLegalTraditional', 'ideographEnclosedCircle',
           'decimalEnclosedCircle', 'decimalEnclosedParen', 'decimalFullWidth', 'aiueo', 'aiueoFullWidth', 'iroha',
           'irohaFullWidth', 'chineseCounting', 'chineseCountingThousand', 'hex', 'cardinalText', 'ordinal', 'ordinalText',
           'decimalEnclosedFullstop', 'decimalEnclosedCircleChinese', 'decimalFullWidth2', 'decimalHalfWidth', 'decimalZero',
           'numberInDash']
NUMBERS = [1, 10, 11, 21, 47, 100, 101]
MAIN = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml'
plans = lists = body = ''
for at, (name, number) in enumerate([(name, number) for name in FORMATS for number in NUMBERS], 1):
    plans += (f'<w:abstractNum w:abstractNumId="{at}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start '
              f'w:val="{number}"/><w:numFmt w:val="{name}"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum>')
    lists += f'<w:num w:numId="{at}"><w:abstractNumId w:val="{at}"/></w:num>'
    body += (f'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{at}"/></w:numPr></w:pPr>'
             f'<w:r><w:t>{name} {number}</w:t></w:r></w:p>')
with zipfile.ZipFile('list.docx', 'w') as z:
    z.writestr('[Content_Types].xml', f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType='
               '"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType='
               f'"{WORD}.document.main+xml"/><Override PartName="/word/numbering.xml" ContentType="{WORD}.numbering+xml"/></Types>')
    z.writestr('_rels/.rels', f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
               f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>')
    z.writestr('word/_rels/document.xml.rels', f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
               f'Type="{OFFICE}/numbering" Target="numbering.xml"/></Relationships>')
    z.writestr('word/document.xml', f'<w:document xmlns:w="{MAIN}"><w:body>{body}</w:body></w:document>')
    z.writestr('word/numbering.xml', f'<w:numbering xmlns:w="{MAIN}">{plans}{lists}</w:numbering>')
PY
python3 make.py
soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to 'txt:Text (encoded):UTF8' list.docx >/dev/null 2>&1
python3 - <<'PY' | tee seen
import re
rows = {}
for line in open('list.txt', encoding='utf-8-sig'):
    if found := re.match(r'(.*?)\s*(\w+) (\d+)$', line.strip()):
        rows.setdefault(found[2], []).append(found[1])
print('format : 1 | 10 | 11 | 21 | 47 | 100 | 101')
for name, numbers in rows.items():
    print(name, ':', ' | '.join(numbers))
PY

cat >expected <<'END'
format : 1 | 10 | 11 | 21 | 47 | 100 | 101
japaneseLegal : 壱 | 壱零 | 壱壱 | 弐壱 | 四七 | 壱零零 | 壱零壱
japaneseCounting : 一 | 十 | 十一 | 二十一 | 四十七 | 一百 | 一百零一
japaneseDigitalTenThousand : 1 | 10 | 11 | 21 | 47 | 100 | 101
ideographDigital : 一 | 十 | 十一 | 二十一 | 四十七 | 一百 | 一百零一
ideographTraditional : 甲 | 癸 | 11 | 21 | 47 | 100 | 101
ideographZodiac : 子 | 酉 | 戌 | 21 | 47 | 100 | 101
ideographZodiacTraditional : 1 | 10 | 11 | 21 | 47 | 100 | 101
ideographLegalTraditional : 壹 | 壹拾 | 壹拾壹 | 貳拾壹 | 肆拾柒 | 壹佰 | 壹佰零壹
ideographEnclosedCircle : ① | ⑩ | ⑪ | ㉑ | ㊼ | 100 | 101
decimalEnclosedCircle : ① | ⑩ | ⑪ | ㉑ | ㊼ | 100 | 101
decimalEnclosedParen : 1 | 10 | 11 | 21 | 47 | 100 | 101
decimalFullWidth : 1 | 10 | 11 | 21 | 47 | 100 | 101
aiueo : ｱ | ｺ | ｻ | ﾅ | ｱ | ｸ | ｹ
aiueoFullWidth : ア | コ | サ | ナ | ア | ク | ケ
iroha : ｲ | ﾇ | ﾙ | ﾅ | ｽ | ﾆ | ﾎ
irohaFullWidth : イ | ヌ | ル | ナ | ス | ニ | ホ
chineseCounting : 一 | 十 | 十一 | 二十一 | 四十七 | 一百 | 一百零一
chineseCountingThousand : 一 | 十 | 十一 | 二十一 | 四十七 | 一百 | 一百零一
hex : 1 | 10 | 11 | 21 | 47 | 100 | 101
cardinalText : One | Ten | Eleven | Twenty-one | Forty-seven | One hundred | One hundred one
ordinal : 1st | 10th | 11th | 21st | 47th | 100th | 101st
ordinalText : First | Tenth | Eleventh | Twenty-first | Forty-seventh | One hundredth | One hundred first
decimalEnclosedFullstop : 1 | 10 | 11 | 21 | 47 | 100 | 101
decimalEnclosedCircleChinese : ① | ⑩ | ⑪ | ㉑ | ㊼ | 100 | 101
decimalFullWidth2 : 1 | 10 | 11 | 21 | 47 | 100 | 101
decimalHalfWidth : 1 | 10 | 11 | 21 | 47 | 100 | 101
decimalZero : 01 | 10 | 11 | 21 | 47 | 100 | 101
numberInDash : 1 | 10 | 11 | 21 | 47 | 100 | 101
END
diff -u expected seen
echo 'As it was found.'
