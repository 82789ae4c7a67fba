//! The drawings of courses that have no picture of their own: calm, and told from each other at a glance.
//!
//! One file holds them all; a page names one (`src/shell/cover.rs`) and gives its four tints, `--a` to `--d` (`assets/css/cover.css`), for
//! light and dark. Twenty courses weigh next to nothing in a page then.

use std::fmt::Write as _;

/// Width and height of a drawing, in its own units; a list may show a narrower slice of its middle.
const WIDTH: i64 = 320;
const HEIGHT: i64 = 120;

/// The sheet: `count` symbols, `cover-0` and on, each of another sort than the one before and none like another.
pub fn sheet(count: usize) -> String {
    let mut chance = Chance(0);
    let mut drawn: Vec<String> = Vec::new();
    while drawn.len() < count {
        let mut shapes = String::new();
        // Writing to a String cannot fail.
        let _ = match drawn.len() % 6 {
            0 => rings(&mut shapes, &mut chance),
            1 => hills(&mut shapes, &mut chance),
            2 => dots(&mut shapes, &mut chance),
            3 => leaves(&mut shapes, &mut chance),
            4 => tiles(&mut shapes, &mut chance),
            _ => shelf(&mut shapes, &mut chance),
        };
        if !drawn.contains(&shapes) {
            drawn.push(shapes);
        }
    }
    let mut sheet = "<svg xmlns=\"http://www.w3.org/2000/svg\">".to_owned();
    for (index, shapes) in drawn.iter().enumerate() {
        let _ = write!(
            sheet,
            "<symbol id=\"cover-{index}\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" preserveAspectRatio=\"xMidYMid slice\" stroke-linecap=\"round\">{shapes}</symbol>"
        );
    }
    sheet.push_str("</svg>");
    sheet
}

/// Rings around a point near the edge, and a small disc on one of them.
fn rings(shapes: &mut String, chance: &mut Chance) -> std::fmt::Result {
    let x = 30 + 20 * chance.below(14);
    let y = if chance.below(2) == 0 { 0 } else { HEIGHT };
    let step = 28 + chance.below(5) * 3;
    for (ring, tint) in ["a", "b", "a", "c"].iter().enumerate() {
        let radius = step * (4 - ring as i64);
        write!(shapes, "<circle fill=\"var(--{tint})\" cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"/>")?;
    }
    let side = if x < WIDTH / 2 { 1 } else { -1 };
    let away = step * 3 + 6;
    write!(shapes, "<circle fill=\"var(--d)\" cx=\"{}\" cy=\"{}\" r=\"13\"/>", x + side * away * 7 / 10, (y - away * 7 / 10).abs())
}

/// Three ridges one behind the other, and the sun.
fn hills(shapes: &mut String, chance: &mut Chance) -> std::fmt::Result {
    let sun = 70 + 45 * chance.below(5);
    write!(shapes, "<circle fill=\"var(--d)\" cx=\"{sun}\" cy=\"{}\" r=\"{}\"/>", 38 + chance.below(14), 16 + chance.below(6))?;
    for (ridge, tint) in ["a", "b", "c"].iter().enumerate() {
        let top = 50 + 22 * ridge as i64 + chance.below(8);
        let swing = 16 + chance.below(16);
        let swing = if chance.below(2) == 0 { swing } else { -swing };
        let bend = 90 + chance.below(60);
        write!(
            shapes,
            "<path fill=\"var(--{tint})\" d=\"M0 {top}C{bend} {} {} {} 320 {}V120H0z\"/>",
            top - swing,
            bend + 70,
            top + swing,
            top - swing / 2
        )?;
    }
    Ok(())
}

/// A field of dots that grow towards one point.
fn dots(shapes: &mut String, chance: &mut Chance) -> std::fmt::Result {
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
        write!(shapes, "<path stroke=\"var(--{tint})\" stroke-width=\"{width}\" d=\"{dots}\"/>")?;
    }
    Ok(())
}

/// Two sprigs rising from the lower edge.
fn leaves(shapes: &mut String, chance: &mut Chance) -> std::fmt::Result {
    let first = 60 + chance.below(8) * 10;
    let second = first + 100 + chance.below(6) * 10;
    let height = 90 + chance.below(4) * 6;
    for (x, leaves, grown) in [(second, 5_i64, height - 30), (first, 7, height)] {
        write!(shapes, "<g transform=\"translate({x} 122)\">")?;
        for leaf in 0..leaves {
            let beside = (leaf - leaves / 2).abs();
            let angle = (leaf - leaves / 2) * 168 / leaves;
            let length = grown - beside * 8;
            let (half, belly) = (length / 2, length / 5);
            let tint = ["d", "c", "b", "a"].get(beside as usize).unwrap_or(&"a");
            write!(
                shapes,
                "<path fill=\"var(--{tint})\" transform=\"rotate({angle})\" d=\"M0 0Q{belly}-{half} 0-{length}Q-{belly}-{half} 0 0\"/>"
            )?;
        }
        shapes.push_str("</g>");
    }
    Ok(())
}

/// A floor of quarter discs, turned each its own way.
fn tiles(shapes: &mut String, chance: &mut Chance) -> std::fmt::Result {
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
        write!(shapes, "<path fill=\"var(--{tint})\" d=\"{path}\"/>")?;
    }
    Ok(())
}

/// Rounded bars of uneven height, like backs of books seen from afar.
fn shelf(shapes: &mut String, chance: &mut Chance) -> std::fmt::Result {
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
        write!(shapes, "<path stroke=\"var(--{tint})\" stroke-width=\"24\" d=\"{path}\"/>")?;
    }
    Ok(())
}

/// SplitMix64, a small sequence of numbers: the same at every build.
struct Chance(u64);

impl Chance {
    /// A number from 0 to `end` − 1.
    fn below(&mut self, end: i64) -> i64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 33) as i64 % end
    }
}
