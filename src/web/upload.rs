//! Files that a form sends: taken in piece by piece within bounds, then read one after the other behind the gate of
//! heavy work.
//!
//! In comes a request with files, out comes the address of the page that shows them. What is too large is passed over to
//! its end, so that the browser hears a sentence and not a broken connection. What a document says must not be known
//! here.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::extract::multipart::Field;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use axum::routing::{MethodRouter, post};
use tokio::task::JoinHandle;

use super::answers::{Asked, may_write};
use super::error::WebError;
use super::gate::Gate;
use super::inbox::{Inbox, MOST, State};
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
/// How often it is looked whether others have read what they read.
const PAUSE: Duration = Duration::from_millis(100);

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
    let mut arriving: Option<Arc<Arriving>> = None;
    let mut refused = None;
    while let Some(field) = form.next_field().await.map_err(|_| WebError::Form)? {
        let name = field.name().unwrap_or_default().to_owned();
        let Some(file) = field.file_name().map(plain) else {
            let value = take(field, NAME, &mut left).await?.unwrap_or_default();
            fields = fields.and(&name, String::from_utf8_lossy(&value));
            continue;
        };
        pen.knows(fields.get(WORD).unwrap_or_default())?;
        let own = Arc::clone(arriving.get_or_insert_with(|| Arriving::into(app, inbox, fields.number("batch"))));
        let bytes = take(field, LIMIT, &mut left).await?;
        // A form without a file sends one without name and letters; what comes after one that is refused is passed over.
        let is_nothing = file.is_empty() && bytes.as_ref().is_some_and(Vec::is_empty);
        if !is_nothing && refused.is_none() {
            refused = keep(own, file, bytes).await.err();
        }
    }
    pen.knows(fields.get(WORD).unwrap_or_default())?;
    match (refused, arriving) {
        (Some(error), _) => Err(error),
        (None, Some(arriving)) => Ok(arriving.stays()),
        (None, None) => Ok(inbox.batch(None)),
    }
}

/// Files of a request that is not at its end. Whatever ends it before (a client that goes, too many bytes, a file too
/// many), they go too; of a batch that began with it nothing is left.
struct Arriving {
    app: Arc<App>,
    batch: u64,
    is_new: bool,
    keys: Mutex<Vec<u64>>,
    is_whole: AtomicBool,
}

impl Arriving {
    fn into(app: &Arc<App>, inbox: &Inbox, wanted: Option<u64>) -> Arc<Self> {
        let batch = inbox.batch(wanted);
        let (keys, is_whole) = (Mutex::default(), AtomicBool::new(false));
        Arc::new(Self { app: Arc::clone(app), batch, is_new: wanted != Some(batch), keys, is_whole })
    }

    /// All is here: it stays. Gives the batch.
    fn stays(&self) -> u64 {
        self.is_whole.store(true, Ordering::Relaxed);
        self.batch
    }
}

impl Drop for Arriving {
    fn drop(&mut self) {
        let Some(inbox) = self.app.inbox.as_ref().filter(|_| !self.is_whole.load(Ordering::Relaxed)) else { return };
        inbox.withdraw(self.batch, self.keys.get_mut().unwrap_or_else(PoisonError::into_inner));
        if self.is_new {
            inbox.discard(self.batch);
        }
    }
}

/// Lays a file down, away from the connections. Whoever goes meanwhile goes only after it lies.
async fn keep(own: Arc<Arriving>, name: String, bytes: Option<Vec<u8>>) -> Result<(), WebError> {
    let lay = move || {
        let inbox = own.app.inbox.as_ref().ok_or(WebError::ReadOnly)?;
        let sent = bytes.ok_or(Problem::Unread(ReadError::TooLarge { size: LIMIT + 1, limit: LIMIT }));
        let key = inbox.receive(own.batch, name, sent)?.ok_or(WebError::TooManyFiles(MOST))?;
        own.keys.lock().unwrap_or_else(PoisonError::into_inner).push(key);
        Ok(())
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

/// Reads what waits in a batch, one document after the other, whoever waits for it; what somebody else reads is left to
/// them, and waited for.
fn read(app: &Arc<App>, batch: u64) -> JoinHandle<()> {
    let app = Arc::clone(app);
    tokio::spawn(async move {
        let Some(inbox) = app.inbox.as_ref() else { return };
        loop {
            let Some(gate) = app.gate(Gate::Heavy).cloned() else { return };
            let Ok(permit) = gate.acquire_owned().await else { return };
            let Some(paper) = inbox.to_read(batch) else { break };
            let (own, key) = (Arc::clone(&app), paper.key);
            let stop = Stop::at(Some(Instant::now() + READING), vec![Arc::clone(&app.closing)]);
            let job = move || {
                let _permit = permit;
                let Some(inbox) = own.inbox.as_ref() else { return };
                let state = stop.during(|| inbox.read(&paper, &own.folders)).unwrap_or(State::Slow);
                inbox.settle(batch, paper.key, state);
            };
            // One that breaks off is the fault of one document.
            if tokio::task::spawn_blocking(job).await.is_err() {
                inbox.settle(batch, key, State::Broken);
            }
        }
        while inbox.is_reading(batch) {
            tokio::time::sleep(PAUSE).await;
        }
    })
}
