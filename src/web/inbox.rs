//! Documents that a browser has sent: they wait here until somebody confirms them or throws them away.
//!
//! In come names and bytes, out comes what was understood of them. They lie in a tray beside the corpus, so many and for
//! so long; what is not confirmed goes, at the latest with the server. How they are shown must not be known here.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard};
use std::time::{Duration, Instant};

use super::error::WebError;
use crate::ask::Params;
use crate::library::Folders;
use crate::library::arrival::{extension_of, id_of, known};
use crate::library::corpus::{ManifestEntry, Passwords, Tray};
use crate::library::ingest::{ids, ingest, said_of_file};
use kurabe_index::index::{PlanRow, Problem};
use kurabe_model::{NodeKind, Notice, Plan};
use kurabe_read::ReadError;

/// Documents of one batch: as many as one looks through on a page.
pub(super) const MOST: usize = 20;
/// Bytes of all that wait; of more the oldest go.
const BYTES: usize = 1 << 30;
/// How long a batch waits for a word.
const WAITS: Duration = Duration::from_secs(3_600);
/// Items that are shown of a plan before it is stored, and notices.
const ITEMS: usize = 6;
const NOTICES: usize = 12;

/// All that waits.
pub(super) struct Inbox {
    /// Nothing once the server ends.
    tray: RwLock<Option<Tray>>,
    next: AtomicU64,
    batches: Mutex<BTreeMap<u64, Batch>>,
}

/// Documents that were sent together.
struct Batch {
    since: Instant,
    papers: Vec<Paper>,
}

/// A document that was sent.
#[derive(Clone)]
pub(super) struct Paper {
    pub(super) key: u64,
    /// The name of its file.
    pub(super) name: String,
    pub(super) size: usize,
    /// What opens it, where somebody typed that.
    pub(super) password: Option<String>,
    /// What was typed of it and whether it was ticked, once its form was sent; never a password.
    pub(super) typed: Option<Arc<Params>>,
    /// Why it was not added, in both languages.
    pub(super) fault: Option<[String; 2]>,
    pub(super) state: State,
}

/// What became of a document.
#[derive(Clone)]
pub(super) enum State {
    /// It is still to be read.
    Unread,
    /// Somebody reads it.
    Reading,
    /// It was read, and waits for a word.
    Read(Arc<Glance>),
    /// It could not be read.
    Refused(Problem),
    /// Reading it took too long.
    Slow,
    /// Reading it broke off.
    Broken,
    /// Somebody adds it.
    Storing,
    /// It is in the corpus; the ids of its plans, and how it came there.
    Stored(Vec<String>, Kept),
}

/// How a document came into the corpus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kept {
    /// It was added.
    New,
    /// The same was there before, and nothing changed.
    Known,
    /// The same was there before; what was typed of it is written down.
    Said,
}

/// What became of documents that were thrown away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Discarded {
    /// So many are gone.
    pub(super) gone: usize,
    /// So many are in the corpus, or just on their way there: they stay.
    pub(super) kept: usize,
}

/// A document that somebody adds. It is nobody else's until it is settled; if it never is, it waits as before.
pub(super) struct Claim<'a> {
    inbox: &'a Inbox,
    batch: u64,
    key: u64,
    glance: Arc<Glance>,
}

impl Claim<'_> {
    pub(super) fn glance(&self) -> &Arc<Glance> {
        &self.glance
    }
}

impl Drop for Claim<'_> {
    fn drop(&mut self) {
        self.inbox.change(self.batch, self.key, |paper| {
            if matches!(paper.state, State::Storing) {
                paper.state = State::Read(Arc::clone(&self.glance));
            }
        });
    }
}

/// What was understood of a document.
#[derive(Debug)]
pub(super) struct Glance {
    /// How its file should end.
    pub(super) extension: String,
    /// Where the same bytes lie in the corpus already.
    pub(super) known: Option<String>,
    pub(super) plans: Vec<PlanSeen>,
}

/// A plan of a document, its first items, and what is to be told of it.
#[derive(Debug)]
pub(super) struct PlanSeen {
    pub(super) row: PlanRow,
    pub(super) items: Vec<(NodeKind, String)>,
    pub(super) notices: Vec<Notice>,
}

/// Is a document only waiting for its password?
pub(super) fn is_locked(problem: &Problem) -> bool {
    matches!(problem, Problem::Unread(ReadError::Encrypted | ReadError::WrongPassword))
}

