//! The server itself: connections in, answers out, until it is told to stop.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use axum::Router;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulConnection, GracefulShutdown};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

use super::routes::Peer;
use super::seats::{Seat, Seats};
use super::state::App;

/// Connections that are held at once; beyond them the one that has been idle longest is closed.
const CONNECTIONS: usize = 512;
/// A request's line and headers; more is answered with 431. Longer than the longest address, which has an answer in
/// words.
const HEAD: usize = 48 * 1024;
/// How long a client may take to send them, and to keep an idle connection.
const HEAD_TIME: Duration = Duration::from_secs(15);
/// How long one connection may last, so that a client that reads nothing does not hold it for ever.
const CONNECTION_TIME: Duration = Duration::from_secs(600);
/// How long answers that are under way may take after the word to stop, and how long those that are broken off then
/// may take to say so.
const GRACE: Duration = Duration::from_secs(3);
const LAST: Duration = Duration::from_secs(1);
/// How often a new index is looked for, and how often while somebody writes one: pages say so until it is there.
const LOOK: Duration = Duration::from_secs(5);
const SOON: Duration = Duration::from_millis(250);
/// How often documents are looked for too.
const REFRESH: Duration = Duration::from_secs(60);

/// Takes connections until the word to stop; then answers that are under way have a moment, and work that is not done
/// by then is broken off.
pub(super) async fn serve(listener: TcpListener, router: Router, app: &App, stop: impl Future<Output = ()>) {
    let graceful = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    let seats = Arc::new(Seats::default());
    let mut stop = std::pin::pin!(stop);
    loop {
        let (stream, peer) = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(_) => {
                    // Out of file handles, as a rule: others will be given back.
                    tokio::time::sleep(Duration::from_millis(100)).await;
                    continue;
                }
            },
            () = &mut stop => break,
        };
        // Whoever is idle makes room for who has just come.
        let seat = seats.take(CONNECTIONS);
        let place = tokio::select! {
            place = Arc::clone(&places).acquire_owned() => place,
            () = &mut stop => break,
        };
        let watched = graceful.watch(connection(stream, router.clone(), Peer(peer.ip()), Arc::clone(&seat)));
        tokio::spawn(async move {
            let _place = place;
            // A client that went away is no failure of ours.
            tokio::select! {
                _ = tokio::time::timeout(CONNECTION_TIME, watched) => {}
                () = seat.asked_to_leave() => {}
            }
        });
    }
    drop(listener);
    let mut ended = std::pin::pin!(graceful.shutdown());
    if tokio::time::timeout(GRACE, &mut ended).await.is_err() {
        app.closing.store(true, Ordering::Relaxed);
        let _ = tokio::time::timeout(LAST, ended).await;
    }
}

fn connection(
    stream: TcpStream,
    router: Router,
    peer: Peer,
    seat: Arc<Seat>,
) -> impl GracefulConnection<Error = hyper::Error> + Send {
    let answers = TowerToHyperService::new(router);
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(peer);
        let busy = seat.busy();
        let answer = answers.call(request);
        async move {
            let answer = answer.await;
            drop(busy);
            answer
        }
    });
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIME)
        .max_buf_size(HEAD)
        .serve_connection(TokioIo::new(stream), service)
}

/// Looks for a new index every few seconds, sooner while one is written, and for new documents every minute, away from the connections.
pub(super) async fn look_for_news(app: Arc<App>) {
    let mut refreshed = Instant::now();
    loop {
        tokio::time::sleep(if app.is_being_written() { SOON } else { LOOK }).await;
        let is_due = refreshed.elapsed() >= REFRESH;
        if is_due {
            refreshed = Instant::now();
        }
        let app = Arc::clone(&app);
        // What fails is tried again the next time; until then answers come from what stands.
        let look = move || if is_due { app.renew() } else { app.take_up() };
        let _ = tokio::task::spawn_blocking(look).await;
    }
}
