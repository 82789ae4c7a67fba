//! Courses: what somebody is in, who gets in, and the pages where it is read.
//!
//! | page.rs     | /courses/{number}                 | sections and their activities            |
//! | section.rs  | /courses/{number}/sections/{position} | one section: a page of its own, or its place on the page of all |
//! | print.rs    | /courses/{number}/print           | all of it at once, for paper             |
//! | offline.rs  | /offline.js                       | the script that answers without a network |
//! | activity.rs | /courses/{number}/activities/{id} | one activity that has a page of its own  |
//! | about.rs    | /courses/{number}/about           | what a visible session is, for everybody |
//! | file.rs     | /courses/{number}/files/{file}    | a file that an activity uses             |
//! | picture.rs  | /courses/{number}/picture/{size}  | its picture, to whoever may know of it   |
//! | arrival.rs  | /courses/{number}/opened          | noted for herself, to order her courses  |
//! | steps.rs    | /courses/{number}/activities/{id}/seen, …/next, …/done | « terminé », and where she is |
//!
//! `entry.rs` decides who gets in and is the only place that proves it; `doors.rs` which parts are open to her. `create.rs`, `copying.rs`, `change.rs`, `content.rs`,
//! `writing.rs`, `moving.rs`, `conditions.rs` and `enrol.rs` write.

mod about;
mod activity;
mod arrival;
mod change;
pub mod completion;
pub mod conditions;
mod content;
pub mod copying;
mod create;
mod doors;
mod enrol;
mod entry;
pub mod facts;
mod file;
pub mod groups;
pub mod joining;
mod locked;
pub mod merged;
pub mod moving;
mod offline;
pub mod outline;
mod page;
pub mod people;
mod picture;
mod print;
mod section;
mod steps;
mod unread;
mod wanted;
pub mod writing;

use db::{Db, Tx};

use crate::access::CourseRole;
use crate::visit::{Named, Routes};

pub use about::page as about_again;
pub use activity::{Opened, address_of, opened};
pub use arrival::arrive;
pub use change::{Description, changed, describe, hold, lay_out, set_hidden, set_stage, stage_before_the_bin};
pub use content::{NewActivity, add_activity, add_section};
pub use create::{CreateError, NewCourse, create};
pub use enrol::{EnrolError, Enrolled, enrol, is_enrolled, note_typed};
pub use entry::{Copyable, CourseNumber, Eyes, authors, manages, may_add_in, may_edit, may_write, segment};
pub use file::author_of;
pub use picture::set_picture;
pub use unread::{Unread, unread};
pub use wanted::wanted_title;

/// The words of these pages, and of whoever shows a course (dates, hours, roles).
pub const WORDS: web::Source = web::Source { feature: "courses", french: include_str!("fr.ftl"), english: include_str!("en.ftl") };

/// The addresses of these pages.
pub fn routes() -> Routes {
    Routes::of("courses")
        .get("/courses/{number}", page::show)
        .get("/courses/{number}/about", about::show)
        .get("/courses/{number}/sections/{position}", section::show)
        .get("/courses/{number}/print", print::show)
        .get("/offline.js", offline::worker)
        .get("/courses/{number}/activities/{id}", activity::show)
        .get("/courses/{number}/picture/{size}", picture::show)
        .get("/courses/{number}/files/{file}", file::show)
        .post("/courses/{number}/opened", arrival::opened)
        .post("/courses/{number}/activities/{id}/seen", steps::seen)
        .get("/courses/{number}/activities/{id}/next", steps::back)
        .post("/courses/{number}/activities/{id}/next", steps::next)
        .get("/courses/{number}/activities/{id}/done", steps::back)
        .post("/courses/{number}/activities/{id}/done", steps::done)
}

db::text_enum! {
    /// What a course is for.
    pub enum CourseKind {
        /// The master copy; never receives learners.
        Parcours = "parcours",
        /// A copy in which one group is trained.
        Session = "session",
        /// A model to start a parcours from.
        Template = "template",
        /// A place to work together, without training.
        Space = "space",
    }
}

db::text_enum! {
    /// Where a course stands in its life.
    pub enum Stage {
        /// A parcours or a model that is being written.
        Building = "building",
        /// A parcours that is ready to be looked at by other trainers, and copied.
        Demonstration = "demonstration",
        /// A session that is not open yet.
        Preparing = "preparing",
        /// Open.
        Running = "running",
        /// Closed, but readable by those who were in it.
        Archived = "archived",
        /// Thrown away; can be restored.
        Trashed = "trashed",
    }
}

impl CourseKind {
    /// Whether somebody can be trained or take part in it.
    pub fn takes_participants(self) -> bool {
        matches!(self, CourseKind::Session | CourseKind::Space)
    }

    /// The stage a new course of this kind is made in when none is asked for.
    pub fn first_stage(self) -> Stage {
        match self {
            CourseKind::Session | CourseKind::Space => Stage::Running,
            CourseKind::Parcours | CourseKind::Template => Stage::Building,
        }
    }
}

db::row! {
    /// A course as one visitor meets it.
    pub struct Course {
        /// Never shown; people know the number.
        pub id: i64,
        pub academy_id: i64,
        /// Unique in its académie, and part of its address.
        pub number: i64,
        pub kind: CourseKind,
        pub stage: Stage,
        /// Kept from participants and from the public.
        pub hidden: bool,
        pub title: String,
        /// Plain text.
        pub summary: String,
        /// `YYYY-MM-DD` in the académie's zone: the day it opens.
        pub starts_on: Option<String>,
        /// The last day.
        pub ends_on: Option<String>,
        pub minutes_on_site: i64,
        pub minutes_at_distance: i64,
        pub picture_id: Option<i64>,
        /// Whether each section has a page of its own.
        pub by_section: bool,
        /// What the visitor is in it; `None` when she is not enrolled.
        pub role: Option<CourseRole>,
    }
}

