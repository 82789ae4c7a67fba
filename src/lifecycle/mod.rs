//! The life of a course: making it, describing it, opening, offering, closing it, throwing it away.
//!
//! | create.rs      | /courses/new               | a new course                                      |
//! | manage.rs      | /courses/{number}/manage   | where it stands, what can be done, what is missing |
//! | make.rs        | /courses/{number}/make/{action} | « Dupliquer », « Créer une session »           |
//! | restore.rs     | /parcours/{number}/restore | « Restaurer ce parcours »                         |
//! | copy.rs        |                            | the copy that these two make                       |
//! | indexing.rs    | /courses/{number}/indexing | « Indexer »: the form of its description           |
//! | action.rs      |                            | the state machine, for the page and the command    |
//! | description.rs |                            | storing its description                            |

pub mod action;
mod copy;
mod create;
pub mod description;
mod indexing;
mod make;
mod manage;
mod restore;

use crate::visit::Routes;

/// The words of these pages.
pub const WORDS: web::Source = web::Source { feature: "lifecycle", french: include_str!("fr.ftl"), english: include_str!("en.ftl") };

/// The addresses of these pages.
pub fn routes() -> Routes {
    Routes::of("lifecycle")
        .get("/courses/new", create::show)
        .post("/courses/new", create::submit)
        .get("/courses/{number}/manage", manage::show)
        .post("/courses/{number}/manage", manage::submit)
        .get("/courses/{number}/make/{action}", make::show)
        .post("/courses/{number}/make/{action}", make::submit)
        .get("/parcours/{number}/restore", restore::show)
        .post("/parcours/{number}/restore", restore::submit)
        .get("/courses/{number}/indexing", indexing::show)
        .post("/courses/{number}/indexing", indexing::submit)
}
