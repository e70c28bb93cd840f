//! Hits as a sheet for people: their own words for heads, links to the documents, and what part of the answer it is.
//!
//! In come an answer and where the documents lie, out comes a table. The columns that programs rely on are those of
//! [`hits_table`](super::hits_table).

use super::compare_notes::source_text;
use super::corrected::corrected_mark;
use super::lang::{Lang, kind_name, level_name, marks_text, matched_name};
use super::sheet::{Cell, Table};
use kurabe_index::index::{PlanRow, Store};
use kurabe_index::query::Query;
use kurabe_index::search::{Answer, Hit};

/// What a sheet of hits is made of.
pub struct HitSheet<'a> {
    /// The index.
    pub store: &'a Store,
    /// What was asked.
    pub query: &'a Query,
    /// The answer.
    pub answer: &'a Answer,
    /// How many hits were passed over.
    pub offset: usize,
    /// Where the file of a plan lies; empty where that is not said.
    pub link: &'a dyn Fn(&PlanRow) -> String,
    /// The language of heads and notes.
    pub lang: Lang,
}

impl HitSheet<'_> {
    /// The hits, one a row.
    #[must_use]
    pub fn table(&self) -> Table {
        let lang = self.lang;
        let head = match lang {
            Lang::Ja => [
                "団体",
                "計画",
                "種別",
                "開始年度",
                "終了年度",
                "階層",
                "位置",
                "項目",
                "抜粋",
                "テーマ",
                "印",
                "答え方",
                "ページ",
                "開始行",
                "終了行",
                "原典",
                "計画ID",
            ],
            Lang::En => [
                "organisation",
                "plan",
                "kind",
                "from",
                "to",
                "level",
                "under",
                "item",
                "excerpt",
                "themes",
                "marks",
                "match",
                "page",
                "first line",
                "last line",
                "source",
                "id",
            ],
        };
        let rows = self.answer.hits.iter().map(|hit| self.row(hit)).collect();
        let notes = vec![self.part(), source_text(self.store, lang)];
        Table { rows, notes, fixed: 2, ..Table::new(lang.pick("検索結果", "hits"), &head) }
    }

    fn row(&self, hit: &Hit) -> Vec<Cell> {
        let (plan, passage, lang) = (&hit.plan, &hit.passage, self.lang);
        let title = plan.title.as_deref().unwrap_or(&plan.id);
        let mut marks: Vec<&str> = passage.flags.iter().map(|flag| flag.name()).collect();
        marks.extend(passage.corrected.then(|| corrected_mark(lang)));
        vec![
            Cell::text(plan.organisation.as_deref()),
            format!("{title}{}", marks_text(plan, lang)).into(),
            kind_name(plan.kind, lang).into(),
            Cell::whole(plan.period.map(|period| period.from.0)),
            Cell::whole(plan.period.map(|period| period.to.0)),
            level_name(passage.kind, lang).into(),
            hit.path.join(" › ").into(),
            hit.heading.as_str().into(),
            hit.snippet.iter().map(|(text, _)| text.as_str()).collect::<String>().into(),
            passage.themes.join("、").into(),
            marks.join("、").into(),
            matched_name(hit.matched, lang).into(),
            Cell::whole(passage.page),
            passage.span.first.into(),
            passage.span.last.into(),
            Cell::linked(&plan.file, (self.link)(plan)),
            plan.id.as_str().into(),
        ]
    }

    /// Whether these are all hits, or which of them.
    fn part(&self) -> String {
        let Self { query, answer, offset, lang, .. } = self;
        let [.., partial] = answer.counts;
        let (whole, listed) = (answer.total(), answer.hits.len());
        let of = lang.pick(format!("「{query}」の検索結果："), format!("Search for {query}: "));
        let also = match (partial, lang) {
            (0, _) => String::new(),
            (_, Lang::Ja) => format!("、一部の語を含む{partial}箇所"),
            (_, Lang::En) => format!(", {partial} that hold some of the words"),
        };
        let found = match lang {
            Lang::Ja => format!("{of}{whole}箇所{also}（{}計画）。", answer.plans),
            Lang::En => format!("{of}{whole} passages{also} ({} plans). ", answer.plans),
        };
        let (first, last) = (offset + 1, offset + listed);
        let said = match lang {
            Lang::Ja if listed == whole + partial => "この表はそのすべて。".to_owned(),
            Lang::Ja if listed == whole && *offset == 0 => "この表は、すべての語を含む箇所のすべて。".to_owned(),
            Lang::Ja => format!(
                "この表はその一部（{first}～{last}件目の{listed}件）。すべては --limit 0 か、画面のダウンロードで。"
            ),
            Lang::En if listed == whole + partial => "These are all of them.".to_owned(),
            Lang::En if listed == whole && *offset == 0 => "These are all that hold all the words.".to_owned(),
            Lang::En => {
                format!("These are a part, {first}–{last} ({listed}); for all: --limit 0, or the download of the page.")
            }
        };
        format!("{found}{said}")
    }
}
