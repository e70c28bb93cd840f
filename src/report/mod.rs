//! Answers in the forms that people and programs take: text for a terminal, JSON, CSV.
//!
//! In come answers, out come characters. Where they are written must not be known here.

mod contrast;
mod contrast_docx;
mod contrast_html;
mod contrast_xlsx;
mod csv;
mod diff_json;
mod diff_rows;
mod diff_text;
mod diff_words;
mod json;
mod lang;
mod search_text;
mod stage;
mod text;
mod tree;

pub use contrast::{Contrast, Layout, Left, contrast};
pub use contrast_docx::contrast_docx;
pub use contrast_html::contrast_html;
pub use contrast_xlsx::contrast_xlsx;
pub use csv::{contrast_csv, hits_csv, plans_csv};
pub use diff_json::{Compared, diff_json};
pub use diff_rows::Fold;
pub use diff_text::diff_text;
pub use json::{answer_json, plans_json};
pub use lang::{Lang, kind_name, level_name, matched_name, period_text, plan_marks, plan_name};
pub use search_text::search_text;
pub use stage::{blocks_text, outline_text};
pub use text::{Style, fit, pad, width, wrap};
pub use tree::{notices_text, plan_tree};
