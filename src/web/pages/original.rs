//! `/original`: the document itself, as it lies in the folder.

use crate::web::error::WebError;
use crate::web::view::{Outcome, Reply, View};

/// Gives the document of a plan. The file is the one that the index names, never one that the address names.
pub(in crate::web) fn give(view: &View) -> Outcome {
    let row = view.plan("id")?;
    let gone = || WebError::NoDocument(row.id.clone());
    let path = view.app.folders.path(row);
    let bytes = std::fs::read(path).map_err(|_| gone())?;
    let name = row.file.rsplit('/').next().unwrap_or(&row.file).to_owned();
    let end = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    // Only what a browser shows without running anything of it is shown; pages of others are saved.
    let (mime, inline) = match end.as_str() {
        "pdf" => ("application/pdf", true),
        "txt" | "md" if std::str::from_utf8(&bytes).is_ok() => ("text/plain; charset=utf-8", true),
        "txt" | "md" => ("text/plain", false),
        _ => ("application/octet-stream", false),
    };
    Ok(Reply::File { mime, name, bytes, inline })
}
