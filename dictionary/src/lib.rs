//! IPADIC, the dictionary that splits Japanese text into words, carried inside
//! the program.
//!
//! In: nothing; `build.rs` has built the dictionary from its source and this
//! crate holds the result. Out: [`load`], which opens it for lindera. This
//! crate must not know what kurabe does with words, and keeps no state: whoever
//! opens the dictionary decides how long it lives.

use lindera_dictionary::LinderaResult;
use lindera_dictionary::dictionary::Dictionary;

/// What lindera's macro brings along; only its `load` is of use here.
mod embedded {
    lindera_dictionary::embedded_dictionary!("/ipadic", EmbeddedIpadic);
}

/// Opens IPADIC, in about a millisecond: the large tables stay in the program
/// file and are read where they lie, page by page as words are looked up.
/// Clones of the [`Dictionary`] share them.
///
/// # Source and licence
///
/// The dictionary is IPADIC (`mecab-ipadic-2.7.0-20070801`) by the Nara
/// Institute of Science and Technology, with entries of ICOT Free Software, as
/// packed in the crate `lindera-ipadic` 0.27.2. Its text is unaltered; its
/// encoding and layout are changed. It may be used and passed on as long as its
/// notice goes with it: see `NOTICE-IPADIC` beside this crate's manifest, or
/// [`NOTICE`].
///
/// # Errors
///
/// Only when the embedded tables are damaged or were built for another version
/// of lindera, which a clean build repairs.
///
/// # Example
///
/// ```
/// let dictionary = kurabe_dictionary::load()?;
/// assert_eq!(dictionary.metadata.name, "ipadic");
/// # Ok::<(), lindera_dictionary::error::LinderaError>(())
/// ```
pub fn load() -> LinderaResult<Dictionary> {
    embedded::load()
}

/// IPADIC's copyright notice and conditions, which every copy of a program
/// that contains the dictionary has to carry.
pub const NOTICE: &str = include_str!("../NOTICE-IPADIC");
