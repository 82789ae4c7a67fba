//! What a session is and how to get in, for everybody: nothing that happens inside is on it.
//!
//! | GET /courses/{number}/about | a visible session; anything else does not exist |
//!
//! The same page stands at the session's own address for somebody who is signed in and not enrolled.

use web::{Answer, Filled, Message, Problem, filters};

use super::entry::{CourseNumber, manages};
use super::joining::{Opening, opening};
use super::{Course, facts, load};
use crate::academies::AcademyKind;
use crate::access::Role;
use crate::clock::printed_day;
use crate::indexing::field::Kind;
use crate::indexing::terms::Terms;
use crate::indexing::{Field, Sheet};
use crate::people::membership::MembershipState;
use crate::shell::cover;
use crate::visit::{OrProblem, Visit};

web::view! { "courses/about.html" =>
    struct About {
        form: Filled,
        /// Its own picture.
        cover: Option<String>,
        title: String,
        summary: String,
        /// What one can do afterwards.
        objectives: String,
        academy: String,
        dates: Option<Message>,
        length: Option<Message>,
        /// What its indexing says besides: the key of a name and what stands beside it.
        facts: Vec<(&'static str, String)>,
        /// For those who enter the profession; ends with a certificate.
        marks: Vec<&'static str>,
        video: String,
        /// « Limitée à 20 places, il en reste 3 »; nothing when people do not join by themselves.
        places: Option<Message>,
        over: bool,
        way: Way,
        /// The day from which people join, as it is printed.
        opens: String,
        /// Of the course itself.
        path: String,
        support: Option<String>,
    }
}

/// How this visitor gets in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// She is in it already.
    In,
    /// She may be: signing in tells.
    SignIn,
    /// She may join by herself, once she is signed in.
    SignInToJoin,
    /// She may join now.
    Join,
    /// She may join with a key.
    JoinWithKey,
    /// Every place is taken: she may wait for one.
    Wait,
    /// She waits, in this place of the line.
    Waits(i64),
    /// She may join from a later day on.
    Soon,
    /// Only members of its académie join it by themselves.
    Reserved,
    /// Somebody must enrol her.
    Ask,
}

/// The page at its own address.
///
/// # Errors
/// [`Problem::NotFound`] when it is no session that everybody may know about.
pub async fn show(visit: Visit, CourseNumber(number): CourseNumber) -> Answer {
    let person_id = visit.person().map_or(0, |person| person.id);
    let course = load(&visit.app.db, visit.academy.id, number, person_id).await.or_problem()?;
    match course {
        Some(course) if course.is_visible() => page(&visit, course, Filled::empty()).await,
        _ => Err(Problem::NotFound),
    }
}

/// The page of a session that was found to be visible; again with what is wrong in its form.
///
/// # Errors
/// When the database fails.
pub async fn page(visit: &Visit, course: Course, form: Filled) -> Answer {
    let person_id = visit.person().map_or(0, |person| person.id);
    let over = course.is_over(&visit.today());
    let today = visit.today();
    let opening = if over { None } else { opening(&visit.app.db, &course, person_id).await.or_problem()? };
    // Whoever waits still moves up when the last day to join is past.
    let opening = opening.filter(|opening| !opening.is_past(&today) || opening.place > 0);
    let roles = visit.session.as_ref().map(|(session, _)| Role::list(session.roles.as_deref()));
    let faulty = !form.is_clean();
    let sheet = Sheet::of(&visit.app.db, course.academy_id, course.id).await.or_problem()?;
    let terms = Terms::of(&visit.app.db, course.academy_id).await.or_problem()?;
    let view = About {
        form,
        cover: course.picture_id.map(|_| cover::of(course.id, "", &visit.scene.base, course.number, course.picture_id)),
        facts: indexed(&sheet, &terms, visit.language()),
        marks: [Field::CareerEntry, Field::Certifying].into_iter().filter(|field| sheet.is(*field)).map(Field::word).collect(),
        objectives: sheet.get(Field::Objectives).to_owned(),
        video: sheet.get(Field::Video).to_owned(),
        way: way(course.role.is_some(), roles.as_deref(), opening.as_ref(), may_join(visit), &today),
        opens: opening.as_ref().and_then(|opening| opening.opens_on.as_deref()).map(printed_day).unwrap_or_default(),
        over,
        dates: facts::dates(course.starts_on.as_deref(), course.ends_on.as_deref()),
        length: facts::length(course.minutes_on_site, course.minutes_at_distance),
        places: opening.map(|opening| match (opening.places, opening.left()) {
            (Some(places), Some(left)) => Message::new("course-about-places").with("places", places).with("left", left),
            _ => Message::new("course-about-permanent"),
        }),
        path: course.path(),
        academy: visit.academy.full_name.clone(),
        support: visit.academy.support_contact.clone(),
        title: course.title,
        summary: course.summary,
    };
    let title = Message::new("shell-given").with("text", &view.title);
    if faulty { visit.page_again(title, &view) } else { visit.page(title, &view) }
}

