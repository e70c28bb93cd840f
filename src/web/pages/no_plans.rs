//! Where there are no plans to answer from: what lies in the folder all the same, and how plans come here.
//!
//! A part of the pages that answer from plans.

use maud::{Markup, html};

use crate::ask::Params;
use crate::report::unread_lines;
use crate::web::guide::guide;
use crate::web::view::View;

/// What to show in the place of answers, where there are no plans; none where there are some.
pub(super) fn no_plans(view: &View) -> Option<Markup> {
    view.store().plans().is_empty().then(|| {
        let page = view.pen().is_ok().then(|| view.link("/add", &Params::default()));
        // Of a folder that cannot be looked at whoever runs the server is told.
        let unread = view.app.folders.unread(view.store()).unwrap_or_default();
        let folder = view.say("計画のフォルダー", "the folder of the plans");
        html! {
            h1 { (view.say("まだ計画がありません", "There are no plans yet")) }
            @for line in unread_lines(&unread, folder, view.lang) { p.alert role="note" { (line) } }
            (guide(view.lang, page.as_deref(), view.app.told.as_deref()))
        }
    })
}
