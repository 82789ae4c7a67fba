//! Documents on paper: text that flows over A4 pages, as a PDF that a screen reader reads in its order (PDF/UA-1). Knows neither the
//! database nor the product.
//!
//! | lib.rs    | what a document is made of                                |
//! | typeface.rs | the typeface: which signs it has, how wide they are     |
//! | flow.rs   | lines and pages                                           |
//! | write.rs  | the PDF                                                   |

mod flow;
mod typeface;
mod write;

/// Why a document could not be written: a fault of ours, whatever it holds.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    /// The typeface that was built in cannot be read.
    #[error("the typeface cannot be read")]
    Typeface,
    /// The PDF would not be what it says it is.
    #[error("the document does not hold to its standard: {0}")]
    Standard(String),
}

/// How a block of text is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// The name of the document.
    Title,
    /// The name of a part.
    Part,
    /// The name of something in a part.
    Item,
    /// What is read.
    Body,
    /// What is looked up.
    Small,
}

/// A block of text, on lines of its own.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    style: Style,
    text: String,
    /// Where it leads.
    address: Option<String>,
}

/// A document, written from its beginning to its end.
#[derive(Clone, Debug)]
pub struct Paper {
    title: String,
    /// As a tag: `fr`.
    language: &'static str,
    blocks: Vec<Block>,
}

impl Paper {
    /// An empty document; its title is its first line.
    pub fn new(title: &str, language: &'static str) -> Paper {
        let mut paper = Paper { title: title.to_owned(), language, blocks: Vec::new() };
        paper.add(Style::Title, title, None);
        paper
    }

    /// The name of a part.
    pub fn part(&mut self, text: &str) {
        self.add(Style::Part, text, None);
    }

    /// The name of something, with the address it leads to.
    pub fn item(&mut self, text: &str, address: Option<&str>) {
        self.add(Style::Item, text, address);
    }

    /// Some sentences. Line breaks begin a new paragraph.
    pub fn body(&mut self, text: &str) {
        for paragraph in text.lines() {
            self.add(Style::Body, paragraph, None);
        }
    }

    /// Facts, in a smaller size.
    pub fn small(&mut self, text: &str) {
        self.add(Style::Small, text, None);
    }

    /// An address, in a smaller size, that leads where it says.
    pub fn link(&mut self, address: &str) {
        self.add(Style::Small, address, Some(address));
    }

    /// The document as PDF. `foot` gives the line at the foot of a page from its number and how many there are. Takes some
    /// milliseconds for each page.
    ///
    /// # Errors
    /// As [`PaperError`].
    pub fn write(self, foot: impl Fn(usize, usize) -> String) -> Result<Vec<u8>, PaperError> {
        let typeface = typeface::Typeface::read()?;
        let pages = flow::pages(&typeface, &self.blocks);
        write::pdf(&self, &typeface, &pages, foot)
    }

    fn add(&mut self, style: Style, text: &str, address: Option<&str>) {
        if !text.trim().is_empty() {
            self.blocks.push(Block { style, text: text.to_owned(), address: address.map(str::to_owned) });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn catalogue(items: usize) -> Paper {
        let mut paper = Paper::new("Offre de formation – Académie d’Essai", "fr");
        paper.small("Au 25/11/2026");
        paper.part("Langue");
        for number in 0..items {
            paper.item(&format!("Évaluer à l’oral {number}"), Some("https://formation.example.org/f1"));
            paper.small("3h à distance · Début\u{a0}: 20/11/2026");
            paper.body("Observer une classe, choisir une question qui ouvre, essayer un déroulement simple. ".repeat(4).trim());
            paper.link("https://formation.example.org/f1");
        }
        paper
    }

    fn foot(page: usize, pages: usize) -> String {
        format!("Page {page} sur {pages}")
    }

    #[test]
    fn a_document_holds_to_its_standard_however_long_it_is() {
        for items in [0, 1, 12, 200] {
            let pdf = catalogue(items).write(foot).unwrap();
            assert!(pdf.starts_with(b"%PDF-1.7"));
            let tagged = pdf.windows(14).any(|part| part == b"StructTreeRoot");
            assert!(tagged, "{items}");
        }
    }

    #[test]
    fn whatever_somebody_typed_can_be_printed() {
        for text in
            ["", " ", "\u{0}\u{7}\t\n", "😀 日本語 العربية", "\u{202f}\u{a0}", &"x".repeat(5_000), "a\u{301}\u{301}", "\u{fffe}\u{e000}"]
        {
            let mut paper = Paper::new("Essai", "fr");
            paper.item(text, Some("https://example.org/é ?x=<>&\"()\\"));
            paper.body(text);
            paper.small(text);
            paper.write(foot).unwrap();
        }
    }
}
