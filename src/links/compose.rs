//! Writing a letter at the moment it is sent: the tokens of its links exist only here.

use std::future::Future;
use std::pin::Pin;

use jobs::mail::{Compose, ComposeError, Letter, Message};
use web::Scene;

use super::letter::Template;
use super::{Link, LinkState};
use crate::academies::Academy;
use crate::app::App;
use crate::people::{self, Person, PersonState};

web::view! { "links/letter.txt" =>
    struct TextLetter<'a> { letter: &'a Written }
}

web::view! { "links/letter.html" =>
    struct HtmlLetter<'a> { letter: &'a Written }
}

/// A letter as sentences, before it becomes text and HTML.
struct Written {
    language: &'static str,
    subject: String,
    greeting: String,
    paragraphs: Vec<String>,
    /// One button per account; with the account's name when there are several.
    buttons: Vec<Button>,
    /// What stands after the buttons.
    closing: Vec<String>,
    signature: String,
    /// Why this letter came.
    origin: String,
}

struct Button {
    /// Which account it is for; empty when there is only one.
    account: String,
    label: String,
    address: String,
}

/// Composes the product's letters.
pub struct Letters {
    /// The running product.
    pub app: App,
}

type Composing<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

impl Compose for Letters {
    fn compose<'a>(&'a self, letter: &'a Letter, now: i64) -> Composing<'a, Result<Option<Message>, ComposeError>> {
        Box::pin(async move {
            let composed = compose(&self.app, letter, now).await;
            composed.map_err(|error| ComposeError(error.to_string()))
        })
    }

    /// The life of the letter's links counts from here: the mail server has, or may have, taken it.
    fn accepted<'a>(&'a self, letter: &'a Letter, now: i64) -> Composing<'a, db::Result<()>> {
        Box::pin(async move { start_the_count(&self.app, letter, now).await })
    }
}

fn parameters(letter: &Letter) -> serde_json::Value {
    serde_json::from_str(&letter.parameters).unwrap_or_default()
}

fn link_ids(letter: &Letter) -> Vec<i64> {
    parameters(letter).get("links").and_then(|links| links.as_array()).into_iter().flatten().filter_map(|id| id.as_i64()).collect()
}

async fn start_the_count(app: &App, letter: &Letter, now: i64) -> db::Result<()> {
    for id in link_ids(letter) {
        let found: Option<(super::Purpose,)> = app
            .db
            .maybe("select purpose from link where academy_id = $1 and id = $2 and state = 'alive'", &db::args![letter.academy_id, id])
            .await?;
        if let Some((purpose,)) = found {
            let sql = "update link set expires_at = $3 where academy_id = $1 and id = $2 and state = 'alive'";
            app.db.run(sql, &db::args![letter.academy_id, id, now + purpose.lifetime()]).await?;
        }
    }
    Ok(())
}

/// The links of a letter that still live, each with its holder.
async fn living_links(tx: &db::Tx, letter: &Letter) -> db::Result<Vec<(Link, Person)>> {
    let mut living = Vec::new();
    for id in link_ids(letter) {
        let link: Option<Link> = tx
            .maybe(
                &format!("select {} from link where academy_id = $1 and id = $2 and person_id is not null", super::COLUMNS),
                &db::args![letter.academy_id, id],
            )
            .await?;
        if let Some(link) = link.filter(|link| link.state == LinkState::Alive) {
            let person = Person::by_id(tx, link.person_id).await?;
            living.push((link, person));
        }
    }
    Ok(living)
}

