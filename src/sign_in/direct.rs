//! « Connexion directe »: user name and password.
//!
//! | GET  /sign-in?wanted=… | the form                                                            |
//! | POST /sign-in          | a session and the wanted page; or the same page with a sentence      |
//!
//! A try is counted before its password is read; an unknown name costs the same statements and the same hash.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use passwords::{Turn, Verdict};
use web::{Answer, Filled, Message, Problem, filters};

use super::{Wanted, second_factor};
use crate::access;
use crate::people::guesses::{self, Admission, Target};
use crate::people::session::{self, Length};
use crate::people::{self, Person, PersonState, membership};
use crate::visit::page::with_cookie;
use crate::visit::{OrProblem, Visit, device, kept};

/// The cookie of « Se souvenir du nom de l'utilisateur », for a year.
const REMEMBERED: &str = "username";
const YEAR: i64 = 365 * 24 * 3600;

web::view! { "sign_in/direct.html" =>
    struct SignIn {
        form: Filled,
        wanted: Wanted,
        heading: String,
        /// A sealed form that waits for its author.
        kept: Option<String>,
        /// Too many tries: the way by mail is offered.
        limited: bool,
        arena: Option<String>,
    }
}

pub(super) async fn show(visit: Visit) -> Answer {
    let query = visit.query();
    let wanted = Wanted::of(&visit, &query).await?;
    if visit.person().is_some() {
        return if wanted.is_none() { visit.go("/my") } else { visit.go_to(&wanted.address) };
    }
    visit.door_page("sign-in-title", &page(&visit, remembered_form(&visit), wanted, None, false))
}

/// The same page for a form whose session is over: what was typed waits in it.
///
/// # Errors
/// When the page cannot be rendered.
pub fn resume(visit: &Visit, sealed: Option<String>) -> Answer {
    let wanted = Wanted { address: visit.url(&visit.path), title: None };
    let view = page(visit, remembered_form(visit), wanted, Some(sealed.unwrap_or_default()), false);
    let mut response = visit.holding_page("sign-in-title", &view)?;
    *response.status_mut() = StatusCode::UNAUTHORIZED;
    Ok(response)
}

fn page(visit: &Visit, form: Filled, wanted: Wanted, kept: Option<String>, limited: bool) -> SignIn {
    let academy = &visit.academy;
    let arena = academy.arena_scolaire.clone().or(academy.arena_superieur.clone());
    SignIn { form, wanted, heading: academy.full_name.clone(), kept, limited, arena }
}

pub(super) async fn submit(visit: Visit, mut form: Filled) -> Answer {
    let typed = form.required("username", 254, "sign-in-username-missing");
    let password = form.secret("password").to_owned();
    if password.is_empty() {
        form.fault("password", "sign-in-password-missing");
    }
    if !form.is_clean() {
        return again(&visit, form, false).await;
    }

    let folded = people::address::fold(&typed);
    let tx = visit.app.db.begin().await.or_problem()?;
    let person = match people::behind(&tx, &typed).await.or_problem()?.as_slice() {
        [one] => Some(one.clone()),
        // An address shared by several accounts opens none of them.
        _ => None,
    };
    let target = person.as_ref().map_or_else(|| Target::nobody(&visit.app.secrets, &folded), |person| Target::Person(person.id));
    let counters = guesses::counters(&target, &visit.device.source(&target, visit.network));
    if let Admission::Wait(until) = guesses::admit(&tx, &counters, visit.now).await.or_problem()? {
        drop(tx);
        form.fault("", Message::new("sign-in-limited").with("minutes", guesses::minutes_until(until, visit.now)));
        let mut response = again(&visit, form, true).await?;
        *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from((until - visit.now).max(0) / crate::clock::SECOND));
        return Ok(response);
    }
    tx.commit().await.or_problem()?;

    let known_device = person.as_ref().is_some_and(|person| visit.device.knows(person.id));
    let turn = || Turn { prefix: visit.network, known_device };
    let stored = person.as_ref().and_then(|person| person.password_hash.as_deref());
    let verdict = visit.app.hashing.verify(turn(), &password, stored, guesses::name_key(&visit.app.secrets, &folded)).await;
    let verdict = match verdict {
        Ok(verdict) => verdict,
        Err(busy) => {
            let tx = visit.app.db.begin().await.or_problem()?;
            guesses::unread(&tx, &counters).await.or_problem()?;
            tx.commit().await.or_problem()?;
            return Err(Problem::Busy { retry_after: busy.retry_after_seconds });
        }
    };
    match (person, verdict) {
        (Some(person), Verdict::Right { rehash }) if person.state == PersonState::Active && person.suspended_at.is_none() => {
            let fresh = if rehash { visit.app.hashing.hash(turn(), &password).await.ok() } else { None };
            let tx = visit.app.db.begin().await.or_problem()?;
            guesses::succeeded(&tx, &counters).await.or_problem()?;
            membership::met(&tx, visit.academy.id, person.id).await.or_problem()?;
            if let (Some(fresh), Some(old)) = (fresh, &person.password_hash) {
                people::upgrade_hash(&tx, person.id, old, &fresh).await.or_problem()?;
            }
            let roles = access::roles_of(&tx, person.id).await.or_problem()?;
            let length = if roles.iter().any(|role| role.administers()) {
                Length::Guarded
            } else if form.checked("stay") {
                Length::Remembered
            } else {
                Length::Ordinary
            };
            if let Some((old, owner)) = &visit.session {
                session::close(&tx, owner.id, old.session_id).await.or_problem()?;
            }
            let opened = session::open(&tx, &visit.app.secrets, person.id, length, None, visit.now).await.or_problem()?;
            let wanted = visit.wanted(&form).filter(|wanted| landing(&visit, &form, &person) == *wanted);
            if let Some(wanted) = wanted.filter(|_| !opened.half) {
                (visit.app.above.arrive)(&tx, &visit.academy, person.id, wanted, &visit.today()).await.or_problem()?;
            }
            tx.commit().await.or_problem()?;
            let unproven = roles.iter().any(|role| role.needs_second_factor());
            let response = if opened.half {
                second_factor::after_password(&visit, &form, landing(&visit, &form, &person))?
            } else {
                inside(&visit, &form, &person, &opened.cookie, unproven)?
            };
            let age = if opened.half { None } else { length.cookie_age() };
            with_cookies(&visit, response, &form, &person, &typed, (&opened.cookie, age, opened.half))
        }
        _ => {
            form.fault("", "sign-in-wrong");
            again(&visit, form, false).await
        }
    }
}

