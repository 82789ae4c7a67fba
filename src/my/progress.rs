//! On her list: how far she is in each course, and the activity she left.
//!
//! What is kept of her (`courses::completion`) is read with the list; only where a course changed since she was there last is it counted, in
//! one query for all of them. What participants are not followed in shows nothing, as on the course's own page.

use std::collections::HashMap;

use super::list::{Mine, is_upcoming};
use crate::access::CourseRole;
use crate::courses::completion::{self, Progress};
use crate::visit::Member;

/// How far she is, in hundredths, by the ids of courses; those in which nothing counts are left out.
///
/// # Errors
/// When the database fails.
pub async fn percents(member: &Member, courses: &[Mine]) -> db::Result<HashMap<i64, usize>> {
    let is_old = |course: &Mine| course.role == CourseRole::Participant && course.rank > 0 && !course.is_counted;
    let anew = if courses.iter().any(is_old) { completion::of_changed(&member.app.db, member.person().id).await? } else { HashMap::new() };
    let percent = |course: &Mine| Some((course.id, of(course, anew.get(&course.id).copied())?.percent()?));
    Ok(courses.iter().filter_map(percent).collect())
}

fn of(course: &Mine, anew: Option<Progress>) -> Option<Progress> {
    match course.role {
        CourseRole::Participant if course.rank == 0 => Some(Progress::counted(course.for_all, 0)),
        CourseRole::Participant if course.is_counted => Some(Progress::counted(course.counted, course.finished)),
        CourseRole::Participant => anew,
        _ => None,
    }
}

/// The activity she left in a course, where she may go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// Its whole address.
    pub address: String,
    /// As its author wrote it.
    pub title: String,
}

/// Where she goes on in a course that is open to her.
pub fn left(course: &Mine, now: i64) -> Option<Left> {
    let (id, title) = (course.left_id?, course.left_title.clone()?);
    let open = !is_upcoming(course, now) || course.role != CourseRole::Participant;
    open.then(|| Left { address: format!("/{}/courses/{}/activities/{id}", course.slug, course.number), title })
}

/// Where she goes on in the course she opened last.
pub fn last(courses: &[Mine], now: i64) -> Option<Left> {
    courses.iter().filter(|course| course.left_id.is_some()).max_by_key(|course| course.rank).and_then(|course| left(course, now))
}

#[cfg(test)]
mod tests {
    use super::super::list::sample;
    use super::*;

    /// 2026-11-24 12:00 UTC.
    const NOW: i64 = 1_795_521_600_000_000;

    #[test]
    fn what_is_kept_is_right_as_long_as_the_course_did_not_change() {
        let kept = Mine { rank: 2, is_counted: true, counted: 4, finished: 3, for_all: 9, ..sample(1, "a", None) };
        let percent = |course: &Mine, anew| of(course, anew).and_then(Progress::percent);
        assert_eq!(percent(&kept, None), Some(75));
        let changed = Mine { is_counted: false, ..kept.clone() };
        assert_eq!(percent(&changed, Some(Progress { all: 2, done: 1 })), Some(50));
        assert_eq!(percent(&changed, None), None, "nothing counts any more");
        assert_eq!(percent(&Mine { rank: 0, ..kept.clone() }, None), Some(0), "never there");
        assert_eq!(percent(&Mine { role: CourseRole::Formateur, ..kept }, None), None);
    }

    #[test]
    fn she_goes_on_where_it_is_open() {
        let there = |course: Mine| Mine { left_id: Some(7), left_title: Some("Alpha".into()), rank: 1, ..course };
        let address = |course: &Mine| left(course, NOW).map(|left| left.address);
        assert_eq!(address(&there(sample(36, "a", None))), Some("/ac-besancon/courses/2636/activities/7".into()));
        assert_eq!(address(&there(sample(36, "a", Some("2027-01-01")))), None);
        assert_eq!(address(&sample(36, "a", None)), None);
        let courses =
            [there(sample(1, "a", None)), Mine { rank: 5, ..there(sample(2, "b", None)) }, Mine { rank: 9, ..sample(3, "c", None) }];
        assert_eq!(last(&courses, NOW).map(|left| left.address), Some("/ac-besancon/courses/2602/activities/7".into()));
    }
}
