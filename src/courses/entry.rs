//! Who gets into a course. The only place that proves it: whatever takes an [`Allowed`] course came through here.
//!
//! Hidden, thrown away, another académie's, or never made: one and the same « page introuvable ». Two doors are shut with words:
//! before the first day, and in front of a visible session of which she is no member. Those two answer 200: the link she
//! holds is right and this is its page for her; nothing of the course is in it; and filters in schools put their own page in
//! the place of any that says 403.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use web::{Answer, Filled, Message, Problem, filters};

use super::{Course, Stage, about, facts, load, number};
use crate::academies::Academy;
use crate::access::{AddCourse, Allowed, CourseRole, Edit, Join, Know, Role, TakeCopy, Train, View, Write};
use crate::clock::printed_day;
use crate::visit::{Member, Named, OrProblem, Visit, path};

web::view! { "courses/later.html" =>
    /// The door before the first day.
    struct Later {
        title: String,
        /// « Cette session ouvre le 12/10/2026. »
        when: Message,
        length: Option<Message>,
    }
}

/// What somebody meets at the door.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Entry {
    /// The course.
    Open,
    /// A page that says when it opens.
    Later,
    /// A page that says what it is and how to get in.
    Described,
    /// The common « page introuvable ».
    Nowhere,
}

fn entry(course: &Course, manages: bool, today: &str) -> Entry {
    match course.role {
        _ if manages => Entry::Open,
        Some(role) if role.teaches() => Entry::Open,
        Some(_) if course.hidden || course.stage == Stage::Trashed => Entry::Nowhere,
        Some(_) if !course.has_opened(today) => Entry::Later,
        Some(_) => Entry::Open,
        None if course.is_visible() => Entry::Described,
        None => Entry::Nowhere,
    }
}

/// Whether these roles open every course of the académie.
pub fn manages(roles: &[Role]) -> bool {
    roles.iter().any(|role| match role {
        Role::Gestionnaire | Role::AdministrateurLocal | Role::AdministrateurNational => true,
        Role::Superviseur => false,
    })
}

/// Whether hidden activities and notes to trainers are for this visitor.
pub fn teaches(course: &Course, member: &Member) -> bool {
    course.role.is_some_and(|role| role.teaches()) || manages(&member.roles())
}

/// What asks for a page as participants see it.
const AS_PARTICIPANT: &str = "participant";

/// With whose eyes a course is read.
#[derive(Clone, Copy, Debug)]
pub struct Eyes {
    /// Whether hidden activities and notes to trainers are shown, and nothing is locked.
    pub teaches: bool,
    /// Whether somebody who would see them asked not to.
    pub as_participant: bool,
}

impl Eyes {
    /// Those of this visitor, who may ask for a participant's (`?as=participant`).
    pub fn of(course: &Course, member: &Member) -> Eyes {
        let teaches = teaches(course, member);
        let as_participant = teaches && member.query().value("as") == AS_PARTICIPANT;
        Eyes { teaches: teaches && !as_participant, as_participant }
    }

    /// An address inside the course as these eyes go on to it.
    pub fn at(self, path: &str) -> String {
        if self.as_participant { format!("{path}?as={AS_PARTICIPANT}") } else { path.to_owned() }
    }
}

/// A page of this course as participants see it.
pub fn as_participant(path: &str) -> String {
    Eyes { teaches: false, as_participant: true }.at(path)
}

impl<S: Send + Sync> FromRequestParts<S> for Allowed<Course, View> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Allowed<Course, View>, Problem> {
        let member = Member::from_request_parts(parts, state).await?;
        let CourseNumber(number) = CourseNumber::from_request_parts(parts, state).await?;
        view(&member, number).await
    }
}

