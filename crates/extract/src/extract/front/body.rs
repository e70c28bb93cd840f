//! Whose plan it is: evidence for each body that the text names, weighed.
//!
//! A body merely mentioned (in an item, a table, a list of partners) is not the plan's. What counts is the
//! place: alone on the title page, beside the title, in the running head, under the foreword.

use kurabe_model::year::{Unit, find_years};
use kurabe_read::Line;
use unicode_normalization::UnicodeNormalization;

use super::claim::Claim;
use super::line::{Head, is_prose};
use super::name;
use super::other::{self, names_any};
use super::place::is_place;
use super::proper_name::{Name, WE};
use super::title;
use super::together::{TOGETHER, side_by_side, together};
use super::town::Town;
use super::{prose, site, standing};

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
    let named: Vec<usize> = (0..lines.len()).filter(|at| names_any(&lines[*at].text)).collect();
    claims.signatures(lines, &named);
    claims.statements(lines, &named);
    claims.imprint(lines);
    let beside = zone.iter().find_map(|head| side_by_side(&head.text));
    if let Some(names) = beside.filter(|names| names.iter().any(|name| names_any(name))) {
        return Verdict::of(prose::only_chamber(&names).unwrap_or_else(|| names.join("・")));
    }
    let town = Town::of(zone);
    let verdict = claims.verdict(town.as_ref().filter(|town| town.alone && !is_form(zone)));
    match (verdict, town) {
        (Verdict::Open, Some(town)) if town.alone || town.speaks(lines) => Verdict::of(town.name),
        (Verdict::Open, _) => {
            let names = together(lines).map(|names| prose::author(&names, lines).unwrap_or_else(|| names.join("・")));
            let meets = || zone.iter().find_map(meeting);
            names.or_else(meets).map(Verdict::of).unwrap_or_else(|| claims.elsewhere(lines))
        }
        (verdict, _) => verdict,
    }
}

impl Verdict {
    fn of(name: String) -> Self {
        Self::One(Body { name, signature: None })
    }
}

/// The legal form that a name shows, the one written out before the one in brackets, the longer before the shorter.
fn form_of(name: &str) -> (bool, usize) {
    let form = name.len() - other::without_form(name).len();
    (form > 0 && !name.starts_with(['(', '（']), form)
}

/// The form of a 経営発達支援計画 names the town as a partner of the body that carries it out.
fn is_form(zone: &[Head]) -> bool {
    zone.iter().any(|head| ["法人番号", "地方公共団体コード", "実施者名"].iter().any(|word| head.text.contains(word)))
}

#[derive(Default)]
struct Claims(Vec<Claim>);

