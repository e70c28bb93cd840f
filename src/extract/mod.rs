//! Outline to plan: what each entry is, its flags, figures and themes, and the passages to search.
//!
//! What comes in is a document's text and what corpus.toml says of it, what goes out is a [`Plan`]. This room
//! must not know how text was read or where it is stored.

mod build;
mod figure;
mod flag;
pub mod front;
mod indicator;
mod item;
mod judge;
mod repeat;
pub mod theme;
mod title;

use crate::blocks;
use crate::model::plan::{Facts, Plan};
use crate::model::{Notice, NoticeKind};
use crate::outline;
use crate::read::Text;

/// Version of the rules. Raised with every change to what is read from a text, so that stored plans are read anew.
pub const VERSION: u32 = 2;

/// Reads a document as a plan.
///
/// ```
/// use kurabe::{extract::extract, model::plan::Facts, read::{Line, Text}};
/// let lines = ["Ⅰ．経営支援", "１．巡回指導の実施", "・会員訪問"];
/// let lines = lines.iter().zip(1..).map(|(text, number)| Line { number, page: None, text: (*text).into() }).collect();
/// let plan = extract(&Text { lines, notices: vec![] }, &Facts::default());
/// let kinds: Vec<_> = plan.nodes.iter().map(|node| node.kind.name()).collect();
/// assert_eq!(kinds, ["section", "initiative", "measure"]);
/// ```
#[must_use]
pub fn extract(text: &Text, facts: &Facts) -> Plan {
    let mut front = front::front(&text.lines);
    front.apply(facts);
    let outline = outline::outline(blocks::blocks(text));
    let mut plan = build::build(outline);
    plan.notices.extend(front.notices());
    plan.organisation = front.organisation;
    plan.organisation_kind = front.organisation_kind;
    plan.prefecture = front.prefecture;
    plan.title = front.title;
    plan.kind = front.kind;
    plan.term = front.term;
    plan.period = front.period;
    plan.published = front.published;
    plan.inferred = front.inferred;
    if plan.passages.is_empty() && plan.furniture.is_empty() {
        plan.notices.push(Notice {
            kind: NoticeKind::NoText,
            span: None,
            message: "読み取れる文字がありません。".to_owned(),
        });
    }
    plan
}
