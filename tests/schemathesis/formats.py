"""The formats that the description names and no standard has: how schemathesis makes up values of them."""

import schemathesis
from hypothesis import strategies

# One year in many spellings: an earlier one at the other end of a period would be refused, and no schema can say so.
YEARS = ["2021", "令和3", "令和3年度", "R3", "r3", "２０２１", "令和三年", "2021年度", "平成33", ""]

# A query is any text with a word in it; an empty one counts as not given. What stands before a colon would be a filter
# with values of its own.
PARTS = ["創業", "DX*", "「事業承継の支援」", "(観光 OR まちづくり)", "NOT", "OR", "-会員", "(", "」", "年度:令和3..5", "種別:中期計画", "*"]
TEXTS = strategies.text(strategies.characters(codec="utf-8", exclude_characters=":：︓﹕"), max_size=80)
WORDS = strategies.lists(strategies.sampled_from(PARTS) | TEXTS, max_size=8)
QUERIES = WORDS.map(lambda words: " ".join(["支援", *words])) | strategies.just("")

schemathesis.openapi.format("fiscal-year", strategies.sampled_from(YEARS))
schemathesis.openapi.format("kurabe-query", QUERIES)
