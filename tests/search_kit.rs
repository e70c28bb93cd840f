//! What the tests of searching share: a small corpus of four bodies, and the project's own documents as an open index.

use kurabe_index::index::Store;
use kurabe_index::query;
use kurabe_index::search::{Answer, Paging, Request, Sort, search};
use kurabe_index::thesaurus::Thesaurus;
use serde_json::{Value, json};

use crate::kit::{Folder, places, repository, run};

const MINATO_R3: &str = "\
令和３年度　事業計画書
みなと商工会議所

１．経営支援の強化
（１）事業承継支援の推進【新規】
　後継者のいない事業者の事業承継を、専門家とともに支援する。
（２）デジタル化の支援（再掲）
　ＤＸに取り組む事業者をﾊﾟｿｺﾝ教室と講座で支え、e-mailで13年にわたり、2,100会員の相談に応じ、H30からは①20件を目
標とする。
２．地域の振興
（１）観光の振興【新規】
　訪日客の誘致に努める。
（２）商店街の振興
　空き店舗の活用を進める。
";

pub(crate) const MINATO_R5: &str = "\
第２期　中期計画
令和５年度～令和７年度
みなと商工会議所

１．経営支援の強化
（１）事業引継ぎの支援
　親族の外への引継ぎを、ＡＩの活用とともに支援する。
（２）港の観光
　クルーズ船の寄港を増やす。
";

const YAMATE: &str = "\
令和４年度　事業計画
やまて商工会

１．観光の振興
（１）温泉地の観光
　湯めぐりの催しを開く。
（２）登山道の整備
　山小屋とともに道を直す。
";

const KAWASE: &str = "\
令和４年度　事業計画
かわせ商工会議所

１．事業者の支援
（１）=SUM(A1)の講習
　表計算の初歩を学ぶ。
（２）事業の承継を円滑に支援
　専門家が個々に相談に乗る。
";

const MANIFEST: &str = r#"
["minato/r3"]
prefecture = "新潟県"
["minato/r5-r7"]
prefecture = "新潟県"
extent = "digest"
["yamate/r4"]
prefecture = "長野県"
[kawase]
sample = true
"#;

const THESAURUS: &str = r#"
[[group]]
same = ["インバウンド", "訪日客"]
[[group]]
same = ["事業承継", "事業引継ぎ"]
related = ["後継者"]
[[group]]
same = ["旅行", "ツーリズム"]
narrower = ["湯めぐり"]
"#;

pub(crate) fn encoded(text: &str, encoding: &'static encoding_rs::Encoding) -> Vec<u8> {
    let (bytes, _, has_faults) = encoding.encode(text);
    assert!(!has_faults, "{} cannot hold the text", encoding.name());
    bytes.into_owned()
}

/// Four bodies, five years, four encodings, a thesaurus of its own.
pub(crate) fn corpus() -> Folder {
    let folder = Folder::new();
    folder.write("minato/r3.txt", MINATO_R3);
    folder.write("minato/r5-r7.txt", encoded(MINATO_R5, encoding_rs::SHIFT_JIS));
    folder.write("yamate/r4.txt", encoded(YAMATE, encoding_rs::EUC_JP));
    folder.write("kawase.txt", encoded(KAWASE, encoding_rs::ISO_2022_JP));
    folder.write("corpus.toml", MANIFEST);
    folder.write("thesaurus.toml", THESAURUS);
    folder
}

pub(crate) fn sorted(mut hits: Vec<String>) -> Vec<String> {
    hits.sort();
    hits
}

/// The hits of one kind of match, sorted.
pub(crate) fn matched(answer: &Value, name: &str) -> Vec<String> {
    let hits = answer["hits"].as_array().unwrap();
    let hits: Vec<Value> = hits.iter().filter(|hit| hit["match"] == name).cloned().collect();
    sorted(places(&json!({ "hits": hits })))
}

/// Queries of all sorts for the project's own documents.
pub(crate) const QUERIES: [&str; 14] = [
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
pub(crate) fn store(folder: &Folder) -> Store {
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

/// What an index answers.
pub(crate) fn answer(store: &Store, text: &str, sort: Sort, paging: Paging, (offset, limit): (usize, usize)) -> Answer {
    let thesaurus = Thesaurus::parse(include_str!("../data/thesaurus.toml")).unwrap();
    let query = query::read(text).unwrap();
    search(store, &thesaurus, &Request { query: &query, exact: false, limit, offset, sort, paging }).unwrap()
}
