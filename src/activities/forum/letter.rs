//! What a letter says of posts at the moment it is sent: of those that are still there, for whoever still may read them and wants them.

use std::error::Error;

use web::Message;

use super::attached;
use super::settings::Subscription;
use super::telling::{self, Told};
use super::unsubscribe::Ending;
use super::wishes::{self, Mail};
use super::words::plain_text;
use crate::academies::Academy;
use crate::app::{App, PostTold, PostsTold, Reader};
use crate::clock::{day_in, printed_day};
use crate::files::stored::Stored;
use crate::links::is_no_address;

/// One post by itself, or the message of the day (`digest`); nothing when nothing is left to tell.
///
/// # Errors
/// When the database fails or the system gives no random bytes.
pub async fn told(
    app: &App,
    academy: &Academy,
    reader: Reader<'_>,
    posts: &[i64],
    digest: bool,
) -> Result<Option<PostsTold>, Box<dyn Error + Send + Sync>> {
    let today = day_in(&academy.time_zone, app.clock.now());
    let mut still = Vec::with_capacity(posts.len());
    let tx = app.db.begin().await?;
    for id in posts {
        let Some(told) = telling::post(&tx, *id).await?.filter(|told| told.academy_id == academy.id) else { continue };
        if !telling::recipients(&tx, &told, &today, 0, reader.person_id).await?.is_empty() {
            let files = attached::told_of_post(&tx, academy.id, *id).await?;
            still.push((told, attached_to(&files)));
        }
    }
    drop(tx);
    let Some((first, files)) = still.first() else { return Ok(None) };
    let origin = format!("{}{}", app.config.origin, academy.base());
    let address = |told: &Told| format!("{origin}/courses/{}/activities/{}/posts/{}", told.number, told.activity_id, told.id);
    let ending = |discussion_id| -> Result<String, Box<dyn Error + Send + Sync>> {
        Ok(format!("{origin}/unsubscribe/forum/{}", Ending::of(reader, discussion_id).seal(&app.secrets, academy.id)?))
    };
    if !digest {
        let hers = first.subscription != Subscription::Forced;
        return Ok(Some(PostsTold {
            opening: opening(first),
            text: lines(&first.body),
            files: files.clone(),
            listed: Vec::new(),
            button: Some(address(first)),
            unsubscribe: ending(hers.then_some(first.discussion_id))?,
            list: format!("forum-{}", first.activity_id),
        }));
    }
    let in_full = wishes::of(&app.db, reader.person_id).await?.mail != Mail::Titles;
    let item = |(told, files): &(Told, Option<Message>)| PostTold {
        title: told.title.clone(),
        facts: opening(told).with("day", printed_day(&day_in(&academy.time_zone, told.posted_at))),
        text: if in_full { lines(&told.body) } else { Vec::new() },
        files: files.clone(),
        address: address(told),
    };
    Ok(Some(PostsTold {
        opening: Message::new("forum-letter-day").with("count", still.len()),
        text: Vec::new(),
        files: None,
        listed: still.iter().map(item).collect(),
        button: None,
        unsubscribe: ending(None)?,
        list: "forums".to_owned(),
    }))
}

/// Who wrote, and where.
fn opening(told: &Told) -> Message {
    let name = format!("{} {}", told.first_name, told.last_name);
    let word = match (told.private_to, name.trim()) {
        (None, "") => "forum-letter-nameless",
        (None, _) => "forum-letter-post",
        (Some(_), _) => "forum-letter-private",
    };
    Message::new(word).with("author", name.trim()).with("forum", &told.forum).with("course", &told.course).with("title", &told.title)
}

/// The names of the files of a post. Mail programs make links of whatever looks like an address, and `guide.zip` does.
fn attached_to(files: &[Stored]) -> Option<Message> {
    let name = |file: &Stored| {
        let stem = file.name.rsplit_once('.').map_or(file.name.as_str(), |(stem, _)| stem);
        if is_no_address(stem) { format!("{stem} ({})", file.format()) } else { file.format() }
    };
    let names: Vec<String> = files.iter().map(name).collect();
    (!names.is_empty()).then(|| Message::new("forum-letter-files").with("files", names.join(", ")))
}

fn lines(body: &str) -> Vec<String> {
    plain_text(body).lines().map(str::to_owned).collect()
}
