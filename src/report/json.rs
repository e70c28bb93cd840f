//! The JSON that programs read; its names are a contract. The comments of its fields are their description in the API.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use kurabe_extract::extract::theme::Themes;
use kurabe_extract::record::names;
use kurabe_index::index::PlanRow;
use kurabe_index::query::Query;
use kurabe_index::search::{Answer, Facets, Hit, Mark, Match};
use kurabe_model::{Flag, OrganisationKind};

/// Schemas of names that stand in these answers.
mod words {
    kurabe_extract::named! {
        Match of super::Match: "書かれたとおり・文脈・類語・一部 / how a passage answers, best first", Named::ALL;
        Mark of super::Mark: "入力した語・類語 / a word as typed, or one that the thesaurus added", [Named::Typed, Named::Added];
    }
}

/// What `search --format json` prints: counts, one page of hits, and facets.
#[derive(Serialize, ToSchema)]
pub struct SearchAnswer<'a> {
    /// The query as typed.
    query: &'a str,
    /// The query as it was understood.
    read_as: String,
    /// Words that the thesaurus added.
    added: Vec<&'a str>,
    /// Passages that answer with all the words: literal, context and widened together.
    total: usize,
    /// Passages that contain each word as written.
    literal: usize,
    /// Passages of which a word is met by body, title or section, or a compound by its parts.
    context: usize,
    /// Passages that answer by a word that the thesaurus added.
    widened: usize,
    /// Passages that hold only some of the words; counted apart.
    partial: usize,
    /// How many plans they stand in.
    plans: usize,
    /// Of how many bodies.
    organisations: usize,
    /// How long the search took, in milliseconds.
    took_ms: f64,
    /// The hits of this page, best first unless sorted otherwise.
    hits: Vec<HitRecord<'a>>,
    /// How many passages fall to each theme, year, body, kind and prefecture.
    facets: FacetCounts<'a>,
}

/// A passage that answers.
#[derive(Serialize, ToSchema)]
struct HitRecord<'a> {
    /// Id of its plan.
    plan: &'a str,
    /// Name of the body.
    #[schema(required)]
    organisation: Option<&'a str>,
    /// Title of the plan.
    #[schema(required)]
    title: Option<&'a str>,
    /// First fiscal year of the plan.
    #[schema(required)]
    from: Option<i32>,
    /// Last fiscal year of the plan.
    #[schema(required)]
    to: Option<i32>,
    /// How much of the plan the document holds.
    #[schema(value_type = names::Extent)]
    extent: &'static str,
    /// 見本: an invented body.
    sample: bool,
    /// Number of the node; for text that of its section.
    #[schema(required)]
    node: Option<u32>,
    /// What it is.
    #[schema(value_type = names::PassageKind)]
    kind: &'static str,
    /// How it answers.
    #[serde(rename = "match")]
    #[schema(value_type = words::Match)]
    matched: &'static str,
    /// Titles of the sections above it, outermost first.
    path: &'a [String],
    /// What it stands under: its own title, or for text that of its section.
    heading: &'a str,
    /// What to show of it: stretches of text, each marked or not.
    #[schema(value_type = Vec<(String, Option<words::Mark>)>)]
    snippet: Vec<(&'a str, Option<&'static str>)>,
    /// Page, where the source has pages.
    #[schema(required)]
    page: Option<u32>,
    /// Its first line in the text.
    first_line: u32,
    /// Its last line.
    last_line: u32,
    /// What it is about.
    themes: &'a [String],
    /// Marks that the plan prints beside it.
    #[schema(value_type = Vec<names::Flag>)]
    flags: Vec<&'static str>,
    /// A reader corrected what was read here; only where one did.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = bool)]
    corrected: Option<bool>,
    /// Its worth among those that answer in the same way.
    score: f64,
}

/// How many passages fall to each name; a plan of several years counts in each of them.
#[derive(Serialize, ToSchema)]
struct FacetCounts<'a> {
    /// By theme.
    theme: &'a BTreeMap<String, usize>,
    /// By fiscal year.
    #[schema(value_type = BTreeMap<String, usize>)]
    year: &'a BTreeMap<i32, usize>,
    /// By body.
    organisation: &'a BTreeMap<String, usize>,
    /// By kind of plan.
    kind: &'a BTreeMap<String, usize>,
    /// By prefecture.
    prefecture: &'a BTreeMap<String, usize>,
}

/// The object that `search --format json` prints.
#[must_use]
pub fn answer_json<'a>(typed: &'a str, query: &Query, answer: &'a Answer, took_ms: f64) -> SearchAnswer<'a> {
    let [literal, context, widened, partial] = answer.counts;
    let Facets { theme, year, organisation, kind, prefecture } = &answer.facets;
    SearchAnswer {
        query: typed,
        read_as: query.to_string(),
        added: answer.added.iter().map(|addition| addition.word.as_str()).collect(),
        total: answer.total(),
        literal,
        context,
        widened,
        partial,
        plans: answer.plans,
        organisations: answer.organisations,
        took_ms: (took_ms * 1000.0).round() / 1000.0,
        hits: answer.hits.iter().map(hit_json).collect(),
        facets: FacetCounts { theme, year, organisation, kind, prefecture },
    }
}

