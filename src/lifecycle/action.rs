//! The state machine of a course: what can be done where it stands, what must be there first, and doing it.

use db::{Db, Tx};
use serde_json::json;

use crate::catalogue::offer::{self, Offer};
use crate::courses::joining::{self, Conditions, Opening};
use crate::courses::{self, Course, CourseKind, EnrolError, Stage};
use crate::events::{self, Event};
use crate::indexing::terms::SELF_PACED;
use crate::indexing::{Field, Sheet};

db::text_enum! {
    /// Something that is done with a course as a whole. The order is that in which a page offers them.
    pub enum Action {
        /// Ouvrir la session.
        Open = "open",
        /// Ouvrir en auto-inscription.
        OpenToAll = "open-to-all",
        /// Mettre en démonstration.
        Demonstrate = "demonstrate",
        /// Publier sur l'offre.
        Publish = "publish",
        /// Retirer de l'offre.
        Withdraw = "withdraw",
        /// Ré-ouvrir.
        Reopen = "reopen",
        /// Clôturer.
        Close = "close",
        /// Reprendre la construction.
        Rework = "rework",
        /// Créer une session: a copy in which a group is trained.
        MakeSession = "session",
        /// Créer un parcours: a copy of a template, to write on.
        MakeParcours = "parcours",
        /// Dupliquer: a copy of the same kind.
        Duplicate = "copy",
        /// Rendre visible.
        Show = "show",
        /// Cacher.
        Hide = "hide",
        /// Restaurer.
        Restore = "restore",
        /// Mettre à la corbeille.
        Trash = "trash",
    }
}

impl Action {
    /// What it makes of a course of this kind; nothing when it changes the course itself. What makes another course has a page of its own.
    pub fn makes(self, of: CourseKind) -> Option<CourseKind> {
        match self {
            Action::MakeSession => Some(CourseKind::Session),
            Action::MakeParcours => Some(CourseKind::Parcours),
            Action::Duplicate => Some(of),
            _ => None,
        }
    }
}

/// What must be there before something is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Need {
    /// A formateur.
    Trainer,
    /// A participant, or a way for people to join by themselves.
    Participant,
    /// It is hidden.
    Visible,
    /// Fields of its indexing.
    Indexing(Vec<Field>),
    /// People must be able to join by themselves.
    SelfEnrolment,
    /// They can, but not today.
    SelfEnrolmentToday,
    /// Its last day is past.
    NotOver,
}

impl Need {
    /// The key of its sentence.
    pub fn word(&self) -> &'static str {
        match self {
            Need::Trainer => "lifecycle-need-trainer",
            Need::Participant => "lifecycle-need-participant",
            Need::Visible => "lifecycle-need-visible",
            Need::Indexing(_) => "lifecycle-need-indexing",
            Need::SelfEnrolment => "lifecycle-need-self-enrolment",
            Need::SelfEnrolmentToday => "lifecycle-need-self-enrolment-today",
            Need::NotOver => "lifecycle-need-not-over",
        }
    }

    /// The fields it names.
    pub fn fields(&self) -> &[Field] {
        if let Need::Indexing(fields) = self { fields } else { &[] }
    }
}

/// Everything that conditions ask about.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Formateurs of the course.
    pub trainers: i64,
    /// Its participants.
    pub participants: i64,
    /// How people join by themselves.
    pub opening: Option<Opening>,
    /// What its indexing says.
    pub sheet: Sheet,
    /// Whether it was published, and is.
    pub offer: Option<Offer>,
    /// Today in its académie (`YYYY-MM-DD`).
    pub today: String,
}

const PEOPLE: &str = "select count(case when role = 'formateur' then 1 end), count(case when role = 'participant' then 1 end)
       from enrolment where academy_id = $1 and course_id = $2";

impl Facts {
    /// As they are now, for a page.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn of(db: &Db, course: &Course, today: &str) -> db::Result<Facts> {
        let (trainers, participants): (i64, i64) = db.one(PEOPLE, &db::args![course.academy_id, course.id]).await?;
        let opening = joining::opening(db, course, 0).await?;
        let sheet = Sheet::of(db, course.academy_id, course.id).await?;
        Ok(Facts { trainers, participants, opening, sheet, offer: Offer::of(db, course).await?, today: today.to_owned() })
    }

    /// The same inside a transaction.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn read(tx: &Tx, course: &Course, today: &str) -> db::Result<Facts> {
        let (trainers, participants): (i64, i64) = tx.one(PEOPLE, &db::args![course.academy_id, course.id]).await?;
        let opening = joining::stored(tx, course).await?;
        let sheet = Sheet::read(tx, course.academy_id, course.id).await?;
        Ok(Facts { trainers, participants, opening, sheet, offer: Offer::read(tx, course).await?, today: today.to_owned() })
    }

    /// Whether it is offered now.
    pub fn is_listed(&self) -> bool {
        self.offer.as_ref().is_some_and(|offer| offer.listed)
    }
}

/// What can be done with a course where it stands, whether or not everything is there for it.
pub fn possible(course: &Course, listed: bool) -> Vec<Action> {
    if course.stage == Stage::Trashed {
        return vec![Action::Restore];
    }
    let publishing = if listed { Action::Withdraw } else { Action::Publish };
    let mut actions = match (course.kind, course.stage) {
        (CourseKind::Session, Stage::Preparing) => vec![Action::Open, Action::OpenToAll, Action::Duplicate],
        (CourseKind::Session, Stage::Running) => vec![publishing, Action::Close],
        (CourseKind::Session, Stage::Archived) => vec![Action::Reopen, Action::MakeSession],
        (CourseKind::Parcours, Stage::Building) => vec![Action::Demonstrate, Action::MakeSession, Action::Duplicate],
        (CourseKind::Parcours, Stage::Demonstration) => vec![publishing, Action::Rework, Action::MakeSession, Action::Duplicate],
        (CourseKind::Template, Stage::Building) => vec![Action::MakeParcours, Action::Duplicate],
        (CourseKind::Space, Stage::Preparing) => vec![Action::Open, Action::Duplicate],
        (CourseKind::Space, Stage::Running) => vec![Action::Close],
        (_, Stage::Archived) => vec![Action::Reopen],
        _ => Vec::new(),
    };
    actions.extend([if course.hidden { Action::Show } else { Action::Hide }, Action::Trash]);
    actions
}

