//! Asking for a new password: a link by mail, in the same transaction as everything that is known about it.

use db::Tx;
use serde_json::json;

use super::{Holder, Link, MakeError, NewLink, Purpose, letter};
use crate::academies::Academy;
use crate::app::App;
use crate::clock::{HOUR, MINUTE};
use crate::people::membership::{self, MembershipState};
use crate::people::{self, Person};

/// Mails to one account in an hour.
const PER_HOUR: i64 = 3;

/// As many accounts as share an address where one is shared at all.
const SHARING: usize = 2;
/// The slots in which requests for unknown names end: their number is fixed, so that what they leave behind does not grow.
const NOBODYS_SLOTS: u64 = 4096;

/// A request, as the page received it.
#[derive(Clone, Debug)]
pub struct Request<'a> {
    /// The user name or address, as typed.
    pub typed: &'a str,
    /// The académie whose page was used.
    pub academy: &'a Academy,
    /// The page she wanted.
    pub wanted: Option<&'a str>,
    /// The random id of the form, so that a double click is one request.
    pub form_id: &'a str,
}

db::row! {
    struct Recent {
        sent: i64,
        last: Option<i64>,
        living: i64,
    }
}

/// Asks for a link for whoever is meant. The same statements run whether somebody is meant or not, and nothing tells the caller.
///
/// # Errors
/// When the database fails or the system gives no random bytes.
pub async fn request(tx: &Tx, app: &App, request: &Request<'_>) -> Result<(), MakeError> {
    let people = people::behind(tx, request.typed).await?;
    send(tx, app, request, &people).await
}

/// « Recevoir un nouveau lien »: another link for the holder of an expired one, to the address that one went to and under the same
/// limits. `form_id` makes a double click one request.
///
/// # Errors
/// As [`request`].
pub async fn again(tx: &Tx, app: &App, academy: &Academy, expired: &Link, form_id: &str) -> Result<(), MakeError> {
    let person = Person::by_id(tx, expired.person_id).await?;
    let addresses = people::address::of(tx, person.id).await?;
    let typed = addresses.iter().find(|address| Some(address.id) == expired.address_id).map_or("", |address| &address.folded);
    let request = Request { typed, academy, wanted: expired.inside(), form_id };
    send(tx, app, &request, &[person]).await
}

async fn send(tx: &Tx, app: &App, request: &Request<'_>, people: &[Person]) -> Result<(), MakeError> {
    let now = app.clock.now();
    let folded = people::address::fold(request.typed);
    let bucket = people::guesses::name_key(&app.secrets, &folded) % NOBODYS_SLOTS;
    // The same is done for nobody in the place of whoever is not there, so that one account, none and a shared address cost the same.
    let nobodies = SHARING.saturating_sub(people.len());
    let holders: Vec<Option<&Person>> = people.iter().map(Some).chain(std::iter::repeat_n(None, nobodies)).collect();
    for person in &holders {
        people::hold(tx, person.map_or(0, |person| person.id)).await?;
    }
    // What was typed belongs to the key: correcting a slip in the same form is a new request.
    let request_key = format!("{}:{}:{}", request.academy.id, request.form_id, people::guesses::name_key(&app.secrets, &folded));
    let repeated = super::was_asked(tx, request.academy.id, &request_key).await?;
    let mut links = Vec::new();
    let mut addressee = None;
    for person in holders {
        let person_id = person.map_or(0, |person| person.id);
        let limited = over_the_limit(tx, person_id, now).await?;
        let suspended_here = membership::state(tx, request.academy.id, person_id).await? == Some(MembershipState::Suspended);
        let address = people::address::to_write_to(tx, person_id, &folded).await?;
        let (holder, address_id) = match (person, address) {
            (Some(person), Some((address_id, written))) if !limited && !repeated => {
                addressee = addressee.or(Some((person, written)));
                (Holder::Person(person.id), Some(address_id))
            }
            _ => (Holder::Nobody(bucket), None),
        };
        let is_for_her = holder != Holder::Nobody(bucket);
        let link = NewLink {
            purpose: Purpose::Reset,
            academy_id: request.academy.id,
            holder,
            beside: String::new(),
            request_key: Some(request_key.clone()),
            wanted: request.wanted,
            address_id,
        };
        let id = super::make(tx, &app.secrets, &link, now).await?;
        // A link that would be dead on arrival is counted like the others, and not mailed.
        if is_for_her && !suspended_here && person.is_some_and(|person| person.suspended_at.is_none()) {
            links.push(id);
        }
    }
    match addressee {
        Some((person, address)) => {
            let template = if links.is_empty() { letter::Template::Suspended } else { letter::Template::Reset };
            let about = letter::About {
                academy: request.academy,
                person: Some(person),
                recipient: &address,
                parameters: json!({ "links": links }),
            };
            letter::post(tx, app, template, &about, now).await
        }
        None => letter::post_to_nobody(tx, app, request.academy, bucket, now).await,
    }
}

/// At most three mails an hour; but always one when no link is alive and a quarter of an hour has passed.
async fn over_the_limit(tx: &Tx, person_id: i64, now: i64) -> db::Result<bool> {
    let recent: Recent = tx
        .one(
            "select count(*) as sent, max(created_at) as last,
                    count(case when state = 'alive' and (expires_at is null or expires_at > $2) then 1 end) as living
               from link where person_id = $1 and purpose = 'reset' and created_at > $3",
            &db::args![person_id, now, now - HOUR],
        )
        .await?;
    let quarter_passed = recent.last.is_none_or(|last| last + 15 * MINUTE <= now);
    Ok(recent.sent >= PER_HOUR && !(recent.living == 0 && quarter_passed))
}
