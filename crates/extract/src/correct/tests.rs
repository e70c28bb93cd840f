use super::*;
use crate::extract::extract;
use kurabe_model::plan::Facts;
use kurabe_model::{FigureMend, Flag, LineSpan, Node, NodeKind};
use kurabe_read::Text;

const PLAN: &str = "みなと商工会議所\n令和5年度事業計画\n\nⅠ．経営の支援\n１．創業塾の開催（年2回）\n・市と共に開く\n・会員訪問\n２．巡回の強化\n夜間の相談も受ける。\n窓口も開く。\nⅡ．地域の振興\n１．港の朝市\n・会員訪問\n";

fn read(text: &str) -> Text {
    kurabe_read::read(text.as_bytes(), None).unwrap()
}

fn themes() -> Themes {
    Themes::parse("[[theme]]\nname = \"創業\"\nwords = [\"創業\"]\n[[theme]]\nname = \"観光\"\nwords = [\"朝市\"]")
        .unwrap()
}

/// A plan with what was said of it, one thing after another.
fn said(text: &Text, wishes: &[Wish]) -> (Corrected, Vec<Correction>) {
    let themes = themes();
    let reading = Reading { lines: &text.lines, themes: &themes };
    let plan = || extract(text, &Facts::default());
    let mut all: Vec<Correction> = Vec::new();
    for wish in wishes {
        let earlier: Vec<&Correction> = all.iter().collect();
        let (at, mend) = bind(plan(), &reading, &earlier, wish).expect("it stands there");
        all.push(Correction { number: all.len() as u32 + 1, plan: "r5".into(), at, mend });
    }
    let corrections: Vec<&Correction> = all.iter().collect();
    (correct(plan(), &reading, &corrections), all)
}

/// The titles of a plan, for a message.
fn tree(plan: &Plan) -> String {
    let line = |node: &Node| format!("{} {:?} {}\n", node.span.first, node.kind, node.title);
    plan.nodes.iter().map(line).collect()
}

fn id(plan: &Plan, title: &str) -> NodeId {
    plan.nodes.iter().find(|node| node.title == title).unwrap_or_else(|| panic!("{title}: {}", tree(plan))).id
}

fn node<'a>(plan: &'a Plan, title: &str) -> &'a Node {
    plan.node(id(plan, title)).unwrap()
}

fn parent<'a>(plan: &'a Plan, title: &str) -> Option<&'a str> {
    plan.parent(id(plan, title)).map(|node| node.title.as_str())
}

fn as_read() -> (Text, Plan) {
    let text = read(PLAN);
    let plan = extract(&text, &Facts::default());
    (text, plan)
}

fn item(wish: ItemWish) -> ItemWish {
    wish
}

#[test]
fn kind_place_title_marks_and_themes() {
    let (text, plan) = as_read();
    let visit = plan.nodes.iter().filter(|node| node.title == "会員訪問").nth(1).unwrap().id;
    let wishes = [
        Wish::Item(id(&plan, "巡回の強化"), item(ItemWish { kind: Some(NodeKind::Measure), ..ItemWish::default() })),
        Wish::Item(
            id(&plan, "巡回の強化"),
            item(ItemWish { parent: Some(Some(id(&plan, "港の朝市"))), ..ItemWish::default() }),
        ),
        Wish::Item(
            id(&plan, "市と共に開く"),
            item(ItemWish {
                title: Some("市と開く塾".into()),
                flags: Some([Flag::New].into_iter().collect()),
                ..ItemWish::default()
            }),
        ),
    ];
    let (found, _) = said(&text, &wishes);
    let plan = &found.plan;
    assert!(found.misfits.is_empty(), "{:?}", found.misfits);
    assert_eq!(node(plan, "巡回の強化").kind, NodeKind::Measure);
    assert_eq!(parent(plan, "巡回の強化"), Some("港の朝市"));
    assert!(node(plan, "市と開く塾").flags.contains(Flag::New));
    let passage = plan.passages.iter().find(|passage| passage.title == "市と開く塾").unwrap();
    assert!(passage.body.contains("市と共に開く") && passage.corrected, "what was read stays to be found");
    assert_eq!(plan.corrected().count(), 2);
    let themed = Wish::Item(visit, ItemWish { themes: Some(vec!["創業".into()]), ..ItemWish::default() });
    let (found, _) = said(&text, &[themed]);
    let own = found.plan.nodes.iter().filter(|node| node.title == "会員訪問").nth(1).unwrap();
    assert_eq!(own.themes, ["創業"], "of two of one name the second");
    let unknown = Wish::Item(visit, ItemWish { themes: Some(vec!["海運".into()]), ..ItemWish::default() });
    assert_eq!(said(&text, &[unknown]).0.misfits[&1], Misfit::Theme("海運".into()));
    let circle = ItemWish { parent: Some(Some(visit)), ..ItemWish::default() };
    assert_eq!(
        said(&text, &[Wish::Item(id(&extract(&text, &Facts::default()), "港の朝市"), circle)]).0.misfits[&1],
        Misfit::Circle
    );
}

