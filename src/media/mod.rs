//! « Médiathèque »: the files that somebody brought into courses of an académie, and those that others share with whoever writes there.
//!
//! | list.rs   | /media                | hers and the shared ones, by name; all of them for managers                |
//! | one.rs    | /media/{file}         | what it is, where it is used, its name, its captions, who may use it       |
//! |           | /media/{file}/delete  | deleted, once no course uses it                                            |
//! |           | /media/{file}/content | itself                                                                     |
//! | upload.rs | /media/uploads        | a file that comes in parts, sent by the page's script                      |
//! | keep.rs   |                       | a file that came with a form                                               |
//!
//! All of it is for those who make courses in the académie. `entry.rs` proves which files are whose.

mod entry;
pub mod keep;
mod list;
mod one;
pub mod upload;

use crate::visit::Routes;

/// The words of these pages.
pub const WORDS: web::Source = web::Source { feature: "media", french: include_str!("fr.ftl"), english: include_str!("en.ftl") };

/// The addresses of these pages.
pub fn routes() -> Routes {
    Routes::of("media")
        .get("/media", list::show)
        .post("/media", list::submit)
        .post("/media/uploads", upload::begin)
        .post("/media/uploads/parts", upload::part)
        .get("/media/{file}", one::show)
        .post("/media/{file}", one::submit)
        .get("/media/{file}/delete", one::confirm)
        .post("/media/{file}/delete", one::delete)
        .get("/media/{file}/content", one::content)
}
