//! What a course is made of, as a page shows it: sections and, in each, what there is for the visitor.
//!
//! Sections, places, then one query per kind of activity: the same for three activities and for three hundred.

use std::collections::{HashMap, HashSet};

use db::Db;
use web::{Message, Problem};

use super::Course;
use super::completion::Progress;
use crate::activities::{Activity, Completion, Kinds, Placed, Scope, Summary};
use crate::visit::{Member, OrProblem};

/// A section with what is shown of it.
pub struct SectionView {
    /// Of the section.
    pub id: i64,
    /// Its place among the others, which names it in addresses.
    pub position: i64,
    /// Empty for one without a name.
    pub title: String,
    /// Plain text.
    pub summary: String,
    /// What is in it.
    pub rows: Vec<Row>,
}

impl SectionView {
    /// How far the visitor is in it.
    pub fn progress(&self) -> Progress {
        Progress::of(self.rows.iter().map(|row| row.done))
    }
}

/// An activity on the course page.
pub struct Row {
    /// Of the activity.
    pub id: i64,
    /// Kept from participants.
    pub hidden: bool,
    /// How it is called where it must be named: its title, or nothing.
    pub name: String,
    /// The key of what its kind is called.
    pub kind: &'static str,
    /// What is shown of it.
    pub content: Content,
    /// Whether the visitor finished it; nothing where it does not count.
    pub done: Option<bool>,
}

/// What is shown of an activity.
pub enum Content {
    /// The whole of it, rendered by its kind.
    Inline(String),
    /// The way to its own page.
    Link {
        /// Below the académie.
        path: String,
        /// As its author wrote it.
        title: String,
        /// An `<svg class="icon">`.
        icon: &'static str,
        /// The key of what its kind is called.
        kind: &'static str,
        /// What is new there for the visitor.
        note: Option<Message>,
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

/// The sections of a course with their activities, of which the visitor finished these (`done`); hidden ones and notes to trainers for those
/// who teach only.
///
/// # Errors
/// When the database fails.
pub async fn read(member: &Member, course: &Course, teaches: bool, done: &HashSet<i64>) -> Result<Vec<SectionView>, Problem> {
    let db = &member.app.db;
    let scope = scope(member, course, teaches);
    let sections = sections(db, course).await.or_problem()?;
    let placed = placed(db, course, teaches).await.or_problem()?;
    let mut summaries = HashMap::new();
    for kind in member.app.kinds.0 {
        let of_kind: Vec<&Placed> = placed.iter().filter(|activity| activity.kind == kind.kind()).collect();
        if !of_kind.is_empty() {
            summaries.extend(kind.summaries(scope, &of_kind).await?);
        }
    }
    Ok(arrange(member.app.kinds, course, sections, &placed, summaries, done, teaches))
}

/// What a kind is told of who reads a course.
pub fn scope<'a>(member: &'a Member, course: &Course, teaches: bool) -> Scope<'a> {
    Scope {
        member,
        academy_id: course.academy_id,
        course_id: course.id,
        course_number: course.number,
        role: course.role,
        teaches,
        open: course.is_open(),
    }
}

async fn sections(db: &Db, course: &Course) -> db::Result<Vec<Section>> {
    db.all(
        "select id, position, title, summary from section where academy_id = $1 and course_id = $2 and trashed_at is null order by position",
        &db::args![course.academy_id, course.id],
    )
    .await
}

/// The activities of a course in their order, hidden ones for those who teach only.
pub async fn placed(db: &Db, course: &Course, teaches: bool) -> db::Result<Vec<Placed>> {
    db.all(
        "select a.id, a.section_id, a.kind, a.title, a.hidden, a.completion from activity a join section s on s.id = a.section_id
          where a.academy_id = $1 and a.course_id = $2 and (a.hidden = false or $3) and a.trashed_at is null and s.trashed_at is null
          order by s.position, a.position",
        &db::args![course.academy_id, course.id, teaches],
    )
    .await
}

/// Puts the activities that have something to show into their sections. A section that has nothing at all for the visitor is
/// left out, unless she teaches and may be about to fill it.
fn arrange(
    kinds: Kinds,
    course: &Course,
    sections: Vec<Section>,
    placed: &[Placed],
    mut summaries: HashMap<i64, Summary>,
    done: &HashSet<i64>,
    teaches: bool,
) -> Vec<SectionView> {
    let mut views = Vec::with_capacity(sections.len());
    for section in sections {
        let mut rows = Vec::new();
        for activity in placed.iter().filter(|activity| activity.section_id == section.id) {
            let Some(kind) = kinds.of(&activity.kind) else { continue };
            let content = match summaries.remove(&activity.id) {
                Some(Summary::Inline(html)) => Content::Inline(html),
                Some(Summary::Link) => link(course, activity, kind, None),
                Some(Summary::Noted(note)) => link(course, activity, kind, Some(note)),
                None => continue,
            };
            let done = (activity.completion != Completion::Nothing).then(|| done.contains(&activity.id));
            rows.push(Row { id: activity.id, hidden: activity.hidden, name: activity.title.clone(), kind: kind.name(), content, done });
        }
        if teaches || !rows.is_empty() || !section.summary.is_empty() {
            views.push(SectionView { id: section.id, position: section.position, title: section.title, summary: section.summary, rows });
        }
    }
    views
}

/// The way to the page of an activity.
fn link(course: &Course, activity: &Placed, kind: &dyn Activity, note: Option<Message>) -> Content {
    Content::Link {
        path: format!("{}/activities/{}", course.path(), activity.id),
        title: activity.title.clone(),
        icon: kind.icon(),
        kind: kind.name(),
        note,
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::serve::KINDS;

    fn section(id: i64, summary: &str) -> Section {
        Section { id, position: id, title: format!("Section {id}"), summary: summary.into() }
    }

    fn activity(id: i64, section_id: i64, kind: &str) -> Placed {
        Placed { id, section_id, kind: kind.into(), title: format!("Activity {id}"), hidden: false, completion: Completion::Seen }
    }

    #[test]
    fn what_has_no_summary_for_the_visitor_is_not_there() {
        let placed = [activity(1, 1, "label"), activity(2, 1, "page"), activity(3, 2, "label"), activity(4, 1, "unknown")];
        let summaries = || HashMap::from([(1, Summary::Inline("<p>words</p>".into())), (2, Summary::Link), (4, Summary::Link)]);
        let sections = || vec![section(1, ""), section(2, ""), section(3, "Soon.")];
        let hers = arrange(KINDS, &sample(), sections(), &placed, summaries(), &HashSet::from([2]), false);
        let shape: Vec<(i64, usize)> = hers.iter().map(|section| (section.position, section.rows.len())).collect();
        assert_eq!(shape, [(1, 2), (3, 0)]);
        assert_eq!(hers[0].progress(), Progress { all: 2, done: 1 });
        assert!(matches!(&hers[0].rows[1].content, Content::Link { path, .. } if path == "/courses/2636/activities/2"));
        assert_eq!(arrange(KINDS, &sample(), sections(), &placed, summaries(), &HashSet::new(), true).len(), 3);
    }
}
