//! Every address on one page; those for programs stand in a table of their own, [`ADDRESSES`].

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, any, get};
use tower_http::compression::CompressionLayer;

use super::Log;
use super::api::{ADDRESSES, Address};
use super::error::WebError;
use super::gate::Gate;
use super::guard::{self, Brake, DOCUMENT_POLICY, Door};
use super::state::{App, chain};
use super::view::{Outcome, Reply, View, lang_of};
use super::{assets, layout, pages};
use crate::ask;
use crate::ask::Params;
use kurabe_model::civil;

/// The longest address that is read, in bytes: a query of 2,000 letters has 24,000 of them, written for a URL.
const ADDRESS: usize = 32 * 1024;

/// Makes a page.
type Page = fn(&View) -> Outcome;

/// The addresses.
pub(super) fn router(app: &Arc<App>, door: Door, log: Option<Log>) -> Router {
    let page = |show: Page| answer(app, Gate::Light, show, None);
    let heavy = |show: Page| answer(app, Gate::Heavy, show, None);
    let program = |own: &'static Address| answer(app, own.gate, own.answer, Some(own));
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
        .route("/api", page(pages::api::show))
        .route("/assets/{name}", any(assets::give))
        .fallback(any(missing))
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn_with_state(Arc::new(Entrance { door, brake: Brake::default(), log }), at_the_door))
}

/// A page as axum calls it: read what was asked, make the page apart, answer. Programs are read strictly, by their own
/// address.
fn answer(app: &Arc<App>, gate: Gate, show: Page, strictly: Option<&'static Address>) -> MethodRouter {
    let app = Arc::clone(app);
    let handle = move |request: Request| {
        let app = Arc::clone(&app);
        async move {
            let asked = Asked::of(&request);
            let read = strictly.map(|own| ask::read(own.takes, request.uri().query().unwrap_or_default()));
            let params = match read {
                None => asked.params.clone(),
                Some(Ok(params)) => params,
                Some(Err(fault)) => return asked.refuse(&fault.into()),
            };
            let (lang, path) = (asked.lang, asked.path.clone());
            let own = Arc::clone(&app);
            let made = guard::work(&app, gate, move || {
                let now = own.now()?;
                show(&View { app: own, now, lang, path, params })
            });
            match made.await {
                Ok(reply) => asked.respond(reply),
                Err(error) => {
                    if error.status() == StatusCode::INTERNAL_SERVER_ERROR {
                        app.tell(&format!("{}: {}", asked.path, chain(&error)));
                    }
                    asked.refuse(&error)
                }
            }
        }
    };
    get(handle).fallback(refused)
}

/// What an answer must know of its request.
struct Asked {
    path: String,
    params: Params,
    lang: super::view::Lang,
}

impl Asked {
    fn of(request: &Request) -> Self {
        let params = Params::read(request.uri().query().unwrap_or_default());
        let lang = lang_of(&params, request.headers());
        Self { path: request.uri().path().to_owned(), params, lang }
    }

