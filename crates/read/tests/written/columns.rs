//! Pages of a PDF on which text stands side by side: columns, boxes and tables.

use crate::package::lines;
use crate::paper::Paper;

/// Lines below one another, the first so far from the foot of the page.
fn set(paper: Paper, left: u32, foot: u32, step: u32, texts: &[&str]) -> Paper {
    (0..).zip(texts).fold(paper, |paper, (at, text)| paper.line(left, foot - step * at, 10, text))
}

/// A drawn box.
fn boxed(paper: Paper, left: u32, foot: u32, width: u32, height: u32) -> Paper {
    paper.draw(&format!("{left} {foot} {width} {height} re S"))
}

/// The lines as they are read, without the blanks before them.
fn read(paper: &Paper) -> Vec<String> {
    lines(&paper.bytes(), "pdf").iter().map(|line| line.trim_start().to_owned()).collect()
}

/// One text after the other.
fn joined(parts: &[&[&str]]) -> Vec<String> {
    parts.iter().flat_map(|part| part.iter().map(|text| (*text).to_owned())).collect()
}

const LEFT: [&str; 8] = [
    "Ⅰ 経営の支援",
    "会員の生産性を高め、賃上げの原資を生み出す。",
    "①価格の転嫁を助ける窓口",
    "・取引先との交渉に使う原価の表",
    "・下請かけこみ寺と組む出張の相談",
    "②生成ＡＩを学ぶ塾",
    "・初級と中級の二つの課程を設ける。",
    "・修了した人どうしの集いを続ける。",
];

const RIGHT: [&str; 7] = [
    "②渡し船の割引券の発行",
    "乗客に市内の飲食店で使える券を配る。",
    "③空き店舗の再生",
    "・改装の補助を受けるための計画づくり",
    "・お試しの出店の場の提供",
    "Ⅱ 人材の確保と育成",
    "若い人も高齢の人も共に働ける職場を増やす。",
];

const ACROSS: [&str; 2] = [
    "人口の減少と物価の高騰を受け、港町の商いは大きな曲がり角に立っている。市内の事業所の数は",
    "五年前に比べて一割近く減り、下請の企業では受注の先細りに加えて熟練した人の引退が続く。",
];

/// Lines of the left column and of the right one stand at different heights; what crosses both comes before.
#[test]
fn columns_of_different_rhythm() {
    let paper = set(Paper::new(), 60, 780, 16, &ACROSS);
    let paper = set(paper, 60, 720, 23, &LEFT);
    let paper = set(paper, 310, 725, 17, &RIGHT).line(290, 40, 10, "１");
    assert_eq!(read(&paper), joined(&[&ACROSS, &LEFT, &RIGHT, &["１"]]));
}

/// Lines of prose as wide as a column.
fn prose(first: &'static str) -> [&'static str; 9] {
    let line = "会員の期待に応える取組を一つずつ進めていく";
    [first, line, line, line, line, line, line, line, "拠点となる。"]
}

/// A heading over the columns below it begins where the left column does.
#[test]
fn headings_between_columns() {
    let [first, second] = ["一　前半の取組", "二　後半の取組"];
    let (left, right) =
        (prose("商工会議所は地域の経済を支える拠点として、"), prose("商店街では後継者の不足と来街者の減少が続き"));
    let columns = |paper: Paper, foot| set(set(paper, 60, foot, 17, &left), 310, foot, 17, &right);
    for rule in ["", "60 574 m 540 574 l S"] {
        let paper = columns(Paper::new().line(60, 790, 14, first), 760).line(60, 580, 14, second).draw(rule);
        let expected = joined(&[&[first], &left, &right, &[second], &left, &right]);
        assert_eq!(read(&columns(paper, 550)), expected, "{rule}");
    }
}

/// Between columns of prose a gap as wide as a letter is enough, where the lines run from edge to edge.
#[test]
fn narrow_gutter() {
    let (left, right) =
        (prose("商工会議所は地域の経済を支える拠点として、"), prose("商店街では後継者の不足と来街者の減少が続き"));
    let paper = set(set(Paper::new(), 60, 760, 16, &left), 280, 760, 16, &right);
    assert_eq!(read(&paper), joined(&[&left, &right]));
}

