//! « Gérer »: where a course stands, what can be done with it, and what is missing first.
//!
//! | GET  /courses/{number}/manage | its state and its actions                          |
//! | POST /courses/{number}/manage | does one, if everything is there for it at that time |

use web::{Answer, Filled, Message, Problem, filters};

use super::action::{self, Action, Facts, Need, Refused};
use crate::access::{Allowed, Edit};
use crate::catalogue::offer::Offer;
use crate::courses::{Course, CourseKind, Stage, facts};
use crate::links::invitation;
use crate::visit::{Member, OrProblem};

web::view! { "lifecycle/manage.html" =>
    struct Manage {
        title: String,
        path: String,
        /// Words about where it stands.
        badges: Vec<&'static str>,
        actions: Vec<Offered>,
        /// Whether people are in it, and may join it by themselves.
        with_people: bool,
        trainers: i64,
        participants: i64,
        /// How people join by themselves.
        opening: &'static str,
        percent: usize,
        writable: bool,
        matricule: Option<String>,
        /// What keeps it from being seen in the offer, though it was published.
        unseen: Vec<Need>,
        /// The whole address of its offer, while it is offered.
        short_link: Option<String>,
    }
}

/// An action as the page offers it.
struct Offered {
    action: Action,
    needs: Vec<Need>,
    /// Whether it is done on a page of its own, because it makes another course.
    has_page: bool,
    /// The next sensible one.
    next: bool,
}

impl Action {
    /// The key of what it is called.
    pub fn word(self) -> &'static str {
        match self {
            Action::Open => "lifecycle-open",
            Action::OpenToAll => "lifecycle-open-to-all",
            Action::Demonstrate => "lifecycle-demonstrate",
            Action::Publish => "lifecycle-publish",
            Action::Withdraw => "lifecycle-withdraw",
            Action::Reopen => "lifecycle-reopen",
            Action::Close => "lifecycle-close",
            Action::Rework => "lifecycle-rework",
            Action::MakeSession => "lifecycle-make-session",
            Action::MakeParcours => "lifecycle-create",
            Action::Duplicate => "lifecycle-duplicate",
            Action::Show => "lifecycle-show",
            Action::Hide => "lifecycle-hide",
            Action::Restore => "lifecycle-restore",
            Action::Trash => "lifecycle-trash",
        }
    }

    /// The key of what it brings about.
    fn effect(self) -> &'static str {
        match self {
            Action::Open => "lifecycle-open-effect",
            Action::OpenToAll => "lifecycle-open-to-all-effect",
            Action::Demonstrate => "lifecycle-demonstrate-effect",
            Action::Publish => "lifecycle-publish-effect",
            Action::Withdraw => "lifecycle-withdraw-effect",
            Action::Reopen => "lifecycle-reopen-effect",
            Action::Close => "lifecycle-close-effect",
            Action::Rework => "lifecycle-rework-effect",
            Action::MakeSession => "lifecycle-make-session-effect",
            Action::MakeParcours => "lifecycle-make-parcours-effect",
            Action::Duplicate => "lifecycle-duplicate-effect",
            Action::Show => "lifecycle-show-effect",
            Action::Hide => "lifecycle-hide-effect",
            Action::Restore => "lifecycle-restore-effect",
            Action::Trash => "lifecycle-trash-effect",
        }
    }

    /// What is said once it is done.
    pub fn done(self) -> &'static str {
        match self {
            Action::Open | Action::OpenToAll | Action::Reopen => "done-course-opened",
            Action::Demonstrate => "done-course-demonstrated",
            Action::Publish => "done-course-published",
            Action::Withdraw => "done-course-withdrawn",
            Action::Close => "done-course-closed",
            Action::Rework => "done-course-reworked",
            Action::MakeSession | Action::MakeParcours | Action::Duplicate => "done-course-made",
            Action::Show => "done-course-shown",
            Action::Hide => "done-course-hidden",
            Action::Restore => "done-course-restored",
            Action::Trash => "done-course-trashed",
        }
    }
}

/// The page.
///
/// # Errors
/// When the database fails.
pub async fn show(course: Allowed<Course, Edit>, member: Member) -> Answer {
    let known = Facts::of(&member.app.db, &course, &member.today()).await.or_problem()?;
    let mut actions: Vec<Offered> = action::possible(&course, known.is_listed())
        .into_iter()
        .map(|action| Offered {
            action,
            needs: action::missing(action, &course, &known),
            has_page: action.makes(course.kind).is_some(),
            next: false,
        })
        .collect();
    // The first that leads on and for which everything is there; throwing away and closing are never what comes next.
    let leads_on = |action| {
        matches!(
            action,
            Action::Open
                | Action::OpenToAll
                | Action::Demonstrate
                | Action::Publish
                | Action::MakeSession
                | Action::MakeParcours
                | Action::Restore
                | Action::Show
        )
    };
    if let Some(next) = actions.iter_mut().find(|offered| offered.needs.is_empty() && leads_on(offered.action)) {
        next.next = true;
    }
    let origin = &member.app.config.origin;
    let short = |offer: Offer| if course.kind == CourseKind::Parcours { offer.parcours_link(origin) } else { offer.session_link(origin) };
    let listed = known.is_listed();
    let badges = [
        Some(facts::stage_word(course.stage).unwrap_or("lifecycle-stage-running")),
        course.hidden.then_some("course-hidden"),
        listed.then_some("lifecycle-listed"),
    ];
    let view = Manage {
        title: course.title.clone(),
        path: course.path(),
        badges: badges.into_iter().flatten().collect(),
        actions,
        with_people: course.kind.takes_participants(),
        trainers: known.trainers,
        participants: known.participants,
        opening: match &known.opening {
            None => "opening-closed",
            Some(opening) if opening.key.is_some() => "opening-key-way",
            Some(_) => "opening-open",
        },
        percent: known.sheet.percent(),
        writable: !matches!(course.stage, Stage::Archived | Stage::Trashed),
        matricule: known.sheet.matricule(&member.academy.code, &member.today()),
        unseen: if listed { action::missing(Action::Publish, &course, &known) } else { Vec::new() },
        short_link: known.offer.filter(|offer| offer.listed).map(short),
    };
    member.page("lifecycle-title", &view)
}

/// Does what was pressed.
///
/// # Errors
/// [`Problem::Conflict`] when it cannot be done any more; else when the database fails.
pub async fn submit(course: Allowed<Course, Edit>, member: Member, form: Filled) -> Answer {
    let not_here = || Problem::Conflict(Message::new("lifecycle-not-here"));
    let action: Action = form.value("action").parse().map_err(|_| not_here())?;
    let tx = member.app.db.begin().await.or_problem()?;
    let done = action::carry_out(&tx, &course, action, &member.today(), Some(member.person().id), member.now).await;
    let moved = match done {
        Ok(moved) => moved,
        Err(Refused::Database(error)) => return Err(crate::visit::database(error)),
        Err(Refused::NotHere) => return Err(not_here()),
        // The page says what is missing.
        Err(Refused::Missing(_)) => return Err(Problem::Conflict(Message::new("lifecycle-missing"))),
    };
    let wanted = member.url(&course.path());
    invitation::places_free(&tx, &member.app, &member.academy, &moved, &wanted).await.or_problem()?;
    tx.commit().await.or_problem()?;
    member.app.wake.wake();
    member.go_and_say(&format!("{}/manage", course.path()), action.done())
}
