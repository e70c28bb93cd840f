//! Fields and analysers of the index, named once.

use tantivy::schema::{BytesOptions, Field, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{TextAnalyzer, TokenizerManager};

use super::analyser::{BaseForms, Pairs};
use kurabe_text::words::Words;

/// The fields. A passage is one tantivy document, and so is a plan; those of one plan lie side by side in a segment,
/// the plan first and its passages in document order. A bundle of stored plans is a document of its own, with a number that
/// no plan has: it outlives those of its plans that go before the others.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fields {
    /// Pairs of runs of a passage's title, with positions.
    pub(crate) title: Field,
    /// Pairs of runs of a passage's body, with positions.
    pub(crate) body: Field,
    /// Base forms of the words of title and body; how often a word stands in a passage tells little of short passages.
    pub(crate) words: Field,
    /// Number of the plan that a document belongs to; of a bundle its own.
    pub(crate) plan: Field,
    /// Number of the plan or bundle, in its own document only.
    pub(crate) record: Field,
    /// How many of the passages that follow belong to the descendants of this passage's node.
    pub(crate) below: Field,
    /// The passage's themes, one bit each, in the order of themes.toml.
    pub(crate) themes: Field,
    /// Kind, flags and sort of a passage; see [`Traits`](super::traits::Traits).
    pub(crate) traits: Field,
    /// In a bundle's own document its bytes; in a plan's the bundle that it is in, and where.
    pub(crate) stored: Field,
}

/// The schema and its fields.
#[must_use]
pub(super) fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let text = |analyser: &str, option, norms| {
        let indexing =
            TextFieldIndexing::default().set_tokenizer(analyser).set_index_option(option).set_fieldnorms(norms);
        TextOptions::default().set_indexing_options(indexing)
    };
    let fields = Fields {
        title: schema.add_text_field("title", text(PAIRS, IndexRecordOption::WithFreqsAndPositions, false)),
        body: schema.add_text_field("body", text(PAIRS, IndexRecordOption::WithFreqsAndPositions, false)),
        words: schema.add_text_field("words", text(BASE_FORMS, IndexRecordOption::Basic, true)),
        plan: schema.add_u64_field("plan", NumericOptions::default().set_indexed().set_fast()),
        record: schema.add_u64_field("record", NumericOptions::default().set_indexed()),
        below: schema.add_u64_field("below", NumericOptions::default().set_fast()),
        themes: schema.add_u64_field("themes", NumericOptions::default().set_fast()),
        traits: schema.add_u64_field("traits", NumericOptions::default().set_fast()),
        stored: schema.add_bytes_field("stored", BytesOptions::default().set_stored()),
    };
    (schema.build(), fields)
}

const PAIRS: &str = "pairs";
const BASE_FORMS: &str = "base_forms";

/// The analysers that writing needs. Reading needs none: queries are turned into terms by the search itself, so that
/// the dictionary is opened only when words are wanted.
#[must_use]
pub(super) fn analysers(words: Words) -> TokenizerManager {
    // The default ones too: tantivy asks for one by name even for fields of numbers.
    let manager = TokenizerManager::default();
    manager.register(PAIRS, TextAnalyzer::from(Pairs::default()));
    manager.register(BASE_FORMS, TextAnalyzer::from(BaseForms::new(words)));
    manager
}
