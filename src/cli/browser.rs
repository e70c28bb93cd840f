//! Shows an address in the browser, by the system's own way to open things.
//!
//! In comes the address of a server of this program, which holds no sign that a shell would take for its own. What is
//! shown there must not be known here.

use std::ffi::OsString;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::report::Lang;

/// The address at which a browser on this computer finds a server.
pub(super) fn url(address: SocketAddr) -> String {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    format!("http://{}/", SocketAddr::new(ip, address.port()))
}

/// Opens the browser without waiting for it; `complain` hears of it if that fails.
pub(super) fn open(url: String, lang: Lang, complain: impl FnOnce(&str) + Send + 'static) {
    // Some openers end only with the browser.
    std::thread::spawn(move || {
        if !opened(&url).unwrap_or(false) {
            complain(&lang.pick(
                format!("ブラウザーを開けませんでした。{url} をブラウザーに入れてください。"),
                format!("The browser could not be opened: open {url} in it."),
            ));
        }
    });
}

fn opened(url: &str) -> io::Result<bool> {
    let (program, options) = opener(|name| std::env::var_os(name));
    let mut command = Command::new(program);
    command.args(options).arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let status = command.status()?;
    // How rundll32 ends says nothing.
    Ok(cfg!(windows) || status.success())
}

/// The program that `BROWSER` names, or the system's opener with what it is told before the address. Those of Windows and macOS are named by their places: a
/// program of that name beside this one, in a folder of downloads, is not theirs.
fn opener(variable: impl Fn(&str) -> Option<OsString>) -> (OsString, &'static [&'static str]) {
    if let Some(program) = variable("BROWSER").filter(|program| !program.is_empty()) {
        (program, &[])
    } else if cfg!(windows) {
        let root = variable("SystemRoot").unwrap_or_default();
        let program = Path::new(&root).join("System32").join("rundll32.exe");
        (program.into_os_string(), &["url.dll,FileProtocolHandler"])
    } else if cfg!(target_os = "macos") {
        ("/usr/bin/open".into(), &[])
    } else {
        ("xdg-open".into(), &[])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browser_asks_this_computer() {
        for (address, wanted) in [
            ("127.0.0.1:7350", "http://127.0.0.1:7350/"),
            ("0.0.0.0:80", "http://127.0.0.1:80/"),
            ("[::]:7350", "http://[::1]:7350/"),
            ("192.0.2.7:7350", "http://192.0.2.7:7350/"),
        ] {
            assert_eq!(url(address.parse().unwrap()), wanted);
        }
    }

    #[test]
    #[cfg(any(windows, target_os = "macos"))]
    fn the_opener_is_the_systems_own() {
        let (program, _) = opener(|name| std::env::var_os(name).filter(|_| name != "BROWSER"));
        assert!(Path::new(&program).is_absolute() && Path::new(&program).is_file(), "{program:?}");
    }
}
