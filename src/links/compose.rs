//! Writing a letter at the moment it is sent: the tokens of its links exist only here.

use std::future::Future;
use std::pin::Pin;

use jobs::mail::{Compose, ComposeError, Letter, Message};
use serde_json::Value;
use web::Scene;

use super::letter::Template;
use super::sentences::{Matter, button, closing, greeted, is_no_address, opening};
use super::{Link, LinkState};
use crate::academies::Academy;
use crate::app::{App, NewOffer, NewOffers, PostTold, Reader};
use crate::people::{self, Person, PersonState};

web::view! { plain "links/letter.txt" =>
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
    /// What it lists.
    items: Vec<Item>,
    /// What stands after the buttons.
    closing: Vec<String>,
    /// How no more of these letters come: for those somebody asked for.
    unsubscribe: Option<Button>,
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

struct Item {
    title: String,
    facts: String,
    /// A line each.
    text: Vec<String>,
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

/// A text among the parameters of a letter; empty when there is none.
fn named(letter: &Letter, name: &str) -> String {
    parameters(letter).get(name).and_then(|text| text.as_str()).unwrap_or_default().to_owned()
}

/// What a letter is about: ids under this name among its parameters.
fn ids(letter: &Letter, name: &str) -> Vec<i64> {
    parameters(letter).get(name).and_then(|ids| ids.as_array()).into_iter().flatten().filter_map(|id| id.as_i64()).collect()
}

fn link_ids(letter: &Letter) -> Vec<i64> {
    ids(letter, "links")
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
        Template::Enrolled | Template::PlaceFree => Some(named(letter, "wanted")).filter(|wanted| !wanted.is_empty()),
        _ => None,
    };
    let course = match &wanted {
        Some(wanted) => (app.above.describe)(&app.db, &academy, wanted).await?.filter(|title| is_no_address(title)),
        None => None,
    };
    let to_the_course = wanted
        .filter(|_| matches!(template, Template::Enrolled | Template::PlaceFree))
        .map(|wanted| Button::plain(&scene, "letter-enrolled-button", format!("{}{wanted}", app.config.origin)));
    let new_offers = match (template, letter.person_id) {
        (Template::NewOffers, Some(person_id)) => {
            let reader = Reader { person_id, address: &letter.recipient };
            match (app.above.new_offers)(app, &academy, reader, &ids(letter, "offers")).await? {
                Some(listed) => Some(listed),
                None => return Ok(None),
            }
        }
        _ => None,
    };
    let posts = match (template, letter.person_id) {
        (Template::ForumPost | Template::ForumDigest, Some(person_id)) => {
            let reader = Reader { person_id, address: &letter.recipient };
            match (app.above.posts)(app, &academy, reader, &ids(letter, "posts"), template == Template::ForumDigest).await? {
                Some(told) => Some(told),
                None => return Ok(None),
            }
        }
        _ => None,
    };
    let unsubscribe = new_offers.as_ref().map(|new| &new.unsubscribe).or(posts.as_ref().map(|told| &told.unsubscribe)).cloned();
    let list = posts.as_ref().map_or("new-offers", |told| told.list.as_str());
    let follow = |(link, holder): &(Link, Person)| {
        let address = format!("{}{}{}?token={}", app.config.origin, academy.base(), link.purpose.path(), link.token(&app.secrets));
        let mut button = Button::plain(&scene, button(template)?, address);
        if links.len() > 1 {
            button.account = scene.say_with("letter-account", &[("account", &holder.username)]).into_owned();
        }
        Some(button)
    };
    let written = Written {
        language: scene.language.tag(),
        subject: letter.subject.clone(),
        greeting: match greeted(template, person.as_ref()) {
            Some(name) => scene.say_with("letter-hello-name", &[("name", name)]).into_owned(),
            None => scene.say("letter-hello").into_owned(),
        },
        paragraphs: posts
            .iter()
            .flat_map(|told| [vec![told.opening.say(&scene).into_owned()], told.text.clone(), said(&scene, told.files.as_ref())].concat())
            .chain(opening(
                &scene,
                &Matter {
                    template,
                    academy: &academy,
                    links: &links,
                    person: person.as_ref(),
                    course: course.as_deref(),
                    accounts: (named(letter, "kept"), named(letter, "gone")),
                },
            ))
            .collect(),
        buttons: links
            .iter()
            .filter_map(follow)
            .chain(to_the_course)
            .chain(new_offers.iter().map(|new| Button::plain(&scene, "letter-new-offers-button", new.everything.clone())))
            .chain(posts.iter().filter_map(|told| told.button.clone()).map(|address| Button::plain(&scene, "letter-forum-button", address)))
            .collect(),
        items: new_offers
            .iter()
            .flat_map(|new| items(&scene, new, more(letter)))
            .chain(posts.iter().flat_map(|told| &told.listed).map(|post| item_of(&scene, post)))
            .collect(),
        closing: closing(&scene, template, &academy),
        unsubscribe: unsubscribe.clone().map(|address| Button::plain(&scene, "letter-unsubscribe", address)),
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
        headers: unsubscribe.map(|address| list_headers(app, &academy, list, &address)).unwrap_or_default(),
        language: scene.language.tag(),
    }))
}

impl Button {
    /// A button that is for no account in particular.
    fn plain(scene: &Scene, word: &str, address: String) -> Button {
        Button { account: String::new(), label: scene.say(word).into_owned(), address }
    }
}

/// A post as the message of the day lists it.
fn item_of(scene: &Scene, post: &PostTold) -> Item {
    let text = [post.text.clone(), said(scene, post.files.as_ref())].concat();
    Item { title: post.title.clone(), facts: post.facts.say(scene).into_owned(), text, address: post.address.clone() }
}

/// One more line, where there is something to say.
fn said(scene: &Scene, message: Option<&web::Message>) -> Vec<String> {
    message.map(|message| message.say(scene).into_owned()).into_iter().collect()
}

/// How many more offers there are than the letter is about.
fn more(letter: &Letter) -> i64 {
    parameters(letter).get("more").and_then(Value::as_i64).unwrap_or(0)
}

/// Offers as a letter lists them, one by its number when its title would become a link; and how many more there are.
fn items(scene: &Scene, new: &NewOffers, more: i64) -> Vec<Item> {
    let item = |offer: &NewOffer| {
        let number = offer.number.to_string();
        let title = Some(offer.title.clone()).filter(|title| is_no_address(title));
        Item {
            title: title.unwrap_or_else(|| scene.say_with("letter-new-offers-number", &[("number", &number)]).into_owned()),
            facts: offer.facts.iter().map(|fact| fact.say(scene)).collect::<Vec<_>>().join(", "),
            text: Vec::new(),
            address: offer.address.clone(),
        }
    };
    let more = (more > 0).then(|| Item {
        title: web::Message::new("letter-new-offers-more").with("count", more).say(scene).to_string(),
        facts: String::new(),
        text: Vec::new(),
        address: new.everything.clone(),
    });
    new.listed.iter().map(item).chain(more).collect()
}

/// What mail programs need to offer an end of these letters themselves (RFC 2919, RFC 8058).
fn list_headers(app: &App, academy: &Academy, list: &str, unsubscribe: &str) -> Vec<(String, String)> {
    [
        ("List-Id", format!("<{list}.{}.{}>", academy.slug, app.config.host_name())),
        ("List-Unsubscribe", format!("<{unsubscribe}>")),
        ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into()
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
