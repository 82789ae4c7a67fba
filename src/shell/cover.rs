//! The cover of a course: its own picture, or one of our drawings (`build/covers.rs`), always the same for the same course.
//!
//! The hue comes from the domain, so that courses of one subject look related; the drawing comes from the id. Both are named here and
//! nothing more: `assets/css/cover.css` gives the tints, and the drawings are one file that browsers keep.

use crate::assets::ASSETS;

/// How many drawings there are. Each may be mirrored.
const DRAWINGS: i64 = 96;
/// From one course to the next made after it: has no factor in common with twice the drawings, so that so many in a row all differ.
const STRIDE: i64 = 77;
/// How many hues `assets/css/hues.css` has.
const HUES: u64 = 24;

/// The drawing of a course without a picture: an `<svg>` element, to be put into a page as it is. It says nothing to screen readers.
///
/// `id` picks the drawing, `domain` (the subject's name, may be empty) the hue.
pub fn drawing(id: i64, domain: &str) -> String {
    let hue = if domain.is_empty() { hash(&id.to_le_bytes()) } else { hash(domain.as_bytes()) } % HUES;
    let place = id.rem_euclid(2 * DRAWINGS) * STRIDE % (2 * DRAWINGS);
    let (index, mirrored) = (place % DRAWINGS, if place < DRAWINGS { "" } else { " data-mirrored" });
    let sheet = ASSETS.iter().find(|asset| asset.name == "covers.svg").map_or("", |asset| asset.path);
    format!("<svg class=\"cover\" data-hue=\"{hue}\"{mirrored} aria-hidden=\"true\"><use href=\"/assets/{sheet}#cover-{index}\"/></svg>")
}

/// The cover of a course in a list: its own picture, whose address is below its académie's (`place`, as `/ac-besancon`), or else its drawing.
pub fn of(id: i64, domain: &str, place: &str, number: i64, picture_id: Option<i64>) -> String {
    let Some(picture_id) = picture_id else { return drawing(id, domain) };
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

/// FNV-1a with a last mix: the same on every machine and in every release, which the standard library's hash does not promise.
fn hash(bytes: &[u8]) -> u64 {
    let fnv = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    ((fnv ^ (fnv >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9)) >> 33
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet() -> String {
        let asset = ASSETS.iter().find(|asset| asset.name == "covers.svg").unwrap();
        String::from_utf8(asset.plain.to_vec()).unwrap()
    }

    #[test]
    fn is_always_the_same_and_differs_from_its_neighbours() {
        assert_eq!(drawing(2636, "Lettres"), drawing(2636, "Lettres"));
        let mut all: Vec<String> = (1..=192).map(|id| drawing(id, "Lettres")).collect();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 192);
    }

    #[test]
    fn a_domain_has_one_hue() {
        let hue = |svg: String| svg.split('"').nth(3).map(str::to_owned);
        assert_eq!(hue(drawing(1, "Mathématiques")), hue(drawing(2, "Mathématiques")));
        assert!((0..24).all(|wanted| (0..400).any(|id| hue(drawing(id, "")) == Some(wanted.to_string()))));
    }

    #[test]
    fn every_drawing_is_there_once_and_differs() {
        let sheet = sheet();
        for id in (-50..1000).chain([i64::MIN, i64::MAX]) {
            let svg = drawing(id, "");
            let name = svg.split_once('#').and_then(|(_, rest)| rest.split_once('"')).unwrap().0;
            assert_eq!(sheet.matches(&format!("<symbol id=\"{name}\" ")).count(), 1, "{svg}");
        }
        let mut drawn: Vec<&str> =
            sheet.split("<symbol ").skip(1).filter_map(|symbol| symbol.split_once(">")).map(|(_, shapes)| shapes).collect();
        assert_eq!(drawn.len(), usize::try_from(DRAWINGS).unwrap());
        drawn.sort_unstable();
        drawn.dedup();
        assert_eq!(drawn.len(), usize::try_from(DRAWINGS).unwrap());
    }

    #[test]
    fn the_sheet_is_small_well_formed_and_without_style() {
        let sheet = sheet();
        assert!(!sheet.contains("style") && !sheet.contains("<script") && !sheet.contains("class="));
        // Every shape closes itself; symbols and groups open and close.
        let (tags, shapes, ends) = (sheet.matches('<').count(), sheet.matches("/>").count(), sheet.matches("</").count());
        assert_eq!(tags, shapes + 2 * ends);
        let packed = ASSETS.iter().find(|asset| asset.name == "covers.svg").and_then(|asset| asset.zstd).unwrap();
        assert!(packed.len() < 12_000, "{} bytes", packed.len());
    }
}
