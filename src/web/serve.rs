//! The server itself: connections in, answers out, until it is told to stop.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

use super::state::App;

/// Connections that are held at once; others wait until the system takes them.
const CONNECTIONS: usize = 512;
/// A request's line and headers; more is answered with 431. Longer than the longest address, which has an answer in
/// words.
const HEAD: usize = 48 * 1024;
/// How long a client may take to send them, and to keep an idle connection.
const HEAD_TIME: Duration = Duration::from_secs(15);
/// How long one connection may last, so that a client that reads nothing does not hold it for ever.
const CONNECTION_TIME: Duration = Duration::from_secs(600);
/// How long answers that are under way may take after the word to stop.
const GRACE: Duration = Duration::from_secs(5);
/// How often a new index is looked for.
const LOOK: Duration = Duration::from_secs(5);
/// At every which look documents are looked for too.
const REFRESH: u32 = 12;

/// Takes connections until the word to stop.
pub(super) async fn serve(listener: TcpListener, router: Router, stop: impl Future<Output = ()>) {
    let graceful = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    let mut stop = std::pin::pin!(stop);
    loop {
        let place = tokio::select! {
            place = Arc::clone(&places).acquire_owned() => place,
            () = &mut stop => break,
        };
        let stream = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => stream,
                Err(_) => {
                    // Out of file handles, as a rule: others will be given back.
                    tokio::time::sleep(Duration::from_millis(100)).await;
                    continue;
                }
            },
            () = &mut stop => break,
        };
        let connection = connection(stream, router.clone());
        let watched = graceful.watch(connection);
        tokio::spawn(async move {
            let _place = place;
            // A client that went away is no failure of ours.
            let _ = tokio::time::timeout(CONNECTION_TIME, watched).await;
        });
    }
    drop(listener);
    let _ = tokio::time::timeout(GRACE, graceful.shutdown()).await;
}

fn connection(stream: TcpStream, router: Router) -> http1::Connection<TokioIo<TcpStream>, TowerToHyperService<Router>> {
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIME)
        .max_buf_size(HEAD)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router))
}

/// Looks for a new index every few seconds and for new documents every minute, away from the connections.
pub(super) async fn look_for_news(app: Arc<App>) {
    for round in 1_u32.. {
        tokio::time::sleep(LOOK).await;
        let app = Arc::clone(&app);
        // What fails is tried again the next time; until then answers come from what stands.
        let look = move || if round.is_multiple_of(REFRESH) { app.renew() } else { app.take_up() };
        let _ = tokio::task::spawn_blocking(look).await;
    }
}
