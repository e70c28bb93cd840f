//! A shortlist to carry to a report: each entry with its citation, as text, Markdown, JSON and a table.
//!
//! In comes a list with what became of its entries, out come characters. How the words were found must not be known here.

use serde::Serialize;
use utoipa::ToSchema;

use super::compare_text::{key_texts, share_text};
use super::diff_words::{changed_parts, status_name, told_parts};
use super::lang::{Lang, paper_name, period_text, place_text};
use super::sheet::{Cell, Table};
use super::text::{Style, tame, wrap};
use crate::library::corpus::{Aside, Put, Question, Spot, SpotSide, What};
use crate::library::standing::{Stand, Standing};
use kurabe_diff::{Record, Status};
use kurabe_index::compare::{Comparison, Row};

/// Where words stand, as one cites it: body, plan, years, section, page and lines, address.
#[must_use]
pub(super) fn citation(stand: &Stand, lang: Lang) -> String {
    let row = &stand.row;
    let mut parts = vec![format!("{}（{}）", paper_name(row, lang), period_text(row.period, lang))];
    if lang == Lang::En {
        parts = vec![paper_name(row, lang), period_text(row.period, lang)];
    }
    if !stand.path.is_empty() {
        parts.push(tame(&stand.path.join(" › ")));
    }
    parts.push(place_text(stand.page, (stand.first, stand.last), lang));
    parts.push(tame(row.source.as_deref().unwrap_or(&row.file)));
    parts.join(lang.pick("、", ", "))
}

/// Where words stood that stand there no more.
#[must_use]
pub(super) fn lost_sentence(spot: &Spot, lang: Lang) -> String {
    let place = place_text(None, (spot.first, spot.last), lang);
    lang.pick(
        format!("この語は、いま文書にありません（{}、{place}）", spot.file),
        format!("These words do not stand in the document now ({}, {place})", spot.file),
    )
}

/// 検索, テーマ比較
#[must_use]
pub fn question_name(question: Question, lang: Lang) -> &'static str {
    match question {
        Question::Search => lang.pick("検索", "search"),
        Question::Compare => lang.pick("テーマ比較", "comparison"),
    }
}

/// 新しいもの3件、なくなったもの1件
#[must_use]
pub fn news_counts((new, gone): (usize, usize), lang: Lang) -> String {
    match (lang, gone) {
        (Lang::Ja, 0) => format!("前に見たあとの新しいもの{new}件"),
        (Lang::Ja, _) => format!("前に見たあとの新しいもの{new}件、なくなったもの{gone}件"),
        (Lang::En, 0) => format!("{new} new since the last time"),
        (Lang::En, _) => format!("{new} new since the last time, {gone} gone"),
    }
}

/// What became of the items of a record: the name of the kind of change; of what kept its title, what else changed. It
/// is kept so whoever puts it aside, in whatever language.
#[must_use]
pub fn change_label(record: &Record) -> String {
    if record.status == Status::Unchanged && !record.is_same() {
        return changed_parts(record, Lang::Ja);
    }
    record.status.name().to_owned()
}

/// DX・みなと商工会議所・令和3年度（2021）：6件（76件中7.9%）. It is kept so whoever puts the cell aside: a cell is one
/// entry in whatever language it was looked at.
#[must_use]
pub fn cell_label(found: &Comparison, (row, column): (&Row, usize)) -> String {
    let mut keys: Vec<String> = found.columns.get(column).cloned().into_iter().collect();
    keys.extend(key_texts(found, &row.key, Lang::Ja));
    let cell = row.cells.get(column);
    let (count, share) = (cell.map_or(0, |cell| cell.items), share_text(cell.and_then(|cell| cell.share)));
    format!("{}：{count}件（{}件中{share}）", keys.join("・"), row.of)
}

/// What [`cell_label`] wrote, in English: DX, みなと商工会議所, FY2021: 6 of 76 items (7.9%). None for what a person wrote.
fn english_cell(label: &str) -> Option<String> {
    let (keys, counts) = label.rsplit_once('：')?;
    let (count, of) = counts.strip_suffix('）')?.split_once("件（")?;
    let (of, share) = of.split_once("件中")?;
    let key = |key: &str| match key.strip_suffix('）').and_then(|key| key.rsplit_once("年度（")) {
        Some((_, year)) => format!("FY{year}"),
        None => key.to_owned(),
    };
    let keys: Vec<String> = keys.split('・').map(key).collect();
    Some(format!("{}: {count} of {of} items ({share})", keys.join(", ")))
}

