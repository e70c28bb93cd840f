//! From documents to answers: `cargo run --release -p kurabe-index --example find -- 事業承継 FILE…` reads the documents,
//! keeps them in an index of a folder that goes at the end, and prints the passages that answer the query.

use std::error::Error;
use std::io::{self, Write};
use std::path::Path;

use kurabe_extract::extract::extract;
use kurabe_index::index::{Document, PlanRow, Problem, Reading, Recipe, Stamp, Store, refresh};
use kurabe_index::query;
use kurabe_index::search::{Paging, Request, Sort, search};
use kurabe_index::thesaurus::Thesaurus;
use kurabe_model::plan::Facts;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let typed = arguments.next().ok_or("find QUERY FILE…")?;
    let folder = tempfile::tempdir()?;

    // What the index is told: which documents there are, and how each is read when it may have changed.
    let document =
        |name: String| Document { id: name.clone(), name, stamp: Stamp::default(), rules: Default::default() };
    refresh(&Recipe {
        index: folder.path(),
        corpus: "files that were named",
        began: 0,
        unseen: Vec::new(),
        documents: arguments.map(document).collect(),
        read: &|document, _| Reading::Read(Default::default(), plan(&document.name).map(|plan| vec![plan])),
        themes: &[],
        most: usize::MAX,
        anew: true,
        progress: &|_, _| {},
    })?;

    // What is asked of it.
    let store = Store::open(folder.path())?;
    let query = query::read(&typed)?;
    let (sort, paging) = (Sort::Score, Paging::Hits);
    let request = Request { query: &query, exact: false, limit: 20, offset: 0, sort, paging };
    let answer = search(&store, &Thesaurus::default(), &request)?;
    let mut out = io::stdout().lock();
    writeln!(out, "{}", answer.total())?;
    for hit in &answer.hits {
        let snippet: String = hit.snippet.iter().map(|(text, _)| text.as_str()).collect();
        writeln!(out, "{} L{}: {} > {snippet}", hit.plan.id, hit.passage.span.first, hit.path.join(" > "))?;
    }
    Ok(())
}

/// A document as a plan with its row in the index.
fn plan(file: &str) -> Result<(PlanRow, kurabe_model::Plan), Problem> {
    let extension = Path::new(file).extension().and_then(|extension| extension.to_str());
    let bytes = std::fs::read(file).map_err(|error| Problem::Unopened(error.to_string()))?;
    let text = kurabe_read::read(&bytes, extension)?;
    let plan = extract(&text, &Facts::default());
    Ok((PlanRow { file: file.to_owned(), ..PlanRow::of(&plan, file) }, plan))
}
