#!/usr/bin/env python3
"""Counts action items by theme, body and fiscal year from `kurabe export` and `kurabe plans --format json`, without kurabe.

    independent_count.py PASSAGES.jsonl PLANS.json COMPARISON.json

Written from the documentation alone (README.md, "Comparing"), with the standard library. Prints how many cells were
compared; each cell of the comparison that differs is printed and makes the exit code 1.
"""
import json
import statistics
import sys
import unicodedata

NEAREST = ["年度事業計画", "実施計画", "中期計画", "経営発達支援計画", "その他"]
FULLEST = ["full", "digest", "partial"]


def key(name):
    return "".join(unicodedata.normalize("NFKC", name).lower().split())


def newest_first(rows):
    """Sorts by several keys of which some go downwards: the least important first, sorting is stable."""
    rows = sorted(rows, key=lambda row: row["plan"], reverse=True)
    rows.sort(key=lambda row: FULLEST.index(row["extent"]))
    rows.sort(key=lambda row: row["from"], reverse=True)
    rows.sort(key=lambda row: row["published"] or "", reverse=True)
    rows.sort(key=lambda row: row["extent"] == "partial")
    rows.sort(key=lambda row: NEAREST.index(row["plan_kind"]))
    return rows


def main():
    passages, plans, comparison = sys.argv[1:]
    items = {}
    with open(passages, encoding="utf-8") as lines:
        for passage in map(json.loads, lines):
            if passage["kind"] not in ("initiative", "measure"):
                continue
            if "再掲" in passage["flags"] or passage["repeats"] is not None:
                continue
            items.setdefault(passage["plan"], []).append((passage["node"], set(passage["themes"])))
    with open(plans, encoding="utf-8") as file:
        rows = [row for row in json.load(file) if row["plan_kind"] in NEAREST and row["from"] is not None]
    with open(comparison, encoding="utf-8") as file:
        told = json.load(file)
    candidates = {}
    for row in rows:
        for year in range(row["from"], row["to"] + 1):
            candidates.setdefault((key(row["organisation"]), year), []).append(row)
    expected = {}
    for (body, year), several in candidates.items():
        plan = newest_first(several)[0]["plan"]
        own = items.get(plan, [])
        for theme in told["themes"]:
            nodes = [[plan, node] for node, themes in own if theme in themes]
            share = round(len(nodes) / len(own), 6) if own else None
            expected[theme, body, year] = ([plan], len(nodes), len(own), share, nodes)
    faults = 0
    for cell in told["cells"]:
        where = (cell["theme"], key(cell["organisation"]), cell["year"])
        got = (cell["plans"], cell["items"], cell["of"], cell["share"], cell["nodes"])
        want = expected.pop(where, None)
        same = want is not None and got[:3] == want[:3] and got[4] == want[4]
        if not same or not close(got[3], want[3]):
            print(where, "kurabe:", got, "recount:", want)
            faults += 1
    for where, want in expected.items():
        print(where, "is missing; recount:", want)
        faults += 1
    years = [year for _, year in candidates]
    missing = {(body, year) for body, _ in candidates for year in range(min(years), max(years) + 1)} - set(candidates)
    listed = {(key(pair["organisation"]), pair["year"]) for pair in told["no_plan"]}
    if missing != listed:
        print("no_plan differs:", sorted(missing ^ listed))
        faults += 1
    print(len(told["cells"]))
    sys.exit(faults > 0)


def close(a, b):
    return a == b or (a is not None and b is not None and abs(a - b) < 1e-5)


if __name__ == "__main__":
    main()
