//! An académie's front page.
//!
//! | GET / | for whoever is signed in, Mes parcours; for anybody else, the two ways on |

use web::{Answer, filters};

use super::choose;
use crate::visit::Visit;
use crate::visit::page::with_cookie;

web::view! { "public/welcome.html" =>
    struct Welcome {
        full_name: String,
        of_name: String,
    }
}

pub async fn show(visit: Visit) -> Answer {
    let response = if visit.person().is_some() {
        visit.go("/my")?
    } else {
        let academy = &visit.academy;
        let view = Welcome { full_name: academy.full_name.clone(), of_name: academy.of_name.clone() };
        visit.page("welcome-title", &view)?
    };
    Ok(match choose::to_remember(&visit) {
        Some(cookie) => with_cookie(response, &cookie),
        None => response,
    })
}
