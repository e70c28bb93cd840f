//! Words of the program itself, in Japanese and English. Words of documents stay as they are.

use super::text::tame;
use kurabe_index::index::PlanRow;
use kurabe_index::search::Match;
use kurabe_model::{Extent, PassageKind, Period, PlanKind};
use kurabe_text::fold::fold;

/// A language of the program's own words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// 日本語
    #[default]
    Ja,
    /// English
    En,
}

impl Lang {
    /// One of two wordings.
    #[must_use]
    pub fn pick<T>(self, japanese: T, english: T) -> T {
        match self {
            Self::Ja => japanese,
            Self::En => english,
        }
    }
}

/// 令和3年度～令和5年度（2021～2023）
#[must_use]
pub fn period_text(period: Option<Period>, lang: Lang) -> String {
    let Some(period) = period else { return lang.pick("年度不明", "year unknown").to_owned() };
    let (from, to) = (period.from, period.to);
    match lang {
        Lang::Ja if from == to => format!("{}（{}）", from.japanese(), from.0),
        Lang::Ja => format!("{}～{}（{}～{}）", from.japanese(), to.japanese(), from.0, to.0),
        Lang::En if from == to => format!("FY{}", from.0),
        Lang::En => format!("FY{}–{}", from.0, to.0),
    }
}

/// 12～14行
#[must_use]
pub fn lines_text((first, last): (u32, u32), lang: Lang) -> String {
    match lang {
        Lang::Ja if first == last => format!("{first}行"),
        Lang::Ja => format!("{first}～{last}行"),
        Lang::En if first == last => format!("line {first}"),
        Lang::En => format!("lines {first}–{last}"),
    }
}

/// 3ページ 12～14行
pub(super) fn place_text(page: Option<u32>, lines: (u32, u32), lang: Lang) -> String {
    let page = page.map(|page| lang.pick(format!("{page}ページ "), format!("p. {page}, "))).unwrap_or_default();
    format!("{page}{}", lines_text(lines, lang))
}

/// The name of a body, where the text states it.
pub(super) fn named(body: Option<&str>, lang: Lang) -> String {
    tame(body.unwrap_or(lang.pick("（団体名の記載なし）", "(body not stated)")))
}

/// The body and title of a plan; its id where the text has no title.
#[must_use]
pub fn plan_name(row: &PlanRow, lang: Lang) -> String {
    let title = row.title.as_deref().unwrap_or(&row.id);
    format!("{}　{}", named(row.organisation.as_deref(), lang), tame(title))
}

/// A plan as a paper calls it: one does not say there that it names no body, nor the body's name twice, nor the folder
/// in which its file lies.
pub(super) fn paper_name(row: &PlanRow, lang: Lang) -> String {
    match (&row.organisation, &row.title) {
        (None, Some(title)) => tame(title),
        (Some(body), Some(title)) if fold(title).contains(&fold(body)) => tame(title),
        (None, None) => tame(file_name(&row.id)),
        _ => plan_name(row, lang),
    }
}

/// The name of a file outside the corpus; the id of a plan within it.
pub(super) fn file_name(id: &str) -> &str {
    let path = std::path::Path::new(id);
    path.file_name().filter(|_| path.is_absolute()).and_then(|name| name.to_str()).unwrap_or(id)
}

/// ［要旨］［見本］
#[must_use]
pub(super) fn marks_text(row: &PlanRow, lang: Lang) -> String {
    plan_marks(row, lang).iter().map(|mark| format!("［{mark}］")).collect()
}

/// 要旨 and 見本.
#[must_use]
pub fn plan_marks(row: &PlanRow, lang: Lang) -> Vec<&'static str> {
    let mut marks = Vec::new();
    match row.extent {
        Extent::Full => {}
        Extent::Digest => marks.push(lang.pick("要旨", "digest")),
        Extent::Partial => marks.push(lang.pick("一部", "partial")),
    }
    if row.sample {
        marks.push(lang.pick("見本", "sample"));
    }
    marks
}

/// 柱3・施策12・取組40
#[must_use]
pub fn counts_text(row: &PlanRow, lang: Lang) -> String {
    let [sections, initiatives, measures] = row.nodes;
    match lang {
        Lang::Ja => format!("柱{sections}・施策{initiatives}・取組{measures}"),
        Lang::En => format!("{sections} sections, {initiatives} initiatives, {measures} measures"),
    }
}

/// Kind of plan.
#[must_use]
pub fn kind_name(kind: PlanKind, lang: Lang) -> &'static str {
    let english = match kind {
        PlanKind::Annual => "annual plan",
        PlanKind::MidTerm => "mid-term plan",
        PlanKind::Implementation => "implementation plan",
        PlanKind::ManagementSupport => "management support plan",
        PlanKind::Progress => "progress report",
        PlanKind::Report => "annual report",
        PlanKind::Other => "other",
    };
    lang.pick(kind.name(), english)
}

/// Level of a passage.
#[must_use]
pub fn level_name(kind: PassageKind, lang: Lang) -> &'static str {
    use kurabe_model::NodeKind::{Initiative, Measure, Section};
    let japanese = match kind {
        PassageKind::Node(Section) => "柱",
        PassageKind::Node(Initiative) => "施策",
        PassageKind::Node(Measure) => "取組",
        PassageKind::Text => "本文",
    };
    lang.pick(japanese, kind.name())
}

/// How a passage answers.
#[must_use]
pub fn matched_name(matched: Match, lang: Lang) -> &'static str {
    let japanese = match matched {
        Match::Literal => "語のとおり",
        Match::Context => "文脈",
        Match::Widened => "類語",
        Match::Partial => "一部の語",
    };
    lang.pick(japanese, matched.name())
}
