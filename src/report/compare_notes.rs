//! What must be known to read the figures of a comparison, in words.

use super::lang::Lang;
use super::text::{Style, bullet};
use super::wording::date;
use kurabe_index::compare::{Comparison, Note};
use kurabe_index::index::Store;

/// How many ids a note names before it says how many more there are.
const NAMED: usize = 6;

/// The notes, one sentence or two each.
#[must_use]
pub fn notes_text(notes: &[Note], lang: Lang) -> Vec<String> {
    notes.iter().map(|note| lang.pick(japanese(note), english(note))).collect()
}

/// From which documents figures come, as of when, and what reckoned them.
pub(super) fn source_text(store: &Store, lang: Lang) -> String {
    let head = store.head();
    let (date, version) = (date(head.built, lang), env!("CARGO_PKG_VERSION"));
    match lang {
        Lang::Ja => format!("出所：手元の{}計画（{date}の索引）。kurabe {version} で作成。", head.plans),
        Lang::En => format!("Source: the {} plans at hand (index of {date}). Made by kurabe {version}.", head.plans),
    }
}

/// The notes as they stand under a text.
pub(super) fn put_notes(out: &mut String, comparison: &Comparison, lang: Lang, style: Style) {
    notes_text(&comparison.notes, lang).iter().for_each(|note| bullet(out, note, style));
}

fn listed(ids: &[String], lang: Lang) -> String {
    let named = ids.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(lang.pick("、", ", "));
    match (ids.len().saturating_sub(NAMED), lang) {
        (0, _) => named,
        (more, Lang::Ja) => format!("{named} ほか{more}計画"),
        (more, Lang::En) => format!("{named} and {more} more"),
    }
}

fn japanese(note: &Note) -> String {
    let ids = |ids: &[String]| format!("{}計画（{}）", ids.len(), listed(ids, Lang::Ja));
    match note {
        Note::Behind { plans, bodies } => format!(
            "{bodies}団体の{plans}計画による。件数は施策と取組の数で、再掲と、概要で先に名を挙げただけの項目は数えない。割合は、その計画の全項目（施策・取組）に占める割合。"
        ),
        Note::Nobody => "条件に当たる計画がない。".into(),
        Note::Themes => "テーマは、項目の題名と、その上の見出しの語から機械的に付けたもの（themes.toml）。本文だけで触れているものは数えない。根拠の語と行は --items で確かめられる。".into(),
        Note::Queries(names) => format!("列「{}」は検索式で、検索と同じく本文・見出しの語や類語に当たる項目も数える（--exact で語のとおりだけ）。", names.join("」「")),
        Note::Overlap => "二つ以上のテーマに当たる項目は、それぞれに数える。列の合計は全項目の数にならない。".into(),
        Note::NoPlan { pairs, bodies: 0 } => format!("「計画なし」はゼロではない。計画が手元にない団体・年度が{pairs}組ある。"),
        Note::NoPlan { pairs, bodies } => format!(
            "「計画なし」はゼロではない。計画が手元にない団体・年度が{pairs}組ある（うち{bodies}団体はどの年度にも計画がない）。"
        ),
        Note::Grouped => "複数の計画をまとめた行の件数は各計画の合計、割合は計画ごとの割合の中央値。年度の違う計画が同じ事業を載せていれば、件数はその分だけ多くなる。".into(),
        Note::AllPlans => "同じ団体・年度の計画をすべて足している（--all-plans）。年度計画と中期計画に同じ事業があれば、二度数えている。".into(),
        Note::AnyPlan => "初出は、その年度を対象とするどの計画（年度計画・中期計画、旧版とも）に現れても数える。".into(),
        Note::SeveralYears(count) => format!("{count}計画は複数年度の計画で、対象の各年度に同じ件数で現れる。"),
        Note::Silent(list) => format!("同じ団体・年度に、より近い計画か新しい版があるため数えていない：{}。", ids(list)),
        Note::Undated(list) => format!("年度がわからないため数えていない：{}。corpus.toml で年度を補える。", ids(list)),
        Note::Reports(count) => format!("進捗報告・事業報告の{count}計画は数えていない（--kind 事業報告 のように指定したときだけ数える）。"),
        Note::Digests(list) => format!("［要旨］項目はすべて載るが、文は要約：{}。", ids(list)),
        Note::Partial(list) => format!("［一部］計画の一部しか手元になく、件数は実際より少ない：{}。", ids(list)),
        Note::Samples(list) => format!("［見本］架空の計画：{}。", ids(list)),
        Note::Empty(list) => format!("施策・取組を一つも読み取れなかった：{}。kurabe show で確かめてください。", ids(list)),
        Note::Doubtful { doubtful, items } => format!("数えた{items}件のうち{doubtful}件は、読みが確かでない（要確認）。"),
    }
}

fn english(note: &Note) -> String {
    let ids = |ids: &[String]| format!("{} plans ({})", ids.len(), listed(ids, Lang::En));
    match note {
        Note::Behind { plans, bodies } => format!(
            "From {plans} plans of {bodies} bodies. Counted are initiatives and measures, without those marked 再掲 and those that an outline only names in advance. Shares are of all items of the plan."
        ),
        Note::Nobody => "There is no plan of what was asked for.".into(),
        Note::Themes => "Themes are assigned by rule from the words of an item's title and of the headings above it (themes.toml); a mention in the body does not count. --items shows the word and line behind each.".into(),
        Note::Queries(names) => format!("Columns that are queries ({}) count as a search does, headings and added words included (--exact: only as written).", names.join(", ")),
        Note::Overlap => "An item of several themes counts in each; columns do not add up to all items.".into(),
        Note::NoPlan { pairs, bodies } => format!(
            "\"no plan\" is not a zero: for {pairs} pairs of body and year no plan is at hand ({bodies} bodies have none in any year)."
        ),
        Note::Grouped => "Rows of several plans: items are summed, the share is the median of the plans' shares. Work that plans of different years share counts in each.".into(),
        Note::AllPlans => "All plans of a body and year are added up (--all-plans); work that two of them name counts twice.".into(),
        Note::AnyPlan => "A year has what any of its plans has (annual, mid-term, older versions).".into(),
        Note::SeveralYears(count) => format!("{count} plans cover several years and stand in each of them with the same count."),
        Note::Silent(list) => format!("Not counted, because a nearer plan or a newer version speaks for the same body and year: {}.", ids(list)),
        Note::Undated(list) => format!("Not counted, because their years are not known: {}. corpus.toml can set them.", ids(list)),
        Note::Reports(count) => format!("{count} progress and annual reports are not counted (only if asked for: --kind 事業報告)."),
        Note::Digests(list) => format!("[digest] all items, sentences shortened: {}.", ids(list)),
        Note::Partial(list) => format!("[partial] only a part of the plan is at hand, counts are too low: {}.", ids(list)),
        Note::Samples(list) => format!("[sample] invented plans: {}.", ids(list)),
        Note::Empty(list) => format!("No item could be read from {}; look at them with kurabe show.", ids(list)),
        Note::Doubtful { doubtful, items } => format!("{doubtful} of the {items} items counted stand on doubtful ground."),
    }
}
