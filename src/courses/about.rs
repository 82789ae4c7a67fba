//! What a session is and how to get in, for everybody: nothing that happens inside is on it.
//!
//! | GET /courses/{number}/about | a visible session; anything else does not exist |
//!
//! The same page stands at the session's own address for somebody who is signed in and not enrolled.

use web::{Answer, Message, Problem, filters};

use super::entry::{CourseNumber, manages};
use super::{Course, facts, load};
use crate::access::Role;
use crate::visit::{OrProblem, Visit};

web::view! { "courses/about.html" =>
    struct About {
        title: String,
        summary: String,
        academy: String,
        dates: Option<Message>,
        length: Option<Message>,
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
        Some(course) if course.is_visible() => page(&visit, course),
        _ => Err(Problem::NotFound),
    }
}

/// The page of a session that was found to be visible.
pub fn page(visit: &Visit, course: Course) -> Answer {
    let roles = visit.session.as_ref().map(|(session, _)| Role::list(session.roles.as_deref()));
    let view = About {
        way: way(course.role.is_some(), roles.as_deref()),
        over: course.is_over(&visit.today()),
        dates: facts::dates(course.starts_on.as_deref(), course.ends_on.as_deref()),
        length: facts::length(course.minutes_on_site, course.minutes_at_distance),
        path: course.path(),
        academy: visit.academy.full_name.clone(),
        support: visit.academy.support_contact.clone(),
        title: course.title,
        summary: course.summary,
    };
    visit.page(Message::new("shell-given").with("text", &view.title), &view)
}

/// `roles` are those of whoever is signed in.
fn way(enrolled: bool, roles: Option<&[Role]>) -> Way {
    match roles {
        None => Way::SignIn,
        Some(roles) if enrolled || manages(roles) => Way::In,
        Some(_) => Way::Ask,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_visitor_has_a_way() {
        assert_eq!(way(false, None), Way::SignIn);
        assert_eq!(way(true, Some(&[])), Way::In);
        assert_eq!(way(false, Some(&[Role::Gestionnaire])), Way::In);
        assert_eq!(way(false, Some(&[Role::Superviseur])), Way::Ask);
    }
}
