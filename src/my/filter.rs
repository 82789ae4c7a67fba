//! Which of somebody's courses a filter shows.

use super::list::Mine;
use crate::access::CourseRole;
use crate::courses::{CourseKind, Stage};

db::text_enum! {
    /// A filter of « Mes parcours ». The order is that of the page.
    pub enum Filter {
        /// Tous mes parcours.
        All = "all",
        /// Se former.
        Learn = "learn",
        /// Former.
        Train = "train",
        /// Concevoir.
        Design = "design",
        /// Mes espaces collaboratifs.
        Spaces = "spaces",
        /// Mes parcours en démonstration.
        Demonstration = "demonstration",
        /// Mes favoris.
        Favourites = "favourites",
        /// Mes parcours archivés.
        Archived = "archived",
    }
}

impl Filter {
    /// The key of its name.
    pub fn word(self) -> &'static str {
        match self {
            Filter::All => "my-filter-all",
            Filter::Learn => "my-filter-learn",
            Filter::Train => "my-filter-train",
            Filter::Design => "my-filter-design",
            Filter::Spaces => "my-filter-spaces",
            Filter::Demonstration => "my-filter-demonstration",
            Filter::Favourites => "my-filter-favourites",
            Filter::Archived => "my-filter-archived",
        }
    }

    /// Whether it shows a course.
    pub fn shows(self, course: &Mine) -> bool {
        let teaches = course.role != CourseRole::Participant;
        match self {
            Filter::All => true,
            Filter::Learn => course.kind == CourseKind::Session && !teaches,
            Filter::Train => course.kind == CourseKind::Session && teaches,
            Filter::Design => matches!(course.kind, CourseKind::Parcours | CourseKind::Template),
            Filter::Spaces => course.kind == CourseKind::Space,
            Filter::Demonstration => course.stage == Stage::Demonstration,
            Filter::Favourites => course.favourite,
            Filter::Archived => course.stage == Stage::Archived,
        }
    }
}

/// A filter as the page offers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offered {
    /// Which.
    pub filter: Filter,
    /// How many courses it shows.
    pub count: usize,
}

/// The filters that have something in them; none when they would not tell her courses apart.
pub fn offered(courses: &[Mine]) -> Vec<Offered> {
    let count = |filter: Filter| courses.iter().filter(|course| filter.shows(course)).count();
    let offered: Vec<Offered> =
        Filter::ALL.iter().map(|filter| Offered { filter: *filter, count: count(*filter) }).filter(|offered| offered.count > 0).collect();
    if offered.iter().any(|offered| offered.count < courses.len()) { offered } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::super::list::sample;
    use super::*;

    #[test]
    fn a_filter_is_offered_when_it_tells_something() {
        let session = |id| sample(id, "Une session", None);
        assert_eq!(offered(&[]), []);
        assert_eq!(offered(&[session(1), session(2)]), [], "all of one sort");
        let courses = [
            session(1),
            Mine { role: CourseRole::Formateur, favourite: true, ..session(2) },
            Mine { kind: CourseKind::Space, ..session(3) },
            Mine { kind: CourseKind::Parcours, role: CourseRole::Concepteur, ..session(4) },
            Mine { stage: Stage::Archived, ..session(5) },
        ];
        let shape: Vec<(Filter, usize)> = offered(&courses).into_iter().map(|offered| (offered.filter, offered.count)).collect();
        let expected = [
            (Filter::All, 5),
            (Filter::Learn, 2),
            (Filter::Train, 1),
            (Filter::Design, 1),
            (Filter::Spaces, 1),
            (Filter::Favourites, 1),
            (Filter::Archived, 1),
        ];
        assert_eq!(shape, expected);
    }
}
