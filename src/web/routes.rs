//! Every address on one page; those for programs stand in a table of their own, [`ADDRESSES`].

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::{any, get};
use tower_http::compression::CompressionLayer;

use super::Log;
use super::answers::{Asked, Page, Writable, answer, missing, refused, writing};
use super::api::{ADDRESSES, Address};
use super::error::WebError;
use super::gate::Gate;
use super::guard::{self, Brake, Door};
use super::state::App;
use super::upload::receiving;
use super::{assets, pages};
use kurabe_model::civil;

/// The longest address that is read, in bytes: a query of 2,000 letters has 24,000 of them, written for a URL.
const ADDRESS: usize = 32 * 1024;

/// The addresses.
pub(super) fn router(app: &Arc<App>, door: Door, log: Option<Log>) -> Router {
    let page = |show: Page| answer(app, Gate::Light, show, None);
    let heavy = |show: Page| answer(app, Gate::Heavy, show, None);
    let program = |own: &'static Address| answer(app, own.gate, own.answer, Some(own));
    let writes = |gate: Gate, act: Page| writing(app, gate, act);
    ADDRESSES
        .iter()
        .fold(Router::new(), |router, own| router.route(own.path, program(own)))
        .route("/", page(pages::search::show))
        .route("/search.csv", heavy(pages::search::csv))
        .route("/search.xlsx", heavy(pages::search::xlsx))
        .route("/plans", page(pages::plans::show))
        .route("/plans/{*id}", page(pages::plans::elsewhere))
        .route("/plans.csv", page(pages::plans::csv))
        .route("/plans.xlsx", page(pages::plans::xlsx))
        .route("/original", page(pages::original::give))
        .route("/themes", page(pages::themes::show))
        .route("/compare", heavy(pages::compare::show))
        .route("/compare.csv", heavy(pages::compare::csv))
        .route("/compare.xlsx", heavy(pages::compare::xlsx))
        .route("/compare.svg", heavy(pages::compare::svg))
        .route("/organisations/{name}", heavy(pages::organisation::show))
        .route("/diff", heavy(pages::diff::show))
        .route("/diff/{form}", heavy(pages::diff::file))
        .route("/history", heavy(pages::history::show))
        .route("/results", heavy(pages::results::show))
        .route("/results/{form}", heavy(pages::results::file))
        .route("/add", page(pages::add::show).merge(receiving(app)))
        .route("/add/store", page(pages::add::show).merge(writes(Gate::Heavy, pages::add::save)))
        .route("/add/open", page(pages::add::show).merge(writes(Gate::Heavy, pages::add::open)))
        .route("/add/discard", page(pages::add::show).merge(writes(Gate::Light, pages::add::discard)))
        .route("/correct", page(pages::correct::show).merge(writes(Gate::Heavy, pages::correct::save)))
        .route("/correct/pair", heavy(pages::correct_pair::show).merge(writes(Gate::Heavy, pages::correct_pair::save)))
        .route("/corrections", heavy(pages::corrections::show))
        .route("/corrections.csv", heavy(pages::corrections::file))
        .route("/corrections.json", heavy(pages::corrections::file))
        .route("/corrections.jsonl", heavy(pages::corrections::file))
        .route("/corrections.txt", heavy(pages::corrections::file))
        .route(
            "/corrections/remove",
            heavy(pages::corrections::show).merge(writes(Gate::Heavy, pages::corrections::remove)),
        )
        .route("/saved", heavy(pages::saved::show))
        .route("/saved/put", heavy(pages::saved::ask_name).merge(writes(Gate::Heavy, pages::saved::put)))
        .route("/saved/seen", heavy(pages::saved::show).merge(writes(Gate::Heavy, pages::saved::seen)))
        .route("/saved/remove", heavy(pages::saved::show).merge(writes(Gate::Light, pages::saved::remove)))
        .route("/shortlist", heavy(pages::shortlist::show))
        .route("/shortlist.docx", heavy(pages::shortlist::file))
        .route("/shortlist.xlsx", heavy(pages::shortlist::file))
        .route("/shortlist.md", heavy(pages::shortlist::file))
        .route("/shortlist.csv", heavy(pages::shortlist::file))
        .route(
            "/shortlist/put",
            heavy(pages::shortlist_put::show).merge(writes(Gate::Heavy, pages::shortlist_put::save)),
        )
        .route("/shortlist/remove", heavy(pages::shortlist::show).merge(writes(Gate::Light, pages::shortlist::remove)))
        .route("/shortlist/remark", heavy(pages::shortlist::show).merge(writes(Gate::Light, pages::shortlist::remark)))
        .route("/shortlist/rename", heavy(pages::shortlist::show).merge(writes(Gate::Light, pages::shortlist::rename)))
        .route("/api", page(pages::api::show))
        .route("/assets/{name}", get(assets::give).fallback(refused))
        .fallback(any(missing))
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn_with_state(
            Arc::new(Entrance { door, brake: Brake::default(), log, writable: Writable(app.pen.is_some()) }),
            at_the_door,
        ))
}

/// Who is let in, and where it is written down.
struct Entrance {
    door: Door,
    brake: Brake,
    log: Option<Log>,
    writable: Writable,
}

impl Entrance {
    /// May this request pass? Who guesses passwords waits for the answer.
    async fn admit(&self, headers: &HeaderMap, peer: IpAddr) -> Result<(), WebError> {
        let guesses = matches!(self.door, Door::Password(_)) && headers.contains_key(header::AUTHORIZATION);
        if guesses && !self.brake.admits(peer, Instant::now()) {
            return Err(WebError::Guesses);
        }
        let admitted = self.door.admit(headers);
        if guesses && matches!(admitted, Err(WebError::Password)) {
            tokio::time::sleep(self.brake.hold(peer, Instant::now())).await;
        }
        admitted
    }
}

/// Whom a request came from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Peer(pub(super) IpAddr);

async fn at_the_door(State(entrance): State<Arc<Entrance>>, request: Request, next: Next) -> Response {
    let start = Instant::now();
    let mut request = request;
    request.extensions_mut().insert(entrance.writable);
    let asked = Asked::of(&request);
    let peer = request.extensions().get::<Peer>().map_or(Ipv4Addr::UNSPECIFIED.into(), |peer| peer.0);
    let line = entrance.log.as_ref().map(|_| format!("{} {peer} {} {}", now(), request.method(), request.uri()));
    let admitted = entrance.admit(request.headers(), peer).await;
    let length = request.uri().path_and_query().map_or(0, |address| address.as_str().len());
    let mut response = match admitted {
        Err(error) => asked.refuse(&error),
        Ok(()) if length > ADDRESS => asked.refuse(&WebError::Address),
        Ok(()) => next.run(request).await,
    };
    guard::dress(response.headers_mut());
    let took = start.elapsed().as_secs_f64() * 1000.0;
    if let Ok(timing) = HeaderValue::from_str(&format!("total;dur={took:.1}")) {
        response.headers_mut().insert("server-timing", timing);
    }
    if let (Some(log), Some(line)) = (&entrance.log, line) {
        log(&format!("{line} {} {took:.1}ms", response.status().as_u16()));
    }
    response
}

/// The time as logs have it: `2026-11-21T14:05:09Z`.
fn now() -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |age| age.as_secs());
    let (days, rest) = (seconds / 86_400, seconds % 86_400);
    let (year, month, day) = civil(i64::try_from(days).unwrap_or(0));
    format!("{year}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z", rest / 3600, rest % 3600 / 60, rest % 60)
}
