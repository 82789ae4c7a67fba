//! What a visit answers: a page in its frame, or another address.

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, LOCATION, SET_COOKIE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use web::{Answer, Filled, Message, Problem};

use super::Visit;
use crate::access::Role;
use crate::secrets::Purpose;
use crate::shell::{Brand, Page, Signed};

/// The cookie that carries a sentence over a redirect: the key of a word, nothing else.
const FLASH: &str = "flash";
/// The most sentences it says.
const MOST_SAID: usize = 3;

/// How a page stands in the frame.
#[derive(Clone, Copy, Debug, Default)]
struct Stand {
    /// With the room of a list.
    wide: bool,
    /// On the way in: what leads away from it is left out.
    at_the_door: bool,
    /// It holds what would be lost by going anywhere, even to itself in the other language.
    holds_a_form: bool,
}

impl Visit {
    /// A page for reading and forms.
    ///
    /// # Errors
    /// When a template fails, which none of ours does.
    pub fn page(&self, title: impl Into<Message>, body: &impl web::askama::Template) -> Answer {
        self.framed(&title.into(), body, Stand::default())
    }

    /// A page on the way in: it offers no other beginning of that way, which would forget where she was going.
    ///
    /// # Errors
    /// As [`Visit::page`].
    pub fn door_page(&self, title: impl Into<Message>, body: &impl web::askama::Template) -> Answer {
        self.framed(&title.into(), body, Stand { at_the_door: true, ..Stand::default() })
    }

    /// The same, holding a form that waits for its author and would be lost by going anywhere else.
    ///
    /// # Errors
    /// As [`Visit::page`].
    pub fn holding_page(&self, title: impl Into<Message>, body: &impl web::askama::Template) -> Answer {
        self.framed(&title.into(), body, Stand { at_the_door: true, holds_a_form: true, ..Stand::default() })
    }

    /// A page for lists, with more room.
    ///
    /// # Errors
    /// As [`Visit::page`].
    pub fn wide_page(&self, title: impl Into<Message>, body: &impl web::askama::Template) -> Answer {
        self.framed(&title.into(), body, Stand { wide: true, ..Stand::default() })
    }

    /// The page again, because something in its form must be put right.
    ///
    /// # Errors
    /// As [`Visit::page`].
    pub fn page_again(&self, title: impl Into<Message>, body: &impl web::askama::Template) -> Answer {
        let title = Message::new("shell-again").with("title", title.into().say(&self.scene));
        let at_the_door = self.person().is_none();
        let mut response = self.framed(&title, body, Stand { at_the_door, ..Stand::default() })?;
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
        Ok(response)
    }

    /// Goes on to a path of this académie.
    ///
    /// # Errors
    /// Never; an [`Answer`] for the handler's convenience.
    pub fn go(&self, path: &str) -> Answer {
        redirect(&self.url(path))
    }

    /// Goes on to a whole address of this site (académie included).
    ///
    /// # Errors
    /// As [`Visit::go`].
    pub fn go_to(&self, address: &str) -> Answer {
        redirect(address)
    }

    /// Goes on, and says there that it is done; `word` is the key of that sentence.
    ///
    /// # Errors
    /// As [`Visit::go`].
    pub fn go_and_say(&self, path: &str, word: &'static str) -> Answer {
        self.go_to_and_say(&self.url(path), &[word])
    }

