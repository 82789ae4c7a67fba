//! « Préférences »: the way to everything one sets for oneself.
//!
//! | GET /preferences | the groups that have something in them |

use web::{Answer, filters};

use crate::visit::Member;

web::view! { "preferences/home.html" =>
    struct Preferences {
        /// Whether she signs in with a password of ours.
        has_password: bool,
    }
}

pub async fn show(member: Member) -> Answer {
    member.page("preferences-title", &Preferences { has_password: member.person().password_hash.is_some() })
}
