//! What a passage is, packed into one number of the index.

use kurabe_model::{Flag, Flags, NodeId, NodeKind, PassageKind};

/// Where the flags begin, and the bits of what repeats and of what stands on doubtful ground.
const FLAGS: u32 = 2;
const REPEATS: u32 = 8;
const DOUBTFUL: u32 = 9;

/// Kind and flags of a passage, whether its item only names in advance one of the details, and whether its reading stands
/// on doubtful ground.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Traits(u64);

impl Traits {
    /// Packs them.
    #[must_use]
    pub(crate) fn new(kind: PassageKind, flags: Flags, repeats: Option<NodeId>) -> Self {
        let kind = match kind {
            PassageKind::Node(NodeKind::Section) => 0,
            PassageKind::Node(NodeKind::Initiative) => 1,
            PassageKind::Node(NodeKind::Measure) => 2,
            PassageKind::Text => 3,
        };
        Self(kind | u64::from(flags.bits()) << FLAGS | u64::from(repeats.is_some()) << REPEATS)
    }

    /// The same of a node whose reading stands on doubtful ground, if it does.
    #[must_use]
    pub(crate) fn doubted(self, is_doubtful: bool) -> Self {
        Self(self.0 | u64::from(is_doubtful) << DOUBTFUL)
    }

    /// From the stored number.
    #[must_use]
    pub(crate) fn from_bits(bits: u64) -> Self {
        Self(bits)
    }

    /// The number to store.
    #[must_use]
    pub(crate) fn bits(self) -> u64 {
        self.0
    }

    /// The passage's kind.
    #[must_use]
    pub(crate) fn kind(self) -> PassageKind {
        match self.0 & 3 {
            0 => PassageKind::Node(NodeKind::Section),
            1 => PassageKind::Node(NodeKind::Initiative),
            2 => PassageKind::Node(NodeKind::Measure),
            _ => PassageKind::Text,
        }
    }

    /// The passage's flags.
    #[must_use]
    pub(crate) fn flags(self) -> Flags {
        Flags::from_bits((self.0 >> FLAGS) as u8)
    }

    /// Does the reading of its node stand on doubtful ground?
    #[must_use]
    pub(crate) fn is_doubtful(self) -> bool {
        self.0 >> DOUBTFUL & 1 == 1
    }

    /// Is it counted as an action item? Initiatives and measures are, each once: neither what the plan marks as given
    /// again (再掲) nor an outline's naming of what the details take up.
    #[must_use]
    pub(crate) fn is_item(self) -> bool {
        let is_action = matches!(self.kind(), PassageKind::Node(NodeKind::Initiative | NodeKind::Measure));
        is_action && self.0 >> REPEATS & 1 == 0 && !self.flags().contains(Flag::Repeated)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packs_and_unpacks() {
        let flags: Flags = [Flag::New, Flag::Repeated].into_iter().collect();
        for kind in [PassageKind::Node(NodeKind::Measure), PassageKind::Text] {
            let traits = Traits::from_bits(Traits::new(kind, flags, Some(NodeId(7))).bits());
            assert_eq!((traits.kind(), traits.flags()), (kind, flags));
            let doubted = [traits, traits.doubted(false), traits.doubted(true)].map(Traits::is_doubtful);
            assert_eq!(doubted, [false, false, true]);
        }
    }

    #[test]
    fn items_count_once() {
        let measure = PassageKind::Node(NodeKind::Measure);
        let plain = Flags::default();
        assert!(Traits::new(measure, plain, None).is_item());
        assert!(!Traits::new(measure, plain, Some(NodeId(7))).is_item());
        assert!(!Traits::new(measure, [Flag::Repeated].into_iter().collect(), None).is_item());
        assert!(!Traits::new(PassageKind::Node(NodeKind::Section), plain, None).is_item());
        assert!(!Traits::new(PassageKind::Text, plain, None).is_item());
    }
}
