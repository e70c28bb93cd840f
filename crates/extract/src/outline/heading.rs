//! Headings that no mark betrays: told by their shape and by what follows.
//!
//! What comes in are lines of text, what goes out is whether one is a heading. This file must not know levels.

use crate::blocks::chars::{digit, is_japanese, is_latin, squeeze};
use crate::blocks::mark::{Class, Mark};
use crate::blocks::numeral;
use crate::vocabulary::{is_action, words};
use kurabe_text::bracket::without_note;
use kurabe_text::day;

/// What stands after a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// A number that begins at 1.
    First,
    /// A number that runs on.
    Later,
    /// A bullet.
    Bullet,
    /// A heading in brackets.
    Bracket,
    /// A row of a table.
    Row,
    /// A sentence.
    Prose,
    /// Another line without a mark.
    Line,
    /// Nothing.
    End,
}

/// Chapters that stand alone, whatever comes before or after: はじめに, 答申書, 名簿.
pub(super) fn stands_alone(squeezed: &str) -> bool {
    words().heading.alone.is(squeezed)
}

/// May a line of this shape be a heading? Short, Japanese, without the end of a sentence, no date, no signature.
pub(super) fn shaped(text: &str, width: u32) -> bool {
    let quoted = text.starts_with('「') && text.ends_with('」')
        || text.starts_with(['～', '〜', '~', '―', '─', '—']) && text.ends_with(['～', '〜', '~', '―', '─', '—']);
    if quoted
        || width > 90
        || text.starts_with("スローガン")
        || text.starts_with("キャッチ")
        || text.starts_with(['『', '“', '（', '(', '※', '＊', '*', '→', '⇒', '、', '。', '」', '"', '|', '▲', '△'])
        || text.ends_with(['、', '：', ':', '，', '。', '；', '「'])
        || lists(text)
        || is_of_page(text)
        || states_fact(text)
        || day::dated(text).is_some()
        || text.contains(char::is_whitespace) && text.contains("曜日")
    {
        return false;
    }
    let (mut letters, mut digits, mut japanese, mut commas) = (0u32, 0u32, 0u32, 0u32);
    for c in text.chars() {
        if digit(c).is_some() || matches!(c, '%' | '％') {
            digits += 1;
        } else if is_japanese(c) {
            japanese += 1;
            letters += 1;
        } else if is_latin(c) {
            letters += 1;
        } else if matches!(c, '、' | '，') {
            commas += 1;
        } else if matches!(c, '。' | '＝' | '=') {
            return false;
        }
    }
    japanese >= 2
        && !has_figure(text)
        && letters <= 45
        && digits * 2 <= letters
        && commas < 3
        && !is_date(text)
        && !is_signature(text)
        && !is_caption(text)
}

/// `工業部会　　工場見学会、講演会`: a name, a gap and what it does: one of a list, not the head of one.
fn lists(text: &str) -> bool {
    let Some((name, rest)) = text.split_once("\u{3000}\u{3000}").or_else(|| text.split_once("    ")) else {
        return false;
    };
    name.chars().count() >= 3 && rest.contains('、')
}

/// `実施年度　令和３年度`, `計画期間　令和３年４月～`: a label and what it says, which heads nothing.
fn states_fact(text: &str) -> bool {
    /// Letters of such a label.
    const LONGEST: usize = 8;
    let Some((label, rest)) = text.trim().split_once([' ', '\u{3000}', '\t']) else { return false };
    let short = label.chars().count() <= LONGEST && !label.contains(|c| digit(c).is_some());
    // 対象 地域の拡大: what is done heads.
    short && words().slot.fact_end.ends(label) && !rest.trim().is_empty() && !is_action(rest.trim())
}

/// `講習会開催数50回`: a line with a counted figure reports, it heads nothing.
pub(super) fn has_figure(text: &str) -> bool {
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let counted = matches!(c, '件' | '人' | '回' | '社' | '円' | '%' | '％' | '名' | '店')
            && (digit(before).is_some() || scaled(&text[..at]));
        let start = text[..at].trim_end_matches(|c| digit(c).is_some() || matches!(c, ',' | '.' | '千' | '万' | '億'));
        if counted && !start.ends_with('第') {
            return true;
        }
        before = c;
    }
    counts_in_kanji(text)
}

/// `記帳担当　一名`: ends with what is counted in kanji; 第一回 names.
fn counts_in_kanji(text: &str) -> bool {
    let Some(number) = text.strip_suffix(['名', '件', '回']) else { return false };
    let before = number.trim_end_matches(|c| "一二三四五六七八九十百〇".contains(c));
    before.len() < number.len() && !before.ends_with('第')
}

