//! The typeface: Libertinus Serif, in two cuts.

use krilla::text::Font;
use ttf_parser::Face;

use crate::PaperError;

const REGULAR: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/regular.otf"));
const BOLD: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/bold.otf"));

/// One cut.
pub(crate) struct Cut {
    face: Face<'static>,
    /// As the PDF takes it.
    pub font: Font,
}

/// Both cuts.
pub(crate) struct Typeface {
    pub regular: Cut,
    pub bold: Cut,
}

impl Typeface {
    pub(crate) fn read() -> Result<Typeface, PaperError> {
        Ok(Typeface { regular: Cut::read(REGULAR)?, bold: Cut::read(BOLD)? })
    }
}

impl Cut {
    fn read(bytes: &'static [u8]) -> Result<Cut, PaperError> {
        let face = Face::parse(bytes, 0).map_err(|_| PaperError::Typeface)?;
        let font = Font::new(bytes.into(), 0).ok_or(PaperError::Typeface)?;
        Ok(Cut { face, font })
    }

    /// A text in signs that this cut has. Spaces that do not break stay so as long as it has them; what it lacks becomes a question mark,
    /// as in every list that was ever printed.
    pub(crate) fn printable(&self, text: &str) -> String {
        let has = |sign: &char| self.face.glyph_index(*sign).is_some_and(|glyph| glyph.0 != 0);
        let printed = |sign: char| match sign {
            sign if sign.is_control() => ' ',
            sign if has(&sign) => sign,
            '\u{202f}' if has(&'\u{a0}') => '\u{a0}',
            sign if sign.is_whitespace() => ' ',
            _ => '?',
        };
        text.chars().map(printed).collect()
    }

    /// How wide a text is at a size, in points.
    pub(crate) fn width(&self, text: &str, size: f32) -> f32 {
        let units: u32 = text.chars().filter_map(|sign| self.face.glyph_hor_advance(self.face.glyph_index(sign)?)).map(u32::from).sum();
        units as f32 * size / f32::from(self.face.units_per_em())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_is_printed_as_it_is_and_nothing_is_lost_in_silence() {
        let typeface = Typeface::read().unwrap();
        let text = "« L’œuvre : çà et là, Ÿ €… » – 3h30 ?";
        assert_eq!(typeface.regular.printable(text), text);
        assert_eq!(typeface.bold.printable("😀\n\u{7}"), "?  ");
    }

    #[test]
    fn widths_grow_with_the_text_and_the_size() {
        let typeface = Typeface::read().unwrap();
        let width = typeface.regular.width("Essai", 10.0);
        assert!(width > 15.0 && width < 30.0, "{width}");
        assert!((typeface.regular.width("Essai", 20.0) - 2.0 * width).abs() < 0.01);
    }
}
