//! The title page, told from what follows it.
//!
//! What comes in are the lines of a document, what goes out are those before its text begins. This file must not know
//! which of them is the title.

use kurabe_read::Line;

use super::line::{self, Head, has_marker, is_prose};
use super::{name, site, title};

/// The title page never has more lines with words on them.
const ZONE: usize = 30;

/// The lines of the title page: up to the contents list, the first numbered heading, or prose after the title.
pub(super) fn zone(lines: &[Line]) -> Vec<Head> {
    let mut zone: Vec<Head> = Vec::new();
    let mut titled = false;
    let mut heads = lines.iter().filter_map(Head::of).take(ZONE).peekable();
    while let Some(head) = heads.next() {
        // 第4章 活動計画の内容 above a page head that names body and plan, or with the site's name behind it.
        let mut above_head = || heads.peek().is_some_and(|next| is_page_head(&next.text));
        if zone.is_empty() && has_marker(&head.text) && (site::behind_title(&head.text).is_some() || above_head()) {
            continue;
        }
        // ■平成30年度事業計画
        let dressed =
            line::without_bullet(&head.text).filter(|text| !titled && title::is_dated(text)).map(str::to_owned);
        if let Some(text) = dressed {
            titled = true;
            zone.push(Head { text, ..head });
            continue;
        }
        if begins_text(&head.text) || (titled && is_prose(&head.text)) {
            break;
        }
        titled |= title::title_of(&head.text).is_some();
        zone.push(head);
    }
    // 自 令和4年4月1日 and 至 令和5年3月31日 stand on two lines and say one thing, 社団法人 and its name another.
    for at in 1..zone.len() {
        let (before, after) = zone.split_at_mut(at);
        if let (Some(from), Some(to)) = (before.last_mut(), after.first_mut()) {
            if from.text.starts_with('自') && to.text.starts_with('至') {
                from.text = format!("{}{}", from.text, to.text);
            } else if from.text.ends_with("法人") && from.text.chars().count() <= 9 && !has_marker(&from.text) {
                to.text = format!("{}{}", std::mem::take(&mut from.text), to.text);
            }
        }
    }
    zone.retain(|head| !head.text.is_empty());
    zone
}

/// A page head that names a body and its plan.
fn is_page_head(text: &str) -> bool {
    title::title_of(text).is_some() && name::names(text).first().is_some_and(|name| name.range.start == 0)
}

/// Does the plan's text begin with this line?
fn begins_text(text: &str) -> bool {
    const HEADINGS: [&str; 14] = [
        "目次",
        "はじめに",
        "はしがき",
        "まえがき",
        "ごあいさつ",
        "ご挨拶",
        "あいさつ",
        "挨拶",
        "基本方針",
        "巻頭言",
        "CONTENTS",
        "重点事業",
        "事業方針",
        "主要事業",
    ];
    let bare: String =
        text.chars().filter(|letter| !letter.is_whitespace() && !"【】〈〉《》■□◆◇".contains(*letter)).collect();
    HEADINGS.iter().any(|heading| bare == *heading) || has_marker(text) && !text.is_ascii()
}
