//! A new account, with its invitation.
//!
//! | GET  /manage/people/new | her address and names                                                        |
//! | POST /manage/people/new | made, or made a member; the same answer whether she had an account elsewhere |

use web::{Answer, Filled, filters};

use super::SEEN;
use crate::academies::Academy;
use crate::access::{Allowed, Manage};
use crate::enrolment::account;
use crate::events::{self, Event};
use crate::links::invitation;
use crate::people::address::Address;
use crate::people::{self, Person, membership};
use crate::visit::{Member, OrProblem};

web::view! { "management/invite.html" =>
    struct Invite {
        form: Filled,
    }
}

/// The form.
///
/// # Errors
/// Never.
pub async fn show(_: Allowed<Academy, Manage>, member: Member) -> Answer {
    member.page("management-invite", &Invite { form: member.form() })
}

/// Whether somebody is a member here under her own name, with a way in.
async fn is_known(tx: &db::Tx, academy_id: i64, person: &Person) -> db::Result<bool> {
    let sql = format!("with {SEEN} select stranger from seen where person_id = $2");
    let seen: Option<(bool,)> = tx.maybe(&sql, &db::args![academy_id, person.id]).await?;
    Ok(person.state == people::PersonState::Active && seen.is_some_and(|(stranger,)| !stranger))
}

/// Makes the account and invites. Doing it twice changes nothing.
///
/// # Errors
/// When the database fails.
pub async fn submit(academy: Allowed<Academy, Manage>, member: Member, mut form: Filled) -> Answer {
    let typed = form.required("email", 254, "profile-email-missing");
    let first_name = form.line("first_name", 100);
    let last_name = form.line("last_name", 100);
    let address = Address::parse(&typed);
    if address.is_none() && !typed.is_empty() {
        form.fault("email", "profile-email-shape");
    }
    let Some(address) = address.filter(|_| form.is_clean()) else {
        return member.page_again("management-invite", &Invite { form });
    };
    let (actor, now) = (Some(member.person().id), member.now);
    let tx = member.app.db.begin().await.or_problem()?;
    let name = format!("{first_name} {last_name}").trim().to_owned();
    let holders = people::holders(&tx, &address).await.or_problem()?;
    if let Some(person) = holders.first()
        && is_known(&tx, academy.id, person).await.or_problem()?
    {
        // She shows on the list as she is: there is nothing to hide, and nothing to do.
        let place = membership::place(&tx, academy.id, person.id).await.or_problem()?;
        return member.go_and_say(&format!("/manage/people/{place}"), "done-person-known");
    }
    let id = match holders.first() {
        Some(person) if membership::state(&tx, academy.id, person.id).await.or_problem()?.is_some() => person.id,
        Some(person) => {
            membership::join(&tx, academy.id, person.id, now).await.or_problem()?;
            events::record(&tx, Event::of_person("membership.added", Some(academy.id), actor, person.id), now).await.or_problem()?;
            person.id
        }
        None => account::create(&tx, &academy, &address, (&first_name, &last_name), actor, now).await.or_problem()?,
    };
    // The same of an account that is new and of one that was there: nothing tells them apart before she comes.
    if membership::is_untold(&tx, academy.id, id).await.or_problem()? {
        membership::note_typed(&tx, academy.id, id, &address.written, &name).await.or_problem()?;
    }
    let place = membership::place(&tx, academy.id, id).await.or_problem()?;
    let person = Person::by_id(&tx, id).await.or_problem()?;
    if !invitation::went_out(&tx, &academy, &person, now).await.or_problem()? {
        match person.state {
            people::PersonState::Invited => {
                invitation::send(&tx, &member.app, &academy, &person, &address.folded, None).await.or_problem()?
            }
            people::PersonState::Active => {
                invitation::tell(&tx, &member.app, &academy, &person, &address.folded, &member.url("/my")).await.or_problem()?
            }
        }
    }
    tx.commit().await.or_problem()?;
    member.app.wake.wake();
    member.go_and_say(&format!("/manage/people/{place}"), "done-person-invited")
}
