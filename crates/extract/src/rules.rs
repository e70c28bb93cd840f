//! The rules by which a plan is read: each has a name, a sentence, the case that made it, and how sure it is.
//!
//! What comes in is a rule, what goes out is what is known of it. The rules themselves stand in ordered tables
//! where they decide: `outline/text.rs` what a line is, `outline/roles.rs` what the head of a column says,
//! `outline/chapter.rs` which chapters tell of the background, `outline/explain.rs` which dashes only explain,
//! `extract/item.rs` what an entry is to the plan. This room must not know texts.

use kurabe_model::{RuleId, Sure};

/// The plan prints it: a mark, the heading of a column.
const PRINTED: Sure = Sure(100);
/// Custom says it, hardly ever otherwise.
const CUSTOM: Sure = Sure(90);
/// Place and wording say it together.
const LIKELY: Sure = Sure(80);
/// Shape alone says it: other documents mean something else by it.
const SHAPE: Sure = Sure(60);

macro_rules! rules {
    ($($name:ident $id:literal $sure:ident $case:literal $says:literal)*) => {
        /// A rule.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Rule {
            $(#[doc = $says] $name,)*
        }

        impl Rule {
            /// All rules, in the order in which they are listed.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Its id in records and on the page.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)* }
            }

            /// What it decides, and why.
            #[must_use]
            pub fn says(self) -> &'static str {
                match self { $(Self::$name => $says,)* }
            }

            /// The folder of `tests/cases` that shows it.
            #[must_use]
            pub fn case(self) -> &'static str {
                match self { $(Self::$name => $case,)* }
            }

            /// How sure a reading is that it made.
            #[must_use]
            pub fn sure(self) -> Sure {
                match self { $(Self::$name => $sure,)* }
            }
        }
    };
}