#[test]
fn lines_of_items_and_lost_items() {
    let (text, plan) = as_read();
    let shorter = Wish::Item(id(&plan, "巡回の強化"), ItemWish { last: Some(9), ..ItemWish::default() });
    let (found, _) = said(&text, &[shorter]);
    assert_eq!(node(&found.plan, "巡回の強化").body, "夜間の相談も受ける。", "{}", tree(&found.plan));
    assert!(found.plan.passages.iter().any(|passage| passage.body == "窓口も開く。" && passage.corrected));
    let lost = Wish::Lost(
        10,
        ItemWish { kind: Some(NodeKind::Initiative), title: Some("窓口も開く".into()), ..ItemWish::default() },
    );
    let (found, all) = said(&text, std::slice::from_ref(&lost));
    assert!(found.misfits.is_empty(), "{:?}", found.misfits);
    assert_eq!(parent(&found.plan, "窓口も開く"), Some("経営の支援"));
    assert_eq!(node(&found.plan, "巡回の強化").span, LineSpan { first: 8, last: 9 });
    assert_eq!(all[0].at.words, "窓口も開く。");
    // What follows on an item that takes in the next comes to it.
    let longer = Wish::Item(id(&plan, "経営の支援"), ItemWish { last: Some(5), ..ItemWish::default() });
    let (found, _) = said(&text, &[longer]);
    assert_eq!(parent(&found.plan, "市と共に開く"), Some("経営の支援"), "{}", tree(&found.plan));
    let (found, _) = said(&text, &[Wish::NoItem(id(&plan, "創業塾の開催"))]);
    assert_eq!(parent(&found.plan, "市と共に開く"), Some("経営の支援"));
    assert!(found.plan.passages.iter().any(|passage| passage.body.starts_with("１．創業塾の開催")));
}

#[test]
fn an_item_that_takes_in_what_holds_it_moves_up() {
    let (text, plan) = as_read();
    let wish = Wish::Item(id(&plan, "市と共に開く"), ItemWish { first: Some(4), ..ItemWish::default() });
    let (found, _) = said(&text, &[wish]);
    assert!(found.misfits.is_empty(), "{:?}", found.misfits);
    let taken = found.plan.nodes.iter().find(|node| node.span.first == 4).unwrap();
    assert_eq!((taken.parent, taken.span.last), (None, 6), "{}", tree(&found.plan));
    assert_eq!(found.plan.nodes.len(), plan.nodes.len() - 2);
    assert!(found.plan.nodes.iter().filter(|node| node.span.first == 7).all(|node| node.parent == Some(taken.id)));
}

#[test]
fn figures_and_what_is_none() {
    let (text, plan) = as_read();
    let school = id(&plan, "創業塾の開催");
    let mend = FigureMend {
        value: Some(Some(3.0)),
        unit: Some("回".into()),
        period: Some(Some(2023)),
        ..FigureMend::default()
    };
    let (found, all) = said(&text, &[Wish::Figure(school, 0, mend)]);
    let figure = &found.plan.indicators[0];
    assert_eq!(
        (figure.value, figure.unit.as_str(), figure.period, figure.corrected),
        (Some(3.0), "回", Some(2023), true)
    );
    assert!(matches!(&all[0].mend, Mend::Figure(quote, _) if quote.text.contains("2回")));
    let (found, _) = said(&text, &[Wish::NoFigure(school, 0)]);
    assert!(found.plan.indicators.is_empty());
}

#[test]
fn what_does_not_stand_there_is_told() {
    let (text, plan) = as_read();
    let wishes = [
        Wish::NoItem(id(&plan, "港の朝市")),
        Wish::Item(id(&plan, "巡回の強化"), ItemWish { kind: Some(NodeKind::Measure), ..ItemWish::default() }),
    ];
    let (_, all) = said(&text, &wishes);
    let corrections: Vec<&Correction> = all.iter().collect();
    let themes = themes();
    let again = |source: &str| {
        let text = read(source);
        correct(extract(&text, &Facts::default()), &Reading { lines: &text.lines, themes: &themes }, &corrections)
    };
    let moved = again(&format!("\n\n表紙\n{}", PLAN.replace("\n１．港の朝市", "\n\n１．港の夕市")));
    assert_eq!(moved.misfits.keys().collect::<Vec<_>>(), [&1], "{}", tree(&moved.plan));
    assert_eq!(node(&moved.plan, "巡回の強化").kind, NodeKind::Measure);
    let notices = || moved.plan.notices.iter().filter(|notice| matches!(notice.kind, NoticeKind::Correction { .. }));
    assert_eq!(notices().count(), 1);
    let twice = again(&PLAN.replace("１．港の朝市", "１．港の朝市\n２．港の朝市"));
    assert!(twice.misfits[&1].is_ambiguous(), "{:?}", twice.misfits);
}

