//! `person add`: an account, or a membership for somebody who has one.
//!
//! An address that somebody holds means her; with another free `--username` it makes a second account that shares the address, as
//! an import may. Nothing is mailed without `--invite`; nothing that is known of somebody is overwritten.

use std::io::Read;
use std::net::{IpAddr, Ipv4Addr};

use db::Tx;
use passwords::{Preset, Rule, Turn};
use serde_json::json;
use unicode_normalization::UnicodeNormalization;

use super::show::person_report;
use super::{Refusal, Report, whom};
use crate::academies::Academy;
use crate::app::App;
use crate::events::{self, Event};
use crate::links::invitation;
use crate::people::address::{self, Address, AddressState};
use crate::people::membership::{self, MembershipState};
use crate::people::{self, NewPerson, Person, PersonState, session, username};
use crate::{academies, links};

/// The longest name, in characters; the profile has the same.
const LONGEST_NAME: usize = 100;
/// More than any password.
const LONGEST_INPUT: u64 = 10_000;

/// Who is added where.
#[derive(clap::Args, Clone, Debug)]
pub struct Add {
    /// The académie
    #[arg(long, value_name = "SLUG")]
    pub academy: String,
    /// Her address
    #[arg(long, value_name = "ADDR", value_parser = super::address)]
    pub email: Address,
    /// Her user name; the address without it
    #[arg(long, value_name = "NAME")]
    pub username: Option<String>,
    /// First name
    #[arg(long, value_name = "NAME", default_value = "", hide_default_value = true, value_parser = name)]
    pub first_name: String,
    /// Last name
    #[arg(long, value_name = "NAME", default_value = "", hide_default_value = true, value_parser = name)]
    pub last_name: String,
    /// Reads a password from the standard input: the account is active, and the address counts as verified
    #[arg(long)]
    pub password_stdin: bool,
    /// Mails « Activer mon compte » to whoever has no way in yet
    #[arg(long)]
    pub invite: bool,
}

fn name(text: &str) -> Result<String, String> {
    let name: String = text.trim().nfc().collect();
    if name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
        Err(format!("a name is one line of at most {LONGEST_NAME} characters"))
    } else {
        Ok(name)
    }
}

/// Reads a password as a terminal or `echo` gives it: to the end, without the last line break.
pub fn password_from(input: impl Read) -> impl FnOnce() -> Result<String, Refusal> {
    move || {
        let mut text = String::new();
        input
            .take(LONGEST_INPUT)
            .read_to_string(&mut text)
            .map_err(|error| Refusal::Said(format!("the password cannot be read: {error}")))?;
        let line = text.strip_suffix('\n').unwrap_or(&text);
        Ok(line.strip_suffix('\r').unwrap_or(line).nfc().collect())
    }
}

/// Makes the account or the membership. `password` is asked only with `--password-stdin`.
///
/// # Errors
/// As [`Refusal`].
pub async fn add(app: &App, asked: &Add, password: impl FnOnce() -> Result<String, Refusal>) -> Result<Report, Refusal> {
    let academy = whom::academy(app, &asked.academy).await?;
    let password = if asked.password_stdin { Some(password()?) } else { None };
    // Hashed before the transaction, which holds up the server's writes.
    let hash = match &password {
        Some(password) => Some(app.hashing.hash(here(), password).await?),
        None => None,
    };
    let now = app.clock.now();
    let tx = app.db.begin().await?;
    let (person_id, made) = match known(&tx, asked).await? {
        Some(person) => (person.id, false),
        None => (create(&tx, asked, &academy, now).await?, true),
    };
    let mut done = vec![if made { "account made" } else { "account known" }];
    let before = membership::state(&tx, academy.id, person_id).await?;
    membership::join(&tx, academy.id, person_id, now).await?;
    if before.is_none() {
        events::record(&tx, Event::of_person("membership.added", Some(academy.id), None, person_id), now).await?;
        done.push("member from now on");
    }
    if let (Some(password), Some(hash)) = (&password, &hash) {
        let active = activate(&tx, &academy, person_id, &asked.email, password, hash, now).await?;
        done.push(if active { "password set" } else { "she has a password already, which stays" });
    }
    let person = Person::by_id(&tx, person_id).await?;
    if asked.invite && person.state == PersonState::Invited && before != Some(MembershipState::Suspended) {
        invitation::send(&tx, app, &academy, &person, "", None).await?;
        done.push("invitation queued");
    }
    let report = person_report(&tx, person_id, &done.join(", ")).await?;
    tx.commit().await?;
    Ok(report)
}

