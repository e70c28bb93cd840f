//! Whose plan it is: evidence for each body that the text names, weighed.
//!
//! A body merely mentioned (in an item, a table, a list of partners) is not the plan's. What counts is the
//! place: alone on the title page, beside the title, in the running head, under the foreword.

use kurabe_model::OrganisationKind;
use kurabe_read::Line;

use super::line::{Head, is_prose};
use super::name;
use super::other::{self, names_any};
use super::proper_name::Name;
use super::title;

/// The body, where its name stands first, and where it signs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Body {
    pub(super) name: String,
    pub(super) signature: Option<u32>,
}

/// What the evidence comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// One body stands out.
    One(Body),
    /// Several bodies have the same claim; the line of the first.
    Several(Vec<String>, u32),
    /// No body is named as the plan's.
    Open,
}

/// Enough to be sure, and the lead over the next that makes it the only one.
const ENOUGH: u32 = 4;
const LEAD: u32 = 2;

/// Evidence for one name.
struct Claim {
    name: String,
    weight: u32,
    prose: u32,
    /// How often it is what a sentence is about, anywhere in it.
    subject: u32,
    /// It stands alone on its line of the title page.
    alone: bool,
    line: u32,
    signature: Option<u32>,
}

/// Weighs all evidence of a text.
pub(super) fn body(zone: &[Head], running: &[Head], lines: &[Line]) -> Verdict {
    let mut claims = Claims::default();
    for head in zone {
        claims.title_page(head);
    }
    for head in running {
        if let Some(name) = name::names(&head.text).first() {
            claims.add(name, 4, head.number);
        }
    }
    claims.signatures(lines);
    claims.statements(lines);
    claims.imprint(lines);
    let beside = zone.iter().find_map(|head| side_by_side(&head.text));
    if let Some(names) = beside.filter(|names| names.iter().any(|name| names_any(name))) {
        return Verdict::One(Body { name: names.join("・"), signature: None });
    }
    let town = Town::of(zone);
    let verdict = claims.verdict(town.as_ref().filter(|town| town.alone && !is_form(zone)));
    match (verdict, town) {
        (Verdict::Open, Some(town)) if town.alone || town.speaks(lines) => {
            Verdict::One(Body { name: town.name, signature: None })
        }
        (Verdict::Open, _) => together(lines).or_else(|| claims.in_prose(lines)).unwrap_or(Verdict::Open),
        (verdict, _) => verdict,
    }
}

/// The form of a 経営発達支援計画 names the town as a partner of the body that carries it out.
fn is_form(zone: &[Head]) -> bool {
    zone.iter().any(|head| ["法人番号", "地方公共団体コード", "実施者名"].iter().any(|word| head.text.contains(word)))
}

/// A town or prefecture on the title page: alone on its line, or at the beginning of the title.
struct Town {
    name: String,
    alone: bool,
}

impl Town {
    fn of(zone: &[Head]) -> Option<Self> {
        let of = |head: &Head| {
            let text = title::close_blanks(&head.text);
            let text = text.trim_matches(|letter: char| "【】〔〕（）()「」".contains(letter));
            let name = text.get(..other::leading_town(text)?)?.to_owned();
            let tail = text.get(name.len()..)?;
            let office = tail.chars().count() <= 10 && tail.ends_with(['課', '部', '局', '室', '係']);
            (tail.is_empty() || ["役所", "役場", "庁"].iter().any(|word| tail.starts_with(word)) || office)
                .then_some(Self { name, alone: true })
        };
        let in_title = |head: &Head| {
            title::title_of(&head.text)?;
            let text = title::close_blanks(&head.text);
            let from = title::after_count(&text);
            let text = text.get(from..)?;
            Some(Self { name: text.get(..other::leading_town(text)?)?.to_owned(), alone: false })
        };
        zone.iter().find_map(of).or_else(|| zone.iter().find_map(in_title))
    }

