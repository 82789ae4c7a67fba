//! One person in a course: what she is, in which groups, and taking her out.
//!
//! | GET  /courses/{number}/participants/{id} | the form                                       |
//! | POST /courses/{number}/participants/{id} | saved; or out of the course, with `leave`      |
//! | GET  /courses/{number}/participants/{id}/picture/{size} | her picture, once she has come  |

use serde_json::json;
use web::{Answer, Filled, Message, Problem, filters};

use super::add;
use super::join::{problem, tell_all};
use super::participants::{Enrolment, State};
use super::resend::EnrolmentId;
use crate::access::{Allowed, CourseRole, Train};
use crate::courses::{self, Course, groups, joining};
use crate::events::{self, Event};
use crate::files::Owner;
use crate::visit::picture::{self, SizePart};
use crate::visit::{Member, OrProblem};

web::view! { "enrolment/one.html" =>
    struct One {
        form: Filled,
        title: String,
        path: String,
        id: i64,
        name: String,
        /// The address of her picture; empty without one.
        picture: String,
        address: String,
        state: State,
        /// Whether something can be changed here, and whether she can be made somebody who trains.
        may_change: bool,
        may_promote: bool,
        groups: Vec<String>,
    }
}

async fn enrolment(member: &Member, course: &Course, id: i64) -> Result<Enrolment, Problem> {
    let found: Option<Enrolment> = member
        .app
        .db
        .maybe(
            &format!(
                "select {} from enrolment e join person p on p.id = e.person_id
                  where e.academy_id = $1 and e.course_id = $2 and e.id = $3",
                super::COLUMNS
            ),
            &db::args![course.academy_id, course.id, id],
        )
        .await
        .or_problem()?;
    found.ok_or(Problem::NotFound)
}

async fn page(member: &Member, course: &Course, enrolment: Enrolment, form: Filled) -> Answer {
    let edits = courses::may_edit(course, member);
    let (id, own, role) = (enrolment.id, enrolment.person_id == member.person().id, enrolment.role);
    let shown = enrolment.shown(courses::manages(&member.roles()));
    let clean = form.is_clean();
    let view = One {
        form,
        title: course.title.clone(),
        path: course.path(),
        id,
        name: shown.name.clone(),
        picture: shown
            .picture_id
            .map(|v| member.url(&format!("{}/participants/{id}/picture/medium?v={v}", course.path())))
            .unwrap_or_default(),
        address: shown.address.clone(),
        state: shown.state,
        // A trainer does not shut herself out by a slip.
        may_change: course.takes_enrolments() && !own && add::may_give(role, edits),
        may_promote: edits,
        groups: groups::of(&member.app.db, course).await.or_problem()?,
    };
    let title = Message::new("shell-given").with("text", &view.name);
    if clean { member.page(title, &view) } else { member.page_again(title, &view) }
}

/// Her picture, to those who train her.
///
/// # Errors
/// [`Problem::NotFound`] when she has none or has not come; else when the database or the disk fails.
pub async fn face(course: Allowed<Course, Train>, member: Member, EnrolmentId(id): EnrolmentId, SizePart(size): SizePart) -> Answer {
    let enrolment = enrolment(&member, &course, id).await?;
    picture::send(&member, Owner::Person(enrolment.person_id), enrolment.picture(), size).await
}

/// The form.
///
/// # Errors
/// [`Problem::NotFound`] when nobody has this place; else when the database fails.
pub async fn show(course: Allowed<Course, Train>, member: Member, EnrolmentId(id): EnrolmentId) -> Answer {
    let enrolment = enrolment(&member, &course, id).await?;
    let named: Vec<(String,)> = member
        .app
        .db
        .all(
            "select g.name from group_member m join course_group g on g.id = m.group_id
              where m.academy_id = $1 and m.enrolment_id = $2 order by g.name",
            &db::args![course.academy_id, id],
        )
        .await
        .or_problem()?;
    let named: Vec<String> = named.into_iter().map(|(name,)| name).collect();
    let form = member.form().or("role", enrolment.role.as_str()).or("groups", &named.join(", "));
    page(&member, &course, enrolment, form).await
}

/// Saves, or takes her out.
///
/// # Errors
/// As [`show`].
pub async fn save(course: Allowed<Course, Train>, member: Member, EnrolmentId(id): EnrolmentId, mut form: Filled) -> Answer {
    let enrolment = enrolment(&member, &course, id).await?;
    let own = enrolment.person_id == member.person().id;
    let edits = courses::may_edit(&course, &member);
    if !course.takes_enrolments() || own || !add::may_give(enrolment.role, edits) {
        return Err(Problem::Conflict(Message::new("enrolment-one-fixed")));
    }
    let back = format!("{}/participants", course.path());
    let actor = Some(member.person().id);
    if form.checked("leave") {
        let tx = member.app.db.begin().await.or_problem()?;
        let moved = joining::take_out(&tx, &course, enrolment.person_id, actor, member.now).await.map_err(problem)?;
        tell_all(&tx, &member, course.number, &moved).await?;
        tx.commit().await.or_problem()?;
        member.app.wake.wake();
        return member.go_and_say(&back, "done-taken-out");
    }
    let role: Option<CourseRole> = form.value("role").parse().ok().filter(|role| add::may_give(*role, edits));
    let typed = form.line("groups", 1_000);
    let typed: Vec<&str> = typed.split(',').filter(|name| !name.trim().is_empty()).collect();
    let named: Vec<String> = typed.iter().filter_map(|name| groups::name(name)).collect();
    if named.len() < typed.len() {
        form.fault("groups", Message::new("form-too-long").with("max", groups::LONGEST));
    }
    let Some(role) = role.filter(|_| form.is_clean()) else {
        if role.is_none() {
            form.fault("role", "enrolment-role-missing");
        }
        return page(&member, &course, enrolment, form).await;
    };
    let tx = member.app.db.begin().await.or_problem()?;
    courses::enrol(&tx, &course, enrolment.person_id, role, actor, member.now).await.map_err(problem)?;
    groups::leave_all(&tx, &course, id).await.or_problem()?;
    for name in &named {
        groups::put(&tx, &course, id, name).await.or_problem()?;
    }
    let event = Event::of_person("course.groups.changed", Some(course.academy_id), actor, enrolment.person_id);
    events::record(&tx, event.with(json!({ "course": course.number })), member.now).await.or_problem()?;
    tx.commit().await.or_problem()?;
    member.go_and_say(&back, "done-preferences-saved")
}
