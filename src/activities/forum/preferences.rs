//! « Préférences de forum »: how messages come by mail, whether writing subscribes, whether what she read is kept.
//!
//! | GET  /preferences/forum | what she chose         |
//! | POST /preferences/forum | stored with the person |

use web::{Answer, Filled, filters};

use super::wishes::{self, Choice, Mail};
use crate::visit::{Member, OrProblem};

web::view! { "activities/forum/preferences.html" =>
    struct Preferences {
        form: Filled,
        mails: &'static [Mail],
    }
}

/// The form.
///
/// # Errors
/// When the database fails.
pub async fn show(member: Member) -> Answer {
    let mut form = member.form();
    if !form.has("mail") {
        let stored = wishes::of(&member.app.db, member.person().id).await.or_problem()?;
        let box_of = |ticked: bool| if ticked { "1" } else { "" };
        form = form.or("mail", stored.mail.as_str()).or("subscribes", box_of(stored.subscribes)).or("tracks", box_of(stored.tracks));
    }
    member.page("forum-preferences", &Preferences { form, mails: Mail::ALL })
}

/// Stores it.
///
/// # Errors
/// When the database fails.
pub async fn submit(member: Member, mut form: Filled) -> Answer {
    let Ok(mail) = form.value("mail").parse() else {
        form.fault("mail", "forum-mail-missing");
        return member.page_again("forum-preferences", &Preferences { form, mails: Mail::ALL });
    };
    let chosen = Choice { mail, subscribes: form.checked("subscribes"), tracks: form.checked("tracks") };
    let tx = member.app.db.begin().await.or_problem()?;
    wishes::set(&tx, member.person().id, &chosen).await.or_problem()?;
    tx.commit().await.or_problem()?;
    member.go_and_say("/preferences", "done-preferences-saved")
}
