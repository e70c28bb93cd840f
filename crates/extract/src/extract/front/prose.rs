//! The body that sentences are about, where no place in the text names any.
//!
//! What comes in are all bodies named in the text and how often sentences are about them, what goes out is the one
//! whose plan it is. This file must not know titles or title pages.

use kurabe_model::OrganisationKind;
use kurabe_read::Line;

use super::claim::Claim;
use super::line::Head;
use super::name::{self, is_national};
use super::other::{self, names_any};

/// The one body that sentences are about. National bodies and federations are spoken of in every plan.
pub(super) fn subject<'a>(claims: &'a [Claim], lines: &[Line]) -> Option<&'a Claim> {
    let federation = speaks_as(&["当連合会", "本連合会", "当県連", "県連は"], lines);
    let wanted = |claim: &&Claim| match name::kind_of(&claim.name) {
        None => false,
        Some(OrganisationKind::ChamberFederation | OrganisationKind::SocietyFederation) => federation,
        Some(_) => !federation,
    };
    let own: Vec<&Claim> = claims.iter().filter(wanted).filter(|claim| !is_national(&claim.name)).collect();
    if let ([claim], true) = (own.as_slice(), federation) {
        return Some(claim);
    }
    if let Some(claim) = beside_partner(&own, lines) {
        return Some(claim);
    }
    let subjects: Vec<&&Claim> = own.iter().filter(|claim| claim.subject > 0).collect();
    match subjects.as_slice() {
        [claim] => (own.len() == 1 || claim.subject >= 2).then_some(**claim),
        [] => association(claims, lines),
        _ => None,
    }
}

/// 本会では、うめ商工会と共同で計画を策定 and もも商工会及びうめ商工会の役割分担: who speaks is the other of the two.
fn beside_partner<'a>(own: &[&'a Claim], lines: &[Line]) -> Option<&'a Claim> {
    const SPEAKERS: [&str; 5] = ["本会", "当会", "当所", "本所", "当商工会"];
    const LINKS: [&str; 7] = ["と", "及び", "および", "並びに", "、", "・", "，"];
    let [first, second] = own else { return None };
    let named: Vec<Head> = lines.iter().filter(|line| names_any(&line.text)).filter_map(Head::of).collect();
    let linked = named.iter().any(|head| {
        let names = name::names(&head.text);
        names.windows(2).any(|pair| {
            let between = head.text.get(pair[0].range.end..pair[1].range.start).unwrap_or_default();
            LINKS.contains(&between.trim())
        })
    });
    let is_partner = |claim: &Claim| {
        named.iter().any(|head| {
            head.text.find(&claim.name).is_some_and(|at| {
                let before = head.text.get(..at).unwrap_or_default();
                let after = head.text.get(at + claim.name.len()..).unwrap_or_default();
                SPEAKERS.iter().any(|word| before.starts_with(word)) && after.starts_with("と共同")
            })
        })
    };
    match (linked, is_partner(first), is_partner(second)) {
        (true, true, false) => Some(second),
        (true, false, true) => Some(first),
        _ => None,
    }
}

/// A body that is no chamber: the only one that sentences are about, where the text speaks as such a body or knows no
/// chamber at all. What a chamber or a town says of its partner makes that no author.
fn association<'a>(claims: &'a [Claim], lines: &[Line]) -> Option<&'a Claim> {
    let own: Vec<&Claim> =
        claims.iter().filter(|claim| name::kind_of(&claim.name).is_none() && !is_national(&claim.name)).collect();
    let mut subjects = own.iter().filter(|claim| claim.subject > 0);
    let (Some(claim), None) = (subjects.next(), subjects.next()) else { return None };
    let speaks = calls_itself(&claim.name, lines);
    let alone = own.len() == 1 && !speaks_as(&["商工会"], lines) && !speaks_as(&TOWNS, lines);
    let begins = claim.prose > 0 && is_first_subject(claim, lines);
    ((claim.subject >= 2 || begins) && (speaks || alone)).then_some(*claim)
}

