//! `kurabe serve` under a load: heavy work keeps nobody else waiting, what nobody wants any more is broken off, memory
//! levels off.
//!
//! The long runs are ignored here; `just soak` runs them and prints their figures.

use std::fs;
use std::io::Write;
use std::net::TcpStream;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crate::kit::Folder;
use crate::web::{Server, coded};

const WORDS: [&str; 12] = [
    "事業承継",
    "観光",
    "創業",
    "販路開拓",
    "人材育成",
    "商店街",
    "補助金",
    "巡回指導",
    "海外展開",
    "会員交流",
    "政策提言",
    "脱炭素",
];

/// A plan of so many items, each of other words than the next; `turn` makes another plan of the same kind.
fn plan(body: &str, year: u32, items: usize, turn: usize) -> String {
    let mut text = format!("{body}\n令和{year}年度事業計画\n\n");
    for item in 0..items {
        let word = |step: usize| WORDS[(item * step + turn * (item % 5)) % WORDS.len()];
        if item % 9 == 0 {
            text.push_str(&format!("（{}）{}の{}の推進\n", item / 9 + 1, word(1), word(5)));
        } else {
            text.push_str(&format!("・{}と{}に関する第{}回{}の開催\n", word(1), word(7), item % 37, word(11)));
        }
    }
    text
}

/// A server with small plans, and pairs of large ones.
fn server(large: usize, small: usize) -> Server {
    let folder = Folder::new();
    for number in 0..small {
        folder
            .write(&format!("小/{number}.txt"), plan(&format!("第{number}商工会"), 1 + number as u32 % 5, 40, number));
    }
    let mut facts = String::new();
    for pair in 0..4 {
        for year in [3, 4] {
            let text = plan(&format!("おおみ{pair}商工会議所"), year, large, pair + year as usize);
            folder.write(&format!("大/{pair}-{year}.txt"), text);
            facts.push_str(&format!("[\"大/{pair}-{year}\"]\norganisation = \"大津{pair}商工会議所\"\n"));
        }
        facts.push_str(&format!("predecessor = \"大/{pair}-3\"\n"));
    }
    folder.write("corpus.toml", facts);
    folder.run(&["index"]).done();
    Server::of(folder, &["--no-refresh"])
}

fn diff(pair: usize) -> String {
    format!("/diff?old=大/{pair}-3&new=大/{pair}-4")
}

fn request(server: &Server, path: &str) -> TcpStream {
    let mut stream = TcpStream::connect(&server.address).unwrap();
    let host = &server.address;
    write!(stream, "GET {} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n", coded(path)).unwrap();
    stream
}

#[test]
fn heavy_pages_keep_nobody_waiting() {
    let server = server(2_500, 20);
    let over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let heavy: Vec<_> = (0..4)
            .map(|pair| {
                scope.spawn({
                    let server = &server;
                    move || server.get(&diff(pair)).status
                })
            })
            .collect();
        let watch = scope.spawn(|| {
            let mut answered = 0;
            while !over.load(Ordering::Relaxed) {
                for path in ["/health", "/?q=観光", "/plans"] {
                    let answer = server.get(path);
                    assert_eq!(answer.status, 200, "{path}: {}", answer.body);
                    answered += 1;
                }
            }
            answered
        });
        let statuses: Vec<u16> = heavy.into_iter().map(|one| one.join().unwrap()).collect();
        over.store(true, Ordering::Relaxed);
        assert!(watch.join().unwrap() >= 3);
        assert!(statuses.contains(&200), "{statuses:?}");
        assert!(statuses.iter().all(|status| [200, 503].contains(status)), "{statuses:?}");
    });
}