    /// Does the text speak as the town, and not as a body in it?
    fn speaks(&self, lines: &[Line]) -> bool {
        let Some(unit) = self.name.chars().next_back() else { return false };
        let own = [format!("本{unit}"), format!("当{unit}"), format!("{unit}長"), format!("{unit}役")];
        let others = ["当所", "当会", "本会", "当商工会", "当協会", "本所"];
        let holds = |words: &[&str]| lines.iter().any(|line| words.iter().any(|word| line.text.contains(word)));
        holds(&own.each_ref().map(String::as_str))
            || !holds(&others) && !lines.iter().any(|line| line.text.contains("商工会"))
    }
}

/// Bodies that carry out one plan together, at most; more are a list of members.
const TOGETHER: usize = 6;

#[derive(Default)]
struct Claims(Vec<Claim>);

impl Claims {
    fn claim(&mut self, name: &Name, line: u32) -> &mut Claim {
        let bare = |name: &str| name.replace("（架空）", "").replace("(架空)", "");
        let at = self.0.iter().position(|claim| bare(&claim.name) == bare(&name.name)).unwrap_or_else(|| {
            self.0.push(Claim {
                name: name.name.clone(),
                weight: 0,
                prose: 0,
                subject: 0,
                alone: false,
                line,
                signature: None,
            });
            self.0.len() - 1
        });
        let claim = &mut self.0[at];
        if name.name.len() > claim.name.len() {
            claim.name.clone_from(&name.name);
        }
        claim
    }

    fn add(&mut self, name: &Name, weight: u32, line: u32) {
        self.claim(name, line).weight += weight;
    }

    fn title_page(&mut self, head: &Head) {
        let text = head.text.as_str();
        let names = name::names(text);
        let Some(first) = names.first() else { return };
        if title::stated_title(text).is_some() {
            self.add(first, 10, head.number);
        } else if is_addressed(text) || is_prose(text) {
        } else if names.len() == 1 && stands_alone(text, first) {
            self.add(first, 5, head.number);
            self.claim(first, head.number).alone = true;
        } else if title::title_of(text).is_some() {
            self.add(first, 6, head.number);
        } else if is_labelled(text, first) {
            self.add(first, 5, head.number);
        }
    }

