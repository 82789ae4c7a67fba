//! What a course is made of, as a page shows it: sections and, in each, what there is for the visitor.
//!
//! Sections, places, then one query per kind of activity: the same for three activities and for three hundred.

use std::collections::HashMap;

use db::Db;
use web::{Message, Problem};

use super::Course;
use super::completion::Progress;
use super::doors::{Asked, Doors, Reason, Standing, standings};
use super::entry::{Eyes, may_write};
use crate::activities::{Activity, Placed, Scope, Summary};
use crate::clock::printed_day;
use crate::visit::{Member, OrProblem};

/// A course as it is shown to somebody.
pub struct Outline {
    /// What there is for her.
    pub sections: Vec<SectionView>,
    /// How far she is in all of it.
    pub progress: Progress,
    /// The last of what is announced in what is open to her, rendered.
    pub announced: Option<String>,
}

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
    /// How far the visitor is in it.
    pub progress: Progress,
    /// Why it is not open.
    pub locked: Vec<Message>,
    /// What it asks for, for those who teach.
    pub asks: Vec<Message>,
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
    /// Whether she was there last.
    pub left_last: bool,
    /// What it asks for besides its section, for those who teach.
    pub asks: Vec<Message>,
    /// Its last day, for whoever may open it.
    pub until: Option<Message>,
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
    /// Its title, and why it is not open.
    Locked {
        /// As its author wrote it.
        title: String,
        /// The key of what its kind is called.
        kind: &'static str,
        /// Besides what its section says.
        reasons: Vec<Message>,
    },
}

db::row! {
    struct Section {
        id: i64,
        position: i64,
        title: String,
        summary: String,
        opens_on: Option<String>,
        closes_on: Option<String>,
        after_id: Option<i64>,
        group_name: Option<String>,
    }
}

impl Section {
    fn asked(&self) -> Asked<'_> {
        Asked { opens_on: self.opens_on.as_deref(), closes_on: self.closes_on.as_deref(), after_id: self.after_id }
    }
}

/// The sections of a course with their activities, as these eyes see them: hidden ones, notes to trainers and what is for a group for those who
/// teach only.
///
/// # Errors
/// When the database fails.
pub async fn read(member: &Member, course: &Course, eyes: Eyes) -> Result<Outline, Problem> {
    shown(member, course, eyes, true).await
}

/// The same on paper, where nothing is new: kinds that have pages are not asked what is.
///
/// # Errors
/// When the database fails.
pub async fn for_paper(member: &Member, course: &Course, eyes: Eyes) -> Result<Outline, Problem> {
    shown(member, course, eyes, false).await
}

async fn shown(member: &Member, course: &Course, eyes: Eyes, with_news: bool) -> Result<Outline, Problem> {
    let db = &member.app.db;
    let scope = scope(member, course, eyes.teaches);
    let sections = sections(db, course, member.person().id, eyes).await.or_problem()?;
    let all = standings(db, course, member.person().id, eyes).await.or_problem()?;
    let placed: Vec<Placed> = all.iter().map(Standing::placed).collect();
    let mut summaries = HashMap::new();
    for kind in member.app.kinds.0 {
        let of_kind: Vec<&Placed> = placed.iter().filter(|activity| activity.kind == kind.kind()).collect();
        if kind.has_page() && !with_news {
            summaries.extend(of_kind.iter().map(|activity| (activity.id, Summary::Link)));
        } else if !of_kind.is_empty() {
            summaries.extend(kind.summaries(scope, &of_kind).await?);
        }
    }
    let today = member.today();
    let doors = Doors::new(member.app.kinds, &all, &today);
    Ok(arrange(course, sections, &doors, summaries, eyes))
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
        writes: teaches && may_write(course, member),
        open: course.is_open(),
    }
}

async fn sections(db: &Db, course: &Course, person_id: i64, eyes: Eyes) -> db::Result<Vec<Section>> {
    db.all(
        "select s.id, s.position, s.title, s.summary, s.opens_on, s.closes_on, s.after_id, g.name as group_name
           from section s left join course_group g on g.id = s.group_id
          where s.academy_id = $1 and s.course_id = $2 and s.trashed_at is null
            and ($4 or s.group_id is null or exists (select 1 from group_member m join enrolment e on e.id = m.enrolment_id
                                                      where m.group_id = s.group_id and e.person_id = $3))
          order by s.position",
        &db::args![course.academy_id, course.id, person_id, eyes.teaches],
    )
    .await
}

