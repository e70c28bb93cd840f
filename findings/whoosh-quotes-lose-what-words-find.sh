#!/usr/bin/env bash
# Whoosh with an n-gram analyser finds 事業承継 as a word and loses it as soon as it stands in quotes.
#
# Guess: pairs of letters without positions find too much: the quoted phrase also finds 支援する事業と承継.
# What happens: with NgramWordAnalyzer the quoted phrase finds nothing at all, without a word of warning, though the
#   unquoted one finds the text. With NgramAnalyzer both find it.
# Why it matters to kurabe: quotes are typed by those who want to be exact. Fewer hits are expected then, so that
#   nobody notices that there are none; 「…」 has to be checked against a scan of the text like every other query.
# Needs: python3 with venv
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check Whoosh-Reloaded==2.7.5

cat >try.py <<'PY'
import warnings
warnings.simplefilter('ignore')
from importlib.metadata import version
from whoosh.analysis import NgramAnalyzer, NgramWordAnalyzer
from whoosh.fields import TEXT, Schema
from whoosh.filedb.filestore import RamStorage
from whoosh.qparser import QueryParser
print('Whoosh-Reloaded', version('Whoosh-Reloaded'))
for name, analyser in (('NgramWordAnalyzer', NgramWordAnalyzer(2)), ('NgramAnalyzer', NgramAnalyzer(2))):
    index = RamStorage().create_index(Schema(text=TEXT(stored=True, analyzer=analyser, phrase=True)))
    writer = index.writer()
    for text in ('事業承継の支援', '支援する事業と承継', '商工会議所の会員増強'):
        writer.add_document(text=text)
    writer.commit()
    with index.searcher() as searcher:
        for query in ('事業承継', '"事業承継"', '会議所', '"会議所"'):
            found = searcher.search(QueryParser('text', index.schema).parse(query), limit=None)
            print(name, query, ':', *[hit['text'] for hit in found])
PY
env/bin/python try.py | sed 's/ *$//' | tee seen
cat >expected <<'END'
Whoosh-Reloaded 2.7.5
NgramWordAnalyzer 事業承継 : 事業承継の支援
NgramWordAnalyzer "事業承継" :
NgramWordAnalyzer 会議所 : 商工会議所の会員増強
NgramWordAnalyzer "会議所" :
NgramAnalyzer 事業承継 : 事業承継の支援
NgramAnalyzer "事業承継" : 事業承継の支援
NgramAnalyzer 会議所 : 商工会議所の会員増強
NgramAnalyzer "会議所" : 商工会議所の会員増強
END
diff -u expected seen
echo 'As it was found.'
