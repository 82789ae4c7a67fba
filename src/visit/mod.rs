//! Who is asking: anyone ([`Visit`]), somebody signed in ([`Member`]).
//!
//! Every handler takes one of these, or an [`Allowed`], as its first parameter: [`Asker`] makes anything else a compile error,
//! and `magistere routes` prints what each asks for.

pub mod arrival;
pub mod device;
pub mod kept;
pub mod language;
pub mod link;
mod member;
pub mod page;
pub mod path;
pub mod picture;
mod routes;

use std::ops::Deref;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;
use passwords::IpPrefix;
use web::cookies::Jar;
use web::{Filled, Language, Problem, Scene};

pub use member::Member;
pub use path::Part;
pub use routes::{Asker, RouteInfo, Routes};

use crate::academies::Academy;
use crate::access::{Allowed, Permission};
use crate::app::App;
use crate::people::Person;
use crate::people::membership::MembershipState;
use crate::people::session::Living;

/// One request by anyone. Cheap to clone.
#[derive(Clone)]
pub struct Visit(Arc<Asked>);

/// What is known of a request before its handler runs.
pub struct Asked {
    /// The running product.
    pub app: App,
    /// The académie of the address; [`Academy::nowhere`] outside of académies.
    pub academy: Academy,
    /// Language, words and addresses of the page.
    pub scene: Scene,
    /// The living session and its person.
    pub session: Option<(Living, Person)>,
    /// Whose session the cookie was, also when it is over. Gives no right.
    pub cookie_owner: Option<i64>,
    /// Who signed in on this device before.
    pub device: device::Device,
    /// The network it comes from.
    pub network: IpPrefix,
    /// When it came (microseconds UTC). One instant for the whole request.
    pub now: i64,
    /// The whole address: académie, path and query.
    pub address: String,
    /// The path below the académie.
    pub path: String,
    /// The request's headers.
    pub headers: HeaderMap,
    /// What the form of this request carries on besides its own fields.
    pub carried: Carried,
    /// What had been typed into this page's form before the session ended.
    pub resumed: Option<Vec<(String, String)>>,
}

/// What a form carries on besides its own fields.
#[derive(Clone, Debug, Default)]
pub struct Carried {
    /// The page that was wanted.
    pub wanted: Option<String>,
    /// Whether another form waits in it, sealed.
    pub a_form: bool,
}

impl Deref for Visit {
    type Target = Asked;
    fn deref(&self) -> &Asked {
        &self.0
    }
}

impl Visit {
    /// Wraps what is known of a request.
    pub fn new(asked: Asked) -> Visit {
        Visit(Arc::new(asked))
    }

    /// Notes what the form of this request carries on. Only while nobody else holds the visit.
    pub fn note_carried(&mut self, form: &[u8]) {
        let form = Filled::parse(form);
        let wanted = web::return_path::inside(form.value("wanted")).map(str::to_owned);
        if let Some(asked) = Arc::get_mut(&mut self.0) {
            asked.carried = Carried { wanted, a_form: !form.value("kept").is_empty() };
        }
    }

    /// The address of a path of this académie.
    pub fn url(&self, path: &str) -> String {
        self.scene.url(path)
    }

    /// The person signed in.
    pub fn person(&self) -> Option<&Person> {
        self.session.as_ref().map(|(_, person)| person)
    }

    /// Whether this académie is closed to the person signed in.
    pub fn is_suspended(&self) -> bool {
        self.session.as_ref().is_some_and(|(session, _)| session.membership == Some(MembershipState::Suspended))
    }

    /// How cookies are written here.
    pub fn jar(&self) -> Jar {
        Jar { secure: self.app.config.is_secure() }
    }

    /// The value of one of our cookies.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.jar().read(&self.headers, name)
    }

    /// The query of the address, read like a form.
    pub fn query(&self) -> Filled {
        Filled::parse(self.address.split_once('?').map_or("", |(_, query)| query).as_bytes())
    }

    /// The form of this page: what had been typed before the session ended, else nothing.
    pub fn form(&self) -> Filled {
        Filled::from_fields(self.resumed.clone().unwrap_or_default())
    }

    /// The page that was wanted, from a field or the query, if it is one of ours.
    pub fn wanted<'a>(&self, form: &'a Filled) -> Option<&'a str> {
        web::return_path::inside(form.value("wanted"))
    }

    /// The language of this page.
    pub fn language(&self) -> Language {
        self.scene.language
    }

    /// Today's date in the académie's zone.
    pub fn today(&self) -> String {
        crate::clock::day_in(&self.academy.time_zone, self.now)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Visit {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Visit, Problem> {
        parts.extensions.get::<Visit>().cloned().ok_or(Problem::NotFound)
    }
}

impl Asker for Visit {
    fn access() -> String {
        "open".to_owned()
    }
}

impl Asker for Member {
    fn access() -> String {
        "member".to_owned()
    }
}

impl<O: Named, P: Permission> Asker for Allowed<O, P> {
    fn access() -> String {
        format!("{}:{}", O::NAME, P::NAME)
    }
}

/// An object that permissions are about.
pub trait Named {
    /// Its noun.
    const NAME: &'static str;
}

impl Named for Academy {
    const NAME: &'static str = "academy";
}

/// A database failure is our fault, unless the database says that it is away for a moment.
pub fn database(error: db::Error) -> Problem {
    match error {
        db::Error::Unavailable(_) | db::Error::Timeout | db::Error::Full => {
            tracing::error!(%error, "the database does not answer");
            Problem::Busy { retry_after: 5 }
        }
        db::Error::Text => Problem::BadRequest,
        other => Problem::internal(other),
    }
}

/// Turns failures of the levels below into problems.
pub trait OrProblem<T> {
    /// The value, or the problem to show.
    ///
    /// # Errors
    /// The failure as a [`Problem`].
    fn or_problem(self) -> Result<T, Problem>;
}

impl<T> OrProblem<T> for db::Result<T> {
    fn or_problem(self) -> Result<T, Problem> {
        self.map_err(database)
    }
}

impl<T> OrProblem<T> for Result<T, crate::links::MakeError> {
    fn or_problem(self) -> Result<T, Problem> {
        self.map_err(|error| match error {
            crate::links::MakeError::Database(error) => database(error),
            crate::links::MakeError::Chance(error) => Problem::internal(error),
        })
    }
}

impl<T> OrProblem<T> for Result<T, crate::people::session::OpenError> {
    fn or_problem(self) -> Result<T, Problem> {
        self.map_err(|error| match error {
            crate::people::session::OpenError::Database(error) => database(error),
            crate::people::session::OpenError::Chance(error) => Problem::internal(error),
        })
    }
}

impl<T> OrProblem<T> for Result<T, crate::chance::Unavailable> {
    fn or_problem(self) -> Result<T, Problem> {
        self.map_err(Problem::internal)
    }
}

impl<T> OrProblem<T> for Result<T, passwords::Busy> {
    fn or_problem(self) -> Result<T, Problem> {
        self.map_err(|busy| Problem::Busy { retry_after: busy.retry_after_seconds })
    }
}
