//! Names and values to requests: what is meant, before any index is opened.
//!
//! In come [`Params`], whoever typed them, out come requests and what they ask of an index. How an answer is shown must
//! not be known here.

use super::params::Params;
use kurabe_index::compare::{BenchmarkRequest, By, Column, CompareError, Counted, Request, Scope, Voices};
use kurabe_index::index::IndexError;
use kurabe_index::index::{PlanRow, Store};
use kurabe_index::query::{self, EARLIEST, Filter, LATEST, Query, QueryError};
use kurabe_index::search::{Answer, Paging, Request as SearchRequest, Sort, passages, search};
use kurabe_index::thesaurus::Thesaurus;
use kurabe_model::{Period, PlanKind};
use kurabe_text::fold::fold;

/// The values of a name, also where one value lists several.
fn listed(params: &Params, name: &str) -> Vec<String> {
    let values = params.all(name).flat_map(|value| value.split([',', '、', '，']));
    values.map(|value| value.trim().to_owned()).filter(|value| !value.is_empty()).collect()
}

fn kinds(params: &Params) -> Result<Vec<PlanKind>, QueryError> {
    let kinds = listed(params, "kind");
    Ok(kinds.iter().map(|kind| Filter::kind(kind)).collect::<Result<_, _>>()?)
}

/// The fiscal years: `year`, else those between `from` and `to`, of which one may be open.
fn years(params: &Params) -> Result<Option<Period>, QueryError> {
    let read = |name: &str| params.get(name).map(Filter::years).transpose();
    if let Some(years) = read("year")? {
        return Ok(Some(years));
    }
    let (from, to) = (read("from")?, read("to")?);
    if from.is_none() && to.is_none() {
        return Ok(None);
    }
    let from = from.map_or(EARLIEST, |period| period.from);
    let to = to.map_or(LATEST, |period| period.to);
    Ok(Some(Period { from: from.min(to), to: to.max(from) }))
}

/// Which plans are looked at.
fn scope(params: &Params) -> Result<Scope, QueryError> {
    let folded =
        |name: &str| listed(params, name).iter().map(|text| fold(text)).filter(|text| !text.is_empty()).collect();
    Ok(Scope {
        organisations: folded("organisation"),
        prefectures: folded("prefecture"),
        kinds: kinds(params)?,
        bodies: Vec::new(),
        years: years(params)?,
    })
}

/// What a question says of the plans that are looked at, one filter for each value.
///
/// # Errors
///
/// If a condition cannot be read.
pub(crate) fn conditions(params: &Params) -> Result<Vec<Filter>, QueryError> {
    let bodies = ["organisation", "peers"].map(|name| listed(params, name));
    let mut all: Vec<Filter> = bodies.into_iter().flatten().map(Filter::Organisation).collect();
    all.extend(listed(params, "prefecture").into_iter().map(Filter::Prefecture));
    all.extend(params.all("plan").map(|id| Filter::Plan(id.to_owned())));
    all.extend(kinds(params)?.into_iter().map(Filter::Kind));
    all.extend(years(params)?.map(Filter::Year));
    Ok(all)
}

/// Fails if a theme is named that the index does not have.
///
/// # Errors
///
/// The theme, with those that there are.
pub(crate) fn know_themes(store: &Store, params: &Params) -> Result<(), CompareError> {
    listed(params, "theme").iter().try_for_each(|name| Column::theme(store, name).map(|_| ()))
}

/// Which passages answer a query.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Search {
    pub(crate) query: Query,
    pub(crate) exact: bool,
    /// Words that the thesaurus must not add.
    pub(crate) without: Vec<String>,
    pub(crate) sort: Sort,
    /// How many; 0 for all.
    pub(crate) limit: usize,
    pub(crate) offset: usize,
    /// Pages are counted in plans.
    pub(crate) by_plan: bool,
}

