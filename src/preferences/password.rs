//! « Changer le mot de passe », by somebody who knows the present one.
//!
//! | GET  /preferences/password | the present one, and the new one twice                            |
//! | POST /preferences/password | changed; every other session, link and counter of hers is gone    |

use axum::http::{HeaderValue, StatusCode, header};
use passwords::{ContextWords, Preset, Turn, Verdict};
use web::{Answer, Filled, Message, Problem, filters};

use crate::clock::{DAY, SECOND};
use crate::links::{self, compose};
use crate::people::guesses::{self, Admission, Counters, Target};
use crate::people::new_password::{self, RuleLine};
use crate::people::session::{self, Length};
use crate::people::{self, Person, address};
use crate::visit::page::with_cookie;
use crate::visit::{Member, OrProblem};
use crate::{academies, access, events};

const TITLE: &str = "preferences-password";

web::view! { "preferences/password.html" =>
    struct ChangePassword {
        form: Filled,
        username: String,
        rules: Vec<RuleLine>,
    }
}

web::view! { "preferences/no_password.html" =>
    struct NoPassword {}
}

pub async fn show(member: Member) -> Answer {
    if member.person().password_hash.is_none() {
        return member.page(TITLE, &NoPassword {});
    }
    let (preset, _) = policy(&member).await?;
    member.page(TITLE, &view(&member, Filled::empty(), preset))
}

pub async fn submit(member: Member, mut form: Filled) -> Answer {
    let Some(stored) = member.person().password_hash.clone() else { return member.page(TITLE, &NoPassword {}) };
    let (preset, context) = policy(&member).await?;
    let current = form.secret("current_password").to_owned();
    if current.is_empty() {
        form.fault("current_password", "preferences-password-missing");
    }
    let new = new_password::check(&mut form, preset, &context);
    // The present password is only guessed at by a form that is otherwise good.
    let Some(new) = new.filter(|_| form.is_clean()) else {
        return member.page_again(TITLE, &view(&member, form, preset));
    };

    let target = Target::Person(member.person().id);
    let counters = guesses::counters(&target, &member.device.source(&target, member.network));
    if let Admission::Wait(until) = admit(&member, &counters).await? {
        form.fault("", Message::new("preferences-password-limited").with("minutes", guesses::minutes_until(until, member.now)));
        let mut response = member.page_again(TITLE, &view(&member, form, preset))?;
        *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from((until - member.now).max(0) / SECOND));
        return Ok(response);
    }
    if !is_right(&member, &counters, &current, &stored).await? {
        form.fault("current_password", "preferences-password-wrong");
        return member.page_again(TITLE, &view(&member, form, preset));
    }
    change(&member, &counters, &new).await
}

fn view(member: &Member, form: Filled, preset: Preset) -> ChangePassword {
    ChangePassword { form, username: member.person().username.clone(), rules: new_password::rules_for(preset) }
}

/// What a new password of hers must be.
async fn policy(member: &Member) -> Result<(Preset, ContextWords), Problem> {
    let person = member.person();
    let tx = member.app.db.begin().await.or_problem()?;
    let preset = academies::strictest_preset(&tx, person.id, &member.academy).await.or_problem()?;
    let addresses = address::of(&tx, person.id).await.or_problem()?;
    Ok((preset, academies::context_words(&member.academy, person, &addresses)))
}

pub(super) async fn admit(member: &Member, counters: &Counters) -> Result<Admission, Problem> {
    let tx = member.app.db.begin().await.or_problem()?;
    let admission = guesses::admit(&tx, counters, member.now).await.or_problem()?;
    if admission == Admission::Admitted {
        tx.commit().await.or_problem()?;
    }
    Ok(admission)
}

fn turn(member: &Member, person: &Person) -> Turn {
    Turn { prefix: member.network, known_device: member.device.knows(person.id) }
}

/// Whether this is the present password. A try that found no turn was no guess.
pub(super) async fn is_right(member: &Member, counters: &Counters, typed: &str, stored: &str) -> Result<bool, Problem> {
    let person = member.person();
    let name_key = guesses::name_key(&member.app.secrets, &person.username);
    match member.app.hashing.verify(turn(member, person), typed, Some(stored), name_key).await {
        Ok(verdict) => Ok(verdict != Verdict::Wrong),
        Err(busy) => {
            take_back(member, counters).await?;
            Err(busy).or_problem()
        }
    }
}

async fn take_back(member: &Member, counters: &Counters) -> Result<(), Problem> {
    let tx = member.app.db.begin().await.or_problem()?;
    guesses::unread(&tx, counters).await.or_problem()?;
    tx.commit().await.or_problem()
}

/// Sets it. This session goes on under a new id, all others end.
async fn change(member: &Member, counters: &Counters, new: &str) -> Answer {
    let person = member.person();
    let hash = match member.app.hashing.hash(turn(member, person), new).await {
        Ok(hash) => hash,
        Err(busy) => {
            take_back(member, counters).await?;
            return Err(busy).or_problem();
        }
    };
    let tx = member.app.db.begin().await.or_problem()?;
    if session::close(&tx, person.id, member.session().session_id).await.or_problem()? == 0 {
        // Ended meanwhile, perhaps by a new password from a mailed link: that one stands.
        return Err(Problem::SignIn);
    }
    people::set_password(&tx, person.id, &hash).await.or_problem()?;
    session::close_all(&tx, person.id, None).await.or_problem()?;
    let length = if access::roles_of(&tx, person.id).await.or_problem()?.iter().any(|role| role.administers()) {
        Length::Guarded
    } else if member.session().idle_span >= DAY {
        Length::Remembered
    } else {
        Length::Ordinary
    };
    // A session in which the second factor was given goes on as one.
    let proved_at = member.session().proved_at;
    let opened = session::open(&tx, &member.app.secrets, person.id, length, proved_at, member.now).await.or_problem()?;
    links::end_all(&tx, person.id).await.or_problem()?;
    guesses::succeeded(&tx, counters).await.or_problem()?;
    guesses::forget(&tx, person.id).await.or_problem()?;
    let event = events::Event::of_person("person.password.changed", Some(member.academy.id), Some(person.id), person.id);
    events::record(&tx, event, member.now).await.or_problem()?;
    compose::password_changed(&tx, &member.app, &member.academy, person, member.now).await.or_problem()?;
    tx.commit().await.or_problem()?;
    member.app.wake.wake();
    let response = member.go_and_say("/preferences", "done-password-changed")?;
    Ok(with_cookie(response, &member.jar().set(session::COOKIE, &opened.cookie, length.cookie_age())))
}