/// A place as it is cited, or that it is lost.
#[must_use]
pub fn cited(spot: &Spot, stand: Option<&Stand>, lang: Lang) -> String {
    stand.map_or_else(|| lost_sentence(spot, lang), |stand| citation(stand, lang))
}

/// What an entry says of its places: the kind of a change, the count of a cell; nothing for a passage.
#[must_use]
pub fn aside_label(aside: &Aside, lang: Lang) -> String {
    match aside.what {
        What::Passage => String::new(),
        What::Change => {
            let status = Status::ALL.into_iter().find(|status| status.name() == aside.label);
            let name = status.map(|status| status_name(status, lang).to_owned());
            name.or_else(|| told_parts(&aside.label, lang)).unwrap_or_else(|| aside.label.clone())
        }
        What::Cell => {
            let english = (lang == Lang::En).then(|| english_cell(&aside.label)).flatten();
            english.unwrap_or_else(|| aside.label.clone())
        }
    }
}

/// What a list is called that nobody named.
#[must_use]
pub fn usual_list(lang: Lang) -> &'static str {
    lang.pick("しおり", "shortlist")
}

/// What became of something that was put aside into the list of a name; a remark that gave way is told, so that nothing is
/// lost.
#[must_use]
pub fn put_text(name: &str, put: &Put, lang: Lang) -> String {
    let name = tame(name);
    match put {
        Put::New => lang.pick(format!("しおり「{name}」に加えました。"), format!("Put aside into {name}.")),
        Put::Known => lang.pick(format!("しおり「{name}」にもう入っています。"), format!("It is in {name} already.")),
        Put::Remarked(old) if old.is_empty() => lang.pick(
            format!("しおり「{name}」にもう入っています。メモを添えました。"),
            format!("It is in {name} already; the remark is added."),
        ),
        Put::Remarked(old) => lang.pick(
            format!("しおり「{name}」にもう入っています。メモを書き直しました（前のメモ：{}）。", tame(old)),
            format!("It is in {name} already; its remark is changed (it was: {}).", tame(old)),
        ),
    }
}

/// 旧 and 新 before the words of a change.
#[must_use]
pub fn side_label(spot: &Spot, lang: Lang) -> &'static str {
    match spot.side {
        None => "",
        Some(SpotSide::Old) => lang.pick("旧：", "Old: "),
        Some(SpotSide::New) => lang.pick("新：", "New: "),
    }
}

/// The citations of an entry, as they are copied: one a line.
#[must_use]
pub fn citations(aside: &Aside, stands: &[Option<Stand>], lang: Lang) -> String {
    let all = aside.places.iter().zip(stands);
    let line = |(spot, stand): (&Spot, &Option<Stand>)| {
        let words = tame(&spot.words).replace('\n', " ");
        format!("{}「{words}」{}\n", side_label(spot, lang), cited(spot, stand.as_ref(), lang))
    };
    all.map(line).collect()
}

/// How many of the places of a list stand no more.
#[must_use]
pub(super) fn lost_count(standing: &Standing) -> usize {
    standing.entries.iter().flat_map(|(_, stands)| stands).filter(|stand| stand.is_none()).count()
}

/// 3件（1箇所は失われています）
#[must_use]
pub fn shortlist_counts(standing: &Standing, lang: Lang) -> String {
    let (count, lost) = (standing.entries.len(), lost_count(standing));
    match (lang, lost) {
        (Lang::Ja, 0) => format!("{count}件"),
        (Lang::Ja, _) => format!("{count}件（{lost}箇所の語は、いま文書にありません）"),
        (Lang::En, 0) => format!("{count} entries"),
        (Lang::En, _) => format!("{count} entries ({lost} places whose words do not stand now)"),
    }
}

