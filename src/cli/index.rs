//! `kurabe index`: build or refresh the index.

use clap::Args;

use super::arguments::Global;
use super::conflict::useless;
use super::error::CliError;
use super::open::{folders, mended, problems, rebuild, unread, update};
use super::output::Console;
use super::{Outcome, say};
use crate::library::Refreshed;
use crate::library::corpus::Corrections;
use crate::library::corrected::unheld;
use crate::report::{Lang, passed_over_sentence};
use kurabe_index::index::Store;

/// `kurabe index`
#[derive(Debug, Args)]
pub(super) struct Index {
    /// 初めから作り直す
    #[arg(long)]
    pub(super) rebuild: bool,
}

/// The help texts in English, by option; the verb's own stands under no option.
pub(super) const ENGLISH: &[(&str, &str)] =
    &[("", "Build or refresh the index"), ("rebuild", "Build it anew from the beginning")];

pub(super) fn run(verb: &Index, global: &Global, console: &Console) -> Result<Outcome, CliError> {
    useless(&[("--no-refresh", global.no_refresh)], "index")?;
    let folders = folders(global);
    let lang = console.lang();
    let Refreshed { outcome, strays, passed_over } =
        if verb.rebuild { rebuild(&folders, console)? } else { update(&folders, usize::MAX, console)? };
    if let Some(detail) = &outcome.damaged {
        console.note(&mended(detail, lang));
    }
    for passed in &passed_over {
        let path = folders.corpus.join(&passed.name);
        console.note(&format!("{}: {}", path.display(), passed_over_sentence(&passed.why, lang)));
    }
    for text in problems(&outcome, &folders.corpus, lang) {
        console.note(&text);
    }
    for id in &strays {
        console.note(&match lang {
            Lang::Ja => format!("corpus.toml の [{id}] に当たるファイルがありません"),
            Lang::En => format!("corpus.toml: no file for [{id}]"),
        });
    }
    let store = Store::open(&folders.index)?;
    let silent = store.plans().iter().filter(|row| row.passages == 0).map(|row| row.file.clone());
    unread(&silent.collect::<Vec<_>>(), lang).iter().for_each(|text| console.note(text));
    let misfits = unheld(&Corrections::of(&folders.corpus)?, &store)?;
    if misfits > 0 {
        console.note(&match lang {
            Lang::Ja => format!("当てはまらない訂正が{misfits}件あります（kurabe corrections で表示）"),
            Lang::En => format!("{misfits} corrections do not hold (kurabe corrections lists them)"),
        });
    }
    for row in store.plans() {
        let plan = &row.id;
        let named = [("predecessor", &row.predecessor), ("reports_on", &row.reports_on)];
        for (key, id) in named.into_iter().filter_map(|(key, id)| Some((key, id.as_deref()?))) {
            if store.find(id).is_none() {
                console.note(&match lang {
                    Lang::Ja => format!("corpus.toml の [{plan}] の {key}「{id}」に当たる計画がありません"),
                    Lang::En => format!("corpus.toml: no plan for {key} {id} of [{plan}]"),
                });
            }
        }
    }
    let (plans, passages) = (store.plans().len(), store.plans().iter().map(|row| u64::from(row.passages)).sum::<u64>());
    let what = if outcome.read + outcome.removed == 0 {
        say(lang, "変更はありません", "Nothing has changed")
    } else {
        match lang {
            Lang::Ja => format!("索引を更新しました：読み取り{}件、削除{}件", outcome.read, outcome.removed),
            Lang::En => format!("Index refreshed: {} read, {} removed", outcome.read, outcome.removed),
        }
    };
    console.print(&match lang {
        Lang::Ja => format!("{what}。{plans}計画・{passages}箇所（{}）\n", folders.index.display()),
        Lang::En => format!("{what}. {plans} plans, {passages} passages ({})\n", folders.index.display()),
    })?;
    Ok(Outcome::Done)
}
