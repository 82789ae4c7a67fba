//! Activities: what a course is made of, one folder a kind.
//!
//! The course owns title, place and visibility of an activity; its kind owns the content. A kind is an [`Activity`] in a folder of its own
//! and one line in `features::KINDS`. It knows nothing of other kinds. The course's pages ask it, after they found that the visitor may see
//! the course, and hand it only the activities that are not hidden from her; addresses of its own (`routes`) ask for the same proof.

pub mod book;
pub mod choice;
pub mod copying;
pub mod file;
pub mod folder;
pub mod forum;
pub mod label;
pub mod milestone;
pub mod page;
pub mod paper;
pub mod url;
pub mod video;

use std::future::Future;
use std::pin::Pin;

use db::Tx;
use web::{Filled, Problem, Scene};

use crate::access::CourseRole;
use crate::editor::{Text, Under, files_in};
use crate::files::Family;
use crate::files::stored::Stored;
use crate::visit::{Member, Routes};

pub use copying::Copying;
pub use paper::Piece;

/// The words that several kinds share.
pub const WORDS: web::Source = web::Source { feature: "activities", french: include_str!("fr.ftl"), english: include_str!("en.ftl") };

/// Every kind there is, in the order in which they are offered.
#[derive(Clone, Copy)]
pub struct Kinds(pub &'static [&'static dyn Activity]);

impl Kinds {
    /// The kind stored under this name; `None` for one that this release does not know, which is then not shown.
    pub fn of(self, name: &str) -> Option<&'static dyn Activity> {
        self.0.iter().copied().find(|kind| kind.kind() == name)
    }
}

/// Something that takes a moment.
pub type Later<'a, T> = Pin<Box<dyn Future<Output = Result<T, Problem>> + Send + 'a>>;

/// The same where nobody waits for a page.
pub type Moved<'a> = Pin<Box<dyn Future<Output = db::Result<()>> + Send + 'a>>;

/// The course that is being read, and by whom. Made by the course's pages only.
#[derive(Clone, Copy)]
pub struct Scope<'a> {
    /// Who reads: her database, her language.
    pub member: &'a Member,
    /// Every query names it.
    pub academy_id: i64,
    /// The course.
    pub course_id: i64,
    /// Its number, which its address is made of.
    pub course_number: i64,
    /// What she is in it; nothing for whoever only looks at it.
    pub role: Option<CourseRole>,
    /// Whether notes to trainers are for this visitor.
    pub teaches: bool,
    /// Whether this visitor writes it, as it stands now.
    pub writes: bool,
    /// Whether anybody may still do something in it: it is neither closed nor thrown away.
    pub open: bool,
}

impl Scope<'_> {
    /// The address of one of the course's activities, below the académie.
    pub fn path_of(&self, activity_id: i64) -> String {
        format!("/courses/{}/activities/{activity_id}", self.course_number)
    }

    /// Whether this visitor may do something in the course, besides reading.
    pub fn takes_part(&self) -> bool {
        self.open && (self.role.is_some() || self.teaches)
    }
}

db::text_enum! {
    /// How an activity is finished.
    pub enum Completion {
        /// By being seen: nothing to press.
        Seen = "seen",
        /// By hand.
        Hand = "hand",
        /// By doing what its kind asks for: an answer, a message.
        Deed = "deed",
        /// It does not count.
        Nothing = "none",
    }
}

db::row! {
    /// An activity in its place.
    pub struct Placed {
        pub id: i64,
        pub section_id: i64,
        /// One of `features::KINDS`, or of a newer release's.
        pub kind: String,
        pub title: String,
        /// Kept from participants.
        pub hidden: bool,
        pub completion: Completion,
    }
}

/// What the course page shows of an activity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Summary {
    /// The whole of it, rendered, under its section's `h2`.
    Inline(String),
    /// Its title, leading to its own page.
    Link,
    /// The same, with a word about what is new there for this visitor.
    Noted(web::Message),
    /// The same, and something of it that is to be read above the course: of several, the course shows the one that was written last.
    Announced {
        /// What is new there for this visitor, if anything is.
        note: Option<web::Message>,
        /// When it was written (microseconds UTC).
        at: i64,
        /// Rendered, under an `h2`.
        html: String,
    },
}

/// What somebody has not read yet in an activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unread {
    /// The course.
    pub course_id: i64,
    /// The activity.
    pub activity_id: i64,
    /// How much of it.
    pub count: i64,
}

/// A kind of activity.
pub trait Activity: Sync {
    /// Its name in the database.
    fn kind(&self) -> &'static str;

    /// The key of the word that names it to people.
    fn name(&self) -> &'static str;

    /// The key of the sentence that says what it is for.
    fn purpose(&self) -> &'static str;

    /// Its drawing: an `<svg class="icon">`.
    fn icon(&self) -> &'static str;

    /// Its words.
    fn words(&self) -> web::Source;

