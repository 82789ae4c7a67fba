//! Marqueur d'avancement: a line in the course page that everybody marks as finished. All there is of it is its title and whether somebody
//! finished it, and both are the course's own.

use db::Tx;
use web::{Filled, Problem, Scene, filters};

use super::{Activity, Completion, Copying, Later, Placed, Scope, Summary};
use crate::files::stored::Stored;

web::view! { "activities/milestone/line.html" =>
    struct Line<'a> {
        icon: &'static str,
        title: &'a str,
    }
}

web::view! { "activities/milestone/form.html" =>
    struct Fields {}
}

/// The kind.
pub struct Milestone;

impl Milestone {
    fn line(&self, scene: &Scene, title: &str) -> Result<String, Problem> {
        Ok(scene.render(&Line { icon: self.icon(), title })?)
    }
}

impl Activity for Milestone {
    fn kind(&self) -> &'static str {
        "milestone"
    }

    fn name(&self) -> &'static str {
        "milestone-name"
    }

    fn purpose(&self) -> &'static str {
        "milestone-purpose"
    }

    fn icon(&self) -> &'static str {
        include_str!("icon.svg")
    }

    fn words(&self) -> web::Source {
        web::Source { feature: "activities/milestone", french: include_str!("fr.ftl"), english: include_str!("en.ftl") }
    }

    fn has_page(&self) -> bool {
        false
    }

    fn needs_title(&self) -> bool {
        true
    }

    fn completion(&self) -> Completion {
        Completion::Hand
    }

    fn summaries<'a>(&'a self, scope: Scope<'a>, activities: &'a [&'a Placed]) -> Later<'a, Vec<(i64, Summary)>> {
        Box::pin(async move {
            let line = |placed: &&Placed| Ok((placed.id, Summary::Inline(self.line(&scope.member.scene, &placed.title)?)));
            activities.iter().map(line).collect()
        })
    }

    fn page<'a>(&'a self, _: Scope<'a>, _: &'a Placed) -> Later<'a, Option<String>> {
        Box::pin(async { Ok(None) })
    }

    fn fields(&self, scene: &Scene, _: &Filled, _: &[Stored]) -> Result<String, Problem> {
        Ok(scene.render(&Fields {})?)
    }

    fn preview(&self, scene: &Scene, form: &Filled, _: &[Stored]) -> Result<String, Problem> {
        self.line(scene, form.value("title"))
    }

    fn check(&self, _: &mut Filled) {}

    fn stored<'a>(&'a self, _: Scope<'a>, _: i64) -> Later<'a, Vec<(String, String)>> {
        Box::pin(async { Ok(Vec::new()) })
    }

    fn save<'a>(&'a self, _: &'a Tx, _: i64, _: i64, _: &'a Filled) -> Later<'a, ()> {
        Box::pin(async { Ok(()) })
    }

    fn copy<'a>(&'a self, _: &'a Tx, _: &'a Copying) -> Later<'a, ()> {
        Box::pin(async { Ok(()) })
    }

    fn forget<'a>(&'a self, _: &'a Tx, _: i64, _: i64) -> Later<'a, ()> {
        Box::pin(async { Ok(()) })
    }
}