/// Three columns are read one after the other, whether or not their lines stand on one line.
#[test]
fn three_columns() {
    let column = |first: &'static str| {
        [first, "会員の声を聞き取り、", "地域の経済を支える。", "商いの場を広げていく", "催しを共に開いていく"]
    };
    let columns = [column("一月の部会のあゆみ。"), column("二月の部会のあゆみ。"), column("三月の部会のあゆみ。")];
    for lower in [0, 5] {
        let columns_set = (0..).zip(&columns);
        let paper =
            columns_set.fold(Paper::new(), |paper, (at, texts)| set(paper, 60 + 130 * at, 760 - lower * at, 16, texts));
        assert_eq!(read(&paper), joined(&[&columns[0], &columns[1], &columns[2]]), "{lower}");
    }
}

const CARDS: [[&str; 3]; 4] = [
    ["取組１　職人の塾", "・引退した人を講師に迎える。", "・工房に道具の代金を助成する。"],
    ["取組２　海外の商談", "・料理人を産地に招く。", "・商品の頁を二つの言葉で整える。"],
    ["取組３　研ぎ場の常設", "・空き店舗を借りて場を設ける。", "・旅行者が自ら包丁を研げる。"],
    ["取組４　相談の週間", "・春と秋に相談の週間を設ける。", "・交渉の例を会報に載せる。"],
];

/// Boxes side by side are read one after the other, and the row below them after that.
#[test]
fn cards() {
    let mut paper = Paper::new().line(60, 790, 10, "重点の取組");
    for (at, card) in (0..).zip(&CARDS) {
        let (left, foot) = (60 + at % 2 * 240, 680 - at / 2 * 100 - at % 2 * 3);
        paper = set(boxed(paper, left, foot, 220, 80), left + 8, foot + 62, 20, card);
    }
    let paper = paper.line(60, 520, 10, "次の年度に結果を示す。");
    assert_eq!(
        read(&paper),
        joined(&[&["重点の取組"], &CARDS[0], &CARDS[1], &CARDS[2], &CARDS[3], &["次の年度に結果を示す。"]])
    );
}

/// Boxes of different heights that stand in two columns are read down each.
#[test]
fn boxes_in_columns() {
    let [first, second, third, fourth] = &CARDS;
    let mut paper = Paper::new().line(60, 790, 10, "委員会の活動");
    for (left, foot, height, card) in
        [(60, 650, 120, first), (60, 560, 80, second), (300, 690, 80, third), (300, 560, 120, fourth)]
    {
        paper = set(boxed(paper, left, foot, 220, height), left + 8, foot + height - 18, 20, card);
    }
    assert_eq!(read(&paper), joined(&[&["委員会の活動"], first, second, third, fourth]));
}

/// A box of figures beside a list is read after it, whatever its outline is drawn of.
#[test]
fn figures_in_a_box() {
    let list = [
        "Ⅰ　団地の共同化",
        "・共同で受注する窓口",
        "・検査の機器の共同の利用",
        "Ⅱ　技能の承継",
        "・作業を動画に残す。",
    ];
    let figures = ["指標", "承継の支援", "40件"];
    let round = "340 708 m 340 762 l 340 766 344 770 348 770 c 472 770 l 476 770 480 766 480 762 c 480 708 l \
                 480 704 476 700 472 700 c 348 700 l 344 700 340 704 340 708 c h S";
    let dash = |left: u32, foot: u32| format!("{left} {foot} 2 2 re ");
    let flat = (0..35).flat_map(|at| [dash(340 + at * 4, 700), dash(340 + at * 4, 768)]);
    let upright = (0..17).flat_map(|at| [dash(340, 700 + at * 4), dash(478, 700 + at * 4)]);
    let dashed = flat.chain(upright).collect::<String>() + "f";
    let sides = "340 700 m 480 700 l S 480 700 m 480 770 l S 480 770 m 340 770 l S 340 770 m 340 700 l S";
    for outline in [round, dashed.as_str(), sides, "0.9 g 340 700 140 70 re f 0 g"] {
        let paper = set(Paper::new().line(60, 800, 14, "つくる力の再生").draw(outline), 60, 765, 17, &list);
        let paper = set(paper, 350, 755, 20, &figures);
        assert_eq!(read(&paper), joined(&[&["つくる力の再生"], &list, &figures]), "{outline}");
    }
}

