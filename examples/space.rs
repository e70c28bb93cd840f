use tantivy::Index;
fn main() {
    let index = Index::open_in_dir(std::env::args().nth(1).unwrap()).unwrap();
    let searcher = index.reader().unwrap().searcher();
    let usage = searcher.space_usage().unwrap();
    let mut sums = std::collections::BTreeMap::<String, u64>::new();
    println!("segments {}", usage.segments().len());
    for s in usage.segments() {
        for (n, u) in [
            ("postings", s.postings()),
            ("pos", s.positions()),
            ("fast", s.fast_fields()),
            ("norm", s.fieldnorms()),
            ("term", s.termdict()),
        ] {
            for fu in u.fields() {
                *sums.entry(format!("{n} {}", fu.field_name())).or_default() += fu.total().get_bytes();
            }
        }
        *sums.entry("store".into()).or_default() += s.store().total().get_bytes();
    }
    for (k, v) in sums {
        println!("{k} {:.1}", v as f64 / 1e6);
    }
}
