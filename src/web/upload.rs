//! Files that a form sends: taken in piece by piece within bounds, then read one after the other behind the gate of
//! heavy work.
//!
//! In comes a request with files, out comes the address of the page that shows them. What is too large is passed over to
//! its end, so that the browser hears a sentence and not a broken connection. What a document says must not be known
//! here.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::extract::multipart::Field;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use axum::routing::{MethodRouter, post};
use tokio::task::JoinHandle;

use super::answers::{Asked, may_write};
use super::error::WebError;
use super::gate::Gate;
use super::inbox::{MOST, State};
use super::pen::WORD;
use super::state::App;
use super::view::Reply;
use crate::ask::Params;
use kurabe_index::index::Problem;
use kurabe_read::{LIMIT, ReadError};
use kurabe_text::stop::Stop;

/// Bytes that one request may send; more ends it.
const ALL: usize = 1 << 30;
/// Letters of the name of a file that are kept.
const NAME: usize = 200;
/// How long a document may take to be read.
const READING: Duration = Duration::from_secs(300);

/// The address that takes files, to be merged with the page that shows them.
pub(super) fn receiving(app: &Arc<App>) -> MethodRouter {
    let app = Arc::clone(app);
    let handle = move |request: Request| {
        let app = Arc::clone(&app);
        async move {
            let asked = Asked::of(&request);
            match receive(&app, request).await {
                Ok(batch) => {
                    // Most are read in a moment: then the page has all to show.
                    let _ = tokio::time::timeout(app.patience / 2, read(&app, batch)).await;
                    let address = asked.params.only(&["lang"]).and("batch", batch).at("/add");
                    asked.respond(Reply::Next(address))
                }
                Err(error) => asked.failed(&app, &error),
            }
        }
    };
    post(handle).layer(DefaultBodyLimit::disable())
}

/// Takes the files of a form into a batch. The form's word stands first: without it nothing is kept.
async fn receive(app: &Arc<App>, request: Request) -> Result<u64, WebError> {
    let pen = may_write(app, request.headers())?;
    let inbox = app.inbox.as_ref().ok_or(WebError::ReadOnly)?;
    let _turn = app.uploads.acquire().await.map_err(|_| WebError::Busy)?;
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| WebError::Form)?;
    let (mut fields, mut left) = (Params::default(), ALL);
    let mut taken: Option<u64> = None;
    let mut refused = None;
    while let Some(field) = form.next_field().await.map_err(|_| WebError::Form)? {
        let name = field.name().unwrap_or_default().to_owned();
        let Some(file) = field.file_name().map(plain) else {
            let value = take(field, NAME, &mut left).await?.unwrap_or_default();
            fields = fields.and(&name, String::from_utf8_lossy(&value));
            continue;
        };
        pen.knows(fields.get(WORD).unwrap_or_default())?;
        let own = *taken.get_or_insert_with(|| inbox.batch(fields.number("batch")));
        let bytes = take(field, LIMIT, &mut left).await?;
        // A form without a file sends one without name and letters; what comes after one that is refused is passed over.
        let is_nothing = file.is_empty() && bytes.as_ref().is_some_and(Vec::is_empty);
        if !is_nothing && refused.is_none() {
            refused = keep(app, (own, file), bytes).await.err();
        }
    }
    pen.knows(fields.get(WORD).unwrap_or_default())?;
    let batch = taken.unwrap_or_else(|| inbox.batch(None));
    match refused {
        None => Ok(batch),
        Some(error) => {
            // Of a batch that nobody has seen yet nothing is left.
            if fields.number("batch") != Some(batch) {
                inbox.discard(batch);
            }
            Err(error)
        }
    }
}

/// Lays a file down, away from the connections.
async fn keep(app: &Arc<App>, (batch, name): (u64, String), bytes: Option<Vec<u8>>) -> Result<(), WebError> {
    let app = Arc::clone(app);
    let lay = move || {
        let inbox = app.inbox.as_ref().ok_or(WebError::ReadOnly)?;
        let sent = bytes.ok_or(Problem::Unread(ReadError::TooLarge { size: LIMIT + 1, limit: LIMIT }));
        match inbox.receive(batch, name, sent)? {
            true => Ok(()),
            false => Err(WebError::TooManyFiles(MOST)),
        }
    };
    tokio::task::spawn_blocking(lay).await.map_err(|_| WebError::Broken)?
}

/// The bytes of a field; none if there are more than so many, all of which are passed over.
async fn take(mut field: Field<'_>, most: usize, left: &mut usize) -> Result<Option<Vec<u8>>, WebError> {
    let mut bytes = Some(Vec::new());
    while let Some(piece) = field.chunk().await.map_err(|_| WebError::Form)? {
        *left = left.checked_sub(piece.len()).ok_or(WebError::TooMuch)?;
        match &mut bytes {
            Some(own) if own.len() + piece.len() <= most => own.extend_from_slice(&piece),
            _ => bytes = None,
        }
    }
    Ok(bytes)
}

/// The name of a file without the folders that some browsers put before it.
fn plain(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    name.chars().filter(|letter| !letter.is_control()).take(NAME).collect()
}

/// Reads what waits in a batch, one document after the other, whoever waits for it.
fn read(app: &Arc<App>, batch: u64) -> JoinHandle<()> {
    let app = Arc::clone(app);
    tokio::spawn(async move {
        let waiting = app.inbox.as_ref().map(|inbox| inbox.unread(batch)).unwrap_or_default();
        for paper in waiting {
            let Some(gate) = app.gate(Gate::Heavy).cloned() else { return };
            let Ok(permit) = gate.acquire_owned().await else { return };
            let own = Arc::clone(&app);
            let stop = Stop::at(Some(Instant::now() + READING), vec![Arc::clone(&app.closing)]);
            let job = move || {
                let _permit = permit;
                let Some(inbox) = own.inbox.as_ref() else { return };
                let state = stop.during(|| inbox.read(&paper, &own.folders)).unwrap_or(State::Slow);
                inbox.settle(batch, paper.key, state);
            };
            // One that breaks off is the fault of one document.
            let _ = tokio::task::spawn_blocking(job).await;
        }
    })
}
