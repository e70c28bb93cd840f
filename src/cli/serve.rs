//! `kurabe serve`: the same answers in a browser.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;

use super::arguments::Global;
use super::conflict::useless;
use super::error::{CliError, Refusal};
use super::open::{folders, with_corpus};
use super::output::Console;
use super::{Outcome, browser, complain, desktop};
use crate::library::Folders;
use crate::library::corpus::Tray;
use crate::report::Lang;
use crate::web::{Config, Guarded, Log, Refreshes, serve};

/// `kurabe serve`
#[derive(Debug, Args)]
pub(super) struct Serve {
    /// 待ち受けるアドレス（このコンピューターだけなら 127.0.0.1 のまま）
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    pub(super) listen: IpAddr,
    /// 待ち受けるポート（0なら空いているもの）
    #[arg(long, value_name = "PORT", default_value_t = 7350)]
    pub(super) port: u16,
    /// パスワードを書いたファイル（1行目）
    #[arg(long, value_name = "FILE", conflicts_with = "behind_proxy")]
    pub(super) password_file: Option<PathBuf>,
    /// 前に置いたプロキシーが利用者を確かめる
    #[arg(long)]
    pub(super) behind_proxy: bool,
    /// 画面から計画を加えたり直したりできるようにする（このコンピューターからだけか、パスワードつきで）
    #[arg(long, conflicts_with = "behind_proxy")]
    pub(super) writable: bool,
    /// ブラウザーで開く
    #[arg(long)]
    pub(super) open: bool,
    /// ダブルクリックしたときと同じに：ブラウザーで開き、計画を加えられるようにし、ポートがふさがっていれば別のポートで（計画のフォルダーの既定は、プログラムの隣の corpus、なければホームの kurabe/corpus）
    #[arg(long, conflicts_with_all = ["listen", "password_file", "behind_proxy"])]
    pub(super) desktop: bool,
    /// 答えるたびに1行を標準エラーに書く
    #[arg(long)]
    pub(super) access_log: bool,
}

/// The help texts in English, by option; the verb's own stands under no option.
pub(super) const ENGLISH: &[(&str, &str)] = &[
    ("", "Search, read and compare in a browser"),
    ("listen", "Address to listen on (127.0.0.1: this computer only)"),
    ("port", "Port to listen on (0 for any that is free)"),
    ("password_file", "File whose first line is the password"),
    ("behind_proxy", "A proxy in front decides who may pass"),
    ("writable", "Let plans be added and mended from the browser (on this computer only, or with a password)"),
    ("open", "Open it in the browser"),
    (
        "desktop",
        "As a double click does: open the browser, let plans be added, take another port where that is in use (plans: corpus beside the program, else kurabe/corpus in your home)",
    ),
    ("access_log", "Write a line for each answer to standard error"),
];

pub(super) fn run(verb: &Serve, global: &Global, console: &Console) -> Result<Outcome, CliError> {
    useless(&[("--output", global.output.is_some())], "serve")?;
    let lang = console.lang();
    let folders = if verb.desktop { own(global, console)? } else { folders(global) };
    let address = SocketAddr::new(verb.listen, verb.port);
    // Whoever clicks has no word for another port.
    let free = verb.desktop.then(|| SocketAddr::new(verb.listen, 0));
    let config = Config {
        tray: if verb.writable || verb.desktop { Some(Tray::open(&folders.corpus)?) } else { None },
        folders,
        addresses: std::iter::once(address).chain(free).collect(),
        guarded: guarded(verb)?,
        refreshes: if global.no_refresh { Refreshes::Never } else { Refreshes::Itself },
        log: verb.access_log.then(|| Arc::new(|line: &str| complain(line)) as Log),
        trouble: Arc::new(|line: &str| complain(line)),
    };
    let ready = |address: SocketAddr| {
        console.note(&told(address, verb, lang));
        if verb.open || verb.desktop {
            browser::open(browser::url(address), lang, complain);
        }
    };
    serve(config, ready).map_err(|source| CliError::Listen { address, source })?;
    Ok(Outcome::Done)
}

/// The folders of somebody who clicked; which they are is said before anything is written into them.
fn own(global: &Global, console: &Console) -> Result<Folders, CliError> {
    let folders = with_corpus(global, desktop::corpus(global)?);
    let (corpus, index) = (folders.corpus.display(), folders.index.display());
    console.note(&console.lang().pick(
        format!("計画のフォルダー：{corpus}\n索引のフォルダー：{index}"),
        format!("Folder of the plans: {corpus}\nFolder of the index: {index}"),
    ));
    let unwritten = |source| CliError::Unwritten { path: folders.corpus.clone(), source };
    std::fs::create_dir_all(&folders.corpus).map_err(unwritten)?;
    Ok(folders)
}

/// Where it answers, and how it ends.
fn told(address: SocketAddr, verb: &Serve, lang: Lang) -> String {
    let url = browser::url(address);
    if verb.desktop {
        return lang.pick(
            format!("{url} をブラウザーで開きます。\n終わるときは、このウィンドウで Ctrl+C を押すか、ウィンドウを閉じてください。"),
            format!("Opening {url} in the browser.\nTo end it, press Ctrl+C in this window or close it."),
        );
    }
    lang.pick(
        format!("http://{address}/ で開けます（Ctrl+C で終了）"),
        format!("Open http://{address}/ (Ctrl+C ends it)"),
    )
}

/// What keeps strangers out: other machines are let in by a password, or by a proxy that is said to be there.
fn guarded(verb: &Serve) -> Result<Guarded, CliError> {
    if let Some(path) = &verb.password_file {
        let text = std::fs::read_to_string(path);
        let text = text.map_err(|source| CliError::Unopened { path: path.clone(), source })?;
        let password = text.trim_start_matches('\u{feff}').lines().next().unwrap_or_default().trim();
        if password.is_empty() {
            return Err(Refusal::NoPassword(path.clone()).into());
        }
        return Ok(Guarded::Password(password.to_owned()));
    }
    if verb.behind_proxy {
        return Ok(Guarded::Proxy);
    }
    if !verb.listen.is_loopback() {
        return Err(Refusal::Unguarded.into());
    }
    Ok(Guarded::Loopback)
}
