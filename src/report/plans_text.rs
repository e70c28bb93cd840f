//! Plans for a person at a terminal, one after another.

use super::lang::{Lang, kind_name, marks_text, period_text, plan_name};
use super::text::{Style, put, tame};
use kurabe_index::index::PlanRow;

/// The list of plans, and how many they are.
#[must_use]
pub fn plans_text(rows: &[&PlanRow], lang: Lang, style: Style) -> String {
    let mut out = String::new();
    for row in rows {
        let name = style.strong(&plan_name(row, lang));
        put(&mut out, "", &format!("{name}{}", marks_text(row, lang)), style);
        let mut about = vec![period_text(row.period, lang), kind_name(row.kind, lang).to_owned()];
        about.extend(row.prefecture.clone());
        let (items, notices) = (row.items(), row.notices);
        about.push(lang.pick(format!("施策・取組{items}件"), format!("{items} items")));
        if notices > 0 {
            about.push(lang.pick(format!("お知らせ{notices}件"), format!("{notices} notices")));
        }
        put(&mut out, "  ", &tame(&about.join("・")), style);
        put(&mut out, "  ", &style.faint(&tame(&row.id)), style);
    }
    let count = rows.len();
    out.push_str(&lang.pick(format!("{count}計画\n"), format!("{count} plans\n")));
    out
}