/// The course of this number, when she may see it; else what she meets in its place.
pub(super) async fn view(member: &Member, number: i64) -> Result<Allowed<Course, View>, Problem> {
    let course = load(&member.app.db, member.academy.id, number, member.person().id).await.or_problem()?.ok_or(Problem::NotFound)?;
    match entry(&course, manages(&member.roles()), &member.today()) {
        Entry::Open => Ok(Allowed::prove(course)),
        Entry::Later => Err(Problem::page(later(member, &course)?)),
        Entry::Described => Err(Problem::page(about::page(member, course, Filled::empty()).await?)),
        Entry::Nowhere if is_shown(member, &course).await.or_problem()? => Ok(Allowed::prove(course)),
        Entry::Nowhere => Err(Problem::NotFound),
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Allowed<Course, Know> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Allowed<Course, Know>, Problem> {
        let visit = Visit::from_request_parts(parts, state).await?;
        let CourseNumber(number) = CourseNumber::from_request_parts(parts, state).await?;
        let member = visit.member();
        let person_id = member.as_ref().map_or(0, |member| member.person().id);
        let course = load(&visit.app.db, visit.academy.id, number, person_id).await.or_problem()?.ok_or(Problem::NotFound)?;
        let known = match &member {
            _ if course.is_visible() => true,
            Some(member) if entry(&course, manages(&member.roles()), &member.today()) != Entry::Nowhere => true,
            Some(member) => is_shown(member, &course).await.or_problem()?,
            None => false,
        };
        if known { Ok(Allowed::prove(course)) } else { Err(Problem::NotFound) }
    }
}

/// Whether it is a parcours on show, and the visitor somebody who trains, in whatever course of the site.
async fn is_shown(member: &Member, course: &Course) -> db::Result<bool> {
    if !course.is_on_show() || course.role.is_some() {
        return Ok(false);
    }
    let found: Option<(i64,)> = member
        .app
        .db
        .maybe(
            "select o.id from offer o where o.academy_id = $1 and o.course_id = $2 and o.listed
                and exists (select 1 from enrolment e where e.person_id = $3 and e.role <> 'participant')",
            &db::args![course.academy_id, course.id, member.person().id],
        )
        .await?;
    Ok(found.is_some())
}

/// Whether somebody may enrol people in a course and see who they are.
fn trains(course: &Course, manages: bool) -> bool {
    course.kind.takes_participants() && (manages || course.role.is_some_and(CourseRole::teaches))
}

impl<S: Send + Sync> FromRequestParts<S> for Allowed<Course, Train> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Allowed<Course, Train>, Problem> {
        let member = Member::from_request_parts(parts, state).await?;
        let CourseNumber(number) = CourseNumber::from_request_parts(parts, state).await?;
        let course = load(&member.app.db, member.academy.id, number, member.person().id).await.or_problem()?.ok_or(Problem::NotFound)?;
        if trains(&course, manages(&member.roles())) { Ok(Allowed::prove(course)) } else { Err(Problem::NotFound) }
    }
}

/// Whether a role writes courses: whoever only accompanies does not.
pub fn authors(role: CourseRole) -> bool {
    matches!(role, CourseRole::Formateur | CourseRole::Concepteur)
}

/// Whether the visitor changes what the course is.
pub fn may_edit(course: &Course, member: &Member) -> bool {
    manages(&member.roles()) || course.role.is_some_and(authors)
}

impl<S: Send + Sync> FromRequestParts<S> for Allowed<Course, Edit> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Allowed<Course, Edit>, Problem> {
        let member = Member::from_request_parts(parts, state).await?;
        let CourseNumber(number) = CourseNumber::from_request_parts(parts, state).await?;
        let course = load(&member.app.db, member.academy.id, number, member.person().id).await.or_problem()?.ok_or(Problem::NotFound)?;
        if may_edit(&course, &member) { Ok(Allowed::prove(course)) } else { Err(Problem::NotFound) }
    }
}

/// Whether the visitor writes what the course is made of, as it stands now.
pub fn may_write(course: &Course, member: &Member) -> bool {
    may_edit(course, member) && course.is_open()
}

