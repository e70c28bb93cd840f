//! A place as answers cite it, in a form that can be asked for again: `minato/r5:L12-L14`, an item by its number
//! (`minato/r5:12`), or a whole plan by its id.
//!
//! In comes text, out comes the place, and back. Whether there is such a plan must not be known here.

use std::fmt;

use kurabe_model::{LineSpan, NodeId};

/// A plan, or a part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cited<'a> {
    pub(crate) plan: &'a str,
    pub(crate) part: Part,
}

/// Which part of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Lines(LineSpan),
    Item(NodeId),
}

impl<'a> Cited<'a> {
    /// Some lines of a plan.
    pub(crate) fn lines(plan: &'a str, first: u32, last: u32) -> Self {
        Self { plan, part: Part::Lines(LineSpan { first, last }) }
    }

    /// The part that stands behind the last colon; none where none does.
    pub(crate) fn read(text: &'a str) -> Option<Self> {
        let (plan, part) = text.rsplit_once(':')?;
        let number = |text: &str| text.parse::<u32>().ok().filter(|number| *number > 0);
        let part = match part.strip_prefix(['L', 'l']) {
            None => Part::Item(NodeId(number(part)?)),
            Some(lines) => {
                let (first, last) = lines.split_once('-').unwrap_or((lines, lines));
                let (first, last) = (number(first)?, number(last.trim_start_matches(['L', 'l']))?);
                Part::Lines(LineSpan { first, last: if last < first { return None } else { last } })
            }
        };
        Some(Self { plan, part })
    }
}

impl fmt::Display for Cited<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.part {
            Part::Item(node) => write!(out, "{}:{}", self.plan, node.0),
            Part::Lines(lines) if lines.first == lines.last => write!(out, "{}:L{}", self.plan, lines.first),
            Part::Lines(lines) => write!(out, "{}:L{}-L{}", self.plan, lines.first, lines.last),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_cited_can_be_asked_for_again() {
        for cited in [Cited::lines("港/r5", 12, 14), Cited::lines("a:b", 3, 3), Cited::read("港/r5:7").unwrap()] {
            assert_eq!(Cited::read(&cited.to_string()).as_ref(), Some(&cited));
        }
        assert_eq!(Cited::read("港/r5:l12-14"), Some(Cited::lines("港/r5", 12, 14)));
        for text in ["港/r5", "港/r5:", "港/r5:L0", "港/r5:L14-L12", "港/r5:0", "港/r5:L1-", "港/r5:x"] {
            assert_eq!(Cited::read(text), None, "{text}");
        }
    }
}
