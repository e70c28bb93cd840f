//! Why a node bears a theme. The themes themselves are data (`themes.toml`).

use serde::{Deserialize, Serialize};

use super::NodeId;

/// A word that speaks for a theme, and where it stands: in the node's own title, or in that of a heading above it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Name of the theme.
    pub theme: String,
    /// The word, as themes.toml has it.
    pub word: String,
    /// The node whose title holds it; its first line is where to look.
    pub node: NodeId,
}
