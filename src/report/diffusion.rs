//! How something spread, in words: for a terminal, for pages and charts alike.

use super::compare_notes::put_notes;
use super::compare_text::{body_name, item_place, year_label};
use super::corrected::corrected_tag;
use super::lang::{Lang, marks_text};
use super::text::{Style, bullet, fit, pad, put, right, tame, width};
use kurabe_index::compare::{Adoption, Comparison, Diffusion, Hidden, Since, Spread};
use kurabe_index::index::Store;

/// Within how many years followers are counted.
const WITHIN: [i32; 3] = [1, 3, 5];
/// Bodies that a sentence names.
const NAMED: usize = 3;

/// The names of a column's numbers by year: 計画のある団体 and so on.
#[must_use]
pub fn diffusion_heads(lang: Lang) -> [&'static str; 4] {
    lang.pick(
        ["計画のある団体", "掲げる団体", "初めて掲げた", "最初の計画から"],
        ["with a plan", "have it", "new", "from first plan"],
    )
}

/// The names of the columns of a spread, that of the part first.
#[must_use]
pub fn spread_heads(part: &'static str, lang: Lang) -> [&'static str; 5] {
    let [bodies, adopted, first, lag] =
        lang.pick(["団体", "掲げた", "最も早い年度", "遅れの中央値"], ["bodies", "took it up", "first", "median lag"]);
    [part, bodies, adopted, first, lag]
}

/// 2.5年
#[must_use]
pub fn median_lag(spread: &Spread<impl Sized>, lang: Lang) -> String {
    match (spread.lag, lang) {
        (None, _) => "－".to_owned(),
        (Some(lag), Lang::Ja) => format!("{lag}年"),
        (Some(lag), Lang::En) => format!("{lag} y"),
    }
}

/// How long after the first a body took it up, as far as plans tell: 3年後, 1～3年後, 3年後まで.
#[must_use]
pub fn lag_text(adoption: &Adoption, lang: Lang) -> String {
    match (adoption.lags(), lang) {
        ((_, 0), _) => lang.pick("最も早い", "earliest").to_owned(),
        ((Some(least), most), Lang::Ja) if least == most => format!("{most}年後"),
        ((Some(least), most), Lang::Ja) => format!("{least}～{most}年後"),
        ((None, most), Lang::Ja) => format!("{most}年後まで"),
        ((Some(least), most), Lang::En) if least == most => format!("{most} y later"),
        ((Some(least), most), Lang::En) => format!("{least}–{most} y later"),
        ((None, most), Lang::En) => format!("up to {most} y later"),
    }
}

/// What is known of the years before.
#[must_use]
pub fn since_text(since: Since, lang: Lang) -> String {
    match (since, lang) {
        (Since::New, _) => lang.pick("初出", "new").to_owned(),
        (Since::Between(year), Lang::Ja) => format!("{year}年度の計画にはなく、間の計画は手元にない"),
        (Since::Between(year), Lang::En) => format!("not in the plan of {year}; none at hand between"),
        (Since::Earliest, _) => lang.pick("最初の計画から", "from the first plan").to_owned(),
    }
}

/// Who was first, and of how many bodies plans show that they followed within how many years.
#[must_use]
pub fn lead_sentence(comparison: &Comparison, of: &Diffusion, lang: Lang) -> String {
    let Some(lead) = of.lead else {
        return lang.pick("手元の計画のどれにもない。", "None of the plans at hand has it.").to_owned();
    };
    let names: Vec<String> =
        of.leaders.iter().take(NAMED).map(|body| tame(&body_name(comparison, *body, lang))).collect();
    let (year, names) = (year_label(lead, lang), names.join(lang.pick("、", ", ")));
    let first = match (of.leaders.len().saturating_sub(NAMED), lang) {
        (0, Lang::Ja) => format!("手元の計画で最も早いのは{year}の{names}。"),
        (more, Lang::Ja) => format!("手元の計画で最も早いのは{year}の{names}ほか{more}団体。"),
        (0, Lang::En) => format!("Earliest at hand, in {year}: {names}."),
        (more, Lang::En) => format!("Earliest at hand, in {year}: {names} and {more} more."),
    };
    // Of those that have it in their first plan at hand nobody knows whether they followed.
    let later: Vec<&Adoption> = of.adoptions.iter().filter(|own| own.lag > 0).collect();
    let lags: Vec<i32> = later.iter().filter(|own| own.since != Since::Earliest).map(|own| own.lag).collect();
    let within = |years: i32| lags.iter().filter(|lag| **lag <= years).count();
    let [one, three, five] = WITHIN.map(within);
    let [a, b, c] = WITHIN;
    let followed = match (lags.len(), lang) {
        (0, Lang::Ja) => "後から初めて掲げたとわかる団体はない。".to_owned(),
        (0, Lang::En) => " Of no body do plans show that it followed.".to_owned(),
        (all, Lang::Ja) => {
            format!("後から初めて掲げたとわかる団体は{all}（{a}年以内{one}、{b}年以内{three}、{c}年以内{five}）。")
        }
        (all, Lang::En) => {
            format!(" Plans show that {all} followed ({one} within {a} y, {three} within {b}, {five} within {c}).")
        }
    };
    let unknown = match (later.len() - lags.len(), lang) {
        (0, _) => String::new(),
        (count, Lang::Ja) => format!("ほか{count}団体は手元の最初の計画から掲げており、いつからかわからない。"),
        (count, Lang::En) => format!(" {count} more have it in their first plan at hand: nobody knows since when."),
    };
    first + &followed + &unknown
}

