//! Random input for the readers, the extraction, the query language and the diff, for so many seconds each:
//! `cargo run --release -p kurabe-fuzz -- [SECONDS] [SEED]`, from the repository.
//!
//! What comes in are the documents of `corpus/` and small ones of every format, bent at random; what must hold is that nothing panics, nothing takes
//! long, and the laws of [`target`]. An input that breaks one is kept in `target/fuzz/`. It needs no other toolchain
//! than the program's.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a driver says how it went")]

mod made;
mod mutate;
mod target;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use mutate::{Random, mutated};
use target::{From, TARGETS};

/// Seconds for each target where none are named.
const SECONDS: u64 = 15;
/// An input that takes longer is a fault too. Inputs have some 100 KB; a reader takes milliseconds for them.
const PATIENCE: Duration = Duration::from_secs(10);

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1).filter_map(|argument| argument.parse::<u64>().ok());
    let (seconds, seed) = (arguments.next().unwrap_or(SECONDS), arguments.next().unwrap_or(1));
    let texts = seeds(Path::new("corpus"));
    if texts.is_empty() {
        eprintln!("there are no documents in corpus/: run it from the repository");
        return ExitCode::from(2);
    }
    let files = made::files();
    let parts: Vec<Vec<u8>> = made::PARTS.iter().map(|part| part.content.as_bytes().to_vec()).collect();
    let mut faults = 0;
    for target in &TARGETS {
        let mut random = Random::new(seed);
        let seeds = match target.from {
            From::Texts => &texts,
            From::Files => &files,
            From::Parts => &parts,
        };
        let (start, mut runs) = (Instant::now(), 0_u64);
        while start.elapsed() < Duration::from_secs(seconds) {
            let input = mutated(&mut random, seeds);
            let begun = Instant::now();
            let held = catch_unwind(AssertUnwindSafe(|| (target.run)(&input, &mut random)));
            let broken = match held {
                Err(_) => Some("a panic".to_owned()),
                Ok(Err(law)) => Some(law),
                Ok(Ok(())) => (begun.elapsed() > PATIENCE).then(|| format!("{:?}", begun.elapsed())),
            };
            runs += 1;
            if let Some(broken) = broken {
                faults += 1;
                let kept = keep(target.name, runs, &input);
                eprintln!("{}: {broken}; the input is {}", target.name, kept.display());
                break;
            }
        }
        println!("{}: {runs} inputs", target.name);
    }
    if faults == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The documents of a folder, in stable order.
fn seeds(folder: &Path) -> Vec<Vec<u8>> {
    let mut paths = Vec::new();
    gather(folder, &mut paths);
    paths.sort();
    paths.iter().filter_map(|path| std::fs::read(path).ok()).filter(|bytes| !bytes.is_empty()).collect()
}

fn gather(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            gather(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// Keeps an input that breaks a law.
fn keep(target: &str, run: u64, input: &[u8]) -> PathBuf {
    let folder = Path::new("target").join("fuzz");
    let path = folder.join(format!("{target}-{run}"));
    if let Err(error) = std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&path, input)) {
        eprintln!("{}: {error}", path.display());
    }
    path
}
