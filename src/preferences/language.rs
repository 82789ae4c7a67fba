//! « Langue préférée »: for the pages and for the messages.
//!
//! | GET  /preferences/language | French or English                              |
//! | POST /preferences/language | stored with the person and in this browser     |

use web::{Answer, Filled, Language, filters};

use crate::people::details;
use crate::visit::{Member, OrProblem, language};

web::view! { "preferences/language.html" =>
    struct PreferredLanguage {
        form: Filled,
    }
}

pub async fn show(member: Member) -> Answer {
    let stored = member.person().language.as_deref().and_then(Language::from_tag).unwrap_or(member.language());
    let form = member.form().or("language", stored.tag());
    member.page("preferences-language", &PreferredLanguage { form })
}

pub async fn submit(member: Member, mut form: Filled) -> Answer {
    let Some(chosen) = Language::from_tag(form.value("language")) else {
        form.fault("language", "preferences-language-missing");
        return member.page_again("preferences-language", &PreferredLanguage { form });
    };
    let tx = member.app.db.begin().await.or_problem()?;
    details::set_language(&tx, member.person().id, chosen.tag()).await.or_problem()?;
    tx.commit().await.or_problem()?;
    let response = member.go_and_say("/preferences", "done-preferences-saved")?;
    Ok(language::remember(&member, response, chosen))
}
