//! Builds IPADIC from the archive that the crate `lindera-ipadic` 0.27.2
//! carries, so that a machine that reaches only crates.io (or a vendored copy)
//! can build kurabe.
//!
//! In: Cargo.lock, which pins that crate by checksum, and `ipadic.json`, which
//! says what the columns of IPADIC's files mean. Out: a folder of binary files
//! under `OUT_DIR`, which `src/lib.rs` embeds; its parent's path goes there as
//! `LINDERA_WORKDIR`, the name that lindera's macro reads.

use std::env;
use std::error::Error;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use flate2::read::GzDecoder;
use lindera_dictionary::builder::DictionaryBuilder;
use lindera_dictionary::dictionary::metadata::Metadata;
use serde_json::Value;

/// The crate that carries the archive; the version is that of Cargo.toml.
const ARCHIVE_CRATE: &str = "lindera-ipadic";
const ARCHIVE_VERSION: &str = "0.27.2";

/// The archive's name without `.tar.gz`, which is also its only folder.
const ARCHIVE_STEM: &str = "mecab-ipadic-2.7.0-20070801";

/// Describes IPADIC's columns and encoding to lindera.
const SCHEMA_FILE: &str = "ipadic.json";

/// The built dictionary; `src/lib.rs` names it too.
const BUILT_FOLDER: &str = "ipadic";

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() {
    if let Err(error) = build() {
        // Exit instead of panicking: a panic would print this text as one
        // escaped line.
        eprintln!("error: kurabe-dictionary cannot build IPADIC\n{error}");
        std::process::exit(1);
    }
}

fn build() -> Outcome<()> {
    declare_inputs();
    let package = folder_from("CARGO_MANIFEST_DIR")?;
    let workdir = folder_from("OUT_DIR")?;

    let archive = find_archive(&package)?;
    let schema = read_schema(&package.join(SCHEMA_FILE))?;
    unpack(&archive, &workdir)?;
    build_dictionary(schema, &workdir)?;
    remove_source(&workdir);
    hand_over(&workdir)
}

/// The archive itself is not an input: its version is fixed in Cargo.toml and
/// its content by the checksum in Cargo.lock. Naming it would repeat the build
/// whenever the registry's copy is cleaned away.
fn declare_inputs() {
    for input in ["build.rs", "Cargo.toml", SCHEMA_FILE] {
        println!("cargo:rerun-if-changed={input}");
    }
}

fn folder_from(variable: &str) -> Outcome<PathBuf> {
    env::var_os(variable)
        .map(PathBuf::from)
        .ok_or_else(|| format!("{variable} is not set; run this through `cargo build`").into())
}

/// Asks Cargo where it keeps the crate with the archive.
///
/// Without the network first: it is quicker, and it is all that a vendored or
/// air-gapped build has. A fresh clone lacks the crate, because `cargo build`
/// leaves out what no target compiles; the second call fetches it.
fn find_archive(package: &Path) -> Outcome<PathBuf> {
    let metadata = cargo_metadata(package, &["--offline"]).or_else(|offline| {
        cargo_metadata(package, &[]).map_err(|online| {
            format!(
                "Cargo cannot provide the crate {ARCHIVE_CRATE} {ARCHIVE_VERSION}, which carries IPADIC.\n\
                 Run `cargo fetch --locked` once with crates.io (or its mirror) in reach, and see that Cargo.lock is as committed.\n\
                 With the network: {online}\n\
                 Without it: {offline}"
            )
        })
    })?;
    let archive = archive_crate_folder(&metadata)?.join("resources").join(format!("{ARCHIVE_STEM}.tar.gz"));
    if archive.is_file() {
        Ok(archive)
    } else {
        Err(format!(
            "{} is missing.\nCargo's copy of {ARCHIVE_CRATE} {ARCHIVE_VERSION} is incomplete: delete that crate's folder and build again.",
            archive.display()
        )
        .into())
    }
}

fn cargo_metadata(package: &Path, options: &[&str]) -> Outcome<Value> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(&cargo)
        .args(["metadata", "--format-version", "1", "--locked"])
        .args(options)
        .current_dir(package)
        .output()
        .map_err(|error| format!("{} does not start: {error}", Path::new(&cargo).display()))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).trim().into());
    }
    serde_json::from_slice(&output.stdout).map_err(|error| format!("`cargo metadata` printed no JSON: {error}").into())
}

fn archive_crate_folder(metadata: &Value) -> Outcome<PathBuf> {
    metadata["packages"]
        .as_array()
        .into_iter()
        .flatten()
        .find(|package| package["name"] == ARCHIVE_CRATE && package["version"] == ARCHIVE_VERSION)
        .and_then(|package| package["manifest_path"].as_str())
        .and_then(|manifest| Path::new(manifest).parent())
        .map(Path::to_path_buf)
        .ok_or_else(|| {
            format!(
                "`cargo metadata` does not list {ARCHIVE_CRATE} {ARCHIVE_VERSION}.\n\
                 Keep its version in dictionary/Cargo.toml and ARCHIVE_VERSION in dictionary/build.rs the same."
            )
            .into()
        })
}

fn read_schema(file: &Path) -> Outcome<Metadata> {
    let json = fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?;
    Metadata::load(&json).map_err(|error| format!("{}: {error}", file.display()).into())
}

/// Unpacks the archive into `workdir`, whatever an interrupted build left there.
fn unpack(archive: &Path, workdir: &Path) -> Outcome<()> {
    let file = File::open(archive).map_err(|error| format!("{}: {error}", archive.display()))?;
    let mut files = tar::Archive::new(GzDecoder::new(file));
    // The times and owners of 2007 are of no use here, and setting them can
    // fail on file systems that know neither.
    files.set_preserve_mtime(false);
    files.set_preserve_permissions(false);
    files.unpack(workdir).map_err(|error| {
        format!(
            "{} cannot be unpacked to {}: {}\n\
             If that disk has room (60 MB), the archive is damaged: delete the folder of {ARCHIVE_CRATE} {ARCHIVE_VERSION} in Cargo's home and build again.",
            archive.display(),
            workdir.display(),
            with_causes(&error)
        )
        .into()
    })
}

/// Turns the unpacked files into lindera's binary form.
///
/// lindera finds the CSV files with a glob over the path it is given, in which
/// a folder called `[work]` would be a pattern, and wants that path in UTF-8.
/// A relative path made of our own names has neither trouble.
fn build_dictionary(schema: Metadata, workdir: &Path) -> Outcome<()> {
    env::set_current_dir(workdir).map_err(|error| format!("{}: {error}", workdir.display()))?;
    DictionaryBuilder::new(schema).build_dictionary(Path::new(ARCHIVE_STEM), Path::new(BUILT_FOLDER)).map_err(|error| {
        format!("lindera cannot build the dictionary in {}: {}", workdir.display(), with_causes(&error)).into()
    })
}

/// Frees the 50 MB of unpacked text. Nothing depends on it, so a failure (a
/// virus scanner holding a file open, say) is no reason to stop.
fn remove_source(workdir: &Path) {
    let _ = fs::remove_dir_all(workdir.join(ARCHIVE_STEM));
}

fn hand_over(workdir: &Path) -> Outcome<()> {
    let path = workdir.to_str().ok_or_else(|| {
        format!(
            "{} is not valid Unicode, which rustc needs in the path of an embedded file.\n\
             Build with `--target-dir` set to another folder.",
            workdir.display()
        )
    })?;
    println!("cargo:rustc-env=LINDERA_WORKDIR={path}");
    Ok(())
}

/// An error's text tells what was tried; why it failed often stands only in the
/// errors behind it.
fn with_causes(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}