impl Claims {
    fn claim(&mut self, name: &Name, line: u32) -> &mut Claim {
        let at = self.0.iter().position(|claim| is_same(&claim.name, &name.name)).unwrap_or_else(|| {
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
        if form_of(&name.name) > form_of(&claim.name) {
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
        if is_addressed(text) || is_prose(text) {
        } else if names.len() == 1 && stands_alone(text, first) {
            self.add(first, 5, head.number);
            self.claim(first, head.number).alone = true;
        } else if title::title_of(text).is_some() {
            self.add(first, 6, head.number);
        } else if is_labelled(text, first) {
            self.add(first, 5, head.number);
        }
    }

    /// みなと商工会議所 会頭 山田太郎, on one line or two. A list of many heads of chambers is a list of members. The lines that
    /// may name a body are told by their places.
    fn signatures(&mut self, lines: &[Line], named: &[usize]) {
        let mut signed: Vec<(Name, u32)> = Vec::new();
        for (at, line) in named.iter().map(|at| (*at, &lines[*at])) {
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
                without_number(&after)
                    .strip_prefix(word)
                    .is_some_and(|name| (2..=12).contains(&name.trim().chars().count()))
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
    fn statements(&mut self, lines: &[Line], named: &[usize]) {
        const OPEN: [&str; 4] = ["（以下「", "(以下「", "（以下、「", "（以下，「"];
        const SUBJECT: [&str; 8] = ["は", "では", "が", "として", "における", "においては", "と", "の"];
        for line in named.iter().map(|at| &lines[*at]) {
            // Each name is compared with all before it; no plan speaks of so many bodies.
            if self.0.len() > 500 {
                return;
            }
            let Some(head) = Head::of(line) else { continue };
            for name in name::names(&head.text).into_iter().take(20) {
                let before = head.text.get(..name.range.start).unwrap_or_default();
                let after = head.text.get(name.range.end..).unwrap_or_default();
                let has_form = other::without_form(&name.name).len() < name.name.len();
                let alias = OPEN.iter().find_map(|open| after.strip_prefix(open));
                if alias.is_some_and(is_itself) || WE.iter().any(|we| before.ends_with(we)) {
                    self.add(&name, 6, head.number);
                } else if head.number <= 200 && is_named_applicant(&head.text, &name) {
                    if self.claim(&name, head.number).alone {
                        continue;
                    }
                    self.add(&name, 5, head.number);
                } else if (before.is_empty() || has_form) && after.starts_with('は') {
                    self.claim(&name, head.number).prose += 1;
                }
                // A legal form shows where a name begins; with の behind it that says nothing of who acts.
                let acts = has_form && after.starts_with(['は', 'が', 'で']);
                let begins = before.is_empty()
                    || acts
                    || before.ends_with(['、', '。', '，', ',', ' ', '」', '）', ')', '】', ']']);
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

    /// The body that the site, a later page or sentences name, where the title page names none.
    fn elsewhere(&self, lines: &[Line]) -> Verdict {
        if let Some((name, _)) = site::owner(lines) {
            let town = Town { name, alone: false };
            if names_any(&town.name) || town.speaks(lines) {
                return Verdict::of(self.full(town.name));
            }
        }
        if let Some((name, _)) = standing::alone(lines) {
            return Verdict::of(self.full(name));
        }
        if let Some(claim) = prose::subject(&self.0, lines) {
            return Verdict::One(Body { name: claim.name.clone(), signature: claim.signature });
        }
        prose::part(lines).map_or(Verdict::Open, Verdict::of)
    }

    /// The name with the legal form that the text gives it anywhere.
    fn full(&self, name: String) -> String {
        let bare = other::without_form(&name);
        let claim = self.0.iter().find(|claim| other::without_form(&claim.name) == bare);
        claim.filter(|claim| form_of(&claim.name) > form_of(&name)).map_or(name.clone(), |claim| claim.name.clone())
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
}

/// Do two names name one body: with its legal form or without, and of a chamber with its prefecture or without, 岩手県みなと商工会
/// and みなと商工会? Of other bodies the prefecture is part of the name: 岩手県観光協会.
fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (other::without_form(one), other::without_form(other));
    let chamber = |name: &str| {
        let prefecture = name::leading_prefecture(name)?;
        let rest = name.get(prefecture.len()..)?.trim_start();
        let named = name::kind_of(rest).is_some() && !["商工会", "連合会"].iter().any(|word| rest.starts_with(word));
        named.then(|| rest.to_owned())
    };
    one == other || chamber(one).is_some_and(|rest| rest == other) || chamber(other).is_some_and(|rest| rest == one)
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
    let before = without_form_number(text.get(..name.range.start).unwrap_or_default());
    let after = without_town(text.get(name.range.end..).unwrap_or_default());
    let before =
        before.trim_matches(|letter: char| letter.is_whitespace() || "：:／/【〔（()）「『―-－".contains(letter));
    let bare: String = before.chars().filter(|letter| letter.is_alphanumeric()).collect();
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
        "実施者名法人番号",
        "法人番号",
        "申請者名",
        "申請者",
        "申請団体",
        "提出者",
        "実施主体",
    ];
    let office = after.is_empty()
        || is_alias(text.get(name.range.end..).unwrap_or_default())
        || ["策定", "発行", "事務局"].contains(&after)
        // The form of a 経営発達支援計画 prints it behind every body, with its label or without.
        || after.starts_with("法人番号")
        || is_corporate_number(after)
        || is_date(after)
        || is_dated_office(after)
        || is_fiscal_year(after)
        || name::is_office(after)
        || name::leading_prefecture(after) == Some(after);
    // 令和7年度 みなと市社会福祉協議会 above 事業計画
    let dated = (is_date(before) || is_fiscal_year(before)) && after.is_empty();
    // 福島県 みなと商工会議所, 石川県羽咋郡 やまて商工会
    (label.contains(&bare.as_str()) || is_place(before)) && office || dated
}

/// 令和5年度 みなと商店会総会開催: the body whose members meet, and nothing else on the line.
fn meeting(head: &Head) -> Option<String> {
    const MEETINGS: [&str; 6] = ["総会", "通常総会", "定時総会", "定期総会", "総代会", "通常総代会"];
    let names = name::names(&head.text);
    let [name] = names.as_slice() else { return None };
    let before = head.text.get(..name.range.start)?.trim();
    let after = head.text.get(name.range.end..)?.trim().trim_end_matches("開催");
    let own = !name::is_national(&name.name) && (before.is_empty() || is_fiscal_year(before));
    (own && MEETINGS.contains(&after)).then(|| name.name.clone())
}

/// What stands behind the number of a form: 様式第１別添      岩手県みなと商工会.
fn without_form_number(text: &str) -> &str {
    let form =
        ["様式", "別添", "別紙", "（別表", "(別表", "資料"].iter().any(|word| text.trim_start().starts_with(word));
    let rest = text.trim().rsplit_once([' ', '\u{3000}']).map_or("", |(_, rest)| rest);
    if form && name::leading_prefecture(rest).is_none() { "" } else { text }
}

/// What stands behind a body and the town that is its partner: ・みなと町   実施期間 令和８年４月１日～.
fn without_town(text: &str) -> &str {
    let Some(rest) = text.strip_prefix(['・', '／', '/']) else { return text };
    let word = rest.split_whitespace().next().unwrap_or_default();
    let is_town = other::leading_town(word).is_some_and(|end| end == word.len());
    let rest = rest.get(word.len()..).unwrap_or_default().trim_start();
    if is_town && (rest.is_empty() || rest.starts_with("実施期間") || is_date(rest)) { "" } else { text }
}

/// 令和７年５月１５日 評価委員会, 2022年度 夜市委員会: the day on which a part of the body met, or the year of its plan.
fn is_dated_office(text: &str) -> bool {
    let date = find_years(text).into_iter().next().filter(|date| date.range.start == 0);
    date.is_some_and(|date| {
        let dated = matches!(date.unit, Unit::FiscalYear | Unit::Month(_) | Unit::Day(..));
        dated && name::is_office(text.get(date.range.end..).unwrap_or_default().trim())
    })
}

/// A fiscal year and nothing else.
fn is_fiscal_year(text: &str) -> bool {
    matches!(find_years(text).as_slice(), [year] if year.range == (0..text.len()) && year.unit == Unit::FiscalYear)
}

/// 第50代理事長: the office without its number.
fn without_number(text: &str) -> &str {
    let number = text.strip_prefix('第').and_then(|rest| rest.split_once('代'));
    number.filter(|(number, _)| number.chars().all(char::is_numeric)).map_or(text, |(_, rest)| rest)
}

/// （みさきYEG）: another name of the same body.
fn is_alias(text: &str) -> bool {
    /// Letters of such a name with its brackets.
    const LONGEST: usize = 14;
    let text = text.trim();
    let inside = text.strip_prefix(['（', '(']).and_then(|text| text.strip_suffix(['）', ')']));
    inside.is_some_and(|inside| {
        text.chars().count() <= LONGEST
            && inside.contains(|letter: char| letter.is_ascii_uppercase() || letter > '\u{ff20}' && letter < '\u{ff3b}')
    })
}

/// 法人番号: thirteen figures, which the next label of a form may follow.
fn is_corporate_number(text: &str) -> bool {
    const FIGURES: usize = 13;
    let number: String = text.nfkc().take_while(char::is_ascii_digit).collect();
    number.len() == FIGURES
}

/// A date, with its label or without: 令和6年6月, 評価委員会開催日 令和6年6月3日 beside the body that gives out the paper.
fn is_date(text: &str) -> bool {
    /// Letters of such a label.
    const LABEL: usize = 12;
    let years = find_years(text);
    let [date] = years.as_slice() else { return false };
    let label = text.get(..date.range.start).unwrap_or_default().trim_end_matches([' ', '：', ':']);
    let dated = matches!(date.unit, Unit::Month(_) | Unit::Day(..)) && date.range.end == text.len();
    dated && (label.is_empty() || label.ends_with('日') && label.chars().count() <= LABEL)
}

fn is_labelled(text: &str, name: &Name) -> bool {
    let before = text.get(..name.range.start).unwrap_or_default();
    ["団体名", "団体：", "団体:", "策定者", "策定主体", "発行", "編集"].iter().any(|label| before.contains(label))
}

/// The form of a 経営発達支援計画 names who carries it out.
fn is_named_applicant(text: &str, name: &Name) -> bool {
    let before = text.get(..name.range.start).unwrap_or_default();
    ["実施者名", "実施者", "申請者名", "申請者", "申請団体", "提出者", "商工会名", "会議所名", "団体名"]
        .iter()
        .any(|label| before.trim_start().starts_with(label))
}
