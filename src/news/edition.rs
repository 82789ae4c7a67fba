//! What is told each Monday at seven by the clocks of the académie.
//!
//! Every process looks; who is told is claimed row by row in the database, together with the letter, so that nobody is told twice. A site that
//! was down on Monday tells it when it is up again.

use std::error::Error;

use serde_json::json;

use super::subscription::{self, Subscription};
use crate::academies::Academy;
use crate::app::{App, Edition, EditionLine};
use crate::catalogue::news::{self, Appeared};
use crate::clock::{self, DAY, MINUTE};
use crate::links::MakeError;
use crate::links::letter::{self, About, Template};
use crate::people::membership::{self, MembershipState};
use crate::people::{Person, address};

/// The hour of Monday from which it is told.
const HOUR_OF_MONDAY: i8 = 7;
/// Whatever was being published at that hour is there a moment later.
const SETTLED: i64 = MINUTE;
/// After a long silence, what is older is no news.
const FURTHEST_BACK: i64 = 35 * DAY;
/// The most offers of one Monday that are looked through for somebody.
const MOST_NEWS: i64 = 500;
/// Offers that a letter lists; of the others it says how many there are.
const LISTED: usize = 10;
/// Subscriptions settled in one transaction: other writers get their turn in between.
const AT_ONCE: i64 = 100;

/// Tells everybody what she has not been told yet; gives the number of letters. Doing it again tells nothing more.
///
/// # Errors
/// When the database fails or the system gives no random bytes.
pub async fn tell_due(app: &App) -> Result<usize, MakeError> {
    let mut letters = 0;
    for academy in Academy::all(&app.db).await? {
        letters += tell(app, &academy).await?;
    }
    if letters > 0 {
        app.wake.wake();
    }
    Ok(letters)
}

async fn tell(app: &App, academy: &Academy) -> Result<usize, MakeError> {
    let now = app.clock.now();
    let monday = clock::last_monday(&academy.time_zone, HOUR_OF_MONDAY, now - SETTLED);
    let mut letters = 0;
    let mut news: Option<Vec<Appeared>> = None;
    loop {
        let some = subscription::untold(&app.db, academy.id, monday, AT_ONCE).await?;
        if some.is_empty() {
            return Ok(letters);
        }
        if news.is_none() {
            let today = clock::day_in(&academy.time_zone, now);
            news = Some(news::appeared(&app.db, academy.id, &today, monday - FURTHEST_BACK, monday, MOST_NEWS).await?);
        }
        letters += tell_some(app, academy, &some, news.as_deref().unwrap_or_default(), monday).await?;
    }
}

async fn tell_some(app: &App, academy: &Academy, some: &[Subscription], news: &[Appeared], monday: i64) -> Result<usize, MakeError> {
    let mut letters = 0;
    let tx = app.db.begin().await?;
    for one in some {
        if !subscription::claim(&tx, academy.id, one, monday).await? {
            continue;
        }
        let new = |offer: &&Appeared| offer.published_at > one.told_until && offer.is_for(&one.audiences);
        let offers: Vec<i64> = news.iter().filter(new).map(|offer| offer.offer_id).collect();
        if offers.is_empty() {
            continue;
        }
        let person = Person::by_id(&tx, one.person_id).await?;
        let closed = membership::state(&tx, academy.id, person.id).await? == Some(MembershipState::Suspended);
        let Some((_, recipient)) = address::to_write_to(&tx, person.id, "").await? else { continue };
        if closed || person.suspended_at.is_some() {
            continue;
        }
        let listed = offers.get(..LISTED).unwrap_or(&offers);
        let parameters = json!({ "offers": listed, "more": offers.len() - listed.len() });
        let about = About { academy, person: Some(&person), recipient: &recipient, parameters };
        letter::post(&tx, app, Template::NewOffers, &about, app.clock.now()).await?;
        letters += 1;
    }
    tx.commit().await?;
    Ok(letters)
}

/// What the letter says when it is written: nothing once she ended it, or nothing of it is offered any more.
///
/// # Errors
/// When the database fails or the system gives no random bytes.
pub async fn written(
    app: &App,
    academy: &Academy,
    person_id: i64,
    offers: &[i64],
) -> Result<Option<Edition>, Box<dyn Error + Send + Sync>> {
    if subscription::of(&app.db, academy.id, person_id).await?.is_none() {
        return Ok(None);
    }
    let today = clock::day_in(&academy.time_zone, app.clock.now());
    let told = news::told(&app.db, academy.id, &today, offers).await?;
    if told.is_empty() {
        return Ok(None);
    }
    let (origin, base) = (&app.config.origin, academy.base());
    let token = subscription::token(&app.secrets, academy.id, person_id)?;
    let line = |offer: news::Told| EditionLine {
        title: offer.title,
        number: offer.number,
        facts: [offer.length, offer.dates].into_iter().flatten().collect(),
        address: format!("{origin}{}", offer.path),
    };
    Ok(Some(Edition {
        lines: told.into_iter().map(line).collect(),
        everything: format!("{origin}{base}/catalogue"),
        unsubscribe: format!("{origin}{base}/unsubscribe/{token}"),
    }))
}
