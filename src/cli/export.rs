//! `kurabe export`: every passage, so that anyone can verify a search by scanning.

use super::Outcome;
use super::arguments::Global;
use super::open::open;
use super::output::Console;
use crate::record::passages;

pub(super) fn run(global: &Global, console: &Console) -> anyhow::Result<Outcome> {
    let (_, store) = open(global, console)?;
    console.write(|out| {
        for row in store.plans() {
            let plan = store.plan(row.number)?;
            out.write_all(passages(&row.id, &plan)?.as_bytes())?;
        }
        Ok(())
    })?;
    Ok(if store.plans().is_empty() { Outcome::Nothing } else { Outcome::Done })
}
