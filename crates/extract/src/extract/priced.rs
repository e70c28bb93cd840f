//! Sums of money behind names, whose unit the paper says once: （単位：千円） above, and `誘客宣伝事業 12,400` below it.
//!
//! What comes in is the outline, what goes out is the sum at the end of a title. This file must not know kinds of nodes.

use crate::blocks::chars::{digit, is_japanese, squeeze};
use crate::outline::{Column, Outline, series};
use kurabe_model::{Indicator, NodeId, Role};
use kurabe_text::unit;

/// Titles that must end on a sum before they are read so.
const FEWEST: usize = 3;
/// Figures of a sum without a comma, at least: 第2回 and 令和7 end on fewer.
const SHORTEST: usize = 3;

/// The unit of the sums in a paper.
pub(super) struct Prices {
    factor: f64,
    unit: String,
}

/// A title parted from the sum at its end.
pub(super) struct Priced<'t> {
    pub(super) name: &'t str,
    pub(super) sum: &'t str,
    value: f64,
}

impl Prices {
    /// The unit that a line outside of tables gives, where several titles end on a sum.
    pub(super) fn of(outline: &Outline) -> Option<Self> {
        let texts = outline.pieces.iter().filter(|piece| piece.columns.is_none()).map(|piece| piece.text.as_str());
        let texts = texts.chain(outline.furniture.iter().map(|piece| piece.text.as_str()));
        let money = |text: &str| {
            let alone = squeeze(text).trim_start_matches(['（', '(', '［', '[', '※']).starts_with("単位");
            series::unit_note(text).filter(|unit| alone && unit.ends_with('円'))
        };
        let given = texts.filter_map(money).next()?;
        let (factor, unit) = unit::scale(&given);
        let prices = Self { factor, unit: unit.to_owned() };
        let titles = outline.entries.iter().filter(|entry| entry.column == Column::None);
        let sums = titles.filter(|entry| prices.cut(&entry.title).is_some()).count();
        (sums >= FEWEST).then_some(prices)
    }

    /// The sum at the end of a title, behind a blank.
    pub(super) fn cut<'t>(&self, title: &'t str) -> Option<Priced<'t>> {
        let (name, sum) = title.trim_end().rsplit_once(char::is_whitespace)?;
        let name = name.trim_end();
        let figures: String = sum.chars().filter_map(digit).map(|figure| figure.to_string()).collect();
        let plain = sum.chars().all(|c| digit(c).is_some() || matches!(c, ',' | '，'));
        let long = sum.contains([',', '，']) || figures.len() >= SHORTEST;
        let named = name.chars().filter(|c| is_japanese(*c)).nth(1).is_some() && !name.ends_with(['第', '：', ':']);
        let value = figures.parse::<f64>().ok().filter(|_| plain && long && named)? * self.factor;
        Some(Priced { name, sum, value })
    }

    /// What a node costs.
    pub(super) fn indicator(&self, priced: &Priced, node: NodeId, line: u32) -> Indicator {
        Indicator {
            node,
            name: "予算".to_owned(),
            value: Some(priced.value),
            text: priced.sum.to_owned(),
            unit: self.unit.clone(),
            role: Role::Scale,
            period: None,
            as_of: None,
            approx: false,
            change: false,
            line,
            corrected: false,
        }
    }
}
