//! What an académie adds to the lists that describe a course.
//!
//! | GET  /manage/terms | each list: what it holds for everybody, and what was added here      |
//! | POST /manage/terms | a term added; or one taken out that no course is described by         |

use serde_json::json;
use web::{Answer, Filled, Problem, filters};

use crate::academies::Academy;
use crate::access::{Allowed, Manage};
use crate::events::{self, Event};
use crate::indexing::terms::{self, List, OwnTerm, Terms};
use crate::visit::{Member, OrProblem};

web::view! { "management/terms.html" =>
    struct TermsPage {
        form: Filled,
        lists: Vec<Shown>,
    }
}

/// A list as the page shows it.
struct Shown {
    list: List,
    word: &'static str,
    /// The labels that every académie has.
    national: Vec<String>,
    own: Vec<OwnTerm>,
}

fn word(list: List) -> &'static str {
    match list {
        List::Domain => "indexing-domain",
        List::Audience => "indexing-audiences",
        List::Collection => "indexing-collection",
        List::Nature => "indexing-nature",
        List::Origin => "indexing-origin",
    }
}

/// The page.
///
/// # Errors
/// When the database fails.
pub async fn show(academy: Allowed<Academy, Manage>, member: Member) -> Answer {
    let form = member.form();
    page(&academy, &member, form).await
}

async fn page(academy: &Academy, member: &Member, form: Filled) -> Answer {
    let mut own = terms::own(&member.app.db, academy.id).await.or_problem()?;
    let national = Terms::default();
    let lists = List::ALL.iter().map(|list| {
        let (these, others) = std::mem::take(&mut own).into_iter().partition(|term: &OwnTerm| term.list == *list);
        own = others;
        let labels = national.list(*list).map(|term| term.label(member.language()).to_owned()).collect();
        Shown { list: *list, word: word(*list), national: labels, own: these }
    });
    let lists = lists.collect();
    let clean = form.is_clean();
    let view = TermsPage { form, lists };
    if clean { member.page("management-terms", &view) } else { member.page_again("management-terms", &view) }
}

/// Adds a term, or takes one out.
///
/// # Errors
/// [`Problem::NotFound`] for a list or a term there is not; else when the database fails.
pub async fn submit(academy: Allowed<Academy, Manage>, member: Member, mut form: Filled) -> Answer {
    let tx = member.app.db.begin().await.or_problem()?;
    let (kind, code, done) = if form.has("remove") {
        let id = form.value("remove").parse().map_err(|_| Problem::NotFound)?;
        let code = terms::remove(&tx, academy.id, id).await.or_problem()?.ok_or(Problem::NotFound)?;
        ("academy.term.removed", code, "done-term-removed")
    } else {
        let list: List = form.value("list").parse().map_err(|_| Problem::NotFound)?;
        let typed = form.line("label", terms::LONGEST_LABEL);
        let Some(label) = terms::label(&typed) else {
            form.fault("label", "management-term-fault");
            drop(tx);
            return page(&academy, &member, form).await;
        };
        let (code, new) = terms::add(&tx, academy.id, &academy.slug, list, label).await.or_problem()?;
        if !new {
            form.fault("label", "management-term-there");
            drop(tx);
            return page(&academy, &member, form).await;
        }
        ("academy.term.added", code, "done-term-added")
    };
    let event =
        Event { kind, academy_id: Some(academy.id), actor_id: Some(member.person().id), person_id: None, detail: json!({ "code": code }) };
    events::record(&tx, event, member.now).await.or_problem()?;
    tx.commit().await.or_problem()?;
    member.go_and_say("/manage/terms", done)
}