    /// みなと商工会議所 会頭 山田太郎, on one line or two. A list of many heads of chambers is a list of members.
    fn signatures(&mut self, lines: &[Line]) {
        let mut signed: Vec<(Name, u32)> = Vec::new();
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| names_any(&line.text)) {
            let Some(head) = Head::of(line).filter(|head| head.text.chars().count() <= 40) else {
                continue;
            };
            let below = || lines.get(at + 1..).unwrap_or_default().iter().take(3).find_map(Head::of);
            let names = name::names(&head.text);
            let [name] = names.as_slice() else { continue };
            let before = head.text.get(..name.range.start).unwrap_or_default();
            let after = head.text.get(name.range.end..).unwrap_or_default().trim_start();
            let after =
                if after.is_empty() { below().map(|head| head.text).unwrap_or_default() } else { after.to_owned() };
            let leads = |word: &str| {
                after.strip_prefix(word).is_some_and(|name| (2..=12).contains(&name.trim().chars().count()))
            };
            let signs = ["会頭", "会長", "理事長", "代表理事"].iter().any(|office| leads(office));
            if before.is_empty() && signs && !is_addressed(&after) {
                signed.push((name.clone(), head.number));
            }
        }
        let mut distinct: Vec<&str> = signed.iter().map(|(name, _)| name.name.as_str()).collect();
        distinct.sort_unstable();
        distinct.dedup();
        if distinct.len() > 2 {
            return;
        }
        for (name, line) in signed {
            let claim = self.claim(&name, line);
            if claim.signature.is_none() {
                claim.signature = Some(line);
                claim.weight += 4;
            }
        }
    }

    /// みなと商工会議所（以下「当所」という）, 実施者名 …, and sentences of which the body is the subject.
    fn statements(&mut self, lines: &[Line]) {
        const OPEN: [&str; 4] = ["（以下「", "(以下「", "（以下、「", "（以下，「"];
        const SUBJECT: [&str; 8] = ["は", "では", "が", "として", "における", "においては", "と", "の"];
        for line in lines.iter().filter(|line| names_any(&line.text)) {
            // Each name is compared with all before it; no plan speaks of so many bodies.
            if self.0.len() > 500 {
                return;
            }
            let Some(head) = Head::of(line) else { continue };
            for name in name::names(&head.text).into_iter().take(20) {
                let before = head.text.get(..name.range.start).unwrap_or_default();
                let after = head.text.get(name.range.end..).unwrap_or_default();
                let alias = OPEN.iter().find_map(|open| after.strip_prefix(open));
                if alias.is_some_and(is_itself) {
                    self.add(&name, 6, head.number);
                } else if head.number <= 200 && is_named_applicant(&head.text, &name) {
                    self.add(&name, 5, head.number);
                } else if before.is_empty() && after.starts_with('は') {
                    self.claim(&name, head.number).prose += 1;
                }
                let begins = before.is_empty() || before.ends_with(['、', '。', '，', ' ', '」', '）']);
                let led = SUBJECT.iter().any(|word| after.starts_with(word));
                self.claim(&name, head.number).subject += u32::from(begins && led);
            }
        }
    }

    /// The last lines: 発行 みなと商工会議所, 〒….
    fn imprint(&mut self, lines: &[Line]) {
        let last: Vec<Head> = lines.iter().rev().filter_map(Head::of).take(6).collect();
        for head in &last {
            let names = name::names(&head.text);
            let [name] = names.as_slice() else { continue };
            let labelled = ["発行", "編集", "策定"].iter().any(|word| head.text.starts_with(word));
            let address = last.iter().any(|near| near.text.contains('〒') && near.number.abs_diff(head.number) <= 3);
            if (labelled || (address && stands_alone(&head.text, name))) && !is_addressed(&head.text) {
                self.add(name, 4, head.number);
            }
        }
    }

    /// What the places come to; a town that stands alone beside bodies that share a plan shares it too.
    fn verdict(&self, town: Option<&Town>) -> Verdict {
        let weight = |claim: &Claim| claim.weight + claim.prose.min(1);
        let mut claims: Vec<&Claim> = self.0.iter().filter(|claim| weight(claim) >= ENOUGH).collect();
        // The sort is stable: of equal claims the earlier stands first.
        claims.sort_by_key(|claim| std::cmp::Reverse(weight(claim)));
        let Some(best) = claims.first().copied() else {
            return Verdict::Open;
        };
        let mut rivals: Vec<&Claim> =
            claims.iter().copied().filter(|claim| weight(claim) + LEAD > weight(best)).collect();
        if rivals.len() <= 1 {
            return Verdict::One(Body { name: best.name.clone(), signature: best.signature });
        }
        rivals.sort_by_key(|claim| claim.line);
        let mut names: Vec<String> = rivals.iter().map(|claim| claim.name.clone()).collect();
        if rivals.len() > TOGETHER || !rivals.iter().all(|claim| claim.alone) {
            return Verdict::Several(names, best.line);
        }
        names.extend(town.map(|town| town.name.clone()));
        Verdict::One(Body { name: names.join("・"), signature: None })
    }

    /// The one body that sentences are about, where no place names any. National bodies and federations are spoken of
    /// in every plan.
    fn in_prose(&self, lines: &[Line]) -> Option<Verdict> {
        let federation = speaks_as(&["当連合会", "本連合会", "当県連", "県連は"], lines);
        let own = |claim: &&Claim| is_over_others(&claim.name) == federation && !is_national(&claim.name);
        let own: Vec<&Claim> = self.0.iter().filter(own).collect();
        let subjects: Vec<&&Claim> = own.iter().filter(|claim| claim.subject > 0).collect();
        if let ([claim], true) = (own.as_slice(), federation) {
            return Some(Verdict::One(Body { name: claim.name.clone(), signature: claim.signature }));
        }
        let [claim] = subjects.as_slice() else { return None };
        (own.len() == 1 || claim.subject >= 2)
            .then(|| Verdict::One(Body { name: claim.name.clone(), signature: claim.signature }))
    }
}

