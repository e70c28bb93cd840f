//! One body against its peers, for a person at a terminal.

use super::compare_text::{bullet, right, share_text, year_label};
use super::lang::{Lang, kind_name, plan_marks};
use super::text::{Style, fit, pad, tame, width, wrap};
use crate::compare::{Benchmark, Chosen, Exemplar, Figure, Gap, Peer, Standing};
use crate::index::{PlanRow, Store};

/// How many gaps, items of its own and figures are shown; JSON and XLSX hold all.
const GAPS: usize = 12;
const ALONE: usize = 12;
const FIGURES: usize = 12;

/// The benchmark as text.
#[must_use]
pub fn benchmark_text(store: &Store, benchmark: &Benchmark, lang: Lang, style: Style) -> String {
    let mut out = String::new();
    head(&mut out, store, benchmark, lang, style);
    standings(&mut out, benchmark, lang, style);
    gaps(&mut out, store, benchmark, lang, style);
    alone(&mut out, store, benchmark, lang, style);
    figures(&mut out, store, benchmark, lang, style);
    out.push('\n');
    benchmark_notes(store, benchmark, lang).iter().for_each(|note| bullet(&mut out, note, style));
    out
}

/// The name of a body.
pub(super) fn name(peer: &Peer, lang: Lang) -> String {
    let unknown = lang.pick("（団体名の記載なし）", "(body not stated)");
    tame(peer.body.name.as_deref().unwrap_or(unknown))
}

fn plan_of(store: &Store, plan: u32) -> Option<&PlanRow> {
    store.plans().get(plan as usize)
}

fn put(out: &mut String, indent: &str, text: &str, style: Style) {
    for line in wrap(text, style.width.saturating_sub(indent.len())) {
        out.push_str(&format!("{indent}{line}\n"));
    }
}

fn head(out: &mut String, store: &Store, benchmark: &Benchmark, lang: Lang, style: Style) {
    let own = plan_line(store, &benchmark.own, lang);
    put(out, "", &style.strong(&own), style);
    let count = benchmark.peers.len();
    let how = match (benchmark.chosen, lang) {
        (Chosen::Named, Lang::Ja) => "指定した団体",
        (Chosen::Prefecture, Lang::Ja) => "同じ都道府県・同じ種別の団体",
        (Chosen::Kind, Lang::Ja) => "同じ種別の団体",
        (Chosen::Everybody, Lang::Ja) => "同じ種別の団体がないため、すべての団体",
        (Chosen::Named, Lang::En) => "named",
        (Chosen::Prefecture, Lang::En) => "same kind, same prefecture",
        (Chosen::Kind, Lang::En) => "same kind",
        (Chosen::Everybody, Lang::En) => "all bodies, there being no other of its kind",
    };
    let items = benchmark.items;
    put(
        out,
        "  ",
        &lang.pick(
            format!("項目{items}件。比較先は{how}、{count}団体："),
            format!("{items} items. Peers ({how}): {count}"),
        ),
        style,
    );
    for peer in benchmark.peers.iter().take(10) {
        put(out, "    ", &plan_line(store, peer, lang), style);
    }
    if count > 10 {
        let more = count - 10;
        put(out, "    ", &lang.pick(format!("ほか{more}団体"), format!("and {more} more")), style);
    }
}

/// Body, title, year, kind and marks.
fn plan_line(store: &Store, peer: &Peer, lang: Lang) -> String {
    let row = plan_of(store, peer.plan);
    let marks: String =
        row.map(|row| plan_marks(row, lang)).unwrap_or_default().iter().map(|mark| format!("［{mark}］")).collect();
    let title = row.and_then(|row| row.title.clone()).unwrap_or_default();
    let kind = row.map_or("", |row| kind_name(row.kind, lang));
    tame(&format!("{}{marks}　{title}（{kind}、{}）", name(peer, lang), year_label(peer.year, lang)))
}

