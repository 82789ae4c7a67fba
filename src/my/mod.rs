//! « Mes parcours »: everything somebody is enrolled in, in all académies.
//!
//! | GET /my | cards; those to come first, soonest first, then the others by title |

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use web::{Answer, Message, filters};

use crate::access::CourseRole;
use crate::clock::{day_in, printed_day};
use crate::courses::{Stage, facts};
use crate::shell::cover;
use crate::visit::{Member, OrProblem, Routes};

/// The words of this page.
pub const WORDS: web::Source = web::Source { feature: "my", french: include_str!("fr.ftl"), english: include_str!("en.ftl") };

/// The address of this page.
pub fn routes() -> Routes {
    Routes::of("my").get("/my", show)
}

web::view! { "my/my.html" =>
    struct MyCourses {
        cards: Vec<Card>,
    }
}

db::row! {
    struct Mine {
        id: i64,
        number: i64,
        stage: Stage,
        hidden: bool,
        title: String,
        starts_on: Option<String>,
        ends_on: Option<String>,
        role: CourseRole,
        slug: String,
        academy: String,
        time_zone: String,
    }
}

/// One course.
struct Card {
    cover: String,
    /// Whole, as each stands in its own académie.
    address: String,
    title: String,
    academy: String,
    dates: Option<Message>,
    /// « Ouvre le 12/10/2026 », or that it is being prepared; nothing once it is open.
    upcoming: Option<Message>,
    /// Her role and the course's state, where there is something to say.
    badges: Vec<&'static str>,
}

/// The page.
///
/// # Errors
/// When the database fails.
pub async fn show(member: Member) -> Answer {
    let mut courses = mine(&member).await.or_problem()?;
    courses.sort_by_cached_key(|course| rank(course, member.now));
    let cards = courses.into_iter().map(|course| card(course, member.now)).collect();
    member.wide_page("my-title", &MyCourses { cards })
}

/// What she is enrolled in, but for académies that suspended her; participants are not shown what is hidden or thrown away.
async fn mine(member: &Member) -> db::Result<Vec<Mine>> {
    member
        .app
        .db
        .all(
            "select c.id, c.number, c.stage, c.hidden, c.title, c.starts_on, c.ends_on, e.role, a.slug, a.full_name as academy, a.time_zone
               from enrolment e
               join course c on c.id = e.course_id and c.academy_id = e.academy_id
               join academy a on a.id = e.academy_id
              where e.person_id = $1
                and (e.role <> 'participant' or (c.hidden = false and c.stage <> 'trashed'))
                and not exists (select 1 from membership m
                                 where m.academy_id = e.academy_id and m.person_id = $1 and m.state = 'suspended')",
            &db::args![member.person().id],
        )
        .await
}

/// Whether participants must still wait for it.
fn is_upcoming(course: &Mine, now: i64) -> bool {
    let begins_later = course.starts_on.as_deref().is_some_and(|day| day > day_in(&course.time_zone, now).as_str());
    course.stage == Stage::Preparing || (course.stage == Stage::Running && begins_later)
}

/// Sorts: those to come by their first day (undated ones last of them), then the others, each by title as a reader sorts it.
fn rank(course: &Mine, now: i64) -> (bool, bool, String, String, i64) {
    let upcoming = is_upcoming(course, now);
    let day = if upcoming { course.starts_on.clone() } else { None };
    (!upcoming, day.is_none(), day.unwrap_or_default(), plain(&course.title), course.id)
}

/// A title without capitals and accents.
fn plain(title: &str) -> String {
    title.nfd().filter(|character| !is_combining_mark(*character)).flat_map(char::to_lowercase).collect()
}

fn card(course: Mine, now: i64) -> Card {
    let upcoming = is_upcoming(&course, now).then(|| match &course.starts_on {
        Some(day) => Message::new("my-opens-on").with("day", printed_day(day)),
        None => Message::new("course-stage-preparing"),
    });
    // « Session à venir » says it already.
    let stage = if course.stage == Stage::Preparing { None } else { facts::stage_word(course.stage) };
    let badges = [facts::role_word(Some(course.role)), stage, course.hidden.then_some("course-hidden")];
    Card {
        cover: cover::svg(course.id, ""),
        address: format!("/{}/courses/{}", course.slug, course.number),
        dates: facts::dates(course.starts_on.as_deref(), course.ends_on.as_deref()),
        badges: badges.into_iter().flatten().collect(),
        title: course.title,
        academy: course.academy,
        upcoming,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-11-24 12:00 UTC.
    const NOW: i64 = 1_795_521_600_000_000;

    fn course(id: i64, title: &str, starts_on: Option<&str>) -> Mine {
        Mine {
            id,
            number: 2600 + id,
            stage: Stage::Running,
            hidden: false,
            title: title.into(),
            starts_on: starts_on.map(str::to_owned),
            ends_on: None,
            role: CourseRole::Participant,
            slug: "ac-besancon".into(),
            academy: "Académie de Besançon".into(),
            time_zone: "Europe/Paris".into(),
        }
    }

    #[test]
    fn those_to_come_stand_first() {
        let mut courses = [
            course(1, "zèbres", None),
            course(2, "Évaluer", Some("2016-11-20")),
            course(3, "Plus tard", Some("2027-02-01")),
            course(4, "Bientôt", Some("2026-11-25")),
            Mine { stage: Stage::Preparing, ..course(5, "Un jour", None) },
            course(6, "Aujourd'hui", Some("2026-11-24")),
            Mine { stage: Stage::Archived, ..course(7, "fini", Some("2027-01-01")) },
        ];
        courses.sort_by_cached_key(|course| rank(course, NOW));
        let order: Vec<i64> = courses.iter().map(|course| course.id).collect();
        assert_eq!(order, [4, 3, 5, 6, 2, 7, 1]);
    }

    #[test]
    fn the_day_is_that_of_the_academie() {
        // At noon UTC it is already the next day in Nouméa's afternoon plus an hour, and still the same in Paris.
        let late = NOW + 2 * crate::clock::HOUR;
        let there = Mine { time_zone: "Pacific/Noumea".into(), ..course(1, "a", Some("2026-11-25")) };
        assert!(!is_upcoming(&there, late));
        assert!(is_upcoming(&course(1, "a", Some("2026-11-25")), late));
    }

    #[test]
    fn a_card_leads_to_its_own_academie() {
        let shown =
            card(Mine { role: CourseRole::Formateur, hidden: true, slug: "ac-dijon".into(), ..course(36, "a", Some("2026-12-01")) }, NOW);
        assert_eq!(shown.address, "/ac-dijon/courses/2636");
        assert_eq!(shown.badges, ["course-role-formateur", "course-hidden"]);
        assert_eq!(shown.upcoming, Some(Message::new("my-opens-on").with("day", "01/12/2026")));
        assert_eq!(card(course(1, "a", None), NOW).upcoming, None);
    }
}