    /// The same to a whole address of this site, in several sentences where more than one is to be said.
    ///
    /// # Errors
    /// As [`Visit::go`].
    pub fn go_to_and_say(&self, address: &str, words: &[&'static str]) -> Answer {
        let response = self.go_to(address)?;
        Ok(with_cookie(response, &self.jar().set(FLASH, &words.join("+"), Some(60))))
    }

    /// Where she is sent who must sign in before she sees this address of the site: to the choice of a door, or to the only one.
    ///
    /// # Errors
    /// As [`Visit::go`].
    pub fn sign_in_first(&self, wanted: &str) -> Answer {
        let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("wanted", wanted).finish();
        let door = if self.academy.has_arena() { "/sign-in/choice" } else { "/sign-in" };
        self.go(&format!("{door}?{query}"))
    }

    /// This page's address as forms carry it back here, with the page that was wanted; one that is none of ours is left out.
    fn address_within(&self) -> String {
        let Some((path, query)) = self.address.split_once('?') else {
            let Some(wanted) = &self.carried.wanted else { return self.address.clone() };
            let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("wanted", wanted).finish();
            return format!("{}?{query}", self.address);
        };
        let foreign = |pair: &&str| pair.starts_with("wanted=") && self.wanted(&Filled::parse(pair.as_bytes())).is_none();
        let pairs: Vec<&str> = query.split('&').filter(|pair| !foreign(pair)).collect();
        if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
    }

    fn framed(&self, title: &Message, body: &impl web::askama::Template, stand: Stand) -> Answer {
        let body = self.scene.render(body)?;
        let title = title.say(&self.scene);
        // Only a key of ours can be said; whatever else somebody puts in the cookie says nothing.
        let said = self.cookie(FLASH).filter(|key| !key.is_empty());
        let is_known = |key: &&str| key.starts_with("done-") && self.app.words.keys(self.language()).binary_search(key).is_ok();
        let done: Vec<_> = said.unwrap_or_default().split('+').filter(is_known).take(MOST_SAID).map(|key| self.scene.say(key)).collect();
        let logo = self.academy.logo_id.map(|id| self.url(&format!("/logo/small?v={id}")));
        let page = Page {
            title: &title,
            language: self.language().tag(),
            hue: self.academy.hue,
            academy: self.academy.exists().then_some(Brand { short: &self.academy.short, logo: logo.as_deref() }),
            person: self.person().map(|person| Signed {
                full_name: person.full_name(),
                initials: person.initials(),
                picture: person.picture_id.map(|id| self.url(&format!("/profile/picture/small?v={id}"))).unwrap_or_default(),
                key: format!("{:016x}", self.app.secrets.number(Purpose::Drafts, &[&person.id.to_be_bytes()])),
                editor: person.editor.as_str(),
                suspended: self.is_suspended(),
                manages: self.session.as_ref().is_some_and(|(session, _)| is_manager(session.roles.as_deref())),
            }),
            here: match self.path.as_str() {
                "/my" => "my",
                "/catalogue" => "catalogue",
                "/search" => "search",
                "/sign-in" => "sign-in",
                _ => "",
            },
            notice: (!done.is_empty()).then(|| ("done", done.join(" "))),
            wide: stand.wide,
            at_the_door: stand.at_the_door,
            languages: !stand.holds_a_form && !self.carried.a_form,
            demo: self.app.config.demo,
            return_path: &self.address_within(),
            body: &body,
            version: env!("CARGO_PKG_VERSION"),
        };
        let html = self.scene.render(&page)?;
        let mut response = (StatusCode::OK, [(CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response();
        if self.person().is_none() {
            // So that « back » shows the page again, also the one that answered a form.
            response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
        }
        if said.is_some() {
            response = with_cookie(response, &self.jar().remove(FLASH));
        }
        Ok(response)
    }
}

/// Whether among these roles is one that manages, with or without a second factor.
fn is_manager(roles: Option<&str>) -> bool {
    roles.is_some_and(|roles| roles.split(',').any(|role| role != Role::Superviseur.as_str()))
}

/// A page that no browser keeps: it stands behind a mailed link.
pub fn never_kept(mut response: Response) -> Response {
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Adds a `Set-Cookie` line to a response.
pub fn with_cookie(mut response: Response, line: &str) -> Response {
    if let Ok(line) = HeaderValue::from_str(line) {
        response.headers_mut().append(SET_COOKIE, line);
    }
    response
}

fn redirect(address: &str) -> Answer {
    let location = HeaderValue::from_str(address).map_err(|_| Problem::BadRequest)?;
    Ok((StatusCode::SEE_OTHER, [(LOCATION, location)]).into_response())
}
