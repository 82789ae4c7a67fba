//! Forum: discussions in a course, and « Annonces », which only those who teach write. Below `/courses/{number}/activities/{id}`:
//!
//! | list.rs      | (the page itself)                   | its discussions, those that were pinned first                 |
//! | announcement.rs |                                  | the newest announcement, above the course                     |
//! | search.rs    | /search?q=…                         | posts that hold all the words                                 |
//! | open.rs      | /discussions/new                    | a discussion is opened                                        |
//! | thread.rs    | /discussions/{discussion}           | its posts, the oldest first                                   |
//! |              | /posts/{post}                       | leads to the place of one post                                |
//! | answer.rs    | /discussions/{discussion}/reply     | an answer, with a quotation or in private                     |
//! | change.rs    | /posts/{post}/edit, …/delete        | one's own for half an hour, any for those who teach           |
//! | file.rs      | /posts/{post}/files/{file}          | a file of a post                                              |
//! | bring.rs     | /uploads, /uploads/parts            | files that come with a post, in parts                         |
//! | steer.rs     | /discussions/{discussion}/act, …/move | lock, pin, move; follow by mail                             |
//! |              | /act                                | follow the whole forum by mail, note all of it as read        |
//! | reading.rs   | /discussions/{discussion}/read      | how far she read, for herself                                 |
//!
//! And for all forums: preferences.rs (/preferences/forum), unsubscribe.rs (/unsubscribe/forum/{token}). What is told by mail: telling.rs queues
//! it, digest.rs gathers it, letter.rs writes it. posts.rs stores what was posted, draft.rs what was not yet,
//! attached.rs the files of both.
//!
//! A private answer is for the author of what it answers, and for those who teach. Every query on posts names [`SEEN`].

mod announcement;
mod answer;
mod attached;
mod bring;
mod change;
pub mod digest;
mod draft;
mod file;
mod kept;
mod kind;
pub mod letter;
mod list;
pub mod merged;
pub mod old;
mod open;
mod place;
mod posts;
mod preferences;
mod reading;
mod search;
mod settings;
mod steer;
mod subscription;
pub mod telling;
mod thread;
mod unsubscribe;
mod wishes;
mod words;

use crate::visit::Routes;

pub use kind::Forum;
pub use posts::{NewPost, answer as add_answer, open as add_discussion};
pub use settings::{Mode, Subscription};

/// Its name in the database.
pub const KIND: &str = "forum";

/// The longest post, in characters.
const LONGEST_POST: usize = 30_000;
/// The longest title of a discussion, in characters.
const LONGEST_TITLE: usize = 250;

/// Whether a post `p` is for a person (`$2`), who teaches or not (`$3`).
const SEEN: &str = "(p.private_to is null or p.private_to = $2 or $3)";

/// Addresses of its own.
fn routes() -> Routes {
    Routes::of("activities/forum")
        .get("/courses/{number}/activities/{id}/search", search::show)
        .get("/courses/{number}/activities/{id}/act", steer::back)
        .post("/courses/{number}/activities/{id}/act", steer::act)
        .get("/courses/{number}/activities/{id}/discussions/new", open::show)
        .post("/courses/{number}/activities/{id}/discussions/new", open::submit)
        .get("/courses/{number}/activities/{id}/discussions/{discussion}", thread::show)
        .post("/courses/{number}/activities/{id}/discussions/{discussion}/read", reading::note)
        .get("/courses/{number}/activities/{id}/discussions/{discussion}/reply", answer::show)
        .post("/courses/{number}/activities/{id}/discussions/{discussion}/reply", answer::submit)
        .get("/courses/{number}/activities/{id}/discussions/{discussion}/act", steer::back_to_discussion)
        .post("/courses/{number}/activities/{id}/discussions/{discussion}/act", steer::act_on_discussion)
        .get("/courses/{number}/activities/{id}/discussions/{discussion}/move", steer::choose)
        .post("/courses/{number}/activities/{id}/discussions/{discussion}/move", steer::move_to)
        .get("/courses/{number}/activities/{id}/posts/{post}", thread::find)
        .get("/courses/{number}/activities/{id}/posts/{post}/edit", change::show)
        .post("/courses/{number}/activities/{id}/posts/{post}/edit", change::submit)
        .get("/courses/{number}/activities/{id}/posts/{post}/delete", change::ask)
        .post("/courses/{number}/activities/{id}/posts/{post}/delete", change::delete)
        .get("/courses/{number}/activities/{id}/posts/{post}/files/{file}", file::show)
        .post("/courses/{number}/activities/{id}/uploads", bring::begin)
        .post("/courses/{number}/activities/{id}/uploads/parts", bring::part)
        .get("/preferences/forum", preferences::show)
        .post("/preferences/forum", preferences::submit)
        .get("/unsubscribe/forum/{token}", unsubscribe::show)
        .post("/unsubscribe/forum/{token}", unsubscribe::submit)
}
