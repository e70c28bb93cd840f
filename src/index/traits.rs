//! What a passage is, packed into one number of the index.

use crate::model::{Flags, NodeKind, PassageKind};

/// Kind and flags of a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Traits(u64);

impl Traits {
    /// Packs them.
    #[must_use]
    pub fn new(kind: PassageKind, flags: Flags) -> Self {
        let kind = match kind {
            PassageKind::Node(NodeKind::Section) => 0,
            PassageKind::Node(NodeKind::Initiative) => 1,
            PassageKind::Node(NodeKind::Measure) => 2,
            PassageKind::Text => 3,
        };
        Self(kind | u64::from(flags.bits()) << 2)
    }

    /// From the stored number.
    #[must_use]
    pub fn from_bits(bits: u64) -> Self {
        Self(bits)
    }

    /// The number to store.
    #[must_use]
    pub fn bits(self) -> u64 {
        self.0
    }

    /// The passage's kind.
    #[must_use]
    pub fn kind(self) -> PassageKind {
        match self.0 & 3 {
            0 => PassageKind::Node(NodeKind::Section),
            1 => PassageKind::Node(NodeKind::Initiative),
            2 => PassageKind::Node(NodeKind::Measure),
            _ => PassageKind::Text,
        }
    }

    /// The passage's flags.
    #[must_use]
    pub fn flags(self) -> Flags {
        Flags::from_bits((self.0 >> 2) as u8)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Flag;

    #[test]
    fn packs_and_unpacks() {
        let flags: Flags = [Flag::New, Flag::Repeated].into_iter().collect();
        for kind in [PassageKind::Node(NodeKind::Measure), PassageKind::Text] {
            let traits = Traits::from_bits(Traits::new(kind, flags).bits());
            assert_eq!((traits.kind(), traits.flags()), (kind, flags));
        }
    }
}
