//! Answers in the forms that people and programs take: text for a terminal, JSON, CSV, XLSX.
//!
//! In come answers, out come characters. Where they are written must not be known here.

mod benchmark_json;
mod benchmark_sheets;
mod benchmark_text;
mod chart;
mod compare_json;
mod compare_notes;
mod compare_sheets;
mod compare_text;
mod contrast;
mod contrast_docx;
mod contrast_html;
mod contrast_xlsx;
mod corrected;
mod corrections;
mod csv;
mod diff_json;
mod diff_paragraph;
mod diff_part;
mod diff_rows;
mod diff_text;
mod diff_words;
mod diffusion;
mod diffusion_chart;
mod diffusion_json;
mod diffusion_sheets;
mod docx;
mod doubt;
mod export;
mod heat_chart;
mod history;
mod json;
mod lang;
mod markup;
mod notices;
mod plans_text;
mod results;
mod results_paper;
mod saved_json;
mod search_sheet;
mod search_text;
mod sheet;
mod shortlist;
mod shortlist_docx;
mod similar_json;
mod similar_text;
mod stage;
mod tables;
mod text;
mod themes_text;
mod tree;
mod trend_chart;
mod trend_json;
mod trend_sheet;
mod trend_text;
mod unread;
mod wording;
mod xlsx;

pub use benchmark_json::{BenchmarkAnswer, benchmark_json};
pub use benchmark_sheets::{benchmark_sheets, standings_table};
pub use benchmark_text::{benchmark_notes, benchmark_text};
pub use compare_json::{ComparisonAnswer, comparison_json};
pub use compare_notes::notes_text as comparison_notes;
pub use compare_sheets::Sheets;
pub use compare_text::{body_name, comparison_text, items_text, key_texts, share_text, year_label};
pub use contrast::{Contrast, Layout, Left, contrast, contrast_table};
pub use contrast_docx::contrast_docx;
pub use contrast_html::contrast_html;
pub use contrast_xlsx::contrast_xlsx;
pub use corrected::{correct_sentence, corrected_count, corrected_mark, reader_text};
pub use corrections::{
    CorrectionRecord, corrections_counts, corrections_json, corrections_table, corrections_text, kept_text,
    listed_said, state_name, state_why,
};
pub use csv::table_csv;
pub use diff_json::{Compared, DiffAnswer, diff_json};
pub use diff_paragraph::diff_paragraph;
pub use diff_part::{Detail, NoChapter, Part, chapters};
pub use diff_rows::{Fold, OnTheme, by_theme};
pub use diff_text::diff_text;
pub use diff_words::{
    changed_parts, figure_text, flags_text, mention_text, move_name, near_text, order_text, rolled_text, status_name,
    status_sign,
};
pub use diffusion::{
    diffusion_heads, diffusion_text, hidden_sentences, lag_text, lead_sentence, median_lag, since_text, spread_heads,
};
pub use diffusion_chart::diffusion_chart;
pub use diffusion_json::{DiffusionAnswer, diffusion_json};
pub use diffusion_sheets::{diffusion_table, diffusion_xlsx};
pub use doubt::{MOST_DOUBTFUL, doubt_count, doubt_mark, doubt_reason, doubtful_items_text, doubtful_text};
pub use export::{ExportTable, Opened, ParquetFile, SCHEMA, table_jsonl};
pub use heat_chart::heat_chart;
pub use history::{
    HistoryAnswer, Told, first_line, history_figures, history_json, history_sentence, history_signs, history_title,
    rivers_text, thread_text,
};
pub use json::{PlanEntry, SearchAnswer, ThemeEntry, answer_json, plan_json, plans_json, themes_json};
pub use lang::{
    Lang, counts_text, kind_name, level_name, lines_text, matched_name, period_text, plan_marks, plan_name,
};
pub use notices::{notice_sentence, notices_text};
pub use plans_text::plans_text;
pub use results::{
    ResultsAnswer, Reviewed, is_shown, outcome_name, outcome_sign, reach_text, results_counts, results_json,
    results_notes, results_text, told_text,
};
pub use results_paper::{results_contrast, results_table, results_xlsx};
pub use saved_json::{CellRecord, news_json, saved_json};
pub use search_sheet::HitSheet;
pub use search_text::{meant_text, remark_text, search_text, unmet_text};
pub use sheet::{Cell, FormError, Table};
pub use shortlist::{
    ShortlistAnswer, aside_label, cell_label, change_label, citations, cited, news_counts, put_text, question_name,
    shortlist_counts, shortlist_json, shortlist_markdown, shortlist_table, shortlist_text, side_label, usual_list,
};
pub use shortlist_docx::shortlist_docx;
pub use similar_json::{AlikeRecord, similar_json, similar_table};
pub use similar_text::similar_text;
pub use stage::{blocks_text, outline_text, outline_why};
pub use tables::{hits_table, plans_table};
pub use text::{Style, breakable, fit, for_terminal, marked_title, width, wrap};
pub use themes_text::{audit_text, themes_test_text, themes_text};
pub use tree::plan_tree;
pub use trend_chart::trend_chart;
pub use trend_json::trend_json;
pub use trend_sheet::trend_xlsx;
pub use trend_text::trend_text;
pub use unread::{no_plans_sentence, unread_lines};
pub use wording::{
    beside_sentence, chapter_sentence, compare_sentence, corpus_sentence, date, diff_sentence, fault_sentence,
    form_sentence, index_sentence, ingest_sentence, manifest_sentence, passed_over_sentence, problem, query_sentence,
    unopened,
};
pub use xlsx::workbook;