impl PlanSeen {
    fn of(plan: &Plan, id: &str) -> Self {
        Self {
            row: PlanRow::of(plan, id),
            items: plan.nodes.iter().take(ITEMS).map(|node| (node.kind, node.title.clone())).collect(),
            notices: plan.notices.iter().take(NOTICES).cloned().collect(),
        }
    }
}

impl Inbox {
    pub(super) fn new(tray: Tray) -> Self {
        Self { tray: RwLock::new(Some(tray)), next: AtomicU64::new(1), batches: Mutex::default() }
    }

    fn tray(&self) -> RwLockReadGuard<'_, Option<Tray>> {
        self.tray.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Throws everything away, with the tray: nothing is taken in any more.
    pub(super) fn close(&self) {
        drop(self.tray.write().unwrap_or_else(PoisonError::into_inner).take());
    }

    /// Throws the bytes of a document away.
    fn drop_bytes(&self, key: u64) {
        if let Some(tray) = self.tray().as_ref() {
            tray.discard(key);
        }
    }

    fn batches(&self) -> MutexGuard<'_, BTreeMap<u64, Batch>> {
        self.batches.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn number(&self) -> u64 {
        self.next.fetch_add(1, Ordering::Relaxed)
    }

    /// The batch of this number while it waits, else a new one.
    pub(super) fn batch(&self, wanted: Option<u64>) -> u64 {
        let mut batches = self.batches();
        let standing = wanted.filter(|number| batches.contains_key(number));
        let number = standing.unwrap_or_else(|| self.number());
        batches.entry(number).or_insert_with(|| Batch { since: Instant::now(), papers: Vec::new() });
        number
    }

    /// The documents of a batch; none if there is none of this number any more.
    pub(super) fn papers(&self, batch: u64) -> Option<Vec<Paper>> {
        self.batches().get(&batch).map(|batch| batch.papers.clone())
    }

    /// Takes a document into a batch; gives its key. None if the batch holds as many as it may.
    pub(super) fn receive(
        &self,
        batch: u64,
        name: String,
        sent: Result<Vec<u8>, Problem>,
    ) -> Result<Option<u64>, WebError> {
        let key = self.number();
        let (size, state) = match sent {
            Ok(bytes) => {
                self.tray().as_ref().ok_or(WebError::Busy)?.put(key, &bytes)?;
                (bytes.len(), State::Unread)
            }
            Err(problem) => (0, State::Refused(problem)),
        };
        let mut batches = self.batches();
        let is_room = batches.get(&batch).is_some_and(|batch| batch.papers.len() < MOST);
        match batches.get_mut(&batch).filter(|_| is_room) {
            Some(own) => own.papers.push(Paper { key, name, size, password: None, typed: None, fault: None, state }),
            None => self.drop_bytes(key),
        }
        self.make_room(&mut batches, batch);
        Ok(is_room.then_some(key))
    }

    /// Takes documents out of a batch again.
    pub(super) fn withdraw(&self, batch: u64, keys: &[u64]) {
        if let Some(own) = self.batches().get_mut(&batch) {
            own.papers.retain(|paper| !keys.contains(&paper.key));
        }
        keys.iter().for_each(|key| self.drop_bytes(*key));
    }

    /// Lets the oldest batches go until what waits is no more than it may be; never the one that is filled.
    fn make_room(&self, batches: &mut BTreeMap<u64, Batch>, filled: u64) {
        let bytes = |batches: &BTreeMap<u64, Batch>| -> usize {
            batches.values().flat_map(|batch| &batch.papers).map(|paper| paper.size).sum()
        };
        while bytes(batches) > BYTES {
            let Some(oldest) = batches.keys().copied().find(|number| *number != filled) else { return };
            self.clear(batches.remove(&oldest));
        }
    }

    fn clear(&self, batch: Option<Batch>) {
        batch.iter().flat_map(|batch| &batch.papers).for_each(|paper| self.drop_bytes(paper.key));
    }

    /// Throws a batch away, but for what is in the corpus or on its way there.
    pub(super) fn discard(&self, batch: u64) -> Discarded {
        let mut batches = self.batches();
        let Some(mut own) = batches.remove(&batch) else { return Discarded::default() };
        let is_kept = |paper: &Paper| matches!(paper.state, State::Storing | State::Stored(..));
        let (kept, gone): (Vec<Paper>, Vec<Paper>) = own.papers.into_iter().partition(is_kept);
        gone.iter().for_each(|paper| self.drop_bytes(paper.key));
        let said = Discarded { gone: gone.len(), kept: kept.len() };
        if kept.iter().any(|paper| matches!(paper.state, State::Storing)) {
            own.papers = kept;
            batches.insert(batch, own);
        }
        said
    }

