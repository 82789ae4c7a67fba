//! Which files of the académie are whose: the only place that proves it.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use web::Problem;

use crate::academies::Academy;
use crate::access::{AddCourse, Allowed, Edit, View};
use crate::courses;
use crate::files::stored::{self, Stored};
use crate::visit::{Member, Named, OrProblem};

/// A file of the library.
pub struct Medium {
    /// Itself.
    pub file: Stored,
    /// Whether the visitor may change it: she brought it, or manages the académie.
    pub is_hers: bool,
}

impl Named for Medium {
    const NAME: &'static str = "medium";
}

impl<S: Send + Sync> FromRequestParts<S> for Allowed<Medium, View> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Allowed<Medium, View>, Problem> {
        let academy = Allowed::<Academy, AddCourse>::from_request_parts(parts, state).await?;
        let member = Member::from_request_parts(parts, state).await?;
        let id = courses::segment(parts, state, "file").await?;
        let file = stored::find(&member.app.db, academy.id, id).await.or_problem()?.ok_or(Problem::NotFound)?;
        let is_hers = file.person_id == Some(member.person().id) || courses::manages(&member.roles());
        if is_hers || file.shared { Ok(Allowed::prove(Medium { file, is_hers })) } else { Err(Problem::NotFound) }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Allowed<Medium, Edit> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Allowed<Medium, Edit>, Problem> {
        let medium = Allowed::<Medium, View>::from_request_parts(parts, state).await?.into_inner();
        if medium.is_hers { Ok(Allowed::prove(medium)) } else { Err(Problem::NotFound) }
    }
}
