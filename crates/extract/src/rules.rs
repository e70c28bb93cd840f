//! The rules by which a plan is read: each has a name, a sentence, the case that made it, and how sure it is.
//!
//! What comes in is a rule, what goes out is what is known of it. The rules themselves stand in ordered tables
//! where they decide: `outline/text.rs` what a line is, `outline/roles.rs` what the head of a column says,
//! `outline/chapter.rs` which chapters tell of the background, `outline/explain.rs` which dashes only explain,
//! `extract/item.rs` what an entry is to the plan, `extract/sign.rs` what speaks against a reading once it is made.
//! This room must not know texts.

use kurabe_model::{RuleId, Sure};

// How many of a hundred such readings a careful reader has too, as `just ablate` counts them.
/// The plan prints it: a mark, the heading of a column.
const PRINTED: Sure = Sure(98);
/// Custom says it, hardly ever otherwise.
const CUSTOM: Sure = Sure(95);
/// Place and wording say it together.
const LIKELY: Sure = Sure(85);
/// Shape alone says it: other documents mean something else by it.
const SHAPE: Sure = Sure(65);
/// Something speaks against it.
const AGAINST: Sure = Sure(40);

macro_rules! rules {
    ($($name:ident $id:literal $sure:ident $case:literal $says:literal $japanese:literal)*) => {
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

            /// The same in Japanese.
            #[must_use]
            pub fn japanese(self) -> &'static str {
                match self { $(Self::$name => $japanese,)* }
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
    FormName "form.name" CUSTOM "forms-with-a-label-a-line"
        "Where 事業名 stands on a line of its own again and again, the line below it names work, and 目的 and 実績 are its parts."
        "「事業名」だけの行が繰り返されるとき、次の行は事業の名、「目的」「実績」などはその一部とします。"
    Effect "text.effect" LIKELY "effects-below-work"
        "A point below 期待される効果 says what is hoped for and is text of the item above."
        "「期待される効果」の下の点は、上の項目の文とします。"
    Card "text.card" LIKELY "indicators-told-in-words"
        "A line of 指標, 現状 and 目標 with their figures tells of an indicator of the item above."
        "「指標」「現状」「目標」とその数値の行は、上の項目の指標とします。"
    Target "text.target" CUSTOM "pillars-with-labels-and-aims"
        "A line with a figure below 【数値目標】 is a figure of the item above."
        "【数値目標】の下の数値のある行は、上の項目の数値とします。"
    RepeatedField "mark.repeated-field" LIKELY "fields-numbered-below-each-item"
        "Numbered labels that come again below several numbers (①実施内容 ②実施日 ③成果) tell of the item above."
        "①実施内容、②実施日、③成果のように、いくつもの番号の下で繰り返す見出しは、上の項目の説明とします。"
    SlotOfWork "text.slot-of-work" CUSTOM "work-in-brackets-beside-its-aims"
        "【事業内容】 over numbered work, below a heading that is no work itself, heads it."
        "事業ではない見出しの下の【事業内容】に番号の項目が続くので、その見出しとします。"
    Slot "text.slot" CUSTOM "pillars-with-labels-and-aims"
        "【現状と課題】 or 実施内容 under a number names a part of that item."
        "番号の下の【現状と課題】や「実施内容」は、その項目の一部とします。"
    Legend "text.legend" CUSTOM "legend-of-signs"
        "※重点項目 says what the plan means by its sign."
        "「※重点項目」は、その印の意味を示す凡例とします。"
    SlotLabel "mark.slot" CUSTOM "chapters-and-sections"
        "【目標】 with words behind it is text of the item above."
        "【目標】の後に文があれば、上の項目の文とします。"
    RepeatedLabel "mark.label" LIKELY "labels-under-every-pillar"
        "The same heading in brackets at the head of every chapter says nothing of its own."
        "どの章の頭にもある同じ【　】の見出しは、それ自体では何も言わないものとします。"
    ColonSlot "mark.colon-slot" CUSTOM "slots-as-bullets"
        "A bullet that names a part of the programme and ends with a colon heads what is below it."
        "事業の一部の名にコロンが付いた行は、下に続くものの見出しとします。"
    MarkedFlag "mark.flag" PRINTED "flags-on-lines-of-their-own"
        "A bracket that only says NEW or 新規 marks the item above."
        "「NEW」「新規」だけの【　】は、上の項目の印とします。"
    Reference "mark.reference" PRINTED "points-of-a-guideline-behind-headings"
        "A bracket that only names a point of a guideline (【指針③】) belongs to the heading above."
        "指針の番号だけの【　】（【指針③】）は、上の見出しの一部とします。"
    Measures "mark.measures" LIKELY "circled-names-of-indicators"
        "Where circled numbers name what is measured (①新規事業数) they are names of indicators."
        "丸数字が測るものの名（①新規事業数）であれば、指標の名とします。"
    Continued "mark.continued" PRINTED "heading-taken-up-again"
        "A heading repeated with （続き） is the same heading."
        "「（続き）」の付いた同じ見出しは、同じ見出しの続きとします。"
    Agenda "mark.agenda" LIKELY "minutes-of-a-year"
        "Under a meeting, a number with について or の件 tells what was talked about."
        "会議の下の「～について」「～の件」は、話し合われた議題とします。"
    Elsewhere "mark.elsewhere" LIKELY "lines-that-point-elsewhere"
        "A sign before a line that ends with 参照 points elsewhere."
        "「参照」で終わる行は、ほかの場所を指すだけのものとします。"
    Note "mark.note" CUSTOM "notes-below-items"
        "※ is a note, unless the plan's legend gives it a meaning."
        "「※」は、凡例がなければ注記とします。"
    Person "mark.person" CUSTOM "people-in-a-list"
        "A numbered or marked line that calls someone 様 or 氏 names a person, and no work."
        "「様」「氏」の付く番号や印の行は、人の名とします。"
    Marked "mark.item" PRINTED "chapters-and-sections"
        "A line that begins with a mark is an item or a heading."
        "項番や印で始まる行は、項目か見出しとします。"
    Indented "plain.indented" SHAPE "outline-told-by-margins-alone"
        "The document marks and numbers nothing: how far a line is set in tells its level."
        "番号や印のない文書なので、字下げの深さから階層をとりました。"
    PartAndWork "plain.part-and-work" LIKELY "parts-of-the-body-and-their-work"
        "Lines that each name a part of the body or a meeting, and behind a gap or dots what it does, are items."
        "部会や会議の名のあとに、空きや点線を置いて内容を述べる行が並ぶので、それぞれを項目とします。"
    ColumnWords "plain.column-words" CUSTOM "head-that-names-the-depths-of-a-list"
        "A line of nothing but words that head columns (施策 主な取組) is the head of a table whose rows became a list."
        "列見出しの語だけの行（施策　主な取組）は、表の行が箇条書きになったものの見出しとします。"
    PlainFlag "plain.flag" PRINTED "flags-on-lines-of-their-own"
        "A line that only says NEW or 新規 marks the item above."
        "「NEW」「新規」だけの行は、上の項目の印とします。"
    PlainSlotLabel "plain.slot" CUSTOM "slots-as-bullets"
        "目標：出展10者 tells of the item above."
        "「目標：出展10者」は、上の項目の説明とします。"
    Alone "plain.alone" CUSTOM "foreword-before-numbers-that-run-on"
        "はじめに, 答申書, 名簿 stand alone, whatever comes before or after."
        "「はじめに」「答申書」「名簿」は、前後にかかわらず独立した章とします。"
    LikeNext "plain.like-next" SHAPE "label-said-like-the-next-bullet"
        "A label before a colon, followed by a bullet said alike, is such an item without its mark."
        "コロンの前の語が次の箇条と同じ書き方なので、印のない同じ種類の項目とみました。"
    FormWork "plain.form-work" PRINTED "labels-of-the-summary-form-out-of-place"
        "事業内容 before Ⅰ is a label of the summary form and stands at the top."
        "「Ⅰ」の前の「事業内容」は、概要の様式の見出しとして最上位に置きます。"
    Rating "mark.rating" PRINTED "letters-of-a-rating-explained"
        "Lines that say one behind the other what A, B and C of a rating mean, or count what stands on the steps of a scale, are no work."
        "評価のA・B・Cの意味を順に述べる行や、評価の段階ごとに数を示す行は、取組ではないものとします。"
    Hours "mark.hours" PRINTED "letters-of-a-rating-explained"
        "A line in <> that gives weekdays and hours says when, and heads nothing."
        "＜　＞の中が曜日と時刻の行は、見出しではなく時間の案内とします。"
    Calendar "mark.calendar" LIKELY "months-of-a-calendar"
        "年間行事予定 over lines that each begin with a month or a day stands beside all that came before."
        "月や日で始まる行が続く「年間行事予定」は、それまでの項目と並ぶ見出しとします。"
    Diary "plain.diary" LIKELY "days-of-a-diary"
        "Where several lines give a day or a month and a name, each is what is held then."
        "月や日に名の続く行がいくつもあるので、それぞれをそのときの行事とします。"
    LeadsLabels "plain.leads-labels" LIKELY "names-before-labels-that-tell-of-them"
        "A short line below （3）事業内容, before labels that tell of it (【調査対象】), names work."
        "「（3）事業内容」の下の短い行に【調査対象】などの説明が続くので、その名の事業とします。"
    Enclosed "plain.enclosed" LIKELY "headings-in-round-brackets"
        "Several lines that stand in round brackets whole, each over numbers or bullets, are headings; so are several quoted ones over sentences."
        "全体を（　）で囲んだ短い行がいくつもあり、番号や箇条が続くので、見出しとします。「　」の行に文が続くときも同じです。"
    Background "plain.background" LIKELY "background-in-the-middle-and-at-the-end"
        "A short line of background words, followed by text, heads a background chapter."
        "背景を示す語の短い行に文が続くので、背景の章の見出しとします。"
    Listed "plain.listed" CUSTOM "headings-that-the-contents-name"
        "A line that the contents list names is a heading."
        "目次に名のある行は、見出しとします。"
    Parallel "plain.parallel" SHAPE "headings-that-begin-alike"
        "A line that begins like the open heading without a number is the next of its kind."
        "開いている見出しと同じ語で始まる番号のない行なので、並びの見出しとみました。"
    Between "plain.between" SHAPE "short-heading-between-list-and-number"
        "Between a list and the next number a short line heads what follows."
        "箇条と次の番号の間にある短い行なので、後に続くものの見出しとみました。"
    LeadsList "plain.leads-list" LIKELY "squares-and-plain-headings"
        "A short line before a list or a first number heads it."
        "箇条や番号の初めの前にある短い行は、その見出しとします。"
    LeadsBlock "plain.leads-block" SHAPE "table-under-a-short-heading"
        "A short line before a bracket or a table heads it."
        "【　】や表の前にある短い行なので、その見出しとみました。"
    LeadsProse "plain.leads-prose" SHAPE "names-followed-by-prose"
        "A short line before a sentence is the name of what the sentence tells."
        "文の前にある短い行なので、その文が述べるものの名とみました。"
    LeadsActions "plain.leads-actions" SHAPE "names-of-work-without-marks"
        "A short line that ends with 事業 or 活動, over lines without marks that each name work, heads them."
        "「事業」「活動」などで終わる短い行の下に、印のない事業名の行が続くので、その見出しとみました。"
    LeadsFacts "plain.leads-facts" SHAPE "report-told-below-roman-numbers"
        "The name of a part of the body (青年部会) alone on its line, before a line of figures, heads what it did."
        "部会などの名だけの行に数値の行が続くので、その活動の見出しとみました。"
    Paragraph "text.paragraph" CUSTOM "chapters-and-sections"
        "What is nothing else is text of the entry above."
        "ほかの何でもない行は、上の項目の文とします。"
    SentenceOfWork "text.sentence-of-work" LIKELY "sentences-under-headings-of-work"
        "Sentences without marks that each say what is done, below a heading of work, are its items."
        "事業の見出しの下の、それぞれが何をするかを言う印のない文は、項目とします。"
    CountedProse "text.counted-prose" LIKELY "work-counted-in-prose"
        "Passages that count what they tell (第１は、 or まず、 and 次に、) are items of the heading above."
        "「第１は、」「まず、」「次に、」のように数えながら述べる文は、上の見出しの項目とします。"
    Table "table.row" CUSTOM "html-with-spanning-cells"
        "The heading of a column says what its cells are."
        "列の見出しが、その列の内容を決めます。"
    ChapterTitled "chapter.titled" CUSTOM "background-folds-around-pillars"
        "A chapter whose title speaks of background holds no items."
        "題名が背景を述べる章には、項目はないものとします。"
    ChapterProse "chapter.prose" LIKELY "chapter-of-sentences-beside-work"
        "A chapter of sentences alone, beside chapters with items, holds none."
        "項目のある章と並ぶ、文だけの章には、項目はないものとします。"
    ChapterStated "chapter.stated" LIKELY "slides"
        "基本方針 as a list of sentences, beside chapters with items, says what the plan stands for."
        "項目のある章と並ぶ、基本方針などの文の列は、計画の立場を述べるものとします。"
    ChapterWhom "chapter.whom" LIKELY "captions-over-a-list"
        "利用対象者 or 加入資格 over a list of which nothing names an action says for whom something is."
        "行うことを言わない列の上の「利用対象者」「加入資格」は、だれのためかを述べるものとします。"
    ChapterStatutes "chapter.statutes" CUSTOM "statutes-behind-a-plan"
        "A chapter of nothing but 第1条, 第2条 is one of the body's statutes."
        "「第1条」「第2条」だけからなる章は、団体の会則などとします。"
    ChapterPassage "chapter.passage" LIKELY "official-form-of-management-support"
        "A numbered passage about what is, or about how the plan means to work, holds no items wherever it stands."
        "現状や進め方を述べる番号付きの節には、どこにあっても項目はないものとします。"
    ChapterWhole "chapter.whole" LIKELY "chapter-of-background-sections"
        "A chapter of which every section is background is background."
        "どの節も背景である章は、背景とします。"
    ChapterFreed "chapter.freed" SHAPE "work-below-an-unnumbered-background"
        "Numbers that name work after a background chapter without a number do not stand below it."
        "番号のない背景の章の後の、取組を挙げる番号なので、その章の下には置かないものとみました。"
    SentenceNamesAgain "explain.named-again" LIKELY "a-dash-that-tells-of-the-item-before"
        "A dash that repeats the name in 「」 of the item before and ends as a sentence tells of it."
        "前の項目の「　」の名を繰り返し、文として終わる「－」の行は、その説明とします。"
    ListsNames "explain.lists" LIKELY "dashes-that-list-places"
        "Dashes of names with what they take in are no things to do."
        "名とその内訳を並べた「－」の行は、取組ではないものとします。"
    ListsFigures "explain.figures" LIKELY "figures-in-a-list"
        "A list whose points only name what was measured, with its figure (会員数 247人), is text of the heading above."
        "測ったものの名と数値だけの箇条（会員数 247人）は、取組ではなく上の見出しの文とします。"
    KindColumn "kind.column" PRINTED "html-with-spanning-cells"
        "In a table 区分 is a section, 事業名 an initiative, an item of 内容 a measure."
        "表では、区分は柱、事業名は施策、内容の箇条は取組とします。"
    KindPillar "kind.pillar" CUSTOM "circles-and-brackets"
        "章, Ⅰ and their kin group, even when they are empty."
        "「章」「Ⅰ」などは、下に何もなくても柱とします。"
    KindAim "kind.aim" LIKELY "numbered-aims-over-bullets"
        "基本目標1, 戦略2 or 柱3 that holds bullets names what the plan aims at and groups them."
        "箇条を下に持つ「基本目標１」「戦略２」「柱３」は、計画がめざすところを示す柱とします。"
    KindHeading "kind.heading" CUSTOM "squares-and-plain-headings"
        "A background chapter is a section; a heading without a number groups what stands below it."
        "背景の章は柱とし、番号のない見出しは下のものをまとめる柱とします。"
    KindSquare "kind.square" LIKELY "squares-over-words"
        "■ and its kin group bullets, unless they name an action."
        "「■」などは、何をするかを言うのでなければ、箇条をまとめる柱とします。"
    KindHolds "kind.holds" CUSTOM "chapters-and-sections"
        "What holds numbers, headings or ○ sentences groups them."
        "番号・見出し・○の文を下に持つものは、それらをまとめる柱とします。"
    KindSentences "kind.sentences" LIKELY "numbers-over-headings-and-sentences"
        "Where numbers of a kind hold headings, ○ sentences directly below another of them are the work it groups."
        "同じ種類の番号が見出しを持つとき、並びの番号のすぐ下の○の文は、まとめられた施策とします。"
    KindProgrammes "kind.programmes" LIKELY "numbers-over-diamonds"
        "Where most numbers hold ◆ programmes, the one whose ◆ stand alone groups programmes too."
        "多くの番号が◆の事業を持つとき、◆だけを持つ番号も事業をまとめる柱とします。"
    KindSteps "kind.steps" LIKELY "kanji-numbers-and-counts"
        "Among initiatives of its level, the one with ① below it is one too: ① are its steps."
        "施策の並びの中で①を下に持つものは、それも施策で、①はその手順とします。"
    KindAmongPillars "kind.among-pillars" SHAPE "pillars-among-pillars"
        "Among pillars, what stands directly under a number is work, however little that is."
        "柱の並びの中で番号のすぐ下にあるので、短くても取組とみました。"
    KindFields "kind.fields" LIKELY "letters-of-a-rating-explained"
        "Numbers that say whose work stands below them (総務関係, 組織関係), where most of a level do, group it."
        "並びの多くが「総務関係」のように担当や分野を示す番号なので、見出しとします。"
    KindTakenUp "kind.taken-up" LIKELY "outline-before-the-details"
        "What a later heading of the same number and words takes up and holds is a heading itself."
        "あとで同じ番号と語の見出しが受けて中身を持つので、先に挙げたほうも見出しとします。"
    KindSquareItems "kind.square-items" LIKELY "squares-over-squares"
        "Squares of one sign below others are of one kind: where most of them are work, all are."
        "■の下の◇などは同じ種類の項目なので、多くが事業なら、箇条をもつものも事業とします。"
    KindSignPillars "kind.sign-pillars" SHAPE "signs-over-signs-over-signs"
        "Where signs hold signs that hold signs, and no number stands above them, the outermost group what is done."
        "印の下に印、その下にまた印があり、番号がないので、いちばん外の印を柱とみました。"
    KindParenSteps "kind.paren-steps" LIKELY "steps-below-numbers-in-brackets"
        "（１） with ① below it is a programme with its steps."
        "①を下に持つ（１）は、手順のある事業とします。"
    KindOwnList "kind.own-list" LIKELY "list-that-begins-anew-below-a-first-number"
        "A number that tells of itself and then numbers its parts in the same way is the programme."
        "自らを説明したうえで、同じ番号で部分を数える項目は、事業とします。"
    KindBareNames "kind.bare-names" SHAPE "names-in-brackets-below-work"
        "Below a pillar, where some numbers tell of themselves and others hold nothing but names in （１）, all are work and the names its steps."
        "柱の下の番号に、自らを述べるものと（１）の名だけを並べるものがあるので、どれも施策、（１）はその手順とみました。"
    KindToldPillar "kind.told-pillar" LIKELY "report-told-below-roman-numbers"
        "In a report Ⅴ that holds nothing but its own text is work, and its text what was done."
        "報告で、自らの文だけを持つ「Ⅴ」などは、施策とし、その文を行ったこととします。"
    KindToldHeading "kind.told-heading" LIKELY "headings-that-name-what-was-held"
        "In a report, headings without a mark over nothing but prose, most of which name an event or what was done, are work."
        "報告で、文だけが続く印のない見出しの多くが行事や行ったことの名なので、施策とします。"
    KindStatement "kind.statement" LIKELY "management-support-plan"
        "A numbered passage that says how (総括方針, 目標) groups nothing and is no work."
        "方針や目標を述べる番号付きの節は、何もまとめず、取組でもないものとします。"
    KindBelow "kind.below-item" CUSTOM "markdown"
        "What stands under an initiative or a measure is a measure."
        "施策や取組の下にあるものは、取組とします。"
    KindFinest "kind.finest" CUSTOM "chapters-and-sections"
        "The finest thing that the plan numbers or names is an initiative."
        "計画が番号や名を付けた最も細かいものは、施策とします。"
    ColumnSection "column.section" PRINTED "pipes-with-sections-held"
        "区分, 柱 or 基本目標 above a column: its cells group the rows."
        "列見出しが「区分」「柱」「基本目標」なら、その列は行をまとめます。"
    ColumnName "column.name" PRINTED "html-with-spanning-cells"
        "事業名 or 施策 above a column: its cells name the work."
        "列見出しが「事業名」「施策」なら、その列は事業の名です。"
    ColumnBody "column.body" CUSTOM "html-with-spanning-cells"
        "内容 or 概要 above a column: its cells tell of the work, its list items are measures."
        "列見出しが「内容」「概要」なら、その列は事業の説明で、箇条は取組です。"
    ColumnFigure "column.figure" CUSTOM "pipes-with-targets"
        "目標, 実績 or 時期 above a column: its cells hold figures of the work."
        "列見出しが「目標」「実績」「時期」なら、その列は事業の数値です。"
    ColumnAlien "column.alien" LIKELY "posts-and-names-in-a-table"
        "氏名, 評価 or 決算 above a column: the table is not one of work, unless it tells what the work is."
        "列見出しに「氏名」「評価」「決算」があり、事業が何かを言わない表は、事業の表ではないものとします。"
    SignNamesMeasure "sign.names-measure" AGAINST "titles-that-may-be-no-items"
        "A title that ends as the name of what is counted (来場者数) may be an indicator."
        "題名が数えるものの名（来場者数など）で終わっており、項目ではなく指標かもしれません。"
    SignTellsHow "sign.tells-how" SHAPE "titles-that-may-be-no-items"
        "A title that speaks of the background, or of how the plan means to work (実施状況, 背景), may be no item."
        "題名が背景や進め方（実施状況、背景など）を述べており、取組ではないかもしれません。"
    SignTorn "sign.torn" AGAINST "titles-that-may-be-no-items"
        "A title that begins or ends inside a sentence, or leaves a bracket open, may be part of another line."
        "題名が文の途中で始まるか終わるか、括弧が閉じておらず、ほかの行の一部かもしれません。"
    SignBelowBackground "sign.below-background" AGAINST "titles-that-may-be-no-items"
        "What stands right below a heading of the background may tell what is so, not what is done."
        "背景や立場を述べる見出しのすぐ下にあり、することではなく説明かもしれません。"
    SignNamesNoAction "sign.names-no-action" LIKELY "titles-that-may-be-no-items"
        "A mark before words that name no action, with nothing below them, may only list a name."
        "印の後の語が何をするかを言わず、下にも何もないので、名を並べただけかもしれません。"
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