rules! {
    Effect "text.effect" LIKELY "effects-below-work"
        "A point below 期待される効果 says what is hoped for and is text of the item above."
    Card "text.card" LIKELY "indicators-told-in-words"
        "A line of 指標, 現状 and 目標 with their figures tells of an indicator of the item above."
    Target "text.target" CUSTOM "pillars-with-labels-and-aims"
        "A line with a figure below 【数値目標】 is a figure of the item above."
    Slot "text.slot" CUSTOM "pillars-with-labels-and-aims"
        "【現状と課題】 or 実施内容 under a number names a part of that item."
    Legend "text.legend" CUSTOM "legend-of-signs"
        "※重点項目 says what the plan means by its sign."
    SlotLabel "mark.slot" CUSTOM "chapters-and-sections"
        "【目標】 with words behind it is text of the item above."
    RepeatedLabel "mark.label" LIKELY "labels-under-every-pillar"
        "The same heading in brackets at the head of every chapter says nothing of its own."
    ColonSlot "mark.colon-slot" CUSTOM "slots-as-bullets"
        "A bullet that names a part of the programme and ends with a colon heads what is below it."
    MarkedFlag "mark.flag" PRINTED "flags-on-lines-of-their-own"
        "A bracket that only says NEW or 新規 marks the item above."
    Measures "mark.measures" LIKELY "circled-names-of-indicators"
        "Where circled numbers name what is measured (①新規事業数) they are names of indicators."
    Continued "mark.continued" PRINTED "heading-taken-up-again"
        "A heading repeated with （続き） is the same heading."
    Agenda "mark.agenda" LIKELY "minutes-of-a-year"
        "Under a meeting, a number with について or の件 tells what was talked about."
    Elsewhere "mark.elsewhere" LIKELY "lines-that-point-elsewhere"
        "A sign before a line that ends with 参照 points elsewhere."
    Note "mark.note" CUSTOM "notes-below-items"
        "※ is a note, unless the plan's legend gives it a meaning."
    Marked "mark.item" PRINTED "chapters-and-sections"
        "A line that begins with a mark is an item or a heading."
    ColumnWords "plain.column-words" CUSTOM "head-that-names-the-depths-of-a-list"
        "A line of nothing but words that head columns (施策 主な取組) is the head of a table whose rows became a list."
    PlainFlag "plain.flag" PRINTED "flags-on-lines-of-their-own"
        "A line that only says NEW or 新規 marks the item above."
    PlainSlotLabel "plain.slot" CUSTOM "slots-as-bullets"
        "目標：出展10者 tells of the item above."
    Alone "plain.alone" CUSTOM "foreword-before-numbers-that-run-on"
        "はじめに, 答申書, 名簿 stand alone, whatever comes before or after."
    LikeNext "plain.like-next" SHAPE "label-said-like-the-next-bullet"
        "A label before a colon, followed by a bullet said alike, is such an item without its mark."
    Background "plain.background" LIKELY "background-in-the-middle-and-at-the-end"
        "A short line of background words, followed by text, heads a background chapter."
    Listed "plain.listed" CUSTOM "headings-that-the-contents-name"
        "A line that the contents list names is a heading."
    Parallel "plain.parallel" SHAPE "headings-that-begin-alike"
        "A line that begins like the open heading without a number is the next of its kind."
    Between "plain.between" SHAPE "short-heading-between-list-and-number"
        "Between a list and the next number a short line heads what follows."
    LeadsList "plain.leads-list" LIKELY "squares-and-plain-headings"
        "A short line before a list or a first number heads it."
    LeadsBlock "plain.leads-block" SHAPE "table-under-a-short-heading"
        "A short line before a bracket or a table heads it."
    LeadsProse "plain.leads-prose" SHAPE "names-followed-by-prose"
        "A short line before a sentence is the name of what the sentence tells."
    Paragraph "text.paragraph" CUSTOM "chapters-and-sections"
        "What is nothing else is text of the entry above."
    SentenceOfWork "text.sentence-of-work" SHAPE "sentences-under-headings-of-work"
        "Sentences without marks that each say what is done, below a heading of work, are its items."
    CountedProse "text.counted-prose" LIKELY "work-counted-in-prose"
        "Passages that count what they tell (第１は、 or まず、 and 次に、) are items of the heading above."
    Table "table.row" CUSTOM "html-with-spanning-cells"
        "The heading of a column says what its cells are."
    ChapterTitled "chapter.titled" CUSTOM "background-folds-around-pillars"
        "A chapter whose title speaks of background holds no items."
    ChapterProse "chapter.prose" LIKELY "chapter-of-sentences-beside-work"
        "A chapter of sentences alone, beside chapters with items, holds none."
    ChapterStated "chapter.stated" LIKELY "slides"
        "基本方針 as a list of sentences, beside chapters with items, says what the plan stands for."
    ChapterPassage "chapter.passage" LIKELY "official-form-of-management-support"
        "A numbered passage about what is, or about how the plan means to work, holds no items wherever it stands."
    ChapterWhole "chapter.whole" LIKELY "chapter-of-background-sections"
        "A chapter of which every section is background is background."
    ChapterFreed "chapter.freed" SHAPE "work-below-an-unnumbered-background"
        "Numbers that name work after a background chapter without a number do not stand below it."
    SentenceNamesAgain "explain.named-again" LIKELY "a-dash-that-tells-of-the-item-before"
        "A dash that repeats the name in 「」 of the item before and ends as a sentence tells of it."
    ListsNames "explain.lists" LIKELY "dashes-that-list-places"
        "Dashes of names with what they take in are no things to do."
    KindColumn "kind.column" CUSTOM "html-with-spanning-cells"
        "In a table 区分 is a section, 事業名 an initiative, an item of 内容 a measure."
    KindPillar "kind.pillar" CUSTOM "circles-and-brackets"
        "章, Ⅰ and their kin group, even when they are empty."
    KindHeading "kind.heading" CUSTOM "squares-and-plain-headings"
        "A background chapter is a section; a heading without a number groups what stands below it."
    KindSquare "kind.square" LIKELY "squares-over-words"
        "■ and its kin group bullets, unless they name an action."
    KindHolds "kind.holds" CUSTOM "chapters-and-sections"
        "What holds numbers, headings or ○ sentences groups them."
    KindSentences "kind.sentences" LIKELY "numbers-over-headings-and-sentences"
        "Where numbers of a kind hold headings, ○ sentences directly below another of them are the work it groups."
    KindProgrammes "kind.programmes" LIKELY "numbers-over-diamonds"
        "Where most numbers hold ◆ programmes, the one whose ◆ stand alone groups programmes too."
    KindSteps "kind.steps" LIKELY "kanji-numbers-and-counts"
        "Among initiatives of its level, the one with ① below it is one too: ① are its steps."
    KindAmongPillars "kind.among-pillars" SHAPE "pillars-among-pillars"
        "Among pillars, what stands directly under a number is work, however little that is."
    KindSignPillars "kind.sign-pillars" SHAPE "signs-over-signs-over-signs"
        "Where signs hold signs that hold signs, and no number stands above them, the outermost group what is done."
    KindParenSteps "kind.paren-steps" LIKELY "steps-below-numbers-in-brackets"
        "（１） with ① below it is a programme with its steps."
    KindOwnList "kind.own-list" LIKELY "list-that-begins-anew-below-a-first-number"
        "A number that tells of itself and then numbers its parts in the same way is the programme."
    KindStatement "kind.statement" LIKELY "management-support-plan"
        "A numbered passage that says how (総括方針, 目標) groups nothing and is no work."
    KindBelow "kind.below-item" CUSTOM "markdown"
        "What stands under an initiative or a measure is a measure."
    KindFinest "kind.finest" CUSTOM "chapters-and-sections"
        "The finest thing that the plan numbers or names is an initiative."
    ColumnSection "column.section" CUSTOM "pipes-with-sections-held"
        "区分, 柱 or 基本目標 above a column: its cells group the rows."
    ColumnName "column.name" CUSTOM "html-with-spanning-cells"
        "事業名 or 施策 above a column: its cells name the work."
    ColumnBody "column.body" CUSTOM "html-with-spanning-cells"
        "内容 or 概要 above a column: its cells tell of the work, its list items are measures."
    ColumnFigure "column.figure" CUSTOM "pipes-with-targets"
        "目標, 実績 or 時期 above a column: its cells hold figures of the work."
    ColumnAlien "column.alien" LIKELY "posts-and-names-in-a-table"
        "氏名, 評価 or 決算 above a column: the table is not one of work, unless it tells what the work is."
}

