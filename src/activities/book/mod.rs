//! Livre: chapters in their order, each read on a page of its own, all of them printed on one.
//!
//! | read.rs    | /courses/{number}/activities/{id}                     | the table of contents and the first chapter       |
//! |            | /courses/{number}/activities/{id}/chapters/{position} | one chapter, the one before and the one after     |
//! |            | /courses/{number}/activities/{id}/print               | all of it on one page                             |
//! | write.rs   | /courses/{number}/activities/{id}/write               | the chapters with what moves, hides, throws away  |
//! | edit.rs    | /courses/{number}/activities/{id}/write/new           | a chapter more                                    |
//! |            | /courses/{number}/activities/{id}/write/{chapter}     | a chapter that is there                           |
//! | chapter.rs |                                                       | how they are stored                               |

mod chapter;
mod edit;
mod read;
mod write;

use db::Tx;
use web::{Filled, Problem, Scene, filters};

use super::{Activity, Copying, Later, Piece, Placed, Scope};
use crate::files::stored::Stored;
use crate::visit::{OrProblem, Routes};

pub use chapter::Chapters;

/// Its name in the database.
const KIND: &str = "book";

web::view! { "activities/book/form.html" =>
    struct Fields {}
}

web::view! { "activities/book/paper.html" =>
    struct OnPaper<'a> {
        chapters: &'a [Piece],
    }
}

/// The kind.
pub struct Book;

impl Activity for Book {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn name(&self) -> &'static str {
        "book-name"
    }

    fn purpose(&self) -> &'static str {
        "book-purpose"
    }

    fn icon(&self) -> &'static str {
        include_str!("icon.svg")
    }

    fn words(&self) -> web::Source {
        web::Source { feature: "activities/book", french: include_str!("fr.ftl"), english: include_str!("en.ftl") }
    }

    fn routes(&self) -> Routes {
        Routes::of("activities/book")
            .get("/courses/{number}/activities/{id}/chapters/{position}", read::show)
            .get("/courses/{number}/activities/{id}/print", read::print)
            .get("/courses/{number}/activities/{id}/write", write::show)
            .post("/courses/{number}/activities/{id}/write", write::submit)
            .get("/courses/{number}/activities/{id}/write/new", edit::new)
            .post("/courses/{number}/activities/{id}/write/new", edit::add)
            .get("/courses/{number}/activities/{id}/write/{chapter}", edit::show)
            .post("/courses/{number}/activities/{id}/write/{chapter}", edit::submit)
    }

    fn page<'a>(&'a self, scope: Scope<'a>, activity: &'a Placed) -> Later<'a, Option<String>> {
        Box::pin(async move { Ok(Some(read::first(scope, activity.id).await?)) })
    }

    fn pieces(&self) -> Option<&'static str> {
        Some(
            "select a.id as activity_id, a.kind, p.position as place, p.title, p.body, cast(null as bigint) as bytes, p.hidden
               from activity a join book_chapter p on p.activity_id = a.id
              where a.academy_id = $1 and a.course_id = $2 and a.trashed_at is null and p.trashed_at is null",
        )
    }

    fn on_paper(&self, scene: &Scene, pieces: &[Piece]) -> Result<String, Problem> {
        Ok(scene.render(&OnPaper { chapters: pieces })?)
    }

    fn fields(&self, scene: &Scene, _: &Filled, _: &[Stored]) -> Result<String, Problem> {
        Ok(scene.render(&Fields {})?)
    }

    fn preview(&self, scene: &Scene, _: &Filled, _: &[Stored]) -> Result<String, Problem> {
        Ok(scene.render(&Fields {})?)
    }

    fn check(&self, _: &mut Filled) {}

    fn stored<'a>(&'a self, _: Scope<'a>, _: i64) -> Later<'a, Vec<(String, String)>> {
        Box::pin(async { Ok(Vec::new()) })
    }

    fn save<'a>(&'a self, _: &'a Tx, _: i64, _: i64, _: &'a Filled) -> Later<'a, ()> {
        Box::pin(async { Ok(()) })
    }

    fn copy<'a>(&'a self, tx: &'a Tx, copying: &'a Copying) -> Later<'a, ()> {
        Box::pin(async move { chapter::copy(tx, copying).await.or_problem() })
    }

    fn forget<'a>(&'a self, tx: &'a Tx, academy_id: i64, activity_id: i64) -> Later<'a, ()> {
        Box::pin(async move { Chapters { academy_id, activity_id }.forget(tx).await.or_problem() })
    }
}
