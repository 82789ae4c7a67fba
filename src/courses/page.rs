//! The course: all its sections on one page, with their activities.
//!
//! | GET /courses/{number} | étiquettes in place, links to the others, a plan beside them |
//!
//! Sections, places, then one query per kind of activity: the same for three activities and for three hundred.

use std::collections::HashMap;

use db::Db;
use web::{Answer, Message, filters};

use super::entry::{may_edit, teaches};
use super::{Course, facts};
use crate::access::{Allowed, View};
use crate::activities::{self, KINDS, Placed, Scope, Summary};
use crate::shell::cover;
use crate::visit::{Member, OrProblem};

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

/// A section with what is shown of it.
struct SectionView {
    position: i64,
    title: String,
    summary: String,
    rows: Vec<Row>,
}

/// An activity on the course page.
struct Row {
    hidden: bool,
    content: Content,
}

enum Content {
    /// Rendered by its kind.
    Inline(String),
    Link {
        path: String,
        title: String,
        icon: &'static str,
        kind: &'static str,
    },
}

db::row! {
    struct Section {
        id: i64,
        position: i64,
        title: String,
        summary: String,
    }
}

/// The page.
///
/// # Errors
/// When the database fails.
pub async fn show(course: Allowed<Course, View>, member: Member) -> Answer {
    let db = &member.app.db;
    let scope = Scope { db, scene: &member.scene, academy_id: course.academy_id, course_id: course.id, teaches: teaches(&course, &member) };
    let sections = sections(db, &course).await.or_problem()?;
    let placed = placed(db, &course, scope.teaches).await.or_problem()?;
    let mut summaries = HashMap::new();
    for kind in KINDS {
        let of_kind: Vec<&Placed> = placed.iter().filter(|activity| activity.kind == kind.kind()).collect();
        if !of_kind.is_empty() {
            summaries.extend(kind.summaries(scope, &of_kind).await?);
        }
    }
    let badges = [facts::role_word(course.role), facts::stage_word(course.stage), course.hidden.then_some("course-hidden")];
    let sections = arrange(&course, sections, &placed, summaries, scope.teaches);
    let view = CoursePage {
        title: course.title.clone(),
        opened: format!("{}/opened", course.path()),
        cover: cover::of(course.id, "", &member.scene.base, course.number, course.picture_id),
        participants: (scope.teaches && course.kind.takes_participants()).then(|| format!("{}/participants", course.path())),
        manage: may_edit(&course, &member).then(|| format!("{}/manage", course.path())),
        dates: facts::dates(course.starts_on.as_deref(), course.ends_on.as_deref()),
        badges: badges.into_iter().flatten().collect(),
        start: first_page(&sections),
        sections,
    };
    member.wide_page(Message::new("shell-given").with("text", &course.title), &view)
}

async fn sections(db: &Db, course: &Course) -> db::Result<Vec<Section>> {
    db.all(
        "select id, position, title, summary from section where academy_id = $1 and course_id = $2 order by position",
        &db::args![course.academy_id, course.id],
    )
    .await
}

/// The activities of a course in their order, hidden ones for those who teach only.
pub async fn placed(db: &Db, course: &Course, teaches: bool) -> db::Result<Vec<Placed>> {
    db.all(
        "select a.id, a.section_id, a.kind, a.title, a.hidden from activity a join section s on s.id = a.section_id
          where a.academy_id = $1 and a.course_id = $2 and (a.hidden = false or $3)
          order by s.position, a.position",
        &db::args![course.academy_id, course.id, teaches],
    )
    .await
}

/// Puts the activities that have something to show into their sections. A section that has nothing at all for the visitor is
/// left out, unless she teaches and may be about to fill it.
fn arrange(
    course: &Course,
    sections: Vec<Section>,
    placed: &[Placed],
    mut summaries: HashMap<i64, Summary>,
    teaches: bool,
) -> Vec<SectionView> {
    let mut views = Vec::with_capacity(sections.len());
    for section in sections {
        let mut rows = Vec::new();
        for activity in placed.iter().filter(|activity| activity.section_id == section.id) {
            let content = match (summaries.remove(&activity.id), activities::of_kind(&activity.kind)) {
                (Some(Summary::Inline(html)), _) => Content::Inline(html),
                (Some(Summary::Link), Some(kind)) => Content::Link {
                    path: format!("{}/activities/{}", course.path(), activity.id),
                    title: activity.title.clone(),
                    icon: kind.icon(),
                    kind: kind.name(),
                },
                _ => continue,
            };
            rows.push(Row { hidden: activity.hidden, content });
        }
        if teaches || !rows.is_empty() || !section.summary.is_empty() {
            views.push(SectionView { position: section.position, title: section.title, summary: section.summary, rows });
        }
    }
    views
}

fn first_page(sections: &[SectionView]) -> Option<Start> {
    sections.iter().flat_map(|section| &section.rows).find_map(|row| match &row.content {
        Content::Link { path, title, .. } => Some(Start { path: path.clone(), title: title.clone() }),
        Content::Inline(_) => None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    fn section(id: i64, summary: &str) -> Section {
        Section { id, position: id, title: format!("Section {id}"), summary: summary.into() }
    }

    fn activity(id: i64, section_id: i64, kind: &str) -> Placed {
        Placed { id, section_id, kind: kind.into(), title: format!("Activity {id}"), hidden: false }
    }

    #[test]
    fn what_has_no_summary_for_the_visitor_is_not_there() {
        let placed = [activity(1, 1, "label"), activity(2, 1, "page"), activity(3, 2, "label"), activity(4, 1, "unknown")];
        let summaries = || HashMap::from([(1, Summary::Inline("<p>words</p>".into())), (2, Summary::Link), (4, Summary::Link)]);
        let sections = || vec![section(1, ""), section(2, ""), section(3, "Soon.")];
        let hers = arrange(&sample(), sections(), &placed, summaries(), false);
        let shape: Vec<(i64, usize)> = hers.iter().map(|section| (section.position, section.rows.len())).collect();
        assert_eq!(shape, [(1, 2), (3, 0)]);
        assert!(matches!(&hers[0].rows[1].content, Content::Link { path, .. } if path == "/courses/2636/activities/2"));
        assert_eq!(arrange(&sample(), sections(), &placed, summaries(), true).len(), 3);
        assert_eq!(first_page(&hers).map(|start| start.title).as_deref(), Some("Activity 2"));
        assert!(first_page(&hers[1..]).is_none());
    }
}
