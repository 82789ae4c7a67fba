//! Memberships: one person in one académie.

use db::Tx;

use crate::plain::plain;

db::text_enum! {
    /// Whether somebody may enter an académie.
    pub enum MembershipState {
        /// As everybody.
        Active = "active",
        /// Its pages answer 403 with its support contact; the others stay open to her.
        Suspended = "suspended",
    }
}

/// Makes somebody a member; nothing changes when she is one already, suspended or not.
///
/// # Errors
/// When the database fails.
pub async fn join(tx: &Tx, academy_id: i64, person_id: i64, now: i64) -> db::Result<()> {
    tx.run(
        "insert into membership (academy_id, person_id, state, created_at) values ($1, $2, 'active', $3)
         on conflict (academy_id, person_id) do nothing",
        &db::args![academy_id, person_id, now],
    )
    .await?;
    Ok(())
}

/// The state of somebody's membership of an académie; `None` when she is no member.
///
/// # Errors
/// When the database fails.
pub async fn state(tx: &Tx, academy_id: i64, person_id: i64) -> db::Result<Option<MembershipState>> {
    let found: Option<(MembershipState,)> =
        tx.maybe("select state from membership where academy_id = $1 and person_id = $2", &db::args![academy_id, person_id]).await?;
    Ok(found.map(|(state,)| state))
}

/// Closes one académie to one of its members.
///
/// # Errors
/// When the database fails.
pub async fn suspend(tx: &Tx, academy_id: i64, person_id: i64) -> db::Result<()> {
    tx.run("update membership set state = 'suspended' where academy_id = $1 and person_id = $2", &db::args![academy_id, person_id]).await?;
    Ok(())
}

/// Opens one académie again to one of its members.
///
/// # Errors
/// When the database fails.
pub async fn activate(tx: &Tx, academy_id: i64, person_id: i64) -> db::Result<()> {
    tx.run("update membership set state = 'active' where academy_id = $1 and person_id = $2", &db::args![academy_id, person_id]).await?;
    Ok(())
}

/// The number of a membership, which is how its académie speaks of her: it tells nothing of her account.
///
/// # Errors
/// When she is no member, or the database fails.
pub async fn place(tx: &Tx, academy_id: i64, person_id: i64) -> db::Result<i64> {
    let sql = "select id from membership where academy_id = $1 and person_id = $2";
    let (id,): (i64,) = tx.one(sql, &db::args![academy_id, person_id]).await?;
    Ok(id)
}

/// Whether nothing was typed of a member yet, and she is in no course here.
///
/// # Errors
/// When the database fails.
pub async fn is_untold(tx: &Tx, academy_id: i64, person_id: i64) -> db::Result<bool> {
    let sql = "select m.id from membership m where m.academy_id = $1 and m.person_id = $2 and m.typed_address is null
                  and not exists (select 1 from enrolment e where e.academy_id = $1 and e.person_id = $2)";
    Ok(tx.maybe::<(i64,)>(sql, &db::args![academy_id, person_id]).await?.is_some())
}

/// She came in by this académie: from now on she shows as she is.
///
/// # Errors
/// When the database fails.
pub async fn met(tx: &Tx, academy_id: i64, person_id: i64) -> db::Result<()> {
    tx.run(
        "update membership set typed_address = null, typed_name = null, typed_folded = null where academy_id = $1 and person_id = $2",
        &db::args![academy_id, person_id],
    )
    .await?;
    Ok(())
}

/// Keeps what a manager typed for somebody who had an account elsewhere: until she comes, nothing else is shown of her.
///
/// # Errors
/// When the database fails.
pub async fn note_typed(tx: &Tx, academy_id: i64, person_id: i64, address: &str, name: &str) -> db::Result<()> {
    tx.run(
        "update membership set typed_address = $3, typed_name = $4, typed_folded = $5 where academy_id = $1 and person_id = $2",
        &db::args![academy_id, person_id, address, name, plain(name)],
    )
    .await?;
    Ok(())
}
