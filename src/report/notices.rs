//! What a reading could not tell, in sentences.
//!
//! In come notices, out come sentences in either language. What stood in a document stands in them in quotes.

use super::corrected::lost_sentence;
use super::lang::{Lang, lines_text, period_text};
use super::text::tame;
use kurabe_model::notice::Places;
use kurabe_model::{DateDoubt, Field, Notice, NoticeKind, serial_day, whole_days};

/// The plan's notices, one a line.
#[must_use]
pub fn notices_text(notices: &[Notice], lang: Lang) -> String {
    let place = |notice: &Notice| match notice.span {
        Some(span) => lines_text((span.first, span.last), lang),
        None => lang.pick("全体", "whole").to_owned(),
    };
    let line = |notice: &Notice| {
        format!("{}  [{}] {}\n", place(notice), notice.class().name(), tame(&notice_sentence(&notice.kind, lang)))
    };
    notices.iter().map(line).collect()
}

/// One notice as a sentence.
#[must_use]
pub fn notice_sentence(kind: &NoticeKind, lang: Lang) -> String {
    match lang {
        Lang::Ja => japanese(kind),
        Lang::En => english(kind),
    }
}

fn japanese(kind: &NoticeKind) -> String {
    match kind {
        NoticeKind::NotStated(field) => {
            let what = match field {
                Field::Organisation | Field::OrganisationKind => "どの団体の計画か",
                Field::Prefecture => "団体の都道府県が",
                Field::Title => "題名が",
                Field::PlanKind => "計画の種別が",
                Field::Period => "計画の年度が",
            };
            format!("{what}、本文に書かれていません。")
        }
        NoticeKind::DoubtfulPeriod(period) => {
            format!("計画の年度の書き方に食い違いがあり、{}と読みました。", period_text(Some(*period), Lang::Ja))
        }
        NoticeKind::SeveralBodies(names) => {
            format!("団体として{}が並び、どれの計画か分かりません。", names.join("、"))
        }
        NoticeKind::TableAsText => "施策の表とは読めなかったため、表の各欄をそのまま本文として収めました。".to_owned(),
        NoticeKind::NothingToRead => "読み取れる文字がありません。".to_owned(),
        NoticeKind::LinesRestored => {
            "改行が失われた文章のため、項番・見出し・表の形から行を区切って読みました。".to_owned()
        }
        NoticeKind::BrokenLetters(places) => {
            format!("読み取れない文字（�）があります（{}）。", places_text(places, Lang::Ja))
        }
        NoticeKind::ControlLetters(places) => {
            format!("制御文字が混じっています（{}）。", places_text(places, Lang::Ja))
        }
        NoticeKind::SiteParts { stretches, letters } => {
            format!("ページのメニューなど{stretches}か所（{letters}字）は読んでいません。")
        }
        NoticeKind::Hidden { sheets, rows, columns } => {
            let sheets = (!sheets.is_empty()).then(|| format!("シート「{}」", sheets.join("」「")));
            let rows = (*rows > 0).then(|| format!("{rows}行"));
            let columns = (*columns > 0).then(|| format!("{columns}列"));
            let parts: Vec<String> = [sheets, rows, columns].into_iter().flatten().collect();
            format!("非表示の{}は読んでいません。", parts.join("、"))
        }
        NoticeKind::Pictures(count) => format!("画像が{count}点あります。画像の中の文字は読んでいません。"),
        NoticeKind::PictureOnly { page } => format!("{page}ページ：画像のみ（OCRが必要）"),
        NoticeKind::NoCharacters { page } => {
            format!("{page}ページ：文字コードの情報がなく、文字として読めません（OCRが必要）。")
        }
        NoticeKind::SomeWithoutCharacter { page, letters } => {
            format!("{page}ページ：文字コードの情報がない文字が{letters}字あり、読み取っていません。")
        }
        NoticeKind::ScannersLetters { page } => {
            format!("{page}ページ：スキャン画像に付けられた文字（OCR）を読み取りました。誤りを含むことがあります。")
        }
        NoticeKind::ReadByOcr { page } => {
            format!("{page}ページ：OCRで読み取りました。誤りを含むことがあります。")
        }
        NoticeKind::OcrFoundNothing { page } => {
            format!("{page}ページ：画像のみで、OCRでも文字を読み取れませんでした。")
        }
        NoticeKind::OcrMissing => {
            "OCRには tesseract とその日本語データ（jpn）が必要です。インストールしてからもう一度試してください。"
                .to_owned()
        }
        NoticeKind::OcrDataMissing { data } => format!(
            "文字が少ないか、読み取りの確かでないページがありました。\
             横や逆さに置かれたページ、縦書きのページを読むには、tesseract のデータ {} も必要です。インストールしてからもう一度試してください。",
            data.join("、")
        ),
        NoticeKind::PageCutShort { page } => {
            format!("{page}ページは内容が多すぎるため、途中までしか読み取っていません。")
        }
        NoticeKind::PageDamaged { page } => format!("{page}ページは壊れていて、読み取れない部分があります。"),
        NoticeKind::TooLong { page } => format!("{page}ページ以降は、文書が大きすぎるため読み取っていません。"),
        NoticeKind::TooSlow { page } => {
            format!("{page}ページで時間がかかりすぎたため、以降を読み取っていません。")
        }
        NoticeKind::RestDamaged { page } => format!("{page}ページ以降は壊れていて読み取れません。"),
        NoticeKind::Correction { number, words, misfit } => lost_sentence(*number, words, misfit, Lang::Ja),
        NoticeKind::DoubtfulDates { doubt, head, cells, first } => match doubt {
            DateDoubt::Serial => {
                let day = serial_text(first, |year, month, day| format!("{year}年{month}月{day}日"));
                format!(
                    "「{head}」の欄の{cells}件が、日付でなく表計算ソフトの日付の番号になっています（{first}は{day}）。\
                     元の表で日付として表示させ、保存し直してください。"
                )
            }
            DateDoubt::Greenwich => format!(
                "協定世界時の15時（日本では翌日の0時）で書かれた日付が{cells}件あります（{first}など）。\
                 元のデータを日本の日付で出力し直してください。"
            ),
            DateDoubt::Weekday => format!(
                "曜日の合わない日付が{cells}件あります（{first}{}）。\
                 日付か曜日の誤り、またはほかのソフトで変わったものです。元の文書で確かめてください。",
                if *cells > 1 { "など" } else { "" }
            ),
        },
    }
}

