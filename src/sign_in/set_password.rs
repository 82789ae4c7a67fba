//! « Définir mot de passe »: the mailed link is used, exactly once.
//!
//! | GET  /set-password/{public_id} | the form; also her names, when an invitation knows none                          |
//! | POST /set-password/{public_id} | password set, signed in, on to the page she wanted (by her profile if names lack) |

use passwords::Turn;
use web::{Answer, Filled, filters};

use super::{Wanted, mailed_link, second_factor};
use crate::links::{self, Link, Purpose, compose};
use crate::people::new_password::{self, RuleLine};
use crate::people::session::{self, Length};
use crate::people::{self, Person, address, guesses, membership};
use crate::visit::link::cookie_name;
use crate::visit::page::{never_kept, with_cookie};
use crate::visit::{OrProblem, Part, Visit, device};
use crate::{academies, access, events};

web::view! { "sign_in/set_password.html" =>
    struct SetPassword {
        form: Filled,
        public_id: String,
        username: String,
        /// Where « Annuler » leads: signing in, with the wanted page.
        cancel: String,
        /// Whether her names are asked for on the same form.
        names: bool,
        rules: Vec<RuleLine>,
    }
}

/// What the form needs to know before it is shown or read.
struct Request {
    link: Link,
    person: Person,
    preset: passwords::Preset,
    context: passwords::ContextWords,
}

async fn request(visit: &Visit, public_id: &str) -> Result<Request, web::Problem> {
    let (link, person) = mailed_link::waiting(visit, public_id).await?;
    let tx = visit.app.db.begin().await.or_problem()?;
    let preset = academies::strictest_preset(&tx, person.id, &visit.academy).await.or_problem()?;
    let addresses = address::of(&tx, person.id).await.or_problem()?;
    let context = academies::context_words(&visit.academy, &person, &addresses);
    Ok(Request { link, person, preset, context })
}

fn view(request: &Request, form: Filled) -> SetPassword {
    SetPassword {
        form,
        public_id: request.link.public_id.clone(),
        username: request.person.username.clone(),
        cancel: Wanted { address: request.link.inside().unwrap_or_default().to_owned(), title: None }.sign_in(),
        names: asks_names(request),
        rules: new_password::rules_for(request.preset),
    }
}

fn asks_names(request: &Request) -> bool {
    request.link.purpose == Purpose::Invitation && request.person.lacks_a_name()
}

pub async fn show(visit: Visit, Part(public_id): Part<String>) -> Answer {
    let request = request(&visit, &public_id).await?;
    let form = Filled::empty().or("first_name", &request.person.first_name).or("last_name", &request.person.last_name);
    visit.door_page("set-password-title", &view(&request, form)).map(never_kept)
}

pub async fn submit(visit: Visit, Part(public_id): Part<String>, mut form: Filled) -> Answer {
    let request = request(&visit, &public_id).await?;
    let names = asks_names(&request)
        .then(|| (form.required("first_name", 100, "profile-first-name-missing"), form.required("last_name", 100, "profile-name-missing")));
    let password = new_password::check(&mut form, request.preset, &request.context);
    let Some(password) = password.filter(|_| form.is_clean()) else {
        return visit.page_again("set-password-title", &view(&request, form)).map(never_kept);
    };
    let Request { link, person, .. } = request;
    let turn = Turn { prefix: visit.network, known_device: visit.device.knows(person.id) };
    let hash = visit.app.hashing.hash(turn, &password).await.or_problem()?;

    let tx = visit.app.db.begin().await.or_problem()?;
    if !links::consume(&tx, &link, visit.now).await.or_problem()? {
        // Another window was faster.
        drop(tx);
        return mailed_link::explain(visit, Part(public_id)).await;
    }
    people::set_password(&tx, person.id, &hash).await.or_problem()?;
    if let Some((first_name, last_name)) = &names {
        people::set_names(&tx, person.id, first_name, last_name).await.or_problem()?;
    }
    if let Some(address_id) = link.address_id {
        address::verified(&tx, person.id, address_id).await.or_problem()?;
    }
    links::end_all(&tx, person.id).await.or_problem()?;
    session::close_all(&tx, person.id, None).await.or_problem()?;
    if let Some((old, owner)) = &visit.session {
        session::close(&tx, owner.id, old.session_id).await.or_problem()?;
    }
    guesses::forget(&tx, person.id).await.or_problem()?;
    membership::met(&tx, visit.academy.id, person.id).await.or_problem()?;
    let kind = if link.purpose == Purpose::Invitation { "person.account.activated" } else { "person.password.reset" };
    events::record(&tx, events::Event::of_person(kind, Some(visit.academy.id), Some(person.id), person.id), visit.now)
        .await
        .or_problem()?;
    if link.purpose == Purpose::Reset {
        compose::password_changed(&tx, &visit.app, &visit.academy, &person, visit.now).await.or_problem()?;
    }
    let roles = access::roles_of(&tx, person.id).await.or_problem()?;
    let length = if roles.iter().any(|role| role.administers()) { Length::Guarded } else { Length::Ordinary };
    let opened = session::open(&tx, &visit.app.secrets, person.id, length, None, visit.now).await.or_problem()?;
    let wanted = mailed_link::landing(&visit, &link);
    let by_profile = names.is_none() && person.lacks_a_name();
    if !by_profile && !opened.half {
        (visit.app.above.arrive)(&tx, &visit.academy, person.id, &wanted, &visit.today()).await.or_problem()?;
    }
    tx.commit().await.or_problem()?;
    visit.app.wake.wake();

    let response = if opened.half {
        // A new password is no second factor.
        visit.go(&second_factor::path(&wanted))?
    } else if by_profile {
        let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("wanted", &wanted).finish();
        visit.go(&format!("/profile?{query}"))?
    } else {
        visit.go_to(&wanted)?
    };
    let jar = visit.jar();
    let mut response =
        with_cookie(response, &jar.set(session::COOKIE, &opened.cookie, if opened.half { None } else { length.cookie_age() }));
    if !opened.half {
        let known = visit.device.with(&visit.app.secrets, person.id).or_problem()?;
        response = with_cookie(response, &jar.set(device::COOKIE, &known, Some(device::AGE)));
    }
    Ok(with_cookie(response, &jar.remove(&cookie_name(&public_id))))
}
