//! « Français », « English », in the footer of every page.
//!
//! | POST /language | remembered by this browser, and by her account when she is signed in; back to the page |

use web::{Answer, Filled, Language, return_path};

use crate::people::details;
use crate::visit::{OrProblem, Visit, language};

pub async fn choose(visit: Visit, form: Filled) -> Answer {
    let back = return_path::inside(form.value("return")).map_or_else(|| visit.url("/"), language::without_choice);
    let response = visit.go_to(&back)?;
    let Some(chosen) = Language::from_tag(form.value("lang")) else { return Ok(response) };
    if let Some(person) = visit.person() {
        let tx = visit.app.db.begin().await.or_problem()?;
        details::set_language(&tx, person.id, chosen.tag()).await.or_problem()?;
        tx.commit().await.or_problem()?;
    }
    Ok(language::remember(&visit, response, chosen))
}