/// The only chamber beside towns: みなと台商工会・みなと台市. The town is its partner.
pub(super) fn only_chamber(names: &[String]) -> Option<String> {
    let mut chambers = names.iter().filter(|name| names_any(name));
    let only = chambers.next().filter(|name| name::kind_of(name).is_some() && chambers.next().is_none())?;
    Some(only.clone())
}

/// The only chamber of those that share a plan, where the text speaks as it does.
pub(super) fn author(names: &[String], lines: &[Line]) -> Option<String> {
    only_chamber(names).filter(|_| speaks_as(&CHAMBERS, lines))
}

/// The part of a chamber whose paper it is: the only one that the text names, where its headings and sentences begin with
/// it.
pub(super) fn part(lines: &[Line]) -> Option<String> {
    /// Lines that begin with its name, one of them a heading.
    const SURE: usize = 2;
    if speaks_as(&CHAMBERS, lines) || speaks_as(&TOWNS, lines) {
        return None;
    }
    let (mut begins, mut heads) = (0, false);
    let mut found: Option<String> = None;
    for head in lines.iter().filter(|line| names_any(&line.text)).filter_map(Head::of) {
        for name in name::parts(&head.text) {
            let after = head.text.get(name.range.end..).unwrap_or_default();
            let led = after.is_empty() || after.starts_with(['の', ' ', 'は', 'が']) || after.starts_with("では");
            if name.range.start == 0 && led {
                begins += 1;
                heads |= is_heading_of_part(after);
            }
            if found.as_ref().is_some_and(|before| *before != name.name) {
                return None;
            }
            found = Some(name.name);
        }
    }
    found.filter(|_| heads && begins >= SURE)
}

/// の主な事業, の概要 behind its name: what a heading says of a part of a chamber.
fn is_heading_of_part(after: &str) -> bool {
    const SAID: [&str; 10] = ["活動", "事業", "取組", "取り組み", "概要", "紹介", "計画", "内容", "歩み", "あゆみ"];
    const LONGEST: usize = 12;
    let said = after.trim_start_matches(['の', ' ']);
    said.len() < after.len() && said.chars().count() <= LONGEST && SAID.iter().any(|word| said.ends_with(word))
}

/// How a chamber speaks of itself.
const CHAMBERS: [&str; 5] = ["当所", "当会", "当商工会", "当会議所", "本所"];

/// How a town or prefecture speaks of itself, or is spoken of.
const TOWNS: [&str; 12] =
    ["本市", "当市", "本町", "当町", "本村", "当村", "本県", "当県", "市は", "町は", "村は", "県は"];

/// 当協会, 本連盟: does the text speak as a body of this name?
fn calls_itself(body: &str, lines: &[Line]) -> bool {
    const LAST: [&str; 13] = [
        "協会",
        "連盟",
        "機構",
        "協議会",
        "連合会",
        "組合",
        "公社",
        "財団",
        "センター",
        "会議所",
        "中央会",
        "法人会",
        "工業会",
    ];
    let words: Vec<String> = LAST
        .iter()
        .filter(|word| body.ends_with(**word))
        .flat_map(|word| [format!("当{word}"), format!("本{word}")])
        .collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    speaks_as(&words, lines)
}

/// Is it what the first sentences of the text are about?
fn is_first_subject(claim: &Claim, lines: &[Line]) -> bool {
    /// Filled lines at the beginning: a title page and the first paragraph.
    const FIRST: usize = 15;
    let first = lines.iter().filter(|line| !line.text.trim().is_empty()).take(FIRST).filter_map(Head::of);
    first.into_iter().any(|head| {
        let names = name::names(&head.text);
        names.first().is_some_and(|name| {
            let after = head.text.get(name.range.end..).unwrap_or_default();
            let whole = name.range.start == 0 || other::without_form(&name.name).len() < name.name.len();
            whole && other::without_form(&name.name) == other::without_form(&claim.name) && after.starts_with('は')
        })
    })
}

/// Does the text speak as such a body?
fn speaks_as(words: &[&str], lines: &[Line]) -> bool {
    lines.iter().any(|line| words.iter().any(|word| line.text.contains(word)))
}