/// The columns of [`Course`], from `course c` left-joined with the visitor's `enrolment e`.
const COLUMNS: &str = "c.id, c.academy_id, c.number, c.kind, c.stage, c.hidden, c.title, c.summary, c.starts_on, c.ends_on, \
     c.minutes_on_site, c.minutes_at_distance, c.picture_id, c.by_section, e.role";

impl Named for Course {
    const NAME: &'static str = "course";
}

impl Course {
    /// Whether everybody may know of it: a session, open or archived, that is not hidden.
    pub fn is_visible(&self) -> bool {
        self.kind == CourseKind::Session && !self.hidden && matches!(self.stage, Stage::Running | Stage::Archived)
    }

    /// Whether it is a parcours that other trainers may look at and copy, once it is offered.
    pub fn is_on_show(&self) -> bool {
        self.kind == CourseKind::Parcours && self.stage == Stage::Demonstration && !self.hidden
    }

    /// Whether participants may read it on this day (`YYYY-MM-DD`).
    pub fn has_opened(&self, today: &str) -> bool {
        self.stage != Stage::Preparing && self.starts_on.as_deref().is_none_or(|day| day <= today)
    }

    /// Whether its last day is past, or it was closed.
    pub fn is_over(&self, today: &str) -> bool {
        self.stage == Stage::Archived || self.ends_on.as_deref().is_some_and(|day| day < today)
    }

    /// Whether anybody may still do something in it: it is neither closed nor thrown away.
    pub fn is_open(&self) -> bool {
        !matches!(self.stage, Stage::Archived | Stage::Trashed)
    }

    /// Whether people can be enrolled in it: it is neither closed nor thrown away.
    pub fn takes_enrolments(&self) -> bool {
        self.kind.takes_participants() && matches!(self.stage, Stage::Preparing | Stage::Running)
    }

    /// Its address, below its académie.
    pub fn path(&self) -> String {
        format!("/courses/{}", self.number)
    }
}

/// Reads a number as it stands in an address: digits without a sign or leading zeros, so that a course has one address.
pub fn number(text: &str) -> Option<i64> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0');
    if plain { text.parse().ok() } else { None }
}

/// The course of a number, as this person meets it (0 for nobody), with her role in the same query.
async fn load(db: &Db, academy_id: i64, number: i64, person_id: i64) -> db::Result<Option<Course>> {
    db.maybe(
        &format!(
            "select {COLUMNS} from course c
               left join enrolment e on e.academy_id = c.academy_id and e.course_id = c.id and e.person_id = $3
              where c.academy_id = $1 and c.number = $2"
        ),
        &db::args![academy_id, number, person_id],
    )
    .await
}

/// The course of a number whatever its state, met by nobody: for commands that change it.
///
/// # Errors
/// When the database fails.
pub async fn find(tx: &Tx, academy_id: i64, number: i64) -> db::Result<Option<Course>> {
    tx.maybe(
        &format!(
            "select {COLUMNS} from course c left join enrolment e on e.course_id = c.id and e.person_id = 0
              where c.academy_id = $1 and c.number = $2"
        ),
        &db::args![academy_id, number],
    )
    .await
}

/// A course for the tests of rules: a running, visible session without dates.
#[cfg(test)]
pub(crate) fn sample() -> Course {
    Course {
        id: 1,
        academy_id: 1,
        number: 2636,
        kind: CourseKind::Session,
        stage: Stage::Running,
        hidden: false,
        title: "Session Essai parcours 2".into(),
        summary: String::new(),
        starts_on: None,
        ends_on: None,
        minutes_on_site: 0,
        minutes_at_distance: 180,
        picture_id: None,
        by_section: false,
        role: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_one_spelling() {
        assert_eq!(number("2636"), Some(2636));
        for text in ["", "0", "02636", "+2636", "-1", " 2636", "2636x", "9223372036854775808", "99999999999999999999", "²"] {
            assert_eq!(number(text), None, "{text:?}");
        }
    }

    #[test]
    fn only_open_sessions_are_visible_to_all() {
        assert!(sample().is_visible());
        assert!(Course { stage: Stage::Archived, ..sample() }.is_visible());
        assert!(!Course { hidden: true, ..sample() }.is_visible());
        for stage in [Stage::Trashed, Stage::Preparing, Stage::Building] {
            assert!(!Course { stage, ..sample() }.is_visible());
        }
        for kind in [CourseKind::Parcours, CourseKind::Template, CourseKind::Space] {
            assert!(!Course { kind, ..sample() }.is_visible());
        }
    }

    #[test]
    fn a_session_opens_on_its_first_day_and_is_over_after_its_last() {
        let course = Course { starts_on: Some("2026-10-05".into()), ends_on: Some("2026-12-18".into()), ..sample() };
        assert!(!course.has_opened("2026-10-04") && course.has_opened("2026-10-05"));
        assert!(!course.is_over("2026-12-18") && course.is_over("2026-12-19"));
        assert!(!Course { stage: Stage::Preparing, ..sample() }.has_opened("2026-10-05"));
        assert!(Course { stage: Stage::Archived, ..sample() }.is_over("2026-10-05"));
    }
}
