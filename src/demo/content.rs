//! What the demonstration is made of, as `content/site.json` says it.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The whole of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Site {
    /// In the order they are made.
    pub courses: Vec<Course>,
    /// Everybody.
    pub people: Vec<Person>,
    /// Who is in which course.
    pub enrolments: Vec<Enrolment>,
}

/// A course with its sections.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "named as the columns they fill")]
pub struct Course {
    pub academy: String,
    pub number: i64,
    pub title: String,
    pub kind: String,
    pub stage: String,
    pub hidden: bool,
    pub starts_on: Option<String>,
    pub ends_on: Option<String>,
    pub minutes_on_site: i64,
    pub minutes_at_distance: i64,
    pub summary: String,
    /// How people join it, when it is offered.
    pub offered: Option<Offered>,
    /// Fields of its indexing, by their keys.
    #[serde(default)]
    pub indexing: BTreeMap<String, String>,
    pub sections: Vec<Section>,
}

/// On what conditions people join an offer.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "named as the columns they fill")]
pub struct Offered {
    pub key: Option<String>,
    pub places: Option<i64>,
}

/// A section with its activities.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "named as the columns they fill")]
pub struct Section {
    pub title: String,
    pub summary: String,
    pub activities: Vec<Activity>,
}

/// An activity, as the form of its kind would say it.
#[derive(Debug, Deserialize)]
#[allow(missing_docs, reason = "named as the columns they fill")]
pub struct Activity {
    pub kind: String,
    pub title: String,
    /// Its text: a file of `content/pages/`.
    pub body: Option<String>,
    /// Of a livre, in their order.
    #[serde(default)]
    pub chapters: Vec<Chapter>,
    /// Above the discussions of a forum, in HTML.
    pub introduction: Option<String>,
    /// Of a forum, in their order.
    #[serde(default)]
    pub discussions: Vec<Discussion>,
    /// What else its kind asks for.
    #[serde(flatten)]
    pub fields: BTreeMap<String, String>,
}

/// A chapter of a livre; `body` is a file of `content/pages/`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "named as the columns they fill")]
pub struct Chapter {
    pub title: String,
    pub body: String,
}

/// A discussion, opened by the first of its posts, which the others answer.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Discussion {
    /// As somebody wrote it.
    pub title: String,
    /// In their order.
    pub posts: Vec<Post>,
}

/// A post of somebody of the demonstration.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Post {
    /// Her address.
    pub author: String,
    /// In Markdown.
    pub text: String,
}

/// Somebody who does not exist.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "named as the columns they fill")]
pub struct Person {
    pub first_name: String,
    pub last_name: String,
    pub address: String,
    /// `active` or `invited`.
    pub state: String,
    /// Her home.
    pub academy: String,
    /// Her role there, if any.
    pub role: Option<String>,
}

/// One person in one course.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "named as the columns they fill")]
pub struct Enrolment {
    pub academy: String,
    pub course: i64,
    pub address: String,
    pub role: String,
}

/// Reads `content/site.json`.
///
/// # Errors
/// When it is not of this shape; a test reads it too.
pub fn site() -> Result<Site, serde_json::Error> {
    serde_json::from_str(include_str!("content/site.json"))
}
