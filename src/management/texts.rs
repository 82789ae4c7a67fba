//! The footer's pages in the académie's own words.
//!
//! | GET  /manage/texts        | each page and language, and whose words it has              |
//! | GET  /manage/texts/{name} | its text in Markdown (`legal.fr`)                           |
//! | POST /manage/texts/{name} | saved; or back to the text that comes with the program      |

use std::str::FromStr;

use serde_json::json;
use web::{Answer, Filled, Language, Message, filters};

use crate::academies::{Academy, texts};
use crate::access::{Allowed, Manage};
use crate::events::{self, Event};
use crate::public::Text;
use crate::visit::{Member, OrProblem, Part};

/// The longest text, in characters.
const LONGEST: usize = 40_000;

/// A page in a language, as an address names it.
#[derive(Clone, Copy, Debug)]
pub struct Name(Text, Language);

impl FromStr for Name {
    type Err = ();

    fn from_str(text: &str) -> Result<Name, ()> {
        let (page, language) = text.split_once('.').ok_or(())?;
        Ok(Name(page.parse().map_err(|_| ())?, Language::from_tag(language).ok_or(())?))
    }
}

web::view! { "management/texts.html" =>
    struct TextsPage {
        pages: Vec<Line>,
    }
}

/// A page of the footer.
struct Line {
    word: &'static str,
    page: &'static str,
    /// For each language its tag, and whether the words are the académie's own.
    languages: Vec<(&'static str, bool)>,
}

web::view! { "management/text.html" =>
    struct TextPage {
        form: Filled,
        word: &'static str,
        language: &'static str,
        /// Where it is saved and where it is read.
        name: String,
        path: String,
        own: bool,
    }
}

/// The list.
///
/// # Errors
/// When the database fails.
pub async fn list(academy: Allowed<Academy, Manage>, member: Member) -> Answer {
    let own = texts::own(&member.app.db, academy.id).await.or_problem()?;
    let is_own = |page: &str, language: &str| own.iter().any(|(own_page, own_language)| own_page == page && own_language == language);
    let line = |text: &Text| Line {
        word: text.word(),
        page: text.as_str(),
        languages: Language::ALL.map(|language| (language.tag(), is_own(text.as_str(), language.tag()))).to_vec(),
    };
    member.page("management-texts", &TextsPage { pages: Text::ALL.iter().map(line).collect() })
}

/// The form.
///
/// # Errors
/// When the database fails.
pub async fn show(academy: Allowed<Academy, Manage>, member: Member, Part(name): Part<Name>) -> Answer {
    let form = member.form();
    page(&academy, &member, name, form).await
}

async fn page(academy: &Academy, member: &Member, Name(text, language): Name, form: Filled) -> Answer {
    let own = texts::source(&member.app.db, academy.id, text.as_str(), language.tag()).await.or_problem()?;
    let clean = form.is_clean();
    let form = form.or("source", own.as_deref().unwrap_or(text.shipped(language))).or("seen", &texts::mark(own.as_deref()));
    let view = TextPage {
        form,
        word: text.word(),
        language: language.tag(),
        name: format!("{text}.{}", language.tag()),
        path: format!("{}?lang={}", text.path(), language.tag()),
        own: own.is_some(),
    };
    if clean { member.holding_page(text.word(), &view) } else { member.page_again(text.word(), &view) }
}

/// Saves.
///
/// # Errors
/// When the database fails.
pub async fn submit(academy: Allowed<Academy, Manage>, member: Member, Part(name): Part<Name>, mut form: Filled) -> Answer {
    let Name(text, language) = name;
    let source = form.paragraphs("source", LONGEST);
    let source = if form.has("shipped") {
        None
    } else {
        if !source.lines().any(|line| line.strip_prefix("# ").is_some_and(|title| !title.trim().is_empty())) {
            form.fault("source", "management-text-title");
        }
        Some(source)
    };
    let place = (text.as_str(), language.tag());
    let tx = member.app.db.begin().await.or_problem()?;
    if form.is_clean() && !texts::replace(&tx, academy.id, place, form.value("seen"), source.as_deref()).await.or_problem()? {
        // Somebody else saved meanwhile: nothing is overwritten unseen, and nothing typed is lost.
        form.fault("", Message::new("indexing-fault-meanwhile"));
        form.set("seen", texts::mark(texts::source(&member.app.db, academy.id, place.0, place.1).await.or_problem()?.as_deref()));
    }
    if !form.is_clean() {
        drop(tx);
        return page(&academy, &member, name, form).await;
    }
    let event = Event {
        kind: "academy.text.changed",
        academy_id: Some(academy.id),
        actor_id: Some(member.person().id),
        person_id: None,
        detail: json!({ "page": place.0, "language": place.1, "own": source.is_some() }),
    };
    events::record(&tx, event, member.now).await.or_problem()?;
    tx.commit().await.or_problem()?;
    member.go_and_say("/manage/texts", "done-preferences-saved")
}