/// What plans that are not at hand may hide, a sentence each.
#[must_use]
pub fn hidden_sentences(hidden: &Hidden, lang: Lang) -> Vec<String> {
    let Hidden { earliest, between, unseen, ended } = *hidden;
    let all = [
        (
            earliest,
            [
                "団体は手元の最も古い計画にすでにある。実際の始まりはそれより前かもしれない。",
                " bodies have it in their oldest plan at hand: it may be older.",
            ],
        ),
        (
            between,
            [
                "団体は、ない計画とある計画との間の計画が手元にない。始まりはその間のどこかにある。",
                " bodies have no plan at hand between the one without it and the one with it: it began somewhere between.",
            ],
        ),
        (
            unseen,
            [
                "団体は、最も早い年度までの計画が手元にない。実際にはより早かったかもしれない。",
                " bodies have no plan at hand up to the earliest year: they may have been earlier.",
            ],
        ),
        (
            ended,
            [
                "団体は、掲げていない計画より後の計画が手元にない。その後に始めたかもしれない。",
                " bodies without it have no later plan at hand: they may have it since.",
            ],
        ),
    ];
    let said = all.into_iter().filter(|(count, _)| *count > 0);
    said.map(|(count, [japanese, english])| format!("{count}{}", lang.pick(japanese, english))).collect()
}

/// Who has what since when, for a person at a terminal.
#[must_use]
pub fn diffusion_text(
    store: &Store,
    comparison: &Comparison,
    diffused: &[Diffusion],
    lang: Lang,
    style: Style,
) -> String {
    let mut out = String::new();
    if comparison.rows.is_empty() {
        put_notes(&mut out, comparison, lang, style);
        return out;
    }
    for (number, own) in diffused.iter().enumerate() {
        if number > 0 {
            out.push('\n');
        }
        let name = comparison.columns.get(own.column).map_or("", String::as_str);
        out.push_str(&format!("{}\n", style.strong(&tame(name))));
        put(&mut out, "  ", &lead_sentence(comparison, own, lang), style);
        curve(&mut out, own, lang, style);
        spreads(&mut out, own, lang, style);
        adoptions(&mut out, (store, comparison), own, lang, style);
        for said in hidden_sentences(&own.hidden, lang) {
            bullet(&mut out, &said, style);
        }
    }
    out.push('\n');
    let reading = lang.pick(
        "「初出」は、直前の年度の計画になく、その年度の計画にあるもの。何年後かは、手元の計画で最も早い年度から数える。",
        "\"new\": not in the plan of the year before. Lags are counted from the earliest year at hand.",
    );
    bullet(&mut out, reading, style);
    put_notes(&mut out, comparison, lang, style);
    out
}

/// A small table: the first column to the left, numbers to the right.
fn table(out: &mut String, head: &[&str], rows: &[Vec<String>], style: Style) {
    /// The widest first column; what is longer is cut.
    const FIRST: usize = 26;
    let cells = |at: usize| rows.iter().filter_map(move |row| row.get(at)).map(|cell| width(cell));
    let widths: Vec<usize> =
        head.iter().enumerate().map(|(at, text)| cells(at).chain([width(text)]).max().unwrap_or(0)).collect();
    let line = |cells: &[String]| {
        let mut line = String::from("  ");
        for (at, (cell, width)) in cells.iter().zip(&widths).enumerate() {
            let first = (*width).min(FIRST);
            line.push_str(&if at == 0 { pad(&fit(cell, first), first) } else { right(cell, width + 2) });
        }
        format!("{}\n", line.trim_end())
    };
    let head: Vec<String> = head.iter().map(|text| (*text).to_owned()).collect();
    out.push('\n');
    out.push_str(&style.faint(&line(&head)));
    rows.iter().for_each(|row| out.push_str(&line(row)));
}