fn hit_json(hit: &Hit) -> HitRecord<'_> {
    let (plan, passage) = (&hit.plan, &hit.passage);
    HitRecord {
        plan: &plan.id,
        organisation: plan.organisation.as_deref(),
        title: plan.title.as_deref(),
        from: plan.period.map(|period| period.from.0),
        to: plan.period.map(|period| period.to.0),
        extent: plan.extent.name(),
        sample: plan.sample,
        node: passage.node.map(|node| node.0),
        kind: passage.kind.name(),
        matched: hit.matched.name(),
        path: &hit.path,
        heading: &hit.heading,
        snippet: hit.snippet.iter().map(|(text, mark)| (text.as_str(), mark.map(Mark::name))).collect(),
        page: passage.page,
        first_line: passage.span.first,
        last_line: passage.span.last,
        themes: &passage.themes,
        flags: passage.flags.iter().map(Flag::name).collect(),
        corrected: passage.corrected.then_some(true),
        score: f64::from(hit.score),
    }
}

/// What is known of a plan without opening it.
#[derive(Serialize, ToSchema)]
pub struct PlanEntry<'a> {
    /// Its id.
    plan: &'a str,
    /// The file's path below the corpus.
    file: &'a str,
    /// Name of the body.
    #[schema(required)]
    organisation: Option<&'a str>,
    /// Kind of the body.
    #[schema(required, value_type = Option<names::OrganisationKind>)]
    organisation_kind: Option<&'static str>,
    /// 都道府県
    #[schema(required)]
    prefecture: Option<&'a str>,
    /// Title.
    #[schema(required)]
    title: Option<&'a str>,
    /// Kind of plan.
    #[schema(value_type = names::PlanKind)]
    plan_kind: &'static str,
    /// 第2期
    #[schema(required)]
    term: Option<&'a str>,
    /// First fiscal year.
    #[schema(required)]
    from: Option<i32>,
    /// Last fiscal year.
    #[schema(required)]
    to: Option<i32>,
    /// Year and month of publication.
    #[schema(required)]
    published: Option<&'a str>,
    /// How much of the plan the document holds.
    #[schema(value_type = names::Extent)]
    extent: &'static str,
    /// 見本: an invented body.
    sample: bool,
    /// Where it was published.
    #[schema(required)]
    source: Option<&'a str>,
    /// How many sections it holds.
    sections: u32,
    /// How many initiatives.
    initiatives: u32,
    /// How many measures.
    measures: u32,
    /// How many sections, initiatives and measures stand on doubtful ground.
    doubtful: u32,
    /// How many of them a reader corrected.
    corrected: u32,
    /// How many corrections do not hold.
    misfits: u32,
    /// How many passages.
    passages: u32,
    /// How many notices of what could not be read or told.
    notices: u32,
}

/// The list that `plans --format json` prints.
#[must_use]
pub fn plans_json<'a>(rows: &[&'a PlanRow]) -> Vec<PlanEntry<'a>> {
    rows.iter().map(|row| plan_json(row)).collect()
}

/// What is known of a plan without opening it.
#[must_use]
pub fn plan_json(row: &PlanRow) -> PlanEntry<'_> {
    let [sections, initiatives, measures] = row.nodes;
    PlanEntry {
        plan: &row.id,
        file: &row.file,
        organisation: row.organisation.as_deref(),
        organisation_kind: row.organisation_kind.map(OrganisationKind::name),
        prefecture: row.prefecture.as_deref(),
        title: row.title.as_deref(),
        plan_kind: row.kind.name(),
        term: row.term.as_deref(),
        from: row.period.map(|period| period.from.0),
        to: row.period.map(|period| period.to.0),
        published: row.published.as_deref(),
        extent: row.extent.name(),
        sample: row.sample,
        source: row.source.as_deref(),
        sections,
        initiatives,
        measures,
        doubtful: row.doubtful,
        corrected: row.corrected,
        misfits: row.misfits,
        passages: row.passages,
        notices: row.notices,
    }
}

/// A theme with the words that speak for and against it.
#[derive(Serialize, ToSchema)]
pub struct ThemeEntry<'a> {
    /// Its name.
    name: &'a str,
    /// What it is about.
    #[schema(required)]
    note: Option<&'a str>,
    /// Words that speak for it.
    words: Vec<&'a str>,
    /// Words that speak against it.
    against: Vec<&'a str>,
}

/// The themes with the words that speak for and against them.
#[must_use]
pub fn themes_json(themes: &Themes) -> Vec<ThemeEntry<'_>> {
    let theme = |(at, name): (usize, _)| ThemeEntry {
        name,
        note: themes.notes().get(at).map(String::as_str),
        words: themes.words_for(at).collect(),
        against: themes.words_against(at).collect(),
    };
    themes.names().iter().map(String::as_str).enumerate().map(theme).collect()
}
