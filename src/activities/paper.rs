//! What there is to read of activities on paper: pieces, read in one query however many activities and kinds a course has.

use std::collections::HashMap;

use web::Problem;

use super::Scope;
use crate::editor::{Under, under};
use crate::files::{self, stored};
use crate::visit::OrProblem;

db::row! {
    /// A part of an activity as it is read on paper: its text, a chapter, a file, a possible answer. What each holds is its kind's to say.
    pub struct Piece {
        /// The activity.
        pub activity_id: i64,
        /// Its kind.
        pub kind: String,
        /// Its place in the activity; those at one place stand by title.
        pub place: i64,
        /// What it is called: a chapter, a file, an address, an answer. May be empty.
        pub title: String,
        /// Clean since it was stored; may be empty.
        pub body: String,
        /// What it weighs, of a file.
        pub bytes: Option<i64>,
        /// Kept from participants.
        pub hidden: bool,
    }
}

impl Piece {
    /// Its text, under the `h3` of its activity.
    pub fn text(&self) -> String {
        under(&self.body, Under::Label)
    }

    /// Its text, under a heading of its own there.
    pub fn text_of_part(&self) -> String {
        under(&self.body, Under::Piece)
    }

    /// How a list names the format of a file: `PDF`.
    pub fn format(&self) -> String {
        stored::format_of(&self.title)
    }

    /// What it weighs, in words; nothing for what is no file.
    pub fn weight(&self) -> Option<web::Message> {
        self.bytes.map(files::weight)
    }
}

/// What there is to read on paper of those activities of a course that are open to the visitor, rendered under their `h3`, by their ids.
///
/// # Errors
/// When the database fails.
pub async fn texts(scope: Scope<'_>, open: &[i64]) -> Result<HashMap<i64, String>, Problem> {
    let member = scope.member;
    let every: Vec<&str> = member.app.kinds.0.iter().filter_map(|kind| kind.pieces()).collect();
    let every = every.join(" union all ");
    let sql = format!(
        "select activity_id, kind, place, title, body, bytes, hidden from ({every}) piece where hidden = false or $3
          order by activity_id, place, title"
    );
    let pieces: Vec<Piece> = member.app.db.all(&sql, &db::args![scope.academy_id, scope.course_id, scope.teaches]).await.or_problem()?;
    let mut texts = HashMap::new();
    for pieces in pieces.chunk_by(|one, next| one.activity_id == next.activity_id) {
        let Some(first) = pieces.first().filter(|first| open.contains(&first.activity_id)) else { continue };
        if let Some(kind) = member.app.kinds.of(&first.kind) {
            texts.insert(first.activity_id, kind.on_paper(&member.scene, pieces)?);
        }
    }
    texts.retain(|_, text| !text.trim().is_empty());
    Ok(texts)
}
