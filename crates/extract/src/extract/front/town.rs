//! A town or prefecture whose plan it may be.
//!
//! What comes in is the title page and the text, what goes out is a [`Town`]. This file must not know which bodies
//! have a claim to the plan.

use kurabe_read::Line;

use super::line::Head;
use super::{other, period, title};

/// A town or prefecture on the title page: alone on its line, or at the beginning of the title.
pub(super) struct Town {
    pub(super) name: String,
    pub(super) alone: bool,
}

impl Town {
    pub(super) fn of(zone: &[Head]) -> Option<Self> {
        let of = |head: &Head| {
            let text = title::close_blanks(&head.text);
            let text = period::after_date(&text).unwrap_or(&text);
            let text = text.trim_matches(|letter: char| "【】〔〕（）()「」".contains(letter));
            let name = text.get(..other::leading_town(text)?)?.to_owned();
            let tail = text.get(name.len()..)?;
            let office = tail.chars().count() <= 10 && tail.ends_with(['課', '部', '局', '室', '係']);
            (tail.is_empty() || ["役所", "役場", "庁"].iter().any(|word| tail.starts_with(word)) || office)
                .then_some(Self { name, alone: true })
        };
        let in_title = |head: &Head| {
            title::title_of(&head.text)?;
            let text = title::close_blanks(&head.text);
            let from = title::after_count(&text);
            let text = text.get(from..)?;
            Some(Self { name: text.get(..other::leading_town(text)?)?.to_owned(), alone: false })
        };
        zone.iter().find_map(of).or_else(|| zone.iter().find_map(in_title))
    }

    /// Does the text speak as the town, and not as a body in it?
    pub(super) fn speaks(&self, lines: &[Line]) -> bool {
        let Some(unit) = self.name.chars().next_back() else { return false };
        let own = [format!("本{unit}"), format!("当{unit}"), format!("{unit}長"), format!("{unit}役")];
        let others = ["当所", "当会", "本会", "当商工会", "当協会", "本所"];
        let holds = |words: &[&str]| lines.iter().any(|line| words.iter().any(|word| line.text.contains(word)));
        holds(&own.each_ref().map(String::as_str))
            || !holds(&others) && !lines.iter().any(|line| line.text.contains("商工会"))
    }
}
