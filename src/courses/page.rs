//! The course: all its sections on one page with their activities, or the way to each where its author gave each a page.
//!
//! | GET /courses/{number}                | étiquettes in place, links to the others, a plan beside them |
//! | GET /courses/{number}?as=participant | the same as participants see it, for those who see more      |

use web::{Answer, Message, filters};

use super::entry::{Eyes, as_participant, may_edit, may_write};
use super::outline::{self, Content, SectionView};
use super::{Course, facts, people};
use crate::access::{Allowed, CourseRole, View};
use crate::shell::cover;
use crate::visit::{Member, OrProblem};

web::view! { "courses/page.html" =>
    struct CoursePage {
        title: String,
        plan: Plan,
        /// Where the script says that the page was shown.
        opened: String,
        cover: String,
        dates: Option<Message>,
        /// Words about the course's state and the visitor's role.
        badges: Vec<&'static str>,
        /// The names of those who train or accompany.
        trainers: Vec<String>,
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
        /// All of it at once.
        print: String,
        /// The script that answers without a network, for those who may keep the course.
        offline: Option<String>,
        /// The activity she left, or the first that has a page.
        start: Option<Start>,
        /// How far she is; nothing where nothing counts, and for those who are not trained in it.
        percent: Option<usize>,
        /// The last announcement, rendered by its kind.
        announced: Option<String>,
        sections: Vec<SectionView>,
    }
}

/// What every page of a course says of the others.
pub struct Plan {
    /// The address of the course, as these eyes go on to it.
    pub course: String,
    /// The same without a question.
    pub path: String,
    /// What is put behind the address of a section.
    pub query: String,
    /// Whether each section has a page of its own.
    pub by_section: bool,
    /// The section that is shown, where it is alone.
    pub here: Option<i64>,
    /// Whether what she finished is shown.
    pub follows: bool,
    /// Of the page, for what stands among titles that people here wrote in French.
    pub language: &'static str,
}

impl Plan {
    /// For somebody who reads this course with these eyes.
    pub fn of(course: &Course, member: &Member, eyes: Eyes) -> Plan {
        Plan {
            course: eyes.at(&course.path()),
            path: course.path(),
            query: eyes.at(""),
            by_section: course.by_section,
            here: None,
            follows: course.role == Some(CourseRole::Participant),
            language: member.language().tag(),
        }
    }

    /// Whether this section is shown alone.
    pub fn shows(&self, section: &SectionView) -> bool {
        self.here == Some(section.position)
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
    let eyes = Eyes::of(&course, &member);
    let outline = outline::read(&member, &course, eyes).await?;
    let plan = Plan::of(&course, &member, eyes);
    let path = course.path();
    let badges = [facts::role_word(course.role), facts::stage_word(course.stage), course.hidden.then_some("course-hidden")];
    let view = CoursePage {
        title: course.title.clone(),
        opened: format!("{path}/opened"),
        cover: cover::of(course.id, "", &member.scene.base, course.number, course.picture_id),
        trainers: people::trainers(&member.app.db, course.academy_id, course.id).await.or_problem()?,
        participants: (eyes.teaches && course.kind.takes_participants()).then(|| format!("{path}/participants")),
        manage: (!eyes.as_participant && may_edit(&course, &member)).then(|| format!("{path}/manage")),
        edit: (!eyes.as_participant && may_write(&course, &member)).then(|| format!("{path}/edit")),
        as_participant: eyes.teaches.then(|| as_participant(&path)),
        leave: eyes.as_participant.then(|| path.clone()),
        print: eyes.at(&format!("{path}/print")),
        // What is for those who teach stays on the server.
        offline: (!eyes.teaches && !eyes.as_participant).then(|| "/offline.js".to_owned()),
        dates: facts::dates(course.starts_on.as_deref(), course.ends_on.as_deref()),
        badges: badges.into_iter().flatten().collect(),
        start: beginning(&outline.sections),
        percent: outline.progress.percent().filter(|_| plan.follows),
        announced: outline.announced,
        plan,
        sections: outline.sections,
    };
    member.wide_page(Message::new("shell-given").with("text", &course.title), &view)
}

fn beginning(sections: &[SectionView]) -> Option<Start> {
    let links = || {
        sections.iter().flat_map(|section| &section.rows).filter_map(|row| match &row.content {
            Content::Link { path, title, .. } => Some(Start { path: path.clone(), title: title.clone(), again: row.left_last }),
            Content::Inline(_) | Content::Locked { .. } => None,
        })
    };
    links().find(|start| start.again).or_else(|| links().next())
}
