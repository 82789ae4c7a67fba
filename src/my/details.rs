//! « Voir les détails »: what one of her courses is, before she opens it. The script shows the same page in a dialog.
//!
//! | GET /my/details/{number} | a course of this académie in which she is |

use web::{Answer, Message, Problem, filters};

use crate::access::CourseRole;
use crate::clock::printed_day;
use crate::courses::{self, CourseNumber, Stage, facts, people};
use crate::indexing::{Field, Sheet};
use crate::shell::cover;
use crate::visit::{Member, OrProblem};

web::view! { "my/details.html" =>
    struct Details {
        /// Its own picture.
        cover: Option<String>,
        title: String,
        summary: String,
        objectives: String,
        rhythm: String,
        academy: String,
        dates: Option<Message>,
        length: Option<Message>,
        role: Option<&'static str>,
        trainers: Vec<String>,
        /// What she has not read yet, and where it is.
        unread: Option<(String, Message)>,
        /// When it opens, for somebody who must wait.
        upcoming: Option<Message>,
        /// Whether she joined by herself, and may leave.
        may_leave: bool,
        /// The course itself.
        path: String,
    }
}

db::row! {
    struct Described {
        id: i64,
        stage: Stage,
        title: String,
        summary: String,
        starts_on: Option<String>,
        ends_on: Option<String>,
        minutes_on_site: i64,
        minutes_at_distance: i64,
        role: CourseRole,
        by_herself: Option<bool>,
        picture_id: Option<i64>,
    }
}

/// The page.
///
/// # Errors
/// [`Problem::NotFound`] when she is in no such course, or it is kept from her; else when the database fails.
pub async fn show(member: Member, CourseNumber(number): CourseNumber) -> Answer {
    let course: Option<Described> = member
        .app
        .db
        .maybe(
            "select c.id, c.stage, c.title, c.summary, c.starts_on, c.ends_on, c.minutes_on_site, c.minutes_at_distance, e.role, e.by_herself,
                    c.picture_id
               from course c join enrolment e on e.academy_id = c.academy_id and e.course_id = c.id and e.person_id = $3
              where c.academy_id = $1 and c.number = $2
                and (e.role <> 'participant' or (c.hidden = false and c.stage <> 'trashed'))",
            &db::args![member.academy.id, number, member.person().id],
        )
        .await
        .or_problem()?;
    let course = course.ok_or(Problem::NotFound)?;
    let sheet = Sheet::of(&member.app.db, member.academy.id, course.id).await.or_problem()?;
    let path = format!("/courses/{number}");
    let upcoming = upcoming(&course, &member.today());
    let unread = courses::unread(&member).await?.get(&course.id).copied();
    let unread = unread.filter(|_| upcoming.is_none() && course.stage != Stage::Archived);
    let view = Details {
        cover: course.picture_id.map(|_| cover::of(course.id, "", &member.scene.base, number, course.picture_id)),
        objectives: sheet.get(Field::Objectives).to_owned(),
        rhythm: sheet.get(Field::Rhythm).to_owned(),
        trainers: people::trainers(&member.app.db, member.academy.id, course.id).await.or_problem()?,
        academy: member.academy.full_name.clone(),
        dates: facts::dates(course.starts_on.as_deref(), course.ends_on.as_deref()),
        length: facts::length(course.minutes_on_site, course.minutes_at_distance),
        role: facts::role_word(Some(course.role)),
        unread: unread.map(|new| (format!("{path}{}", new.below()), new.say())),
        upcoming,
        may_leave: course.by_herself == Some(true) && course.role == CourseRole::Participant,
        path,
        title: course.title,
        summary: course.summary,
    };
    member.page(Message::new("shell-given").with("text", &view.title), &view)
}

/// What somebody who does not teach reads in the place of the way in, as long as it is not open.
fn upcoming(course: &Described, today: &str) -> Option<Message> {
    if course.role.teaches() {
        return None;
    }
    match &course.starts_on {
        Some(day) if day.as_str() > today => Some(Message::new("course-later-on").with("day", printed_day(day))),
        _ => (course.stage == Stage::Preparing).then(|| Message::new("course-later-soon")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_must_wait_is_told_until_when() {
        let course = |role, stage, starts_on: Option<&str>| Described {
            id: 1,
            stage,
            title: String::new(),
            summary: String::new(),
            starts_on: starts_on.map(str::to_owned),
            ends_on: None,
            minutes_on_site: 0,
            minutes_at_distance: 0,
            role,
            by_herself: None,
            picture_id: None,
        };
        let today = "2026-11-25";
        let waits = |role, stage, day| upcoming(&course(role, stage, day), today).map(|message| message.key());
        assert_eq!(waits(CourseRole::Participant, Stage::Running, Some("2026-11-26")), Some("course-later-on"));
        assert_eq!(waits(CourseRole::Participant, Stage::Running, Some(today)), None);
        assert_eq!(waits(CourseRole::Participant, Stage::Preparing, None), Some("course-later-soon"));
        assert_eq!(waits(CourseRole::Formateur, Stage::Preparing, Some("2027-01-01")), None);
    }
}
