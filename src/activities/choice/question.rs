//! The sondage as it is read: the question, the answers to give, and what was answered for those who may see it.

use web::{Filled, Message, Problem, filters};

use super::ballot::{Poll, Tally, Voter};
use super::{Asked, Results};
use crate::activities::Scope;
use crate::clock::printed_day;
use crate::visit::OrProblem;

web::view! { "activities/choice/page.html" =>
    struct Question {
        form: Filled,
        path: String,
        /// Clean since it was stored; may be empty.
        body: String,
        several: bool,
        /// What can be answered, when the visitor may answer now.
        offered: Vec<Tally>,
        /// Whether she answered before.
        answered: bool,
        /// What she answered, where it is only shown.
        hers: Vec<String>,
        /// Until when one answers, or why one does not.
        state: Option<Message>,
        results: Option<Tallied>,
    }
}

impl Question {
    /// The key of what helps to answer; empty where nothing does.
    fn help(&self) -> &'static str {
        if self.several { "choice-several-help" } else { "" }
    }
}

/// The results.
struct Tallied {
    /// How many people answered.
    people: i64,
    /// What counts: what is offered, and what was answered while it was.
    rows: Vec<Tally>,
    /// Who answered what; nothing for participants.
    voters: Option<Vec<Voter>>,
}

impl Tallied {
    /// In hundredths of those who answered.
    fn percent(&self, row: &Tally) -> i64 {
        if self.people > 0 { row.given * 100 / self.people } else { 0 }
    }

    /// How many the list of names leaves out.
    fn unnamed(&self) -> i64 {
        let named = self.voters.as_ref().map_or(0, Vec::len);
        self.people - i64::try_from(named).unwrap_or(self.people)
    }
}

/// The page's content, rendered, with what was chosen in a form that was sent.
///
/// # Errors
/// When the database fails.
pub async fn shown(scope: Scope<'_>, activity_id: i64, form: Filled) -> Result<Option<String>, Problem> {
    let (db, poll) = (&scope.member.app.db, Poll { academy_id: scope.academy_id, activity_id });
    let Some(asked) = Asked::read(db, poll).await.or_problem()? else { return Ok(None) };
    let tallies = poll.tallies(db, scope.member.person().id).await.or_problem()?;
    let answered = tallies.iter().any(|one| one.hers);
    let over = asked.is_over(&scope.member.today());
    let may_answer = scope.open && scope.role.is_some() && !over && !(asked.fixed && answered);
    let sees_results = scope.teaches
        || match asked.results {
            Results::Always => true,
            Results::Answered => answered,
            Results::Never => false,
        };
    let results = match sees_results {
        true => Some(Tallied {
            people: poll.people(db).await.or_problem()?,
            rows: tallies.iter().filter(|one| !one.withdrawn || one.given > 0).cloned().collect(),
            voters: if scope.teaches { Some(poll.voters(db).await.or_problem()?) } else { None },
        }),
        false => None,
    };
    let state = match &asked.closes_on {
        _ if !scope.open => Some(Message::new("course-closed-to-all")),
        Some(day) if over => Some(Message::new("choice-closed").with("day", printed_day(day))),
        Some(day) if may_answer => Some(Message::new("choice-until").with("day", printed_day(day))),
        _ => None,
    };
    let chosen = || tallies.iter().filter(|one| one.hers);
    let form = if form.has("answer") || !form.is_clean() { form } else { with_hers(form, chosen()) };
    let view = Question {
        form,
        path: scope.path_of(activity_id),
        body: asked.body,
        several: asked.several,
        answered,
        hers: if may_answer { Vec::new() } else { chosen().map(|one| one.words.clone()).collect() },
        state,
        results,
        offered: if may_answer { tallies.into_iter().filter(|one| !one.withdrawn).collect() } else { Vec::new() },
    };
    Ok(Some(scope.member.scene.render(&view)?))
}

/// The form, showing what she answered.
fn with_hers<'a>(form: Filled, chosen: impl Iterator<Item = &'a Tally>) -> Filled {
    let picks: Vec<(String, String)> = chosen.map(|one| ("answer".to_owned(), one.id.to_string())).collect();
    if picks.is_empty() { form } else { Filled::from_fields(picks) }
}
