//! A file of a post.
//!
//! | GET …/posts/{post}/files/{file} | to whoever may read the post, as long as it is there |

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use web::{Answer, Problem};

use super::place::{Place, PostId};
use super::{attached, old, posts};
use crate::access::{Allowed, View};
use crate::courses::{self, Course, segment};
use crate::visit::{Member, OrProblem};

/// The activity and the file of an address.
pub struct At {
    activity: i64,
    file: i64,
}

impl<S: Send + Sync> FromRequestParts<S> for At {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<At, Problem> {
        Ok(At { activity: segment(parts, state, "id").await?, file: segment(parts, state, "file").await? })
    }
}

/// The file, whole or by ranges of bytes.
///
/// # Errors
/// [`Problem::NotFound`] when it is none of hers to have; else when the database or the disk fails.
pub async fn show(course: Allowed<Course, View>, member: Member, at: At, PostId(id): PostId) -> Answer {
    let opened = courses::opened(course, &member, at.activity).await?;
    let place = Place::of(&opened, &member).await?;
    let Some(post) = posts::post(&place, id).await.or_problem()?.filter(|post| !post.deleted) else {
        let moved = old::post_moved(&place, id).await.or_problem()?.ok_or(Problem::NotFound)?;
        return member.go(&format!("{moved}/files/{}", at.file));
    };
    let files = attached::of_post(&member.app.db, place.scope.academy_id, post.id).await.or_problem()?;
    let file = files.into_iter().find(|file| file.id == at.file).ok_or(Problem::NotFound)?;
    web::file::send(&member.app.files.whole(&file.hash), &member.headers, file.sending()).await
}
