//! 訂正: what somebody says of a plan as it is shown, tried on the document and kept beside it.
//!
//! In come wishes by the numbers of a plan as its index has it, out come corrections in corrections.toml, or why one
//! cannot be kept; in come two plans, out come the pairs that readers spoke of. All that is written is written while
//! nobody else changes the corpus. Who asks must not be known here.

use thiserror::Error;

use super::corpus::{Addition, CorpusError, Corrections, Manifest, ManifestError, Passwords, document_of, path_of};
use super::ingest::{self, IngestError, Share, ids, shares, understand};
use super::{BesideError, Folders, Sources};
use kurabe_diff::Pairings;
use kurabe_extract::correct::{ItemWish, Reading, Wish, bind, correct, quote_of, quoted};
use kurabe_index::index::{IndexError, PlanRow, Store};
use kurabe_model::{Correction, Misfit, Node, NodeId, Pairing, Plan};

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
    /// The document is not read any more as it was shown.
    #[error("{0} is read otherwise now")]
    Changed(String),
    /// The numbers name nothing in the plan.
    #[error("there is no such place in {0}")]
    Nowhere(String),
    /// It would not hold.
    #[error("it would not hold: {0:?}")]
    Misfit(Misfit),
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

/// How a correction stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// It holds.
    Held,
    /// It does not.
    Not(Misfit),
}