/// The page she wanted, or the form she was filling in. Somebody whose role asks for a second factor, and who has none yet, is led to
/// where she sets it up.
fn inside(visit: &Visit, form: &Filled, person: &Person, cookie: &str, unproven: bool) -> Answer {
    if let Some(kept) = kept::open(visit, form.value("kept"), person.id) {
        let mut response = Response::default();
        response.extensions_mut().insert(kept::Resume { kept, session: cookie.to_owned() });
        return Ok(response);
    }
    let landing = landing(visit, form, person);
    if unproven { visit.go(&second_factor::set_up_path(&landing)) } else { visit.go_to(&landing) }
}

/// A new session, the device, and her name if she wants it remembered.
fn with_cookies(
    visit: &Visit,
    response: Response,
    form: &Filled,
    person: &Person,
    typed: &str,
    (cookie, age, half): (&str, Option<i64>, bool),
) -> Answer {
    let jar = visit.jar();
    let mut response = with_cookie(response, &jar.set(session::COOKIE, cookie, age));
    if !half {
        // A device is known once she is in, not by her password alone: its own counter would let codes be guessed without end.
        let known = visit.device.with(&visit.app.secrets, person.id).or_problem()?;
        response = with_cookie(response, &jar.set(device::COOKIE, &known, Some(device::AGE)));
    }
    let remember = form.checked("remember_username");
    let line = if remember { jar.set(REMEMBERED, &encoded(typed), Some(YEAR)) } else { jar.remove(REMEMBERED) };
    Ok(if remember || visit.cookie(REMEMBERED).is_some() { with_cookie(response, &line) } else { response })
}

/// Where she goes: to the page she wanted, by way of the cookie test when her browser has not shown yet that it keeps cookies, and
/// of her profile when her name is missing.
fn landing(visit: &Visit, form: &Filled, person: &Person) -> String {
    let wanted = visit.wanted(form).map_or_else(|| visit.url("/my"), str::to_owned);
    let carried = |path: &str| {
        let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("wanted", &wanted).finish();
        visit.url(&format!("{path}?{query}"))
    };
    if !visit.headers.contains_key(header::COOKIE) {
        carried("/sign-in/check")
    } else if person.lacks_a_name() {
        carried("/profile")
    } else {
        wanted
    }
}

pub(super) async fn again(visit: &Visit, form: Filled, limited: bool) -> Answer {
    let wanted = Wanted::of(visit, &form).await?;
    let kept = Some(form.value("kept").to_owned()).filter(|kept| !kept.is_empty());
    visit.page_again("sign-in-title", &page(visit, form, wanted, kept, limited))
}

/// The form as this browser remembers it.
fn remembered_form(visit: &Visit) -> Filled {
    let mut form = Filled::empty();
    if let Some(name) = remembered(visit) {
        form.set("username", name);
        form.set("remember_username", "1");
    }
    form
}

/// The user name of « Se souvenir du nom de l'utilisateur ».
fn remembered(visit: &Visit) -> Option<String> {
    use base64::Engine;
    let bytes = base64::prelude::BASE64_URL_SAFE_NO_PAD.decode(visit.cookie(REMEMBERED)?).ok()?;
    String::from_utf8(bytes).ok().filter(|name| !name.is_empty() && name.len() <= 1_000)
}

fn encoded(name: &str) -> String {
    use base64::Engine;
    base64::prelude::BASE64_URL_SAFE_NO_PAD.encode(name)
}
