//! Which door: Arena for the staff of schools or universities, « connexion directe » for everybody.
//!
//! | GET /sign-in/choice?wanted=… | two panels, as far as the académie has set their addresses; without any, straight to /sign-in |

use web::{Answer, filters};

use super::Wanted;
use crate::academies::Academy;
use crate::visit::Visit;

web::view! { "sign_in/choice.html" =>
    struct Choice {
        wanted: Wanted,
        academy: Academy,
    }
}

pub async fn show(visit: Visit) -> Answer {
    let wanted = Wanted::of(&visit, &visit.query()).await?;
    if visit.person().is_some() {
        return if wanted.is_none() { visit.go("/my") } else { visit.go_to(&wanted.address) };
    }
    if !visit.academy.has_arena() {
        return visit.go(&format!("/sign-in{}", wanted.query()));
    }
    visit.door_page("choice-title", &Choice { wanted, academy: visit.academy.clone() })
}
