//! A new account, with its invitation.
//!
//! | GET  /manage/people/new | her address and names                                                        |
//! | POST /manage/people/new | made, or made a member; the same answer whether she had an account elsewhere |

use web::{Answer, Filled, filters};

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
    let id = match people::holders(&tx, &address).await.or_problem()?.first() {
        Some(person) if membership::state(&tx, academy.id, person.id).await.or_problem()?.is_some() => person.id,
        Some(person) => {
            membership::join(&tx, academy.id, person.id, now).await.or_problem()?;
            membership::note_typed(&tx, academy.id, person.id, &address.folded, &name).await.or_problem()?;
            events::record(&tx, Event::of_person("membership.added", Some(academy.id), actor, person.id), now).await.or_problem()?;
            person.id
        }
        None => account::create(&tx, &academy, &address, (&first_name, &last_name), actor, now).await.or_problem()?,
    };
    let person = Person::by_id(&tx, id).await.or_problem()?;
    if !invitation::went_out(&tx, &academy, &person, now).await.or_problem()? {
        match person.state {
            people::PersonState::Invited => invitation::send(&tx, &member.app, &academy, &person, None).await.or_problem()?,
            people::PersonState::Active => invitation::tell(&tx, &member.app, &academy, &person, &member.url("/my")).await.or_problem()?,
        }
    }
    tx.commit().await.or_problem()?;
    member.app.wake.wake();
    member.go_and_say(&format!("/manage/people/{id}"), "done-person-invited")
}
