//! 訂正: what somebody says of a plan as it is shown, tried on the document and kept beside it.
//!
//! In come wishes by the numbers of a plan as its index has it, out come corrections in corrections.toml, or why one
//! cannot be kept. All that is written is written while nobody else changes the corpus. Who asks must not be known here.

use thiserror::Error;

use super::corpus::{Addition, CorpusError, Corrections, Manifest, ManifestError, Passwords, document_of, path_of};
use super::ingest::{self, IngestError, Share, ids, shares, understand};
use super::paired::pairings;
use super::{BesideError, Folders, Sources};
use kurabe_extract::correct::{ItemWish, Wish, bind, correct, quote_of};
use kurabe_index::index::{IndexError, PlanRow, Store};
use kurabe_model::{Correction, Misfit, Node, NodeId, Pairing, Plan, Quote, Sure};

/// Why something was not corrected.
#[derive(Debug, Error)]
pub enum CorrectError {
    /// The corpus could not be read or changed.
    #[error(transparent)]
    Corpus(#[from] CorpusError),
    /// The document could not be read.
    #[error("{file}: {source}")]
    Unread {
        /// Which.
        file: String,
        /// Why.
        source: IngestError,
    },
    /// The themes could not be used.
    #[error(transparent)]
    Beside(#[from] BesideError),
    /// A plan of the index could not be opened.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// The document is not read any more as it was shown.
    #[error("{0} is read otherwise now")]
    Changed(String),
    /// The numbers name nothing in the plan.
    #[error("there is no such place in {0}")]
    Nowhere(String),
    /// It would not hold.
    #[error("it would not hold: {0:?}")]
    Misfit(Misfit),
    /// It would change nothing: the plan is read so already, or the same was said before.
    #[error("it changes nothing")]
    Unchanged,
    /// The two sides of a pair are of one plan.
    #[error("both are of {0}")]
    OnePlan(String),
}

impl From<ManifestError> for CorrectError {
    fn from(error: ManifestError) -> Self {
        Self::Corpus(error.into())
    }
}

/// A correction that was kept.
#[derive(Clone, Debug)]
pub struct Kept {
    /// Its number.
    pub number: u32,
    /// The plan before, and what of it was meant.
    pub before: (Plan, Option<NodeId>),
    /// The plan now, and where that is.
    pub after: (Plan, Option<NodeId>),
}

impl Folders {
    /// Corrects a plan as it is shown: `seen` is the plan of the index, by whose numbers the wish is told. The wish is
    /// tried on the document as it is now, and kept if it holds.
    ///
    /// # Errors
    ///
    /// If the document is read otherwise now, what is wished for is not there or would not hold, or nothing can be
    /// written; then all is as it was.
    pub fn correct(&self, row: &PlanRow, seen: &Plan, wish: &Wish) -> Result<Kept, CorrectError> {
        let (number, (before, after)) =
            Corrections::add(&self.corpus, |standing, number| self.attempt((row, seen), wish, (standing, number)))?;
        Ok(Kept { number, before, after })
    }

    fn attempt(
        &self,
        (row, seen): (&PlanRow, &Plan),
        wish: &Wish,
        (standing, number): (&Corrections, u32),
    ) -> Result<(Addition, (Shown, Shown)), CorrectError> {
        let (_, themes) = self.themes()?;
        let manifest = Manifest::of(&self.corpus)?;
        let passwords = self.typed.or(Passwords::of(&self.corpus)?);
        let document = if super::is_own(row) { row.id.as_str() } else { document_of(&row.id) };
        let unread = |source: IngestError| CorrectError::Unread { file: row.file.clone(), source };
        let bytes = ingest::bytes_of(&path_of(&self.corpus, &row.file)).map_err(unread)?;
        let sources = Sources { manifest: &manifest, corrections: standing, passwords: &passwords };
        let content = *blake3::hash(&bytes).as_bytes();
        let said = sources.said(document, &content);
        let read = understand(&bytes, &row.file, &said).map_err(unread)?;
        let at = ids(document, read.plans.len()).position(|id| id == row.id);
        let changed = || CorrectError::Changed(row.id.clone());
        let mut shares: Vec<Share<'_>> = shares(&read, &themes, document, standing);
        let at = at.filter(|at| *at < shares.len()).ok_or_else(changed)?;
        let reading = read.reading(at, &themes);
        let earlier = shares.swap_remove(at).own;
        let plan = read.plans.get(at).filter(|plan| !plan.stated.is_not(&row.stated)).ok_or_else(changed)?;
        let before = correct(plan.clone(), &reading, &earlier);
        let wish = &followed(wish, seen, &before.plan).ok_or_else(changed)?;
        let nowhere = || CorrectError::Nowhere(row.id.clone());
        let (quote, mend) = bind(plan.clone(), &reading, &earlier, wish).ok_or_else(nowhere)?;
        let at = Quote { within: plan.stated.known(), ..quote };
        let new = Correction { number, plan: row.id.clone(), at, mend };
        let all: Vec<&Correction> = earlier.iter().copied().chain([&new]).collect();
        let after = correct(plan.clone(), &reading, &all);
        if let Some(misfit) = after.misfits.get(&number) {
            return Err(CorrectError::Misfit(misfit.clone()));
        }
        if without_marks(&before.plan) == without_marks(&after.plan) {
            return Err(CorrectError::Unchanged);
        }
        let is = after.nodes.last().copied().flatten();
        Ok((Addition::Mend(Box::new(new)), ((before.plan, meant(wish)), (after.plan, is))))
    }

    /// Says of two items of two plans of an index that they are one, or that they are not. Gives the number.
    ///
    /// # Errors
    ///
    /// If both are of one plan, there are no such items, the same was said before, or nothing can be written.
    pub fn pair(
        &self,
        store: &Store,
        sides: [(&PlanRow, &Plan, NodeId); 2],
        are_one: bool,
    ) -> Result<u32, CorrectError> {
        let quote = |(row, plan, id): (&PlanRow, &Plan, NodeId)| {
            let quote = quote_of(plan, id).ok_or_else(|| CorrectError::Nowhere(row.id.clone()))?;
            Ok::<_, CorrectError>((row.id.clone(), Quote { within: row.stated.known(), ..quote }))
        };
        let [old, new] = sides;
        if old.0.id == new.0.id {
            return Err(CorrectError::OnePlan(old.0.id.clone()));
        }
        let sides: [_; 2] = [quote(old)?, quote(new)?];
        let made = |standing: &Corrections, number| {
            let before = pairings(standing, store, (old.0, new.0))?;
            let mut after = before.clone();
            after.say(old.2, new.2, are_one);
            if before == after {
                return Err(CorrectError::Unchanged);
            }
            Ok::<_, CorrectError>((Addition::Pairing(Box::new(Pairing { number, sides, are_one })), ()))
        };
        Ok(Corrections::add(&self.corpus, made)?.0)
    }
}

/// A wish told by the numbers of a plan as it was seen, by those that it has now: others may have corrected it meanwhile.
/// None if what is meant is not what was seen any more.
fn followed(wish: &Wish, seen: &Plan, now: &Plan) -> Option<Wish> {
    let id = |id: NodeId| {
        let Some(own) = seen.node(id) else { return Some(id) };
        let is_same = |node: &&Node| node.words() == own.words() && node.span.first == own.span.first;
        now.node(id).filter(is_same).or_else(|| now.nodes.iter().find(is_same)).map(|node| node.id)
    };
    let figure = |old: NodeId, new: NodeId, at: usize| {
        let of = |plan: &Plan, id: NodeId| {
            plan.indicators.iter().filter(|own| own.node == id).nth(at).map(|own| (own.text.clone(), own.line))
        };
        (of(seen, old) == of(now, new)).then_some(at)
    };
    let item = |wish: &ItemWish| {
        let parent = match wish.parent {
            Some(Some(parent)) => Some(Some(id(parent)?)),
            other => other,
        };
        Some(ItemWish { parent, ..wish.clone() })
    };
    Some(match wish {
        Wish::Item(own, wish) => Wish::Item(id(*own)?, item(wish)?),
        Wish::NoItem(own) => Wish::NoItem(id(*own)?),
        Wish::Lost(line, wish) => Wish::Lost(*line, item(wish)?),
        Wish::Figure(own, at, mend) => Wish::Figure(id(*own)?, figure(*own, id(*own)?, *at)?, mend.clone()),
        Wish::NoFigure(own, at) => Wish::NoFigure(id(*own)?, figure(*own, id(*own)?, *at)?),
    })
}

/// A plan without the marks of what was corrected: as a reader sees it.
fn without_marks(plan: &Plan) -> Plan {
    let mut plan = plan.clone();
    for node in &mut plan.nodes {
        (node.corrected, node.sure) = (None, Sure(100));
    }
    plan.passages.iter_mut().for_each(|passage| passage.corrected = false);
    plan.indicators.iter_mut().for_each(|figure| figure.corrected = false);
    plan.corrections.clear();
    plan
}

/// A plan, and what of it is shown.
type Shown = (Plan, Option<NodeId>);

/// What of a plan a wish is about.
fn meant(wish: &Wish) -> Option<NodeId> {
    match wish {
        Wish::Item(id, _) | Wish::NoItem(id) | Wish::Figure(id, ..) | Wish::NoFigure(id, _) => Some(*id),
        Wish::Lost(..) => None,
    }
}