/// 12万, 3千
fn scaled(text: &str) -> bool {
    let number = text.trim_end_matches(['千', '万', '億']);
    number.len() < text.len() && number.ends_with(|c| digit(c).is_some())
}

/// What a page of the web says of itself or where it leads: 公開日：2024年5月30日, ホーム ｜ お知らせ.
fn is_of_page(text: &str) -> bool {
    const DATES: [&str; 7] = ["公開日", "更新日", "最終更新", "掲載日", "投稿日", "登録日", "発表日"];
    let dated =
        DATES.iter().any(|word| text.strip_prefix(word).is_some_and(|rest| rest.contains(|c| digit(c).is_some())));
    let strung = [" | ", " ｜ ", "\u{3000}｜\u{3000}", " > ", " ＞ ", " › ", " » "]
        .iter()
        .any(|stroke| text.matches(stroke).count() >= 2);
    dated || strung
}

/// 令和3年3月, 2023年３月16日
fn is_date(text: &str) -> bool {
    let text = text.trim_matches(['（', '）', '(', ')']);
    let era =
        ["令和", "平成", "昭和"].iter().any(|era| text.starts_with(era)) || text.starts_with(|c| digit(c).is_some());
    era && text.ends_with(['日', '月', '年']) && text.chars().count() <= 16
}

/// みなと推進協議会, alone on a line: whose page it is, where nothing stands above it.
pub(super) fn names_body(squeezed: &str) -> bool {
    is_signature(squeezed) || ["協議会", "組合", "協会", "連盟"].iter().any(|end| squeezed.ends_with(end))
}

/// 委員長 港 太郎: who heads a part of the body, and nothing else.
pub(super) fn names_post(text: &str) -> bool {
    /// Letters of such a line.
    const LONGEST: usize = 20;
    const POSTS: [&str; 9] =
        ["委員長", "副委員長", "部会長", "副部会長", "部長", "支部長", "担当副会長", "担当理事", "室長"];
    let post =
        POSTS.iter().filter_map(|post| text.strip_prefix(post)).map(str::trim_start).min_by_key(|rest| rest.len());
    post.is_some_and(|name| {
        let kanji = |c: char| c.is_whitespace() || is_japanese(c) && digit(c).is_none();
        name.chars().count() >= 2 && text.chars().count() <= LONGEST && name.chars().all(kanji) && !is_action(name)
    })
}

/// みなと商工会議所 会頭 山田太郎; 委員長 本山 秀樹
fn is_signature(text: &str) -> bool {
    const BODIES: [&str; 5] = ["商工会議所", "商工会", "連合会", "青年会議所", "法人会"];
    let body = without_note(text);
    let of_body = ["青年部", "女性部", "女性会"].iter().find_map(|part| body.strip_suffix(part));
    // ○○組合: whose form it is to be.
    let open = body.starts_with("○○") && body.ends_with(['会', '合', '所', '町', '市', '村', '県']);
    let alone = open || BODIES.iter().any(|end| of_body.unwrap_or(body).ends_with(end));
    alone
        || words().heading.post.stands_in(text)
        || text.ends_with(" 様")
        || text.ends_with("　様")
        || text.ends_with("殿")
}

/// 表1 推移, （単位：千円）, 図２, 計画期間：令和6年度～
fn is_caption(text: &str) -> bool {
    let numbered =
        |word: &str| text.strip_prefix(word).is_some_and(|rest| rest.trim_start().starts_with(|c| digit(c).is_some()));
    numbered("表")
        || numbered("図")
        || text.starts_with("単位")
        || text.starts_with("出典")
        || text.starts_with("（単位")
        || ["計画期間", "実施期間", "期間"]
            .iter()
            .any(|word| text.strip_prefix(word).is_some_and(|rest| rest.trim_start().starts_with(['：', ':'])))
}

/// Does a line only number an indicator: 指標１, 成果指標②?
pub(super) fn numbers_indicator(text: &str) -> bool {
    let text = squeeze(text);
    let bare = text.trim_end_matches(|c| digit(c).is_some() || numeral::circled(c).is_some());
    bare.len() < text.len() && words().column.indicator.is(bare)
}