fn curve(out: &mut String, of: &Diffusion, lang: Lang, style: Style) {
    let [bodies, having, new, earliest] = diffusion_heads(lang);
    let head = [lang.pick("年度", "year"), bodies, having, new, earliest];
    let row = |year: &kurabe_index::compare::Year| {
        let numbers = [year.bodies, year.having, year.new, year.earliest].map(|number| number.to_string());
        [vec![year.year.to_string()], numbers.to_vec()].concat()
    };
    table(out, &head, &of.years.iter().map(row).collect::<Vec<_>>(), style);
}

/// The tables by prefecture and by kind of body, where there is more than one of either.
fn spreads(out: &mut String, of: &Diffusion, lang: Lang, style: Style) {
    let unknown = lang.pick("（記載なし）", "(not stated)");
    let cells = |name: String, bodies: u32, adopted: u32, first: Option<(i32, usize)>, lag: String| {
        let first = first.map_or_else(|| "－".to_owned(), |(year, _)| year.to_string());
        vec![name, bodies.to_string(), adopted.to_string(), first, lag]
    };
    if of.prefectures.len() > 1 {
        let rows = of.prefectures.iter().map(|part| {
            let name = part.key.clone().unwrap_or_else(|| unknown.to_owned());
            cells(tame(&name), part.bodies, part.adopted, part.first, median_lag(part, lang))
        });
        table(out, &spread_heads(lang.pick("都道府県", "prefecture"), lang), &rows.collect::<Vec<_>>(), style);
    }
    if of.kinds.len() > 1 {
        let rows = of.kinds.iter().map(|part| {
            let name = part.key.map_or(unknown, |kind| kind.name()).to_owned();
            cells(name, part.bodies, part.adopted, part.first, median_lag(part, lang))
        });
        table(out, &spread_heads(lang.pick("団体の種別", "kind of body"), lang), &rows.collect::<Vec<_>>(), style);
    }
}

fn adoptions(out: &mut String, (store, comparison): (&Store, &Comparison), own: &Diffusion, lang: Lang, style: Style) {
    out.push('\n');
    for (place, adoption) in own.adoptions.iter().enumerate() {
        let marks = store.row(adoption.item.0).map(|row| marks_text(row, lang)).unwrap_or_default();
        let (year, body) = (year_label(adoption.year, lang), body_name(comparison, adoption.body, lang));
        put(out, "  ", &format!("{year}  {body}{marks}　{}", lag_text(adoption, lang)), style);
        let count = lang.pick(format!("{}件", adoption.items), format!("{} items", adoption.items));
        let mut about = format!("{}　{count}", since_text(adoption.since, lang));
        if let Some(item) = own.items.get(place).and_then(Option::as_ref) {
            let place = item_place(store, item, lang);
            let corrected = corrected_tag(item.corrected, lang);
            let title = tame(&format!("{} {}{corrected}（{place}）", item.marker, item.title));
            about.push_str(&format!("　{}", title.trim_start()));
        }
        put(out, "      ", &style.faint(&about), style);
    }
    let without = own.without.len();
    if without > 0 {
        out.push_str(&match lang {
            Lang::Ja => format!("  （{without}団体の手元の計画にはない）\n"),
            Lang::En => format!("  (not in the plans at hand of {without} bodies)\n"),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kurabe_model::NodeId;

    #[test]
    fn lags_say_what_plans_tell() {
        let adoption = |since, lag| Adoption { body: 0, year: 2020 + lag, since, lag, items: 1, item: (0, NodeId(1)) };
        assert_eq!(lag_text(&adoption(Since::New, 0), Lang::Ja), "最も早い");
        assert_eq!(lag_text(&adoption(Since::New, 3), Lang::Ja), "3年後");
        assert_eq!(lag_text(&adoption(Since::Between(2020), 3), Lang::Ja), "1～3年後");
        // The plan that lacks it is older than the first that has it: it cannot be earlier than the first at hand.
        assert_eq!(lag_text(&adoption(Since::Between(2017), 3), Lang::Ja), "0～3年後");
        assert_eq!(lag_text(&adoption(Since::Earliest, 3), Lang::En), "up to 3 y later");
    }
}
