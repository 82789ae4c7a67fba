//! The PDF: what stands where, and, beside it, what each line is, for those who hear it.

use std::collections::BTreeMap;
use std::num::NonZeroU16;

use krilla::Document;
use krilla::action::LinkAction;
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::rgb;
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{Point, Rect};
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Identifier, Node, SpanTag, Tag, TagGroup, TagTree};
use krilla::text::TextDirection;

use crate::flow::{HEIGHT, Line, MARGIN, Page, WIDTH};
use crate::typeface::Typeface;
use crate::{Block, Paper, PaperError, Style};

/// The colours of text: what is read, what is looked up, what leads somewhere.
const INK: [u8; 3] = [24, 32, 36];
const QUIET: [u8; 3] = [86, 96, 100];
const ACCENT: [u8; 3] = [0, 93, 115];
/// The size of the line at the foot.
const FOOT: f32 = 8.5;

pub(crate) fn pdf(
    paper: &Paper,
    typeface: &Typeface,
    pages: &[Page],
    foot: impl Fn(usize, usize) -> String,
) -> Result<Vec<u8>, PaperError> {
    let standard = |error: &dyn std::fmt::Debug| PaperError::Standard(format!("{error:?}"));
    let configuration = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1).finish().map_err(|e| standard(&e))?;
    let mut document = Document::new_with(krilla::SerializeSettings { configuration, ..Default::default() });
    document.set_metadata(Metadata::new().title(paper.title.clone()).language(paper.language.to_owned()));
    let mut spoken: BTreeMap<usize, Vec<Node>> = BTreeMap::new();
    let mut outline = Outline::new();
    for (index, lines) in pages.iter().enumerate() {
        let settings = PageSettings::from_wh(WIDTH, HEIGHT).ok_or(PaperError::Typeface)?;
        let mut page = document.start_page_with(settings);
        // One surface for the whole page: what is heard is numbered on it.
        let mut surface = page.surface();
        draw_foot(&mut surface, typeface, &foot(index + 1, pages.len()));
        let lines: Vec<(&Block, &Line)> = lines.iter().filter_map(|line| Some((paper.blocks.get(line.block)?, line))).collect();
        let heard: Vec<Identifier> = lines.iter().map(|(block, line)| draw(&mut surface, typeface, block, line)).collect();
        surface.finish();
        for ((block, line), heard) in lines.into_iter().zip(heard) {
            let node = lead(&mut page, block, line, heard)?;
            let nodes = spoken.entry(line.block).or_default();
            if nodes.is_empty() && block.style.names() && (block.style != Style::Item || !has_parts(paper)) {
                let place = XyzDestination::new(index, Point::from_xy(MARGIN, (line.baseline - block.style.size()).max(0.0)));
                outline.push_child(OutlineNode::new(block.text.clone(), place));
            }
            nodes.push(node);
        }
        page.finish();
    }
    document.set_outline(outline);
    document.set_tag_tree(tree(paper, spoken));
    document.finish().map_err(|error| standard(&error))
}

fn has_parts(paper: &Paper) -> bool {
    paper.blocks.iter().any(|block| block.style == Style::Part)
}

fn fill([red, green, blue]: [u8; 3]) -> Option<Fill> {
    Some(Fill { paint: rgb::Color::new(red, green, blue).into(), ..Fill::default() })
}

fn draw_foot(surface: &mut Surface<'_>, typeface: &Typeface, text: &str) {
    let text = typeface.regular.printable(text);
    // Nothing that is read aloud.
    surface.start_tagged(ContentTag::Artifact(Artifact::new(ArtifactType::Footer, None)));
    surface.set_fill(fill(QUIET));
    let place = Point::from_xy(MARGIN, HEIGHT - MARGIN + 14.0);
    surface.draw_text(place, typeface.regular.font.clone(), FOOT, &text, false, TextDirection::Auto);
    surface.end_tagged();
}

/// Draws a line; gives what is heard of it.
fn draw(surface: &mut Surface<'_>, typeface: &Typeface, block: &Block, line: &Line) -> Identifier {
    let (style, cut) = (block.style, block.style.cut(typeface));
    let colour = match (&block.address, style) {
        (Some(_), _) => ACCENT,
        (None, Style::Small) => QUIET,
        (None, _) => INK,
    };
    let heard = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
    surface.set_fill(fill(colour));
    // The space between two lines, which a screen reader would not hear otherwise.
    let text = format!("{} ", line.text);
    surface.draw_text(Point::from_xy(MARGIN, line.baseline), cut.font.clone(), style.size(), &text, false, TextDirection::Auto);
    surface.end_tagged();
    heard
}

/// The place of a line in what is read aloud; where its block leads somewhere, the line does.
fn lead(page: &mut krilla::page::Page<'_>, block: &Block, line: &Line, heard: Identifier) -> Result<Node, PaperError> {
    let Some(address) = &block.address else { return Ok(heard.into()) };
    let size = block.style.size();
    let (top, bottom) = (line.baseline - size, line.baseline + size * 0.3);
    let place = Rect::from_ltrb(MARGIN, top, MARGIN + line.width.max(1.0), bottom).ok_or(PaperError::Typeface)?;
    let target = Target::Action(LinkAction::new(address.clone()).into());
    let leads = page.add_tagged_annotation(Annotation::new_link(LinkAnnotation::new(place, target), Some(block.text.clone())));
    Ok(TagGroup::with_children(Tag::Link, vec![heard.into(), leads.into()]).into())
}

/// What the document is, in the order in which it is read.
fn tree(paper: &Paper, spoken: BTreeMap<usize, Vec<Node>>) -> TagTree {
    let parts = has_parts(paper);
    let mut tree = TagTree::new().with_lang(Some(paper.language.to_owned()));
    for (index, nodes) in spoken {
        let Some(block) = paper.blocks.get(index) else { continue };
        let level = match block.style {
            Style::Title => NonZeroU16::new(1),
            Style::Part => NonZeroU16::new(2),
            Style::Item => NonZeroU16::new(if parts { 3 } else { 2 }),
            Style::Body | Style::Small => None,
        };
        tree.push(match level {
            Some(level) => TagGroup::with_children(Tag::Hn(level, Some(block.text.clone())), nodes),
            None => TagGroup::with_children(Tag::P, nodes),
        });
    }
    tree
}