fn standings(out: &mut String, benchmark: &Benchmark, lang: Lang, style: Style) {
    let heads = lang.pick(
        ["テーマ", "件数", "割合", "比較先の中央値", "四分位", "位置"],
        ["theme", "items", "share", "peers' median", "quartiles", "place"],
    );
    let label = benchmark.standings.iter().map(|standing| width(&standing.name)).max().unwrap_or(6).clamp(6, 20);
    let line = format!(
        "{}{}{}{}{}  {}",
        pad(heads[0], label),
        right(heads[1], 6),
        right(heads[2], 8),
        right(heads[3], 16),
        right(heads[4], 16),
        heads[5]
    );
    out.push_str(&format!("\n{}\n", style.strong(&line)));
    for standing in &benchmark.standings {
        let (median, quartiles) = match standing.quartiles {
            Some([first, second, third]) => {
                (share_text(Some(second)), format!("{}～{}", share_text(Some(first)), share_text(Some(third))))
            }
            None => (share_text(None), String::new()),
        };
        out.push_str(&format!(
            "{}{}{}{}{}  {}\n",
            pad(&fit(&tame(&standing.name), label), label),
            right(&standing.items.to_string(), 6),
            right(&share_text(standing.share), 8),
            right(&median, 16),
            right(&quartiles, 16),
            place(standing, lang)
        ));
    }
}

/// Where the body stands among its peers.
pub(super) fn place(standing: &Standing, lang: Lang) -> String {
    let (above, of) = (standing.above, standing.of);
    match (standing.share, standing.quartiles, lang) {
        (Some(share), Some([_, _, third]), _) if of >= 4 && share > third => {
            lang.pick("多い", "high").to_owned() + &beside(above, of, lang)
        }
        (Some(share), Some([first, ..]), _) if of >= 4 && share < first => {
            lang.pick("少ない", "low").to_owned() + &beside(above, of, lang)
        }
        (Some(_), Some(_), _) if of < 4 => beside(above, of, lang).trim().to_owned(),
        (Some(_), Some(_), _) => lang.pick("並み", "mid").to_owned() + &beside(above, of, lang),
        _ => lang.pick("比較できない", "no comparison").to_owned(),
    }
}

fn beside(above: usize, of: usize, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("（{of}団体中{above}団体より多い）"),
        Lang::En => format!(" (above {above} of {of})"),
    }
}

fn gaps(out: &mut String, store: &Store, benchmark: &Benchmark, lang: Lang, style: Style) {
    let gaps = &benchmark.contrast.gaps;
    let head = match lang {
        Lang::Ja => format!("比較先の{}団体以上にあって、ここにない取組（{}種類）", benchmark.several, gaps.len()),
        Lang::En => {
            format!("What {} peers or more do and this body does not ({} kinds)", benchmark.several, gaps.len())
        }
    };
    out.push_str(&format!("\n{}\n", style.strong(&head)));
    for gap in gaps.iter().take(GAPS) {
        let words = gap_words(gap);
        let count = gap.peers;
        put(
            out,
            "  ",
            &tame(&lang.pick(format!("■ {words}　{count}団体"), format!("■ {words}: {count} peers"))),
            style,
        );
        for exemplar in &gap.exemplars {
            exemplar_text(out, store, exemplar, lang, style);
        }
        if let Some((near, _)) = &gap.nearest {
            let said = lang.pick("近いもの：", "nearest here: ");
            let lines = lines(near.lines, lang);
            put(out, "      ", &style.faint(&tame(&format!("{said}{}（{lines}）", near.title))), style);
        }
    }
    more(out, gaps.len(), GAPS, lang);
}

/// The words that make a gap's items alike.
pub(super) fn gap_words(gap: &Gap) -> String {
    let words = gap.words.iter().take(4).cloned().collect::<Vec<_>>().join("・");
    if words.is_empty() { gap.exemplars.first().map(|first| first.title.clone()).unwrap_or_default() } else { words }
}

