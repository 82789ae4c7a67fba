//! What templates may ask of the [`Scene`] they are rendered in: `{{ "key"|t }}`, `{{ "/path"|url }}`, `{{ "app.css"|asset }}`.
#![allow(missing_docs, reason = "the filter macro turns each function into items of its own, which cannot be documented")]

use std::borrow::Cow;
use std::fmt::Display;

use askama::{Result, Values};

use crate::{Message, Scene};

fn scene(values: &dyn Values) -> Result<&Scene> {
    askama::get_value::<Scene>(values, "scene")
}

/// The words of a key.
#[askama::filter_fn]
pub fn t(key: &str, values: &dyn Values) -> Result<Cow<'static, str>> {
    Ok(scene(values)?.say(key))
}

/// The words of a key with one argument.
#[askama::filter_fn]
pub fn t_with<V: Display>(key: &str, values: &dyn Values, name: &str, value: V) -> Result<Cow<'static, str>> {
    Ok(scene(values)?.say_with(key, &[(name, &value.to_string())]))
}

/// The words of a key with two arguments.
#[askama::filter_fn]
pub fn t_with2<V: Display, W: Display>(
    key: &str,
    values: &dyn Values,
    name: &str,
    value: V,
    other_name: &str,
    other_value: W,
) -> Result<Cow<'static, str>> {
    Ok(scene(values)?.say_with(key, &[(name, &value.to_string()), (other_name, &other_value.to_string())]))
}

/// The words of a message, with its own arguments.
#[askama::filter_fn]
pub fn say(message: &Message, values: &dyn Values) -> Result<Cow<'static, str>> {
    Ok(message.say(scene(values)?))
}

/// The address of a path of this page's académie.
#[askama::filter_fn]
pub fn url(path: impl Display, values: &dyn Values) -> Result<String> {
    Ok(format!("{}{path}", scene(values)?.base))
}

/// The fingerprinted address of a file under `assets/`; the plain name when there is no such file, so that it shows as missing.
#[askama::filter_fn]
pub fn asset(name: &str, values: &dyn Values) -> Result<String> {
    let path = scene(values)?.assets.iter().find(|asset| asset.name == name).map_or(name, |asset| asset.path);
    Ok(format!("/assets/{path}"))
}