impl Rule {
    /// Its number in stored plans.
    #[must_use]
    pub fn number(self) -> RuleId {
        RuleId(self as u8)
    }

    /// The rule of a number; none for a node that no rule made.
    #[must_use]
    pub fn of(number: RuleId) -> Option<Self> {
        Self::ALL.get(usize::from(number.0)).copied()
    }
}

/// The rules in force. All are, but for the one whose worth is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    off: Option<Rule>,
}

impl Rules {
    /// All of them.
    #[must_use]
    pub fn all() -> Self {
        Self::default()
    }

    /// All but one.
    #[must_use]
    pub fn without(rule: Rule) -> Self {
        Self { off: Some(rule) }
    }

    /// Is the rule in force?
    #[must_use]
    pub fn hold(self, rule: Rule) -> bool {
        self.off != Some(rule)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;
    use std::path::Path;

    #[test]
    fn every_rule_has_its_own_id_and_a_case() {
        let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
        let mut seen = HashSet::new();
        for rule in Rule::ALL {
            assert!(seen.insert(rule.id()), "{} stands twice", rule.id());
            assert!(cases.join(rule.case()).is_dir(), "{} has no case {}", rule.id(), rule.case());
            assert_eq!(Rule::of(rule.number()), Some(*rule));
        }
    }
}