/// The letter, or nothing when nothing is left to say: its links were used or ended meanwhile.
async fn compose(app: &App, letter: &Letter, now: i64) -> Result<Option<Message>, Box<dyn std::error::Error + Send + Sync>> {
    let template: Template = letter.template.parse().map_err(|_| format!("no letter called {}", letter.template))?;
    let academy = Academy::by_id(&app.db, letter.academy_id.unwrap_or_default()).await?;
    let tx = app.db.begin().await?;
    let links = living_links(&tx, letter).await?;
    if links.is_empty() && !link_ids(letter).is_empty() {
        return Ok(None);
    }
    let person = match (links.first(), letter.person_id) {
        (Some((_, person)), _) => Some(person.clone()),
        (None, Some(id)) => Some(Person::by_id(&tx, id).await?),
        (None, None) => None,
    };
    drop(tx);
    // Counted before the hand-over too: a mail server that takes the letter and then falls silent must not leave a link without an end.
    start_the_count(app, letter, now).await?;

    let scene = Scene { words: app.words, language: template.language(person.as_ref()), base: academy.base(), assets: &[] };
    let origin_name = format!("{} (via {}{})", academy.full_name, app.config.host(), academy.base());
    // What she was enrolled in, so that the letter says more than a stranger could.
    let wanted = match template {
        Template::Invitation => links.first().and_then(|(link, _)| link.inside()).map(str::to_owned),
        Template::Enrolled => parameters(letter).get("wanted").and_then(|wanted| wanted.as_str()).map(str::to_owned),
        _ => None,
    };
    let course = match &wanted {
        Some(wanted) => (app.describe)(&app.db, &academy, wanted).await?.filter(|title| is_no_address(title)),
        None => None,
    };
    let to_the_course = wanted.filter(|_| template == Template::Enrolled).map(|wanted| Button {
        account: String::new(),
        label: scene.say("letter-enrolled-button").into_owned(),
        address: format!("{}{wanted}", app.config.origin),
    });
    let written = Written {
        language: scene.language.tag(),
        subject: letter.subject.clone(),
        greeting: match greeted(template, person.as_ref()) {
            Some(name) => scene.say_with("letter-hello-name", &[("name", name)]).into_owned(),
            None => scene.say("letter-hello").into_owned(),
        },
        paragraphs: opening(&scene, template, &academy, &links, person.as_ref(), course.as_deref()),
        buttons: links
            .iter()
            .filter_map(|(link, holder)| button(app, &scene, template, &academy, link, holder, links.len()))
            .chain(to_the_course)
            .collect(),
        closing: closing(&scene, template, &academy),
        signature: academy.full_name.clone(),
        origin: scene
            .say_with("letter-origin", &[("site", &app.config.origin), ("academy", &academy.full_name), ("of", &academy.of_name)])
            .into_owned(),
    };
    let text = scene.render(&TextLetter { letter: &written })?;
    let html = scene.render(&HtmlLetter { letter: &written })?;
    Ok(Some(Message {
        from_name: academy.sender_name.clone().unwrap_or(origin_name),
        from_address: academy.sender_address.clone().unwrap_or_else(|| app.config.mail_from()),
        to_address: letter.recipient.clone(),
        subject: letter.subject.clone(),
        text,
        html,
        message_id: letter.message_id.clone(),
        date_micros: now,
        headers: Vec::new(),
        language: scene.language.tag(),
    }))
}

/// By which name its reader is greeted.
fn greeted(template: Template, person: Option<&Person>) -> Option<&str> {
    let name = person.map(|person| person.first_name.as_str()).filter(|_| !template.goes_to_a_stranger())?;
    (!name.is_empty() && is_no_address(name)).then_some(name)
}

/// Whether a text that somebody typed stays a text: mail programs make links of whatever looks like an address of the web.
fn is_no_address(text: &str) -> bool {
    let characters: Vec<char> = text.chars().collect();
    let dotted = |three: &[char]| matches!(three, [before, '.', after] if before.is_alphanumeric() && after.is_alphabetic());
    !text.contains("://") && !text.contains('@') && !characters.windows(3).any(dotted)
}

