//! What somebody tells about herself, and the address mail goes to.
//!
//! | edit.rs            | /profile                                  | « Modifier le profil »; on the way when a name is missing |
//! | confirm_address.rs | /confirm-address, /confirm-address/{id}   | the link mailed to a new address                          |
//! | places.rs          |                                           | countries and time zones                                  |

mod confirm_address;
mod edit;
mod places;

use crate::visit::Routes;

/// The words of these pages.
pub const WORDS: web::Source = web::Source { feature: "profile", french: include_str!("fr.ftl"), english: include_str!("en.ftl") };

/// The addresses of these pages.
pub fn routes() -> Routes {
    Routes::of("profile")
        .get("/profile", edit::show)
        .post("/profile", edit::submit)
        .get("/profile/picture/{size}", edit::own_picture)
        .get("/confirm-address", confirm_address::open)
        .get("/confirm-address/done", confirm_address::done)
        .get("/confirm-address/dead", confirm_address::dead)
        .get("/confirm-address/{public_id}", confirm_address::show)
        .post("/confirm-address/{public_id}", confirm_address::submit)
}
