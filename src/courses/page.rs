//! The course: all its sections on one page, with their activities.
//!
//! | GET /courses/{number}                | étiquettes in place, links to the others, a plan beside them |
//! | GET /courses/{number}?as=participant | the same as participants see it, for those who see more      |

use web::{Answer, Message, filters};

use super::entry::{may_edit, may_write, teaches};
use super::outline::{self, Content, SectionView};
use super::{Course, facts};
use crate::access::{Allowed, View};
use crate::shell::cover;
use crate::visit::Member;

/// What asks for the page as participants see it.
const AS_PARTICIPANT: &str = "participant";

web::view! { "courses/page.html" =>
    struct CoursePage {
        title: String,
        /// Where the script says that the page was shown.
        opened: String,
        cover: String,
        dates: Option<Message>,
        /// Words about the course's state and the visitor's role.
        badges: Vec<&'static str>,
        /// Where those who train see who is in it.
        participants: Option<String>,
        /// Where those who write it change what it is.
        manage: Option<String>,
        /// Where they write what it is made of.
        edit: Option<String>,
        /// The same page as participants see it, for those who see more.
        as_participant: Option<String>,
        /// Out of that view again.
        leave: Option<String>,
        /// The first activity that has a page.
        start: Option<Start>,
        sections: Vec<SectionView>,
    }
}

/// Where one begins.
struct Start {
    path: String,
    title: String,
}

/// The page.
///
/// # Errors
/// When the database fails.
pub async fn show(course: Allowed<Course, View>, member: Member) -> Answer {
    let her_eyes = teaches(&course, &member);
    let as_participant = her_eyes && member.query().value("as") == AS_PARTICIPANT;
    let teaches = her_eyes && !as_participant;
    let sections = outline::read(&member, &course, teaches).await?;
    let badges = [facts::role_word(course.role), facts::stage_word(course.stage), course.hidden.then_some("course-hidden")];
    let view = CoursePage {
        title: course.title.clone(),
        opened: format!("{}/opened", course.path()),
        cover: cover::of(course.id, "", &member.scene.base, course.number, course.picture_id),
        participants: (teaches && course.kind.takes_participants()).then(|| format!("{}/participants", course.path())),
        manage: (!as_participant && may_edit(&course, &member)).then(|| format!("{}/manage", course.path())),
        edit: (!as_participant && may_write(&course, &member)).then(|| format!("{}/edit", course.path())),
        as_participant: her_eyes.then(|| format!("{}?as={AS_PARTICIPANT}", course.path())).filter(|_| !as_participant),
        leave: as_participant.then(|| course.path()),
        dates: facts::dates(course.starts_on.as_deref(), course.ends_on.as_deref()),
        badges: badges.into_iter().flatten().collect(),
        start: first_page(&sections),
        sections,
    };
    member.wide_page(Message::new("shell-given").with("text", &course.title), &view)
}

fn first_page(sections: &[SectionView]) -> Option<Start> {
    sections.iter().flat_map(|section| &section.rows).find_map(|row| match &row.content {
        Content::Link { path, title, .. } => Some(Start { path: path.clone(), title: title.clone() }),
        Content::Inline(_) => None,
    })
}