/// Does the text speak as such a body?
fn speaks_as(words: &[&str], lines: &[Line]) -> bool {
    lines.iter().any(|line| words.iter().any(|word| line.text.contains(word)))
}

/// みさき商工会議所とみさき市が共同で策定: the bodies of which a sentence says that they share the plan.
fn together(lines: &[Line]) -> Option<Verdict> {
    const SHARED: [&str; 5] = ["が共同", "は共同", "の共同", "が連名", "が協働"];
    let line = lines.iter().find(|line| {
        SHARED.iter().any(|word| line.text.contains(word)) && names_any(&line.text) && line.text.contains("計画")
    })?;
    let head = Head::of(line)?;
    let at = SHARED.iter().filter_map(|word| head.text.find(word)).min()?;
    let before = head.text.get(..at)?;
    let first = name::names(before).into_iter().next()?;
    let rest = before.get(first.range.end..)?;
    let mut bodies = vec![first.name];
    for part in rest
        .split(['と', '、', '・'])
        .map(|part| part.trim_start_matches("及び").trim())
        .filter(|part| !part.is_empty())
    {
        bodies.push(whole_body(part)?);
    }
    (2..=TOGETHER).contains(&bodies.len()).then(|| Verdict::One(Body { name: bodies.join("・"), signature: None }))
}

/// The text as the name of one body or town, and of nothing else.
fn whole_body(text: &str) -> Option<String> {
    let town = other::leading_town(text).is_some_and(|end| end == text.len());
    let body = || name::names(text).first().is_some_and(|name| name.range == (0..text.len()));
    (town || body()).then(|| text.to_owned())
}

/// The bodies of a line that holds nothing else: みなと台商工会・さくら野商工会・みなと台市.
fn side_by_side(text: &str) -> Option<Vec<String>> {
    let bodies = |signs: &[char]| {
        let parts = text.split(signs).map(str::trim).filter(|part| !part.is_empty());
        parts.map(whole_body).collect::<Option<Vec<String>>>()
    };
    // A blank parts bodies, and the prefecture from the body in it.
    let apart = || bodies(&[' ', '\u{3000}']).filter(|bodies| bodies.iter().all(|body| names_any(body)));
    let bodies = bodies(&['・', '、', '／', '/']).filter(|bodies| bodies.len() > 1).or_else(apart)?;
    (2..=TOGETHER).contains(&bodies.len()).then_some(bodies)
}

/// Bodies over all chambers, which plans of others name.
fn is_over_others(name: &str) -> bool {
    is_national(name)
        || matches!(
            name::kind_of(name),
            Some(OrganisationKind::ChamberFederation | OrganisationKind::SocietyFederation)
        )
        || name::kind_of(name).is_none()
}

/// 当所, 本会, 当協会: how a body calls itself.
fn is_itself(alias: &str) -> bool {
    const ITSELF: [&str; 16] = [
        "所",
        "会",
        "会議所",
        "商工会",
        "連合会",
        "協会",
        "組合",
        "法人",
        "連盟",
        "機構",
        "財団",
        "センター",
        "社協",
        "公社",
        "県連",
        "協議会",
    ];
    let rest = alias.strip_prefix(['当', '本']).or_else(|| alias.strip_prefix("弊"));
    rest.is_some_and(|rest| ITSELF.iter().any(|word| rest.starts_with(word)))
        || ["協会」", "商工会」", "会議所」", "組合」", "法人」", "機構」", "連盟」"]
            .iter()
            .any(|word| alias.starts_with(word))
}

/// Letters go to a body with these words behind it, and partners stand behind these labels.
fn is_addressed(text: &str) -> bool {
    ["様", "殿", "御中", "宛", "あて"].iter().any(|word| text.trim_end().ends_with(word))
        || ["協力", "後援", "監修", "提出先", "共催", "連携", "参考"].iter().any(|word| text.starts_with(word))
}

