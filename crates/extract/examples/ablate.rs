//! What each rule is worth: every rule is switched off in turn, and what is then read is laid beside what should be.
//!
//! `cargo run --release -p kurabe-extract --example ablate -- [FOLDER…]` reads the layout cases and, in each folder,
//! every `NAME.jsonl` that has a `NAME.txt` beside it, or in the folder `plans` beside its own, as a careful reading of that text. A line says of a rule how
//! many lines of the cases and how many nodes of the readings are wrong without it, and how many of the items that it made
//! the readings have too. A rule that costs nothing can go, or wants a case that shows why it stays; the signs against a
//! reading (`sign.…`) cost nothing, for they only make it less sure. At the end stands how many are right of each sureness.

use std::collections::{BTreeMap, HashSet};
use std::error::Error;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use kurabe_extract::extract::extract_by;
use kurabe_extract::record::{extraction, tree};
use kurabe_extract::rules::{Rule, Rules};
use kurabe_model::NodeKind;
use kurabe_model::plan::Facts;
use kurabe_read::Text;

/// A node as it is compared: its first line, kind and title, and the first line of its parent.
type Placed = (u64, String, String, Option<u64>);

/// A text with the lines or nodes that should be read from it.
struct Case {
    text: Text,
    should: Should,
}

enum Should {
    Lines(Vec<String>),
    Nodes(HashSet<Placed>),
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut cases = layouts(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases"))?;
    for folder in std::env::args().skip(1) {
        cases.extend(readings(Path::new(&folder))?);
    }
    let whole = wrong(&cases, Rules::all())?;
    let mut out = std::io::stdout().lock();
    let right = right(&cases)?;
    writeln!(out, "{:28} {:>6} {:>6} {:>9}", "", "cases", "gold", "right/of")?;
    writeln!(out, "{:28} {:>6} {:>6}", "with all rules, wrong:", whole.0, whole.1)?;
    for rule in Rule::ALL {
        let without = wrong(&cases, Rules::without(*rule))?;
        let more = |now: usize, before: usize| now as i64 - before as i64;
        let (lines, nodes) = (more(without.0, whole.0), more(without.1, whole.1));
        let right = right.get(rule).map_or(String::new(), |[right, of]| format!("{right}/{of}"));
        writeln!(out, "{:28} {lines:>+6} {nodes:>+6} {right:>9}  {}", rule.id(), rule.says())?;
    }
    let mut bands: BTreeMap<_, [usize; 2]> = BTreeMap::new();
    for (rule, [right, of]) in right {
        let band = bands.entry(rule.sure()).or_default();
        *band = [band[0] + right, band[1] + of];
    }
    for (sure, [right, of]) in bands {
        writeln!(out, "items of sureness {:.2}: {right}/{of} right", sure.share())?;
    }
    Ok(())
}

/// Of the items that each rule made, how many stand in the readings at their line with their title, and how many there
/// are.
fn right(cases: &[Case]) -> Result<BTreeMap<Rule, [usize; 2]>, Box<dyn Error>> {
    let mut counts: BTreeMap<Rule, [usize; 2]> = BTreeMap::new();
    for case in cases {
        let Should::Nodes(should) = &case.should else { continue };
        let items = should.iter().filter(|(_, kind, ..)| kind != NodeKind::Section.name());
        let should: HashSet<(u64, &str)> = items.map(|(line, _, title, _)| (*line, title.as_str())).collect();
        let plan = extract_by(&case.text, &Facts::default(), Rules::all());
        for node in plan.nodes.iter().filter(|node| node.kind != NodeKind::Section) {
            let Some(rule) = Rule::of(node.rule) else { continue };
            let title: String = node.title.split_whitespace().collect();
            let count = counts.entry(rule).or_default();
            count[0] += usize::from(should.contains(&(u64::from(node.span.first), title.as_str())));
            count[1] += 1;
        }
    }
    Ok(counts)
}

/// How many lines of the cases and how many nodes of the readings are missing or otherwise.
fn wrong(cases: &[Case], rules: Rules) -> Result<(usize, usize), Box<dyn Error>> {
    let (mut lines, mut nodes) = (0, 0);
    for case in cases {
        let plan = extract_by(&case.text, &Facts::default(), rules);
        match &case.should {
            Should::Lines(should) => {
                let read = tree(&plan);
                let read: HashSet<&str> = read.lines().collect();
                let should: HashSet<&str> = should.iter().map(String::as_str).collect();
                lines += should.symmetric_difference(&read).count();
            }
            Should::Nodes(should) => {
                let read = placed(&extraction(&plan)?)?;
                nodes += should.symmetric_difference(&read).count();
            }
        }
    }
    Ok((lines, nodes))
}

/// The layout cases.
fn layouts(folder: &Path) -> Result<Vec<Case>, Box<dyn Error>> {
    let mut cases = Vec::new();
    for case in files(folder)? {
        let expected = fs::read_to_string(case.join("expected.txt"))?;
        let source = files(&case)?.into_iter().find(|file| file.file_stem().is_some_and(|stem| stem == "source"));
        if let Some(source) = source {
            cases.push(Case {
                text: text(&source)?,
                should: Should::Lines(expected.lines().map(str::to_owned).collect()),
            });
        }
    }
    Ok(cases)
}

/// The careful readings of a folder.
fn readings(folder: &Path) -> Result<Vec<Case>, Box<dyn Error>> {
    let mut cases = Vec::new();
    for gold in files(folder)?.into_iter().filter(|file| file.extension().is_some_and(|end| end == "jsonl")) {
        let name = gold.with_extension("txt");
        let plans = folder.parent().zip(name.file_name()).map(|(above, name)| above.join("plans").join(name));
        if let Some(source) = [Some(name), plans].into_iter().flatten().find(|file| file.exists()) {
            cases.push(Case { text: text(&source)?, should: Should::Nodes(placed(&fs::read_to_string(&gold)?)?) });
        }
    }
    Ok(cases)
}

fn files(folder: &Path) -> Result<Vec<PathBuf>, std::io::Error> {
    let mut files = fs::read_dir(folder)?.map(|file| file.map(|file| file.path())).collect::<Result<Vec<_>, _>>()?;
    files.sort();
    Ok(files)
}

fn text(source: &Path) -> Result<Text, Box<dyn Error>> {
    let extension = source.extension().and_then(|extension| extension.to_str());
    Ok(kurabe_read::read(&fs::read(source)?, extension)?)
}

/// The nodes of records; titles without blanks.
fn placed(records: &str) -> Result<HashSet<Placed>, serde_json::Error> {
    let records = records.lines().map(serde_json::from_str).collect::<Result<Vec<serde_json::Value>, _>>()?;
    let nodes: Vec<&serde_json::Value> = records.iter().filter(|record| record["t"] == "node").collect();
    let line = |id: &serde_json::Value| nodes.iter().find(|node| node["id"] == *id)?["first_line"].as_u64();
    let title = |node: &serde_json::Value| node["title"].as_str().unwrap_or_default().split_whitespace().collect();
    let kind = |node: &serde_json::Value| node["kind"].as_str().unwrap_or_default().to_owned();
    let place = |node: &&serde_json::Value| {
        (node["first_line"].as_u64().unwrap_or(0), kind(node), title(node), line(&node["parent"]))
    };
    Ok(nodes.iter().map(place).collect())
}