/// Is a line of heading shape a heading here?
pub(super) fn is_heading(text: &str, width: u32, next: Next) -> bool {
    match next {
        Next::First | Next::Bullet => true,
        Next::Bracket | Next::Row => width <= 60,
        Next::Prose => width <= 64 && !text.ends_with(['等', '）', ')']),
        Next::Later | Next::Line | Next::End => false,
    }
}

/// The title of a heading that goes on from a page before: `財政力強化（続き）`.
pub(super) fn continued(title: &str) -> Option<&str> {
    words().heading.continued.without_end(title).map(str::trim_end)
}

/// A label that names a slot of the item above it rather than an item: 【目標】受講者30人.
pub(super) fn is_slot(marker: &str) -> bool {
    words().slot.part.is(&bare_slot(marker)) || is_target_slot(marker)
}

/// A slot that holds what is done: 【事業内容】.
pub(super) fn is_slot_of_work(marker: &str) -> bool {
    words().slot.work.is(&bare_slot(marker))
}

/// A label before its text that tells how the item above it is done: 【調査手法】 調査票を郵送する.
pub(super) fn tells_how(marker: &str) -> bool {
    words().slot.label_end.ends(&bare_slot(marker))
}

/// A label before its text that a report sets beside what was planned: 【計画】, 【委員意見】.
pub(super) fn is_label(marker: &str) -> bool {
    words().slot.label.is(&bare_slot(marker))
}

/// <視察先>, 【講師】: a bracket that names who, where or when.
pub(super) fn tells_fact(mark: &Mark) -> bool {
    matches!(mark.class, Class::Corner | Class::Angle) && words().slot.fact_end.ends(&squeeze(mark.rest))
}

/// A slot that says what is hoped for: 期待される効果.
pub(super) fn tells_effects(marker: &str) -> bool {
    words().slot.effect.is(&bare_slot(marker))
}

/// A slot that holds what is to be reached: 【数値目標】, ＜KPI＞.
pub(super) fn is_target_slot(marker: &str) -> bool {
    let bare = bare_slot(marker);
    // 達成目標（ＫＰＩ）
    let named = ["（KPI）", "（ＫＰＩ）", "(KPI)"].iter().find_map(|note| bare.strip_suffix(note));
    words().slot.target.is(&bare)
        || named.is_some_and(|name| words().slot.target.is(name))
        || words().slot.target_end.ends(&bare)
}

/// The word of a slot without what is printed around it, and without a unit: ＜数値目標＞（単位：件）.
pub(super) fn bare_slot(text: &str) -> String {
    let text =
        ["（単位", "(単位", "［単位"].iter().find_map(|note| text.split_once(note)).map_or(text, |(word, _)| word);
    // In （目標） the brackets are around the word, in 成果指標（KPI） they are part of it.
    let inner = text
        .trim()
        .strip_prefix(['（', '('])
        .and_then(|text| text.strip_suffix(['）', ')']))
        .filter(|text| !text.contains(['（', '(', '）', ')']));
    let text = inner.unwrap_or(text);
    // Letters are set apart for looks: 【対 象 者】.
    squeeze(text.trim_matches(|c: char| c.is_whitespace() || "【】〈〉＜＞<>《》［］[]〔〕≪≫：:■□◆◇●○".contains(c)))
}

/// What a meeting talked about: 令和4年度事業報告について, 役員選任の件.
pub(super) fn is_agenda(title: &str) -> bool {
    let title = title.trim_end_matches(['）', ')', '。']);
    words().heading.agenda.ends(title)
}

/// What stands at the end of a plan for the whole of it: KPI一覧, 年間スケジュール.
pub(super) fn is_appendix(title: &str) -> bool {
    words().heading.appendix.ends(title)
}

/// A line that only points elsewhere: ★詳細は別冊を参照.
pub(super) fn points_elsewhere(text: &str) -> bool {
    words().heading.elsewhere.ends(text)
}

/// Is the line nothing but a mark that a plan prints beside a heading: NEW, 新規?
pub(crate) fn is_flag_line(text: &str) -> bool {
    let text = text.trim_matches([
        '（', '）', '(', ')', '【', '】', '<', '>', '＜', '＞', '★', '☆', '！', '!', '※', '〈', '〉', '[', ']',
    ]);
    words().heading.flag.is(text)
}

/// The label before a colon, where the line begins with a short one: `県連：隔月`.
pub(super) fn label(text: &str) -> Option<&str> {
    let (at, _) = text.char_indices().take(12).find(|(_, c)| matches!(c, '：' | ':'))?;
    let name = &text[..at];
    (at > 0 && !name.contains(['、', '。', '（', ' ', '　'])).then_some(name)
}
