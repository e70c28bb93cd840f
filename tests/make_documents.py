#!/usr/bin/env python3
"""Make documents of other formats from the text of a plan: make_documents.py PLAN.txt FOLDER [KIND…]

Kinds: libreoffice, chromium (programs of these names), rksj, ucs2, euc, vertical (PDF written by hand in the old way:
predefined character maps, fonts not embedded, no table of characters). Without kinds all whose program is here.
Prints the path of each file made. A paragraph of the text is a paragraph of the document; rows of tabs and of bars
are ruled tables. Nothing but the standard library is needed.
"""
import contextlib
import html
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata


def width(text):
    return sum(1 if ord(c) < 128 or 0xFF61 <= ord(c) <= 0xFF9F else 2 for c in text)


def blocks(text):
    """The plan as ("text", line) and ("table", rows); a cell is a list of lines."""
    found = []
    lines = text.replace("\ufeff", "").replace("\r\n", "\n").split("\n")
    at = 0
    while at < len(lines):
        line = lines[at]
        bare = line.strip()
        if re.fullmatch(r"[-|:\s=─━┼]*", bare) and bare.count("-") >= 3 and "|" in bare:
            at += 1
            continue
        if re.match(r"(- )?[|｜]", bare):
            row = line
            while not row.rstrip().endswith(("|", "｜")) and at + 1 < len(lines):
                at += 1
                row += "\n" + lines[at]
            cells = re.split(r"[|｜]", re.sub(r"^\s*(- )?", "", row).strip())[1:-1]
            cells = [[words.strip() for words in re.split(r"\n|</?(?:p|br)\s*/?>", cell)] for cell in cells]
            add(found, [[html.unescape(words) for words in cell if words] for cell in cells])
        elif "\t" in line.strip("\n"):
            add(found, [[cell.strip()] if cell.strip() else [] for cell in line.rstrip().split("\t")])
        elif bare:
            found.append(("text", line.rstrip()))
        at += 1
    return found


def add(found, row):
    if not any(row):
        return
    if found and found[-1][0] == "table":
        found[-1][1].append(row)
    else:
        found.append(("table", [row]))


def squared(rows):
    """Rows of one width."""
    wide = max(len(row) for row in rows)
    return [row + [[]] * (wide - len(row)) for row in rows]


def shares(rows):
    """How much of the page's width each column gets: long cells more, but none below its longest short word."""
    longest = [max((width(words) for row in rows for words in row[column]), default=2) for column in range(len(rows[0]))]
    wanted = [max(8, min(length + 4, 60)) for length in longest]
    return [share / sum(wanted) for share in wanted]


