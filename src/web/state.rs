//! What all pages share: the index as it stands, words and themes, and how much work may go on at once.
//!
//! In come folders, out come views of one state each: a page never sees half of an old index and half of a new one.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use tokio::sync::Semaphore;

use super::Log;
use super::error::WebError;
use super::gate::Gate;
use super::inbox::Inbox;
use super::pen::Pen;
use super::receipts::Receipts;
use crate::library::corpus::Corrections;
use crate::library::{Folders, MOST, RefreshError};
use kurabe_extract::extract::theme::Themes;
use kurabe_index::index::{IndexError, Kept, PlanRow, Store, is_being_written, newest};
use kurabe_index::search::Answer;
use kurabe_index::thesaurus::Thesaurus;
use kurabe_read::Text;

/// One state of the index with what belongs to it.
pub(super) struct Snapshot {
    pub(super) store: Store,
    pub(super) thesaurus: Thesaurus,
    pub(super) themes: Themes,
    /// None where they cannot be read: what needs them says so instead of going on without.
    pub(super) corrections: Option<Corrections>,
    /// Answers given before, by what was asked; pages are turned and facets opened on the same question.
    pub(super) answers: Kept<String, Answer>,
    /// Texts of documents, by plan.
    pub(super) texts: Kept<u32, Text>,
}

const KEPT_ANSWERS: usize = 200;
const KEPT_TEXTS: usize = 24;
/// Bytes of each.
const KEPT_BYTES: usize = 24 << 20;

/// Bytes of memory of an answer, about.
fn answer_weight(answer: &Answer) -> usize {
    const HIT: usize = 2_000;
    const FACET: usize = 120;
    let facets = &answer.facets;
    let counts = facets.theme.len()
        + facets.year.len()
        + facets.organisation.len()
        + facets.kind.len()
        + facets.prefecture.len();
    answer.hits.len() * HIT + counts * FACET
}

/// Bytes of memory of a text, about.
fn text_weight(text: &Text) -> usize {
    text.lines.iter().map(|line| size_of_val(line) + line.text.len()).sum()
}

impl Snapshot {
    fn open(folders: &Folders) -> Result<Self, WebError> {
        let store = Store::open(&folders.index)?;
        store.warm()?;
        Ok(Self {
            store,
            thesaurus: folders.thesaurus()?,
            themes: folders.themes()?.1,
            corrections: Corrections::of(&folders.corpus).ok(),
            answers: Kept::new(KEPT_ANSWERS, KEPT_BYTES, answer_weight),
            texts: Kept::new(KEPT_TEXTS, KEPT_BYTES, text_weight),
        })
    }
}

/// An error with what lies behind it, in one line.
pub(super) fn chain(error: &dyn std::error::Error) -> String {
    let mut said = error.to_string();
    let mut behind = error.source();
    while let Some(cause) = behind {
        let more = cause.to_string();
        if !said.contains(&more) {
            said = format!("{said}: {more}");
        }
        behind = cause.source();
    }
    said
}

/// How long one answer may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// How many send files at once.
const UPLOADS: usize = 2;
/// How often an index that somebody else writes is tried again, and after how long.
const TRIES: usize = 100;
const PAUSE: Duration = Duration::from_millis(200);

/// The server's state.
pub(super) struct App {
    pub(super) folders: Folders,
    /// The folder of the plans, where pages may say which it is.
    pub(super) told: Option<PathBuf>,
    /// The right to write from a browser, where it was given.
    pub(super) pen: Option<Pen>,
    /// What was sent to be added, where that may be.
    pub(super) inbox: Option<Inbox>,
    /// What was done lately, so that pages can say it.
    pub(super) receipts: Receipts,
    /// How many send files at once: each may hold a whole file in memory.
    pub(super) uploads: Semaphore,
    /// Held by whoever brings the index up to date.
    renewing: Mutex<()>,
    /// Whether the index is brought up to date here, or only looked at.
    refreshes: Refreshes,
    now: RwLock<Option<Arc<Snapshot>>>,
    /// Whether another process writes the index at this time.
    being_written: AtomicBool,
    /// Takes what went wrong.
    trouble: Log,
    /// What went wrong the last time that the documents were looked through.
    last: Mutex<String>,
    /// How much quick work may go on at once, and how much that takes seconds.
    light: Arc<Semaphore>,
    heavy: Arc<Semaphore>,
    /// The server ends: all work is to stop.
    pub(super) closing: Arc<AtomicBool>,
    /// How long one answer may take.
    pub(super) patience: Duration,
}

/// Does the server bring the index up to date by itself?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refreshes {
    /// Small collections, every minute.
    Itself,
    /// Never: it only looks for a new index.
    Never,
}

impl App {
    pub(super) fn new(
        (folders, told): (Folders, Option<PathBuf>),
        refreshes: Refreshes,
        writing: Option<(Pen, Inbox)>,
        trouble: Log,
    ) -> Self {
        let (pen, inbox) = writing.unzip();
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        Self {
            folders,
            // Relative to where the server was started, which a page cannot say.
            told: told.and_then(|folder| std::path::absolute(folder).ok()),
            pen,
            inbox,
            receipts: Receipts::default(),
            uploads: Semaphore::new(UPLOADS),
            renewing: Mutex::default(),
            refreshes,
            now: RwLock::new(None),
            being_written: AtomicBool::new(false),
            trouble,
            last: Mutex::default(),
            light: Arc::new(Semaphore::new(cores * 2)),
            // Always a core is left for those who search.
            heavy: Arc::new(Semaphore::new((cores / 2).max(1))),
            closing: Arc::default(),
            patience: PATIENCE,
        }
    }

