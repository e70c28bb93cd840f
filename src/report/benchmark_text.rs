//! One body against its peers, for a person at a terminal.

use super::compare_text::{share_text, year_label};
use super::lang::{Lang, kind_name, lines_text, marks_text, named};
use super::text::{Style, bullet, fit, pad, put, right, tame, width};
use kurabe_index::compare::{Benchmark, Chosen, Exemplar, Figure, Gap, Peer, Standing};
use kurabe_index::index::{PlanRow, Store};

/// How many gaps, items of its own and figures are shown; JSON and XLSX hold all.
const GAPS: usize = 12;
const ALONE: usize = 12;
const FIGURES: usize = 12;

/// The benchmark as text.
#[must_use]
pub fn benchmark_text(store: &Store, benchmark: &Benchmark, lang: Lang, style: Style) -> String {
    let mut page = Page { store, benchmark, lang, style, out: String::new() };
    page.head();
    page.standings();
    page.gaps();
    page.alone();
    page.figures();
    page.out.push('\n');
    benchmark_notes(store, benchmark, lang).iter().for_each(|note| bullet(&mut page.out, note, style));
    page.out
}

/// The name of a body.
pub(super) fn name(peer: &Peer, lang: Lang) -> String {
    named(peer.body.name.as_deref(), lang)
}

struct Page<'a> {
    store: &'a Store,
    benchmark: &'a Benchmark,
    lang: Lang,
    style: Style,
    out: String,
}

