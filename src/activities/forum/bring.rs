//! Files that come with a post, by its form or in parts before it is sent.
//!
//! | POST …/uploads       | the page's script is about to send one  |
//! | POST …/uploads/parts | a part of it                            |
//!
//! Whoever writes here brings a file into her own post, and nobody uses it anywhere else: it is not in the library.

use axum::body::Bytes;
use web::{Answer, Filled, Problem};

use super::KIND;
use super::attached::{self, MOST};
use super::place::Place;
use crate::access::{Allowed, TakePart};
use crate::courses::Opened;
use crate::files::stored::Stored;
use crate::files::upload::UploadError;
use crate::files::{Shelf, Unwelcome, own};
use crate::media::{keep, upload};
use crate::visit::{Member, OrProblem};

/// How many are read of a form: one too many is said, and more than that is no form of ours.
const READ: usize = 2 * MOST;

/// Keeps the files that a form brings (`brought`): from now on it names them (`file`). Gives those that it names and that may stand in this post
/// (`post_id`, one that is being changed); one that is not taken is a fault of its field.
///
/// # Errors
/// [`Problem::Busy`] when too many pictures come at once; else when the database or the disk fails.
pub(super) async fn receive(place: &Place<'_>, post_id: Option<i64>, form: &mut Filled) -> Result<Vec<Stored>, Problem> {
    let sent: Vec<(String, Bytes)> = form.files("brought").take(READ).map(|(name, bytes)| (name.to_owned(), bytes.clone())).collect();
    for (name, bytes) in sent {
        match keep::keep(place.scope.member, Shelf::Own, name, bytes).await {
            Ok(file) => form.add("file", file.to_string()),
            Err(UploadError::Unwelcome(unwelcome)) => form.fault("brought", unwelcome.word()),
            Err(error) => return Err(keep::problem(error)),
        }
    }
    let named = named(place, post_id, form).await?;
    let asked = ids(form).len();
    let fit = named.iter().filter(|file| own::FAMILIES.contains(&file.family())).count();
    if fit < named.len() {
        form.fault("brought", Unwelcome::Format.word());
    }
    if named.len() < asked {
        form.fault("brought", "forum-file-gone");
    }
    if asked > MOST {
        form.fault("brought", "forum-files-many");
    }
    Ok(named)
}

/// The ids that a form names, each once.
fn ids(form: &Filled) -> Vec<i64> {
    let mut ids = Vec::new();
    for id in form.all("file").filter_map(|id| id.parse::<i64>().ok()).take(READ) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

/// The files that a form names: hers, and those of the post that is being changed.
///
/// # Errors
/// When the database fails.
pub(super) async fn named(place: &Place<'_>, post_id: Option<i64>, form: &Filled) -> Result<Vec<Stored>, Problem> {
    let (db, academy_id) = (&place.scope.member.app.db, place.scope.academy_id);
    let there = match post_id {
        Some(post_id) => attached::of_post(db, academy_id, post_id).await.or_problem()?,
        None => Vec::new(),
    };
    let mut named = Vec::new();
    for id in ids(form) {
        match there.iter().find(|file| file.id == id) {
            Some(file) => named.push(file.clone()),
            None => named.extend(own::hers(db, academy_id, place.person_id(), id).await.or_problem()?),
        }
    }
    Ok(named)
}

/// What is shown of files in a form whose files stand in another post by now: nothing, so that she chooses them again.
pub(super) fn gone(form: &mut Filled, files: &mut Vec<Stored>) {
    form.fault("brought", "forum-file-gone");
    files.clear();
}

/// A file is about to come.
///
/// # Errors
/// [`Problem::NotFound`] when it is no forum; else when the disk fails.
pub async fn begin(opened: Allowed<Opened, TakePart>, member: Member, form: Filled) -> Answer {
    opened.expect(KIND)?;
    upload::begin_for(&member, Shelf::Own, &form).await
}

/// A part of it.
///
/// # Errors
/// [`Problem::NotFound`] when it is no forum, or for a ticket that is not hers; else when the database or the disk fails.
pub async fn part(opened: Allowed<Opened, TakePart>, member: Member, form: Filled) -> Answer {
    opened.expect(KIND)?;
    upload::part_for(&member, Shelf::Own, &form).await
}