/// Where a section is read.
pub struct Place {
    /// Its address, below the académie.
    pub path: String,
    /// Empty for one without a name.
    pub title: String,
    /// Its place among the others.
    pub position: i64,
}

/// Where a section of a course is read.
///
/// # Errors
/// When the database fails.
pub async fn place(db: &Db, course: &Course, section_id: i64) -> db::Result<Option<Place>> {
    let sql = "select title, position from section where academy_id = $1 and course_id = $2 and id = $3 and trashed_at is null";
    let found: Option<(String, i64)> = db.maybe(sql, &db::args![course.academy_id, course.id, section_id]).await?;
    Ok(found.map(|(title, position)| Place { path: format!("{}/sections/{position}", course.path()), title, position }))
}

/// Puts the activities that have something to show into their sections. A section that has nothing at all for the visitor is
/// left out, unless she teaches and may be about to fill it.
fn arrange(course: &Course, sections: Vec<Section>, doors: &Doors<'_>, mut summaries: HashMap<i64, Summary>, eyes: Eyes) -> Outline {
    let progress = |all: &[&Standing]| Progress::of(all.iter().map(|one| one.counts().then_some(one.done)));
    let mut views = Vec::with_capacity(sections.len());
    let mut announced: Option<(i64, String)> = None;
    for section in sections {
        let within: Vec<&Standing> = doors.all.iter().filter(|standing| standing.section_id == section.id).collect();
        let mut rows = Vec::new();
        for standing in &within {
            let mut summary = summaries.remove(&standing.id);
            if let Some(Summary::Announced { at, html, .. }) = &mut summary
                && (eyes.teaches || doors.are_open(standing))
                && announced.as_ref().is_none_or(|(last, _)| *last < *at)
            {
                announced = Some((*at, std::mem::take(html)));
            }
            rows.extend(summary.and_then(|summary| row(course, doors, standing, summary, eyes)));
        }
        if eyes.teaches || !rows.is_empty() || !section.summary.is_empty() {
            let locked = if eyes.teaches { Vec::new() } else { doors.of_section(section.asked()) };
            let asks = if eyes.teaches { doors.words(section.asked(), None, section.group_name.as_deref()) } else { Vec::new() };
            views.push(SectionView {
                id: section.id,
                position: section.position,
                title: section.title,
                summary: section.summary,
                progress: progress(&within),
                locked: locked.iter().map(Reason::say).collect(),
                asks,
                rows,
            });
        }
    }
    let progress = progress(&doors.all.iter().collect::<Vec<_>>());
    Outline { sections: views, progress, announced: announced.map(|(_, html)| html) }
}

/// What is shown of one activity; nothing of what this release does not know, and of what is locked and has no title.
fn row(course: &Course, doors: &Doors<'_>, standing: &Standing, summary: Summary, eyes: Eyes) -> Option<Row> {
    let kind = doors.kinds.of(&standing.kind)?;
    let (own, of_section) = if eyes.teaches { (Vec::new(), Vec::new()) } else { doors.of(standing) };
    let locked = !own.is_empty() || !of_section.is_empty();
    let title = standing.title.clone();
    let content = match summary {
        _ if locked && title.is_empty() => return None,
        _ if locked => Content::Locked { title, kind: kind.name(), reasons: own.iter().map(Reason::say).collect() },
        Summary::Inline(html) => Content::Inline(html),
        Summary::Link => link(course, standing, kind, eyes, None),
        Summary::Noted(note) => link(course, standing, kind, eyes, Some(note)),
        Summary::Announced { note, .. } => link(course, standing, kind, eyes, note),
    };
    Some(Row {
        id: standing.id,
        hidden: standing.hidden,
        name: standing.title.clone(),
        kind: kind.name(),
        content,
        done: standing.counts().then_some(standing.done),
        left_last: standing.left_last,
        asks: if eyes.teaches { doors.words_of(standing) } else { Vec::new() },
        until: standing
            .closes_on
            .as_deref()
            .filter(|_| !locked && !eyes.teaches)
            .map(|day| Message::new("course-asks-until").with("day", printed_day(day))),
    })
}

/// The way to an activity's own page.
fn link(course: &Course, standing: &Standing, kind: &dyn Activity, eyes: Eyes, note: Option<Message>) -> Content {
    Content::Link {
        path: eyes.at(&format!("{}/activities/{}", course.path(), standing.id)),
        title: standing.title.clone(),
        icon: kind.icon(),
        kind: kind.name(),
        note,
    }
}

#[cfg(test)]
mod tests {
    use super::super::doors::sample as standing;
    use super::super::sample;
    use super::*;
    use crate::activities::Completion;
    use crate::serve::KINDS;

