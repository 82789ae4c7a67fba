//! What a visit answers: a page in its frame, or another address.

use axum::http::header::{CONTENT_TYPE, LOCATION, SET_COOKIE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use web::{Answer, Filled, Message, Problem};

use super::Visit;
use crate::shell::{Brand, Page, Signed};

/// The cookie that carries a sentence over a redirect: the key of a word, nothing else.
const FLASH: &str = "flash";

impl Visit {
    /// A page for reading and forms.
    ///
    /// # Errors
    /// When a template fails, which none of ours does.
    pub fn page(&self, title: impl Into<Message>, body: &impl web::askama::Template) -> Answer {
        self.framed(&title.into(), body, false)
    }

    /// A page for lists, with more room.
    ///
    /// # Errors
    /// As [`Visit::page`].
    pub fn wide_page(&self, title: impl Into<Message>, body: &impl web::askama::Template) -> Answer {
        self.framed(&title.into(), body, true)
    }

    /// The page again, because something in its form must be put right.
    ///
    /// # Errors
    /// As [`Visit::page`].
    pub fn page_again(&self, title: impl Into<Message>, body: &impl web::askama::Template) -> Answer {
        let title = Message::new("shell-again").with("title", title.into().say(&self.scene));
        let mut response = self.framed(&title, body, false)?;
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
        let response = self.go(path)?;
        Ok(with_cookie(response, &self.jar().set(FLASH, word, Some(60))))
    }

    /// This page's address as forms carry it back here; a wanted page that is none of ours is left out.
    fn address_within(&self) -> String {
        let Some((path, query)) = self.address.split_once('?') else { return self.address.clone() };
        let foreign = |pair: &&str| pair.starts_with("wanted=") && self.wanted(&Filled::parse(pair.as_bytes())).is_none();
        let pairs: Vec<&str> = query.split('&').filter(|pair| !foreign(pair)).collect();
        if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
    }

    fn framed(&self, title: &Message, body: &impl web::askama::Template, wide: bool) -> Answer {
        let body = self.scene.render(body)?;
        let title = title.say(&self.scene);
        // Only a key of ours can be said; whatever else somebody puts in the cookie says nothing.
        let said = self.cookie(FLASH).filter(|key| !key.is_empty());
        let known = said.filter(|key| key.starts_with("done-") && self.app.words.keys(self.language()).binary_search(key).is_ok());
        let page = Page {
            title: &title,
            language: self.language().tag(),
            hue: self.academy.hue,
            academy: self.academy.exists().then_some(Brand { short: &self.academy.short }),
            person: self.person().map(|person| Signed { full_name: person.full_name(), initials: person.initials() }),
            here: match self.path.as_str() {
                "/my" => "my",
                "/catalogue" => "catalogue",
                "/sign-in" => "sign-in",
                _ => "",
            },
            notice: known.map(|key| ("done", self.scene.say(key).into_owned())),
            wide,
            demo: self.app.config.demo,
            return_path: &self.address_within(),
            body: &body,
            version: env!("CARGO_PKG_VERSION"),
        };
        let html = self.scene.render(&page)?;
        let mut response = (StatusCode::OK, [(CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response();
        if said.is_some() {
            response = with_cookie(response, &self.jar().remove(FLASH));
        }
        Ok(response)
    }
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