/// Nothing but the name stands on the line, or only its prefecture, a label or the office that signs.
fn stands_alone(text: &str, name: &Name) -> bool {
    let before = text.get(..name.range.start).unwrap_or_default();
    let after = text.get(name.range.end..).unwrap_or_default();
    let before = before.trim_matches(|letter: char| letter.is_whitespace() || "：:／/【〔（(「『―-－".contains(letter));
    let after = after.trim_matches(|letter: char| letter.is_whitespace() || "】〕）)」』（(―-－".contains(letter));
    let label = [
        "",
        "策定",
        "発行",
        "作成",
        "編集",
        "編集・発行",
        "団体名",
        "団体",
        "策定主体",
        "発行者",
        "一般社団法人",
        "社団法人",
        "特別民間法人",
        "商工会名",
        "会議所名",
        "協会名",
        "実施者名",
        "申請者名",
    ];
    let office = after.is_empty()
        || ["策定", "発行", "事務局"].contains(&after)
        // The form of a 経営発達支援計画 prints it behind every body.
        || after.starts_with("法人番号")
        || name::leading_prefecture(after) == Some(after);
    // 福島県 みなと商工会議所, 石川県羽咋郡 やまて商工会
    (label.contains(&before) || is_place(before)) && office
}

/// A prefecture, or a town or county in it, and nothing else.
fn is_place(text: &str) -> bool {
    name::leading_prefecture(text).is_some_and(|prefecture| {
        let rest = text.get(prefecture.len()..).unwrap_or_default().trim();
        rest.is_empty() || rest.chars().count() <= PLACE && rest.ends_with(['市', '郡', '町', '村', '区'])
    })
}

/// Letters of the town that stands between prefecture and body.
const PLACE: usize = 12;

fn is_labelled(text: &str, name: &Name) -> bool {
    let before = text.get(..name.range.start).unwrap_or_default();
    ["団体名", "団体：", "団体:", "策定者", "策定主体", "発行", "編集"].iter().any(|label| before.contains(label))
}

/// The form of a 経営発達支援計画 names who carries it out.
fn is_named_applicant(text: &str, name: &Name) -> bool {
    let before = text.get(..name.range.start).unwrap_or_default();
    ["実施者名", "実施者", "申請者名", "商工会名", "会議所名", "団体名"]
        .iter()
        .any(|label| before.trim_start().starts_with(label))
}

/// The prefecture that the text gives for the body, and whether it only follows from an address.
pub(super) fn prefecture(body: &str, zone: &[Head], lines: &[Line]) -> Option<(&'static str, Basis)> {
    if let Some(found) = name::any_prefecture(body) {
        return Some((found, Basis::Stated));
    }
    let labelled = zone.iter().find_map(|head| {
        let at = head.text.find(body);
        let before = at.and_then(|at| head.text.get(..at)).and_then(name::leading_prefecture);
        if before.is_some() {
            return before;
        }
        let beside = at.and_then(|at| head.text.get(at + body.len()..)).map(str::trim_start);
        let bracket = beside
            .and_then(|beside| beside.strip_prefix(['（', '(']))
            .or_else(|| head.text.strip_prefix("都道府県").map(|rest| rest.trim_start_matches([':', '：', ' '])));
        bracket.and_then(name::leading_prefecture)
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
    let mut found: Option<&'static str> = None;
    let heads: Vec<Head> = zone.iter().cloned().chain(lines.iter().rev().filter_map(Head::of).take(8)).collect();
    let near =
        |head: &Head| heads.iter().any(|other| other.text.contains(body) && other.number.abs_diff(head.number) <= 4);
    for head in
        heads.iter().filter(|head| ["〒", "所在地", "住所"].iter().any(|mark| head.text.contains(mark)) && near(head))
    {
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

/// Is a fact in the text, or does it follow from what is there?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Basis {
    Stated,
    Follows,
}

/// The national bodies belong to no prefecture.
pub(super) fn is_national(name: &str) -> bool {
    name::kind_of(name) == Some(OrganisationKind::NationalChamber) || name.starts_with("全国")
}