/// What stood twice does not move to its like when it is gone, nor do twins take each other's place.
#[test]
fn what_is_gone_does_not_move_to_another_of_its_words() {
    let (text, plan) = as_read();
    let visits: Vec<NodeId> = plan.nodes.iter().filter(|node| node.title == "会員訪問").map(|node| node.id).collect();
    let kind = || ItemWish { kind: Some(NodeKind::Section), ..ItemWish::default() };
    let again = |source: &str, wish: Wish| {
        let (_, all) = said(&text, &[wish]);
        let (text, themes) = (read(source), themes());
        let corrections: Vec<&Correction> = all.iter().collect();
        correct(extract(&text, &Facts::default()), &Reading { lines: &text.lines, themes: &themes }, &corrections)
    };
    let without = PLAN.replace("１．港の朝市\n・会員訪問\n", "１．港の夜市\n");
    let gone = again(&without, Wish::Item(visits[1], kind()));
    assert!(gone.misfits[&1].is_ambiguous() && gone.plan.corrected().count() == 0, "{:?}", gone.misfits);
    // A line that stood twice is no other line.
    let line = 7;
    let gone = again(&PLAN.replace("・市と共に開く\n・会員訪問\n", ""), Wish::Lost(line, kind()));
    assert!(gone.misfits[&1].is_ambiguous() && gone.plan.corrected().count() == 0, "{:?}", gone.misfits);
    // What stood once may come under another heading.
    let moved =
        again(&PLAN.replace("１．創業塾の開催（年2回）", "１．起業塾"), Wish::Item(id(&plan, "市と共に開く"), kind()));
    assert!(moved.misfits.is_empty(), "{:?}", moved.misfits);
}

#[test]
fn twins_that_change_places_are_told() {
    let twins = "みなと商工会議所\n令和5年度事業計画\nⅠ．経営の支援\n１．相談会の開催\n夏に開く。\n２．相談会の開催\n冬に開く。\n３．巡回\n";
    let text = read(twins);
    let plan = extract(&text, &Facts::default());
    let first = id(&plan, "相談会の開催");
    let wish = Wish::Item(first, ItemWish { kind: Some(NodeKind::Measure), ..ItemWish::default() });
    let (found, all) = said(&text, &[wish]);
    assert!(found.misfits.is_empty() && all[0].at.next.as_deref() == Some("夏に開く。"), "{:?}", all[0].at);
    let again = |source: &str| {
        let (text, themes) = (read(source), themes());
        let corrections: Vec<&Correction> = all.iter().collect();
        correct(extract(&text, &Facts::default()), &Reading { lines: &text.lines, themes: &themes }, &corrections)
    };
    let turned = again(&twins.replace("夏に", "？").replace("冬に", "夏に").replace("？", "冬に"));
    assert!(turned.misfits[&1].is_ambiguous() && turned.plan.corrected().count() == 0, "{:?}", turned.misfits);
    let moved = again(&twins.replace("Ⅰ．", "はじめに\n\n１．この計画について\n\nⅠ．").replace("３．巡回", "３．窓口"));
    assert!(moved.misfits.is_empty(), "{:?}", moved.misfits);
}

#[test]
fn how_well_a_correction_fits_a_plan() {
    let (text, plan) = as_read();
    let kind = || ItemWish { kind: Some(NodeKind::Measure), ..ItemWish::default() };
    let (_, all) = said(&text, &[Wish::Item(id(&plan, "巡回の強化"), kind()), Wish::Lost(9, kind())]);
    let themes = themes();
    let fits = |source: &str| {
        let text = read(source);
        let reading = Reading { lines: &text.lines, themes: &themes };
        let plan = extract(&text, &Facts::default());
        all.iter().map(|own| fit(&plan, &reading, &[], own)).collect::<Vec<_>>()
    };
    assert_eq!(fits(PLAN), [Fit::There, Fit::There]);
    assert_eq!(fits(&PLAN.replace("Ⅰ．経営の支援", "Ⅰ．経営の相談")), [Fit::Elsewhere, Fit::There]);
    let other = PLAN.replace("２．巡回の強化\n夜間の", "２．窓口\n朝の");
    assert_eq!(fits(&other), [Fit::Not, Fit::Not]);
    // What an earlier one began is there with it alone.
    let lost = Wish::Lost(9, ItemWish { title: Some("夜の相談".into()), ..kind() });
    let (found, _) = said(&text, std::slice::from_ref(&lost));
    let flags = Some([Flag::New].into_iter().collect());
    let flagged = Wish::Item(id(&found.plan, "夜の相談"), ItemWish { flags, ..ItemWish::default() });
    let (_, all) = said(&text, &[lost, flagged]);
    let reading = Reading { lines: &text.lines, themes: &themes };
    assert_eq!(fit(&plan, &reading, &[], &all[1]), Fit::Not);
    assert_eq!(fit(&plan, &reading, &[&all[0]], &all[1]), Fit::There);
}

