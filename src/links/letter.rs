//! Letters: which there are, and putting one in the outbox.

use db::Tx;
use jobs::mail::NewLetter;
use serde_json::Value;
use web::Language;

use super::MakeError;
use crate::academies::Academy;
use crate::app::App;
use crate::chance;
use crate::people::Person;

db::text_enum! {
    /// A letter the product writes. The text is composed when it is sent, so that no secret waits in the outbox.
    pub enum Template {
        /// A link to set a new password.
        Reset = "reset",
        /// The account is suspended, or her membership of this académie: whom to write to.
        Suspended = "suspended",
        /// A link to set the first password.
        Invitation = "invitation",
        /// Somebody who has a way in was enrolled in a course.
        Enrolled = "enrolled",
        /// Somebody who waited for a place has it.
        PlaceFree = "place-free",
        /// A link that proves an address.
        NewAddress = "new-address",
        /// Somebody typed an address that is another account's.
        AddressTaken = "address-taken",
        /// The password was changed.
        PasswordChanged = "password-changed",
        /// What an académie offers since last week, for somebody who asked for it.
        NewOffers = "weekly-offers",
        /// A post in a forum, for whoever follows it.
    ForumPost = "forum-post",
    /// The posts of a day.
    ForumDigest = "forum-digest",
    /// A link that agrees to two accounts becoming one.
        Merge = "merge",
        /// They became one.
        Merged = "merged",
        /// They became one; the address of the one that went is still to be proven.
        MergedUnproven = "merged-unproven",
    }
}

impl Template {
    /// The word key of its subject.
    pub fn subject(self) -> &'static str {
        match self {
            Template::Reset | Template::Suspended => "letter-reset-subject",
            Template::Invitation => "letter-invitation-subject",
            Template::Enrolled => "letter-enrolled-subject",
            Template::PlaceFree => "letter-place-free-subject",
            Template::NewAddress | Template::AddressTaken => "letter-new-address-subject",
            Template::PasswordChanged => "letter-password-changed-subject",
            Template::NewOffers => "letter-new-offers-subject",
            Template::ForumPost => "letter-forum-subject",
            Template::ForumDigest => "letter-forum-day-subject",
            Template::Merge => "letter-merge-subject",
            Template::Merged | Template::MergedUnproven => "letter-merged-subject",
        }
    }
}

/// What a letter is about.
#[derive(Clone, Debug)]
pub struct About<'a> {
    /// The académie that speaks.
    pub academy: &'a Academy,
    /// To whom; `None` only for nobody.
    pub person: Option<&'a Person>,
    /// Where it goes.
    pub recipient: &'a str,
    /// What composing it needs: ids, never a secret.
    pub parameters: Value,
}

impl Template {
    /// Whether it may go to somebody else than the person it is about: then nothing that person typed stands in it, not even her
    /// name.
    pub fn goes_to_a_stranger(self) -> bool {
        matches!(self, Template::NewAddress | Template::AddressTaken)
    }

    /// The language it is written in.
    pub fn language(self, person: Option<&Person>) -> Language {
        if self == Template::AddressTaken { Language::French } else { language_of(person) }
    }
}

/// The language a person is written to.
fn language_of(person: Option<&Person>) -> Language {
    person.and_then(|person| Language::from_tag(person.language.as_deref()?)).unwrap_or(Language::French)
}

/// Puts a letter in the outbox, in the transaction of what it tells.
///
/// # Errors
/// When the database fails or the system gives no random bytes.
pub async fn post(tx: &Tx, app: &App, template: Template, about: &About<'_>, now: i64) -> Result<(), MakeError> {
    post_later(tx, app, template, about, now, now).await
}

/// The same, to be sent not before an instant (microseconds UTC).
///
/// # Errors
/// As [`post`].
pub async fn post_later(tx: &Tx, app: &App, template: Template, about: &About<'_>, not_before: i64, now: i64) -> Result<(), MakeError> {
    let title = about.parameters.get("title").and_then(|title| title.as_str()).unwrap_or_default();
    let named = [("academy", about.academy.full_name.as_str()), ("title", title)];
    let subject = app.words.say_with(template.language(about.person), template.subject(), &named);
    let message_id = message_id(app)?;
    let letter = NewLetter {
        academy_id: Some(about.academy.id),
        person_id: about.person.map(|person| person.id),
        template: template.as_str(),
        subject: &subject,
        recipient: about.recipient,
        parameters: &about.parameters,
        message_id: &message_id,
        not_before,
    };
    jobs::mail::post(tx, letter, now).await?;
    Ok(())
}

/// The same work for nobody: one of a fixed number of rows is overwritten, and nothing is sent.
///
/// # Errors
/// As [`post`].
pub async fn post_to_nobody(tx: &Tx, app: &App, academy: &Academy, bucket: u64, now: i64) -> Result<(), MakeError> {
    let subject = app.words.say_with(Language::French, Template::Reset.subject(), &[("academy", &academy.full_name)]);
    let message_id = message_id(app)?;
    let letter = NewLetter {
        academy_id: Some(academy.id),
        person_id: None,
        template: Template::Reset.as_str(),
        subject: &subject,
        recipient: "",
        parameters: &Value::Null,
        message_id: &message_id,
        not_before: now,
    };
    jobs::mail::post_void(tx, &format!("nobody:{bucket}"), letter, now).await?;
    Ok(())
}

fn message_id(app: &App) -> Result<String, chance::Unavailable> {
    Ok(format!("<{}@{}>", chance::name()?, app.config.host_name()))
}