fn alone(out: &mut String, store: &Store, benchmark: &Benchmark, lang: Lang, style: Style) {
    let alone = &benchmark.contrast.alone;
    let head = match lang {
        Lang::Ja => format!("ここにだけある取組（{}件）", alone.len()),
        Lang::En => format!("What this body alone does ({})", alone.len()),
    };
    out.push_str(&format!("\n{}\n", style.strong(&head)));
    alone.iter().take(ALONE).for_each(|exemplar| exemplar_text(out, store, exemplar, lang, style));
    more(out, alone.len(), ALONE, lang);
}

fn more(out: &mut String, all: usize, shown: usize, lang: Lang) {
    if all > shown {
        let more = all - shown;
        out.push_str(&lang.pick(
            format!("  ほか{more}（--format json・xlsx にすべて）\n"),
            format!("  {more} more (--format json or xlsx has all)\n"),
        ));
    }
}

fn exemplar_text(out: &mut String, store: &Store, exemplar: &Exemplar, lang: Lang, style: Style) {
    let row = plan_of(store, exemplar.plan);
    let body = row.and_then(|row| row.organisation.as_deref()).unwrap_or("");
    let id = row.map_or("", |row| row.id.as_str());
    put(out, "    ", &tame(&format!("・{}", exemplar.title)), style);
    put(out, "      ", &style.faint(&tame(&format!("{body}　{id} {}", lines(exemplar.lines, lang)))), style);
}

/// 12～14行
pub(super) fn lines((first, last): (u32, u32), lang: Lang) -> String {
    match lang {
        Lang::Ja if first == last => format!("{first}行"),
        Lang::Ja => format!("{first}～{last}行"),
        Lang::En if first == last => format!("line {first}"),
        Lang::En => format!("lines {first}–{last}"),
    }
}

fn figures(out: &mut String, store: &Store, benchmark: &Benchmark, lang: Lang, style: Style) {
    let figures = &benchmark.figures;
    let head = lang.pick("似た指標の数値（計画どおりの単位）", "Like figures (units as in the plans)");
    out.push_str(&format!("\n{}\n", style.strong(&format!("{head}　{}", figures.len()))));
    for like in figures.iter().take(FIGURES) {
        put(out, "  ", &tame(&format!("■ {}", figure_text(&like.own, lang))), style);
        put(out, "      ", &style.faint(&place_of(store, &like.own, lang)), style);
        for (figure, _) in like.peers.iter().take(3) {
            let body = plan_of(store, figure.item.plan).and_then(|row| row.organisation.as_deref()).unwrap_or("");
            put(out, "    ", &tame(&format!("・{body}：{}", figure_text(figure, lang))), style);
            put(out, "      ", &style.faint(&place_of(store, figure, lang)), style);
        }
    }
    more(out, figures.len(), FIGURES, lang);
}

fn place_of(store: &Store, figure: &Figure, lang: Lang) -> String {
    let id = plan_of(store, figure.item.plan).map_or("", |row| row.id.as_str());
    tame(&format!("{id} {}", lines((figure.line, figure.line), lang)))
}

/// Name, number with its unit, role and year.
fn figure_text(figure: &Figure, lang: Lang) -> String {
    let approx = if figure.approx { lang.pick("約", "about ") } else { "" };
    let change = if figure.change { lang.pick("増減", " (change)") } else { "" };
    let year = figure.period.map(|year| format!("・{}", year_label(year, lang))).unwrap_or_default();
    let name = if figure.name == figure.item.title {
        figure.name.clone()
    } else {
        format!("{}／{}", figure.item.title, figure.name)
    };
    format!(
        "{}　{approx}{}{}{change}（{}{year}）",
        fit(&name, 60),
        number(figure.value),
        figure.unit,
        figure.role.name()
    )
}

/// 12,000 or 3.5
pub(super) fn number(value: f64) -> String {
    if value.fract() != 0.0 || value.abs() >= 1e15 {
        return value.to_string();
    }
    let digits = format!("{:.0}", value.abs());
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    if value < 0.0 { format!("-{text}") } else { text }
}

