//! Where a page is rendered: its language, its words and the prefix of its addresses.

use std::any::Any;
use std::borrow::Cow;

use crate::{Asset, Language, Words};

/// Everything a template may ask for through its filters. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Scene {
    /// The words of the whole product.
    pub words: &'static Words,
    /// The language of this page.
    pub language: Language,
    /// What stands before every path of the page's académie: `/ac-besancon`, or nothing outside of académies.
    pub base: String,
    /// The fingerprinted files of the product.
    pub assets: &'static [Asset],
}

/// Room for a page in bytes: the most that one should take (60 kB), so that writing it never moves what is written.
const ROOM: usize = 64 * 1024;

impl Scene {
    /// The words of a key, in this page's language.
    pub fn say(&self, key: &str) -> Cow<'static, str> {
        self.words.say(self.language, key)
    }

    /// The words of a key with arguments.
    pub fn say_with(&self, key: &str, arguments: &[(&str, &str)]) -> Cow<'static, str> {
        self.words.say_with(self.language, key, arguments)
    }

    /// The address of a path of the académie.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// Renders a view, HTML-escaped by its template's extension.
    ///
    /// # Errors
    /// Only when a filter fails, which none of ours does.
    pub fn render(&self, view: &impl askama::Template) -> Result<String, askama::Error> {
        let mut text = String::with_capacity(ROOM);
        view.render_into_with_values(&mut text, self)?;
        Ok(text)
    }
}

impl askama::Values for Scene {
    fn get_value<'a>(&'a self, key: &str) -> Option<&'a dyn Any> {
        (key == "scene").then_some(self as &dyn Any)
    }
}
