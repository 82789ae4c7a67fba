//! A sentence for the reader, not yet in a language.

use std::borrow::Cow;

use crate::Scene;

/// A word key and its arguments; said when it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    key: &'static str,
    arguments: Vec<(&'static str, String)>,
}

impl Message {
    /// The sentence of a key.
    pub fn new(key: &'static str) -> Message {
        Message { key, arguments: Vec::new() }
    }

    /// The same sentence with one more argument filled in.
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Message {
        self.arguments.push((name, value.to_string()));
        self
    }

    /// The key of the sentence.
    pub fn key(&self) -> &'static str {
        self.key
    }

    /// The sentence in the language of a scene.
    pub fn say(&self, scene: &Scene) -> Cow<'static, str> {
        let arguments: Vec<(&str, &str)> = self.arguments.iter().map(|(name, value)| (*name, value.as_str())).collect();
        scene.say_with(self.key, &arguments)
    }
}

impl From<&'static str> for Message {
    fn from(key: &'static str) -> Message {
        Message::new(key)
    }
}
