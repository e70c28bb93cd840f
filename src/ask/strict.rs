//! A request of a program, read strictly: what is not as described is told, never guessed.
//!
//! In come the fields of a question and names with values, out come values within their limits, those that were not
//! given filled in. The pages read the same names leniently.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::field::{Field, Kind};
use super::params::Params;
use crate::report::Lang;
use kurabe_index::query::{Filter, LONGEST};
use kurabe_model::PlanKind;

/// What is wrong with a request.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Fault {
    #[error("not UTF-8")]
    Coding,
    #[error("no {name} here, only {takes}")]
    Unknown { name: String, takes: String },
    #[error("{0} is missing")]
    Missing(&'static str),
    #[error("{0} stands more than once")]
    Twice(&'static str),
    #[error("{0} has more than {1} entries")]
    Entries(&'static str, usize),
    #[error("{0} is longer than {1}")]
    Long(&'static str, usize),
    #[error("{0} is no whole number from {1} to {2}")]
    Whole(&'static str, u32, u32),
    #[error("{0} is none of {1}")]
    Choice(&'static str, String),
    #[error("{0} is no year")]
    Year(&'static str),
    #[error("from is after to")]
    Order,
    #[error("{0} is of another kind")]
    Form(&'static str, Form),
}

/// What a value of JSON has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Text,
    Texts,
    Truth,
}

/// Reads what a question takes, from the members of a JSON object. Lists may be one text with commas, as in addresses.
pub(crate) fn read_json(takes: &[&Field], given: &Map<String, Value>) -> Result<Params, Fault> {
    let mut pairs = Vec::new();
    for (name, value) in given {
        let field = takes.iter().find(|field| field.name == name);
        let texts = match field {
            Some(field) => from_json(field, value)?,
            // Which names there are is said below.
            None => vec![String::new()],
        };
        pairs.extend(texts.into_iter().map(|text| (Cow::from(name.as_str()), Cow::from(text))));
    }
    read_pairs(takes, &pairs)
}

/// A value of JSON as addresses have it; nothing for what is as good as not given.
fn from_json(field: &Field, value: &Value) -> Result<Vec<String>, Fault> {
    let is_list = field.kind.entries() > 1;
    let form = match field.kind {
        Kind::Flag => Form::Truth,
        _ if is_list => Form::Texts,
        _ => Form::Text,
    };
    Ok(match value {
        Value::Null => Vec::new(),
        Value::Bool(is_wanted) if form == Form::Truth => is_wanted.then(|| "1".to_owned()).into_iter().collect(),
        Value::String(text) => vec![text.clone()],
        // What is no whole number is told as such by whoever reads it.
        Value::Number(number) if matches!(field.kind, Kind::Whole { .. } | Kind::Year) => vec![number.to_string()],
        Value::Array(values) if is_list => {
            let texts: Option<Vec<String>> = values.iter().map(|value| value.as_str().map(str::to_owned)).collect();
            texts.ok_or(Fault::Form(field.name, form))?
        }
        _ => match field.kind {
            Kind::Whole { least, most, .. } => return Err(Fault::Whole(field.name, least, most)),
            Kind::Year => return Err(Fault::Year(field.name)),
            Kind::One { of, .. } => {
                return Err(Fault::Choice(
                    field.name,
                    of.iter().map(|(value, _)| *value).collect::<Vec<_>>().join(", "),
                ));
            }
            _ => return Err(Fault::Form(field.name, form)),
        },
    })
}

/// Reads what an address takes, from what stands after its `?`.
pub(crate) fn read(takes: &[Field], asked: &str) -> Result<Params, Fault> {
    if percent_encoding::percent_decode_str(asked).decode_utf8().is_err() {
        return Err(Fault::Coding);
    }
    let pairs: Vec<_> = form_urlencoded::parse(asked.as_bytes()).collect();
    read_pairs(&takes.iter().collect::<Vec<_>>(), &pairs)
}

fn read_pairs(takes: &[&Field], pairs: &[(Cow<'_, str>, Cow<'_, str>)]) -> Result<Params, Fault> {
    let takes = || takes.iter().filter(|field| field.is_asked);
    let is_known = |name: &str| takes().any(|field| field.name == name);
    if let Some((name, _)) = pairs.iter().find(|(name, _)| !is_known(name)) {
        let takes: Vec<&str> = takes().map(|field| field.name).collect();
        return Err(Fault::Unknown { name: name.chars().take(40).collect(), takes: takes.join(", ") });
    }
    let mut read = Params::default();
    for field in takes() {
        let given: Vec<&str> =
            pairs.iter().filter(|(name, _)| name == field.name).map(|(_, value)| value.as_ref()).collect();
        let values = values(field, &given)?;
        if field.is_needed && values.is_empty() {
            return Err(Fault::Missing(field.name));
        }
        read = values.into_iter().fold(read, |read, value| read.and(field.name, value));
    }
    let year = |name: &str| read.get(name).and_then(|year| Filter::years(year).ok());
    match (year("from"), year("to")) {
        (Some(from), Some(to)) if from.from > to.to => Err(Fault::Order),
        _ => Ok(read),
    }
}

/// The values of a field, those that stand where none is given among them.
fn values(field: &Field, given: &[&str]) -> Result<Vec<String>, Fault> {
    let name = field.name;
    let most = field.kind.entries();
    if given.len() > most {
        return Err(if most == 1 { Fault::Twice(name) } else { Fault::Entries(name, most) });
    }
    let values = match field.kind {
        Kind::Text(most) => texts(name, given.iter().copied(), most)?,
        Kind::Query | Kind::Queries => texts(name, given.iter().copied(), LONGEST)?,
        Kind::Names => {
            let names = texts(name, given.iter().copied(), Kind::NAMES)?;
            names.iter().flat_map(|names| parted(names)).filter(|name| !name.is_empty()).map(str::to_owned).collect()
        }
        // Which themes there are is for the index to say; nothing is none of them.
        Kind::Themes => given.iter().flat_map(|names| parted(names)).map(str::to_owned).collect(),
        Kind::Year => {
            let values = texts(name, given.iter().copied(), Kind::YEAR)?;
            if values.iter().any(|value| Filter::years(value).is_err()) {
                return Err(Fault::Year(name));
            }
            values
        }
        Kind::Whole { least, most, usual } => {
            let is_within = |value: &&str| {
                let is_plain = value.bytes().all(|byte| byte.is_ascii_digit());
                is_plain && value.parse().is_ok_and(|value: u32| (least..=most).contains(&value))
            };
            if !given.iter().all(is_within) {
                return Err(Fault::Whole(name, least, most));
            }
            or_usual(given, usual)
        }
        Kind::Flag => chosen(name, given, &["1"])?,
        Kind::One { of, usual } => {
            let of: Vec<&str> = of.iter().map(|(value, _)| *value).collect();
            or_usual(&as_texts(&chosen(name, given, &of)?), usual)
        }
        Kind::Kinds => chosen(name, &listed(given), &PlanKind::ALL.map(PlanKind::name))?,
        Kind::Some { of, usual } => {
            let of: Vec<&str> = of.iter().map(|(value, _)| *value).collect();
            or_usual(&as_texts(&chosen(name, &listed(given), &of)?), usual.iter().copied())
        }
    };
    if values.len() > most { Err(Fault::Entries(name, most)) } else { Ok(values) }
}

/// Values that are all among those that can be chosen.
fn chosen(name: &'static str, given: &[&str], of: &[&str]) -> Result<Vec<String>, Fault> {
    if !given.iter().all(|value| of.contains(value)) {
        return Err(Fault::Choice(name, of.join(", ")));
    }
    Ok(given.iter().map(|value| (*value).to_owned()).collect())
}

fn as_texts(values: &[String]) -> Vec<&str> {
    values.iter().map(String::as_str).collect()
}

/// Values that commas part.
fn listed<'a>(given: &[&'a str]) -> Vec<&'a str> {
    given.iter().flat_map(|value| value.split(',')).collect()
}

/// What stands between commas.
fn parted(names: &str) -> impl Iterator<Item = &str> {
    names.split([',', '、', '，']).map(str::trim)
}

/// Texts without the blanks around them; one of which nothing is left counts as not given, as forms send it.
fn texts<'a>(name: &'static str, given: impl Iterator<Item = &'a str>, most: usize) -> Result<Vec<String>, Fault> {
    let mut texts = Vec::new();
    for text in given {
        if text.chars().count() > most {
            return Err(Fault::Long(name, most));
        }
        texts.extend(Some(text.trim().to_owned()).filter(|text| !text.is_empty()));
    }
    Ok(texts)
}

fn or_usual(given: &[&str], usual: impl IntoIterator<Item = impl Into<String>>) -> Vec<String> {
    if given.is_empty() {
        return usual.into_iter().map(Into::into).collect();
    }
    given.iter().map(|value| (*value).to_owned()).collect()
}

impl Fault {
    /// What is wrong, in a sentence.
    pub(crate) fn sentence(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Coding, Lang::Ja) => "アドレスが UTF-8 として読めません。".to_owned(),
            (Self::Coding, Lang::En) => "The address is not UTF-8.".to_owned(),
            (Self::Unknown { name, takes }, Lang::Ja) => {
                format!("「{name}」というパラメーターはありません。使えるもの：{takes}")
            }
            (Self::Unknown { name, takes }, Lang::En) => {
                format!("There is no parameter \"{name}\" here. This address takes {takes}.")
            }
            (Self::Missing(name), Lang::Ja) => format!("{name} を指定してください。"),
            (Self::Missing(name), Lang::En) => format!("{name} is missing."),
            (Self::Twice(name), Lang::Ja) => format!("{name} は一つだけ指定できます。"),
            (Self::Twice(name), Lang::En) => format!("{name} can be given only once."),
            (Self::Entries(name, most), Lang::Ja) => format!("{name} は{most}個まで指定できます。"),
            (Self::Entries(name, most), Lang::En) => format!("{name} takes {most} entries at most."),
            (Self::Long(name, most), Lang::Ja) => format!("{name} は{most}字までです。"),
            (Self::Long(name, most), Lang::En) => format!("{name} takes {most} characters at most."),
            (Self::Whole(name, least, most), Lang::Ja) => format!("{name} は{least}から{most}までの整数です。"),
            (Self::Whole(name, least, most), Lang::En) => {
                format!("{name} is a whole number from {least} to {most}.")
            }
            (Self::Choice(name, of), Lang::Ja) => format!("{name} に指定できるのは次のものです：{of}"),
            (Self::Choice(name, of), Lang::En) => format!("{name} takes one of: {of}"),
            (Self::Year(name), Lang::Ja) => format!("{name} を年度として読めません。例：2021、令和3、R3、令和5.."),
            (Self::Year(name), Lang::En) => {
                format!("{name} cannot be read as a year. Examples: 2021, 令和3, R3, 令和5..")
            }
            (Self::Form(name, Form::Text), Lang::Ja) => format!("{name} は文字列で指定してください。"),
            (Self::Form(name, Form::Text), Lang::En) => format!("{name} is a text."),
            (Self::Form(name, Form::Texts), Lang::Ja) => format!("{name} は文字列か、文字列の一覧で指定してください。"),
            (Self::Form(name, Form::Texts), Lang::En) => format!("{name} is a text or a list of texts."),
            (Self::Form(name, Form::Truth), Lang::Ja) => format!("{name} は true か false です。"),
            (Self::Form(name, Form::Truth), Lang::En) => format!("{name} is true or false."),
            (Self::Order, Lang::Ja) => "from が to より後です。".to_owned(),
            (Self::Order, Lang::En) => "from is after to.".to_owned(),
        }
    }
}
