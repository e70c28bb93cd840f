//! Charts as SVG: what both share. Sizes are in points of A4, lightness and marks carry the meaning, never colour alone.

use super::markup::escaped;
use super::text::{tame, width};

/// Size of the letters.
pub(super) const LETTERS: f64 = 9.0;

/// The width of a text, a full-width letter being as wide as it is high.
pub(super) fn text_width(text: &str, size: f64) -> f64 {
    width(text) as f64 * size / 2.0
}

/// A drawing that grows.
pub(super) struct Drawing {
    width: f64,
    body: String,
}

/// Where a text hangs on its point.
#[derive(Clone, Copy)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// How a text looks.
#[derive(Clone, Copy)]
pub(super) struct Look {
    pub(super) size: f64,
    pub(super) anchor: Anchor,
    pub(super) bold: bool,
    pub(super) fill: &'static str,
}

pub(super) const PLAIN: Look = Look { size: LETTERS, anchor: Anchor::Start, bold: false, fill: "#111" };
pub(super) const SMALL: Look = Look { size: 7.5, anchor: Anchor::Start, bold: false, fill: "#333" };

impl Drawing {
    pub(super) fn new(width: f64) -> Self {
        Self { width, body: String::new() }
    }

    /// Anything, as SVG.
    pub(super) fn raw(&mut self, svg: &str) {
        self.body.push_str(svg);
        self.body.push('\n');
    }

    pub(super) fn text(&mut self, (x, y): (f64, f64), text: &str, look: Look) {
        let anchor = match look.anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let weight = if look.bold { " font-weight=\"bold\"" } else { "" };
        let (size, fill, text) = (look.size, look.fill, escaped(&tame(text)));
        self.raw(&format!(
            "<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{size}\" fill=\"{fill}\"{anchor}{weight}>{text}</text>"
        ));
    }

    /// The drawing as a file of its own, so high.
    pub(super) fn finish(self, height: f64, title: &str) -> String {
        let (width, body, title) = (self.width + 8.0, self.body, escaped(&tame(title)));
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}pt\" height=\"{height:.0}pt\" viewBox=\"-4 0 {width:.0} {height:.0}\" \
             font-family=\"'Yu Gothic','Hiragino Sans','Noto Sans CJK JP','Noto Sans JP',sans-serif\" role=\"img\">\n\
             <title>{title}</title>\n\
             <defs><pattern id=\"none\" width=\"4\" height=\"4\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
             <rect width=\"4\" height=\"4\" fill=\"#fff\"/><line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"4\" stroke=\"#aaa\" stroke-width=\"1\"/></pattern></defs>\n\
             <rect x=\"-4\" width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n{body}</svg>\n"
        )
    }
}

/// A grey-blue that darkens with a share of the greatest, and the colour of letters on it.
pub(super) fn shade(part: f64) -> (String, &'static str) {
    let part = part.clamp(0.0, 1.0);
    let mix = |from: f64, to: f64| (from + (to - from) * part).round() as u8;
    let fill = format!("#{:02x}{:02x}{:02x}", mix(255.0, 33.0), mix(255.0, 76.0), mix(255.0, 120.0));
    (fill, if part > 0.68 { "#fff" } else { "#111" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_draw_nothing_of_their_own() {
        let mut drawing = Drawing::new(10.0);
        drawing.text((0.0, 0.0), "<b>&\n\u{1b}\"x", PLAIN);
        assert!(drawing.finish(10.0, "<i>").contains(">&lt;b&gt;&amp;  &quot;x</text>"));
    }

    #[test]
    fn the_darkest_carries_white_letters() {
        assert_eq!(shade(0.0), ("#ffffff".to_owned(), "#111"));
        assert_eq!(shade(7.0), ("#214c78".to_owned(), "#fff"));
    }
}
