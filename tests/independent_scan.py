#!/usr/bin/env python3
"""Is the search complete? independent_scan.py KURABE CORPUS INDEX [QUERIES] [SEED]

Reads every passage from `kurabe export`, scans them for random strings with a fold and a rule of runs of its own,
written from the section "Text" of the design alone, and compares with `kurabe search --exact`. Nothing of kurabe's code
is used and nothing but the standard library is needed. Exit code 0 if all agree.
"""
import collections
import json
import random
import re
import subprocess
import sys
import unicodedata

# "Circled and Roman-numeral letters (①, Ⅰ) are runs of their own": NFKC would make digits and letters of them.
CIRCLED_AND_ROMAN = re.compile(
    "[\u2160-\u2188"  # Roman numerals
    "\u2460-\u2473\u24ea-\u24ff"  # circled digits
    "\u2488-\u249b"  # digits with a full stop
    "\u24b6-\u24e9"  # circled Latin letters
    "\u2776-\u2793"  # dingbats: circled digits
    "\u3251-\u325f\u32b1-\u32bf]"  # circled numbers above 20
)
# CJK radicals supplement: NFKC leaves them. Those that PDF files bring into plans; another one stops the scan below.
RADICALS = str.maketrans("⻄⻑⻘⺠⻝⻤⻨⻩⻭⻲⻓⻔⻢⻥⻦⺟⻁⻆⻣⻯", "西長青民食鬼麦黄歯亀长门马鱼鸟母虎角骨竜")
HYPHENS = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d-]")
WAVES = re.compile("[\u301c\u223c\uff5e~]")
BARS = re.compile("[\u2016\u2225]")
# Variation selectors and zero-width characters.
UNSEEN = re.compile("[\u00ad\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]")
BLANKS = re.compile(r"\s+")


def is_latin(c):
    return c.isalpha() and unicodedata.name(c, "").startswith(("LATIN ", "MODIFIER LETTER"))


def is_digit(c):
    return "0" <= c <= "9"


def once(text):
    """One pass of the fold over a text without circled letters; blanks become one blank."""
    text = UNSEEN.sub("", text).translate(RADICALS)
    text = BLANKS.sub(" ", text)
    text = unicodedata.normalize("NFKC", text).lower()
    return BARS.sub("∥", WAVES.sub("~", HYPHENS.sub("-", text)))


def fold(text):
    pieces, at = [], 0
    for found in CIRCLED_AND_ROMAN.finditer(text):
        pieces += [("text", text[at : found.start()]), ("own", found.group().lower())]
        at = found.end()
    pieces.append(("text", text[at:]))
    text = "".join(piece if kind == "own" else once(piece) for kind, piece in pieces)
    # A blank stays between two Latin words or numbers.
    kept = []
    for place, c in enumerate(text):
        if c == " ":
            before, after = text[:place].rstrip(" ")[-1:], text[place:].lstrip(" ")[:1]
            if not (before and after and all(is_latin(x) or is_digit(x) for x in (before, after))):
                continue
            if kept and kept[-1] == " ":
                continue
        kept.append(c)
    folded = "".join(kept)
    return folded if folded == text else fold(folded)


def cuts_a_run(text, at):
    """Would a border at this place cut a stretch of Latin letters or of digits (with , or . between digits) in two?"""
    if at in (0, len(text)):
        return False
    before, after = text[at - 1], text[at]
    if is_latin(before) and is_latin(after):
        return True
    # The number around this place: digits, with single marks between digits.
    near = NUMBER.finditer(text) if is_digit(before) or is_digit(after) else ()
    return any(found.start() < at < found.end() for found in near)


NUMBER = re.compile(r"[0-9]+(?:[,.][0-9]+)*")


def occurs(text, word):
    at = text.find(word)
    while at >= 0:
        if not cuts_a_run(text, at) and not cuts_a_run(text, at + len(word)):
            return True
        at = text.find(word, at + 1)
    return False


def quoted(string):
    """A phrase of the query language; none if the string closes every kind of quotation mark."""
    for opening, closing in ("「」", "『』", '""', "“”"):
        if opening not in string and closing not in string:
            return opening + string + closing
    return None


def kurabe(*arguments):
    run = subprocess.run([program, "--corpus", corpus, "--index", index, *arguments], capture_output=True, encoding="utf-8")
    if run.returncode > 1:
        sys.exit(f"kurabe {' '.join(arguments)}: {run.stderr}")
    return run.stdout


def place(record):
    return record["plan"], record["node"], record["kind"], record["first_line"], record["last_line"]


def drawn(texts):
    """One to twelve characters of a text as written; every third one from where Latin letters or digits stand."""
    for number in range(10_000_000):
        text = chance.choice(texts)
        start = chance.randrange(len(text))
        if number % 3 == 0:
            marks = [found.start() for found in re.finditer("[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]", text)]
            if not marks:
                continue
            start = max(0, chance.choice(marks) - chance.randrange(4))
        string = text[start : start + chance.randint(1, 12)]
        if "\0" not in string and quoted(string) and fold(string):
            yield string


def tell(string, scanned, found):
    print(f"{string!r} (folded {fold(string)!r}): scan {sum(scanned.values())}, kurabe {sum(found.values())}")
    for word, places in ("missed", scanned - found), ("extra", found - scanned):
        for where in list(places)[:3]:
            print(f"  {word}: {where}")


assert fold("ＤＸ の　推進、Ｍade in\n日本 2,100 会員") == "dxの推進、made in日本2,100会員"
assert fold("ｲﾝﾊﾞｳﾝﾄﾞ〜①20件") == "インバウンド~①20件"
assert not occurs("mail", "ai") and not occurs("13年", "3年") and not occurs("2,100会員", "100会員")
assert occurs("h30", "30") and occurs("①20件", "20件") and occurs("2.", "2")

program, corpus, index = sys.argv[1:4]
queries = int(sys.argv[4]) if len(sys.argv) > 4 else 300
chance = random.Random(int(sys.argv[5]) if len(sys.argv) > 5 else 1)

passages = [json.loads(line) for line in kurabe("export", "--format", "jsonl").splitlines() if line]
texts = [passage[part] for passage in passages for part in ("title", "body") if passage[part]]
unknown = {c for text in texts for c in text.translate(RADICALS) if "\u2e80" <= c <= "\u2ef3"}
if unknown:
    sys.exit(f"radicals that this scan does not know: {unknown}")
folded = [(place(passage), fold(passage["title"]), fold(passage["body"])) for passage in passages]

wrong = matches = 0
strings = drawn(texts)
for _ in range(queries):
    string = next(strings)
    word = fold(string)
    scanned = collections.Counter(at for at, title, body in folded if occurs(title, word) or occurs(body, word))
    answer = json.loads(kurabe("search", "--exact", "--no-refresh", "--limit", "0", "--format", "json", "--", quoted(string)))
    found = collections.Counter(map(place, answer["hits"]))
    matches += sum(scanned.values())
    if scanned != found or answer["total"] != sum(scanned.values()) or answer["literal"] != answer["total"]:
        wrong += 1
        tell(string, scanned, found)
print(f"{len(passages)} passages, {queries} strings, {matches} passages found, {wrong} strings differ")
sys.exit(1 if wrong or not passages or not matches else 0)
