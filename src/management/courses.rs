//! Every course of an académie, whatever its stage, the bin included.
//!
//! | GET /manage/courses?q=…&stage=…&page=… | by words of the title or by number; the newest first |

use web::{Answer, Problem, filters};

use super::{PAGE, page_number};
use crate::academies::Academy;
use crate::access::{Allowed, Manage};
use crate::courses::{Stage, facts};
use crate::plain::anywhere;
use crate::visit::{Member, OrProblem};

web::view! { "management/courses.html" =>
    struct Courses {
        words: String,
        /// The stage chosen; empty for all.
        stage: String,
        stages: Vec<(&'static str, &'static str)>,
        courses: Vec<Line>,
        page: i64,
        before: String,
        after: String,
    }
}

/// A course as the list shows it.
struct Line {
    number: i64,
    title: String,
    badges: Vec<&'static str>,
    participants: i64,
}

db::row! {
    struct Found {
        number: i64,
        title: String,
        stage: Stage,
        hidden: bool,
        participants: i64,
        listed: bool,
    }
}

/// The page.
///
/// # Errors
/// [`Problem::NotFound`] for a page that is no number; else when the database fails.
pub async fn show(academy: Allowed<Academy, Manage>, member: Member) -> Answer {
    let mut asked = member.query();
    let page = page_number(asked.value("page")).ok_or(Problem::NotFound)?;
    let words = asked.line("q", 100);
    let stage: Option<Stage> = asked.value("stage").parse().ok();
    let number: i64 = words.parse().unwrap_or(0);
    let mut found: Vec<Found> = member
        .app
        .db
        .all(
            "select c.number, c.title, c.stage, c.hidden, coalesce(o.listed, false) as listed,
                    (select count(*) from enrolment e where e.course_id = c.id and e.role = 'participant') as participants
               from course c left join offer o on o.course_id = c.id
              where c.academy_id = $1 and (c.number = $2 or lower(c.title) like lower($3) escape '\\')
                and ($4 = '' or c.stage = $4)
              order by c.number desc limit $5 offset $6",
            &db::args![academy.id, number, anywhere(&words), stage.map_or("", Stage::as_str), PAGE + 1, (page - 1) * PAGE],
        )
        .await
        .or_problem()?;
    let most = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let more = found.len() > most;
    found.truncate(most);
    let address = |page: i64| {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.append_pair("q", &words).append_pair("stage", stage.map_or("", Stage::as_str)).append_pair("page", &page.to_string());
        member.url(&format!("/manage/courses?{}", query.finish()))
    };
    let view = Courses {
        stage: stage.map_or("", Stage::as_str).to_owned(),
        stages: Stage::ALL.iter().map(|stage| (stage.as_str(), stage_word(*stage))).collect(),
        courses: found.into_iter().map(line).collect(),
        page,
        before: if page > 1 { address(page - 1) } else { String::new() },
        after: if more { address(page + 1) } else { String::new() },
        words,
    };
    member.wide_page("management-courses", &view)
}

fn stage_word(stage: Stage) -> &'static str {
    facts::stage_word(stage).unwrap_or("lifecycle-stage-running")
}

fn line(found: Found) -> Line {
    let badges = [Some(stage_word(found.stage)), found.hidden.then_some("course-hidden"), found.listed.then_some("lifecycle-listed")];
    Line { number: found.number, title: found.title, badges: badges.into_iter().flatten().collect(), participants: found.participants }
}
