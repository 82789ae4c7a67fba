//! What anybody may read: the way to an académie, its welcome, the pages of the footer.
//!
//! | choose.rs   | /                        | which académie; the one chosen before comes first         |
//! | welcome.rs  | /{slug}/                 | an académie's own front page                              |
//! | logo.rs     | /{slug}/logo/{size}      | its logo                                                  |
//! | texts.rs    | /{slug}/legal, …         | the footer's pages, written in Markdown                   |
//! | markdown.rs |                          | their text as HTML                                        |
//! | language.rs | /language, /{slug}/language | « Français », « English »                              |

mod choose;
mod language;
mod logo;
mod markdown;
mod texts;
mod welcome;

use crate::visit::{Routes, Visit};
pub use texts::Text;

/// The words of these pages.
pub const WORDS: web::Source = web::Source { feature: "public", french: include_str!("fr.ftl"), english: include_str!("en.ftl") };

/// The addresses inside an académie.
pub fn routes() -> Routes {
    Routes::of("public")
        .get("/", welcome::show)
        .get("/legal", |visit: Visit| texts::show(visit, Text::Legal))
        .get("/about", |visit: Visit| texts::show(visit, Text::About))
        .get("/contact", |visit: Visit| texts::show(visit, Text::Contact))
        .get("/help/sign-in", |visit: Visit| texts::show(visit, Text::HelpSignIn))
        .get("/help/build", |visit: Visit| texts::show(visit, Text::HelpBuild))
        .get("/help/use", |visit: Visit| texts::show(visit, Text::HelpUse))
        .get("/accessibility", |visit: Visit| texts::show(visit, Text::Accessibility))
        .get("/privacy", |visit: Visit| texts::show(visit, Text::Privacy))
        .get("/logo/{size}", logo::show)
        .post("/language", language::choose)
}

/// The addresses outside of académies.
pub fn root_routes() -> Routes {
    Routes::of("public").get("/", choose::show).post("/language", language::choose)
}
