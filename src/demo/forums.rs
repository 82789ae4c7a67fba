//! What people say to each other in the demonstration. Nobody follows these forums yet, so nothing of it is mailed.

use std::collections::HashMap;

use super::content::Discussion;
use super::{Done, Filling};
use crate::activities::forum::{self, NewPost};
use crate::clock::HOUR;
use crate::editor::{Format, Text};

impl Filling<'_> {
    /// Gives a forum its discussions, the last one a while ago.
    pub(super) async fn discussions(
        &self,
        academy_id: i64,
        activity_id: i64,
        discussions: &[Discussion],
        people: &HashMap<&str, i64>,
    ) -> Done<()> {
        let mut hours: i64 = i64::try_from(discussions.iter().map(|discussion| discussion.posts.len()).sum::<usize>())? * 7;
        for discussion in discussions {
            let mut opened = None;
            for post in &discussion.posts {
                let person_id = *people.get(post.author.as_str()).ok_or_else(|| format!("nobody is {}", post.author))?;
                let text = Text { format: Format::Markdown, source: post.text.clone() };
                let new = NewPost { academy_id, person_id, text: &text, request: None, now: self.now - hours * HOUR };
                match opened {
                    None => opened = Some(forum::add_discussion(self.tx, activity_id, &discussion.title, &new).await?),
                    Some(first) => {
                        forum::add_answer(self.tx, first.discussion_id, first.post_id, None, &new).await?;
                    }
                }
                hours -= 7;
            }
        }
        Ok(())
    }
}