    /// Where work waits for its turn.
    pub(super) fn gate(&self, gate: Gate) -> Option<&Arc<Semaphore>> {
        match gate {
            Gate::Open => None,
            Gate::Light => Some(&self.light),
            Gate::Heavy => Some(&self.heavy),
        }
    }

    /// The state that answers now.
    pub(super) fn now(&self) -> Result<Arc<Snapshot>, WebError> {
        if let Some(now) = self.now.read().unwrap_or_else(PoisonError::into_inner).as_ref() {
            return Ok(Arc::clone(now));
        }
        match self.look() {
            // Who may add plans needs an index to add them to, also where others bring it up to date later.
            Err(WebError::Index(IndexError::Missing(_))) if self.pen.is_some() => self.begun(),
            looked => looked,
        }
    }

    /// Makes the first index, where there is none.
    fn begun(&self) -> Result<Arc<Snapshot>, WebError> {
        let turn = self.renewing.lock().unwrap_or_else(PoisonError::into_inner);
        if let Err(error) = self.folders.refresh((MOST, false), &|_, _| {}) {
            self.tell(&chain(&error));
        }
        drop(turn);
        self.look()
    }

    /// Tells whoever runs the server.
    pub(super) fn tell(&self, what: &str) {
        (self.trouble)(what);
    }

    /// Is another process writing the index?
    pub(super) fn is_being_written(&self) -> bool {
        self.being_written.load(Ordering::Relaxed)
    }

    /// Brings a small collection's index up to date and takes up whatever index is newest.
    pub(super) fn renew(&self) -> Result<(), WebError> {
        if let Some(inbox) = &self.inbox {
            inbox.expire();
        }
        let is_small = self.now().map_or(true, |now| now.store.head().files <= MOST);
        let looked = self.now().and_then(|now| Ok(now.store.glance()?));
        let damaged = looked.err().filter(|error| matches!(error, WebError::Index(IndexError::Damaged { .. })));
        if let Some(error) = &damaged {
            self.tell(&chain(error));
        }
        // Whoever has just written something refreshes already.
        let turn = self.renewing.try_lock();
        if self.refreshes == Refreshes::Itself && (is_small || damaged.is_some()) && turn.is_ok() {
            // What is damaged is made anew. A folder that cannot be written still answers from what stands.
            let reach = if damaged.is_some() { (usize::MAX, true) } else { (MOST, false) };
            let said = self.folders.refresh(reach, &|_, _| {}).map_or_else(|error| chain(&error), |_| String::new());
            let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
            if *last != said {
                // Told once, not every minute.
                (!said.is_empty()).then(|| self.tell(&said));
                *last = said;
            }
        }
        drop(turn);
        let standing = self.now()?;
        // The thesaurus applies at query time: a change of it makes no new index.
        match self.folders.thesaurus() {
            Ok(thesaurus) if thesaurus != standing.thesaurus => self.look().map(|_| ()),
            _ => self.take_up_all(),
        }
    }

    /// Takes up the newest index, and what readers say of pairs of plans, which makes no new index either.
    fn take_up_all(&self) -> Result<(), WebError> {
        let standing = self.now()?;
        if Corrections::of(&self.folders.corpus).ok() == standing.corrections {
            return self.take_up();
        }
        self.look().map(|_| ())
    }

    /// Brings the index up to date after something was written, however large the collection is. False if that is not
    /// done here, or takes longer than a reader waits: it goes on all the same.
    pub(super) fn renew_written(self: &Arc<Self>) -> bool {
        if self.refreshes == Refreshes::Never {
            return false;
        }
        let (done, is_done) = std::sync::mpsc::channel();
        let app = Arc::clone(self);
        // A thread of its own: it is not broken off with the answer.
        std::thread::spawn(move || {
            let renewed = app.refresh_written();
            if let Err(said) = &renewed {
                app.tell(said);
            }
            let _ = done.send(renewed.is_ok());
        });
        is_done.recv_timeout(self.patience / 2).unwrap_or(false)
    }

    fn refresh_written(&self) -> Result<(), String> {
        let _turn = self.renewing.lock().unwrap_or_else(PoisonError::into_inner);
        let refresh = || self.folders.refresh((usize::MAX, false), &|_, _| {});
        let is_busy = |refreshed: &Result<_, _>| matches!(refreshed, Err(RefreshError::Index(IndexError::Busy(_))));
        let mut refreshed = refresh();
        for _ in 0..TRIES {
            if !is_busy(&refreshed) {
                break;
            }
            std::thread::sleep(PAUSE);
            refreshed = refresh();
        }
        refreshed.map_err(|error| chain(&error))?;
        self.take_up_all().map_err(|error| chain(&error))
    }

    /// Takes up the newest index, if it is not the one that stands.
    pub(super) fn take_up(&self) -> Result<(), WebError> {
        self.being_written.store(is_being_written(&self.folders.index), Ordering::Relaxed);
        let standing = self.now.read().unwrap_or_else(PoisonError::into_inner).clone();
        let newest = newest(&self.folders.index)?;
        match standing {
            Some(standing) if *standing.store.head() == newest => Ok(()),
            _ => self.look().map(|_| ()),
        }
    }

    fn look(&self) -> Result<Arc<Snapshot>, WebError> {
        let snapshot = Arc::new(Snapshot::open(&self.folders)?);
        *self.now.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&snapshot));
        Ok(snapshot)
    }

    /// The text of a plan's document as it is read; none if it is gone.
    pub(super) fn text(&self, now: &Snapshot, row: &PlanRow) -> Option<Arc<Text>> {
        now.texts.get(&row.number.0, || self.folders.source(row).ok_or(())).ok()
    }
}
