//! Activities: what a course is made of, one folder a kind.
//!
//! The course owns title, place and visibility of an activity; its kind owns the content. A kind is an [`Activity`] and one line
//! in [`KINDS`]. It knows nothing of courses and of other kinds; the course's pages ask it, after they found that the visitor
//! may see the course, and hand it only the activities that are not hidden from her.

mod body;
pub mod label;
pub mod page;
pub mod text;

use std::future::Future;
use std::pin::Pin;

use db::{Db, Tx};
use web::{Filled, Problem, Scene};

pub use body::{Under, clean_html};

/// The words of every kind.
pub const WORDS: web::Source = web::Source {
    feature: "activities",
    french: concat!(include_str!("fr.ftl"), include_str!("label/fr.ftl"), include_str!("page/fr.ftl")),
    english: concat!(include_str!("en.ftl"), include_str!("label/en.ftl"), include_str!("page/en.ftl")),
};

/// Every kind there is.
pub const KINDS: &[&dyn Activity] = &[&label::Label, &page::Page];

/// The kind stored under this name; `None` for one that this release does not know, which is then not shown.
pub fn of_kind(name: &str) -> Option<&'static dyn Activity> {
    KINDS.iter().copied().find(|kind| kind.kind() == name)
}

/// Something that takes a moment.
pub type Later<'a, T> = Pin<Box<dyn Future<Output = Result<T, Problem>> + Send + 'a>>;

/// The course that is being read, and by whom. Made by the course's pages only.
#[derive(Clone, Copy)]
pub struct Scope<'a> {
    /// Where content is read.
    pub db: &'a Db,
    /// Where it is rendered.
    pub scene: &'a Scene,
    /// Every query names it.
    pub academy_id: i64,
    /// The course.
    pub course_id: i64,
    /// Whether notes to trainers are for this visitor.
    pub teaches: bool,
}

db::text_enum! {
    /// How an activity is finished.
    pub enum Completion {
        /// By being seen: nothing to press.
        Seen = "seen",
        /// By hand.
        Hand = "hand",
        /// It does not count.
        Nothing = "none",
    }
}

db::row! {
    /// An activity in its place.
    pub struct Placed {
        pub id: i64,
        pub section_id: i64,
        /// One of [`KINDS`], or of a newer release's.
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

    /// Whether each has a page of its own.
    fn has_page(&self) -> bool;

    /// What the course page shows of these activities, all of this kind and of one course: one query however many they are.
    /// One without a summary is not for this visitor.
    fn summaries<'a>(&'a self, scope: Scope<'a>, activities: &'a [&'a Placed]) -> Later<'a, Vec<(i64, Summary)>>;

    /// What stands on the activity's own page under its `h1`, rendered. `None` when it has none for this visitor.
    fn page<'a>(&'a self, scope: Scope<'a>, activity: &'a Placed) -> Later<'a, Option<String>>;

    /// The fields of its form besides the title, rendered with what was typed or stored.
    ///
    /// # Errors
    /// When a template fails, which none of ours does.
    fn fields(&self, scene: &Scene, form: &Filled) -> Result<String, Problem>;

    /// What a form that was checked would show, rendered.
    ///
    /// # Errors
    /// As [`Activity::fields`].
    fn preview(&self, scene: &Scene, form: &Filled) -> Result<String, Problem>;

    /// Finds in a form what is to be put right. The course's title field is not its own.
    fn check(&self, form: &mut Filled);

    /// What is stored of one, as the fields of its form.
    fn stored<'a>(&'a self, scope: Scope<'a>, activity_id: i64) -> Later<'a, Vec<(String, String)>>;

    /// Stores what a form says that was checked.
    fn save<'a>(&'a self, tx: &'a Tx, academy_id: i64, activity_id: i64, form: &'a Filled) -> Later<'a, ()>;

    /// Gives one activity the content of another.
    fn copy<'a>(&'a self, tx: &'a Tx, academy_id: i64, from: i64, to: i64) -> Later<'a, ()>;

    /// Deletes the content of one that is thrown away for good.
    fn forget<'a>(&'a self, tx: &'a Tx, academy_id: i64, activity_id: i64) -> Later<'a, ()>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_apart() {
        for kind in KINDS {
            assert_eq!(KINDS.iter().filter(|other| other.kind() == kind.kind()).count(), 1);
            assert_eq!(of_kind(kind.kind()).map(|found| found.name()), Some(kind.name()));
            assert!(kind.icon().starts_with("<svg class=\"icon\"") && kind.icon().trim_end().ends_with("</svg>"));
        }
        assert!(of_kind("quiz").is_none());
    }
}
