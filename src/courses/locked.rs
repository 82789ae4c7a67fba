//! In the place of an activity that is not open: why, and the way on. The link one holds is right and this is its page, so it answers 200.

use web::{Answer, Message, filters};

use super::Course;
use super::doors::Reason;
use super::entry::Eyes;
use crate::visit::Member;

web::view! { "courses/locked.html" =>
    struct Locked {
        title: String,
        course_title: String,
        course_path: String,
        reasons: Vec<Message>,
        /// Out of a participant's view again.
        leave: Option<String>,
        /// What comes first: its address and its title.
        first: Option<(String, String)>,
    }
}

/// The page.
///
/// # Errors
/// When a template fails, which none of ours does.
pub fn page(member: &Member, course: &Course, title: String, reasons: &[Reason]) -> Answer {
    let eyes = Eyes::of(course, member);
    let first = reasons.iter().find_map(|reason| match reason {
        Reason::After { id, title } => Some((eyes.at(&format!("{}/activities/{id}", course.path())), title.clone())),
        Reason::Opens(_) | Reason::Closed(_) => None,
    });
    let leave = eyes.as_participant.then(|| member.path.clone());
    let view = Locked {
        leave,
        course_title: course.title.clone(),
        course_path: eyes.at(&course.path()),
        reasons: reasons.iter().map(Reason::say).collect(),
        first,
        title,
    };
    member.page(Message::new("shell-given").with("text", &view.title), &view)
}
