//! A forum as one visitor meets it: what she may do there.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use web::Problem;

use super::posts::{self, Discussion, Post};
use super::settings::{Mode, Subscription};
use super::{KIND, words};
use crate::activities::Scope;
use crate::clock::{self, MINUTE};
use crate::courses::{Opened, segment};
use crate::visit::{Member, OrProblem};

/// For how long an author may change her own post.
pub(super) const WINDOW: i64 = 30 * MINUTE;

db::row! {
    /// A forum, and what one visitor chose in it.
    pub(super) struct Met {
        pub mode: Mode,
        pub subscription: Subscription,
        /// A text above the discussions, clean since it was stored; often empty.
        pub body: String,
        /// Whether she said she wants its messages by mail.
        wanted: Option<bool>,
        /// Whether she said that it is kept how far she reads.
        tracks: Option<bool>,
    }
}

/// A forum, and who looks at it.
pub(super) struct Place<'a> {
    pub scope: Scope<'a>,
    pub id: i64,
    pub met: Met,
}

impl<'a> Place<'a> {
    /// The forum that the visitor opened.
    ///
    /// # Errors
    /// [`Problem::NotFound`] when it is another kind of activity; else when the database fails.
    pub async fn of(opened: &Opened, member: &'a Member) -> Result<Place<'a>, Problem> {
        opened.expect(KIND)?;
        Place::at(opened.scope(member), opened.activity.id).await?.ok_or(Problem::NotFound)
    }

    /// The same for the page of the activity.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn at(scope: Scope<'a>, id: i64) -> Result<Option<Place<'a>>, Problem> {
        let sql = "select f.mode, f.subscription, f.body, s.wanted, c.tracks from activity_forum f
              left join forum_subscription s on s.activity_id = f.activity_id and s.person_id = $3
              left join forum_choice c on c.person_id = $3
             where f.academy_id = $1 and f.activity_id = $2";
        let args = db::args![scope.academy_id, id, scope.member.person().id];
        let met = scope.member.app.db.maybe(sql, &args).await.or_problem()?;
        Ok(met.map(|met| Place { scope, id, met }))
    }

    /// Whether how far she reads is kept.
    pub fn tracks(&self) -> bool {
        self.scope.role.is_some() && self.met.tracks.unwrap_or(true)
    }

    /// Whether she gets the messages of the forum by mail; nothing where that is not hers to say.
    pub fn follows(&self) -> Option<bool> {
        let hers = self.met.subscription.is_hers() && self.scope.role.is_some();
        hers.then(|| self.met.wanted.unwrap_or(self.met.subscription == Subscription::Start))
    }

    /// The same of one of its discussions.
    pub fn follows_discussion(&self, discussion: &Discussion) -> Option<bool> {
        self.follows().map(|forum| discussion.wanted.unwrap_or(forum))
    }

    /// Her id.
    pub fn person_id(&self) -> i64 {
        self.scope.member.person().id
    }

    /// Its address, below the académie.
    pub fn path(&self) -> String {
        self.scope.path_of(self.id)
    }

    /// The address of one of its discussions.
    pub fn path_of(&self, discussion_id: i64) -> String {
        format!("{}/discussions/{discussion_id}", self.path())
    }

    /// The whole address of the files of one of its posts.
    pub fn files_at(&self, post_id: i64) -> String {
        self.scope.member.url(&format!("{}/posts/{post_id}/files", self.path()))
    }

    /// Whether she opens discussions.
    pub fn may_open(&self) -> bool {
        self.scope.takes_part() && (self.met.mode == Mode::Forum || self.scope.teaches)
    }

    /// Whether she writes in a discussion. The form says why not, so that nothing typed is lost.
    pub fn may_answer(&self, discussion: &Discussion) -> bool {
        self.scope.takes_part() && self.refusal(discussion).is_none()
    }

    /// The key of why nobody like her writes in a discussion.
    pub fn refusal(&self, discussion: &Discussion) -> Option<&'static str> {
        match self.met.mode {
            Mode::News => Some("forum-no-answers"),
            _ if discussion.locked && !self.scope.teaches => Some("forum-locked-refusal"),
            _ => None,
        }
    }

    /// Whether she changes or deletes a post now: her own while that is recent, any when she teaches.
    pub fn may_change(&self, discussion: &Discussion, author: i64, posted_at: i64) -> bool {
        let own = author == self.person_id() && self.scope.member.now < posted_at + WINDOW && !discussion.locked;
        self.scope.takes_part() && (own || self.scope.teaches)
    }

    /// Whether she pins, locks and moves discussions.
    pub fn may_steer(&self) -> bool {
        self.scope.takes_part() && self.scope.teaches
    }

    /// A discussion of this forum that is there for her.
    ///
    /// # Errors
    /// [`Problem::NotFound`] when there is none; else when the database fails.
    pub async fn discussion(&self, id: i64) -> Result<Discussion, Problem> {
        posts::discussion(self, id).await.or_problem()?.ok_or(Problem::NotFound)
    }

    /// A post of this forum that is there for her and was not deleted, with its discussion.
    ///
    /// # Errors
    /// As [`Place::discussion`].
    pub async fn post(&self, id: i64) -> Result<(Discussion, Post), Problem> {
        let post = posts::post(self, id).await.or_problem()?.filter(|post| !post.deleted).ok_or(Problem::NotFound)?;
        Ok((self.discussion(post.discussion_id).await?, post))
    }

    /// The day and the hour of an instant, by the clocks of the académie.
    pub fn moment(&self, at: i64) -> (String, String) {
        moment_of(self.scope, at)
    }

    /// The day alone.
    pub fn day(&self, at: i64) -> String {
        self.moment(at).0
    }

    /// How somebody is called.
    pub fn name(&self, first: &str, last: &str) -> String {
        words::name(&self.scope.member.scene, first, last)
    }
}

/// The day and the hour of an instant, for whoever reads a course.
pub(super) fn moment_of(scope: Scope<'_>, at: i64) -> (String, String) {
    clock::printed_moment(&scope.member.academy.time_zone, at, scope.member.language())
}

/// The number of a discussion in an address.
#[derive(Clone, Copy, Debug)]
pub struct DiscussionId(pub i64);

/// The number of a post in an address.
#[derive(Clone, Copy, Debug)]
pub struct PostId(pub i64);

impl<S: Send + Sync> FromRequestParts<S> for DiscussionId {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<DiscussionId, Problem> {
        segment(parts, state, "discussion").await.map(DiscussionId)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for PostId {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<PostId, Problem> {
        segment(parts, state, "post").await.map(PostId)
    }
}
