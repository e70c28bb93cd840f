//! How something spread, as JSON; its names are a contract.

use serde::Serialize;
use utoipa::ToSchema;

use super::compare_notes::notes_text;
use super::diffusion::hidden_sentences;
use super::lang::Lang;
use kurabe_extract::record::names;
use kurabe_index::compare::{Adoption, Comparison, Diffusion, Item, Since, Spread};
use kurabe_index::index::Store;
use kurabe_model::OrganisationKind;

/// What `compare --first --format json` prints.
#[derive(Serialize, ToSchema)]
pub struct DiffusionAnswer<'a> {
    /// The themes, then the queries.
    themes: &'a [String],
    /// Who has each since when, earliest first.
    first: Vec<FirstRecord<'a>>,
    /// How each spread.
    diffusion: Vec<DiffusionRecord<'a>>,
    /// What must be known to read the figures.
    notes: Vec<String>,
}

/// The first year of a theme at a body.
#[derive(Serialize, ToSchema)]
struct FirstRecord<'a> {
    /// The theme, or the query.
    theme: &'a str,
    /// The body; null where its plan does not state it.
    #[schema(required)]
    organisation: Option<&'a str>,
    /// 団体の種別
    #[schema(value_type = Option<names::OrganisationKind>)]
    organisation_kind: Option<&'static str>,
    /// 都道府県
    #[schema(required)]
    prefecture: Option<&'a str>,
    /// The first fiscal year in which one of its plans has it.
    year: i32,
    /// `new`: not in the plans of the year before; `between`: not in the nearest plan before, which is older;
    /// `earliest`: in its first plan at hand.
    since: &'static str,
    /// The last year whose plan does not have it.
    #[schema(required)]
    last_year_without: Option<i32>,
    /// Years after the first body at hand, at most.
    lag: i32,
    /// Years after the first body at hand, at least; null where it may be older than its first plan at hand.
    #[schema(required)]
    lag_least: Option<i32>,
    /// How many items the plan has.
    items: u32,
    /// Id of the plan.
    #[schema(required)]
    plan: Option<&'a str>,
    /// Number of the first item's node.
    node: u32,
    /// Title of the first item.
    #[schema(required)]
    title: Option<&'a str>,
    /// Page of the first item, where the source has pages.
    #[schema(required)]
    page: Option<u32>,
    /// First line of the first item.
    #[schema(required)]
    first_line: Option<u32>,
    /// The words that speak for the theme.
    evidence: Vec<&'a str>,
    /// A reader corrected it; only where one did.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = bool)]
    corrected: Option<bool>,
}

/// How a theme spread.
#[derive(Serialize, ToSchema)]
struct DiffusionRecord<'a> {
    /// The theme, or the query.
    theme: &'a str,
    /// The first year at hand in which a body has it.
    #[schema(required)]
    lead: Option<i32>,
    /// By year.
    years: Vec<YearRecord>,
    /// By prefecture.
    prefectures: Vec<SpreadRecord<'a>>,
    /// By kind of body.
    kinds: Vec<SpreadRecord<'a>>,
    /// The bodies of which no plan has it.
    without: Vec<WithoutRecord<'a>>,
    /// What plans that are not at hand may hide.
    hidden: Vec<String>,
}

/// A fiscal year.
#[derive(Serialize, ToSchema)]
struct YearRecord {
    /// The year.
    year: i32,
    /// Bodies with a plan.
    bodies: u32,
    /// Those of them that have it.
    having: u32,
    /// Those of them that did not have it before.
    new: u32,
    /// Those of them whose first plan at hand has it.
    earliest: u32,
}

/// Who has it in a prefecture, or among the bodies of a kind.
#[derive(Serialize, ToSchema)]
struct SpreadRecord<'a> {
    /// Name of the prefecture or kind; null where it is not known.
    #[schema(required)]
    name: Option<&'a str>,
    /// Bodies with a plan.
    bodies: u32,
    /// Those of them that took it up.
    adopted: u32,
    /// The first year.
    #[schema(required)]
    first_year: Option<i32>,
    /// The body that was first.
    #[schema(required)]
    first: Option<&'a str>,
    /// The median of their lags, in years.
    #[schema(required)]
    median_lag: Option<f64>,
}

