//! « Inscription libre »: whether people join a session by themselves.
//!
//! | GET  /courses/{number}/self-enrolment | closed, open, or with a key; for how many        |
//! | POST /courses/{number}/self-enrolment | saved; those who waited move up when places come |

use web::{Answer, Filled, Message, filters};

use super::join::{problem, tell_all};
use crate::access::{Allowed, Train};
use crate::courses::joining::{self, Conditions};
use crate::courses::{Course, may_edit};
use crate::events::{self, Event};
use crate::visit::{Member, OrProblem};

/// The most places that can be asked for.
const MOST: i64 = 100_000;

web::view! { "enrolment/opening.html" =>
    struct Opening {
        form: Filled,
        title: String,
        path: String,
    }
}

/// The form.
///
/// # Errors
/// When the database fails.
pub async fn show(course: Allowed<Course, Train>, member: Member) -> Answer {
    let (on, open) = joining::conditions(&member.app.db, &course).await.or_problem()?.unwrap_or_default();
    let way = match (open, &on.key) {
        (false, _) => "closed",
        (true, Some(_)) => "key",
        (true, None) => "open",
    };
    let places = on.places.map(|places| places.to_string()).unwrap_or_default();
    let form = member.form().or("way", way).or("key", &on.key.unwrap_or_default()).or("places", &places);
    let form = form.or("opens_on", &on.opens_on.unwrap_or_default()).or("closes_on", &on.closes_on.unwrap_or_default());
    page(&member, &course, form)
}

fn page(member: &Member, course: &Course, form: Filled) -> Answer {
    let view = Opening { title: course.title.clone(), path: course.path(), form };
    if view.form.is_clean() { member.page("opening-title", &view) } else { member.page_again("opening-title", &view) }
}

/// A day of the form, if one was typed.
fn day(form: &mut Filled, name: &'static str) -> Option<String> {
    let typed = form.line(name, 10);
    if typed.is_empty() {
        return None;
    }
    let day = crate::clock::read_day(&typed);
    if day.is_none() {
        form.fault(name, "indexing-fault-day");
    }
    day
}

/// Saves.
///
/// # Errors
/// When the database fails.
pub async fn save(course: Allowed<Course, Train>, member: Member, mut form: Filled) -> Answer {
    if !course.takes_enrolments() {
        return Err(web::Problem::Conflict(Message::new("enrolment-closed")));
    }
    let way = form.one_of("way", &["closed", "open", "key"]);
    let key = form.line("key", 100);
    let places = form.line("places", 6);
    if way == "key" && key.is_empty() {
        form.fault("key", "opening-key-missing");
    }
    let places = match places.parse::<i64>() {
        _ if places.is_empty() => None,
        Ok(number) if (1..=MOST).contains(&number) => Some(number),
        _ => {
            form.fault("places", Message::new("opening-places-number").with("most", MOST));
            None
        }
    };
    let opens_on = day(&mut form, "opens_on");
    let closes_on = day(&mut form, "closes_on");
    if matches!((&opens_on, &closes_on), (Some(first), Some(last)) if last < first) {
        form.fault("closes_on", "indexing-fault-order");
    }
    if !form.is_clean() {
        return page(&member, &course, form);
    }
    let key = Some(key).filter(|key| !key.is_empty() && way != "open");
    let on = Conditions { key, places, opens_on, closes_on };
    let tx = member.app.db.begin().await.or_problem()?;
    let moved = if way == "closed" {
        // What was typed is kept for the day on which it is opened again.
        joining::keep(&tx, &course, &on).await.or_problem()?;
        Vec::new()
    } else {
        joining::set(&tx, &course, Some(&on), member.now).await.map_err(problem)?
    };
    tell_all(&tx, &member, course.number, &moved).await?;
    let event = Event {
        kind: "course.self_enrolment.changed",
        academy_id: Some(course.academy_id),
        actor_id: Some(member.person().id),
        person_id: None,
        detail: serde_json::json!({ "course": course.number, "way": way, "places": places }),
    };
    events::record(&tx, event, member.now).await.or_problem()?;
    tx.commit().await.or_problem()?;
    member.app.wake.wake();
    // Back to where it was asked from, for those who manage the course.
    let back = if may_edit(&course, &member) { "manage" } else { "participants" };
    member.go_and_say(&format!("{}/{back}", course.path()), "done-preferences-saved")
}
