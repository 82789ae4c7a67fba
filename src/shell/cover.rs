//! The generated picture of a course that has none of its own: calm, recognisable, and always the same for the same course.
//!
//! The hue comes from the domain, so that courses of one subject look related; the drawing comes from the id. Colours are
//! the classes `a` to `d` of `assets/css/cover.css`, drawn for light and dark; shapes hold no colour of their own.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::{LazyLock, RwLock};

/// Width and height of the drawing, in its own units; a list may show a narrower slice of its middle.
const WIDTH: i64 = 320;
const HEIGHT: i64 = 120;

/// How many drawings are kept, of about 1 kB each: the courses of the people who are here today.
const KEPT: usize = 2_000;

/// What was drawn, by the id of the course and its domain's hash.
static DRAWN: LazyLock<RwLock<HashMap<(i64, u64), String>>> = LazyLock::new(RwLock::default);

/// The cover of a course as [`svg`] draws it, drawn once.
fn drawn(id: i64, domain: &str) -> String {
    let key = (id, hash(domain.as_bytes()));
    if let Some(svg) = DRAWN.read().ok().and_then(|kept| kept.get(&key).cloned()) {
        return svg;
    }
    let svg = svg(id, domain);
    if let Ok(mut kept) = DRAWN.write() {
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(key, svg.clone());
    }
    svg
}

/// The cover of a course: an `<svg>` element of less than 1.2 kB, to be put into a page as it is.
///
/// `id` picks the drawing, `domain` (the subject's name, may be empty) the hue. It says nothing to screen readers.
pub fn svg(id: i64, domain: &str) -> String {
    let mut chance = Chance::new(id);
    let hue = if domain.is_empty() { chance.below(24) } else { hash(domain.as_bytes()) as i64 & 0xffff } % 24;
    let mut svg = format!(
        "<svg class=\"cover\" data-hue=\"{hue}\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" preserveAspectRatio=\"xMidYMid slice\" aria-hidden=\"true\">"
    );
    // Writing to a String cannot fail.
    let _ = match chance.below(6) {
        0 => rings(&mut svg, &mut chance),
        1 => hills(&mut svg, &mut chance),
        2 => dots(&mut svg, &mut chance),
        3 => leaves(&mut svg, &mut chance),
        4 => tiles(&mut svg, &mut chance),
        _ => shelf(&mut svg, &mut chance),
    };
    svg.push_str("</svg>");
    svg
}

/// The cover of a course in a list: its own picture, whose address is below its académie's (`place`, as `/ac-besancon`), or else the
/// generated one.
pub fn of(id: i64, domain: &str, place: &str, number: i64, picture_id: Option<i64>) -> String {
    let Some(picture_id) = picture_id else { return drawn(id, domain) };
    // The id makes a new address of a new picture.
    let sized = |size: &str| format!("{place}/courses/{number}/picture/{size}?v={picture_id}");
    format!(
        "<img class=\"cover\" src=\"{}\" srcset=\"{} 320w, {} 640w, {} 1280w\" sizes=\"(min-width: 36em) 24rem, 100vw\" alt=\"\" loading=\"lazy\">",
        sized("medium"),
        sized("small"),
        sized("medium"),
        sized("large")
    )
}