/// What an indexing says besides its texts, dates and lengths.
fn indexed(sheet: &Sheet, terms: &Terms, language: web::Language) -> Vec<(&'static str, String)> {
    const SHOWN: [Field; 11] = [
        Field::Audiences,
        Field::Domain,
        Field::Nature,
        Field::Collection,
        Field::Accompaniment,
        Field::Rhythm,
        Field::Place,
        Field::Origin,
        Field::Authors,
        Field::ValidatedBy,
        Field::Contact,
    ];
    let said = |field: Field| match field.kind() {
        Kind::One(list) => terms.label(list, sheet.get(field), language).to_owned(),
        Kind::Many(list) => {
            sheet.get(field).split_whitespace().map(|code| terms.label(list, code, language)).collect::<Vec<_>>().join(", ")
        }
        _ => sheet.get(field).to_owned(),
    };
    SHOWN.into_iter().filter(|field| sheet.is(*field)).map(|field| (field.word(), said(field))).collect()
}

/// Whether somebody may join the sessions of this académie by herself: its members, and everybody where it is a national body.
pub(super) fn may_join(visit: &Visit) -> bool {
    let member = visit.session.as_ref().is_some_and(|(session, _)| session.membership == Some(MembershipState::Active));
    member || visit.academy.kind == AcademyKind::National
}

/// `roles` are those of whoever is signed in.
fn way(enrolled: bool, roles: Option<&[Role]>, opening: Option<&Opening>, may_join: bool, today: &str) -> Way {
    match (roles, opening) {
        (None, None) => Way::SignIn,
        (None, Some(opening)) if opening.is_to_come(today) => Way::Soon,
        (None, Some(_)) => Way::SignInToJoin,
        (Some(roles), _) if enrolled || manages(roles) => Way::In,
        (Some(_), None) => Way::Ask,
        (Some(_), Some(opening)) if opening.place > 0 => Way::Waits(opening.place),
        (Some(_), Some(_)) if !may_join => Way::Reserved,
        (Some(_), Some(opening)) if opening.is_to_come(today) => Way::Soon,
        (Some(_), Some(opening)) if opening.key.is_some() => Way::JoinWithKey,
        (Some(_), Some(opening)) if opening.left() == Some(0) => Way::Wait,
        (Some(_), Some(_)) => Way::Join,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: &str = "2026-11-25";

    #[test]
    fn each_visitor_has_a_way() {
        assert_eq!(way(false, None, None, false, TODAY), Way::SignIn);
        assert_eq!(way(true, Some(&[]), None, true, TODAY), Way::In);
        assert_eq!(way(false, Some(&[Role::Gestionnaire]), None, true, TODAY), Way::In);
        assert_eq!(way(false, Some(&[Role::Superviseur]), None, true, TODAY), Way::Ask);
        let open = |key: Option<&str>, places, taken, place| Opening {
            key: key.map(str::to_owned),
            places,
            taken,
            place,
            opens_on: None,
            closes_on: None,
        };
        let hers = |opening: Opening, may_join| way(false, Some(&[]), Some(&opening), may_join, TODAY);
        assert_eq!(way(false, None, Some(&open(None, None, 0, 0)), false, TODAY), Way::SignInToJoin);
        let later = Opening { opens_on: Some("2026-11-26".into()), ..open(Some("cerise"), None, 0, 0) };
        assert_eq!((hers(later.clone(), true), hers(later.clone(), false)), (Way::Soon, Way::Reserved));
        assert_eq!(way(false, None, Some(&later), false, TODAY), Way::Soon);
        assert_eq!(hers(open(None, Some(2), 1, 0), true), Way::Join);
        assert_eq!(hers(open(None, Some(2), 2, 0), true), Way::Wait);
        assert_eq!(hers(open(None, Some(2), 2, 3), true), Way::Waits(3));
        assert_eq!(hers(open(Some("cerise"), None, 9, 0), true), Way::JoinWithKey);
        assert_eq!(hers(open(None, None, 0, 0), false), Way::Reserved);
    }
}
