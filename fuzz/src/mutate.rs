//! Documents bent at random: bytes changed, stretches left out, doubled, moved, taken from another document, and what
//! plans are full of put in. The same seed gives the same inputs.

/// A generator of numbers (xorshift64*): enough to be spread and repeatable.
pub(crate) struct Random(u64);

/// Input is cut here: faults show in little.
const LONGEST: usize = 64 << 10;

/// What plans are full of, and what readers trip over.
const PIECES: [&str; 32] = [
    "\n１．",
    "\n（１）",
    "\n①",
    "\n・",
    "\nⅠ　",
    "\nア）",
    "\n第1章　",
    "\n【",
    "】",
    "\n| a | b |\n|---|---|\n",
    "\t",
    "　",
    "令和5年度",
    "平成31年4月1日～",
    "120件",
    "（新規）",
    "再掲",
    "目標",
    "\u{feff}",
    "\u{0}",
    "\u{b}",
    "�",
    "か\u{3099}",
    "㍻",
    "\r",
    "\u{c}",
    "<table><tr><td rowspan=99>",
    "</table>",
    "<!--",
    "%PDF-1.7\n",
    "PK\u{3}\u{4}",
    "年度:令和5.. OR NOT (「",
];

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below an end.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % end.max(1)
    }

    fn stretch(&mut self, length: usize) -> std::ops::Range<usize> {
        let start = self.below(length);
        let most = (length - start).min(400);
        start..start + self.below(most + 1)
    }
}

/// A document, bent.
pub(crate) fn mutated(random: &mut Random, seeds: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = part(random, seeds);
    for _ in 0..1 + random.below(12) {
        let at = random.below(bytes.len() + 1);
        let own = random.stretch(bytes.len());
        match random.below(7) {
            0 => drop(bytes.drain(own)),
            1 => {
                let again = bytes.get(own).unwrap_or_default().to_vec();
                drop(bytes.splice(at..at, again));
            }
            2 => {
                let other = part(random, seeds);
                let other = other.get(random.stretch(other.len())).unwrap_or_default().to_vec();
                drop(bytes.splice(at..at, other));
            }
            3 => {
                let value = random.below(256) as u8;
                bytes.get_mut(at).into_iter().for_each(|byte| *byte = value);
            }
            _ => {
                let piece = PIECES[random.below(PIECES.len())];
                drop(bytes.splice(at..at, piece.bytes()));
            }
        }
    }
    bytes.truncate(LONGEST);
    bytes
}

/// A part of one of the documents.
fn part(random: &mut Random, seeds: &[Vec<u8>]) -> Vec<u8> {
    let Some(seed) = seeds.get(random.below(seeds.len())) else { return Vec::new() };
    let start = if random.below(3) == 0 { random.below(seed.len()) } else { 0 };
    let length = 1 + random.below(8 << 10);
    seed.get(start..(start + length).min(seed.len())).unwrap_or_default().to_vec()
}
