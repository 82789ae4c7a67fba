//! The new offers of an académie, by mail each Monday, to whoever asked for them.
//!
//! | page.rs         | /preferences/new-offers | asking for it, for some publics or for all, and ending it |
//! | unsubscribe.rs  | /unsubscribe/{token}    | ending it from the letter, without signing in (RFC 8058)  |
//! | subscription.rs |                         | who asked for what                                        |
//! | edition.rs      |                         | what is told each Monday, to whom, and once               |

pub mod edition;
mod page;
pub mod subscription;
mod unsubscribe;

use crate::visit::Routes;

/// The words of these pages.
pub const WORDS: web::Source = web::Source { feature: "news", french: include_str!("fr.ftl"), english: include_str!("en.ftl") };

/// The addresses of these pages.
pub fn routes() -> Routes {
    Routes::of("news")
        .get("/preferences/new-offers", page::show)
        .post("/preferences/new-offers", page::submit)
        .get("/preferences/new-offers/end", page::back)
        .post("/preferences/new-offers/end", page::end)
        .get("/unsubscribe/{token}", unsubscribe::show)
        .post("/unsubscribe/{token}", unsubscribe::submit)
}
