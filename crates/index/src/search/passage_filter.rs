//! Filters: which plans and passages count at all.

use std::borrow::Cow;

use fixedbitset::FixedBitSet;

use super::segment::Segment;
use crate::index::{IndexError, Names, Store, Traits};
use crate::query::{Filter, Query};
use kurabe_model::{Flag, Flags, PassageKind, Period, PlanKind};
use kurabe_text::fold::fold;

/// The filters of a query, resolved for an index.
pub(super) struct PassageFilter<'a> {
    /// For each place in the list of plans, whether its passages count.
    plans: Vec<bool>,
    /// Do all plans count?
    all: bool,
    places: &'a [u32],
    passages: Vec<Vec<Condition>>,
    without: Vec<Condition>,
}

/// A condition on a passage.
#[derive(Clone, Copy)]
enum Condition {
    /// It has one of these themes.
    Theme(u64),
    Traits(fn(Traits, u64) -> bool, u64),
}

impl Condition {
    /// All the themes that some conditions name; none if one of them is no theme.
    fn themes(conditions: &[Self]) -> Option<u64> {
        conditions.iter().try_fold(0, |mask, condition| match condition {
            Self::Theme(more) => Some(mask | more),
            Self::Traits(..) => None,
        })
    }

    fn holds(self, segment: &Segment<'_>, doc: u32) -> bool {
        match self {
            Self::Theme(mask) => segment.columns.themes.get_val(doc) & mask != 0,
            Self::Traits(holds, wanted) => holds(Traits::from_bits(segment.columns.traits.get_val(doc)), wanted),
        }
    }
}

impl<'a> PassageFilter<'a> {
    pub(super) fn new(store: &'a Store, query: &Query) -> Self {
        let mut groups: Vec<Vec<&Filter>> = Vec::new();
        for filter in &query.filters {
            match groups.iter_mut().find(|group| group[0].is_like(filter)) {
                Some(group) => group.push(filter),
                None => groups.push(vec![filter]),
            }
        }
        let (on_plans, on_passages): (Vec<_>, Vec<_>) = groups.into_iter().partition(|group| is_on_plans(group[0]));
        let (bad_plans, bad_passages): (Vec<&Filter>, Vec<&Filter>) =
            query.without.iter().partition(|filter| is_on_plans(filter));
        let on_plans: Vec<Vec<OnPlan<'_>>> = on_plans.iter().map(|group| OnPlan::all(store, group)).collect();
        let bad_plans = OnPlan::all(store, &bad_plans);
        let counts = |place: usize| {
            on_plans.iter().all(|group| group.iter().any(|filter| filter.is_met(store, place)))
                && !bad_plans.iter().any(|filter| filter.is_met(store, place))
        };
        let condition = |filter: &&Filter| condition(filter, &store.head().themes);
        let plans: Vec<bool> = (0..store.plans().len()).map(counts).collect();
        Self {
            all: !plans.contains(&false),
            plans,
            places: store.places(),
            passages: on_passages.iter().map(|group| group.iter().map(condition).collect()).collect(),
            without: bad_passages.iter().map(condition).collect(),
        }
    }

    /// Those of some passages that count.
    pub(super) fn fit<'d>(
        &self,
        segment: &Segment<'_>,
        docs: &'d FixedBitSet,
    ) -> Result<Cow<'d, FixedBitSet>, IndexError> {
        let mut docs = Cow::Borrowed(docs);
        if !self.all {
            let mut left = FixedBitSet::with_capacity(docs.len());
            for extent in segment.extents.iter().filter(|extent| self.counts(extent.plan)) {
                left.insert_range(extent.docs());
            }
            left.intersect_with(&docs);
            docs = Cow::Owned(left);
        }
        // Themes are sets; only what is not a theme is looked up passage by passage.
        for any in &self.passages {
            if let Some(mask) = Condition::themes(any) {
                let bearing = segment.bearing(mask)?;
                docs.to_mut().intersect_with(&bearing);
            }
        }
        if let Some(mask) = Condition::themes(&self.without).filter(|mask| *mask != 0) {
            docs.to_mut().difference_with(&segment.bearing(mask)?);
        }
        let is_left = |any: &Vec<Condition>| Condition::themes(any).is_none();
        if self.passages.iter().any(is_left) || is_left(&self.without) {
            let bad: Vec<usize> = docs.ones().filter(|doc| !self.fits(segment, *doc as u32)).collect();
            bad.into_iter().for_each(|doc| docs.to_mut().remove(doc));
        }
        Ok(docs)
    }

    fn counts(&self, plan: u32) -> bool {
        self.plans.get(plan as usize).copied().unwrap_or(false)
    }

    /// Does a passage meet the conditions on passages?
    fn fits(&self, segment: &Segment<'_>, doc: u32) -> bool {
        self.passages.iter().all(|any| any.iter().any(|condition| condition.holds(segment, doc)))
            && !self.without.iter().any(|condition| condition.holds(segment, doc))
    }

    /// The place of a passage's plan, if the passage counts.
    #[inline]
    pub(super) fn plan(&self, segment: &Segment<'_>, doc: u32) -> Option<u32> {
        let place = *self.places.get(segment.columns.plan.get_val(doc) as usize)?;
        (self.counts(place) && self.fits(segment, doc)).then_some(place)
    }
}

