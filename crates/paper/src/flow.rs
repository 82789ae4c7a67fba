//! Lines and pages: text is broken where a line is full, and a name never stands at the foot of a page without what it names.

use crate::typeface::{Cut, Typeface};
use crate::{Block, Style};

/// A4, in points.
pub(crate) const WIDTH: f32 = 595.28;
pub(crate) const HEIGHT: f32 = 841.89;
/// The white around the text.
pub(crate) const MARGIN: f32 = 62.0;
/// The longest line.
const MEASURE: f32 = WIDTH - 2.0 * MARGIN;
/// Where the text of a page ends.
const FLOOR: f32 = HEIGHT - MARGIN - 14.0;
/// How much of what follows a name stands on the page of the name.
const KEPT: f32 = 60.0;

/// One line, where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// Which block it is part of.
    pub block: usize,
    pub text: String,
    /// Where its letters stand, from the top of the page.
    pub baseline: f32,
    pub width: f32,
}

/// The lines of a page.
pub(crate) type Page = Vec<Line>;

impl Style {
    /// The size of its letters, in points.
    pub(crate) fn size(self) -> f32 {
        match self {
            Style::Title => 22.0,
            Style::Part => 15.0,
            Style::Item => 12.5,
            Style::Body => 11.0,
            Style::Small => 9.5,
        }
    }

    fn leading(self) -> f32 {
        self.size() * 1.32
    }

    /// The white above it.
    fn above(self) -> f32 {
        match self {
            Style::Title => 0.0,
            Style::Part => 22.0,
            Style::Item => 15.0,
            Style::Body => 3.0,
            Style::Small => 2.0,
        }
    }

    /// Whether it names what follows.
    pub(crate) fn names(self) -> bool {
        matches!(self, Style::Title | Style::Part | Style::Item)
    }

    pub(crate) fn cut(self, typeface: &Typeface) -> &Cut {
        if self.names() { &typeface.bold } else { &typeface.regular }
    }
}

/// Puts blocks on pages; there is at least one.
pub(crate) fn pages(typeface: &Typeface, blocks: &[Block]) -> Vec<Page> {
    let broken: Vec<Vec<String>> = blocks.iter().map(|block| lines(block.style.cut(typeface), &block.text, block.style.size())).collect();
    let height = |block: usize| -> f32 {
        let lines = broken.get(block).map_or(0, Vec::len);
        blocks.get(block).map_or(0.0, |one| one.style.above() + one.style.leading() * lines as f32)
    };
    let mut pages: Vec<Page> = Vec::new();
    let mut page = Page::new();
    let mut depth = MARGIN;
    for (index, (block, lines)) in blocks.iter().zip(&broken).enumerate() {
        let style = block.style;
        if style.names() && !page.is_empty() && depth + needed(blocks, index, &height) > FLOOR {
            pages.push(std::mem::take(&mut page));
            depth = MARGIN;
        }
        if !page.is_empty() {
            depth += style.above();
        }
        for text in lines {
            if depth + style.leading() > FLOOR {
                pages.push(std::mem::take(&mut page));
                depth = MARGIN;
            }
            depth += style.leading();
            let width = style.cut(typeface).width(text, style.size());
            page.push(Line { block: index, text: text.clone(), baseline: depth - style.size() * 0.28, width });
        }
    }
    pages.push(page);
    pages
}

/// The room that a name asks for: itself, the names right below it, and the beginning of what they name.
fn needed(blocks: &[Block], from: usize, height: &impl Fn(usize) -> f32) -> f32 {
    let mut room = 0.0;
    for (index, block) in blocks.iter().enumerate().skip(from) {
        if !block.style.names() {
            return room + height(index).min(KEPT);
        }
        room += height(index);
    }
    room
}

/// Breaks a text into lines at its spaces; a word that is longer than a line is cut.
fn lines(cut: &Cut, text: &str, size: f32) -> Vec<String> {
    let text = cut.printable(text);
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if cut.width(&longer, size) <= MEASURE {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for sign in word.chars() {
            line.push(sign);
            if cut.width(&line, size) > MEASURE {
                line.pop();
                lines.push(std::mem::take(&mut line));
                line.push(sign);
            }
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(style: Style, text: &str) -> Block {
        Block { style, text: text.to_owned(), address: None }
    }

    #[test]
    fn lines_end_at_spaces_and_hold_all_words() {
        let typeface = Typeface::read().unwrap();
        let text = "Observer sans juger, parler après une séance. ".repeat(20);
        let broken = lines(&typeface.regular, &text, 11.0);
        assert!(broken.len() > 5);
        assert_eq!(broken.join(" "), text.trim());
        assert!(broken.iter().all(|line| typeface.regular.width(line, 11.0) <= MEASURE));
        let long = lines(&typeface.regular, &"x".repeat(500), 11.0);
        assert_eq!(long.concat(), "x".repeat(500));
        assert!(long.len() > 2);
    }

    #[test]
    fn a_name_stands_with_what_it_names() {
        let typeface = Typeface::read().unwrap();
        let mut blocks = vec![block(Style::Title, "Offre")];
        for _ in 0..60 {
            blocks.push(block(Style::Item, "Nom"));
            blocks.push(block(Style::Body, "Quelques mots de description, sur une ligne ou deux. "));
        }
        let pages = pages(&typeface, &blocks);
        assert!(pages.len() > 1);
        for page in &pages {
            let last = page.last().unwrap();
            assert!(!blocks[last.block].style.names(), "a page ends with a name");
            assert!(page.iter().all(|line| line.baseline > MARGIN && line.baseline < FLOOR));
        }
        assert_eq!(pages.iter().flatten().count(), 121);
    }
}
