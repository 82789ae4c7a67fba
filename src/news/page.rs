//! « Nouvelles formations par courriel ».
//!
//! | GET  /preferences/new-offers     | what she asked for                              |
//! | POST /preferences/new-offers     | asks for it, for some publics or for all        |
//! | POST /preferences/new-offers/end | no more of it                                   |

use web::{Answer, Filled, filters};

use super::subscription;
use crate::indexing::terms::{List, Term, Terms};
use crate::people::address;
use crate::search::EVERYBODY;
use crate::visit::{Member, OrProblem};

/// The most audiences that are stored.
const MOST: usize = 50;

web::view! { "news/page.html" =>
    struct NewOffers {
        form: Filled,
        /// Codes and labels.
        audiences: Vec<(String, String)>,
        /// Whether she asked for it already.
        asked: bool,
        /// Where it goes; empty when no address of hers works.
        address: String,
        academy: String,
    }
}

/// The page.
///
/// # Errors
/// When the database fails.
pub async fn show(member: Member) -> Answer {
    let (academy_id, person_id) = (member.academy.id, member.person().id);
    let asked = subscription::of(&member.app.db, academy_id, person_id).await.or_problem()?;
    let form = match (&member.resumed, &asked) {
        (None, Some(asked)) => {
            Filled::from_fields(asked.audiences.split_whitespace().map(|code| ("audiences".into(), code.into())).collect())
        }
        _ => member.form(),
    };
    let address = address::main_of(&member.app.db, person_id).await.or_problem()?.unwrap_or_default();
    let terms = Terms::shown(&member.app.db, academy_id).await.or_problem()?;
    let label = |term: &Term| (term.code.clone(), term.label(member.language()).to_owned());
    let view = NewOffers {
        form,
        audiences: choices(&terms).map(label).collect(),
        asked: asked.is_some(),
        address,
        academy: member.academy.full_name.clone(),
    };
    member.page("news-title", &view)
}

/// Notes what she asks for; codes that are none are left out.
///
/// # Errors
/// When the database fails.
pub async fn submit(member: Member, form: Filled) -> Answer {
    let terms = Terms::shown(&member.app.db, member.academy.id).await.or_problem()?;
    let chosen: Vec<&str> =
        choices(&terms).map(|term| term.code.as_str()).filter(|code| form.holds("audiences", code)).take(MOST).collect();
    let tx = member.app.db.begin().await.or_problem()?;
    subscription::ask(&tx, member.academy.id, member.person().id, &chosen.join(" "), member.now).await.or_problem()?;
    tx.commit().await.or_problem()?;
    member.go_and_say("/preferences/new-offers", "done-news-asked")
}

/// What may be chosen: what is for everybody comes to all of them.
fn choices(terms: &Terms) -> impl Iterator<Item = &Term> {
    terms.list(List::Audience).filter(|term| term.code != EVERYBODY)
}

/// Where the button leads when it was pressed after the session.
///
/// # Errors
/// Never.
pub async fn back(member: Member) -> Answer {
    member.go("/preferences/new-offers")
}

/// No more of it. Pressing twice changes nothing.
///
/// # Errors
/// When the database fails.
pub async fn end(member: Member) -> Answer {
    let tx = member.app.db.begin().await.or_problem()?;
    subscription::end(&tx, member.academy.id, member.person().id).await.or_problem()?;
    tx.commit().await.or_problem()?;
    member.go_and_say("/preferences/new-offers", "done-news-ended")
}
