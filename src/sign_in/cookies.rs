//! What cookies are for here, and a real test whether this browser keeps them.
//!
//! | GET /sign-in/cookies   | sets a cookie and comes back to see whether it returned                          |
//! | GET /sign-in/check     | right after a sign-in from a browser that sent no cookie at all: did it stay?    |

use web::{Answer, filters};

use super::Wanted;
use crate::visit::Visit;
use crate::visit::page::with_cookie;

/// The cookie of the test.
const TEST: &str = "cookie-test";

web::view! { "sign_in/cookies.html" =>
    struct Cookies {
        wanted: Wanted,
        work: bool,
    }
}

pub async fn show(visit: Visit) -> Answer {
    let query = visit.query();
    let wanted = Wanted::of(&visit, &query).await?;
    if query.value("tested").is_empty() {
        let back =
            if wanted.is_none() { "/sign-in/cookies?tested=1".to_owned() } else { format!("/sign-in/cookies{}&tested=1", wanted.query()) };
        return Ok(with_cookie(visit.go(&back)?, &visit.jar().set(TEST, "1", Some(300))));
    }
    let work = visit.cookie(TEST).is_some();
    visit.door_page("cookies-title", &Cookies { wanted, work })
}

pub async fn check(visit: Visit) -> Answer {
    let wanted = Wanted::of(&visit, &visit.query()).await?;
    if let Some(person) = visit.person() {
        return match person.lacks_a_name() {
            true => visit.go(&format!("/profile{}", wanted.query())),
            false if wanted.is_none() => visit.go("/my"),
            false => visit.go_to(&wanted.address),
        };
    }
    visit.door_page("cookies-title", &Cookies { wanted, work: false })
}
