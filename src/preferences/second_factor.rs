//! « Double authentification »: codes of an application beside the password.
//!
//! | GET  /preferences/second-factor        | how to set it up; once it is there, how many recovery codes are left |
//! | POST /preferences/second-factor        | set up, with the present password and a first code                  |
//! | POST /preferences/second-factor/codes  | new recovery codes, shown once                                      |
//! | POST /preferences/second-factor/remove | taken away                                                          |

use qrcode::{Color, QrCode};
use web::{Answer, Filled, Message, Problem, filters};

use super::password;
use crate::events::{self, Event};
use crate::people::guesses::{self, Admission, Target};
use crate::people::second_factor::{self, Seed};
use crate::people::session::{self, Length};
use crate::visit::page::{never_kept, with_cookie};
use crate::visit::{Member, OrProblem};
use crate::{access, people};

const TITLE: &str = "preferences-second-factor";

web::view! { "preferences/second_factor_set_up.html" =>
    struct SetUp {
        form: Filled,
        username: String,
        /// The shared secret, sealed for her, until it is confirmed.
        seed: String,
        /// As she types it into her application.
        text: String,
        /// The same as a square code.
        square: String,
        has_password: bool,
        /// Whether a role of hers asks for it.
        needed: bool,
        wanted: String,
    }
}

web::view! { "preferences/second_factor.html" =>
    struct SecondFactor {
        left: i64,
    }
}

web::view! { "preferences/recovery_codes.html" =>
    struct RecoveryCodes {
        codes: Vec<String>,
        wanted: String,
    }
}

/// The page.
///
/// # Errors
/// When the database fails or the system gives no random bytes.
pub async fn show(member: Member) -> Answer {
    let person_id = member.person().id;
    if second_factor::is_set(&member.app.db, person_id).await.or_problem()? {
        let left = second_factor::codes_left(&member.app.db, person_id).await.or_problem()?;
        return member.page(TITLE, &SecondFactor { left });
    }
    set_up(&member, Filled::empty(), &Seed::new().or_problem()?)
}

fn set_up(member: &Member, form: Filled, seed: &Seed) -> Answer {
    let person = member.person();
    let query = member.query();
    let wanted = member.wanted(&form).or(member.wanted(&query)).unwrap_or_default().to_owned();
    let clean = form.is_clean();
    let view = SetUp {
        form,
        username: person.username.clone(),
        seed: seed.seal(&member.app.secrets, person.id).or_problem()?,
        text: seed.text(),
        square: square(&seed.address(&person.username)),
        has_password: person.password_hash.is_some(),
        needed: member.is_unproven(),
        wanted,
    };
    if clean { member.page(TITLE, &view).map(never_kept) } else { member.page_again(TITLE, &view).map(never_kept) }
}

/// A square code as SVG: dark on light in every theme, as cameras need it; empty when the text is too long for one.
fn square(text: &str) -> String {
    let Ok(code) = QrCode::new(text) else { return String::new() };
    let (width, quiet) = (code.width(), 4);
    let mut path = String::new();
    for (place, color) in code.to_colors().into_iter().enumerate() {
        if color == Color::Dark {
            path.push_str(&format!("M{} {}h1v1h-1z", place % width + quiet, place / width + quiet));
        }
    }
    let whole = width + 2 * quiet;
    format!("<svg class=\"square\" viewBox=\"0 0 {whole} {whole}\" aria-hidden=\"true\"><path d=\"{path}\"/></svg>")
}

