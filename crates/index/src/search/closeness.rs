//! Compounds by their parts: 事業承継の支援 answers 事業承継支援.

use std::sync::Arc;

use fixedbitset::FixedBitSet;
use tantivy::schema::Field;

use super::postings::Cursor;
use super::segment::Segment;
use crate::index::{Docs, PostingSet};
use kurabe_text::run::{End, runs};

/// How many runs more than the parts themselves the stretch may have that holds them all. A particle or two and a
/// short word between each (事業の承継を円滑に支援) are close; another clause is not.
const SLACK: u32 = 6;

/// The passages that hold all parts of a compound close together in title or body, those of `without` left out: the
/// compound itself.
pub(super) fn compound(segment: &Segment<'_>, parts: &[String], without: &Docs) -> tantivy::Result<Arc<PostingSet>> {
    segment.remembered(&format!("~{}", parts.join(" ")), || {
        let mut candidates: Option<FixedBitSet> = None;
        for part in parts {
            let found = segment.posting_set(part, End::Closed)?;
            let mut docs = segment.none();
            found.any.add_to(&mut docs);
            match candidates.as_mut() {
                Some(both) => both.intersect_with(&docs),
                None => candidates = Some(docs),
            }
        }
        let Some(mut candidates) = candidates else { return Ok(PostingSet::default()) };
        without.take_from(&mut candidates);
        let mut close = segment.none();
        for field in [segment.fields.title, segment.fields.body] {
            gather(segment, field, parts, &candidates, &mut close)?;
        }
        Ok(PostingSet { any: close.into(), ..PostingSet::default() })
    })
}

fn gather(
    segment: &Segment<'_>,
    field: Field,
    parts: &[String],
    candidates: &FixedBitSet,
    close: &mut FixedBitSet,
) -> tantivy::Result<()> {
    let index = segment.reader.inverted_index(field)?;
    let mut cursors = Vec::with_capacity(parts.len());
    for part in parts {
        let Some(cursor) = Cursor::open(&index, field, part)? else { return Ok(()) };
        cursors.push(cursor);
    }
    let lengths: Vec<u32> = parts.iter().map(|part| runs(part).count() as u32).collect();
    let reach = lengths.iter().sum::<u32>() + SLACK;
    let mut starts: Vec<Vec<u32>> = vec![Vec::new(); parts.len()];
    'docs: for doc in candidates.ones() {
        for (cursor, starts) in cursors.iter_mut().zip(&mut starts) {
            if !cursor.starts(doc as u32, starts) {
                continue 'docs;
            }
        }
        if within(&starts, &lengths, reach) {
            close.insert(doc);
        }
    }
    Ok(())
}

/// Is there a stretch of this many runs that holds one occurrence of each part?
fn within(starts: &[Vec<u32>], lengths: &[u32], reach: u32) -> bool {
    starts.iter().flatten().any(|first| {
        starts.iter().zip(lengths).all(|(starts, length)| {
            let at = starts.partition_point(|start| start < first);
            starts.get(at).is_some_and(|start| start + length <= first + reach)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_and_far() {
        let lengths = [2, 2];
        assert!(within(&[vec![0], vec![5]], &lengths, 10));
        assert!(within(&[vec![5], vec![0]], &lengths, 10), "in either order");
        assert!(!within(&[vec![0], vec![20]], &lengths, 10));
        assert!(within(&[vec![0, 40], vec![20, 44]], &lengths, 10));
    }
}
