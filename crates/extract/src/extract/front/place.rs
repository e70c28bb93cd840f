//! The prefecture of a body: in its name, beside it, or in its address.
//!
//! What comes in is the body's name and the text, what goes out is a prefecture and what it rests on. This file must
//! not know how the body was found.

use kurabe_read::Line;
use unicode_normalization::UnicodeNormalization;

use super::line::Head;
use super::name;

/// The prefecture that the text gives for the body, and whether it only follows from an address.
pub(super) fn prefecture(body: &str, zone: &[Head], lines: &[Line]) -> Option<(&'static str, Basis)> {
    if let Some(found) = name::any_prefecture(body) {
        return Some((found, Basis::Stated));
    }
    let labelled = zone.iter().find_map(|head| {
        let at = head.text.find(body);
        let before = at.and_then(|at| head.text.get(..at)).and_then(|before| {
            name::leading_prefecture(before).or_else(|| ending(before.trim_end())).or_else(|| enclosed(before))
        });
        if before.is_some() {
            return before;
        }
        let beside = at.and_then(|at| head.text.get(at + body.len()..)).map(str::trim_start);
        let bracket = beside
            .and_then(|beside| beside.strip_prefix(['（', '(']))
            .or_else(|| head.text.strip_prefix("都道府県").map(|rest| rest.trim_start_matches([':', '：', ' '])));
        // （みなと商工会議所　青森県）
        let last = || {
            let beside = beside?.trim_start();
            let found = name::leading_prefecture(beside)?;
            beside[found.len()..].trim_end_matches(['）', ')']).trim().is_empty().then_some(found)
        };
        bracket.and_then(name::leading_prefecture).or_else(|| beside.and_then(enclosed)).or_else(last)
    });
    if let Some(found) = labelled {
        return Some((found, Basis::Stated));
    }
    // 石川県羽咋郡 on the line above the body's name.
    let above = zone.windows(2).find_map(|pair| {
        let place = name::leading_prefecture(&pair[0].text).filter(|_| is_place(&pair[0].text))?;
        pair[1].text.starts_with(body).then_some(place)
    });
    if let Some(found) = above {
        return Some((found, Basis::Stated));
    }
    let told = |line: &Line| lies_in(body, line.text.trim()).or_else(|| beside_town(body, line.text.trim()));
    if let Some(found) = lines.iter().take(PROSE).find_map(told) {
        return Some((found, Basis::Stated));
    }
    let mut found: Option<&'static str> = None;
    // The body's address stands at the head or the end, or below its name: 〒.
    let posted = lines.windows(2).take(PROSE).filter(|pair| pair[1].text.trim_start().starts_with('〒'));
    let posted = posted.flatten().filter_map(Head::of);
    let ends = lines.iter().rev().filter_map(Head::of).take(8);
    let heads: Vec<Head> = zone.iter().cloned().chain(posted).chain(ends).collect();
    let near =
        |head: &Head| heads.iter().any(|other| other.text.contains(body) && other.number.abs_diff(head.number) <= 4);
    for head in heads.iter().filter(|head| is_address(&head.text) && near(head)) {
        let Some(here) = name::any_prefecture(&head.text) else {
            continue;
        };
        if found.is_some_and(|before| before != here) {
            return None;
        }
        found = Some(here);
    }
    found.map(|found| (found, Basis::Follows))
}

/// Lines in which a plan says where its town lies.
const PROSE: usize = 80;

/// The prefecture with which a text ends, apart from what stands before it: 概要版（青森県
fn ending(text: &str) -> Option<&'static str> {
    let found = name::any_prefecture(text)?;
    let before = text.strip_suffix(found)?;
    before.ends_with(|c: char| c.is_whitespace() || matches!(c, '（' | '(')).then_some(found)
}

/// The prefecture that a bracket of a text holds and nothing else: 市（新潟県）.
fn enclosed(text: &str) -> Option<&'static str> {
    let found = name::any_prefecture(text)?;
    let (before, after) = text.split_once(found)?;
    (before.ends_with(['（', '(']) && after.starts_with(['）', ')'])).then_some(found)
}

/// The prefecture in which a sentence says the body's town to lie: 当町は福島県の南部に位置し.
fn lies_in(body: &str, text: &str) -> Option<&'static str> {
    let found = name::any_prefecture(text)?;
    let (before, after) = text.split_once(found)?;
    let subject = before.rsplit('。').next()?.trim_end_matches('、').strip_suffix('は')?.trim_start();
    let town = body.trim_end_matches("商工会議所").trim_end_matches("商工会");
    let own = ["当", "本"].iter().any(|own| {
        let rest = subject.strip_prefix(own).unwrap_or_default();
        ["町", "市", "村", "地域", "地区", "区域", "所", "会", "商工会", "商工会議所"].contains(&rest)
    });
    // 三商工会の地区は
    let area = ["の地区", "の区域", "管内", "管轄区域"].iter().any(|area| subject.ends_with(area));
    let named = !town.is_empty() && town.len() < body.len() && subject.starts_with(town);
    let placed = after.starts_with(['の', '南', '北', '東', '西', '中']);
    (placed && (own || named || area)).then_some(found)
}

/// The prefecture that a sentence names beside the body's own town: 岐阜県及び羽佐間町と連携し.
fn beside_town(body: &str, text: &str) -> Option<&'static str> {
    let found = name::any_prefecture(text)?;
    let town = body.trim_end_matches("商工会議所").trim_end_matches("商工会");
    let rest = text.split_once(found)?.1;
    let rest = ["及び", "および", "、", "・", "と"].iter().find_map(|and| rest.strip_prefix(and))?;
    (town.chars().count() >= 2 && town.len() < body.len() && rest.starts_with(town)).then_some(found)
}

/// Is a fact in the text, or does it follow from what is there?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Basis {
    Stated,
    Follows,
}

/// A prefecture, or a town or county in it, and nothing else.
pub(super) fn is_place(text: &str) -> bool {
    name::leading_prefecture(text).is_some_and(|prefecture| {
        let rest = text.get(prefecture.len()..).unwrap_or_default().trim();
        rest.is_empty() || rest.chars().count() <= PLACE && rest.ends_with(['市', '郡', '町', '村', '区'])
    })
}

/// Letters of the town that stands between prefecture and body.
const PLACE: usize = 12;

/// Does the line hold an address: 〒, its label, or a postal code before a place?
fn is_address(text: &str) -> bool {
    if ["〒", "所在地", "住所", "連絡先"].iter().any(|mark| text.contains(mark)) {
        return true;
    }
    let letters: Vec<char> = text.nfkc().take(REACH).collect();
    letters.windows(8).any(|code| {
        code.iter().enumerate().all(|(at, letter)| {
            if at == 3 { matches!(letter, '-' | '－' | '−' | '‐') } else { letter.is_ascii_digit() }
        })
    })
}

/// Letters of a line that are looked at for a postal code.
const REACH: usize = 200;
