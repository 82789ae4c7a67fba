//! Memberships: one person in one académie.

use db::Tx;

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

/// Keeps what a manager typed for somebody who had an account elsewhere: until she comes, nothing else is shown of her.
///
/// # Errors
/// When the database fails.
pub async fn note_typed(tx: &Tx, academy_id: i64, person_id: i64, address: &str, name: &str) -> db::Result<()> {
    tx.run(
        "update membership set typed_address = $3, typed_name = $4 where academy_id = $1 and person_id = $2",
        &db::args![academy_id, person_id, address, name],
    )
    .await?;
    Ok(())
}
