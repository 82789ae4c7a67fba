//! « Créer un parcours ».
//!
//! | GET  /courses/new | its name and what it is for                                     |
//! | POST /courses/new | made, with whoever made it in it; sent twice, it makes one       |

use web::{Answer, Filled, Problem, filters};

use crate::academies::Academy;
use crate::access::{AddCourse, Allowed, CourseRole};
use crate::chance;
use crate::courses::{self, CourseKind, CreateError, NewCourse, Stage};
use crate::visit::{Member, OrProblem};

web::view! { "lifecycle/create.html" =>
    struct Create {
        form: Filled,
    }
}

/// The form.
///
/// # Errors
/// When no random id can be had.
pub async fn show(_: Allowed<Academy, AddCourse>, member: Member) -> Answer {
    let form = member.form().or("kind", CourseKind::Session.as_str()).or("request", &chance::name().or_problem()?);
    member.page("lifecycle-create", &Create { form })
}

/// Makes it.
///
/// # Errors
/// When the database fails.
pub async fn submit(academy: Allowed<Academy, AddCourse>, member: Member, mut form: Filled) -> Answer {
    let title = form.required("title", 250, "lifecycle-title-missing");
    let kind: CourseKind = form.value("kind").parse().unwrap_or(CourseKind::Session);
    let request = form.line("request", 64);
    if !form.is_clean() {
        return member.page_again("lifecycle-create", &Create { form });
    }
    let actor = member.person().id;
    let new = NewCourse {
        academy_id: academy.id,
        number: None,
        title: &title,
        kind,
        // Nobody sees it before it is opened.
        stage: if kind.takes_participants() { Stage::Preparing } else { Stage::Building },
        hidden: false,
        starts_on: None,
        ends_on: None,
        summary: "",
        minutes_on_site: 0,
        minutes_at_distance: 0,
        actor_id: Some(actor),
        request: Some(request.as_str()).filter(|request| !request.is_empty()),
    };
    let tx = member.app.db.begin().await.or_problem()?;
    let course = match courses::create(&tx, &new, member.now).await {
        Ok(course) => course,
        Err(CreateError::MadeAlready(number)) => return member.go(&format!("/courses/{number}/manage")),
        Err(CreateError::Title) => {
            drop(tx);
            form.fault("title", "lifecycle-title-missing");
            return member.page_again("lifecycle-create", &Create { form });
        }
        Err(CreateError::Database(error)) => return Err(crate::visit::database(error)),
        Err(error) => return Err(Problem::internal(error)),
    };
    let role = if kind.takes_participants() { CourseRole::Formateur } else { CourseRole::Concepteur };
    courses::enrol(&tx, &course, actor, role, Some(actor), member.now).await.map_err(Problem::internal)?;
    tx.commit().await.or_problem()?;
    member.go_and_say(&format!("{}/manage", course.path()), "done-course-made")
}