/// A list to be read on a screen.
#[must_use]
pub fn shortlist_text(standing: &Standing, lang: Lang, style: Style) -> String {
    let mut out = format!("{}　{}\n", style.strong(&tame(&standing.name)), shortlist_counts(standing, lang));
    let mut put = |indent: &str, text: &str| {
        for line in wrap(text, style.width.saturating_sub(indent.len())) {
            out.push_str(&format!("{indent}{line}\n"));
        }
    };
    for (number, (aside, stands)) in (1..).zip(&standing.entries) {
        let label = aside_label(aside, lang);
        put("", &format!("{number}. {}", tame(&label)));
        for (spot, stand) in aside.places.iter().zip(stands) {
            put("   ", &format!("{}{}", side_label(spot, lang), tame(&spot.words)));
            put("     ", &cited(spot, stand.as_ref(), lang));
        }
        if !aside.remark.is_empty() {
            put("   ", &format!("{}{}", lang.pick("メモ：", "Remark: "), tame(&aside.remark)));
        }
    }
    out
}

/// A list as Markdown.
#[must_use]
pub fn shortlist_markdown(standing: &Standing, lang: Lang) -> String {
    let mut out = format!("# {}\n", plain(&standing.name));
    for (number, (aside, stands)) in (1..).zip(&standing.entries) {
        let label = aside_label(aside, lang);
        out.push_str(&format!("\n## {number}{}{}\n", if label.is_empty() { "" } else { ". " }, plain(&label)));
        if !aside.remark.is_empty() {
            out.push_str(&format!("\n{}\n", plain(&aside.remark)));
        }
        for (spot, stand) in aside.places.iter().zip(stands) {
            let words = plain(&spot.words).replace('\n', "\n> ");
            out.push_str(&format!("\n> {}{words}\n", side_label(spot, lang)));
            out.push_str(&format!("\n{}\n", plain(&cited(spot, stand.as_ref(), lang))));
        }
    }
    out
}

/// Words of documents that no reader of Markdown takes for marks.
fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut is_start = true;
    for c in text.lines().map(tame).collect::<Vec<_>>().join("\n").chars() {
        // At the start of a line these begin lists and headings.
        if "\\`*_[]<>|~".contains(c) || (is_start && "#+-=".contains(c)) {
            out.push('\\');
        }
        out.push(c);
        is_start = c == '\n' || (is_start && c.is_whitespace());
    }
    out
}

/// A list as a table: a place a row.
#[must_use]
pub fn shortlist_table(standing: &Standing, lang: Lang) -> Table {
    let head = [
        "number",
        "what",
        "label",
        "side",
        "words",
        "remark",
        "organisation",
        "title",
        "from",
        "to",
        "path",
        "page",
        "first_line",
        "last_line",
        "source",
        "citation",
    ];
    let numbered = (1_usize..).zip(&standing.entries);
    let rows = numbered.flat_map(|(number, (aside, stands))| {
        aside.places.iter().zip(stands).map(move |(spot, stand)| row(number, aside, (spot, stand.as_ref()), lang))
    });
    Table { rows: rows.collect(), ..Table::new(lang.pick("しおり", "Shortlist"), &head) }
}

fn row(number: usize, aside: &Aside, (spot, stand): (&Spot, Option<&Stand>), lang: Lang) -> Vec<Cell> {
    let row = stand.map(|stand| &stand.row);
    let label = aside_label(aside, lang);
    let address = match row.and_then(|row| row.source.as_deref()) {
        Some(source) => Cell::Link { text: source.to_owned(), target: source.to_owned() },
        None => spot.file.as_str().into(),
    };
    vec![
        number.into(),
        aside.what.name().into(),
        tame(&label).into(),
        Cell::text(spot.side.map(SpotSide::name)),
        tame(&spot.words).into(),
        tame(&aside.remark).into(),
        Cell::text(row.and_then(|row| row.organisation.as_deref()).map(tame)),
        Cell::text(row.and_then(|row| row.title.as_deref()).map(tame)),
        Cell::whole(row.and_then(|row| row.period).map(|period| period.from.0)),
        Cell::whole(row.and_then(|row| row.period).map(|period| period.to.0)),
        Cell::text(stand.map(|stand| tame(&stand.path.join(" › ")))),
        Cell::whole(stand.and_then(|stand| stand.page)),
        stand.map_or(spot.first, |stand| stand.first).into(),
        stand.map_or(spot.last, |stand| stand.last).into(),
        address,
        cited(spot, stand, lang).into(),
    ]
}

