//! Pages and orders: a page of an answer is the same part of the whole answer, however little of it was looked at.

use kurabe_index::search::{Hit, Paging, Sort};
use serde_json::Value;

use crate::kit::{Folder, places};
use crate::search_kit::{QUERIES, answer, corpus, sorted, store};

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
fn pages_put_together_are_the_whole() {
    let folder = corpus();
    for query in ["支援", "year:2021..2023", "事業承継", "観光 振興", "みなと 観光"] {
        for sort in ["score", "year", "organisation"] {
            let whole = folder.hits(&[query, "--sort", sort]);
            let mut pages = Vec::new();
            for offset in 0..=whole.len() / 2 {
                let offset = (offset * 2).to_string();
                pages.extend(places(&folder.search(&[query, "--sort", sort, "--limit", "2", "--offset", &offset])));
            }
            assert_eq!(pages, whole, "{query} by {sort}");
        }
    }
    let beyond = folder.run(&["search", "支援", "--offset", "99", "--format", "json"]);
    assert_eq!(
        (beyond.code, beyond.json()["hits"].as_array().unwrap().len()),
        (0, 0),
        "found, though not on this page"
    );
    assert_ne!(beyond.json()["total"], 0);
}

#[test]
fn the_largest_page_is_the_whole() {
    let folder = corpus();
    let most = u64::MAX.to_string();
    let all = folder.hits(&["支援"]);
    assert_eq!(places(&folder.search(&["支援", "--limit", &most])), all);
    assert_eq!(places(&folder.search(&["支援", "--limit", &most, "--offset", "1"])), all[1..]);
    assert_eq!(places(&folder.search(&["支援", "--limit", "5", "--offset", &most])), [""; 0]);
}

#[test]
fn twenty_hits_unless_more_are_asked_for() {
    let items: String = (1..=30).map(|number| format!("（{number}）観光の催し{number}\n")).collect();
    let folder = Folder::of(&[("a.txt", &format!("令和3年度 事業計画\nみなと商工会議所\n\n１．振興\n{items}"))]);
    let answer = folder.search(&["観光"]);
    assert_eq!((answer["total"].as_u64(), answer["hits"].as_array().unwrap().len()), (Some(30), 20));
    assert_eq!(folder.hits(&["観光"]).len(), 30);
}

#[test]
fn pages_by_plan_hold_each_plan_whole() {
    let folder = corpus();
    let whole = folder.search(&["支援", "--exact", "--limit", "0"]);
    let best = whole["hits"][0]["plan"].clone();
    let first = folder.search(&["支援", "--exact", "--group", "plan", "--limit", "1"]);
    let plans: Vec<&Value> = first["hits"].as_array().unwrap().iter().map(|hit| &hit["plan"]).collect();
    let of_best = places(&whole).iter().filter(|hit| hit.starts_with(best.as_str().unwrap())).count();
    assert!(of_best > 1 && plans.len() == of_best && plans.iter().all(|plan| **plan == best), "{plans:?}");
    assert_eq!(first["total"], whole["total"], "a page does not change the count");
    let mut all = Vec::new();
    for offset in ["0", "1", "2", "3"] {
        all.extend(places(&folder.search(&["支援", "--exact", "--group", "plan", "--limit", "1", "--offset", offset])));
    }
    assert_eq!(sorted(all), sorted(places(&whole)));
}

#[test]
fn orders() {
    let folder = corpus();
    let column = |sort: &str, key: &str| -> Vec<String> {
        let answer = folder.search(&["支援 OR 観光", "--exact", "--limit", "0", "--sort", sort]);
        answer["hits"].as_array().unwrap().iter().map(|hit| hit[key].to_string()).collect()
    };
    let years = column("year", "to");
    assert!(years.is_sorted_by(|a, b| a >= b) && years.first() != years.last(), "newest first: {years:?}");
    let bodies = column("organisation", "organisation");
    assert!(bodies.is_sorted() && bodies.first() != bodies.last(), "{bodies:?}");
    let ranks = ["literal", "context", "widened", "partial"];
    let answer = folder.search(&["事業承継", "--limit", "0"]);
    let kinds =
        answer["hits"].as_array().unwrap().iter().map(|hit| ranks.iter().position(|rank| hit["match"] == *rank));
    assert!(kinds.is_sorted(), "literal first");
}
