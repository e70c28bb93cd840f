//! A page of an answer is the same part of the whole answer, however little of it was looked at.

use std::collections::BTreeMap;

use kurabe_index::index::Store;
use kurabe_index::query;
use kurabe_index::search::{Answer, Hit, Paging, Request, Sort, search};
use kurabe_index::thesaurus::Thesaurus;

use crate::kit::{Folder, repository, run};

const QUERIES: [&str; 14] = [
    "支援",
    "事業承継",
    "観光",
    "DX",
    "業",
    "販路開拓",
    "人材 育成",
    "創業 OR 起業",
    "経営 NOT 支援",
    "観光 種別:中期計画",
    "支援 テーマ:DX",
    "事業承継支援",
    "団体:みなと 支援 階層:施策",
    "テーマ:観光",
];

/// The project's own documents, indexed in several steps so that there are several segments.
fn store(folder: &Folder) -> Store {
    let corpus = repository().join("corpus");
    for entry in walkdir::WalkDir::new(&corpus).sort_by_file_name().into_iter().map(Result::unwrap) {
        let name = entry.path().strip_prefix(&corpus).unwrap().to_string_lossy().replace('\\', "/");
        if entry.file_type().is_file() && name.contains('/') {
            folder.write(&name, std::fs::read(entry.path()).unwrap());
            run(&folder.corpus(), &folder.index(), &["index"]).done();
        }
    }
    Store::open(&folder.index()).unwrap()
}

fn answer(store: &Store, text: &str, sort: Sort, paging: Paging, (offset, limit): (usize, usize)) -> Answer {
    let thesaurus = Thesaurus::parse(include_str!("../data/thesaurus.toml")).unwrap();
    let query = query::read(text).unwrap();
    search(store, &thesaurus, &Request { query: &query, exact: false, limit, offset, sort, paging }).unwrap()
}

fn place(hit: &Hit) -> (String, usize, String) {
    (hit.plan.id.clone(), hit.place, format!("{:?} {:.4}", hit.matched, hit.score))
}

#[test]
fn pages_are_parts_of_the_whole() {
    let folder = Folder::new();
    let store = store(&folder);
    assert!(store.parts() > 1, "one segment tries little");
    for text in QUERIES {
        for sort in [Sort::Score, Sort::Year, Sort::Organisation] {
            let ask = |paging, part| answer(&store, text, sort, paging, part);
            let whole: Vec<_> = ask(Paging::Hits, (0, 0)).hits.iter().map(place).collect();
            assert!(!whole.is_empty(), "{text}");
            for (offset, limit) in [(0, 1), (0, 3), (2, 10), (10, 25), (40, 5)] {
                let page: Vec<_> = ask(Paging::Hits, (offset, limit)).hits.iter().map(place).collect();
                let wanted: Vec<_> = whole.iter().skip(offset).take(limit).cloned().collect();
                assert_eq!(page, wanted, "{text} {sort:?} {offset} {limit}");
            }
            let mut plans: Vec<String> = Vec::new();
            for (plan, ..) in &whole {
                if !plans.contains(plan) {
                    plans.push(plan.clone());
                }
            }
            for (offset, limit, each) in [(0, 1, usize::MAX), (0, 3, 2), (1, 4, 3), (5, 10, 1)] {
                let page: Vec<_> = ask(Paging::Plans { each }, (offset, limit)).hits.iter().map(place).collect();
                let of =
                    |plan: &String| whole.iter().filter(|hit| hit.0 == *plan).take(each).cloned().collect::<Vec<_>>();
                let wanted: Vec<_> = plans.iter().skip(offset).take(limit).flat_map(of).collect();
                assert_eq!(page, wanted, "{text} {sort:?} plans {offset} {limit}, {each} of each");
            }
        }
    }
}

#[test]
fn facets_count_the_hits() {
    let folder = Folder::new();
    let store = store(&folder);
    for round in ["cold", "warm"] {
        for text in QUERIES {
            let found = answer(&store, text, Sort::Score, Paging::Hits, (0, 0));
            let mut themes: BTreeMap<String, usize> = BTreeMap::new();
            let mut bodies: BTreeMap<String, usize> = BTreeMap::new();
            let mut years: BTreeMap<i32, usize> = BTreeMap::new();
            for hit in found.hits.iter().take(found.total().max(1)) {
                hit.passage.themes.iter().for_each(|theme| *themes.entry(theme.clone()).or_default() += 1);
                hit.plan.organisation.iter().for_each(|body| *bodies.entry(body.clone()).or_default() += 1);
                hit.plan
                    .period
                    .iter()
                    .flat_map(|period| period.years())
                    .for_each(|year| *years.entry(year).or_default() += 1);
            }
            assert_eq!(found.facets.theme, themes, "{round} {text}");
            assert_eq!(found.facets.organisation, bodies, "{round} {text}");
            assert_eq!(found.facets.year, years, "{round} {text}");
        }
        store.warm().unwrap();
    }
}