/// A list, as programs read it.
#[derive(Serialize, ToSchema)]
pub struct ShortlistAnswer<'a> {
    /// What it is called.
    name: &'a str,
    /// What was put aside, in order.
    entries: Vec<AsideRecord<'a>>,
}

/// Something that was put aside.
#[derive(Serialize, ToSchema)]
struct AsideRecord<'a> {
    /// `passage`, `change` or `cell`.
    what: &'static str,
    /// The kind of a change, the count of a cell.
    label: &'a str,
    /// What a reader wrote beside it.
    remark: &'a str,
    /// Where it stands.
    places: Vec<SpotRecord<'a>>,
}

/// A place of an entry.
#[derive(Serialize, ToSchema)]
struct SpotRecord<'a> {
    /// `old` or `new`, in a change.
    side: Option<&'static str>,
    /// Its words.
    words: &'a str,
    /// Whether they stand in the document no more.
    lost: bool,
    /// The document.
    file: &'a str,
    /// The plan in which they stand, or stood.
    plan: &'a str,
    /// Name of the body.
    organisation: Option<&'a str>,
    /// Title of the plan.
    title: Option<&'a str>,
    /// First fiscal year.
    from: Option<i32>,
    /// Last fiscal year.
    to: Option<i32>,
    /// Titles of what it stands under, outermost first.
    path: &'a [String],
    /// The page.
    page: Option<u32>,
    /// The first line.
    first_line: u32,
    /// The last line.
    last_line: u32,
    /// Where it was published.
    source: Option<&'a str>,
    /// How one cites it; none where it is lost.
    citation: Option<String>,
}

/// A list, as programs read it.
#[must_use]
pub fn shortlist_json(standing: &Standing, lang: Lang) -> ShortlistAnswer<'_> {
    let entries = standing.entries.iter().map(|(aside, stands)| AsideRecord {
        what: aside.what.name(),
        label: &aside.label,
        remark: &aside.remark,
        places: aside.places.iter().zip(stands).map(|(spot, stand)| spot_record(spot, stand.as_ref(), lang)).collect(),
    });
    ShortlistAnswer { name: &standing.name, entries: entries.collect() }
}

fn spot_record<'a>(spot: &'a Spot, stand: Option<&'a Stand>, lang: Lang) -> SpotRecord<'a> {
    let row = stand.map(|stand| &stand.row);
    SpotRecord {
        side: spot.side.map(SpotSide::name),
        words: &spot.words,
        lost: stand.is_none(),
        file: row.map_or(&spot.file, |row| &row.file),
        plan: row.map_or(&spot.plan, |row| &row.id),
        organisation: row.and_then(|row| row.organisation.as_deref()),
        title: row.and_then(|row| row.title.as_deref()),
        from: row.and_then(|row| row.period).map(|period| period.from.0),
        to: row.and_then(|row| row.period).map(|period| period.to.0),
        path: stand.map_or(&[], |stand| &stand.path),
        page: stand.and_then(|stand| stand.page),
        first_line: stand.map_or(spot.first, |stand| stand.first),
        last_line: stand.map_or(spot.last, |stand| stand.last),
        source: row.and_then(|row| row.source.as_deref()),
        citation: stand.map(|stand| citation(stand, lang)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_told_in_either_language() {
        let english = english_cell("DX・みなと商工会議所・令和3年度（2021）：6件（76件中7.9%）");
        assert_eq!(english.as_deref(), Some("DX, みなと商工会議所, FY2021: 6 of 76 items (7.9%)"));
        assert_eq!(english_cell("手で書いたもの"), None);
    }

    #[test]
    fn a_change_is_told_in_either_language() {
        let told = |label: &str, lang: Lang| {
            let label = label.to_owned();
            aside_label(&Aside { what: What::Change, label, remark: String::new(), places: Vec::new() }, lang)
        };
        for label in ["本文・数値変更", "text, figures changed"] {
            assert_eq!(told(label, Lang::En), "text, figures changed");
            assert_eq!(told(label, Lang::Ja), "本文・数値変更");
        }
        assert_eq!(told("手で書いた変更", Lang::En), "手で書いた変更");
    }

    #[test]
    fn words_of_documents_are_no_marks_of_markdown() {
        assert_eq!(plain("# 見出し\n- 項目 *強調* <b>"), "\\# 見出し\n\\- 項目 \\*強調\\* \\<b\\>");
    }
}
