//! The style sheet and the script, served under names that change with what they hold.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

/// The design tokens of デジタル庁 as they are published (npm @digital-go-jp/design-tokens), then the rules that use them.
const CSS: &str = concat!(include_str!("assets/tokens.css"), include_str!("assets/kurabe.css"));
const SCRIPT: &str = include_str!("assets/kurabe.js");

/// A file of ours and its address.
struct Asset {
    name: String,
    mime: &'static str,
    text: &'static str,
}

static STYLE: LazyLock<Asset> = LazyLock::new(|| Asset::new("css", "text/css; charset=utf-8", CSS));
static CODE: LazyLock<Asset> = LazyLock::new(|| Asset::new("js", "text/javascript; charset=utf-8", SCRIPT));

impl Asset {
    fn new(end: &str, mime: &'static str, text: &'static str) -> Self {
        let hash = blake3::hash(text.as_bytes()).to_hex();
        Self { name: format!("kurabe-{}.{end}", &hash[..12]), mime, text }
    }
}

/// Address of the style sheet.
pub(super) fn style() -> String {
    format!("/assets/{}", STYLE.name)
}

/// Address of the script.
pub(super) fn script() -> String {
    format!("/assets/{}", CODE.name)
}

/// Gives an asset; its name is its content's hash, so it never changes.
pub(super) async fn give(Path(name): Path<String>) -> Response {
    let found = [&*STYLE, &*CODE].into_iter().find(|asset| asset.name == name);
    match found {
        Some(asset) => {
            let headers =
                [(header::CONTENT_TYPE, asset.mime), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
            (headers, asset.text).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
