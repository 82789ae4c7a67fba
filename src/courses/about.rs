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
use crate::people::membership::MembershipState;
use crate::visit::{OrProblem, Visit};

web::view! { "courses/about.html" =>
    struct About {
        form: Filled,
        title: String,
        summary: String,
        academy: String,
        dates: Option<Message>,
        length: Option<Message>,
        /// « Limitée à 20 places, il en reste 3 »; nothing when people do not join by themselves.
        places: Option<Message>,
        over: bool,
        way: Way,
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
    let opening = if over { None } else { opening(&visit.app.db, &course, person_id).await.or_problem()? };
    let roles = visit.session.as_ref().map(|(session, _)| Role::list(session.roles.as_deref()));
    let faulty = !form.is_clean();
    let view = About {
        form,
        way: way(course.role.is_some(), roles.as_deref(), opening.as_ref(), may_join(visit)),
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

/// Whether somebody may join the sessions of this académie by herself: its members, and everybody where it is a national body.
pub(super) fn may_join(visit: &Visit) -> bool {
    let member = visit.session.as_ref().is_some_and(|(session, _)| session.membership == Some(MembershipState::Active));
    member || visit.academy.kind == AcademyKind::National
}

/// `roles` are those of whoever is signed in.
fn way(enrolled: bool, roles: Option<&[Role]>, opening: Option<&Opening>, may_join: bool) -> Way {
    match (roles, opening) {
        (None, None) => Way::SignIn,
        (None, Some(_)) => Way::SignInToJoin,
        (Some(roles), _) if enrolled || manages(roles) => Way::In,
        (Some(_), None) => Way::Ask,
        (Some(_), Some(opening)) if opening.place > 0 => Way::Waits(opening.place),
        (Some(_), Some(_)) if !may_join => Way::Reserved,
        (Some(_), Some(opening)) if opening.key.is_some() => Way::JoinWithKey,
        (Some(_), Some(opening)) if opening.left() == Some(0) => Way::Wait,
        (Some(_), Some(_)) => Way::Join,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_visitor_has_a_way() {
        assert_eq!(way(false, None, None, false), Way::SignIn);
        assert_eq!(way(true, Some(&[]), None, true), Way::In);
        assert_eq!(way(false, Some(&[Role::Gestionnaire]), None, true), Way::In);
        assert_eq!(way(false, Some(&[Role::Superviseur]), None, true), Way::Ask);
        let open = |key: Option<&str>, places, taken, place| Opening { key: key.map(str::to_owned), places, taken, place };
        let hers = |opening: Opening, may_join| way(false, Some(&[]), Some(&opening), may_join);
        assert_eq!(way(false, None, Some(&open(None, None, 0, 0)), false), Way::SignInToJoin);
        assert_eq!(hers(open(None, Some(2), 1, 0), true), Way::Join);
        assert_eq!(hers(open(None, Some(2), 2, 0), true), Way::Wait);
        assert_eq!(hers(open(None, Some(2), 2, 3), true), Way::Waits(3));
        assert_eq!(hers(open(Some("cerise"), None, 9, 0), true), Way::JoinWithKey);
        assert_eq!(hers(open(None, None, 0, 0), false), Way::Reserved);
    }
}
