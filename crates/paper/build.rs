//! Takes the two cuts of the typeface that documents are set in out of the crate that brings them, so that the program does not hold the
//! other fifteen.

#![allow(clippy::expect_used, reason = "a fault here stops the build, and nothing else")]

use std::path::PathBuf;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let out = PathBuf::from(std::env::var("OUT_DIR").expect("cargo sets OUT_DIR"));
    for (cut, name) in [("LibertinusSerif-Regular", "regular.otf"), ("LibertinusSerif-Bold", "bold.otf")] {
        // Its name, and not that of a longer one such as « BoldItalic », stands in the font.
        let named = |font: &&[u8]| {
            let mut places = font.windows(cut.len() + 1).filter(|place| place.starts_with(cut.as_bytes()));
            places.any(|place| place.last().is_some_and(|next| !next.is_ascii_alphabetic()))
        };
        let font = typst_assets::fonts().find(named).expect("typst-assets brings Libertinus Serif");
        std::fs::write(out.join(name), font).expect("OUT_DIR can be written");
    }
}
