//! « Vous avez oublié votre nom d'utilisateur et/ou votre mot de passe ? »
//!
//! | GET  /forgot-password      | two small forms: by user name, by address             |
//! | POST /forgot-password      | one answer for everybody, then /forgot-password/sent  |
//! | GET  /forgot-password/sent | where to look, what to do if nothing comes            |
//!
//! Known and unknown cost the same: the same statements, the same bytes. The letter is written later, by its job.

use web::{Answer, Filled, filters};

use super::Wanted;
use crate::chance;
use crate::links::reset;
use crate::people::address::Address;
use crate::visit::{OrProblem, Visit};

web::view! { "sign_in/forgot_password.html" =>
    struct ForgotPassword {
        form: Filled,
        wanted: Wanted,
        form_id: String,
    }
}

web::view! { "sign_in/sent.html" =>
    struct Sent {
        wanted: Wanted,
        support: Option<String>,
    }
}

pub async fn show(visit: Visit) -> Answer {
    let wanted = Wanted::of(&visit, &visit.query()).await?;
    let form_id = chance::name().or_problem()?;
    visit.door_page("forgot-title", &ForgotPassword { form: visit.form(), wanted, form_id })
}

pub async fn submit(visit: Visit, mut form: Filled) -> Answer {
    let typed = if form.has("address") {
        let address = form.required("address", 254, "forgot-address-missing");
        if form.is_clean() && Address::parse(&address).is_none() {
            form.fault("address", "forgot-address-incomplete");
        }
        address
    } else {
        form.required("username", 254, "forgot-username-missing")
    };
    let wanted = Wanted::of(&visit, &form).await?;
    let form_id = form.line("request", 64);
    if !form.is_clean() {
        return visit.page_again("forgot-title", &ForgotPassword { form, wanted, form_id });
    }
    let form_id = if form_id.is_empty() { chance::name().or_problem()? } else { form_id };
    let request = reset::Request { typed: &typed, academy: &visit.academy, wanted: visit.wanted(&form), form_id: &form_id };
    let tx = visit.app.db.begin().await.or_problem()?;
    reset::request(&tx, &visit.app, &request).await.or_problem()?;
    tx.commit().await.or_problem()?;
    visit.app.wake.wake();
    visit.go(&format!("/forgot-password/sent{}", wanted.query()))
}

pub async fn sent(visit: Visit) -> Answer {
    let wanted = Wanted::of(&visit, &visit.query()).await?;
    let support = visit.academy.support_contact.clone();
    visit.door_page("sent-title", &Sent { wanted, support })
}
