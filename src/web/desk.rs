//! The addresses for programs without a connection: the same questions, gates and limits of time, for whoever asks over
//! another way than HTTP.
//!
//! In come an address with what was asked, out come the JSON that it gives and what must be known beside it. By which
//! way that goes out must not be known here.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use axum::http::StatusCode;
use serde_json::{Map, Value};
use tokio::sync::Mutex;

use super::Log;
use super::api::{ADDRESSES, Address, taken};
use super::error::WebError;
use super::guard::work;
use super::state::{App, Refreshes, chain};
use super::view::{Lang, Reply, View};
use crate::ask::table::SEARCH;
use crate::ask::{Fault, Field, Params, Search, conditions, meant, read_json};
use crate::library::Folders;
use crate::report::{meant_text, no_plans_sentence, remark_text, unmet_text, unread_lines};
use kurabe_index::index::Store;
use kurabe_index::search::{Paging, unmet};

/// Answers one program.
pub(crate) struct Desk {
    app: Arc<App>,
    /// Held while the index is brought up to date, so that the first question waits for the first index.
    turn: Mutex<()>,
}

/// An answer, with the index that it came from.
pub(crate) struct Answered<'a> {
    pub(crate) store: &'a Store,
    pub(crate) json: Value,
    /// What must be known beside it: conditions that nothing meets, what may have been meant, that there are no plans.
    pub(crate) notes: Vec<String>,
}

/// The address with a path.
pub(crate) fn address(path: &str) -> Option<&'static Address> {
    ADDRESSES.iter().find(|own| own.path == path)
}

impl Desk {
    pub(crate) fn new(folders: Folders, refreshes: Refreshes, trouble: Log) -> Self {
        Self { app: Arc::new(App::new((folders, None), refreshes, None, trouble)), turn: Mutex::default() }
    }

    /// Tells all work to stop.
    pub(crate) fn close(&self) {
        self.app.closing.store(true, Ordering::Relaxed);
    }

    /// Brings the index up to date as far as that may be; what fails is told, and answers come from what stands.
    pub(crate) async fn refresh(&self) {
        let _turn = self.turn.lock().await;
        let app = Arc::clone(&self.app);
        let _ = tokio::task::spawn_blocking(move || app.renew()).await;
    }

    /// The themes that can be asked for: those of the index, before there is one those that it will have.
    pub(crate) async fn themes(&self) -> Vec<String> {
        let app = Arc::clone(&self.app);
        let found = tokio::task::spawn_blocking(move || match app.now() {
            Ok(now) => now.store.head().themes.clone(),
            Err(_) => app.folders.themes().map(|(_, themes)| themes.names().to_vec()).unwrap_or_default(),
        });
        found.await.unwrap_or_default()
    }

    /// What a question takes, as the JSON Schema of an object.
    pub(crate) fn taken(takes: &[&Field], themes: &[String]) -> Value {
        taken(takes, themes)
    }

    /// Reads what was asked of a question.
    ///
    /// # Errors
    ///
    /// What is not as described.
    pub(crate) fn read(takes: &[&Field], given: &Map<String, Value>) -> Result<Params, Fault> {
        read_json(takes, given)
    }

    /// Answers a question, and gives what is made of the answer while the index is at hand.
    ///
    /// # Errors
    ///
    /// Why there is no answer, in a sentence.
    pub(crate) async fn answer<T: Send + 'static>(
        &self,
        own: &'static Address,
        (params, lang): (Params, Lang),
        make: impl FnOnce(Answered<'_>) -> T + Send + 'static,
    ) -> Result<T, String> {
        self.refresh().await;
        let app = Arc::clone(&self.app);
        let made = work(&self.app, own.gate, move || {
            let now = app.now()?;
            let view = View { app, now, lang, path: own.path.to_owned(), params: params.clone(), address: params };
            let Reply::Json(text) = (own.answer)(&view)? else { return Err(WebError::Broken) };
            let json: Value = serde_json::from_str(&text).map_err(|_| WebError::Broken)?;
            let notes = notes(&view, own, &json)?;
            Ok(make(Answered { store: view.store(), json, notes }))
        });
        made.await.map_err(|error| {
            if error.status() == StatusCode::INTERNAL_SERVER_ERROR {
                self.app.tell(&format!("{}: {}", own.path, chain(&error)));
            }
            error.sentence(lang)
        })
    }
}

/// What the command line says beside the same answer.
fn notes(view: &View, own: &Address, json: &Value) -> Result<Vec<String>, WebError> {
    let (store, lang, folders) = (view.store(), view.lang, &view.app.folders);
    if store.plans().is_empty() {
        let folder = folders.corpus.display().to_string();
        let unread = folders.unread(store).unwrap_or_default();
        let lines = unread_lines(&unread, &folder, lang);
        return Ok(if lines.is_empty() { vec![no_plans_sentence(&folder, lang)] } else { lines });
    }
    let is_search = std::ptr::eq(own.takes, SEARCH);
    let search = if is_search { Search::of(&view.params)? } else { None };
    let filters = match &search {
        Some(search) => search.query.filters.clone(),
        None => conditions(&view.params)?,
    };
    let mut notes: Vec<String> = unmet(store, &filters)?.iter().map(|own| unmet_text(own, lang)).collect();
    let Some(search) = search else { return Ok(notes) };
    notes.extend(search.query.remarks.iter().map(|remark| remark_text(remark, lang)));
    if json["total"] == 0 {
        let count = |params: &Params| -> Result<usize, WebError> {
            let Some(other) = Search::of(params)? else { return Ok(0) };
            Ok(other.part(store, &view.now.thesaurus, (0, 1, Paging::Hits))?.total())
        };
        let meant = meant(&view.params, &search.query, &view.now.thesaurus, count)?;
        notes.extend(meant.iter().map(|own| meant_text(&own.query, own.found, lang)));
    }
    Ok(notes)
}
