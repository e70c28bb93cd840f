//! Sums of money behind names, whose unit the paper says once: （単位：千円） above, and `誘客宣伝事業 12,400` below it.
//!
//! What comes in is the outline, what goes out is the sum at the end of a title. This file must not know kinds of nodes.

use crate::blocks::chars::{digit, is_japanese, squeeze};
use crate::outline::{Column, Entry, Measures, Outline, Says, Value, series};

/// Titles that must end on a sum before they are read so.
const FEWEST: usize = 3;
/// Figures of a sum without a comma, at least: 第2回 and 令和7 end on fewer.
const SHORTEST: usize = 3;

/// The unit of the sums in a paper: 千円.
pub(super) struct Prices(String);

impl Prices {
    /// The unit that a line outside of tables gives, where several titles end on a sum.
    pub(super) fn of(outline: &Outline) -> Option<Self> {
        let texts = outline.pieces.iter().filter(|piece| piece.columns.is_none()).map(|piece| piece.text.as_str());
        let mut texts = texts.chain(outline.furniture.iter().map(|piece| piece.text.as_str()));
        let prices = Self(texts.find_map(|text| {
            let alone = squeeze(text).trim_start_matches(['（', '(', '［', '[', '※']).starts_with("単位");
            series::unit_note(text).filter(|unit| alone && unit.ends_with('円'))
        })?);
        let sums = outline.entries.iter().filter(|entry| prices.cut(entry).is_some()).count();
        (sums >= FEWEST).then_some(prices)
    }

    /// The name of an entry and the sum behind it.
    pub(super) fn cut<'e>(&self, entry: &'e Entry) -> Option<(&'e str, &'e str)> {
        let (name, sum) = entry.title.trim_end().rsplit_once(char::is_whitespace)?;
        let name = name.trim_end();
        let plain = sum.chars().all(|c| digit(c).is_some() || matches!(c, ',' | '，'));
        let long = sum.contains([',', '，']) || sum.chars().count() >= SHORTEST;
        let named = name.chars().filter(|c| is_japanese(*c)).nth(1).is_some() && !name.ends_with(['第', '：', ':']);
        (entry.column == Column::None && plain && long && named).then_some((name, sum))
    }

    /// What the entries cost, as a table of 予算額 gives it.
    pub(super) fn values(&self, outline: &Outline) -> Vec<Value> {
        let first = outline.values.last().map_or(0, |last| last.row + 1);
        let priced = outline.entries.iter().enumerate().filter_map(|(at, entry)| Some((at, entry, self.cut(entry)?)));
        let value = |(row, (owner, entry, (name, sum))): (u32, (usize, &Entry, (&str, &str)))| Value {
            owner,
            row,
            name: format!("{name} 予算"),
            group: String::new(),
            mark: None,
            year: None,
            says: Some(Says::Cost),
            unit: self.0.clone(),
            text: squeeze(sum),
            line: entry.span.first,
            measures: Measures::Owner,
        };
        (first..).zip(priced).map(value).collect()
    }
}