/// Rings around a point near the edge, and a small disc on one of them.
fn rings(svg: &mut String, chance: &mut Chance) -> std::fmt::Result {
    let x = 30 + 20 * chance.below(14);
    let y = if chance.below(2) == 0 { 0 } else { HEIGHT };
    let step = 28 + chance.below(5) * 3;
    for (ring, tint) in ["a", "b", "a", "c"].iter().enumerate() {
        let radius = step * (4 - ring as i64);
        write!(svg, "<circle class=\"{tint}\" cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"/>")?;
    }
    let side = if x < WIDTH / 2 { 1 } else { -1 };
    let away = step * 3 + 6;
    write!(svg, "<circle class=\"d\" cx=\"{}\" cy=\"{}\" r=\"13\"/>", x + side * away * 7 / 10, (y - away * 7 / 10).abs())
}

/// Three ridges one behind the other, and the sun.
fn hills(svg: &mut String, chance: &mut Chance) -> std::fmt::Result {
    let sun = 70 + 45 * chance.below(5);
    write!(svg, "<circle class=\"d\" cx=\"{sun}\" cy=\"{}\" r=\"{}\"/>", 38 + chance.below(14), 16 + chance.below(6))?;
    for (ridge, tint) in ["a", "b", "c"].iter().enumerate() {
        let top = 50 + 22 * ridge as i64 + chance.below(8);
        let swing = 16 + chance.below(16);
        let swing = if chance.below(2) == 0 { swing } else { -swing };
        let bend = 90 + chance.below(60);
        write!(
            svg,
            "<path class=\"{tint}\" d=\"M0 {top}C{bend} {} {} {} 320 {}V120H0z\"/>",
            top - swing,
            bend + 70,
            top + swing,
            top - swing / 2
        )?;
    }
    Ok(())
}

/// A field of dots that grow towards one point.
fn dots(svg: &mut String, chance: &mut Chance) -> std::fmt::Result {
    let (column, row, slope) = (chance.below(10), chance.below(4), 1 + chance.below(3));
    let mut sizes = [String::new(), String::new(), String::new(), String::new()];
    for x in 0..10 {
        for y in 0..4 {
            let distance = (x - column).abs() + slope * (y - row).abs();
            if let Some(size) = sizes.get_mut((distance / 2).min(3) as usize) {
                write!(size, "M{} {}h0", 16 + 32 * x, 12 + 32 * y)?;
            }
        }
    }
    for ((dots, tint), width) in sizes.iter().zip(["d", "c", "b", "a"]).zip([25, 20, 14, 9]) {
        write!(svg, "<path class=\"{tint}\" stroke-width=\"{width}\" d=\"{dots}\"/>")?;
    }
    Ok(())
}

/// Two sprigs rising from the lower edge.
fn leaves(svg: &mut String, chance: &mut Chance) -> std::fmt::Result {
    let first = 60 + chance.below(8) * 10;
    let second = first + 100 + chance.below(6) * 10;
    let height = 90 + chance.below(4) * 6;
    for (x, leaves, grown) in [(second, 5_i64, height - 30), (first, 7, height)] {
        write!(svg, "<g transform=\"translate({x} 122)\">")?;
        for leaf in 0..leaves {
            let beside = (leaf - leaves / 2).abs();
            let angle = (leaf - leaves / 2) * 168 / leaves;
            let length = grown - beside * 8;
            let (half, belly) = (length / 2, length / 5);
            let tint = ["d", "c", "b", "a"].get(beside as usize).unwrap_or(&"a");
            write!(svg, "<path class=\"{tint}\" transform=\"rotate({angle})\" d=\"M0 0Q{belly}-{half} 0-{length}Q-{belly}-{half} 0 0\"/>")?;
        }
        svg.push_str("</g>");
    }
    Ok(())
}

/// A floor of quarter discs, turned each its own way.
fn tiles(svg: &mut String, chance: &mut Chance) -> std::fmt::Result {
    let mut tints = [String::new(), String::new(), String::new(), String::new()];
    for x in 0..8 {
        for y in 0..3 {
            let (left, top) = (40 * x, 40 * y);
            let quarter = match chance.below(4) {
                0 => format!("M{left} {top}h40a40 40 0 0 1-40 40z"),
                1 => format!("M{} {top}v40a40 40 0 0 1-40-40z", left + 40),
                2 => format!("M{} {}h-40a40 40 0 0 1 40-40z", left + 40, top + 40),
                _ => format!("M{left} {}v-40a40 40 0 0 1 40 40z", top + 40),
            };
            // One in twelve stands out, two stay empty.
            let tint = [0, 0, 0, 0, 1, 1, 1, 2, 2, 3].get(chance.below(12) as usize);
            if let Some(path) = tint.and_then(|tint| tints.get_mut(*tint)) {
                path.push_str(&quarter);
            }
        }
    }
    for (path, tint) in tints.iter().zip(["a", "b", "c", "d"]).filter(|(path, _)| !path.is_empty()) {
        write!(svg, "<path class=\"{tint}\" d=\"{path}\"/>")?;
    }
    Ok(())
}

/// Rounded bars of uneven height, like backs of books seen from afar.
fn shelf(svg: &mut String, chance: &mut Chance) -> std::fmt::Result {
    let mut tints = [String::new(), String::new(), String::new(), String::new()];
    let marked = 2 + chance.below(6);
    for bar in 0..10 {
        let height = 34 + chance.below(58);
        let tint = if bar == marked { 3 } else { chance.below(3) };
        if let Some(path) = tints.get_mut(tint as usize) {
            write!(path, "M{} 140V{}", 16 + 32 * bar, HEIGHT - height)?;
        }
    }
    for (path, tint) in tints.iter().zip(["a", "b", "c", "d"]).filter(|(path, _)| !path.is_empty()) {
        write!(svg, "<path class=\"{tint}\" stroke-width=\"24\" d=\"{path}\"/>")?;
    }
    Ok(())
}

/// A small sequence of numbers that depends on the id alone.
struct Chance(u64);

impl Chance {
    fn new(id: i64) -> Chance {
        Chance(hash(&id.to_le_bytes()))
    }

    /// A number from 0 to `end` − 1.
    fn below(&mut self, end: i64) -> i64 {
        self.0 = hash(&self.0.to_le_bytes());
        (self.0 >> 33) as i64 % end
    }
}

/// FNV-1a with a last mix: the same on every machine and in every release, which the standard library's hash does not promise.
fn hash(bytes: &[u8]) -> u64 {
    let fnv = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    (fnv ^ (fnv >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_always_the_same_and_differs_from_its_neighbours() {
        assert_eq!(svg(2636, "Lettres"), svg(2636, "Lettres"));
        let mut all: Vec<String> = (1..=200).map(|id| svg(id, "Lettres")).collect();
        all.sort();
        all.dedup();
        assert!(all.len() > 190, "{} different covers of 200", all.len());
    }

    #[test]
    fn what_is_kept_is_what_is_drawn_and_bounded() {
        for id in (0..i64::try_from(KEPT).unwrap() + 50).chain(0..50) {
            assert_eq!(of(id, "Lettres", "", 1, None), svg(id, "Lettres"));
            assert_eq!(of(id, "", "", 1, None), svg(id, ""));
        }
        assert!(DRAWN.read().unwrap().len() <= KEPT);
    }

    #[test]
    fn a_domain_has_one_hue() {
        let hue = |svg: String| svg.split('"').nth(3).map(str::to_owned);
        assert_eq!(hue(svg(1, "Mathématiques")), hue(svg(2, "Mathématiques")));
        assert!((0..24).all(|wanted| (0..400).any(|id| hue(svg(id, "")) == Some(wanted.to_string()))));
    }

    #[test]
    fn is_small_well_formed_and_without_style() {
        for id in (-50..1000).chain([i64::MIN, i64::MAX]) {
            let svg = svg(id, "");
            assert!(svg.len() < 1200, "{id}: {} bytes", svg.len());
            assert!(!svg.contains("style") && !svg.contains("<script") && !svg.contains("fill="));
            // Every shape closes itself; the element and its groups open and close.
            let (tags, shapes, ends) = (svg.matches('<').count(), svg.matches("/>").count(), svg.matches("</").count());
            assert_eq!(tags, shapes + 2 * ends, "{svg}");
            assert_eq!(svg.matches('"').count() % 2, 0);
            assert!(svg.ends_with("</svg>"));
        }
    }
}
