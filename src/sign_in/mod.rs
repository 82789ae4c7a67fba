//! Getting in: the choice of a door, signing in, a forgotten password, the new one, and leaving.
//!
//! | choice.rs          | /sign-in/choice                                  | Arena or « connexion directe »              |
//! | direct.rs          | /sign-in                                         | user name and password                      |
//! | cookies.rs         | /sign-in/cookies, /sign-in/check                 | what cookies are for, and a real test       |
//! | second_factor.rs   | /sign-in/code                                    | « Code de vérification »                    |
//! | forgot_password.rs | /forgot-password, /forgot-password/sent          | one answer for everybody                    |
//! | mailed_link.rs     | /login/forgot_password.php, /activate, /links/…  | a mailed link is opened                     |
//! | set_password.rs    | /set-password/{public_id}                        | the link is used, once                      |
//! | sign_out.rs        | /sign-out, /signed-out                           | leaving                                     |

mod choice;
mod cookies;
pub mod direct;
mod forgot_password;
mod mailed_link;
pub mod second_factor;
mod set_password;
mod sign_out;

use web::{Filled, Problem};

use crate::visit::{OrProblem, Routes, Visit};

/// The words of these pages.
pub const WORDS: web::Source = web::Source { feature: "sign_in", french: include_str!("fr.ftl"), english: include_str!("en.ftl") };

/// The addresses of these pages.
pub fn routes() -> Routes {
    Routes::of("sign_in")
        .get("/sign-in/choice", choice::show)
        .get("/sign-in", direct::show)
        .post("/sign-in", direct::submit)
        .get("/sign-in/code", second_factor::show)
        .post("/sign-in/code", second_factor::submit)
        .get("/sign-in/cookies", cookies::show)
        .get("/sign-in/check", cookies::check)
        .get("/forgot-password", forgot_password::show)
        .post("/forgot-password", forgot_password::submit)
        .get("/forgot-password/sent", forgot_password::sent)
        .get("/login/forgot_password.php", mailed_link::open_reset)
        .get("/activate", mailed_link::open_invitation)
        .get("/links/{public_id}", mailed_link::explain)
        .post("/links/{public_id}/again", mailed_link::again)
        .get("/set-password/{public_id}", set_password::show)
        .post("/set-password/{public_id}", set_password::submit)
        .get("/sign-out", sign_out::ask)
        .post("/sign-out", sign_out::submit)
        .get("/signed-out", sign_out::done)
}

/// The page somebody wanted before she had to sign in.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Its address; empty when none was wanted.
    pub address: String,
    /// The title of a session that everybody may know about; anything else is « la page demandée », whether it exists or not.
    pub title: Option<String>,
}

impl Wanted {
    /// What a form or a query carries.
    async fn of(visit: &Visit, form: &Filled) -> Result<Wanted, Problem> {
        match visit.wanted(form) {
            Some(address) => Wanted::at(visit, address).await,
            None => Ok(Wanted::default()),
        }
    }

    /// A page of this site, named if everybody may know of it.
    async fn at(visit: &Visit, address: &str) -> Result<Wanted, Problem> {
        let title = (visit.app.above.describe)(&visit.app.db, &visit.academy, address).await.or_problem()?;
        Ok(Wanted { address: address.to_owned(), title })
    }

    /// Whether nothing was wanted.
    pub fn is_none(&self) -> bool {
        self.address.is_empty()
    }

    /// The path of the sign-in page that leads there.
    pub fn sign_in(&self) -> String {
        format!("/sign-in{}", self.query())
    }

    /// The query that carries it on, `?wanted=…` or nothing.
    pub fn query(&self) -> String {
        if self.is_none() { String::new() } else { format!("?{}", self.pair()) }
    }

    /// The pair of a query that carries it on.
    pub fn pair(&self) -> String {
        url::form_urlencoded::Serializer::new(String::new()).append_pair("wanted", &self.address).finish()
    }
}
