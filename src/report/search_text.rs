//! An answer for a person at a terminal: what was found, grouped by body and year, each with its section and lines.

use super::corrected::corrected_mark;
use super::lang::{Lang, kind_name, level_name, marks_text, matched_name, period_text, place_text, plan_name};
use super::text::{Style, hang, put, tame};
use kurabe_index::query::{Query, Remark, filters};
use kurabe_index::search::{Answer, Hit, Mark, Match, Piece, Unmet};

/// How many added words are named.
const SHOWN: usize = 12;

/// The answer as text.
#[must_use]
pub fn search_text(
    query: &Query,
    answer: &Answer,
    (offset, by_plan): (usize, bool),
    lang: Lang,
    style: Style,
) -> String {
    let mut out = String::new();
    for remark in &query.remarks {
        line(&mut out, &remark_text(remark, lang));
    }
    head(&mut out, query, answer, lang, style);
    for group in groups(&answer.hits) {
        out.push('\n');
        let row = &group[0].plan;
        let name = format!("{}{}", plan_name(row, lang), marks_text(row, lang));
        put(&mut out, "", &style.strong(&name), style);
        let mut about = vec![period_text(row.period, lang), kind_name(row.kind, lang).to_owned()];
        about.extend(row.prefecture.clone());
        about.push(row.id.clone());
        put(&mut out, "  ", &style.faint(&tame(&about.join("・"))), style);
        for hit in group {
            hit_text(&mut out, hit, lang, style);
        }
    }
    foot(&mut out, answer, offset, by_plan, lang, style);
    out
}

/// What parts the items of a list.
fn comma(lang: Lang) -> &'static str {
    lang.pick("、", ", ")
}

fn line(out: &mut String, text: &str) {
    out.push_str(text);
    out.push('\n');
}

fn head(out: &mut String, query: &Query, answer: &Answer, lang: Lang, style: Style) {
    let [literal, context, widened, partial] = answer.counts;
    let total = answer.total();
    let found = match lang {
        Lang::Ja if total == 0 && partial > 0 => {
            format!(
                "すべての語を含む箇所はありません。一部の語を含む箇所が{partial}箇所（{}計画）あります。",
                answer.plans
            )
        }
        Lang::Ja if total == 0 => format!("「{query}」を含む箇所はありません。"),
        Lang::Ja => format!("{total}箇所（{}計画・{}団体）", answer.plans, answer.organisations),
        Lang::En if total == 0 && partial > 0 => {
            format!("No passage has all the words; {partial} passages ({} plans) have some.", answer.plans)
        }
        Lang::En if total == 0 => format!("Nothing found for {query}."),
        Lang::En => format!("{total} passages ({} plans, {} bodies)", answer.plans, answer.organisations),
    };
    let read_as = lang.pick("検索：", "Search: ");
    let text = format!("{read_as}{}　{}", style.strong(&query.to_string()), style.strong(&found));
    put(out, "", &text, style);
    let ways =
        [(literal, Match::Literal), (context, Match::Context), (widened, Match::Widened), (partial, Match::Partial)];
    let ways: Vec<String> = ways
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, matched)| format!("{} {count}", matched_name(*matched, lang)))
        .collect();
    if ways.len() > 1 || literal == 0 && !ways.is_empty() {
        line(out, &format!("  {}", lang.pick("内訳：", "By match: ").to_owned() + &ways.join(comma(lang))));
    }
    if widened > 0 && !answer.added.is_empty() {
        let words: Vec<&str> = answer.added.iter().take(SHOWN).map(|addition| addition.word.as_str()).collect();
        let more = answer.added.len().saturating_sub(SHOWN);
        let more = match (more, lang) {
            (0, _) => String::new(),
            (more, Lang::Ja) => format!("、ほか{more}語"),
            (more, Lang::En) => format!(" and {more} more"),
        };
        let text = format!("{}{}{more}", lang.pick("追加した語：", "Added words: "), words.join(comma(lang)));
        put(out, "  ", &style.faint(&text), style);
        let hint = lang.pick("（語を追加しないときは --exact）", "(--exact searches without them)");
        line(out, &format!("  {}", style.faint(hint)));
    }
    if total == 0 && partial == 0 {
        let hint = lang.pick(
            "語を減らすか、条件（団体: 年度: など）を外すか、別の言い方で試してください。",
            "Try fewer words, fewer conditions, or another wording.",
        );
        line(out, &format!("  {hint}"));
    }
}

/// Hits of one plan that follow one another, or that stand in one page.
fn groups(hits: &[Hit]) -> Vec<Vec<&Hit>> {
    let mut groups: Vec<Vec<&Hit>> = Vec::new();
    for hit in hits {
        match groups.iter_mut().find(|group| group[0].plan.id == hit.plan.id) {
            Some(group) => group.push(hit),
            None => groups.push(vec![hit]),
        }
    }
    groups
}

