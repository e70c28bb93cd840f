//! Every address on one page.

use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, any, get};
use tower_http::compression::CompressionLayer;

use super::Log;
use super::error::WebError;
use super::guard::{self, DOCUMENT_POLICY, Door};
use super::params::Params;
use super::state::{App, chain};
use super::view::{Outcome, Reply, View, lang_of};
use super::{api, api_description, assets, layout, pages};

/// Makes a page.
type Page = fn(&View) -> Outcome;

/// The addresses.
pub(super) fn router(app: &Arc<App>, door: Door, log: Option<Log>) -> Router {
    let page = |show: Page| answer(app, show);
    Router::new()
        .route("/", page(pages::search::show))
        .route("/search.csv", page(pages::search::csv))
        .route("/search.xlsx", page(pages::search::xlsx))
        .route("/plans", page(pages::plans::show))
        .route("/plans/{*id}", page(pages::plans::elsewhere))
        .route("/plans.csv", page(pages::plans::csv))
        .route("/plans.xlsx", page(pages::plans::xlsx))
        .route("/original", page(pages::original::give))
        .route("/themes", page(pages::themes::show))
        .route("/compare", page(pages::compare::show))
        .route("/compare.csv", page(pages::compare::csv))
        .route("/compare.xlsx", page(pages::compare::xlsx))
        .route("/compare.svg", page(pages::compare::svg))
        .route("/organisations/{name}", page(pages::organisation::show))
        .route("/diff", page(pages::diff::show))
        .route("/diff/{form}", page(pages::diff::file))
        .route("/api", page(pages::api::show))
        .route("/api/v1/openapi.json", page(api_description::give))
        .route("/api/v1/search", page(api::search))
        .route("/api/v1/plans", page(api::plans))
        .route("/api/v1/plan", page(api::plan))
        .route("/api/v1/themes", page(api::themes))
        .route("/api/v1/compare", page(api::compare))
        .route("/api/v1/benchmark", page(api::benchmarked))
        .route("/api/v1/similar", page(api::similar))
        .route("/api/v1/diff", page(api::diff))
        .route("/health", page(api::health))
        .route("/assets/{name}", any(assets::give))
        .fallback(any(missing))
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn_with_state(Arc::new(Entrance { door, log }), at_the_door))
}

/// A page as axum calls it: read the address, make the page apart, answer.
fn answer(app: &Arc<App>, show: Page) -> MethodRouter {
    let app = Arc::clone(app);
    let handle = move |request: Request| {
        let app = Arc::clone(&app);
        async move {
            let asked = Asked::of(&request);
            let (params, path) = (asked.params.clone(), asked.path.clone());
            let lang = asked.lang;
            let own = Arc::clone(&app);
            let made = guard::work(&app, move || {
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
        let language = (header::CONTENT_LANGUAGE, HeaderValue::from_static(self.lang.pick("ja", "en")));
        let vary = (header::VARY, HeaderValue::from_static("accept-language"));
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
        response.headers_mut().extend([language, vary]);
        response.headers_mut().extend(disposition.map(|value| (header::CONTENT_DISPOSITION, value)));
        response
    }

    fn refuse(&self, error: &WebError) -> Response {
        let mut response = if self.path.starts_with("/api/v1") || self.path == "/health" {
            let typed = [(header::CONTENT_TYPE, "application/problem+json")];
            (error.status(), typed, error.problem(self.lang).to_string()).into_response()
        } else {
            let page = layout::failure(self.lang, &self.params, &self.path, error).into_string();
            (error.status(), [(header::CONTENT_TYPE, "text/html; charset=utf-8")], page).into_response()
        };
        let more: Option<(HeaderName, &'static str)> = match error {
            WebError::Busy | WebError::Slow => Some((header::RETRY_AFTER, "5")),
            WebError::Method => Some((header::ALLOW, "GET, HEAD")),
            WebError::Password => Some((header::WWW_AUTHENTICATE, "Basic realm=\"kurabe\", charset=\"UTF-8\"")),
            _ => None,
        };
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
    log: Option<Log>,
}

async fn at_the_door(State(entrance): State<Arc<Entrance>>, request: Request, next: Next) -> Response {
    let start = Instant::now();
    let asked = Asked::of(&request);
    let line = entrance.log.as_ref().map(|_| format!("{} {}", request.method(), request.uri()));
    let admitted = entrance.door.admit(request.headers());
    let is_reading = matches!(*request.method(), Method::GET | Method::HEAD);
    let mut response = match admitted {
        Err(error) => asked.refuse(&error),
        Ok(()) if !is_reading => asked.refuse(&WebError::Method),
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