#[test]
fn what_a_later_correction_says_of_all_of_it_is_replaced() {
    let (text, plan) = as_read();
    let (tour, school) = (id(&plan, "巡回の強化"), id(&plan, "創業塾の開催"));
    let kind = |kind| ItemWish { kind: Some(kind), ..ItemWish::default() };
    let value = |value| FigureMend { value: Some(Some(value)), ..FigureMend::default() };
    let wishes = [
        Wish::Item(tour, kind(NodeKind::Measure)),
        Wish::Item(tour, ItemWish { title: Some("巡回".into()), ..kind(NodeKind::Section) }),
        Wish::Item(tour, kind(NodeKind::Measure)),
        Wish::Figure(school, 0, value(3.0)),
        Wish::Figure(school, 0, value(4.0)),
    ];
    let (found, _) = said(&text, &wishes);
    let replaced: Vec<_> = found.plan.corrections.iter().map(|own| (own.number, own.replaced)).collect();
    assert_eq!(replaced, [(1, Some(3)), (2, None), (3, None), (4, Some(5)), (5, None)]);
    // An item that another takes in.
    let shared = Wish::Item(id(&plan, "市と共に開く"), kind(NodeKind::Initiative));
    let longer = Wish::Item(school, ItemWish { last: Some(6), ..ItemWish::default() });
    let (found, _) = said(&text, &[shared, longer]);
    assert_eq!(found.plan.corrections[0].replaced, Some(2), "{:?}", found.misfits);
}

/// Words that only a reader typed are never the document's: what was typed before goes without a trace.
#[test]
fn no_word_of_a_reader_becomes_text() {
    let (text, plan) = as_read();
    let tour = id(&plan, "巡回の強化");
    let titled = |title: &str| Wish::Item(tour, ItemWish { title: Some(title.into()), ..ItemWish::default() });
    let own = |found: &Corrected| {
        let of = found.plan.passages.iter().find(|passage| passage.span.first == 8).unwrap();
        (of.title.clone(), of.body.clone())
    };
    let as_one = own(&said(&text, &[titled("港をまわる")]).0);
    assert_eq!(as_one, ("港をまわる".to_owned(), "巡回の強化\n夜間の相談も受ける。\n窓口も開く。".to_owned()));
    assert_eq!(own(&said(&text, &[titled("海辺の訪問強化"), titled("港をまわる")]).0), as_one);
    // Its beginning alone, and what it was read as.
    assert_eq!(own(&said(&text, &[titled("港をまわる船"), titled("港をまわる")]).0), as_one);
    let back = own(&said(&text, &[titled("海辺の訪問強化"), titled("巡回の強化")]).0);
    assert_eq!(back, ("巡回の強化".to_owned(), "夜間の相談も受ける。\n窓口も開く。".to_owned()));
    // It is none, begins elsewhere, ends earlier, or is taken in.
    let (found, _) = said(&text, &[titled("海辺の訪問強化"), Wish::NoItem(tour)]);
    assert_eq!(own(&found), (String::new(), "２．巡回の強化\n夜間の相談も受ける。\n窓口も開く。".to_owned()));
    let lines = |first, last| Wish::Item(tour, ItemWish { first, last, ..ItemWish::default() });
    let school = id(&plan, "創業塾の開催");
    let taken = Wish::Item(school, ItemWish { last: Some(8), ..ItemWish::default() });
    for wish in [lines(None, Some(9)), lines(Some(7), None), taken] {
        let (found, _) = said(&text, &[titled("海辺の訪問強化"), wish.clone(), titled("港をまわる")]);
        let bodies = || {
            found
                .plan
                .passages
                .iter()
                .map(|passage| &passage.body)
                .chain(found.plan.nodes.iter().map(|node| &node.body))
        };
        assert!(bodies().all(|body| !body.contains("海辺") && !body.contains("港をまわる")), "{wish:?}");
    }
}
