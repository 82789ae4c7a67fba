//! Writing long texts: how they are typed, made harmless, and shown before they are sent.
//!
//! | text.rs       | a text as it was typed, and what is shown of it                          |
//! | clean.rs      | the one way a text becomes HTML of ours                                  |
//! | tangle.rs     | what would cost far more than it weighs                                   |
//! | unclosed.rs   | a tag that was left open and would swallow what follows                   |
//! | field.html    | the field of a form, with its buttons (assets/js/editor.js, assets/visual) |
//! | preview.rs    | /preview: what will be shown of a text                                   |
//! | preference.rs | /preferences/editor: which of the three editors serves                   |

mod clean;
mod preference;
mod preview;
mod tangle;
mod text;
mod unclosed;

pub use clean::{Under, clean_html, under};
pub use text::{Format, Text, files_in, help_of};

use crate::visit::Routes;

/// The words of the field and its pages.
pub const WORDS: web::Source = web::Source { feature: "editor", french: include_str!("fr.ftl"), english: include_str!("en.ftl") };

/// The addresses of these pages.
pub fn routes() -> Routes {
    Routes::of("editor")
        .post("/preview", preview::submit)
        .get("/preferences/editor", preference::show)
        .post("/preferences/editor", preference::submit)
}