/// Text beside a ruled table is read in one go, and goes on below it.
#[test]
fn table_beside_text() {
    let beside =
        ["商店街では後継者の不足と来街者の", "減少が続いており、空き店舗を用い", "た創業の場づくりが求められる。"];
    let rows = "360 770 m 500 770 l S 360 750 m 500 750 l S 360 730 m 500 730 l S \
                360 730 m 360 770 l S 430 730 m 430 770 l S 500 730 m 500 770 l S";
    let paper = set(Paper::new().draw(rows), 60, 758, 16, &beside);
    let paper = paper
        .line(364, 756, 10, "相談")
        .line(434, 756, 10, "800件")
        .line(364, 736, 10, "巡回")
        .line(434, 736, 10, "40件");
    let paper = set(paper, 60, 700, 16, &ACROSS);
    assert_eq!(read(&paper), joined(&[&beside, &["| 相談 | 800件 |", "| 巡回 | 40件 |"], &ACROSS]));
}

/// A page with a heading and a number.
fn paged() -> Paper {
    Paper::new().line(60, 800, 10, "収入の部").line(290, 40, 10, "１")
}

/// What is set by blanks as rows stays so: names and sums, names beside their text, a column with a ground of its own.
#[test]
fn rows_are_no_columns() {
    let names = [
        "一般会計の会費の収入",
        "特定商工業者の負担金の収入",
        "検定の試験の受験料の収入",
        "会館の貸室の使用料の収入",
        "国と県の補助金の収入",
    ];
    let sums = ["12,400,000円", "3,100,000円", "860,000円", "2,050,000円", "18,700,000円"];
    let paper = set(set(paged(), 60, 760, 16, &names), 380, 760, 16, &sums);
    let shaded = set(set(paged().draw("0.9 g 370 690 120 85 re f 0 g"), 60, 760, 16, &names), 380, 760, 16, &sums);
    for paper in [paper, shaded] {
        for (line, (name, sum)) in read(&paper).iter().skip(1).zip(names.iter().zip(sums)) {
            assert!(line.starts_with(name) && line.ends_with(sum), "{line}");
        }
    }
    // Cells with grounds of their own.
    let cells = ["60 700 100 50", "162 700 240 50"].map(|place| format!("0.9 g {place} re f 0 g"));
    let (name, told) = (["創業の", "支援"], ["塾を開き、計画づくりから開業までを助け、", "開業の後も相談に応じる。"]);
    let paper = set(set(paged().draw(&cells.concat()), 66, 734, 18, &name), 168, 734, 18, &told);
    for (line, (name, told)) in read(&paper).iter().skip(1).zip(name.iter().zip(told)) {
        assert!(line.starts_with(name) && line.ends_with(told), "{line}");
    }
    // A name in the middle of the two lines that tell of it.
    let names = [
        "経営の改善の普及",
        "地域の商業の振興",
        "会員への奉仕の充実",
        "組織と財政の強化",
        "検定の試験の施行",
        "青年部と女性会の支援",
    ];
    let told = ["会員の交流を深めるため、部会と委員会の例会を開き、", "業種を越えた取引の機会を広げる。"];
    let mut paper = Paper::new();
    for (at, name) in (0..).zip(names) {
        let foot = 760 - 46 * at;
        paper = set(paper.line(60, foot - 8, 10, name), 200, foot, 16, &told);
    }
    let expected: Vec<[&str; 3]> = names.iter().map(|name| [told[0], name, told[1]]).collect();
    let expected: Vec<&[&str]> = expected.iter().map(|row| row.as_slice()).collect();
    assert_eq!(read(&paper), joined(&expected));
}