    /// Throws away what has waited too long.
    pub(super) fn expire(&self) {
        let mut batches = self.batches();
        let old: Vec<u64> =
            batches.iter().filter(|(_, batch)| batch.since.elapsed() > WAITS).map(|(number, _)| *number).collect();
        old.iter().for_each(|number| self.clear(batches.remove(number)));
    }

    /// A document of a batch that is still to be read, for whoever asks first: nobody else is given it.
    pub(super) fn to_read(&self, batch: u64) -> Option<Paper> {
        let mut batches = self.batches();
        let mut papers = batches.get_mut(&batch)?.papers.iter_mut();
        let paper = papers.find(|paper| matches!(paper.state, State::Unread))?;
        paper.state = State::Reading;
        Some(paper.clone())
    }

    /// Does somebody read a document of a batch?
    pub(super) fn is_reading(&self, batch: u64) -> bool {
        let batches = self.batches();
        batches.get(&batch).is_some_and(|own| own.papers.iter().any(|paper| matches!(paper.state, State::Reading)))
    }

    /// The bytes of a document.
    pub(super) fn bytes(&self, paper: &Paper) -> Result<Vec<u8>, WebError> {
        Ok(self.tray().as_ref().ok_or(WebError::Busy)?.take_up(paper.key)?)
    }

    /// Changes what is known of a document, if it still waits.
    fn change(&self, batch: u64, key: u64, make: impl FnOnce(&mut Paper)) -> Option<Paper> {
        let mut batches = self.batches();
        let paper = batches.get_mut(&batch)?.papers.iter_mut().find(|paper| paper.key == key)?;
        make(paper);
        Some(paper.clone())
    }

    /// Remembers what was typed of a document.
    pub(super) fn typed(&self, batch: u64, key: u64, typed: Params) {
        self.change(batch, key, |paper| paper.typed = Some(Arc::new(typed)));
    }

    /// Remembers why a document was not added; nothing, where it is tried anew.
    pub(super) fn fault(&self, batch: u64, key: u64, fault: Option<[String; 2]>) {
        self.change(batch, key, |paper| paper.fault = fault);
    }