impl Search {
    /// The search that was asked for; none if nothing was.
    ///
    /// # Errors
    ///
    /// If the query or a condition cannot be read.
    pub(crate) fn of(params: &Params) -> Result<Option<Self>, QueryError> {
        let mut query = match params.get("q") {
            Some(text) => query::read(text)?,
            None => Query::default(),
        };
        query.filters.extend(listed(params, "theme").into_iter().map(Filter::Theme));
        query.filters.extend(conditions(params)?);
        let is_empty = query.wanted.is_none() && query.filters.is_empty() && query.without.is_empty();
        let sort = match params.get("sort") {
            Some("year") => Sort::Year,
            Some("organisation") => Sort::Organisation,
            _ => Sort::Score,
        };
        Ok((!is_empty).then(|| Self {
            query,
            exact: params.get("exact").is_some(),
            without: listed(params, "without"),
            sort,
            limit: params.number("limit").unwrap_or_default(),
            offset: params.number("offset").unwrap_or_default(),
            by_plan: params.get("group") == Some("plan"),
        }))
    }

    /// Answers it.
    ///
    /// # Errors
    ///
    /// If the index cannot be read.
    pub(crate) fn answer(&self, store: &Store, thesaurus: &Thesaurus) -> Result<Answer, IndexError> {
        let paging = if self.by_plan { Paging::Plans { each: usize::MAX } } else { Paging::Hits };
        self.part(store, thesaurus, (self.offset, self.limit, paging))
    }

    /// Answers a part of it: what to pass over, how many, and of what.
    ///
    /// # Errors
    ///
    /// If the index cannot be read.
    pub(crate) fn part(
        &self,
        store: &Store,
        thesaurus: &Thesaurus,
        (offset, limit, paging): (usize, usize, Paging),
    ) -> Result<Answer, IndexError> {
        let request = SearchRequest { query: &self.query, exact: self.exact, limit, offset, sort: self.sort, paging };
        if self.without.is_empty() {
            return search(store, thesaurus, &request);
        }
        let without: Vec<&str> = self.without.iter().map(String::as_str).collect();
        search(store, &thesaurus.without(&without), &request)
    }
}

/// Orders of a list of plans.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Order {
    /// As the index has them.
    #[default]
    Index,
    /// By body, then by year.
    Organisation,
    Title,
    /// By kind, then by year.
    Kind,
    Year,
    Items,
}

/// Which plans there are.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Plans {
    /// Folded words in the body's name, the title, the id or the prefecture.
    pub(crate) words: Vec<String>,
    pub(crate) scope: Scope,
    pub(crate) order: Order,
    pub(crate) is_down: bool,
}

impl Plans {
    /// The list that was asked for.
    ///
    /// # Errors
    ///
    /// If a condition cannot be read.
    pub(crate) fn of(params: &Params) -> Result<Self, QueryError> {
        let order = match params.get("sort") {
            Some("organisation") => Order::Organisation,
            Some("title") => Order::Title,
            Some("kind") => Order::Kind,
            Some("year") => Order::Year,
            Some("items") => Order::Items,
            _ => Order::Index,
        };
        let words = params.get("q").unwrap_or_default().split_whitespace().map(fold).collect();
        Ok(Self { words, scope: scope(params)?, order, is_down: params.get("order") == Some("down") })
    }

    /// The plans, in the order that was asked for.
    pub(crate) fn list<'a>(&self, store: &'a Store) -> Vec<&'a PlanRow> {
        let mut rows: Vec<&PlanRow> = store.plans().iter().filter(|row| self.holds(row)).collect();
        match self.order {
            Order::Index => {}
            Order::Organisation => rows.sort_by(|a, b| (&a.organisation, a.period).cmp(&(&b.organisation, b.period))),
            Order::Title => rows.sort_by(|a, b| a.title.cmp(&b.title)),
            Order::Kind => rows.sort_by_key(|row| (row.kind, row.period)),
            Order::Year => rows.sort_by_key(|row| row.period),
            Order::Items => rows.sort_by_key(|row| row.items()),
        }
        if self.is_down {
            rows.reverse();
        }
        rows
    }

    fn holds(&self, row: &PlanRow) -> bool {
        let text = [row.organisation.as_deref(), row.title.as_deref(), Some(&row.id), row.prefecture.as_deref()];
        let text: String = text.into_iter().flatten().map(fold).collect::<Vec<_>>().join("\n");
        let scope = &self.scope;
        let any = |names: &[String], is: &dyn Fn(&str) -> bool| names.is_empty() || names.iter().any(|name| is(name));
        self.words.iter().all(|word| text.contains(word))
            && (scope.kinds.is_empty() || scope.kinds.contains(&row.kind))
            && scope.years.is_none_or(|years| row.covers(years))
            && any(&scope.prefectures, &|name| row.lies_in(name))
            && any(&scope.organisations, &|name| row.is_named(name))
    }
}

