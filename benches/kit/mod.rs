//! A corpus for benchmarks: plans in the shape that chambers give them, the same on every machine.

mod words;

use std::fmt::Write;
use std::path::Path;

use words::{SUBJECTS, WORKS};

const SENTENCES: [&str; 6] = [
    "関係機関と連携し、会員事業所の課題に応じた伴走型の支援を行う。",
    "専門家派遣制度を活用して、経営計画の策定からフォローアップまで一貫して支える。",
    "地域の実情に即した取組を進め、にぎわいの創出と域内消費の拡大を図る。",
    "巡回と窓口での相談を通じて、小規模事業者の持続的な発展を後押しする。",
    "国や県の施策を周知し、生産性の向上に資する設備投資を促す。",
    "若者が地元で働き続けられるよう、学校と企業をつなぐ機会を設ける。",
];

/// A generator of numbers (xorshift64*), so that every run sees the same corpus.
pub(crate) struct Random(u64);

impl Random {
    /// A number below `end`.
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % end.max(1)
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }

    /// A made-up name, so that the vocabulary grows with the corpus as real ones do.
    fn name(&mut self) -> String {
        (0..2 + self.below(2)).filter_map(|_| char::from_u32(0x4e00 + self.below(0x4000) as u32)).collect()
    }
}

/// One plan of one body.
pub(crate) fn plan(body: usize, year: usize) -> String {
    let mut random = Random((body as u64 + 1) << 20 | (year as u64 + 1));
    let mut text = format!("第{body}商工会議所\n令和{}年度 事業計画\n\n", year + 1);
    for (number, pillar) in ["Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ", "Ⅴ"].iter().enumerate() {
        let _ = writeln!(text, "{pillar}．{}の振興\n", SUBJECTS[(body + number) % SUBJECTS.len()]);
        for item in 1..=8 {
            let subject = random.pick(&SUBJECTS);
            let _ = writeln!(text, "{item}．{}{subject}{}", random.name(), random.pick(&WORKS));
            let _ = writeln!(text, "　{}{}", random.pick(&SENTENCES), random.pick(&SENTENCES));
            for _ in 0..random.below(5) {
                let _ = writeln!(text, "　・{}{}{}", random.pick(&SUBJECTS), random.name(), random.pick(&WORKS));
            }
        }
        text.push('\n');
    }
    text
}

/// Writes a corpus of so many bodies with so many plans each; gives its size in bytes.
pub(crate) fn corpus(folder: &Path, bodies: usize, years: usize) -> std::io::Result<u64> {
    let mut bytes = 0;
    for body in 0..bodies {
        let folder = folder.join(format!("{body:04}"));
        std::fs::create_dir_all(&folder)?;
        for year in 0..years {
            let text = plan(body, year);
            bytes += text.len() as u64;
            std::fs::write(folder.join(format!("r{}.txt", year + 1)), text)?;
        }
    }
    Ok(bytes)
}