    /// Takes a document that waits for a word, to add it; none if it does not wait, or somebody else adds it.
    pub(super) fn claim(&self, batch: u64, key: u64) -> Option<Claim<'_>> {
        let mut batches = self.batches();
        let paper = batches.get_mut(&batch)?.papers.iter_mut().find(|paper| paper.key == key)?;
        let State::Read(glance) = &paper.state else { return None };
        let glance = Arc::clone(glance);
        paper.state = State::Storing;
        Some(Claim { inbox: self, batch, key, glance })
    }

    /// Reads a document.
    pub(super) fn read(&self, paper: &Paper, folders: &Folders) -> State {
        let read = || {
            let bytes = self.bytes(paper).map_err(|error| Problem::Unopened(error.to_string()))?;
            let (_, themes) = folders.themes().map_err(|error| Problem::Unopened(error.to_string()))?;
            let extension = extension_of(Path::new(&paper.name), &bytes);
            let called = Path::new(&paper.name).with_extension(&extension).to_string_lossy().into_owned();
            let kept = Passwords::of(&folders.corpus).unwrap_or_default();
            let password = kept.get(blake3::hash(&bytes).as_bytes()).map(str::to_owned);
            let said = ManifestEntry { password: paper.password.clone().or(password), ..ManifestEntry::default() };
            let plans = ingest(&bytes, &called, &said_of_file(&said), &themes)?;
            // A corpus that cannot be listed is told when something is stored.
            let known = known(&folders.corpus, &bytes).unwrap_or_default();
            let own = known.as_deref().map_or("", id_of).to_owned();
            let plans = ids(&own, plans.len()).zip(&plans).map(|(id, plan)| PlanSeen::of(plan, &id)).collect();
            Ok(Glance { extension, known, plans })
        };
        read().map_or_else(State::Refused, |glance| State::Read(Arc::new(glance)))
    }

    /// Remembers what opens a document.
    pub(super) fn unlock(&self, batch: u64, key: u64, password: &str) -> Option<Paper> {
        self.change(batch, key, |paper| paper.password = Some(password.to_owned()))
    }

    /// Says what became of a document; what is settled for good lies in the tray no more.
    pub(super) fn settle(&self, batch: u64, key: u64, state: State) {
        let is_done = match &state {
            State::Stored(..) | State::Slow | State::Broken => true,
            State::Refused(problem) => !is_locked(problem),
            State::Unread | State::Reading | State::Read(_) | State::Storing => false,
        };
        if is_done {
            self.drop_bytes(key);
        }
        self.change(batch, key, |paper| {
            // What is in the corpus stays there, whoever comes later.
            if !matches!(paper.state, State::Stored(..)) {
                paper.state = state;
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::corpus::Links;

    #[test]
    fn what_was_sent_is_read_and_goes() {
        let folder = tempfile::tempdir().unwrap();
        let (corpus, index) = (folder.path().join("corpus"), folder.path().join("index"));
        let folders = Folders { corpus, index, themes: None, links: Links::Within, typed: Passwords::default() };
        let inbox = Inbox::new(Tray::open(&folders.corpus).unwrap());
        let batch = inbox.batch(None);
        assert_eq!(inbox.batch(Some(batch)), batch);
        assert_ne!(inbox.batch(Some(99)), batch);
        let plan = "みなと商工会議所\n令和5年度事業計画\n１．経営支援\n（１）DX推進\n";
        assert!(inbox.receive(batch, "r5.txt".into(), Ok(plan.into())).unwrap().is_some());
        assert!(inbox.receive(batch, "leer.txt".into(), Ok(Vec::new())).unwrap().is_some());
        let mut read = Vec::new();
        while let Some(paper) = inbox.to_read(batch) {
            assert!(inbox.is_reading(batch));
            let state = inbox.read(&paper, &folders);
            inbox.settle(batch, paper.key, state);
            read.push(paper.key);
        }
        assert_eq!((read.len(), inbox.is_reading(batch)), (2, false), "each is given out once");
        let papers = inbox.papers(batch).unwrap();
        let State::Read(glance) = &papers[0].state else { panic!("not read") };
        assert_eq!(glance.plans[0].row.organisation.as_deref(), Some("みなと商工会議所"));
        assert_eq!(glance.plans[0].items.len(), 2);
        assert!(matches!(papers[1].state, State::Refused(_)));
        assert!(inbox.bytes(&papers[0]).is_ok() && inbox.bytes(&papers[1]).is_err());
        for _ in 2..MOST {
            assert!(inbox.receive(batch, "r5.txt".into(), Ok(plan.into())).unwrap().is_some());
        }
        assert!(inbox.receive(batch, "r5.txt".into(), Ok(plan.into())).unwrap().is_none());
        let last = inbox.papers(batch).unwrap().pop().unwrap();
        inbox.withdraw(batch, &[last.key]);
        assert!(inbox.bytes(&last).is_err() && inbox.papers(batch).unwrap().len() == MOST - 1);
        inbox.discard(batch);
        assert!(inbox.bytes(&papers[0]).is_err() && inbox.papers(batch).is_none());
        let batch = inbox.batch(None);
        let key = inbox.receive(batch, "r5.txt".into(), Ok(plan.into())).unwrap().unwrap();
        inbox.typed(batch, key, Params::read("title-1=x"));
        assert!(inbox.claim(batch, key).is_none(), "it was not read yet");
        let paper = inbox.to_read(batch).unwrap();
        inbox.settle(batch, key, inbox.read(&paper, &folders));
        let claim = inbox.claim(batch, key).unwrap();
        assert!(inbox.claim(batch, key).is_none(), "two do not add one");
        assert_eq!(inbox.discard(batch), Discarded { gone: 0, kept: 1 });
        drop(claim);
        let claim = inbox.claim(batch, key).expect("what was not added waits again");
        inbox.settle(batch, key, State::Stored(Vec::new(), Kept::New));
        drop(claim);
        inbox.settle(batch, key, State::Broken);
        let stored = &inbox.papers(batch).unwrap()[0].state;
        assert!(matches!(stored, State::Stored(..)), "what is added stays added");
        assert_eq!(inbox.discard(batch), Discarded { gone: 0, kept: 1 });
        assert_eq!(inbox.discard(batch), Discarded::default());
        let batch = inbox.batch(None);
        inbox.close();
        assert!(inbox.receive(batch, "r5.txt".into(), Ok(plan.into())).is_err(), "nothing comes after the end");
    }
}