fn hit_text(out: &mut String, hit: &Hit, lang: Lang, style: Style) {
    let passage = &hit.passage;
    let place = place_text(passage.page, (passage.span.first, passage.span.last), lang);
    let mut about = vec![level_name(passage.kind, lang).to_owned()];
    about.extend(passage.flags.iter().map(|flag| flag.name().to_owned()));
    about.extend(passage.corrected.then(|| corrected_mark(lang).to_owned()));
    if hit.matched != Match::Literal {
        about.push(matched_name(hit.matched, lang).to_owned());
    }
    let path = if hit.path.is_empty() { String::new() } else { format!("  {}", tame(&hit.path.join(" › "))) };
    let head = format!("{place} [{}]{path}", about.join("・"));
    hang(out, ("  ", "      "), &style.faint(&head), style);
    put(out, "      ", &dressed(&hit.snippet, style), style);
}

fn dressed(pieces: &[Piece], style: Style) -> String {
    pieces
        .iter()
        .map(|(text, mark)| match mark {
            None => tame(text),
            Some(Mark::Typed) => style.typed(&tame(text)),
            Some(Mark::Added) => style.added(&tame(text)),
        })
        .collect()
}

fn foot(out: &mut String, answer: &Answer, offset: usize, by_plan: bool, lang: Lang, style: Style) {
    let all = answer.total() + answer.counts[3];
    let shown = answer.hits.len();
    if shown == 0 {
        return;
    }
    out.push('\n');
    let top = |counts: Vec<(&String, &usize)>| {
        let mut counts = counts;
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        let parts: Vec<String> = counts.iter().take(6).map(|(name, count)| format!("{name} {count}")).collect();
        parts.join(comma(lang))
    };
    if !answer.facets.theme.is_empty() {
        let text = format!("{}{}", lang.pick("テーマ：", "Themes: "), top(answer.facets.theme.iter().collect()));
        put(out, "", &text, style);
    }
    let years: Vec<String> = answer.facets.year.iter().map(|(year, count)| format!("{year} {count}")).collect();
    if !years.is_empty() {
        put(out, "", &format!("{}{}", lang.pick("年度：", "Years: "), years.join(comma(lang))), style);
    }
    if shown < all && !by_plan {
        let next = offset + shown;
        let text = match lang {
            Lang::Ja => {
                format!("{}件目～{next}件目を表示（全{all}件）。続きは --offset {next}、すべては --limit 0", offset + 1)
            }
            Lang::En => format!("Showing {}–{next} of {all}. --offset {next} for more, --limit 0 for all", offset + 1),
        };
        if next < all || offset > 0 {
            line(out, &text);
        }
    }
}

/// What of a query was not as the language has it, and how it was taken.
#[must_use]
pub fn remark_text(remark: &Remark, lang: Lang) -> String {
    match (remark, lang) {
        (Remark::Bracket(c, at), Lang::Ja) => {
            format!("「{c}」が対になっていません（{at}文字目）。文字として検索しました。")
        }
        (Remark::Bracket(c, at), Lang::En) => format!("{c} (character {at}) has no partner; taken as a letter."),
        (Remark::Quote(c, at), Lang::Ja) => {
            format!("「{c}」が閉じていません（{at}文字目）。末尾までを語句として検索しました。")
        }
        (Remark::Quote(c, at), Lang::En) => format!("{c} (character {at}) is not closed; taken up to the end."),
        (Remark::Operator(word), Lang::Ja) => {
            format!("「{word}」の前後に語がないため、「{word}」を除いて検索しました。")
        }
        (Remark::Operator(word), Lang::En) => format!("{word} has no word beside it and was left out."),
        (Remark::Filter(name), Lang::Ja) => {
            let names: Vec<&str> = filters().iter().map(|names| names.0).collect();
            format!("「{name}」という条件はないので、語として検索しました。使える条件：{}", names.join("、"))
        }
        (Remark::Filter(name), Lang::En) => {
            let names: Vec<&str> = filters().iter().map(|names| names.1).collect();
            format!("There is no condition {name}: it was searched for as a word. Conditions: {}", names.join(", "))
        }
    }
}

/// What may have been meant: another query, and how many passages answer it.
#[must_use]
pub fn meant_text(query: &str, found: usize, lang: Lang) -> String {
    let query = tame(query);
    lang.pick(format!("もしかして：{query}（{found}箇所）"), format!("Did you mean {query}? ({found} passages)"))
}

/// Values that are named of a condition that nothing meets.
const KNOWN: usize = 12;

/// That nothing meets a condition, and what would be met.
#[must_use]
pub fn unmet_text(unmet: &Unmet, lang: Lang) -> String {
    let Unmet { filter, known } = unmet;
    let named = known.iter().take(KNOWN).map(|value| tame(value)).collect::<Vec<_>>().join(comma(lang));
    let left = known.len().saturating_sub(KNOWN);
    let filter = tame(&filter.to_string());
    let said = lang.pick(format!("「{filter}」に当たるものはありません。"), format!("Nothing meets {filter}."));
    match (lang, named.is_empty(), left) {
        (_, true, _) => said,
        (Lang::Ja, false, 0) => format!("{said}あるもの：{named}"),
        (Lang::Ja, false, _) => format!("{said}あるもの：{named}、ほか{left}"),
        (Lang::En, false, 0) => format!("{said} There are: {named}"),
        (Lang::En, false, _) => format!("{said} There are: {named} and {left} more"),
    }
}