impl State {
    /// The word for it in records: `held`, `lost`, `ambiguous`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Not(misfit) if misfit.is_ambiguous() => "ambiguous",
            Self::Not(_) => "lost",
        }
    }
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
        let reading = Reading { lines: &read.text.lines, themes: &themes };
        let at = ids(document, read.plans.len()).position(|id| id == row.id);
        let changed = || CorrectError::Changed(row.id.clone());
        let mut shares: Vec<Share<'_>> = shares(&read.plans, &reading, document, standing);
        let at = at.filter(|at| *at < shares.len()).ok_or_else(changed)?;
        let earlier = shares.swap_remove(at).own;
        let plan = read.plans.get(at).ok_or_else(changed)?;
        let before = correct(plan.clone(), &reading, &earlier);
        let wish = &followed(wish, seen, &before.plan).ok_or_else(changed)?;
        let nowhere = || CorrectError::Nowhere(row.id.clone());
        let (at, mend) = bind(plan.clone(), &reading, &earlier, wish).ok_or_else(nowhere)?;
        let new = Correction { number, plan: row.id.clone(), at, mend };
        let all: Vec<&Correction> = earlier.iter().copied().chain([&new]).collect();
        let after = correct(plan.clone(), &reading, &all);
        if let Some(misfit) = after.misfits.get(&number) {
            return Err(CorrectError::Misfit(misfit.clone()));
        }
        let is = after.nodes.last().copied().flatten();
        Ok((Addition::Mend(Box::new(new)), ((before.plan, meant(wish)), (after.plan, is))))
    }

    /// Says of two items of two plans that they are one, or that they are not. Gives the number.
    ///
    /// # Errors
    ///
    /// If there are no such items, or nothing can be written.
    pub fn pair(&self, sides: [(&PlanRow, &Plan, NodeId); 2], are_one: bool) -> Result<u32, CorrectError> {
        let quote = |(row, plan, id): (&PlanRow, &Plan, NodeId)| {
            let quote = quote_of(plan, id).ok_or_else(|| CorrectError::Nowhere(row.id.clone()))?;
            Ok::<_, CorrectError>((row.id.clone(), quote))
        };
        let [old, new] = sides;
        let sides: [_; 2] = [quote(old)?, quote(new)?];
        let made = |_: &Corrections, number| {
            Ok::<_, CorrectError>((Addition::Pairing(Box::new(Pairing { number, sides, are_one })), ()))
        };
        Ok(Corrections::add(&self.corpus, made)?.0)
    }

    /// The pairs of two plans that readers spoke of.
    ///
    /// # Errors
    ///
    /// If corrections.toml cannot be read or understood.
    pub fn pairings(&self, old: (&PlanRow, &Plan), new: (&PlanRow, &Plan)) -> Result<Pairings, ManifestError> {
        Ok(pairings(&Corrections::of(&self.corpus)?, old, new))
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

/// A plan, and what of it is shown.
type Shown = (Plan, Option<NodeId>);

/// What of a plan a wish is about.
fn meant(wish: &Wish) -> Option<NodeId> {
    match wish {
        Wish::Item(id, _) | Wish::NoItem(id) | Wish::Figure(id, ..) | Wish::NoFigure(id, _) => Some(*id),
        Wish::Lost(..) => None,
    }
}

/// The pairs of two plans that readers spoke of, as far as their words still stand there.
#[must_use]
pub fn pairings(corrections: &Corrections, old: (&PlanRow, &Plan), new: (&PlanRow, &Plan)) -> Pairings {
    let mut found = Pairings::default();
    for pairing in corrections.pairings() {
        let [one, other] = &pairing.sides;
        let sides = match (one.0 == old.0.id, other.0 == new.0.id, one.0 == new.0.id, other.0 == old.0.id) {
            (true, true, ..) => (&one.1, &other.1),
            (.., true, true) => (&other.1, &one.1),
            _ => continue,
        };
        if let (Ok(before), Ok(after)) = (quoted(old.1, sides.0), quoted(new.1, sides.1)) {
            found.say(before, after, pairing.are_one);
        }
    }
    found
}

/// What readers said of each of some plans and the next.
#[must_use]
pub fn pairings_along(corrections: &Corrections, plans: &[(PlanRow, Plan)]) -> Vec<Pairings> {
    let of = |two: &[(PlanRow, Plan)]| pairings(corrections, (&two[0].0, &two[0].1), (&two[1].0, &two[1].1));
    plans.windows(2).map(of).collect()
}

/// A correction or a pair, with how it stands.
#[derive(Clone, Debug)]
pub enum Listed {
    /// A correction of a plan.
    Mend(Box<Correction>, State),
    /// A pair of two plans.
    Pairing(Box<Pairing>, State),
}

impl Listed {
    /// Its number.
    #[must_use]
    pub fn number(&self) -> u32 {
        match self {
            Self::Mend(correction, _) => correction.number,
            Self::Pairing(pairing, _) => pairing.number,
        }
    }

    /// How it stands.
    #[must_use]
    pub fn state(&self) -> &State {
        match self {
            Self::Mend(_, state) | Self::Pairing(_, state) => state,
        }
    }

    /// Id of the plan that it is about; of a pair, of the newer one.
    #[must_use]
    pub fn plan(&self) -> &str {
        match self {
            Self::Mend(correction, _) => &correction.plan,
            Self::Pairing(pairing, _) => &pairing.sides[1].0,
        }
    }

    /// Is it about a plan?
    #[must_use]
    pub fn is_about(&self, id: &str) -> bool {
        match self {
            Self::Mend(correction, _) => correction.plan == id,
            Self::Pairing(pairing, _) => pairing.sides.iter().any(|(plan, _)| plan == id),
        }
    }
}

/// All corrections with how they stand in an index that is as fresh as it can be, by number.
///
/// # Errors
///
/// If a stored plan cannot be opened.
pub fn listed(corrections: &Corrections, store: &Store) -> Result<Vec<Listed>, IndexError> {
    let opened = |id: &str| match store.find(id) {
        Some(row) => store.plan(row.number).map(Some),
        None => Ok(None),
    };
    let mut found = Vec::new();
    for correction in corrections.mends() {
        found.push(Listed::Mend(Box::new(correction.clone()), state(store, correction)?));
    }
    for pairing in corrections.pairings() {
        let mut state = State::Held;
        for (id, quote) in &pairing.sides {
            let misfit = match opened(id)? {
                None => Some(Misfit::Plan(id.clone())),
                Some(plan) => quoted(&plan, quote).err(),
            };
            state = misfit.map_or(state, State::Not);
        }
        found.push(Listed::Pairing(Box::new(pairing.clone()), state));
    }
    found.sort_by_key(Listed::number);
    Ok(found)
}

/// How a correction stands: the plans of its document say of those that do not hold.
fn state(store: &Store, correction: &Correction) -> Result<State, IndexError> {
    let of_document =
        |row: &&PlanRow| row.id == correction.plan || document_of(&row.id) == document_of(&correction.plan);
    let mut rows = store.plans().iter().filter(of_document).peekable();
    if rows.peek().is_none() {
        return Ok(State::Not(Misfit::Plan(correction.plan.clone())));
    }
    for row in rows.filter(|row| row.misfits > 0) {
        let plan = store.plan(row.number)?;
        if let Some((_, misfit)) = plan.misfits().find(|(number, _)| *number == correction.number) {
            return Ok(State::Not(misfit.clone()));
        }
    }
    Ok(State::Held)
}