    /// Addresses of its own, below `/courses/{number}/activities/{id}/`: what is done there, besides reading.
    fn routes(&self) -> Routes {
        Routes::of("activities")
    }

    /// Whether each has a page of its own; else it stands in the course page.
    fn has_page(&self) -> bool {
        true
    }

    /// Whether it cannot do without a title.
    fn needs_title(&self) -> bool {
        self.has_page()
    }

    /// How one is finished unless its author says otherwise. Of one without a page of its own nothing else can be said; by hand is where it
    /// stands then, in the course page.
    fn completion(&self) -> Completion {
        if self.has_page() { Completion::Seen } else { Completion::Nothing }
    }

    /// The key of what finishes it by [`Completion::Deed`] (« Quand elle a répondu »); nothing when there is nothing to do in it.
    fn deed(&self) -> Option<&'static str> {
        None
    }

    /// What the course page shows of these activities, all of this kind and of one course: one query however many they are; none, where each leads
    /// to its page.
    /// One without a summary is not for this visitor. They may be locked for her: the course then shows their titles only.
    fn summaries<'a>(&'a self, _: Scope<'a>, activities: &'a [&'a Placed]) -> Later<'a, Vec<(i64, Summary)>> {
        Box::pin(async move { Ok(activities.iter().map(|placed| (placed.id, Summary::Link)).collect()) })
    }

    /// What is new for this person in the activities of this kind, in all the courses she is in: of those that are open to her, and where something
    /// is. One query however many they are; none for a kind in which nothing new appears.
    fn unread<'a>(&'a self, _: &'a Member) -> Later<'a, Vec<Unread>> {
        Box::pin(async { Ok(Vec::new()) })
    }

    /// What there is to read on paper of those of a course ($2 of académie $1): a query of [`Piece`]s, which is asked together with those of
    /// every other kind. Nothing where a sheet shows the title alone, or all of it stands in the course page.
    fn pieces(&self) -> Option<&'static str> {
        None
    }

    /// One on paper, under its `h3`, rendered: all that its query gave of it, in order.
    ///
    /// # Errors
    /// When a template fails, which none of ours does.
    fn on_paper(&self, _: &Scene, _: &[Piece]) -> Result<String, Problem> {
        Ok(String::new())
    }

    /// What stands on the activity's own page under its `h1`, rendered. `None` when it has none for this visitor.
    fn page<'a>(&'a self, scope: Scope<'a>, activity: &'a Placed) -> Later<'a, Option<String>>;

    /// Which files its form takes, in the fields `file` (those there are, by their ids) and `brought` (new ones).
    fn takes(&self) -> &'static [Family] {
        &[]
    }

    /// Whether it takes several of them.
    fn takes_several(&self) -> bool {
        false
    }

    /// The fields of its form besides the title, rendered with what was typed or stored. `files`: what may be chosen, those that the form names first.
    ///
    /// # Errors
    /// When a template fails, which none of ours does.
    fn fields(&self, scene: &Scene, form: &Filled, files: &[Stored]) -> Result<String, Problem>;

    /// What a form that was checked would show, rendered.
    ///
    /// # Errors
    /// As [`Activity::fields`].
    fn preview(&self, scene: &Scene, form: &Filled, files: &[Stored]) -> Result<String, Problem>;

    /// The files that a checked form uses: those of its own, and those of the course (its whole path) that its text shows.
    fn files(&self, form: &Filled, course: &str) -> Vec<i64> {
        files_in(&Text::of(&mut form.clone()).shown(Under::Page), course)
    }

    /// Whether what a form says is for those who teach only, and its files with it.
    fn is_for_trainers(&self, _: &Filled) -> bool {
        false
    }

    /// Finds in a form what is to be put right. The course's title field is not its own.
    fn check(&self, form: &mut Filled);

    /// What is stored of one, as the fields of its form.
    fn stored<'a>(&'a self, scope: Scope<'a>, activity_id: i64) -> Later<'a, Vec<(String, String)>>;

    /// Stores what a form says that was checked.
    fn save<'a>(&'a self, tx: &'a Tx, academy_id: i64, activity_id: i64, form: &'a Filled) -> Later<'a, ()>;

    /// Gives the activities of this kind that are being copied the content of what they are copies of (`activity.copy_of`), and leads the
    /// links in it to the copy: as many statements for one as for five hundred, but for texts that hold such a link. See [`Copying`].
    fn copy<'a>(&'a self, tx: &'a Tx, copying: &'a Copying) -> Later<'a, ()>;

    /// Deletes the content of one that is thrown away for good, with what people did in it.
    fn forget<'a>(&'a self, tx: &'a Tx, academy_id: i64, activity_id: i64) -> Later<'a, ()>;

    /// Two accounts become one: what the one who goes did in activities of this kind is, everywhere, what the one who stays did.
    fn merge<'a>(&'a self, _tx: &'a Tx, _gone: i64, _kept: i64) -> Moved<'a> {
        Box::pin(async { Ok(()) })
    }
}
