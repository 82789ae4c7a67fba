//! Somebody signed in, in an académie where her membership is not suspended.

use std::ops::Deref;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use web::{Message, Problem};

use super::Visit;
use crate::access::Role;
use crate::clock::MINUTE;
use crate::people::Person;
use crate::people::session::Living;

/// For how long a second factor is good for what is sensitive.
const FRESH: i64 = 15 * MINUTE;

/// A visit by somebody signed in. She may be a member of the académie or not: what she may see of it is asked of each object.
#[derive(Clone)]
pub struct Member {
    visit: Visit,
    person: Person,
    session: Living,
}

impl Member {
    /// Who she is.
    pub fn person(&self) -> &Person {
        &self.person
    }

    /// The session she is using.
    pub fn session(&self) -> &Living {
        &self.session
    }

    /// Whether a role of hers gives no right in this session, for want of a second factor.
    pub fn is_unproven(&self) -> bool {
        self.session.roles.as_deref().is_some_and(|roles| roles.split(',').any(|role| role == "unproven"))
    }

    /// Asks for the second factor before something sensitive, unless it was given within the last minutes. What was typed is kept.
    ///
    /// # Errors
    /// [`Problem::SecondFactor`].
    pub fn proves_it_is_her(&self) -> Result<(), Problem> {
        let fresh = self.session.proved_at.is_some_and(|proved_at| self.now - proved_at <= FRESH);
        if fresh { Ok(()) } else { Err(Problem::SecondFactor) }
    }

    /// Her roles in this académie and on the whole site, as far as they give a right in this session.
    pub fn roles(&self) -> Vec<Role> {
        Role::list(self.session.roles.as_deref())
    }
}

impl Visit {
    /// Somebody signed in to whom this académie is open, on a page that anybody may see.
    pub fn member(&self) -> Option<Member> {
        let (session, person) = self.session.clone()?;
        (!self.is_suspended()).then(|| Member { visit: self.clone(), person, session })
    }
}

impl Deref for Member {
    type Target = Visit;
    fn deref(&self) -> &Visit {
        &self.visit
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Member {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Member, Problem> {
        let visit = Visit::from_request_parts(parts, state).await?;
        let Some((session, person)) = visit.session.clone() else { return Err(Problem::SignIn) };
        if visit.is_suspended() {
            let reason = match &visit.academy.support_contact {
                Some(support) => Message::new("problem-suspended-support").with("address", support),
                None => Message::new("problem-suspended"),
            };
            return Err(Problem::Forbidden(reason.with("academy", &visit.academy.full_name)));
        }
        Ok(Member { visit, person, session })
    }
}
