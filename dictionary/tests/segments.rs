//! The embedded dictionary splits the field's words as kurabe expects.

use std::borrow::Cow;
use std::time::{Duration, Instant};

use lindera::mode::Mode;
use lindera::segmenter::Segmenter;

fn surfaces(text: &str) -> Vec<String> {
    let dictionary = kurabe_dictionary::load().expect("the embedded dictionary opens");
    let segmenter = Segmenter::new(Mode::Normal, dictionary, None);
    segmenter
        .segment(Cow::Borrowed(text))
        .expect("text is segmented")
        .iter()
        .map(|token| token.surface.to_string())
        .collect()
}

#[test]
fn splits_compounds_of_the_field() {
    assert_eq!(surfaces("事業承継の支援"), ["事業", "承継", "の", "支援"]);
    assert_eq!(surfaces("伴走型支援"), ["伴走", "型", "支援"]);
    assert_eq!(surfaces("経営指導員"), ["経営", "指導", "員"]);
}

#[test]
fn carries_every_entry_with_its_part_of_speech_and_base_form() {
    let dictionary = kurabe_dictionary::load().expect("the embedded dictionary opens");
    assert_eq!(dictionary.prefix_dictionary.word_count(), 392_126);

    let segmenter = Segmenter::new(Mode::Normal, dictionary, None);
    let mut tokens = segmenter.segment(Cow::Borrowed("取り組んだ")).expect("text is segmented");
    let details: Vec<&str> = tokens[0].details();
    assert_eq!(details[..2], ["動詞", "自立"]);
    assert_eq!(details[6], "取り組む");
}

/// A generous limit: a table decoded or copied on opening would take far longer.
#[test]
fn opens_at_once() {
    let start = Instant::now();
    kurabe_dictionary::load().expect("the embedded dictionary opens");
    assert!(start.elapsed() < Duration::from_millis(100));
}

#[test]
fn ships_the_notice_of_ipadic() {
    assert!(kurabe_dictionary::NOTICE.contains("Nara Institute of Science"));
    assert!(kurabe_dictionary::NOTICE.contains("NO WARRANTY"));
}