#[test]
fn what_is_too_large_is_refused_beforehand() {
    let server = server(7_000, 0);
    let history = "/history?plan=大/0-4".to_owned();
    for path in [diff(0), diff(0).replace("/diff", "/api/v1/diff"), history] {
        let began = Instant::now();
        let answer = server.get(&path);
        assert_eq!(answer.status, 422, "{path}: {}", answer.body);
        assert!(answer.body.contains("kurabe diff") && answer.body.contains("12000"), "{}", answer.body);
        assert!(began.elapsed() < Duration::from_secs(2), "{path}: no work before the refusal");
    }
}

#[test]
fn who_has_gone_is_not_worked_for() {
    let server = server(1_500, 1);
    // One alone, to know how long it takes.
    let began = Instant::now();
    assert_eq!(server.get(&diff(0)).status, 200);
    let alone = began.elapsed();
    for pair in 0..4 {
        let gone = request(&server, &diff(pair));
        std::thread::sleep(Duration::from_millis(50));
        drop(gone);
    }
    let began = Instant::now();
    assert_eq!(server.get(&diff(1)).status, 200);
    assert!(began.elapsed() < alone * 3 + Duration::from_secs(1), "{:?} after {alone:?}", began.elapsed());
}

#[cfg(unix)]
#[test]
fn it_stops_within_five_seconds_whatever_it_does() {
    let mut server = server(3_500, 0);
    let _heavy: Vec<TcpStream> = (0..4).map(|pair| request(&server, &diff(pair))).collect();
    std::thread::sleep(Duration::from_millis(200));
    let told = std::process::Command::new("kill").args(["-TERM", &server.child.id().to_string()]).status().unwrap();
    assert!(told.success());
    let began = Instant::now();
    while server.child.try_wait().unwrap().is_none() {
        assert!(began.elapsed() < Duration::from_secs(6), "it goes on");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn guesses_are_slowed() {
    let folder = Folder::of(&[("a.txt", &plan("みなと商工会議所", 3, 5, 0))]);
    let password = folder.path("password");
    fs::write(&password, "open sesame\n").unwrap();
    let server = Server::of(folder, &["--password-file", password.to_str().unwrap()]);
    let wrong = || server.ask("/", "Authorization: Basic dTpvcGVuIHdpbmRvdw==\r\n").status;
    let began = Instant::now();
    assert_eq!([wrong(), wrong()], [401, 401]);
    assert!(began.elapsed() > Duration::from_millis(900), "{:?}", began.elapsed());
    let many: Vec<u16> = std::thread::scope(|scope| {
        let asked: Vec<_> = (0..40).map(|_| scope.spawn(wrong)).collect();
        asked.into_iter().map(|one| one.join().unwrap()).collect()
    });
    assert!(many.contains(&429), "{many:?}");
    assert_eq!(server.get("/").status, 401, "who does not guess is told at once");
}

#[test]
fn two_hosts_are_refused() {
    let server = server(10, 1);
    let host = &server.address;
    let two = format!("GET / HTTP/1.1\r\nHost: {host}\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    assert_eq!(server.send(two.as_bytes()).status, 400);
}

#[test]
fn connections_that_only_stand_there_make_room() {
    let server = server(10, 1);
    let idle: Vec<TcpStream> = (0..700).filter_map(|_| TcpStream::connect(&server.address).ok()).collect();
    assert!(idle.len() > 600);
    let began = Instant::now();
    assert_eq!(server.get("/health").status, 200);
    assert!(began.elapsed() < Duration::from_secs(3), "{:?}", began.elapsed());
}

/// Megabytes that a process holds now.
fn resident(server: &Server) -> Option<usize> {
    let status = fs::read_to_string(format!("/proc/{}/status", server.child.id())).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<usize>().ok()? / 1024)
}

/// Pages as many people would ask for them, nearly each another.
fn page(number: usize) -> String {
    let word = |step: usize| WORDS[(number / step) % WORDS.len()];
    let plan = number % 60;
    match number % 10 {
        0 => format!("/plans?id=小/{plan}&q={}&line=6", word(10)),
        1 => format!("/?q={} {}&from={}", word(10), word(120), 2019 + number % 7),
        2 => format!("/api/v1/search?q={} {number}&limit=200", word(10)),
        3 => format!("/?q={}{}の問い{number}", word(10), word(7)),
        4 => format!("/compare?theme=DX&column={}", word(10)),
        5 => format!("/plans?q={}&sort=year", word(10)),
        6 => format!("/api/v1/plan?id=小/{plan}"),
        7 => format!("/?q=第{}回 {}&page=2", number % 37, word(13)),
        8 => format!("/organisations/第{plan}商工会"),
        _ => format!("/diff?old=小/{plan}&new=小/{}", (plan + 5) % 60),
    }
}

/// Asks for so many pages from some connections at once; gives what the server held after each tenth.
fn soak(server: &Server, pages: usize) -> Vec<usize> {
    const CLIENTS: usize = 4;
    let (next, failed) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let mut held = Vec::new();
    for tenth in 1..=10 {
        std::thread::scope(|scope| {
            for _ in 0..CLIENTS {
                scope.spawn(|| {
                    loop {
                        let number = next.fetch_add(1, Ordering::Relaxed);
                        if number >= pages * tenth / 10 {
                            break;
                        }
                        let status = server.get(&page(number)).status;
                        if status == 0 || status >= 500 {
                            failed.fetch_add(1, Ordering::Relaxed);
                        }
                    }
                });
            }
        });
        // Each client took one number too many.
        next.store(pages * tenth / 10, Ordering::Relaxed);
        held.extend(resident(server));
    }
    eprintln!("{pages} pages, {} failed, MB after each tenth: {held:?}", failed.load(Ordering::Relaxed));
    assert!(failed.load(Ordering::Relaxed) * 1000 < pages, "{} failed", failed.load(Ordering::Relaxed));
    held
}

/// Megabytes that a server of a small index may hold.
const MOST_HELD: usize = 300;

#[test]
fn memory_levels_off() {
    let server = server(1_000, 60);
    let held = soak(&server, 1_500);
    assert!(held.iter().all(|held| *held < MOST_HELD), "{held:?}");
}

#[test]
#[ignore = "many minutes: just soak"]
fn soak_a_hundred_thousand_pages() {
    let server = server(1_000, 60);
    let held = soak(&server, 100_000);
    assert!(held.iter().all(|held| *held < MOST_HELD), "{held:?}");
}

/// The 99th of a hundred times, in milliseconds.
fn p99(server: &Server, until: impl Fn(usize) -> bool) -> (usize, f64) {
    let mut times = Vec::new();
    while until(times.len()) {
        let path =
            format!("/?q={} {}&from={}", WORDS[times.len() % 12], WORDS[times.len() / 12 % 12], 2015 + times.len() % 9);
        let began = Instant::now();
        assert_eq!(server.get(&path).status, 200);
        times.push(began.elapsed().as_secs_f64() * 1e3);
    }
    times.sort_by(f64::total_cmp);
    (times.len(), times[(times.len() * 99 / 100).min(times.len() - 1)])
}

#[test]
#[ignore = "a minute: just soak"]
fn soak_searches_beside_heavy_pages() {
    let server = server(3_500, 300);
    let (_, alone) = p99(&server, |done| done < 400);
    let over = AtomicBool::new(false);
    let (count, beside) = std::thread::scope(|scope| {
        for pair in 0..4 {
            let (server, over) = (&server, &over);
            scope.spawn(move || {
                while !over.load(Ordering::Relaxed) {
                    server.get(&diff(pair));
                }
            });
        }
        std::thread::sleep(Duration::from_millis(300));
        let found = p99(&server, |done| done < 400);
        over.store(true, Ordering::Relaxed);
        found
    });
    assert!(beside < alone.max(20.0) * 2.0, "{alone:.1} ms alone, {beside:.1} ms beside");
    eprintln!("p99 of a search: {alone:.1} ms alone, {beside:.1} ms beside four heavy pages ({count} searches)");
}
