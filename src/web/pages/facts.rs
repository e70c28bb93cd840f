//! The facts of a plan as forms write them: each by its name, as it would be typed.
//!
//! In come plans and what was typed, out come words and what is said of a document. Where it is kept must not be known
//! here.

use crate::ask::table::SAID;
use crate::library::corpus::Said;
use kurabe_index::index::PlanRow;

/// A fact of a plan, written as it would be typed.
pub(super) fn fact_of(row: &PlanRow, name: &str) -> String {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    match name {
        "organisation" => text(&row.organisation),
        "prefecture" => text(&row.prefecture),
        "title" => text(&row.title),
        "kind" => row.kind.name().to_owned(),
        "year" => row.period.map_or_else(String::new, |period| match (period.from, period.to) {
            (from, to) if from == to => from.japanese(),
            (from, to) => format!("{}～{}", from.japanese(), to.japanese()),
        }),
        "source" => text(&row.source),
        _ => String::new(),
    }
}

/// What is said of a document: of each fact what was typed, if that is to be said.
pub(super) fn said(typed: impl Fn(&'static str) -> Option<String>) -> Said {
    let mut said = Said::default();
    for field in SAID {
        let own = match field.name {
            "organisation" => &mut said.organisation,
            "prefecture" => &mut said.prefecture,
            "title" => &mut said.title,
            "kind" => &mut said.kind,
            "year" => &mut said.period,
            "source" => &mut said.source,
            _ => continue,
        };
        *own = typed(field.name);
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_said() {
        let all = said(|name| Some(name.to_owned()));
        let words = [&all.organisation, &all.prefecture, &all.title, &all.kind, &all.period, &all.source];
        let words: Vec<&str> = words.into_iter().filter_map(|word| word.as_deref()).collect();
        let mut names: Vec<&str> = SAID.iter().map(|field| field.name).collect();
        names.sort_by_key(|name| words.iter().position(|word| word == name));
        assert_eq!(words, names, "a field that nobody says would be lost in silence");
        assert_eq!(said(|_| None), Said::default());
    }
}