impl Page<'_> {
    fn put(&mut self, indent: &str, text: &str) {
        put(&mut self.out, indent, &tame(text), self.style);
    }

    fn faint(&mut self, indent: &str, text: &str) {
        put(&mut self.out, indent, &self.style.faint(&tame(text)), self.style);
    }

    /// The heading of a part.
    fn part(&mut self, head: &str) {
        self.out.push_str(&format!("\n{}\n", self.style.strong(head)));
    }

    fn head(&mut self) {
        let (benchmark, lang) = (self.benchmark, self.lang);
        let own = self.style.strong(&self.plan_line(&benchmark.own));
        put(&mut self.out, "", &own, self.style);
        let how = match benchmark.chosen {
            Chosen::Named => lang.pick("指定した団体", "named"),
            Chosen::Prefecture => lang.pick("同じ都道府県・同じ種別の団体", "same kind, same prefecture"),
            Chosen::Kind => lang.pick("同じ種別の団体", "same kind"),
            Chosen::Everybody => {
                lang.pick("同じ種別の団体がないため、すべての団体", "all bodies, there being no other of its kind")
            }
        };
        let (items, count) = (benchmark.items, benchmark.peers.len());
        self.put(
            "  ",
            &lang.pick(
                format!("項目{items}件。比較先は{how}、{count}団体："),
                format!("{items} items. Peers ({how}): {count}"),
            ),
        );
        for peer in benchmark.peers.iter().take(10) {
            self.put("    ", &self.plan_line(peer));
        }
        if count > 10 {
            let more = count - 10;
            self.put("    ", &lang.pick(format!("ほか{more}団体"), format!("and {more} more")));
        }
    }

    /// Body, title, year, kind and marks.
    fn plan_line(&self, peer: &Peer) -> String {
        let (row, lang) = (self.store.row(peer.plan), self.lang);
        let marks = row.map(|row| marks_text(row, lang)).unwrap_or_default();
        let title = row.and_then(|row| row.title.as_deref()).unwrap_or_default();
        let kind = row.map_or("", |row| kind_name(row.kind, lang));
        tame(&format!("{}{marks}　{title}（{kind}、{}）", name(peer, lang), year_label(peer.year, lang)))
    }

    fn standings(&mut self) {
        let standings = &self.benchmark.standings;
        let heads = self.lang.pick(
            ["テーマ", "件数", "割合", "比較先の中央値", "四分位", "位置"],
            ["theme", "items", "share", "peers' median", "quartiles", "place"],
        );
        let label = standings.iter().map(|standing| width(&standing.name)).max().unwrap_or(6).clamp(6, 20);
        let line = |[name, items, share, median, quartiles, place]: [&str; 6]| {
            let numbers = format!("{}{}{}", right(items, 6), right(share, 8), right(median, 16));
            format!("{}{numbers}{}  {place}", pad(name, label), right(quartiles, 16))
        };
        self.part(&line(heads));
        for standing in standings {
            let [first, median, third] = match standing.quartiles {
                Some(quartiles) => quartiles.map(|quartile| share_text(Some(quartile))),
                None => [String::new(), share_text(None), String::new()],
            };
            let between = if standing.quartiles.is_some() { format!("{first}～{third}") } else { String::new() };
            let (name, items) = (fit(&tame(&standing.name), label), standing.items.to_string());
            let (share, place) = (share_text(standing.share), place(standing, self.lang));
            self.out.push_str(&format!("{}\n", line([&name, &items, &share, &median, &between, &place])));
        }
    }

    fn gaps(&mut self) {
        let (gaps, lang) = (&self.benchmark.contrast.gaps, self.lang);
        let (several, kinds) = (self.benchmark.several, gaps.len());
        self.part(&lang.pick(
            format!("比較先の{several}団体以上にあって、ここにない取組（{kinds}種類）"),
            format!("What {several} peers or more do and this body does not ({kinds} kinds)"),
        ));
        for gap in gaps.iter().take(GAPS) {
            let (words, count) = (gap_words(gap), gap.peers);
            self.put("  ", &lang.pick(format!("■ {words}　{count}団体"), format!("■ {words}: {count} peers")));
            gap.exemplars.iter().for_each(|exemplar| self.exemplar(exemplar));
            if let Some((near, _)) = &gap.nearest {
                let said = lang.pick("近いもの：", "nearest here: ");
                self.faint("      ", &format!("{said}{}（{}）", near.title, lines_text(near.lines, lang)));
            }
        }
        self.more(gaps.len(), GAPS);
    }

    fn alone(&mut self) {
        let alone = &self.benchmark.contrast.alone;
        let count = alone.len();
        self.part(
            &self.lang.pick(format!("ここにだけある取組（{count}件）"), format!("What this body alone does ({count})")),
        );
        alone.iter().take(ALONE).for_each(|exemplar| self.exemplar(exemplar));
        self.more(alone.len(), ALONE);
    }

    fn more(&mut self, all: usize, shown: usize) {
        if all > shown {
            let more = all - shown;
            self.out.push_str(&self.lang.pick(
                format!("  ほか{more}（--format json・xlsx にすべて）\n"),
                format!("  {more} more (--format json or xlsx has all)\n"),
            ));
        }
    }

    fn exemplar(&mut self, exemplar: &Exemplar) {
        let row = self.store.row(exemplar.plan);
        let body = row.and_then(|row| row.organisation.as_deref()).unwrap_or("");
        let id = row.map_or("", |row| row.id.as_str());
        self.put("    ", &format!("・{}", exemplar.title));
        self.faint("      ", &format!("{body}　{id} {}", lines_text(exemplar.lines, self.lang)));
    }

    fn figures(&mut self) {
        let figures = &self.benchmark.figures;
        let head = self.lang.pick("似た指標の数値（計画どおりの単位）", "Like figures (units as in the plans)");
        self.part(&format!("{head}　{}", figures.len()));
        for like in figures.iter().take(FIGURES) {
            self.put("  ", &format!("■ {}", figure_text(&like.own, self.lang)));
            self.place_of(&like.own);
            for (figure, _) in like.peers.iter().take(3) {
                let body = self.store.row(figure.item.plan).and_then(|row| row.organisation.as_deref()).unwrap_or("");
                self.put("    ", &format!("・{body}：{}", figure_text(figure, self.lang)));
                self.place_of(figure);
            }
        }
        self.more(figures.len(), FIGURES);
    }

    fn place_of(&mut self, figure: &Figure) {
        let id = self.store.row(figure.item.plan).map_or("", |row| row.id.as_str());
        self.faint("      ", &format!("{id} {}", lines_text((figure.line, figure.line), self.lang)));
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

/// The words that make a gap's items alike.
pub(super) fn gap_words(gap: &Gap) -> String {
    let words = gap.words.iter().take(4).cloned().collect::<Vec<_>>().join("・");
    if words.is_empty() { gap.exemplars.first().map(|first| first.title.clone()).unwrap_or_default() } else { words }
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
#[must_use]
pub fn benchmark_notes(store: &Store, benchmark: &Benchmark, lang: Lang) -> Vec<String> {
    let (from, to) = (benchmark.years.from.0, benchmark.years.to.0);
    let count = benchmark.peers.len();
    let marked = |wanted: fn(&PlanRow) -> bool| {
        benchmark.peers.iter().filter_map(|peer| store.row(peer.plan)).filter(|row| wanted(row)).count()
    };
    let (digests, samples) = (marked(|row| row.extent != kurabe_model::Extent::Full), marked(|row| row.sample));
    let mut notes = vec![lang.pick(
        format!("比較先は{count}団体。それぞれ{from}～{to}年度のうち最も新しい年度の計画一つによる。割合は、その計画の全項目（施策・取組。再掲などを除く）に占める割合。"),
        format!("{count} peers, each by its newest plan of the fiscal years {from}–{to}. Shares are of all items of the plan."),
    )];
    let mut note = |japanese: String, english: String| notes.push(lang.pick(japanese, english));
    if count < 4 {
        note(
            "比較先が4団体に満たないため、四分位は目安にもならない。中央値も参考にとどめてください。".into(),
            "Fewer than four peers: quartiles mean nothing, the median little.".into(),
        );
    }
    note(
        "計画の種別（年度・中期）や項目の書き分けの細かさが違えば、件数も割合も変わる。".into(),
        "Kinds of plans and how finely they list their items differ; counts and shares differ with them.".into(),
    );
    note(
        "取組の有無は題名・見出し・本文の語の近さで機械的に判定している。「ここにない」は、計画に書かれていないか、別の言い方で書かれていることを示すだけで、実施していないことを示さない。".into(),
        "What is like what is judged by words. \"Does not do\" means: its plan does not say so, or says it in other words.".into(),
    );
    note(
        "指標は名と単位が近いものを並べている。目標・実績・年度の別は（ ）内のとおりで、そろっているとは限らない。"
            .into(),
        "Figures stand together by name and unit; their roles and years are given and need not agree.".into(),
    );
    if digests > 0 || samples > 0 {
        note(
            format!("比較先のうち、要旨・一部が{digests}計画、見本（架空）が{samples}計画。"),
            format!("Of the peers' plans {digests} are digests or parts, {samples} are invented samples."),
        );
    }
    let without = benchmark.without.len();
    if without > 0 {
        let named = benchmark.without.iter().take(8).cloned().collect::<Vec<_>>().join(lang.pick("、", ", "));
        note(
            format!("この年度の計画が手元にない比較先：{without}団体（{named}）。"),
            format!("No plan of these years at hand: {without} peers ({named})."),
        );
    }
    let invented = benchmark.samples;
    if invented > 0 {
        note(
            format!("見本（架空）の{invented}団体は比較先から除いた。"),
            format!("{invented} invented bodies were left out."),
        );
    }
    if benchmark.unread > 0 {
        let read = count - benchmark.unread;
        note(
            format!("取組と指標は、年度の近い{read}団体と比べた（割合はすべての比較先による）。"),
            format!("Items and figures are compared with the {read} peers nearest in years."),
        );
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