@contextlib.contextmanager
def throwaway():
    """A folder for one run of a program. That the program may still write there when it has ended is no failure."""
    folder = tempfile.mkdtemp()
    try:
        yield pathlib.Path(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


# LibreOffice: a flat OpenDocument text.

def flat_document(found):
    esc = lambda text: html.escape(text).replace("\t", "<text:tab/>")
    def paragraph(line, style="P"):
        lead = len(line) - len(line.lstrip(" "))
        spaces = f'<text:s text:c="{lead}"/>' if lead else ""
        return f'<text:p text:style-name="{style}">{spaces}{esc(line.lstrip(" "))}</text:p>'
    body, styles = [], []
    for number, (kind, content) in enumerate(found):
        if kind == "text":
            body.append(paragraph(content))
            continue
        rows = squared(content)
        for column, share in enumerate(shares(rows)):
            styles.append(f'<style:style style:name="T{number}.{column}" style:family="table-column"><style:table-column-properties style:column-width="{share * 17:.2f}cm"/></style:style>')
        columns = "".join(f'<table:table-column table:style-name="T{number}.{column}"/>' for column in range(len(rows[0])))
        cells = lambda row: "".join('<table:table-cell table:style-name="C" office:value-type="string">' + ("".join(paragraph(words, "C") for words in cell) or '<text:p/>') + "</table:table-cell>" for cell in row)
        body.append(f'<table:table table:name="T{number}" table:style-name="T">{columns}' + "".join(f"<table:table-row>{cells(row)}</table:table-row>" for row in rows) + "</table:table>")
    font = 'style:font-name="F" style:font-name-asian="F" fo:font-size="10pt" style:font-size-asian="10pt"'
    return f'''<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:font-face-decls><style:font-face style:name="F" svg:font-family="IPAMincho"/></office:font-face-decls>
<office:styles><style:default-style style:family="paragraph"><style:text-properties {font}/></style:default-style></office:styles>
<office:automatic-styles><style:style style:name="P" style:family="paragraph"/><style:style style:name="C" style:family="paragraph"/>
<style:style style:name="FO" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/></style:style>
<style:style style:name="T" style:family="table"><style:table-properties style:width="17cm" table:align="margins"/></style:style>
<style:style style:name="C" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #000000" fo:padding="0.1cm"/></style:style>
{"".join(styles)}
<style:page-layout style:name="L"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin="2cm"/><style:footer-style/></style:page-layout></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="L"><style:footer><text:p text:style-name="FO">- <text:page-number>1</text:page-number> -</text:p></style:footer></style:master-page></office:master-styles>
<office:body><office:text>{"".join(body)}</office:text></office:body></office:document>'''


def libreoffice(found, target):
    """The text through LibreOffice, in the format of the target's ending."""
    with throwaway() as folder:
        source = folder / "plan.fodt"
        source.write_text(flat_document(found), encoding="utf-8")
        made = source.with_suffix(target.suffix)
        run(["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", target.suffix[1:], "--outdir", str(folder), str(source)], made)
        shutil.copy(made, target)


# Chromium: a page of HTML.

def web_page(found):
    body = []
    for kind, content in found:
        if kind == "text":
            body.append(f"<p>{html.escape(content)}</p>")
            continue
        cells = lambda row: "".join("<td>" + "<br>".join(html.escape(words) for words in cell) + "</td>" for cell in row)
        body.append("<table>" + "".join(f"<tr>{cells(row)}</tr>" for row in squared(content)) + "</table>")
    return ("<!doctype html><meta charset=utf-8><style>body{font:13px 'Noto Sans CJK JP'}p{margin:0;white-space:pre-wrap}"
            "table{border-collapse:collapse;width:100%}td{border:1px solid;padding:2px 4px}</style>" + "".join(body))


def chromium(found, target):
    with throwaway() as folder:
        source = folder / "plan.html"
        source.write_text(web_page(found), encoding="utf-8")
        run(["chromium", "--headless", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--no-pdf-header-footer", f"--user-data-dir={folder}/profile", f"--print-to-pdf={target}", source.as_uri()], target)


# PDF by hand.

SIZE, LEAD, LEFT, TOP, RIGHT, FOOT = 10, 16, 60, 780, 540, 60


def broken(text, columns):
    """Lines of at most so many columns, nothing that cannot begin a line at their beginning."""
    lines, line = [], ""
    for c in text:
        if width(line) + width(c) > columns and c not in "、。，．）)」』】〉ーっゃゅょッャュョ・":
            lines.append(line)
            line = ""
        line += c
    return lines + [line] if line or not lines else lines


class Paper:
    """Pages with letters and rules; the first line of a page stands at the top."""

    def __init__(self, encode):
        self.encode, self.pages, self.v = encode, [[]], TOP

    def room(self, height):
        if self.v - height < FOOT:
            self.pages.append([])
            self.v = TOP

    def letters(self, u, v, text):
        self.pages[-1].append(f"BT /F1 {SIZE} Tf {u:.1f} {v:.1f} Td <{self.encode(text).hex()}> Tj ET")

    def rule(self, a, b, c, d):
        self.pages[-1].append(f"{a:.1f} {b:.1f} m {c:.1f} {d:.1f} l S")

    def line(self, text):
        lead = len(text) - len(text.lstrip(" \u3000"))
        indent = width(text[:lead]) * SIZE / 2
        for words in broken(text[lead:], int((RIGHT - LEFT - indent) * 2 / SIZE)):
            self.room(LEAD)
            self.letters(LEFT + indent, self.v - SIZE, words)
            self.v -= LEAD

    def table(self, rows):
        rows = squared(rows)
        edges = [LEFT]
        for share in shares(rows):
            edges.append(edges[-1] + share * (RIGHT - LEFT))
        for row in rows:
            cells = [[line for words in cell for line in broken(words, int((b - a - 8) * 2 / SIZE))] for cell, a, b in zip(row, edges, edges[1:])]
            while any(cells):
                tall = max(1, max(len(cell) for cell in cells))
                fit = int((self.v - FOOT - 8) / LEAD)
                if fit < tall and (fit < 4 or tall * LEAD < TOP - FOOT - 8) and self.v < TOP:
                    self.room(1000)
                    continue
                now, cells = [cell[:fit] for cell in cells], [cell[fit:] for cell in cells]
                height = max(1, max(len(cell) for cell in now)) * LEAD + 6
                for edge in edges:
                    self.rule(edge, self.v, edge, self.v - height)
                for v in (self.v, self.v - height):
                    self.rule(edges[0], v, edges[-1], v)
                for cell, edge in zip(now, edges):
                    for place, words in enumerate(cell):
                        self.letters(edge + 4, self.v - 3 - SIZE - place * LEAD, words)
                self.v -= height
        self.v -= LEAD / 2

    def numbered(self):
        for number, page in enumerate(self.pages, 1):
            page.append(f"BT /F1 {SIZE} Tf 285 30 Td <{self.encode(f'- {number} -').hex()}> Tj ET")


class Upright(Paper):
    """Vertical writing on a page that lies: a line runs down, the next stands left of it."""

    def line(self, text):
        for words in (text[at:at + 48] for at in range(0, len(text), 48)):
            self.room(LEAD)
            self.letters(self.v - SIZE / 2, 540, words)
            self.v -= LEAD

    def table(self, rows):
        for row in rows:
            self.line("　".join(words for cell in row for words in cell))

    def numbered(self):
        pass


def pdf(paper, cmap, box):
    objects = ["<</Type/Catalog/Pages 2 0 R>>", None,
               f"<</Type/Font/Subtype/Type0/BaseFont/MS-Mincho/Encoding/{cmap}/DescendantFonts[4 0 R]>>",
               "<</Type/Font/Subtype/CIDFontType2/BaseFont/MS-Mincho/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)/Supplement 2>>"
               "/DW 1000/W[1[500 500] 3 94 500 231 632 500]/FontDescriptor 5 0 R>>",
               "<</Type/FontDescriptor/FontName/MS-Mincho/Flags 7/FontBBox[0 -137 1000 859]/ItalicAngle 0/Ascent 859/Descent -140/CapHeight 769/StemV 78>>"]
    pages = []
    for page in paper.pages:
        content = "\n".join(["0.5 w"] + page)
        objects.append(f"<</Length {len(content)}>>stream\n{content}\nendstream")
        objects.append(f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {box}]/Contents {len(objects)} 0 R/Resources<</Font<</F1 3 0 R>>>>>>")
        pages.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Count {len(pages)}/Kids[{' '.join(pages)}]>>"
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("ascii")
    xref = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    return out + f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{xref}\n%%EOF\n".encode()


def known(text, encoding):
    """The text in letters that the encoding has."""
    swaps = {"〜": "～", "−": "－", "‐": "-", "•": "・", "–": "-", "—": "―", "\u3000": "　", "‑": "-", "⼀": "一"}
    out = ""
    for c in text:
        for form in (c, swaps.get(c, c), unicodedata.normalize("NFKC", c)):
            try:
                form.encode(encoding)
                out += form
                break
            except UnicodeEncodeError:
                continue
        else:
            out += "〓"
    return out


def by_hand(encoding, cmap, paper=Paper, box="595 842", letters=None):
    def make(found, target):
        sheet = paper(lambda text: text.encode(encoding))
        before = found
        found = [(kind, known(content, letters or encoding) if kind == "text" else [[[known(words, letters or encoding) for words in cell] for cell in row] for row in content]) for kind, content in found]
        for kind, content in found:
            sheet.line(content) if kind == "text" else sheet.table(content)
        sheet.numbered()
        if found == before:
            target.write_bytes(pdf(sheet, cmap, box))
            return
        # The encoding lacks letters of the plan: what the document says is another text.
        rows = lambda content: "\n".join("\t".join(" ".join(cell) for cell in row) for row in content)
        said = (content if kind == "text" else rows(content) for kind, content in found)
        target.with_suffix(".txt").write_text("\n".join(said) + "\n", encoding="utf-8")
        target.write_bytes(pdf(sheet, cmap, box))
    return make


# Kinds by name: the program that one needs, the ending of its documents, how it is made.
KINDS = {
    "libreoffice": ("soffice", "pdf", libreoffice),
    "chromium": ("chromium", "pdf", chromium),
    "rksj": (None, "pdf", by_hand("cp932", "90ms-RKSJ-H")),
    "ucs2": (None, "pdf", by_hand("utf-16-be", "UniJIS-UCS2-H", letters="cp932")),
    "euc": (None, "pdf", by_hand("euc-jp", "EUC-H")),
    "vertical": (None, "pdf", by_hand("cp932", "90ms-RKSJ-V", Upright, "842 595")),
}


def run(command, made):
    """Runs a program to its end. Programs may report success and have made nothing."""
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=600)
        if not done.returncode and made.is_file():
            return
        why, said = f"ended with {done.returncode} and " + ("a document" if made.is_file() else "no document"), done.stdout
    except subprocess.TimeoutExpired as late:
        why, said = f"was not done after {late.timeout} seconds", late.stdout or b""
    sys.exit(f"{' '.join(command)}\n{why}:\n{said.decode(errors='replace')}")


def text_of(path):
    """A plan's text; old ones are in Shift_JIS."""
    content = path.read_bytes()
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp932")


def main(usage, kinds):
    """Makes the kinds that the command line names, or all whose program is here."""
    if len(sys.argv) < 3:
        sys.exit(usage)
    plan, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    found = blocks(text_of(plan))
    for kind in sys.argv[3:] or [kind for kind, (program, _, _) in kinds.items() if not program or shutil.which(program)]:
        _, ending, make = kinds[kind]
        target = folder / f"{plan.stem}.{kind}.{ending}"
        make(found, target)
        print(target)


if __name__ == "__main__":
    main(__doc__, KINDS)