fn english(kind: &NoticeKind) -> String {
    match kind {
        NoticeKind::NotStated(field) => {
            let what = match field {
                Field::Organisation | Field::OrganisationKind => "whose plan it is",
                Field::Prefecture => "the body's prefecture",
                Field::Title => "a title",
                Field::PlanKind => "what kind of plan it is",
                Field::Period => "the plan's fiscal years",
            };
            format!("The text does not state {what}.")
        }
        NoticeKind::DoubtfulPeriod(period) => {
            format!("The plan's years contradict each other; read as {}.", period_text(Some(*period), Lang::En))
        }
        NoticeKind::SeveralBodies(names) => {
            format!("Several bodies stand side by side (“{}”); whose plan it is cannot be told.", names.join("”, “"))
        }
        NoticeKind::TableAsText => {
            "This table was not understood as one of work; its cells are kept as text.".to_owned()
        }
        NoticeKind::NothingToRead => "There are no letters to read.".to_owned(),
        NoticeKind::LinesRestored => {
            "The text had lost its line ends; it was cut at its marks, headings and tables.".to_owned()
        }
        NoticeKind::BrokenLetters(places) => {
            format!("Some letters cannot be read (�): {}.", places_text(places, Lang::En))
        }
        NoticeKind::ControlLetters(places) => {
            format!("Control characters stand in the text: {}.", places_text(places, Lang::En))
        }
        NoticeKind::SiteParts { stretches, letters } => {
            format!("{stretches} parts of the page such as menus ({letters} letters) were not read.")
        }
        NoticeKind::Hidden { sheets, rows, columns } => {
            let sheets = (!sheets.is_empty()).then(|| format!("sheets “{}”", sheets.join("”, “")));
            let rows = (*rows > 0).then(|| format!("{rows} rows"));
            let columns = (*columns > 0).then(|| format!("{columns} columns"));
            let parts: Vec<String> = [sheets, rows, columns].into_iter().flatten().collect();
            format!("What is hidden was not read: {}.", parts.join(", "))
        }
        NoticeKind::Pictures(count) => format!("There are {count} pictures; letters in them were not read."),
        NoticeKind::PictureOnly { page } => format!("Page {page}: only a picture (needs OCR)."),
        NoticeKind::NoCharacters { page } => {
            format!("Page {page}: its letters carry no characters and cannot be read as text (needs OCR).")
        }
        NoticeKind::SomeWithoutCharacter { page, letters } => {
            format!("Page {page}: {letters} letters carry no characters and were not read.")
        }
        NoticeKind::ScannersLetters { page } => {
            format!("Page {page}: letters that a scanner laid over the picture (OCR) were read; they may be wrong.")
        }
        NoticeKind::ReadByOcr { page } => format!("Page {page}: read by OCR; it may be wrong."),
        NoticeKind::OcrFoundNothing { page } => format!("Page {page}: only a picture, and OCR found no letters."),
        NoticeKind::OcrMissing => {
            "OCR needs tesseract and its Japanese data (jpn): install them and try again.".to_owned()
        }
        NoticeKind::OcrDataMissing { data } => format!(
            "Some pages gave few letters, or letters that OCR is not sure of. \
             Pages on their side or head, and vertical writing, also need tesseract's data {}: install them and try again.",
            data.join(", ")
        ),
        NoticeKind::PageCutShort { page } => format!("Page {page} holds too much and was read in part."),
        NoticeKind::PageDamaged { page } => format!("Page {page} is damaged; parts of it cannot be read."),
        NoticeKind::TooLong { page } => {
            format!("The document is too large: nothing was read from page {page} on.")
        }
        NoticeKind::TooSlow { page } => format!("Page {page} took too long: nothing was read from it on."),
        NoticeKind::RestDamaged { page } => format!("The document is damaged from page {page} on."),
        NoticeKind::Correction { number, words, misfit } => lost_sentence(*number, words, misfit, Lang::En),
        NoticeKind::DoubtfulDates { doubt, head, cells, first } => match doubt {
            DateDoubt::Serial => {
                let day = serial_text(first, |year, month, day| format!("{year}-{month:02}-{day:02}"));
                format!(
                    "Below “{head}” {cells} days are a spreadsheet's numbers ({first} is {day}). \
                     Let the original show them as dates, and save it anew."
                )
            }
            DateDoubt::Greenwich => format!(
                "{cells} days are told as 15:00 in Greenwich, the next day's midnight in Japan ({first} and so on). \
                 Write them out anew as days of Japan."
            ),
            DateDoubt::Weekday => format!(
                "{cells} days stand beside another day's weekday (the first is “{first}”): \
                 day or weekday is wrong, or another program has changed it. Look it up in the original."
            ),
        },
    }
}

