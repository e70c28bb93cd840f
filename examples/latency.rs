use kurabe::{index::Store, query, search::*, thesaurus::Thesaurus};
fn main() {
    let store = Store::open(std::path::Path::new(&std::env::args().nth(1).unwrap())).unwrap();
    let th = Thesaurus::parse(&std::fs::read_to_string("data/thesaurus.toml").unwrap()).unwrap();
    let q = [
        "観光",
        "DX",
        "承継",
        "融資",
        "創業",
        "雇用",
        "商店街",
        "後継者",
        "事業承継",
        "販路開拓",
        "経営指導員",
        "人手不足",
        "生産性向上",
        "健康経営",
        "伴走型支援",
        "事業継続計画",
        "インバウンド",
        "小規模事業者",
        "働き方改革",
        "デジタル化",
        "地域ブランド",
        "カーボンニュートラル",
        "新型コロナウイルス",
        "経営発達支援計画",
        "持続化補助金の申請",
        "中小企業の生産性向上",
        "事業承継 専門家派遣",
        "DX 補助金",
        "商店街 空き店舗",
        "観光 インバウンド",
        "港",
        "業",
    ];
    for exact in [true, false] {
        let mut all = vec![];
        let mut per = vec![];
        for q in q {
            let query = query::read(q).unwrap();
            let r = Request { query: &query, exact, limit: 20, offset: 0, sort: Sort::Score, by_plan: false };
            let mut t: Vec<f64> = vec![];
            let mut n = 0;
            let mut c = [0; 4];
            for i in 0..12 {
                let s = std::time::Instant::now();
                let a = search(&store, &th, &r).unwrap();
                n = a.hits.len();
                c = a.counts;
                if i > 1 {
                    t.push(s.elapsed().as_secs_f64() * 1e3);
                }
            }
            all.extend(&t);
            t.sort_by(f64::total_cmp);
            per.push((q, t[t.len() / 2], n, c));
        }
        all.sort_by(f64::total_cmp);
        println!(
            "exact {exact}: p50 {:.2} p90 {:.2} p99 {:.2}",
            all[all.len() / 2],
            all[all.len() * 9 / 10],
            all[all.len() * 99 / 100]
        );
        for p in per {
            println!("  {:?}", p);
        }
    }
}
