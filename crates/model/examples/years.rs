//! Finds the years of a text: `cargo run -p kurabe-model --example years < plan.txt` prints each with the words that say
//! it, in both calendars.

use std::io::{self, BufRead, Write};

use kurabe_model::year::find_years;

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    for (number, line) in (1..).zip(io::stdin().lock().lines()) {
        let line = line?;
        for year in find_years(&line) {
            let (from, to) = (year.period.from, year.period.to);
            writeln!(out, "{number}: {} = {from} ({}) … {to} ({})", &line[year.range], from.japanese(), to.japanese())?;
        }
    }
    Ok(())
}