/// The day of a spreadsheet's number, in the words of a language.
fn serial_text(number: &str, words: fn(i64, i64, i64) -> String) -> String {
    whole_days(number).map(serial_day).map_or_else(|| number.to_owned(), |(year, month, day)| words(year, month, day))
}

/// How many letters, and on which lines.
fn places_text(places: &Places, lang: Lang) -> String {
    let lines: Vec<String> = places.lines.iter().map(u32::to_string).collect();
    let letters = places.letters;
    match lang {
        Lang::Ja => format!("{letters}字、{}行{}", lines.join("、"), if places.more { "ほか" } else { "" }),
        Lang::En => {
            let more = if places.more { " and others" } else { "" };
            format!("{letters} on lines {}{more}", lines.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kurabe_model::{Misfit, Period, Sought};

    /// Every kind of notice, with values that hold no kana of their own.
    fn all() -> Vec<NoticeKind> {
        use NoticeKind::*;
        let fields = [
            Field::Organisation,
            Field::OrganisationKind,
            Field::Prefecture,
            Field::Title,
            Field::PlanKind,
            Field::Period,
        ];
        let places = || Places { letters: 7, lines: vec![1, 2, 3, 5, 8], more: true };
        let page = 3;
        let dates =
            |doubt, first: &str| DoubtfulDates { doubt, head: "日".to_owned(), cells: 2, first: first.to_owned() };
        let rest = [
            DoubtfulPeriod(Period::year(2023)),
            SeveralBodies(vec!["津商工会議所".to_owned(), "呉商工会議所".to_owned()]),
            TableAsText,
            NothingToRead,
            LinesRestored,
            BrokenLetters(places()),
            ControlLetters(places()),
            SiteParts { stretches: 2, letters: 120 },
            Hidden { sheets: vec!["控".to_owned()], rows: 1, columns: 2 },
            Pictures(4),
            PictureOnly { page },
            NoCharacters { page },
            SomeWithoutCharacter { page, letters: 12 },
            ScannersLetters { page },
            ReadByOcr { page },
            OcrFoundNothing { page },
            OcrMissing,
            OcrDataMissing { data: vec!["osd".to_owned(), "jpn_vert".to_owned()] },
            PageCutShort { page },
            PageDamaged { page },
            TooLong { page },
            TooSlow { page },
            RestDamaged { page },
            dates(DateDoubt::Serial, "45748"),
            dates(DateDoubt::Greenwich, "2025-03-31T15:00:00Z"),
            dates(DateDoubt::Weekday, "2025/1/3(Tue)"),
        ];
        let lost = |misfit| Correction { number: 3, words: "観光".to_owned(), misfit };
        let misfits = [
            Misfit::Missing(Sought::Item),
            Misfit::Missing(Sought::Line),
            Misfit::Several(Sought::Parent, 1, 2),
            Misfit::Several(Sought::Figure, 1, 2),
            Misfit::Circle,
            Misfit::Shared,
            Misfit::Theme("港".to_owned()),
            Misfit::Plan("tsu/r5".to_owned()),
            Misfit::Another("tsu/papers~2".to_owned()),
        ];
        fields.into_iter().map(NotStated).chain(rest).chain(misfits.map(lost)).collect()
    }

    #[test]
    fn every_notice_has_a_sentence_in_each_language() {
        let kana = |letter: char| ('\u{3041}'..='\u{30ff}').contains(&letter);
        for kind in all() {
            let (ja, en) = (notice_sentence(&kind, Lang::Ja), notice_sentence(&kind, Lang::En));
            assert!(ja.contains(kana), "{ja}");
            assert!(!en.contains(kana) && en.ends_with('.'), "{en}");
        }
    }

    #[test]
    fn values_stand_in_the_sentences() {
        let hidden = NoticeKind::Hidden { sheets: vec!["控え".to_owned()], rows: 1, columns: 1 };
        assert_eq!(notice_sentence(&hidden, Lang::Ja), "非表示のシート「控え」、1行、1列は読んでいません。");
        assert_eq!(
            notice_sentence(&hidden, Lang::En),
            "What is hidden was not read: sheets “控え”, 1 rows, 1 columns."
        );
        let dates = |doubt, head: &str, cells, first: &str| {
            let (head, first) = (head.to_owned(), first.to_owned());
            notice_sentence(&NoticeKind::DoubtfulDates { doubt, head, cells, first }, Lang::Ja)
        };
        let serial = dates(DateDoubt::Serial, "開催日", 2, "45748.5");
        assert!(serial.starts_with("「開催日」の欄の2件が") && serial.contains("45748.5は2025年4月1日"), "{serial}");
        let weekday = dates(DateDoubt::Weekday, "", 1, "令和7年4月1日（水）");
        assert!(weekday.starts_with("曜日の合わない日付が1件あります（令和7年4月1日（水））。"), "{weekday}");
        let broken = NoticeKind::BrokenLetters(Places { letters: 2, lines: vec![14], more: false });
        assert_eq!(notice_sentence(&broken, Lang::Ja), "読み取れない文字（�）があります（2字、14行）。");
    }
}