/// Sets it up.
///
/// # Errors
/// When the database fails or the system gives no random bytes.
pub async fn submit(member: Member, mut form: Filled) -> Answer {
    let person = member.person();
    if second_factor::is_set(&member.app.db, person.id).await.or_problem()? {
        return member.go("/preferences/second-factor");
    }
    let Some(seed) = Seed::open(&member.app.secrets, person.id, form.value("seed")) else {
        form.fault("", "preferences-second-factor-anew");
        return set_up(&member, form, &Seed::new().or_problem()?);
    };
    let code = form.required("code", 40, "second-factor-missing");
    if !code.is_empty() && !seed.accepts(&code, member.now) {
        form.fault("code", "second-factor-wrong");
    }
    if let Some(stored) = person.password_hash.clone() {
        let typed = form.secret("current_password").to_owned();
        if typed.is_empty() {
            form.fault("current_password", "preferences-password-missing");
        }
        if form.is_clean()
            && let Some(fault) = wrong_password(&member, &typed, &stored).await?
        {
            form.fault("current_password", fault);
        }
    }
    if !form.is_clean() {
        return set_up(&member, form, &seed);
    }
    let tx = member.app.db.begin().await.or_problem()?;
    people::hold(&tx, person.id).await.or_problem()?;
    // Two windows at once: the first one stands.
    if second_factor::is_there(&tx, person.id).await.or_problem()? {
        return member.go("/preferences/second-factor");
    }
    if session::close(&tx, person.id, member.session().session_id).await.or_problem()? == 0 {
        return Err(Problem::SignIn);
    }
    let codes = second_factor::set(&tx, &member.app.secrets, person.id, &seed).await.map_err(problem)?;
    // The code that confirmed it is used up.
    second_factor::take(&tx, &member.app.secrets, person.id, &code, member.now).await.or_problem()?;
    session::close_all(&tx, person.id, None).await.or_problem()?;
    let administers = access::roles_of(&tx, person.id).await.or_problem()?.iter().any(|role| role.administers());
    let length = if administers { Length::Guarded } else { Length::Ordinary };
    let opened = session::open(&tx, &member.app.secrets, person.id, length, Some(member.now), member.now).await.or_problem()?;
    note(&tx, &member, "person.second_factor.set").await?;
    tx.commit().await.or_problem()?;
    let wanted = member.wanted(&form).unwrap_or_default().to_owned();
    let response = member.holding_page(TITLE, &RecoveryCodes { codes, wanted }).map(never_kept)?;
    Ok(with_cookie(response, &member.jar().set(session::COOKIE, &opened.cookie, length.cookie_age())))
}

/// What is wrong with the present password; its guesses are counted like any other.
async fn wrong_password(member: &Member, typed: &str, stored: &str) -> Result<Option<Message>, Problem> {
    let target = Target::Person(member.person().id);
    let counters = guesses::counters(&target, &member.device.source(&target, member.network));
    if let Admission::Wait(until) = password::admit(member, &counters).await? {
        return Ok(Some(Message::new("preferences-password-limited").with("minutes", guesses::minutes_until(until, member.now))));
    }
    if !password::is_right(member, &counters, typed, stored).await? {
        return Ok(Some(Message::new("preferences-password-wrong")));
    }
    let tx = member.app.db.begin().await.or_problem()?;
    guesses::succeeded(&tx, &counters).await.or_problem()?;
    tx.commit().await.or_problem()?;
    Ok(None)
}

/// New recovery codes.
///
/// # Errors
/// [`Problem::SecondFactor`] when the second factor was not given just now; else when the database fails.
pub async fn codes(member: Member) -> Answer {
    member.proves_it_is_her()?;
    let tx = member.app.db.begin().await.or_problem()?;
    let codes = second_factor::new_codes(&tx, member.person().id).await.map_err(problem)?;
    note(&tx, &member, "person.recovery_codes.made").await?;
    tx.commit().await.or_problem()?;
    member.holding_page(TITLE, &RecoveryCodes { codes, wanted: String::new() }).map(never_kept)
}

/// Takes it away. Roles that ask for it give no right any more.
///
/// # Errors
/// As [`codes`].
pub async fn remove(member: Member) -> Answer {
    member.proves_it_is_her()?;
    let person: &people::Person = member.person();
    let tx = member.app.db.begin().await.or_problem()?;
    second_factor::remove(&tx, person.id).await.or_problem()?;
    session::unproven(&tx, person.id).await.or_problem()?;
    note(&tx, &member, "person.second_factor.removed").await?;
    tx.commit().await.or_problem()?;
    member.go_and_say("/preferences", "done-second-factor-removed")
}

/// Where a button pressed after the session leads.
///
/// # Errors
/// Never.
pub async fn back(member: Member) -> Answer {
    member.go("/preferences/second-factor")
}

async fn note(tx: &db::Tx, member: &Member, kind: &str) -> Result<(), Problem> {
    let id = member.person().id;
    events::record(tx, Event::of_person(kind, Some(member.academy.id), Some(id), id), member.now).await.or_problem()
}

fn problem(error: second_factor::SetError) -> Problem {
    match error {
        second_factor::SetError::Database(error) => crate::visit::database(error),
        second_factor::SetError::Chance(error) => Problem::internal(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_square_holds_an_address() {
        let square = square("otpauth://totp/m%40gistere:camille@example.org?secret=JBSWY3DPEHPK3PXP&issuer=m%40gistere");
        assert!(square.starts_with("<svg") && square.len() < 30_000 && !square.contains("style"), "{}", square.len());
        assert_eq!(super::square(&"x".repeat(10_000)), "");
    }
}