impl<S: Send + Sync> FromRequestParts<S> for Allowed<Course, Write> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Allowed<Course, Write>, Problem> {
        let member = Member::from_request_parts(parts, state).await?;
        let course = Allowed::<Course, Edit>::from_request_parts(parts, state).await?.into_inner();
        if may_write(&course, &member) {
            Ok(Allowed::prove(course))
        } else {
            Err(Problem::Conflict(Message::new("course-closed-to-authors")))
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Allowed<Academy, AddCourse> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Allowed<Academy, AddCourse>, Problem> {
        let member = Member::from_request_parts(parts, state).await?;
        if may_add(&member).await.or_problem()? { Ok(Allowed::prove(member.academy.clone())) } else { Err(Problem::NotFound) }
    }
}

/// Whether somebody makes courses in this académie: who manages it, and who writes a course there already.
///
/// # Errors
/// When the database fails.
pub async fn may_add(member: &Member) -> db::Result<bool> {
    if manages(&member.roles()) {
        return Ok(true);
    }
    let sql = "select id from enrolment where academy_id = $1 and person_id = $2 and role in ('formateur', 'concepteur') limit 1";
    Ok(member.app.db.maybe::<(i64,)>(sql, &db::args![member.academy.id, member.person().id]).await?.is_some())
}

/// The académies in which somebody makes courses: where she writes one already and her membership is not suspended, and this one when she
/// manages it. By the order of the list of académies.
///
/// # Errors
/// When the database fails.
pub async fn may_add_in(member: &Member) -> db::Result<Vec<Academy>> {
    let sql = "select distinct e.academy_id from enrolment e
                 join membership m on m.academy_id = e.academy_id and m.person_id = e.person_id and m.state = 'active'
                where e.person_id = $1 and e.role in ('formateur', 'concepteur')";
    let written: Vec<(i64,)> = member.app.db.all(sql, &db::args![member.person().id]).await?;
    let managed = manages(&member.roles());
    let adds = |academy: &Academy| written.contains(&(academy.id,)) || (managed && academy.id == member.academy.id);
    let mut academies = Academy::all(&member.app.db).await?;
    academies.retain(adds);
    Ok(academies)
}

/// A parcours that is offered, for whoever may copy it somewhere.
#[derive(Debug)]
pub struct Copyable {
    /// Itself.
    pub course: Course,
    /// Where she may copy it to: at least one, by the order of the list of académies.
    pub academies: Vec<Academy>,
}

impl Named for Copyable {
    const NAME: &'static str = Course::NAME;
}

impl<S: Send + Sync> FromRequestParts<S> for Allowed<Copyable, TakeCopy> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Allowed<Copyable, TakeCopy>, Problem> {
        let member = Member::from_request_parts(parts, state).await?;
        let CourseNumber(number) = CourseNumber::from_request_parts(parts, state).await?;
        let course = load(&member.app.db, member.academy.id, number, member.person().id).await.or_problem()?.ok_or(Problem::NotFound)?;
        let sql = "select id from offer where academy_id = $1 and course_id = $2 and listed";
        let offered: Option<(i64,)> = member.app.db.maybe(sql, &db::args![course.academy_id, course.id]).await.or_problem()?;
        if !course.is_on_show() || offered.is_none() {
            return Err(Problem::NotFound);
        }
        let academies = may_add_in(&member).await.or_problem()?;
        if academies.is_empty() { Err(Problem::NotFound) } else { Ok(Allowed::prove(Copyable { course, academies })) }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Allowed<Course, Join> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Allowed<Course, Join>, Problem> {
        let member = Member::from_request_parts(parts, state).await?;
        let CourseNumber(number) = CourseNumber::from_request_parts(parts, state).await?;
        let course = load(&member.app.db, member.academy.id, number, member.person().id).await.or_problem()?.ok_or(Problem::NotFound)?;
        let open = course.is_visible() && course.takes_enrolments() && !course.is_over(&member.today());
        if open && about::may_join(&member) { Ok(Allowed::prove(course)) } else { Err(Problem::NotFound) }
    }
}

fn later(visit: &Visit, course: &Course) -> Answer {
    let today = visit.today();
    let when = match &course.starts_on {
        Some(day) if *day > today => Message::new("course-later-on").with("day", printed_day(day)),
        _ => Message::new("course-later-soon"),
    };
    let length = facts::length(course.minutes_on_site, course.minutes_at_distance);
    visit.page(Message::new("shell-given").with("text", &course.title), &Later { title: course.title.clone(), when, length })
}

/// The course's number in an address; anything that is none is a page that does not exist.
#[derive(Clone, Copy, Debug)]
pub struct CourseNumber(pub i64);

impl<S: Send + Sync> FromRequestParts<S> for CourseNumber {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<CourseNumber, Problem> {
        segment(parts, state, "number").await.map(CourseNumber)
    }
}

/// A whole number from the path.
///
/// # Errors
/// [`Problem::NotFound`] when that part of the path is no number.
pub async fn segment<S: Send + Sync>(parts: &mut Parts, state: &S, name: &str) -> Result<i64, Problem> {
    number(&path::part(parts, state, name).await?).ok_or(Problem::NotFound)
}

#[cfg(test)]
mod tests {
    use super::super::{CourseKind, sample};
    use super::*;

