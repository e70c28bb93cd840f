//! What a release carries: the archive's folder and the package for Debian are put together here, and what Cargo.toml says
//! of the archives is what the release workflow makes.

use std::collections::BTreeMap;
use std::fs;

use crate::kit::repository;

#[test]
#[cfg(target_os = "linux")]
fn the_package_holds_the_program_its_pages_and_its_notices() {
    use std::collections::BTreeSet;
    use std::process::Command;

    use crate::kit::{kurabe, program, ran};

    let Some(dpkg) = program(&["dpkg-deb"]) else { return };
    let root = tempfile::tempdir().unwrap();
    let (gathered, unpacked) = (root.path().join("kurabe"), root.path().join("unpacked"));
    let script = |name: &str| Command::new(repository().join("packaging").join(name));
    ran(script("gather.sh").arg(env!("CARGO_BIN_EXE_kurabe")).arg(&gathered)).done();

    // A package without the licences of what it contains may not be handed on.
    let refused = ran(script("deb.sh").arg(&gathered).arg("amd64").arg(root.path()));
    assert!(refused.code == 1 && refused.err.contains("no licences"), "{}", refused.err);
    fs::create_dir_all(gathered.join("licences").join("some")).unwrap();
    fs::write(gathered.join("licences").join("some").join("LICENSE"), "text").unwrap();
    // The program of the tests is large, and what it is pressed into is not looked at.
    let mut made = script("deb.sh");
    made.env("DPKG_DEB_COMPRESSOR_TYPE", "none");
    ran(made.arg(&gathered).arg("amd64").arg(root.path())).done();

    let package = root.path().join(format!("kurabe_{}-1_amd64.deb", env!("CARGO_PKG_VERSION")));
    let told = ran(Command::new(dpkg).arg("--field").arg(&package)).done();
    told.shows(&["Package: kurabe\n", "Architecture: amd64\n", "Maintainer: "]);
    let listed = ran(Command::new(dpkg).arg("--contents").arg(&package)).done().out;
    let files: BTreeSet<&str> =
        listed.lines().filter_map(|line| line.split_once(" ./").map(|(_, name)| name)).collect();
    for file in [
        "usr/bin/kurabe",
        "usr/share/applications/kurabe.desktop",
        "usr/share/bash-completion/completions/kurabe",
        "usr/share/doc/kurabe/NOTICE-IPADIC",
        "usr/share/doc/kurabe/copyright",
        "usr/share/doc/kurabe/docs/manual.ja.md",
        "usr/share/doc/kurabe/licences/some/LICENSE",
        "usr/share/fish/vendor_completions.d/kurabe.fish",
        "usr/share/man/ja/man1/kurabe-search.1.gz",
        "usr/share/man/man1/kurabe.1.gz",
        "usr/share/zsh/vendor-completions/_kurabe",
    ] {
        assert!(files.contains(file), "{file} is not in {listed}");
    }
    // Everybody may read all of it, and it belongs to nobody who made it.
    assert!(listed.lines().all(|line| line.contains("root/root") && line[7..].starts_with("r-")), "{listed}");

    ran(Command::new(dpkg).arg("-x").arg(&package).arg(&unpacked)).done();
    let installed = |name: &str| name.split('/').fold(unpacked.clone(), |path, part| path.join(part));
    ran(Command::new(installed("usr/bin/kurabe")).arg("--version")).done().shows(&[env!("CARGO_PKG_VERSION")]);
    // The entry of the menu calls the program as it can be called.
    let entry = fs::read_to_string(installed("usr/share/applications/kurabe.desktop")).unwrap();
    let called = entry.lines().find_map(|line| line.strip_prefix("Exec=kurabe ")).unwrap();
    ran(kurabe().args(called.split(' ')).arg("--help")).done().shows(&["--desktop"]);
}

/// A value of the kind `name: value` within a line of the workflow's table of systems.
fn entry(line: &str, name: &str) -> Option<String> {
    let value = line.split([',', '{', '}']).find_map(|part| part.trim().strip_prefix(name)?.strip_prefix(": "))?;
    Some(value.trim_matches('"').to_owned())
}

#[test]
fn what_binstall_looks_for_is_what_a_release_carries() {
    let workflow = repository().join(".github").join("workflows").join("release.yml");
    let workflow = fs::read_to_string(workflow).unwrap();
    let made: BTreeMap<String, String> =
        workflow.lines().filter_map(|line| Some((entry(line, "target")?, entry(line, "system")?))).collect();
    assert_eq!(made.len(), 4, "{made:?}");

    let manifest: toml::Table = fs::read_to_string(repository().join("Cargo.toml")).unwrap().parse().unwrap();
    let looked_for = manifest["package"]["metadata"]["binstall"]["overrides"].as_table().unwrap();
    for target in made.keys() {
        assert!(looked_for.contains_key(target), "{target}");
    }
    for (target, said) in looked_for {
        let system = &made[&target.replace("linux-gnu", "linux-musl")];
        let (ending, format, program) =
            if target.contains("windows") { ("zip", "zip", "{ bin }.exe") } else { ("tar.gz", "tgz", "{ bin }") };
        let folder = format!("kurabe-v{{ version }}-{system}");
        let url = format!("{{ repo }}/releases/download/v{{ version }}/{folder}.{ending}");
        assert_eq!(said["pkg-url"].as_str(), Some(url.as_str()));
        assert_eq!(said["pkg-fmt"].as_str(), Some(format));
        assert_eq!(said["bin-dir"].as_str(), Some(format!("{folder}/{program}").as_str()));
    }
}
