//! What is told each Monday at seven by the clocks of the académie.
//!
//! Every process looks; who is told is claimed row by row in the database, together with the letter, so that nobody is told twice. A site that
//! was down on Monday tells it when it is up again.

use std::error::Error;

use serde_json::json;

use super::subscription::{self, Holder, Subscription};
use crate::academies::Academy;
use crate::app::{App, NewOffer, NewOffers, Reader};
use crate::catalogue::news::{self, Appeared, MOST_LISTED};
use crate::clock::{self, DAY, MINUTE, SECOND};
use crate::indexing::terms::{List, Terms};
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
/// Between two letters: less than a mail server takes, so that a link for a new password never waits behind them.
const PACE: i64 = SECOND / 2;
/// Subscriptions settled in one transaction: other writers get their turn in between.
const AT_ONCE: i64 = 100;

/// Tells everybody what she has not been told yet; gives the number of letters. Doing it again tells nothing more.
///
/// # Errors
/// The first failure, once the other académies were told: the database fails, or the system gives no random bytes.
pub async fn tell_due(app: &App) -> Result<usize, MakeError> {
    let mut letters = 0;
    let mut failed = None;
    for academy in Academy::all(&app.db).await? {
        if let Err(error) = tell(app, &academy, &mut letters).await {
            tracing::warn!(academy = academy.slug, %error, "new offers were not told");
            failed.get_or_insert(error);
        }
    }
    match failed {
        Some(error) => Err(error),
        None => Ok(letters),
    }
}

async fn tell(app: &App, academy: &Academy, letters: &mut usize) -> Result<(), MakeError> {
    let now = app.clock.now();
    let monday = clock::last_monday(&academy.time_zone, HOUR_OF_MONDAY, now - SETTLED);
    let mut news: Option<News> = None;
    loop {
        let some = subscription::untold(&app.db, academy.id, monday, AT_ONCE).await?;
        if some.is_empty() {
            return Ok(());
        }
        if news.is_none() {
            let today = clock::day_in(&academy.time_zone, now);
            let offers = news::appeared(&app.db, academy.id, &today, monday - FURTHEST_BACK, monday, MOST_NEWS).await?;
            news = Some(News { offers, terms: Terms::shown(&app.db, academy.id).await?, monday });
        }
        let Some(news) = &news else { return Ok(()) };
        let told = tell_some(app, academy, &some, news, *letters).await?;
        *letters += told;
    }
}

/// What an académie has to tell on a Monday.
struct News {
    offers: Vec<Appeared>,
    terms: Terms,
    /// Microseconds UTC.
    monday: i64,
}

impl News {
    /// Of the audiences somebody chose, those that still exist: without any, she gets whatever is new, as her page says.
    fn still_there(&self, audiences: &str) -> String {
        let there = |code: &&str| self.terms.get(List::Audience, code).is_some();
        audiences.split_whitespace().filter(there).collect::<Vec<_>>().join(" ")
    }
}

/// Tells some of an académie's subscribers, after so many letters of the same morning.
async fn tell_some(app: &App, academy: &Academy, some: &[Subscription], news: &News, before: usize) -> Result<usize, MakeError> {
    let now = app.clock.now();
    let mut told = 0;
    let tx = app.db.begin().await?;
    for one in some {
        if !subscription::claim(&tx, academy.id, one, news.monday).await? {
            continue;
        }
        let audiences = news.still_there(&one.audiences);
        let new = |offer: &&Appeared| offer.published_at > one.told_until && offer.is_for(&audiences);
        let offers: Vec<i64> = news.offers.iter().filter(new).map(|offer| offer.offer_id).collect();
        if offers.is_empty() {
            continue;
        }
        let person = Person::by_id(&tx, one.person_id).await?;
        let closed = membership::state(&tx, academy.id, person.id).await? == Some(MembershipState::Suspended);
        let Some((_, recipient)) = address::to_write_to(&tx, person.id, "").await? else { continue };
        if closed || person.suspended_at.is_some() {
            continue;
        }
        let listed = offers.get(..MOST_LISTED).unwrap_or(&offers);
        let parameters = json!({ "offers": listed, "more": offers.len() - listed.len() });
        let about = About { academy, person: Some(&person), recipient: &recipient, parameters };
        let turn = now + PACE * i64::try_from(before + told).unwrap_or(0);
        letter::post_later(&tx, app, Template::NewOffers, &about, turn, now).await?;
        told += 1;
    }
    tx.commit().await?;
    Ok(told)
}

/// What the letter says when it is written: nothing once she ended it, or nothing of it is offered any more.
///
/// # Errors
/// When the database fails or the system gives no random bytes.
pub async fn listed(
    app: &App,
    academy: &Academy,
    reader: Reader<'_>,
    offers: &[i64],
) -> Result<Option<NewOffers>, Box<dyn Error + Send + Sync>> {
    if subscription::of(&app.db, academy.id, reader.person_id).await?.is_none() {
        return Ok(None);
    }
    let today = clock::day_in(&academy.time_zone, app.clock.now());
    let told = news::told(&app.db, academy.id, &today, offers).await?;
    if told.is_empty() {
        return Ok(None);
    }
    let (origin, base) = (&app.config.origin, academy.base());
    let token = Holder::of(reader).seal(&app.secrets, academy.id)?;
    let line = |offer: news::Told| NewOffer {
        title: offer.title,
        number: offer.number,
        facts: [offer.length, offer.dates].into_iter().flatten().collect(),
        address: format!("{origin}{}", offer.path),
    };
    Ok(Some(NewOffers {
        listed: told.into_iter().map(line).collect(),
        everything: format!("{origin}{base}/catalogue"),
        unsubscribe: format!("{origin}{base}/unsubscribe/{token}"),
    }))
}
