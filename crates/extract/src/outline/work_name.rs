//! Lines without a mark that name work: 例会の開催, 会報の発行（年4回）, and those that do not.
//!
//! What comes in is a line, what goes out is what it names. This file must not know where the line stands.

use super::heading;
use crate::vocabulary::is_action;

/// Letters of a name at most.
pub(super) const NAME_LETTERS: usize = 24;
/// Letters of a line that names an action at most.
const ACTION_LETTERS: usize = 44;

/// ※日程は別途案内, （年4回）: a line that adds to the one before.
pub(super) fn is_note(text: &str) -> bool {
    text.starts_with('※') || text.starts_with(['（', '(']) && text.ends_with(['）', ')'])
}

/// What a page shows below its text: whom to ask, and where to go next.
pub(super) fn leads_away(text: &str) -> bool {
    text.starts_with(['←', '→', '＞', '>', '»', '©']) || text.starts_with("お問い合わせ") || text.ends_with("へ戻る")
}

/// The shape of a name, with or without a bracket at its end.
pub(super) fn names(text: &str) -> bool {
    heading::shaped(unnoted(text), 0)
}

/// A line without the bracket at its end.
pub(super) fn unnoted(text: &str) -> &str {
    text.strip_suffix(['）', ')']).and_then(|inner| inner.rsplit_once(['（', '('])).map_or(text, |(bare, _)| bare)
}

/// Does a line name an action, what stands in brackets at its end aside: 朝市の開催（10月、来場者3,000人）?
pub(super) fn acts(text: &str) -> bool {
    let bare = unnoted(text);
    let plain = !bare.contains(['。', '：', ':', '\t']) && bare.chars().count() <= ACTION_LETTERS;
    // A name has no comma; a sentence whose end was left out says politely what is done.
    let whole = !bare.contains('、') || bare.ends_with("ます");
    plain && whole && !text.starts_with(['（', '(', '※', '→']) && is_action(text)
}

/// Does a name end as that of an event does: 夏まつり, 創業塾, 親睦旅行?
pub(crate) fn names_event(name: &str) -> bool {
    const EVENTS: [&str; 25] = [
        "会",
        "塾",
        "祭",
        "まつり",
        "祭り",
        "市",
        "相談",
        "講座",
        "教室",
        "研修",
        "セミナー",
        "健診",
        "健康診断",
        "検定",
        "フェア",
        "フェスタ",
        "展",
        "コンペ",
        "視察",
        "旅行",
        "式典",
        "表彰式",
        "授与式",
        "修了式",
        "開会式",
    ];
    EVENTS.iter().any(|end| name.ends_with(end))
}

/// Does a line name a body, a place or a person, or say when?
pub(super) fn names_no_work(line: &str) -> bool {
    const ENDS: [&str; 9] = ["組合", "会社", "協会", "商工会", "会館", "ホール", "氏", "です", "予定"];
    ENDS.iter().any(|end| line.ends_with(end))
}

/// Do the lines of a list each name work: most an action, the others what it is called?
pub(super) fn mostly_acts<'a>(lines: impl Iterator<Item = &'a str>) -> bool {
    let (mut all, mut acting, mut plain) = (0, 0, 0);
    for line in lines {
        let acts = acts(line);
        let short = |most: usize| line.chars().count() <= most && !line.contains(['。', '：', ':', '\t']);
        // 県青連（役員会、委員会他）: the bracket lists what it stands for.
        let bare = unnoted(line);
        let name = bare.chars().count() <= NAME_LETTERS && !bare.contains('、') && short(ACTION_LETTERS);
        let named = || names(line) && name && !names_no_work(bare);
        // A comma stands in a clause that says for whom or how: 朝市、座禅と組み合わせた商品づくりの支援.
        let told = || is_action(line) && short(ACTION_LETTERS);
        let told = acts || told();
        if !told && !named() {
            return false;
        }
        (all, acting, plain) = (all + 1, acting + u32::from(told), plain + u32::from(acts));
    }
    acting * 3 >= all * 2 && plain > 0
}

/// A short line that has the shape of a name.
pub(super) fn is_name(text: &str) -> bool {
    text.chars().count() <= NAME_LETTERS && !text.ends_with('へ') && heading::shaped(text, 0)
}