    const TODAY: &str = "2026-11-24";

    fn met_by(role: Option<CourseRole>) -> Course {
        Course { role, ..sample() }
    }

    #[test]
    fn participants_meet_what_is_open_only() {
        let hers = met_by(Some(CourseRole::Participant));
        assert_eq!(entry(&hers, false, TODAY), Entry::Open);
        assert_eq!(entry(&Course { stage: Stage::Archived, ..hers.clone() }, false, TODAY), Entry::Open);
        assert_eq!(entry(&Course { hidden: true, ..hers.clone() }, false, TODAY), Entry::Nowhere);
        assert_eq!(entry(&Course { stage: Stage::Trashed, ..hers.clone() }, false, TODAY), Entry::Nowhere);
        assert_eq!(entry(&Course { stage: Stage::Preparing, ..hers.clone() }, false, TODAY), Entry::Later);
        assert_eq!(entry(&Course { starts_on: Some("2026-11-25".into()), ..hers.clone() }, false, TODAY), Entry::Later);
        assert_eq!(entry(&Course { starts_on: Some(TODAY.into()), ..hers.clone() }, false, TODAY), Entry::Open);
        // A hidden course says nothing of its first day either.
        let both = Course { hidden: true, starts_on: Some("2027-01-01".into()), ..hers };
        assert_eq!(entry(&both, false, TODAY), Entry::Nowhere);
    }

    #[test]
    fn those_who_teach_or_manage_meet_everything() {
        for role in [CourseRole::Tuteur, CourseRole::Formateur, CourseRole::Concepteur] {
            let course = Course { hidden: true, stage: Stage::Trashed, starts_on: Some("2027-01-01".into()), ..met_by(Some(role)) };
            assert_eq!(entry(&course, false, TODAY), Entry::Open);
        }
        assert_eq!(entry(&Course { hidden: true, ..met_by(None) }, true, TODAY), Entry::Open);
        assert!(manages(&[Role::Superviseur, Role::Gestionnaire]) && manages(&[Role::AdministrateurNational]));
        assert!(!manages(&[Role::Superviseur]) && !manages(&[]));
    }

    #[test]
    fn those_who_teach_or_manage_look_after_people() {
        for role in [CourseRole::Tuteur, CourseRole::Formateur, CourseRole::Concepteur] {
            assert!(trains(&met_by(Some(role)), false));
            assert!(!trains(&Course { kind: CourseKind::Parcours, ..met_by(Some(role)) }, true), "nobody is trained in a parcours");
        }
        assert!(!trains(&met_by(Some(CourseRole::Participant)), false) && !trains(&met_by(None), false));
        assert!(trains(&met_by(None), true));
    }

    #[test]
    fn others_learn_of_visible_sessions_only() {
        assert_eq!(entry(&met_by(None), false, TODAY), Entry::Described);
        assert_eq!(entry(&Course { starts_on: Some("2027-01-01".into()), ..met_by(None) }, false, TODAY), Entry::Described);
        assert_eq!(entry(&Course { hidden: true, ..met_by(None) }, false, TODAY), Entry::Nowhere);
        assert_eq!(entry(&Course { kind: CourseKind::Parcours, ..met_by(None) }, false, TODAY), Entry::Nowhere);
        assert_eq!(entry(&Course { stage: Stage::Trashed, ..met_by(None) }, false, TODAY), Entry::Nowhere);
    }
}