/// A body without it.
#[derive(Serialize, ToSchema)]
struct WithoutRecord<'a> {
    /// The body.
    #[schema(required)]
    organisation: Option<&'a str>,
    /// The last year of which a plan is at hand.
    last_year: i32,
}

/// The object that `compare --first --format json` prints.
#[must_use]
pub fn diffusion_json<'a>(
    store: &'a Store,
    comparison: &'a Comparison,
    diffused: &'a [Diffusion],
    lang: Lang,
) -> DiffusionAnswer<'a> {
    let first = diffused.iter().flat_map(|own| {
        own.adoptions.iter().enumerate().map(|(place, adoption)| {
            let item = own.items.get(place).and_then(Option::as_ref);
            record((store, comparison), theme(comparison, own), adoption, item)
        })
    });
    DiffusionAnswer {
        themes: &comparison.columns,
        first: first.collect(),
        diffusion: diffused.iter().map(|own| spread(comparison, own, lang)).collect(),
        notes: notes_text(&comparison.notes, lang),
    }
}

fn theme<'a>(comparison: &'a Comparison, of: &Diffusion) -> &'a str {
    comparison.columns.get(of.column).map_or("", String::as_str)
}

/// The word for what is known of the years before, and the last year without it.
#[must_use]
pub(super) fn since_name(adoption: &Adoption) -> (&'static str, Option<i32>) {
    match adoption.since {
        Since::New => ("new", Some(adoption.year - 1)),
        Since::Between(year) => ("between", Some(year)),
        Since::Earliest => ("earliest", None),
    }
}

fn record<'a>(
    (store, comparison): (&'a Store, &'a Comparison),
    theme: &'a str,
    adoption: &Adoption,
    item: Option<&'a Item>,
) -> FirstRecord<'a> {
    let (since, last_year_without) = since_name(adoption);
    let body = comparison.bodies.get(adoption.body);
    let (lag_least, lag) = adoption.lags();
    FirstRecord {
        theme,
        organisation: body.and_then(|body| body.name.as_deref()),
        organisation_kind: body.and_then(|body| body.kind).map(OrganisationKind::name),
        prefecture: body.and_then(|body| body.prefecture.as_deref()),
        year: adoption.year,
        since,
        last_year_without,
        lag,
        lag_least,
        items: adoption.items,
        plan: store.row(adoption.item.0).map(|row| row.id.as_str()),
        node: adoption.item.1.0,
        title: item.map(|item| item.title.as_str()),
        page: item.and_then(|item| item.page),
        first_line: item.map(|item| item.first_line),
        evidence: item.iter().flat_map(|item| &item.reasons).map(|reason| reason.word.as_str()).collect(),
        corrected: item.filter(|item| item.corrected).map(|_| true),
    }
}

fn spread<'a>(comparison: &'a Comparison, of: &'a Diffusion, lang: Lang) -> DiffusionRecord<'a> {
    let body = |place: usize| comparison.bodies.get(place).and_then(|body| body.name.as_deref());
    fn part<'a, K>(
        of: &'a Spread<K>,
        name: Option<&'a str>,
        body: impl Fn(usize) -> Option<&'a str>,
    ) -> SpreadRecord<'a> {
        SpreadRecord {
            name,
            bodies: of.bodies,
            adopted: of.adopted,
            first_year: of.first.map(|(year, _)| year),
            first: of.first.and_then(|(_, place)| body(place)),
            median_lag: of.lag,
        }
    }
    let years = of.years.iter().map(|year| YearRecord {
        year: year.year,
        bodies: year.bodies,
        having: year.having,
        new: year.new,
        earliest: year.earliest,
    });
    DiffusionRecord {
        theme: theme(comparison, of),
        lead: of.lead,
        years: years.collect(),
        prefectures: of.prefectures.iter().map(|own| part(own, own.key.as_deref(), body)).collect(),
        kinds: of.kinds.iter().map(|own| part(own, own.key.map(OrganisationKind::name), body)).collect(),
        without: of
            .without
            .iter()
            .map(|own| WithoutRecord { organisation: body(own.body), last_year: own.last })
            .collect(),
        hidden: hidden_sentences(&of.hidden, lang),
    }
}
