//! What to do where there are no plans yet.
//!
//! In comes whether files may be sent here, out come the ways in. What is being looked for must not be known here.

use std::path::Path;

use maud::{Markup, html};

use super::view::Lang;

/// The ways in: the page where it takes files, the command, the folder, which is named where that may be told.
pub(super) fn guide(lang: Lang, page: Option<&str>, folder: Option<&Path>) -> Markup {
    // What is typed means the same folder, wherever it is typed.
    let option = folder.map_or_else(String::new, |folder| format!(" --corpus \"{}\"", folder.display()));
    html! {
        div.guide {
            p { (lang.pick("商工会議所・商工会の計画を加えると、ここで検索し、読み、比べられます。加え方は三つあります。",
                "Add plans of chambers, and you can search, read and compare them here. There are three ways.")) }
            ol {
                li { @match page {
                    Some(address) => { a href=(address) { strong { (lang.pick("この画面から加える", "Add them in this browser")) } }
                        (lang.pick("：ファイルを選ぶか置くだけです。", ": choose or drop the files.")) }
                    None => { strong { (lang.pick("画面から加える", "In the browser")) }
                        (lang.pick("：次のように起動し直すと、この画面に入口が出ます。", ": start the server as follows, and the way in appears here.")) " "
                        code { "kurabe serve --writable" } }
                } }
                li { strong { (lang.pick("コマンドで加える", "By a command")) } (lang.pick("：", ": "))
                    code { "kurabe add" (option) (lang.pick(" ファイル名", " FILE")) } }
                li { strong { (lang.pick("フォルダーに置く", "By the folder")) }
                    @match folder {
                        Some(folder) => { (lang.pick("：", ": what lies in ")) code { (folder.display()) } }
                        None => { (lang.pick("：計画のフォルダー（--corpus で選んだもの。ふつうは corpus）",
                            ": what lies in the folder of the plans (that of --corpus, else corpus)")) }
                    }
                    (lang.pick("に入れると、1分ほどで読み込まれます。すぐに、または --no-refresh で起動したサーバーで読み込むには",
                        " is read within a minute; at once, and by a server with --no-refresh, by")) " "
                    code { "kurabe index" (option) } (lang.pick("。", ".")) }
            }
            p.meta { (lang.pick("読めるもの：PDF、Word、Excel、PowerPoint、Webページ、テキスト。",
                "What is read: PDF, Word, Excel, PowerPoint, web pages, text.")) }
        }
    }
}
