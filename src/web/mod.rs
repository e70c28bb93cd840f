//! kurabe in a browser: the same answers for people who do not use a terminal.
//!
//! In come folders and an address to listen on, out come pages that are complete without a script. Every number on a
//! page leads to its lines, every view is one address. How answers are found must not be known here.

mod answers;
mod api;
mod assets;
mod desk;
mod error;
mod file_forms;
mod gate;
mod guard;
mod guide;
mod inbox;
mod layout;
mod pages;
mod pen;
mod question;
mod receipts;
mod routes;
mod seats;
mod serve;
mod state;
mod upload;
mod view;

use std::net::SocketAddr;
use std::sync::Arc;

use tokio::net::TcpListener;

pub(crate) use api::{Address, both};
pub(crate) use desk::{Answered, Desk, address};
pub use state::Refreshes;

use crate::library::Folders;
use crate::library::corpus::Tray;
use guard::Door;
use inbox::Inbox;
use pen::Pen;
use state::App;

/// What a server is told.
pub struct Config {
    /// Where the documents and the index lie.
    pub folders: Folders,
    /// The addresses to listen on: the first that is free is taken.
    pub addresses: Vec<SocketAddr>,
    /// Whom it answers.
    pub guarded: Guarded,
    /// Where files wait that a browser sends. Without it nothing is written from a browser; behind a proxy nothing is
    /// either, for it is not known who asks.
    pub tray: Option<Tray>,
    /// Whether it brings the index up to date itself.
    pub refreshes: Refreshes,
    /// Takes a line for each answer, where that is wanted.
    pub log: Option<Log>,
    /// Takes a line for what went wrong and no reader can mend.
    pub trouble: Log,
}

/// Takes one line.
pub type Log = Arc<dyn Fn(&str) + Send + Sync>;

/// What keeps strangers out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Guarded {
    /// It is reached from this machine only.
    Loopback,
    /// A password.
    Password(String),
    /// A proxy before it.
    Proxy,
}

/// Listens until it is told to stop by a signal. `ready` is called with the address once it answers.
///
/// # Errors
///
/// If none of the addresses can be taken.
pub fn serve(config: Config, ready: impl FnOnce(SocketAddr)) -> std::io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let served = runtime.block_on(async move {
        // Heard from now on: whoever is told to stop while it begins leaves no tray either.
        let stop = stopped()?;
        let listener = TcpListener::bind(&config.addresses[..]).await?;
        let door = match config.guarded {
            Guarded::Loopback => Door::Loopback,
            Guarded::Password(password) => Door::Password(blake3::hash(password.as_bytes())),
            Guarded::Proxy => Door::Proxy,
        };
        let tray = config.tray.filter(|_| !matches!(door, Door::Proxy));
        let writing = tray.map(|tray| Ok::<_, std::io::Error>((Pen::new()?, Inbox::new(tray)))).transpose()?;
        // Where folders lie on this computer is told to nobody else.
        let told = matches!(door, Door::Loopback).then(|| config.folders.corpus.clone());
        let app = Arc::new(App::new((config.folders, told), config.refreshes, writing, config.trouble));
        let router = routes::router(&app, door, config.log);
        let first = Arc::clone(&app);
        let mut stop = std::pin::pin!(stop);
        let is_begun = tokio::select! {
            // Without an index yet, pages say what to do.
            _ = tokio::task::spawn_blocking(move || first.renew()) => true,
            () = &mut stop => false,
        };
        if is_begun {
            tokio::spawn(serve::look_for_news(Arc::clone(&app)));
            ready(listener.local_addr()?);
            serve::serve(listener, router, &app, stop).await;
        }
        // Others may hold the state of the server still, and work may go on: the tray goes all the same.
        if let Some(inbox) = &app.inbox {
            inbox.close();
        }
        Ok(())
    });
    // Work that does not hear is not waited for; a refresh that is cut off leaves the state before it.
    runtime.shutdown_background();
    served
}

/// Comes when the program is told to stop; the word is heard from the call on, not only once somebody waits for it.
#[cfg(unix)]
pub(crate) fn stopped() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupted, mut terminated) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupted.recv() => {}
            _ = terminated.recv() => {}
        }
    })
}

/// Comes when the program is told to stop, also by its window when that is closed.
#[cfg(windows)]
pub(crate) fn stopped() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::windows::{ctrl_break, ctrl_c, ctrl_close, ctrl_shutdown};
    let (mut typed, mut broken, mut closed, mut shut) = (ctrl_c()?, ctrl_break()?, ctrl_close()?, ctrl_shutdown()?);
    Ok(async move {
        tokio::select! {
            _ = typed.recv() => {}
            _ = broken.recv() => {}
            _ = closed.recv() => {}
            _ = shut.recv() => {}
        }
    })
}
