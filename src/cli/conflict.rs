//! Options and words that do not go together: one sentence each, with what can be typed instead.
//!
//! In comes what was typed, out comes the first of it that would be passed over. What a verb does must not be known here.

use crate::report::Lang;

/// An option with whether it was typed.
pub(super) type Given = (&'static str, bool);

/// What was typed would be passed over, so that nothing is done.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Conflict {
    /// It means something only with another option, or with another verb.
    #[error("{option} goes only with {with}")]
    Alone { option: &'static str, with: &'static str },
    /// Each means something, but not both.
    #[error("{option} does not go with {other}")]
    Both { option: &'static str, other: &'static str },
    /// The verb has no use for it in any way.
    #[error("{verb} does not take {option}")]
    Useless { option: &'static str, verb: &'static str },
    /// A word too many, and the verb that takes it, if one does.
    #[error("{word} is too much")]
    Word { word: String, verb: Option<&'static str> },
}

/// Fails with the first of some options that was typed: they mean something only with what was not.
pub(super) fn only_with(options: &[Given], with: &'static str) -> Result<(), Conflict> {
    first(options).map_or(Ok(()), |option| Err(Conflict::Alone { option, with }))
}

/// Fails with the first of some options that was typed: they do not go with another, which was.
pub(super) fn not_with(options: &[Given], other: &'static str) -> Result<(), Conflict> {
    first(options).map_or(Ok(()), |option| Err(Conflict::Both { option, other }))
}

/// Fails with the first of some options that was typed: the verb does not take them.
pub(super) fn useless(options: &[Given], verb: &'static str) -> Result<(), Conflict> {
    first(options).map_or(Ok(()), |option| Err(Conflict::Useless { option, verb }))
}

/// Fails if there is a word too many, and names the verb that takes it, if one does.
pub(super) fn no_word(word: Option<&String>, verb: Option<&'static str>) -> Result<(), Conflict> {
    word.map_or(Ok(()), |word| Err(Conflict::Word { word: word.clone(), verb }))
}

fn first(options: &[Given]) -> Option<&'static str> {
    options.iter().find(|(_, is_typed)| *is_typed).map(|(option, _)| *option)
}

impl Conflict {
    pub(super) fn sentence(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Alone { option, with }, Lang::Ja) => {
                format!("{option} は {with} とともに使うものです。そうするか、{option} を外してください。")
            }
            (Self::Alone { option, with }, Lang::En) => {
                format!("{option} goes only with {with}: use that, or leave {option} out.")
            }
            (Self::Both { option, other }, Lang::Ja) => {
                format!("{option} と {other} は一緒に使えません。どちらかを外してください。")
            }
            (Self::Both { option, other }, Lang::En) => {
                format!("{option} and {other} do not go together: leave one of them out.")
            }
            (Self::Useless { option, verb }, Lang::Ja) => {
                format!("kurabe {verb} では {option} を使えません。外してください。")
            }
            (Self::Useless { option, verb }, Lang::En) => {
                format!("kurabe {verb} does not take {option}: leave it out.")
            }
            (Self::Word { word, verb }, Lang::Ja) => {
                let instead =
                    verb.map_or_else(String::new, |verb| format!("kurabe {verb} {} とするか、", as_word(word)));
                format!("「{word}」は余分です。{instead}外してください。")
            }
            (Self::Word { word, verb }, Lang::En) => {
                let instead = verb.map_or_else(String::new, |verb| format!("use kurabe {verb} {}, or ", as_word(word)));
                format!("{word} is too much: {instead}leave it out.")
            }
        }
    }
}

/// A name as it is typed at a terminal: between quotes where it would fall into several words.
pub(super) fn as_word(name: &str) -> String {
    let is_odd = |letter: char| letter.is_whitespace() || "\"'`$&|;<>()*?!#~\\[]{}".contains(letter);
    if name.contains(is_odd) { format!("'{}'", name.replace('\'', "'\\''")) } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_one_word() {
        assert_eq!((as_word("観光の動き").as_str(), as_word("観光 7年").as_str()), ("観光の動き", "'観光 7年'"));
        assert_eq!((as_word("全角　空き").as_str(), as_word("it's").as_str()), ("'全角　空き'", "'it'\\''s'"));
    }

    #[test]
    fn the_first_that_was_typed_is_named() {
        let options = [("--seed", false), ("--limit", true), ("--judged", true)];
        let said = only_with(&options, "kurabe themes audit").unwrap_err().sentence(Lang::Ja);
        assert!(said.starts_with("--limit は kurabe themes audit とともに使うものです。"), "{said}");
        assert_eq!(not_with(&options[..1], "--notices"), Ok(()));
        let said = no_word(Some(&"観光 7年".to_owned()), Some("themes test")).unwrap_err().sentence(Lang::En);
        assert_eq!(said, "観光 7年 is too much: use kurabe themes test '観光 7年', or leave it out.");
    }
}