    fn respond(&self, reply: Reply) -> Response {
        let disposition = guard::disposition(&reply);
        let typed = |mime: &'static str, body: Body| ([(header::CONTENT_TYPE, mime)], body).into_response();
        let mut response = match reply {
            Reply::Page(page) => typed("text/html; charset=utf-8", page.into_string().into()),
            Reply::Json(text) => typed("application/json", text.into()),
            Reply::File { mime, bytes, .. } => {
                let mut response = typed(mime, bytes.into());
                let policy = HeaderValue::from_static(DOCUMENT_POLICY);
                response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
                response
            }
            Reply::Elsewhere(address) => match HeaderValue::from_str(&address) {
                Ok(address) => (StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, address)]).into_response(),
                Err(_) => return self.refuse(&WebError::NoPage),
            },
        };
        response.headers_mut().extend(self.language());
        response.headers_mut().extend(disposition.map(|value| (header::CONTENT_DISPOSITION, value)));
        response
    }

    /// In which language an answer is, and on what that depended.
    fn language(&self) -> [(HeaderName, HeaderValue); 2] {
        let language = HeaderValue::from_static(self.lang.pick("ja", "en"));
        [(header::CONTENT_LANGUAGE, language), (header::VARY, HeaderValue::from_static("accept-language"))]
    }

    fn refuse(&self, error: &WebError) -> Response {
        let is_for_programs = self.path.starts_with("/api/") || self.path == "/health";
        let mut response = if is_for_programs {
            let typed = [(header::CONTENT_TYPE, "application/problem+json")];
            let text = serde_json::to_string(&error.problem(self.lang)).unwrap_or_default();
            (error.status(), typed, text).into_response()
        } else {
            let page = layout::failure(self.lang, &self.params, &self.path, error).into_string();
            (error.status(), [(header::CONTENT_TYPE, "text/html; charset=utf-8")], page).into_response()
        };
        let more: Option<(HeaderName, &'static str)> = match error {
            WebError::Busy | WebError::Slow => Some((header::RETRY_AFTER, "5")),
            WebError::Guesses => Some((header::RETRY_AFTER, "10")),
            WebError::Method => Some((header::ALLOW, "GET, HEAD")),
            WebError::Password => Some((header::WWW_AUTHENTICATE, "Basic realm=\"kurabe\", charset=\"UTF-8\"")),
            _ => None,
        };
        response.headers_mut().extend(self.language());
        response.headers_mut().extend(more.map(|(name, value)| (name, HeaderValue::from_static(value))));
        response
    }
}

async fn missing(request: Request) -> Response {
    Asked::of(&request).refuse(&WebError::NoPage)
}

async fn refused(request: Request) -> Response {
    Asked::of(&request).refuse(&WebError::Method)
}

/// Who is let in, and where it is written down.
struct Entrance {
    door: Door,
    brake: Brake,
    log: Option<Log>,
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
    let asked = Asked::of(&request);
    let peer = request.extensions().get::<Peer>().map_or(Ipv4Addr::UNSPECIFIED.into(), |peer| peer.0);
    let line = entrance.log.as_ref().map(|_| format!("{} {peer} {} {}", now(), request.method(), request.uri()));
    let admitted = entrance.admit(request.headers(), peer).await;
    let length = request.uri().path_and_query().map_or(0, |address| address.as_str().len());
    let is_reading = matches!(*request.method(), Method::GET | Method::HEAD);
    let mut response = match admitted {
        Err(error) => asked.refuse(&error),
        Ok(()) if !is_reading => asked.refuse(&WebError::Method),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Lang;

    #[test]
    fn programs_are_refused_in_json_and_people_on_a_page() {
        let refused = |path: &str, error: WebError| {
            let asked = Asked { path: path.to_owned(), params: Params::default(), lang: Lang::Ja };
            let response = asked.refuse(&error);
            let header = |name: HeaderName| response.headers().get(name).and_then(|value| value.to_str().ok());
            let kind = header(header::CONTENT_TYPE).unwrap_or_default().to_owned();
            (response.status().as_u16(), kind, header(header::RETRY_AFTER).map(str::to_owned))
        };
        let (problem, page) = ("application/problem+json".to_owned(), "text/html; charset=utf-8".to_owned());
        let later = Some("5".to_owned());
        for path in ["/api/v1/search", "/api/v1", "/health"] {
            assert_eq!(refused(path, WebError::Busy), (503, problem.clone(), later.clone()), "{path}");
            assert_eq!(refused(path, WebError::Slow), (503, problem.clone(), later.clone()), "{path}");
            assert_eq!(refused(path, WebError::Broken), (500, problem.clone(), None), "{path}");
        }
        for path in ["/", "/api", "/plans"] {
            assert_eq!(refused(path, WebError::Busy), (503, page.clone(), later.clone()), "{path}");
        }
    }
}
