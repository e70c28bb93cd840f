#!/usr/bin/env python3
"""Make Word documents and web pages from the text of a plan: make_office.py PLAN.txt FOLDER [KIND…]

Kinds: docx (WordprocessingML written by hand: Word's own numbering for items that count, real tables with merged
cells, runs split anywhere), word (the same text through LibreOffice), html (a page with menu, head and foot around the
plan), sjis (the same page in Shift_JIS, laid out by a table). Prints the path of each file made. Only the standard
library is needed.
"""
import html
import re
import zipfile

from make_documents import libreoffice, main, squared

MARKS = [
    (r"([0-9]{1,2})(\.) ?", "decimal", "%1."),
    (r"([０-９]{1,2})(．)", "decimalFullWidth", "%1．"),
    (r"\(([0-9]{1,2})(\)) ?", "decimal", "(%1)"),
    (r"（([０-９]{1,2})(）)", "decimalFullWidth", "（%1）"),
    (r"([①-⑳])()", "decimalEnclosedCircle", "%1"),
]


def value(digits):
    return ord(digits) - ord("①") + 1 if "①" <= digits <= "⑳" else int(digits)


class Lists:
    """Word's numbering: a list for each row of numbers that begins with 1 and runs on."""

    def __init__(self):
        self.last, self.lists = {}, []

    def take(self, line):
        """The paragraph's list and the rest of its text, if its number is the next of a list."""
        bare = line.lstrip(" 　")
        for place, (pattern, way, text) in enumerate(MARKS):
            found = re.match(pattern, bare)
            if not found or found.end() == len(bare):
                continue
            number, (number_before, which) = value(found[1]), self.last.get(place, (0, 0))
            gap = "space" if found[0].endswith(" ") else "nothing"
            if number == 1:
                self.lists.append((way, text, gap))
                which = len(self.lists)
            elif number != number_before + 1 or not which or self.lists[which - 1][2] != gap:
                return None
            self.last[place] = (number, which)
            return which, len(line) - len(bare), bare[found.end():]
        return None

    def xml(self):
        body = ""
        for number, (way, text, gap) in enumerate(self.lists, 1):
            body += f'<w:abstractNum w:abstractNumId="{number}"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{way}"/><w:suff w:val="{gap}"/><w:lvlText w:val="{text}"/></w:lvl></w:abstractNum>'
        for number in range(1, len(self.lists) + 1):
            body += f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
        return f'<w:numbering xmlns:w="{W}">{body}</w:numbering>'


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def runs(text):
    """A text cut into runs of odd lengths, as Word does for no reason."""
    pieces, at = [], 0
    while at < len(text):
        step = 7 + (at * 13) % 19
        pieces.append(text[at:at + step])
        at += step
    return "".join(f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">{html.escape(piece)}</w:t></w:r>' for piece in pieces)


def paragraph(line, lists):
    found = lists.take(line)
    if not found:
        return f"<w:p>{runs(line)}</w:p>"
    which, indent, rest = found
    left = f'<w:ind w:leftChars="{indent * 100}"/>' if indent else ""
    return f'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{which}"/></w:numPr>{left}</w:pPr>{runs(rest)}</w:p>'


def docx(found, target):
    lists, body = Lists(), []
    for kind, content in found:
        if kind == "text":
            body.append(paragraph(content, lists))
            continue
        rows = squared(content)
        grid = "".join('<w:gridCol w:w="2000"/>' for _ in rows[0])
        table = f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>"
        for number, row in enumerate(rows):
            table += "<w:tr>"
            for column, cell in enumerate(row):
                below = rows[number + 1][column] if number + 1 < len(rows) else [""]
                merge = "<w:vMerge/>" if not cell and column == 0 and number else '<w:vMerge w:val="restart"/>' if not below else ""
                words = "".join(f"<w:p>{runs(words)}</w:p>" for words in cell) or "<w:p/>"
                table += f"<w:tc><w:tcPr>{merge}</w:tcPr>{words}</w:tc>"
            table += "</w:tr>"
        body.append(table + "</w:tbl><w:p/>")
    document = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="{W}"><w:body>{"".join(body)}<w:sectPr/></w:body></w:document>'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    relation = lambda kind, to: f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{office}/{kind}" Target="{to}"/></Relationships>'
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>')
        archive.writestr("_rels/.rels", relation("officeDocument", "word/document.xml"))
        archive.writestr("word/_rels/document.xml.rels", relation("numbering", "numbering.xml"))
        archive.writestr("word/numbering.xml", lists.xml())
        archive.writestr("word/document.xml", document)


def content(found):
    out = []
    for kind, words in found:
        if kind == "text":
            lead = len(words) - len(words.lstrip(" "))
            out.append(f"<p>{'&nbsp;' * lead}{html.escape(words.lstrip(' '))}</p>")
            continue
        rows = "".join("<tr>" + "".join(f"<td>{'<br>'.join(map(html.escape, cell))}</td>" for cell in row) + "</tr>\n" for row in squared(words))
        out.append(f'<table border="1">\n{rows}</table>')
    return "\n".join(out)


MENU = "".join(f'<li><a href="/{number}.html">{name}</a></li>' for number, name in enumerate(["ホーム", "入会のご案内", "検定試験", "共済制度", "貸会議室", "お問い合わせ"]))


def page(found, target):
    target.write_text(f'''<!DOCTYPE html>
<html lang="ja"><head><meta charset="utf-8"><title>plan</title><style>p {{ margin: 0 }}</style><script>document.write("<p>x</p>")</script></head>
<body><header><div class="logo"><a href="/">トップへ</a></div><nav><ul>{MENU}</ul></nav></header>
<div class="breadcrumb"><a href="/">ホーム</a> &gt; <a href="/about">情報公開</a> &gt; 計画</div>
<main>
{content(found)}
</main>
<aside><h2>お知らせ</h2><ul>{MENU}</ul></aside><footer><p>Copyright &copy; 2024 All Rights Reserved.</p></footer></body></html>''', encoding="utf-8")


def old_page(found, target):
    text = f'''<html><head><meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS"><title>plan</title></head>
<body><table width="800"><tr><td colspan="2"><img src="head.gif" alt="見出し"></td></tr><tr><td width="160" valign="top"><table>{"".join(f"<tr><td><a href=x{number}.htm>お知らせ{number}</a></td></tr>" for number in range(8))}</table></td>
<td valign="top">
{content(found)}
</td></tr></table><hr><div align="center">Copyright (C) 2006 All Rights Reserved.</div></body></html>'''
    target.write_bytes(text.encode("cp932", "xmlcharrefreplace"))


KINDS = {"docx": (None, "docx", docx), "word": ("soffice", "docx", libreoffice), "html": (None, "html", page), "sjis": (None, "htm", old_page)}

if __name__ == "__main__":
    main(__doc__, KINDS)