/// What the columns of a comparison are.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Counting {
    themes: Vec<String>,
    queries: Vec<Query>,
    exact: bool,
}

impl Counting {
    fn of(params: &Params) -> Result<Self, QueryError> {
        Ok(Self {
            themes: listed(params, "theme"),
            queries: params.all("column").map(query::read).collect::<Result<_, _>>()?,
            exact: params.get("exact").is_some(),
        })
    }

    /// The themes that were named, then the queries; all themes where neither was.
    fn columns(&self, store: &Store, thesaurus: &Thesaurus) -> Result<Vec<Column>, CompareError> {
        let all = self.themes.is_empty() && self.queries.is_empty();
        let names = if all { &store.head().themes } else { &self.themes };
        let mut columns = names.iter().map(|name| Column::theme(store, name)).collect::<Result<Vec<_>, _>>()?;
        for query in &self.queries {
            let counted = Counted::Passages(passages(store, thesaurus, query, self.exact)?);
            columns.push(Column { name: query.to_string(), counted });
        }
        Ok(columns)
    }
}

/// Who does how much about what.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Compare {
    pub(crate) counting: Counting,
    pub(crate) scope: Scope,
    pub(crate) by: By,
    pub(crate) voices: Voices,
}

impl Compare {
    /// The comparison that was asked for.
    ///
    /// # Errors
    ///
    /// If a query or a condition cannot be read.
    pub(crate) fn of(params: &Params) -> Result<Self, QueryError> {
        let keys = listed(params, "by");
        let has = |name: &str| keys.iter().any(|key| key == name);
        let usual = keys.is_empty();
        let by = By {
            organisation: usual || has("organisation"),
            year: usual || has("year"),
            prefecture: has("prefecture"),
            kind: has("kind"),
        };
        let voices = if params.get("all_plans").is_some() { Voices::All } else { Voices::One };
        Ok(Self { counting: Counting::of(params)?, scope: scope(params)?, by, voices })
    }

    /// What it asks of an index.
    ///
    /// # Errors
    ///
    /// If a theme is not there, or the index cannot be read.
    pub(crate) fn request(&self, store: &Store, thesaurus: &Thesaurus) -> Result<Request, CompareError> {
        let columns = self.counting.columns(store, thesaurus)?;
        Ok(Request { columns, scope: self.scope.clone(), by: self.by, voices: self.voices })
    }
}

/// One body against its peers.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Benchmark {
    pub(crate) organisation: String,
    pub(crate) peers: Vec<String>,
    pub(crate) counting: Counting,
    pub(crate) scope: Scope,
}

impl Benchmark {
    /// The benchmark of a body that was asked for.
    ///
    /// # Errors
    ///
    /// If a condition cannot be read.
    pub(crate) fn of(organisation: &str, params: &Params) -> Result<Self, QueryError> {
        Ok(Self {
            organisation: organisation.to_owned(),
            peers: listed(params, "peers"),
            counting: Counting::of(params)?,
            scope: Scope { organisations: Vec::new(), ..scope(params)? },
        })
    }

    /// What it asks of an index.
    ///
    /// # Errors
    ///
    /// If a theme is not there, or the index cannot be read.
    pub(crate) fn request(&self, store: &Store, thesaurus: &Thesaurus) -> Result<BenchmarkRequest, CompareError> {
        Ok(BenchmarkRequest {
            organisation: self.organisation.clone(),
            peers: self.peers.clone(),
            scope: self.scope.clone(),
            columns: self.counting.columns(store, thesaurus)?,
        })
    }
}