fn opening(
    scene: &Scene,
    template: Template,
    academy: &Academy,
    links: &[(Link, Person)],
    person: Option<&Person>,
    course: Option<&str>,
) -> Vec<String> {
    let account = person.map(|person| person.username.as_str()).unwrap_or_default();
    let say =
        |key: &str| scene.say_with(key, &[("academy", &academy.full_name), ("of", &academy.of_name), ("account", account)]).into_owned();
    match template {
        Template::Reset if links.len() > 1 => vec![say("letter-reset-asked-several"), say("letter-reset-choose")],
        Template::Reset => vec![say("letter-reset-asked"), say("letter-reset-follow")],
        Template::Suspended if person.is_some_and(|person| person.suspended_at.is_none()) => {
            vec![say("letter-reset-asked"), say("letter-suspended-here")]
        }
        Template::Suspended => vec![say("letter-reset-asked"), say("letter-suspended")],
        Template::Invitation => {
            let course = course.map(|title| scene.say_with("letter-invitation-course", &[("title", title)]).into_owned());
            let leads_on = links.first().is_some_and(|(link, _)| link.inside().is_some());
            let follow = say(if leads_on { "letter-invitation-follow" } else { "letter-invitation-follow-plain" });
            [Some(say("letter-invitation-made")), course, Some(follow)].into_iter().flatten().collect()
        }
        Template::Enrolled => {
            let course = course.map(|title| scene.say_with("letter-invitation-course", &[("title", title)]).into_owned());
            [Some(say("letter-enrolled-made")), course].into_iter().flatten().collect()
        }
        Template::NewAddress => vec![say("letter-new-address-asked")],
        Template::AddressTaken => vec![say("letter-address-taken")],
        Template::PasswordChanged => vec![say("letter-password-changed")],
    }
}

fn button(app: &App, scene: &Scene, template: Template, academy: &Academy, link: &Link, holder: &Person, of: usize) -> Option<Button> {
    let label = match template {
        Template::Reset => "letter-reset-button",
        Template::Invitation => "letter-invitation-button",
        Template::NewAddress => "letter-new-address-button",
        Template::Suspended | Template::Enrolled | Template::AddressTaken | Template::PasswordChanged => return None,
    };
    let address = format!("{}{}{}?token={}", app.config.origin, academy.base(), link.purpose.path(), link.token(&app.secrets));
    let account = if of > 1 { scene.say_with("letter-account", &[("account", &holder.username)]).into_owned() } else { String::new() };
    Some(Button { account, label: scene.say(label).into_owned(), address })
}

fn closing(scene: &Scene, template: Template, academy: &Academy) -> Vec<String> {
    let say = |key: &str| scene.say(key).into_owned();
    let mut closing = match template {
        Template::Reset => vec![say("letter-reset-valid"), say("letter-not-you")],
        Template::Suspended => vec![],
        Template::Invitation => vec![say("letter-invitation-valid")],
        Template::Enrolled => vec![say("letter-enrolled-account")],
        Template::NewAddress => vec![say("letter-new-address-valid"), say("letter-not-you")],
        Template::AddressTaken => vec![say("letter-not-you")],
        Template::PasswordChanged => vec![say("letter-password-changed-not-you")],
    };
    if let Some(support) = &academy.support_contact {
        closing.push(scene.say_with("letter-support", &[("address", support)]).into_owned());
    }
    closing
}

/// Tells somebody that her password was changed.
///
/// # Errors
/// When the database fails or the system gives no random bytes.
pub async fn password_changed(tx: &db::Tx, app: &App, academy: &Academy, person: &Person, now: i64) -> Result<(), super::MakeError> {
    let Some((_, recipient)) = people::address::to_write_to(tx, person.id, "").await? else { return Ok(()) };
    let about = super::letter::About { academy, person: Some(person), recipient: &recipient, parameters: serde_json::json!({}) };
    super::letter::post(tx, app, Template::PasswordChanged, &about, now).await
}

/// Whether a link may still do its work for its holder: she and her membership are not suspended, and an invitation is for somebody without a way in.
///
/// # Errors
/// When the database fails.
pub async fn is_usable(tx: &db::Tx, link: &Link, person: &Person, now: i64) -> db::Result<bool> {
    let suspended_here =
        people::membership::state(tx, link.academy_id, person.id).await? == Some(people::membership::MembershipState::Suspended);
    let pointless = link.purpose == super::Purpose::Invitation && person.state != PersonState::Invited;
    Ok(link.lives(now) && person.suspended_at.is_none() && !suspended_here && !pointless)
}

#[cfg(test)]
mod tests {
    use super::is_no_address;

    #[test]
    fn what_a_mail_program_would_make_a_link_of_is_seen() {
        for text in ["Session Essai parcours 2", "Évaluer : 3.5 h", "Lire, écrire… compter.", "Jean-Marc"] {
            assert!(is_no_address(text), "{text}");
        }
        for text in ["Voir https://evil.example", "evil.example", "x@evil", "www.evil", "Gagnez sur évil.fr !"] {
            assert!(!is_no_address(text), "{text}");
        }
    }
}
