//! The course: all its sections on one page, with their activities.
//!
//! | GET /courses/{number}                | étiquettes in place, links to the others, a plan beside them |
//! | GET /courses/{number}?as=participant | the same as participants see it, for those who see more      |

use std::collections::HashSet;

use web::{Answer, Message, filters};

use super::completion::{self, Progress};
use super::entry::{may_edit, may_write, teaches};
use super::outline::{self, Content, SectionView};
use super::{Course, facts};
use crate::access::{Allowed, View};
use crate::shell::cover;
use crate::visit::{Member, OrProblem};

/// What asks for the page as participants see it.
const AS_PARTICIPANT: &str = "participant";

web::view! { "courses/page.html" =>
    struct CoursePage {
        title: String,
        path: String,
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
        /// The activity she left, or the first that has a page.
        start: Option<Start>,
        /// How far she is; nothing where nothing counts, and for those who are not in it.
        percent: Option<usize>,
        /// Whether what she finished is shown.
        follows: bool,
        /// Of the page, for what stands among titles that people here wrote in French.
        language: &'static str,
        sections: Vec<SectionView>,
    }
}

/// Where one begins, or goes on.
struct Start {
    path: String,
    title: String,
    /// Whether she was there.
    again: bool,
}

/// The page.
///
/// # Errors
/// When the database fails.
pub async fn show(course: Allowed<Course, View>, member: Member) -> Answer {
    let her_eyes = teaches(&course, &member);
    let as_participant = her_eyes && member.query().value("as") == AS_PARTICIPANT;
    let teaches = her_eyes && !as_participant;
    let (db, person_id) = (&member.app.db, member.person().id);
    // Only somebody who is in it gets on in it.
    let (done, left_at) = match course.role {
        Some(_) => {
            (completion::of(db, &course, person_id).await.or_problem()?, completion::left_at(db, &course, person_id).await.or_problem()?)
        }
        None => (HashSet::new(), None),
    };
    let sections = outline::read(&member, &course, teaches, &done).await?;
    let follows = course.role.is_some() && !as_participant;
    let badges = [facts::role_word(course.role), facts::stage_word(course.stage), course.hidden.then_some("course-hidden")];
    let view = CoursePage {
        title: course.title.clone(),
        path: course.path(),
        opened: format!("{}/opened", course.path()),
        cover: cover::of(course.id, "", &member.scene.base, course.number, course.picture_id),
        participants: (teaches && course.kind.takes_participants()).then(|| format!("{}/participants", course.path())),
        manage: (!as_participant && may_edit(&course, &member)).then(|| format!("{}/manage", course.path())),
        edit: (!as_participant && may_write(&course, &member)).then(|| format!("{}/edit", course.path())),
        as_participant: her_eyes.then(|| format!("{}?as={AS_PARTICIPANT}", course.path())).filter(|_| !as_participant),
        leave: as_participant.then(|| course.path()),
        dates: facts::dates(course.starts_on.as_deref(), course.ends_on.as_deref()),
        badges: badges.into_iter().flatten().collect(),
        start: beginning(&sections, left_at),
        percent: Progress::of(sections.iter().flat_map(|section| &section.rows).map(|row| row.done)).percent().filter(|_| follows),
        follows,
        language: member.language().tag(),
        sections,
    };
    member.wide_page(Message::new("shell-given").with("text", &course.title), &view)
}

fn beginning(sections: &[SectionView], left_at: Option<i64>) -> Option<Start> {
    let pages = || sections.iter().flat_map(|section| &section.rows);
    let row = pages().find(|row| left_at == Some(row.id)).or_else(|| pages().find(|row| matches!(row.content, Content::Link { .. })))?;
    match &row.content {
        Content::Link { path, title, .. } => Some(Start { path: path.clone(), title: title.clone(), again: left_at == Some(row.id) }),
        Content::Inline(_) => None,
    }
}
