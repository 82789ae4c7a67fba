//! « Événements à venir »: the first and last days of her courses; and the plain agenda of all of them.
//!
//! | GET /calendar | every day to come, of whatever académie |

use web::{Answer, Message, filters};

use super::list::{Mine, mine};
use crate::clock::{day_in, printed_day};
use crate::courses::Stage;
use crate::visit::{Member, OrProblem};

/// A day on which a course of hers begins or ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// `YYYY-MM-DD`, in the académie of the course.
    pub day: String,
    /// What happens then, with the day as it is printed.
    pub what: Message,
    /// The course.
    pub title: String,
    /// Its address.
    pub address: String,
}

web::view! { "my/agenda.html" =>
    struct Agenda {
        events: Vec<Event>,
    }
}

/// The days to come, the soonest first; so many at most.
pub fn upcoming(courses: &[Mine], now: i64, most: usize) -> Vec<Event> {
    let mut days = Vec::new();
    for course in courses.iter().filter(|course| matches!(course.stage, Stage::Running | Stage::Preparing)) {
        let today = day_in(&course.time_zone, now);
        for (day, word) in [(&course.starts_on, "my-event-starts"), (&course.ends_on, "my-event-ends")] {
            if let Some(day) = day.as_ref().filter(|day| day.as_str() >= today.as_str()) {
                days.push((day, &course.title, word, course));
            }
        }
    }
    days.sort_by_key(|(day, title, ..)| (*day, *title));
    let event = |(day, title, word, course): (&String, &String, &'static str, &Mine)| Event {
        what: Message::new(word).with("day", printed_day(day)),
        day: day.clone(),
        title: title.clone(),
        address: format!("/{}/courses/{}", course.slug, course.number),
    };
    days.into_iter().take(most).map(event).collect()
}

/// The agenda.
///
/// # Errors
/// When the database fails.
pub async fn show(member: Member) -> Answer {
    let courses = mine(&member).await.or_problem()?;
    member.page("my-agenda", &Agenda { events: upcoming(&courses, member.now, usize::MAX) })
}

#[cfg(test)]
mod tests {
    use super::super::list::sample;
    use super::*;

    /// 2026-11-24 12:00 UTC.
    const NOW: i64 = 1_795_521_600_000_000;

    #[test]
    fn only_days_to_come_of_what_is_alive() {
        let dated = |id, starts: &str, ends: &str| Mine { ends_on: Some(ends.into()), ..sample(id, &format!("Cours {id}"), Some(starts)) };
        let courses = [
            dated(1, "2026-11-24", "2027-01-01"),
            dated(2, "2026-11-23", "2026-11-25"),
            Mine { stage: Stage::Archived, ..dated(3, "2027-01-01", "2027-02-01") },
            sample(4, "Sans dates", None),
        ];
        let days: Vec<(String, String)> = upcoming(&courses, NOW, 9).into_iter().map(|event| (event.day, event.title)).collect();
        let expected = [("2026-11-24", "Cours 1"), ("2026-11-25", "Cours 2"), ("2027-01-01", "Cours 1")];
        assert_eq!(days, expected.map(|(day, title)| (day.to_owned(), title.to_owned())));
    }
}