/// Whoever is meant by address and user name; nobody when an account is to be made.
async fn known(tx: &Tx, asked: &Add) -> Result<Option<Person>, Refusal> {
    let Some(named) = &asked.username else { return whom::holder(tx, &asked.email, None).await };
    if let Some(person) = whom::holder(tx, &asked.email, Some(named)).await? {
        return Ok(Some(person));
    }
    if !username::is_allowed(named, &username::fold(&asked.email.written)) {
        return Err(Refusal::Said(format!(
            "{named} cannot be a user name: no spaces, none of < > \" &, and with @ only the person's own address"
        )));
    }
    let taken: Option<(i64,)> = tx.maybe("select id from person where username = $1", &db::args![username::fold(named)]).await?;
    match taken {
        Some(_) => Err(Refusal::Said(format!("the user name {named} belongs to somebody else"))),
        None => Ok(None),
    }
}

async fn create(tx: &Tx, asked: &Add, academy: &Academy, now: i64) -> Result<i64, Refusal> {
    let shared = !people::holders(tx, &asked.email).await?.is_empty();
    if shared {
        address::share(tx, &asked.email).await?;
    }
    let new = NewPerson {
        first_name: &asked.first_name,
        last_name: &asked.last_name,
        username: asked.username.as_deref(),
        address: &asked.email,
        address_state: if asked.password_stdin { AddressState::Verified } else { AddressState::Given },
        shared,
        academy_id: academy.id,
    };
    let id = people::create(tx, &new, now).await?;
    let event = Event::of_person("person.account.created", Some(academy.id), None, id).with(json!({ "shared_address": shared }));
    events::record(tx, event, now).await?;
    Ok(id)
}

/// Gives somebody without a way in her password; false for somebody who has one.
async fn activate(
    tx: &Tx,
    academy: &Academy,
    person_id: i64,
    address: &Address,
    password: &str,
    hash: &str,
    now: i64,
) -> Result<bool, Refusal> {
    let person = Person::by_id(tx, person_id).await?;
    if person.state == PersonState::Active {
        return Ok(false);
    }
    let preset = academies::strictest_preset(tx, person.id, academy).await?;
    let addresses = address::of(tx, person.id).await?;
    let unmet = passwords::unmet(preset, password, &academies::context_words(academy, &person, &addresses));
    if !unmet.is_empty() {
        return Err(Refusal::Said(refused(preset, &unmet)));
    }
    people::set_password(tx, person.id, hash).await?;
    for held in addresses.iter().filter(|held| held.folded == address.folded) {
        address::verified(tx, person.id, held.id).await?;
    }
    links::end_all(tx, person.id).await?;
    session::close_all(tx, person.id, None).await?;
    events::record(tx, Event::of_person("person.password.set", Some(academy.id), None, person.id), now).await?;
    Ok(true)
}

fn refused(preset: Preset, unmet: &[Rule]) -> String {
    let lacks: Vec<String> = unmet
        .iter()
        .map(|rule| match rule {
            Rule::Length(least) => format!("at least {least} characters"),
            Rule::Digit => "a digit".into(),
            Rule::Lower => "a lower-case letter".into(),
            Rule::Upper => "an upper-case letter".into(),
            Rule::Other => "a character that is neither".into(),
            Rule::NotGuessable => "something else than her name, her address, the site's name or a common password".into(),
            Rule::TooLong => format!("at most {} characters", passwords::LONGEST),
        })
        .collect();
    format!("the password does not meet the policy ({}): it needs {}", preset.as_str(), lacks.join(", "))
}

/// Where a command stands in the line for hashing: alone.
fn here() -> Turn {
    Turn { prefix: IpAddr::V4(Ipv4Addr::LOCALHOST).into(), known_device: true }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_comes_without_its_line_break() {
        for (input, password) in
            [("Cerisier\n", "Cerisier"), ("Cerisier\r\n", "Cerisier"), (" a \n\n", " a \n"), ("e\u{301}", "é"), ("", "")]
        {
            assert_eq!(password_from(input.as_bytes())().unwrap(), password);
        }
        assert!(password_from([0xff, 0xfe].as_slice())().is_err());
    }

    #[test]
    fn a_refused_password_says_all_it_lacks() {
        let unmet = passwords::unmet(Preset::Academie, "abc", &passwords::ContextWords::new([]));
        let said = refused(Preset::Academie, &unmet);
        for lack in ["8 characters", "a digit", "upper-case", "neither"] {
            assert!(said.contains(lack), "{said}");
        }
        assert!(!said.contains("lower-case") && !said.contains("abc"));
    }

    #[test]
    fn names_are_lines() {
        assert_eq!(name("  Élo\u{ef}se ").unwrap(), "Éloïse");
        assert!(name("a\nb").is_err() && name(&"a".repeat(101)).is_err() && name("").is_ok());
    }
}