/// What must be known to read a benchmark.
pub(super) fn benchmark_notes(store: &Store, benchmark: &Benchmark, lang: Lang) -> Vec<String> {
    let (from, to) = (benchmark.years.from.0, benchmark.years.to.0);
    let count = benchmark.peers.len();
    let marked = |wanted: fn(&PlanRow) -> bool| {
        benchmark.peers.iter().filter_map(|peer| plan_of(store, peer.plan)).filter(|row| wanted(row)).count()
    };
    let (digests, samples) = (marked(|row| row.extent != crate::model::Extent::Full), marked(|row| row.sample));
    let without = benchmark.without.iter().take(8).cloned().collect::<Vec<_>>().join(lang.pick("、", ", "));
    let mut notes = Vec::new();
    match lang {
        Lang::Ja => {
            notes.push(format!("比較先は{count}団体。それぞれ{from}～{to}年度のうち最も新しい年度の計画一つによる。割合は、その計画の全項目（施策・取組。再掲などを除く）に占める割合。"));
            if count < 4 {
                notes.push(
                    "比較先が4団体に満たないため、四分位は目安にもならない。中央値も参考にとどめてください。"
                        .to_owned(),
                );
            }
            notes.push("計画の種別（年度・中期）や項目の書き分けの細かさが違えば、件数も割合も変わる。".to_owned());
            notes.push("取組の有無は題名・見出し・本文の語の近さで機械的に判定している。「ここにない」は、計画に書かれていないか、別の言い方で書かれていることを示すだけで、実施していないことを示さない。".to_owned());
            notes.push("指標は名と単位が近いものを並べている。目標・実績・年度の別は（ ）内のとおりで、そろっているとは限らない。".to_owned());
            if digests > 0 || samples > 0 {
                notes.push(format!("比較先のうち、要旨・一部が{digests}計画、見本（架空）が{samples}計画。"));
            }
            if !without.is_empty() {
                notes.push(format!("この年度の計画が手元にない比較先：{}団体（{without}）。", benchmark.without.len()));
            }
            if benchmark.samples > 0 {
                notes.push(format!("見本（架空）の{}団体は比較先から除いた。", benchmark.samples));
            }
            if benchmark.unread > 0 {
                notes.push(format!(
                    "取組と指標は、年度の近い{}団体と比べた（割合はすべての比較先による）。",
                    count - benchmark.unread
                ));
            }
        }
        Lang::En => {
            notes.push(format!("{count} peers, each by its newest plan of the fiscal years {from}–{to}. Shares are of all items of the plan."));
            if count < 4 {
                notes.push("Fewer than four peers: quartiles mean nothing, the median little.".to_owned());
            }
            notes.push(
                "Kinds of plans and how finely they list their items differ; counts and shares differ with them."
                    .to_owned(),
            );
            notes.push("What is like what is judged by words. \"Does not do\" means: its plan does not say so, or says it in other words.".to_owned());
            notes.push(
                "Figures stand together by name and unit; their roles and years are given and need not agree."
                    .to_owned(),
            );
            if digests > 0 || samples > 0 {
                notes.push(format!(
                    "Of the peers' plans {digests} are digests or parts, {samples} are invented samples."
                ));
            }
            if !without.is_empty() {
                notes.push(format!("No plan of these years at hand: {} peers ({without}).", benchmark.without.len()));
            }
            if benchmark.samples > 0 {
                notes.push(format!("{} invented bodies were left out.", benchmark.samples));
            }
            if benchmark.unread > 0 {
                notes.push(format!(
                    "Items and figures are compared with the {} peers nearest in years.",
                    count - benchmark.unread
                ));
            }
        }
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_parted_by_thousands() {
        assert_eq!(number(1_234_567.0), "1,234,567");
        assert_eq!(number(-1000.0), "-1,000");
        assert_eq!(number(12.5), "12.5");
        assert_eq!(number(999.0), "999");
    }
}
