//! Requests as axum brings them to pages and back: what was asked, in which language, and how an answer or a refusal
//! goes out.
//!
//! In come requests with the page that answers them, out go responses. Which addresses there are must not be known here.

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};

use super::api::Address;
use super::error::WebError;
use super::gate::Gate;
use super::guard::{self, DOCUMENT_POLICY};
use super::layout;
use super::pen::{self, Pen, WORD};
use super::state::{App, chain};
use super::view::{Lang, Outcome, Reply, View, lang_of};
use crate::ask;
use crate::ask::Params;

/// Makes a page.
pub(super) type Page = fn(&View) -> Outcome;

/// The longest form without files, in bytes.
const FORM: usize = 1024 * 1024;

/// A page as axum calls it: read what was asked, make the page apart, answer. Programs are read strictly, by their own
/// address.
pub(super) fn answer(app: &Arc<App>, gate: Gate, show: Page, strictly: Option<&'static Address>) -> MethodRouter {
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
            asked.made(&app, gate, show, params).await
        }
    };
    get(handle).fallback(refused)
}

/// What a form of ours does that writes, to be merged with the page at the same address: the form's fields stand in
/// `params`, its word is known to be ours. Answers send the browser on ([`Reply::Next`]), so that nothing is written
/// twice by loading again.
///
/// The form itself holds [`layout::word`].
pub(super) fn writing(app: &Arc<App>, gate: Gate, act: Page) -> MethodRouter {
    let app = Arc::clone(app);
    let handle = move |request: Request| {
        let app = Arc::clone(&app);
        async move {
            let asked = Asked::of(&request);
            match form(&app, request).await {
                // The language stands in the address.
                Ok(params) => {
                    let chosen = asked.params.get("lang");
                    let params = chosen.map_or(params.clone(), |lang| params.with("lang", lang));
                    asked.made(&app, gate, act, params).await
                }
                Err(error) => asked.refuse(&error),
            }
        }
    };
    post(handle)
}

/// May a request write, as far as its headers tell?
pub(super) fn may_write<'a>(app: &'a App, headers: &HeaderMap) -> Result<&'a Pen, WebError> {
    let pen = app.pen.as_ref().ok_or(WebError::ReadOnly)?;
    pen::is_own(headers).map(|()| pen)
}

/// The fields of a form that may write, without its word.
async fn form(app: &App, request: Request) -> Result<Params, WebError> {
    let pen = may_write(app, request.headers())?;
    let bytes = to_bytes(request.into_body(), FORM).await.map_err(|_| WebError::Form)?;
    let fields = Params::read(&String::from_utf8_lossy(&bytes));
    pen.knows(fields.get(WORD).unwrap_or_default())?;
    Ok(fields.without(&[WORD]))
}

/// What an answer must know of its request.
#[derive(Clone)]
pub(super) struct Asked {
    pub(super) path: String,
    pub(super) params: Params,
    pub(super) lang: Lang,
    /// Whether the server may be written to.
    is_writable: bool,
}

/// On a request: whether the server may be written to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Writable(pub(super) bool);

impl Asked {
    pub(super) fn of(request: &Request) -> Self {
        let params = Params::read(request.uri().query().unwrap_or_default());
        let lang = lang_of(&params, request.headers());
        let is_writable = request.extensions().get::<Writable>().is_some_and(|writable| writable.0);
        Self { path: request.uri().path().to_owned(), params, lang, is_writable }
    }

    /// Makes a page apart from the connections and answers with it.
    pub(super) async fn made(self, app: &Arc<App>, gate: Gate, show: Page, params: Params) -> Response {
        let (lang, path, address) = (self.lang, self.path.clone(), self.params.clone());
        let own = Arc::clone(app);
        let made = guard::work(app, gate, move || {
            let now = own.now()?;
            show(&View { app: own, now, lang, path, params, address })
        });
        match made.await {
            Ok(reply) => self.respond(reply),
            Err(error) => self.failed(app, &error),
        }
    }

    /// Refuses, and tells whoever runs the server what no reader can mend.
    pub(super) fn failed(&self, app: &App, error: &WebError) -> Response {
        if error.status() == StatusCode::INTERNAL_SERVER_ERROR {
            app.tell(&format!("{}: {}", self.path, chain(error)));
        }
        self.refuse(error)
    }

    pub(super) fn respond(&self, reply: Reply) -> Response {
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
            Reply::Next(address) => match HeaderValue::from_str(&address) {
                Ok(address) => (StatusCode::SEE_OTHER, [(header::LOCATION, address)]).into_response(),
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

    pub(super) fn refuse(&self, error: &WebError) -> Response {
        let is_for_programs = self.path.starts_with("/api/") || self.path == "/health";
        let mut response = if is_for_programs {
            let typed = [(header::CONTENT_TYPE, "application/problem+json")];
            let text = serde_json::to_string(&error.problem(self.lang)).unwrap_or_default();
            (error.status(), typed, text).into_response()
        } else {
            let page = layout::failure(self.lang, (&self.params, &self.path), self.is_writable, error).into_string();
            (error.status(), [(header::CONTENT_TYPE, "text/html; charset=utf-8")], page).into_response()
        };
        let more: Option<(HeaderName, &'static str)> = match error {
            WebError::Busy | WebError::Slow => Some((header::RETRY_AFTER, "5")),
            WebError::Guesses => Some((header::RETRY_AFTER, "10")),
            WebError::Password => Some((header::WWW_AUTHENTICATE, "Basic realm=\"kurabe\", charset=\"UTF-8\"")),
            _ => None,
        };
        response.headers_mut().extend(self.language());
        response.headers_mut().extend(more.map(|(name, value)| (name, HeaderValue::from_static(value))));
        response
    }
}

pub(super) async fn missing(request: Request) -> Response {
    Asked::of(&request).refuse(&WebError::NoPage)
}

/// An address that does not take a request of this method. Which ones it takes is for the routes to say.
pub(super) async fn refused(request: Request) -> Response {
    Asked::of(&request).refuse(&WebError::Method)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Lang;

    #[test]
    fn programs_are_refused_in_json_and_people_on_a_page() {
        let refused = |path: &str, error: WebError| {
            let asked = Asked { path: path.to_owned(), params: Params::default(), lang: Lang::Ja, is_writable: false };
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