/// The action that leads to a stage from where a course stands, if one does.
pub fn leading_to(course: &Course, stage: Stage) -> Option<Action> {
    possible(course, false).into_iter().find(|action| match action {
        Action::Open | Action::Reopen => stage == Stage::Running,
        Action::Demonstrate => stage == Stage::Demonstration,
        Action::Rework => stage == Stage::Building,
        Action::Close => stage == Stage::Archived,
        Action::Trash => stage == Stage::Trashed,
        _ => false,
    })
}

/// What is missing before it can be done.
pub fn missing(action: Action, course: &Course, facts: &Facts) -> Vec<Need> {
    let self_paced = facts.sheet.get(Field::Nature) == SELF_PACED;
    let mut needs = Vec::new();
    match action {
        Action::Open | Action::OpenToAll if self_paced || course.kind != CourseKind::Session => {}
        Action::Open | Action::OpenToAll => {
            needs.extend((facts.trainers == 0).then_some(Need::Trainer));
            let alone = facts.participants == 0 && facts.opening.is_none();
            needs.extend((action == Action::Open && alone).then_some(Need::Participant));
        }
        Action::Publish => {
            needs.extend(course.hidden.then_some(Need::Visible));
            let fields = facts.sheet.missing();
            needs.extend((!fields.is_empty()).then_some(Need::Indexing(fields)));
            if course.kind == CourseKind::Session {
                needs.extend(course.is_over(&facts.today).then_some(Need::NotOver));
                match &facts.opening {
                    None => needs.push(Need::SelfEnrolment),
                    Some(opening) if !opening.is_on(&facts.today) => needs.push(Need::SelfEnrolmentToday),
                    Some(_) => {}
                }
            }
        }
        _ => {}
    }
    needs
}

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// It does not stand where this could be done.
    #[error("this cannot be done where the course stands")]
    NotHere,
    /// Something is missing first.
    #[error("something is missing first")]
    Missing(Vec<Need>),
    /// The database failed.
    #[error(transparent)]
    Database(#[from] db::Error),
}

/// Does it, if it can be done now; gives who got a place by it. The course is held and looked at once more.
///
/// # Errors
/// As [`Refused`]; then nothing was changed.
pub async fn carry_out(
    tx: &Tx,
    course: &Course,
    action: Action,
    today: &str,
    actor_id: Option<i64>,
    now: i64,
) -> Result<Vec<i64>, Refused> {
    courses::hold(tx, course).await?;
    let course = courses::find(tx, course.academy_id, course.number).await?.ok_or(Refused::NotHere)?;
    let facts = Facts::read(tx, &course, today).await?;
    if action.makes(course.kind).is_some() || !possible(&course, facts.is_listed()).contains(&action) {
        return Err(Refused::NotHere);
    }
    let needs = missing(action, &course, &facts);
    if !needs.is_empty() {
        return Err(Refused::Missing(needs));
    }
    let event = Event {
        kind: kind(action),
        academy_id: Some(course.academy_id),
        actor_id,
        person_id: None,
        detail: json!({ "course": course.number, "action": action.as_str(), "from": course.stage.as_str() }),
    };
    events::record(tx, event, now).await?;
    let mut moved = Vec::new();
    match action {
        Action::Open | Action::Reopen => courses::set_stage(tx, &course, Stage::Running).await?,
        Action::OpenToAll => {
            courses::set_stage(tx, &course, Stage::Running).await?;
            let on = facts.opening.map_or_else(Conditions::default, Conditions::from);
            moved = joining::set(tx, &course, Some(&on), now).await.map_err(|error| match error {
                EnrolError::Database(error) => Refused::Database(error),
                EnrolError::NoParticipants => Refused::NotHere,
            })?;
        }
        Action::Demonstrate => courses::set_stage(tx, &course, Stage::Demonstration).await?,
        Action::Rework => courses::set_stage(tx, &course, Stage::Building).await?,
        Action::Close => courses::set_stage(tx, &course, Stage::Archived).await?,
        Action::Trash => courses::set_stage(tx, &course, Stage::Trashed).await?,
        Action::Restore => {
            let before = courses::stage_before_the_bin(tx, &course).await?;
            courses::set_stage(tx, &course, before).await?;
        }
        // Refused above: nothing becomes of the course itself.
        Action::MakeSession | Action::MakeParcours | Action::Duplicate => {}
        Action::Show => courses::set_hidden(tx, &course, false).await?,
        Action::Hide => courses::set_hidden(tx, &course, true).await?,
        Action::Publish => offer::publish(tx, &course, now).await?,
        Action::Withdraw => offer::withdraw(tx, &course).await?,
    }
    courses::changed(tx, &course).await?;
    Ok(moved)
}

/// As the journal calls it.
fn kind(action: Action) -> &'static str {
    match action {
        Action::Show | Action::Hide => "course.visibility.changed",
        Action::Publish => "course.offer.published",
        Action::Withdraw => "course.offer.withdrawn",
        _ => "course.stage.changed",
    }
}

#[cfg(test)]
#[path = "action_tests.rs"]
mod tests;
