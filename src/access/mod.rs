//! Roles and what they permit: one small fixed table, and the type that proves a permission was checked.

use std::fmt;
use std::marker::PhantomData;

db::text_enum! {
    /// A role in an académie, or on the whole site for the last.
    pub enum Role {
        /// Manages the accounts, enrolments and catalogue of an académie.
        Gestionnaire = "gestionnaire",
        /// Sees who was trained in one circonscription.
        Superviseur = "superviseur",
        /// Administers one académie.
        AdministrateurLocal = "administrateur-local",
        /// Administers the site.
        AdministrateurNational = "administrateur-national",
    }
}

db::text_enum! {
    /// What somebody is in a course.
    pub enum CourseRole {
        /// Is trained.
        Participant = "participant",
        /// Accompanies.
        Tuteur = "tuteur",
        /// Trains.
        Formateur = "formateur",
        /// Writes.
        Concepteur = "concepteur",
    }
}

impl Role {
    /// Administrators, whose sessions are short.
    pub fn administers(self) -> bool {
        matches!(self, Role::AdministrateurLocal | Role::AdministrateurNational)
    }

    /// Whether it gives no right before a second factor was given.
    pub fn needs_second_factor(self) -> bool {
        self != Role::Superviseur
    }

    /// Where it stands: nobody grants a role above her own.
    pub fn rank(self) -> u8 {
        match self {
            Role::Superviseur => 1,
            Role::Gestionnaire => 2,
            Role::AdministrateurLocal => 3,
            Role::AdministrateurNational => 4,
        }
    }

    /// Reads the list a query brings (`gestionnaire,superviseur`).
    pub fn list(text: Option<&str>) -> Vec<Role> {
        text.unwrap_or_default().split(',').filter_map(|role| role.parse().ok()).collect()
    }
}

impl CourseRole {
    /// Which of two stays when somebody was in a course twice: the higher.
    pub fn rank(self) -> u8 {
        match self {
            CourseRole::Participant => 0,
            CourseRole::Tuteur => 1,
            CourseRole::Formateur => 2,
            CourseRole::Concepteur => 3,
        }
    }

    /// Whether notes to trainers and hidden parts are for this role.
    pub fn teaches(self) -> bool {
        self != CourseRole::Participant
    }
}

/// What may be done with an object. Implemented by empty types, so that a permission can stand in a function's signature.
pub trait Permission: Send + Sync + 'static {
    /// Its name, as printed by `magistere routes`.
    const NAME: &'static str;
}

/// Looking at something.
#[derive(Debug)]
pub enum View {}

impl Permission for View {
    const NAME: &'static str = "view";
}

/// Knowing that something is there, and how it looks in a list.
#[derive(Debug)]
pub enum Know {}

impl Permission for Know {
    const NAME: &'static str = "know";
}

/// Managing an académie: its people, courses, settings and mail.
#[derive(Debug)]
pub enum Manage {}

impl Permission for Manage {
    const NAME: &'static str = "manage";
}

/// Joining a session by oneself.
#[derive(Debug)]
pub enum Join {}

impl Permission for Join {
    const NAME: &'static str = "join";
}

/// Changing what a course is: its description, its stage, whether it is offered.
#[derive(Debug)]
pub enum Edit {}

impl Permission for Edit {
    const NAME: &'static str = "edit";
}

/// Writing what a course is made of, while it is neither closed nor thrown away.
#[derive(Debug)]
pub enum Write {}

impl Permission for Write {
    const NAME: &'static str = "write";
}

/// Doing something in a course besides reading, while it is neither closed nor thrown away.
#[derive(Debug)]
pub enum TakePart {}

impl Permission for TakePart {
    const NAME: &'static str = "take-part";
}

/// Making a course in an académie.
#[derive(Debug)]
pub enum AddCourse {}

impl Permission for AddCourse {
    const NAME: &'static str = "add-course";
}

/// Taking a copy of a parcours that is offered into an académie where one makes courses.
#[derive(Debug)]
pub enum TakeCopy {}

impl Permission for TakeCopy {
    const NAME: &'static str = "take-copy";
}

/// Training in a course: its people are enrolled and looked after.
#[derive(Debug)]
pub enum Train {}

impl Permission for Train {
    const NAME: &'static str = "train";
}

/// An object together with the proof that the visitor may do `P` with it. It can only be had from [`Allowed::prove`], which the
/// object's own feature calls after loading it inside its académie; a function that takes it cannot be called unchecked.
pub struct Allowed<O, P: Permission> {
    object: O,
    permission: PhantomData<P>,
}

impl<O, P: Permission> Allowed<O, P> {
    /// States that the permission was checked. Called in one place per object: where it is loaded.
    pub(crate) fn prove(object: O) -> Allowed<O, P> {
        Allowed { object, permission: PhantomData }
    }

    /// The object alone, when the permission is no longer needed.
    pub fn into_inner(self) -> O {
        self.object
    }
}

impl<O, P: Permission> std::ops::Deref for Allowed<O, P> {
    type Target = O;
    fn deref(&self) -> &O {
        &self.object
    }
}

impl<O: fmt::Debug, P: Permission> fmt::Debug for Allowed<O, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Allowed<{}>({:?})", P::NAME, self.object)
    }
}

/// Gives somebody a role; nothing changes when she has it. Without an académie the role is on the whole site.
///
/// # Errors
/// When the database fails.
pub async fn grant(tx: &db::Tx, academy_id: Option<i64>, person_id: i64, role: Role, now: i64) -> db::Result<()> {
    tx.run(
        "insert into role_grant (academy_id, person_id, role, created_at) values ($1, $2, $3, $4) on conflict do nothing",
        &db::args![academy_id, person_id, role, now],
    )
    .await?;
    Ok(())
}

/// Every role that somebody has anywhere: they shorten her sessions, and ask for a second factor.
///
/// # Errors
/// When the database fails.
pub async fn roles_of(tx: &db::Tx, person_id: i64) -> db::Result<Vec<Role>> {
    let roles: Vec<(Role,)> = tx.all("select role from role_grant where person_id = $1", &db::args![person_id]).await?;
    Ok(roles.into_iter().map(|(role,)| role).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_are_strict() {
        let mut ranks = [Role::Superviseur, Role::Gestionnaire, Role::AdministrateurLocal, Role::AdministrateurNational].map(Role::rank);
        ranks.sort_unstable();
        assert_eq!(ranks, [1, 2, 3, 4]);
        assert_eq!(Role::list(Some("gestionnaire,nonsense,superviseur")), [Role::Gestionnaire, Role::Superviseur]);
        assert_eq!(Role::list(None), []);
    }
}
