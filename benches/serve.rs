//! How long the server takes for a page of search results, and what it does under a load of 50 connections.
//!
//! `cargo bench --bench serve -- CORPUS INDEX [SECONDS]` serves an index that stands already and asks for pages with
//! facets and exact counts: each question for the first time, then narrowed and turned as a person does, then again as it was; then all of them from 50 connections at once. Times are the server's own (`Server-Timing`), beside
//! those of `/health`, which does no work.

#![allow(clippy::expect_used, clippy::print_stdout, reason = "a benchmark prints, and may stop at what goes wrong")]

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

use kurabe::library::Folders;
use kurabe::library::corpus::{Links, Passwords};
use kurabe::web::{Config, Guarded, Refreshes, serve};

#[path = "kit/queries.rs"]
mod queries;

use queries::QUERIES;

const CONNECTIONS: usize = 50;

/// What one request gave.
struct Answer {
    status: u16,
    /// Milliseconds that the server says it took.
    server: f64,
    /// Milliseconds from the first byte sent to the last received.
    all: f64,
    /// Bytes of the body as they went over the line, compressed.
    bytes: usize,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let [corpus, index, rest @ ..] = arguments.as_slice() else {
        println!("serve: name a corpus and its index: cargo bench --bench serve -- CORPUS INDEX [SECONDS]");
        return;
    };
    let seconds = rest.first().and_then(|seconds| seconds.parse().ok()).unwrap_or(20);
    let (ready, address) = mpsc::channel();
    let folders = Folders {
        corpus: PathBuf::from(corpus),
        index: PathBuf::from(index),
        themes: None,
        links: Links::Within,
        typed: Passwords::default(),
    };
    std::thread::spawn(move || {
        let config = Config {
            folders,
            addresses: vec![SocketAddr::from((Ipv4Addr::LOCALHOST, 0))],
            guarded: Guarded::Loopback,
            tray: None,
            refreshes: Refreshes::Never,
            log: None,
            trouble: Arc::new(|line: &str| println!("{line}")),
        };
        serve(config, |address| ready.send(address).expect("somebody waits")).expect("a server");
    });
    let address = address.recv().expect("a server");

    report("/health", &(0..200).map(|_| get(address, "/health")).collect::<Vec<_>>());
    let pages = |suffix: &str| QUERIES.map(|query| get(address, &format!("/?q={}{suffix}", coded(query))));
    report("asked for the first time", &pages(""));
    report("narrowed to other years", &pages("&from=2010&to=2020"));
    report("the second page", &pages("&page=2"));
    report("by bodies in one prefecture", &pages(&format!("&prefecture={}", coded("新潟県"))));
    report("asked again", &pages(""));
    load(address, Duration::from_secs(seconds));
}

/// All questions from many connections at once, each with years of its own so that most answers are new.
fn load(address: SocketAddr, time: Duration) {
    let over = AtomicBool::new(false);
    let start = Instant::now();
    let answers: Vec<Answer> = std::thread::scope(|scope| {
        let clients: Vec<_> = (0..CONNECTIONS)
            .map(|client| {
                let over = &over;
                scope.spawn(move || {
                    let mut answers = Vec::new();
                    for round in 0.. {
                        if over.load(Ordering::Relaxed) {
                            break;
                        }
                        let query = QUERIES[(client * 7 + round) % QUERIES.len()];
                        let from = 2006 + (client + round) % 15;
                        answers.push(get(address, &format!("/?q={}&from={from}", coded(query))));
                    }
                    answers
                })
            })
            .collect();
        std::thread::sleep(time);
        over.store(true, Ordering::Relaxed);
        clients.into_iter().flat_map(|client| client.join().expect("a client")).collect()
    });
    let rate = answers.len() as f64 / start.elapsed().as_secs_f64();
    report(&format!("{CONNECTIONS} connections, {rate:.0} pages a second"), &answers);
}

fn report(name: &str, answers: &[Answer]) {
    let failed = answers.iter().filter(|answer| answer.status != 200).count();
    let percentile = |of: fn(&Answer) -> f64, share: usize| {
        let mut times: Vec<f64> = answers.iter().map(of).collect();
        times.sort_by(f64::total_cmp);
        times.get((times.len() * share / 100).min(times.len().saturating_sub(1))).copied().unwrap_or(0.0)
    };
    let largest = answers.iter().map(|answer| answer.bytes).max().unwrap_or(0);
    println!(
        "{name}: {} answers, {failed} failed; server p50 {:.1} ms, p90 {:.1} ms, p99 {:.1} ms; client p50 {:.1} ms; at most {largest} bytes",
        answers.len(),
        percentile(|answer| answer.server, 50),
        percentile(|answer| answer.server, 90),
        percentile(|answer| answer.server, 99),
        percentile(|answer| answer.all, 50),
    );
}

fn get(address: SocketAddr, path: &str) -> Answer {
    let start = Instant::now();
    let mut stream = TcpStream::connect(address).expect("a connection");
    let request =
        format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).expect("a server that reads");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("a server that writes");
    let all = start.elapsed().as_secs_f64() * 1e3;
    let head = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap_or(answer.len());
    let bytes = answer.len().saturating_sub(head + 4);
    let head = String::from_utf8_lossy(&answer[..head]).to_ascii_lowercase();
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
    let server = head.split("total;dur=").nth(1).and_then(|rest| rest.lines().next()?.trim().parse().ok());
    Answer { status, server: server.unwrap_or(f64::NAN), all, bytes }
}

fn coded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
