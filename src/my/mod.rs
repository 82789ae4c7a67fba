//! « Mes parcours »: everything somebody is enrolled in, in all académies, as she arranged it.
//!
//! | list.rs      | /my, /my/choices        | cards or rows, filtered and searched; the choices are remembered |
//! | filter.rs    |                         | which courses a filter shows                                     |
//! | blocks.rs    | /my/blocks              | « Modifier cette page »: what stands beside the list              |
//! | agenda.rs    | /calendar               | first and last days to come                                      |
//! | favourite.rs | /my/favourites/{number} | the star of a course of this académie                            |
//! | progress.rs  |                         | how far she is, and the activity she left                        |
//! | waiting.rs   |                         | where she waits for a place                                      |
//! | details.rs   | /my/details/{number}    | what a course of hers is, before she opens it                    |

mod agenda;
mod blocks;
mod details;
mod favourite;
mod filter;
mod list;
pub mod merged;
mod progress;
mod waiting;

use crate::visit::Routes;

/// The words of these pages.
pub const WORDS: web::Source = web::Source { feature: "my", french: include_str!("fr.ftl"), english: include_str!("en.ftl") };

/// The addresses of these pages.
pub fn routes() -> Routes {
    Routes::of("my")
        .get("/my", list::show)
        // A button pressed after the session leads back to the list.
        .get("/my/choices", list::back)
        .post("/my/choices", list::choose)
        .get("/my/blocks", blocks::show)
        .post("/my/blocks", blocks::change)
        .get("/calendar", agenda::show)
        .get("/my/favourites/{number}", list::back)
        .post("/my/favourites/{number}", favourite::set)
        .get("/my/details/{number}", details::show)
}