/// A filter that nothing in an index meets, with the values that something does.
#[derive(Clone, Debug, PartialEq)]
pub struct Unmet {
    /// The filter.
    pub filter: Filter,
    /// What would be met: names of bodies, prefectures, kinds, themes, marks and levels, the first and the last year, ids.
    pub known: Vec<String>,
}

/// Those of some filters that no plan meets, or, of themes, marks and levels, no passage.
///
/// # Errors
///
/// If the index cannot be read.
pub fn unmet(store: &Store, filters: &[Filter]) -> Result<Vec<Unmet>, IndexError> {
    let mut unmet = Vec::new();
    for filter in filters {
        if !is_met(store, filter)? {
            unmet.push(Unmet { filter: filter.clone(), known: known(store, filter)? });
        }
    }
    Ok(unmet)
}

/// Does anything in an index meet a filter?
fn is_met(store: &Store, filter: &Filter) -> Result<bool, IndexError> {
    if is_on_plans(filter) {
        let ready = OnPlan::of(store, filter);
        return Ok((0..store.plans().len()).any(|place| ready.is_met(store, place)));
    }
    let condition = condition(filter, &store.head().themes);
    for number in 0..store.parts() {
        let segment = Segment::open(store, number)?;
        let is_borne = |doc: u32| condition.holds(&segment, doc) && !segment.reader.is_deleted(doc);
        if (0..segment.reader.max_doc()).any(is_borne) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The values of a filter that something in an index meets.
fn known(store: &Store, filter: &Filter) -> Result<Vec<String>, IndexError> {
    let met = |all: Vec<Filter>| -> Result<Vec<String>, IndexError> {
        let mut met = Vec::new();
        for filter in all {
            if is_met(store, &filter)? {
                met.push(filter.value());
            }
        }
        Ok(met)
    };
    match filter {
        Filter::Organisation(_) => Ok(store.names().organisations.values.clone()),
        Filter::Prefecture(_) => Ok(store.names().prefectures.values.clone()),
        Filter::Plan(_) => Ok(store.plans().iter().map(|row| row.id.clone()).collect()),
        Filter::Year(_) => {
            let years = store.plans().iter().filter_map(|row| row.period);
            let span = years.reduce(|a, b| Period { from: a.from.min(b.from), to: a.to.max(b.to) });
            Ok(span.map(|span| Filter::Year(span).value()).into_iter().collect())
        }
        Filter::Kind(_) => met(PlanKind::ALL.map(Filter::Kind).to_vec()),
        Filter::Theme(_) => met(store.head().themes.iter().cloned().map(Filter::Theme).collect()),
        Filter::Flag(_) => met(Flag::ALL.map(Filter::Flag).to_vec()),
        Filter::Level(_) => met(PassageKind::ALL.map(Filter::Level).to_vec()),
    }
}

fn is_on_plans(filter: &Filter) -> bool {
    !matches!(filter, Filter::Theme(_) | Filter::Flag(_) | Filter::Level(_))
}

/// A condition on a plan, made ready to be asked of thousands.
enum OnPlan<'q> {
    /// For each body's name whether it is meant.
    Organisation(Vec<bool>),
    /// For each prefecture whether it is meant.
    Prefecture(Vec<bool>),
    Other(&'q Filter),
}

impl<'q> OnPlan<'q> {
    fn of(store: &Store, filter: &'q Filter) -> Self {
        match filter {
            Filter::Organisation(name) => {
                let name = fold(name);
                Self::Organisation(store.names().organisations.that(|own| own.contains(&name)))
            }
            Filter::Prefecture(name) => {
                let name = fold(name);
                Self::Prefecture(store.names().prefectures.that(|own| own.starts_with(&name)))
            }
            other => Self::Other(other),
        }
    }

    fn all(store: &Store, filters: &[&'q Filter]) -> Vec<Self> {
        filters.iter().map(|filter| Self::of(store, filter)).collect()
    }

    /// Does the plan at a place meet it?
    fn is_met(&self, store: &Store, place: usize) -> bool {
        let row = || &store.plans()[place];
        let is = |meant: &[bool], names: &Names| {
            names.of.get(place).and_then(|name| meant.get(*name as usize)) == Some(&true)
        };
        match self {
            Self::Organisation(meant) => is(meant, &store.names().organisations),
            Self::Prefecture(meant) => is(meant, &store.names().prefectures),
            Self::Other(Filter::Year(period)) => row().covers(*period),
            Self::Other(Filter::Kind(kind)) => row().kind == *kind,
            Self::Other(Filter::Plan(id)) => row().id == *id,
            Self::Other(_) => true,
        }
    }
}

fn condition(filter: &Filter, themes: &[String]) -> Condition {
    match filter {
        Filter::Theme(name) => {
            let bits = themes.iter().enumerate().filter(|(_, theme)| fold(theme) == fold(name));
            Condition::Theme(bits.fold(0, |mask, (bit, _)| mask | 1 << bit))
        }
        Filter::Flag(flag) => {
            let wanted = [*flag].into_iter().collect::<Flags>().bits();
            Condition::Traits(|traits, wanted| u64::from(traits.flags().bits()) & wanted != 0, u64::from(wanted))
        }
        Filter::Level(kind) => {
            let wanted = Traits::new(*kind, Flags::default(), None).bits();
            Condition::Traits(|traits, wanted| traits.kind() == Traits::from_bits(wanted).kind(), wanted)
        }
        _ => Condition::Theme(u64::MAX),
    }
}
