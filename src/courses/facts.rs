//! What is said of a course in a line: dates, hours, what one is in it, where it stands. Shared by every list of courses.

use web::Message;

use super::Stage;
use crate::access::CourseRole;
use crate::clock::printed_day;

/// « Début : 20/11/2016 – Fin : 16/12/2016 », or the one that is known.
pub fn dates(starts_on: Option<&str>, ends_on: Option<&str>) -> Option<Message> {
    match (starts_on, ends_on) {
        (Some(start), Some(end)) => Some(Message::new("course-dates").with("start", printed_day(start)).with("end", printed_day(end))),
        (Some(start), None) => Some(Message::new("course-starts").with("start", printed_day(start))),
        (None, Some(end)) => Some(Message::new("course-ends").with("end", printed_day(end))),
        (None, None) => None,
    }
}

/// « 3h à distance », « 2h en présence et 3h30 à distance »; nothing when no length is known.
pub fn length(minutes_on_site: i64, minutes_at_distance: i64) -> Option<Message> {
    match (minutes_on_site > 0, minutes_at_distance > 0) {
        (true, true) => {
            Some(Message::new("course-hours-both").with("site", hours(minutes_on_site)).with("distance", hours(minutes_at_distance)))
        }
        (true, false) => Some(Message::new("course-hours-site").with("hours", hours(minutes_on_site))),
        (false, true) => Some(Message::new("course-hours-distance").with("hours", hours(minutes_at_distance))),
        (false, false) => None,
    }
}

/// A number of minutes as « 3h », « 3h30 » or « 45 min ».
pub fn hours(minutes: i64) -> String {
    match (minutes / 60, minutes % 60) {
        (0, rest) => format!("{rest}\u{a0}min"),
        (hours, 0) => format!("{hours}h"),
        (hours, rest) => format!("{hours}h{rest:02}"),
    }
}

/// The word for what somebody is in a course; participants are told nothing they do not know.
pub fn role_word(role: Option<CourseRole>) -> Option<&'static str> {
    match role? {
        CourseRole::Participant => None,
        CourseRole::Tuteur => Some("course-role-tuteur"),
        CourseRole::Formateur => Some("course-role-formateur"),
        CourseRole::Concepteur => Some("course-role-concepteur"),
    }
}

/// The word for where a course stands, when that is not simply open.
pub fn stage_word(stage: Stage) -> Option<&'static str> {
    match stage {
        Stage::Running => None,
        Stage::Building => Some("course-stage-building"),
        Stage::Demonstration => Some("course-stage-demonstration"),
        Stage::Preparing => Some("course-stage-preparing"),
        Stage::Archived => Some("course-stage-archived"),
        Stage::Trashed => Some("course-stage-trashed"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_written_as_people_write_them() {
        assert_eq!(hours(180), "3h");
        assert_eq!(hours(210), "3h30");
        assert_eq!(hours(65), "1h05");
        assert_eq!(hours(45), "45\u{a0}min");
    }

    #[test]
    fn nothing_is_said_of_what_is_not_known() {
        assert_eq!(length(0, 0), None);
        assert_eq!(dates(None, None), None);
        assert_eq!(length(0, 180), Some(Message::new("course-hours-distance").with("hours", "3h")));
        assert_eq!(dates(Some("2016-11-20"), None), Some(Message::new("course-starts").with("start", "20/11/2016")));
        assert_eq!(role_word(Some(CourseRole::Participant)), None);
    }
}
