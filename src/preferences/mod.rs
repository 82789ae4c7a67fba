//! What one sets for oneself. A group, and an entry in it, stands here once it works.
//!
//! | home.rs     | /preferences          | the groups                                          |
//! | password.rs | /preferences/password | the password of somebody who knows the present one  |
//! | language.rs | /preferences/language | French or English                                   |
//! | second_factor.rs | /preferences/second-factor | codes of an application beside the password |
//! | sessions.rs | /preferences/sessions | where one is signed in, and signing out from afar   |

mod home;
mod language;
mod password;
mod second_factor;
mod sessions;

use crate::visit::Routes;

/// The words of these pages.
pub const WORDS: web::Source = web::Source { feature: "preferences", french: include_str!("fr.ftl"), english: include_str!("en.ftl") };

/// The addresses of these pages.
pub fn routes() -> Routes {
    Routes::of("preferences")
        .get("/preferences", home::show)
        .get("/preferences/password", password::show)
        .post("/preferences/password", password::submit)
        .get("/preferences/language", language::show)
        .post("/preferences/language", language::submit)
        .get("/preferences/second-factor", second_factor::show)
        .post("/preferences/second-factor", second_factor::submit)
        .get("/preferences/second-factor/codes", second_factor::back)
        .post("/preferences/second-factor/codes", second_factor::codes)
        .get("/preferences/second-factor/remove", second_factor::back)
        .post("/preferences/second-factor/remove", second_factor::remove)
        .get("/preferences/sessions", sessions::show)
        .get("/preferences/sessions/close-all", sessions::back)
        .post("/preferences/sessions/close-all", sessions::close_all)
        .get("/preferences/sessions/{id}/close", sessions::back)
        .post("/preferences/sessions/{id}/close", sessions::close)
}
