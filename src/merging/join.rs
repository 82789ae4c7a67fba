//! Doing it: every table that names a person names the one who stays. `tests/guards` compares them with the schema.

use db::Tx;
use serde_json::json;

use super::request;
use crate::academies::Academy;
use crate::app::App;
use crate::courses;
use crate::events::{self, Event};
use crate::links::letter::{self, About, Template};
use crate::links::{self, MakeError, invitation};
use crate::people::{self, Person, address};
use crate::{my, news};

/// Makes two accounts one, and tells her. The caller holds both and has asked [`super::rules`].
///
/// # Errors
/// When the database fails or the system gives no random bytes. Nothing is changed then.
pub async fn join(
    tx: &Tx,
    app: &App,
    academy: &Academy,
    gone: &Person,
    kept: &Person,
    gone_as: &str,
    actor_id: i64,
) -> Result<(), MakeError> {
    let now = app.clock.now();
    let moved = courses::merged::merge(tx, gone.id, kept.id, now).await?;
    my::merged::merge(tx, gone.id, kept.id).await?;
    news::subscription::merge(tx, gone.id, kept.id).await?;
    request::merge(tx, gone.id, kept.id).await?;
    links::merge(tx, gone.id, kept.id).await?;
    jobs::mail::hand_over(tx, gone.id, kept.id).await?;
    events::merge(tx, gone.id, kept.id).await?;
    people::merged::merge(tx, gone, kept).await?;
    people::merged::forget(tx, gone.id).await?;
    // The number of the account that is no more says which lines of the journal were its.
    let actor_id = if actor_id == gone.id { kept.id } else { actor_id };
    let event = Event::of_person("person.merged", Some(academy.id), Some(actor_id), kept.id).with(json!({ "gone": gone.id }));
    events::record(tx, event, now).await?;
    if let Some((_, recipient)) = address::to_write_to(tx, kept.id, "").await? {
        let parameters = json!({ "gone": gone_as });
        letter::post(tx, app, Template::Merged, &About { academy, person: Some(kept), recipient: &recipient, parameters }, now).await?;
    }
    for one in moved {
        let academy = Academy::by_id(&app.db, one.academy_id).await?;
        let person = Person::by_id(tx, one.person_id).await?;
        invitation::place_free(tx, app, &academy, &person, &format!("{}/courses/{}", academy.base(), one.number)).await?;
    }
    Ok(())
}
