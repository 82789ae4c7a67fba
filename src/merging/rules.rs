//! Which accounts may become one, and whether their holders must agree first.

use db::Tx;

use crate::access;
use crate::people::membership::{self, MembershipState};
use crate::people::{Person, PersonState, second_factor};

/// Whether two accounts may become one, as far as the accounts themselves decide. Nobody's role or second factor vanishes, and nobody gets
/// out of a suspension of the whole site.
///
/// # Errors
/// When the database fails.
pub async fn may_join(tx: &Tx, gone: &Person, kept: &Person) -> db::Result<bool> {
    let suspended = gone.suspended_at.is_some() || kept.suspended_at.is_some();
    let bound = !access::roles_of(tx, gone.id).await?.is_empty() || second_factor::is_there(tx, gone.id).await?;
    Ok(gone.id != kept.id && !suspended && !bound)
}

/// Whether the académie is closed to one of two people: nothing that is mailed in its name works for her.
///
/// # Errors
/// When the database fails.
pub async fn is_closed_to_one(tx: &Tx, academy_id: i64, gone: &Person, kept: &Person) -> db::Result<bool> {
    let suspended = Some(MembershipState::Suspended);
    Ok(membership::state(tx, academy_id, gone.id).await? == suspended || membership::state(tx, academy_id, kept.id).await? == suspended)
}

/// Whether an académie may join them without asking: both belong to it alone, and the one that goes was never used.
///
/// # Errors
/// When the database fails.
pub async fn needs_no_agreement(tx: &Tx, academy_id: i64, gone: &Person, kept: &Person) -> db::Result<bool> {
    Ok(gone.state == PersonState::Invited && belongs_to(tx, academy_id, gone).await? && belongs_to(tx, academy_id, kept).await?)
}

/// Whether somebody is nothing anywhere but in this académie.
async fn belongs_to(tx: &Tx, academy_id: i64, person: &Person) -> db::Result<bool> {
    let elsewhere: Option<(i64,)> = tx
        .maybe(
            "select p.id from person p where p.id = $2
                and (coalesce(p.home_academy_id, $1) <> $1
                     or exists (select 1 from membership m where m.person_id = $2 and m.academy_id <> $1)
                     or exists (select 1 from enrolment e where e.person_id = $2 and e.academy_id <> $1)
                     or exists (select 1 from role_grant r where r.person_id = $2 and (r.academy_id is null or r.academy_id <> $1)))",
            &db::args![academy_id, person.id],
        )
        .await?;
    Ok(elsewhere.is_none())
}