    const EYES: Eyes = Eyes { teaches: false, as_participant: false };

    fn section(id: i64, summary: &str) -> Section {
        let (title, summary) = (format!("Section {id}"), summary.to_owned());
        Section { id, position: id, title, summary, opens_on: None, closes_on: None, after_id: None, group_name: None }
    }

    fn activity(id: i64, section_id: i64, kind: &str) -> Standing {
        let completion = if kind == "label" { Completion::Nothing } else { Completion::Seen };
        Standing { section_id, kind: kind.into(), completion, ..standing(id) }
    }

    fn summaries() -> HashMap<i64, Summary> {
        HashMap::from([(1, Summary::Inline("<p>words</p>".into())), (2, Summary::Link), (4, Summary::Link)])
    }

    #[test]
    fn what_has_no_summary_for_the_visitor_is_not_there() {
        let all = [
            activity(1, 1, "label"),
            Standing { done: true, ..activity(2, 1, "page") },
            activity(3, 2, "label"),
            activity(4, 1, "unknown"),
        ];
        let sections = || vec![section(1, ""), section(2, ""), section(3, "Soon.")];
        let doors = Doors::new(KINDS, &all, "2026-11-24");
        let hers = arrange(&sample(), sections(), &doors, summaries(), EYES);
        let shape: Vec<(i64, usize)> = hers.sections.iter().map(|section| (section.position, section.rows.len())).collect();
        assert_eq!(shape, [(1, 2), (3, 0)]);
        // What this release does not know is not shown, and counts: another one shows it.
        assert_eq!(hers.progress, Progress { all: 2, done: 1 });
        assert!(matches!(&hers.sections[0].rows[1].content, Content::Link { path, .. } if path == "/courses/2636/activities/2"));
        let teaches = Eyes { teaches: true, ..EYES };
        assert_eq!(arrange(&sample(), sections(), &doors, summaries(), teaches).sections.len(), 3);
    }

    #[test]
    fn the_last_announcement_that_is_open_is_shown() {
        let all =
            [activity(1, 1, "forum"), activity(2, 1, "forum"), Standing { opens_on: Some("2026-11-25".into()), ..activity(3, 1, "forum") }];
        let announced = |at: i64| Summary::Announced { note: None, at, html: format!("<p>{at}</p>") };
        let summaries = || HashMap::from([(1, announced(20)), (2, announced(10)), (3, announced(30))]);
        let doors = Doors::new(KINDS, &all, "2026-11-24");
        let hers = arrange(&sample(), vec![section(1, "")], &doors, summaries(), EYES);
        assert_eq!((hers.announced.as_deref(), hers.sections[0].rows.len()), (Some("<p>20</p>"), 3));
        let teaches = Eyes { teaches: true, ..EYES };
        assert_eq!(arrange(&sample(), vec![section(1, "")], &doors, summaries(), teaches).announced.as_deref(), Some("<p>30</p>"));
    }

    #[test]
    fn what_is_locked_is_a_title_and_counts() {
        let tomorrow = || Some("2026-11-25".to_owned());
        let all = [
            Standing { section_opens_on: tomorrow(), ..activity(1, 1, "label") },
            Standing { opens_on: tomorrow(), ..activity(2, 1, "page") },
        ];
        let doors = Doors::new(KINDS, &all, "2026-11-24");
        let sections = || vec![Section { opens_on: tomorrow(), ..section(1, "") }];
        let hers = arrange(&sample(), sections(), &doors, summaries(), EYES);
        assert_eq!((hers.progress.all, hers.sections[0].locked.len()), (1, 1));
        // What its section says is not said again.
        let said = |row: &Row| if let Content::Locked { reasons, .. } = &row.content { Some(reasons.len()) } else { None };
        assert_eq!(hers.sections[0].rows.iter().map(said).collect::<Vec<_>>(), [Some(0), Some(1)]);
        let nameless = [Standing { title: String::new(), ..all[0].clone() }];
        assert!(arrange(&sample(), sections(), &Doors::new(KINDS, &nameless, "2026-11-24"), summaries(), EYES).sections.is_empty());
        let teaches = Eyes { teaches: true, ..EYES };
        let theirs = arrange(&sample(), sections(), &doors, summaries(), teaches);
        assert!(matches!(&theirs.sections[0].rows[0].content, Content::Inline(_)));
        assert_eq!((theirs.sections[0].asks.len(), theirs.sections[0].rows[1].asks.len()), (1, 1));
    }
}
