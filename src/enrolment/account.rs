//! The account behind an address, or a new one.

use db::Tx;

use crate::academies::Academy;
use crate::events::{self, Event};
use crate::people::address::{Address, AddressState};
use crate::people::{self, NewPerson, membership};

/// Makes an account for an address that nobody holds: invited, a member of the académie, with the names that were typed for her.
///
/// # Errors
/// When the database fails, or somebody got the address at this very moment.
pub async fn create(
    tx: &Tx,
    academy: &Academy,
    address: &Address,
    (first_name, last_name): (&str, &str),
    actor_id: Option<i64>,
    now: i64,
) -> db::Result<i64> {
    let new = NewPerson {
        first_name,
        last_name,
        username: None,
        address,
        address_state: AddressState::Given,
        shared: false,
        academy_id: academy.id,
    };
    let id = people::create(tx, &new, now).await?;
    membership::join(tx, academy.id, id, now).await?;
    events::record(tx, Event::of_person("person.account.created", Some(academy.id), actor_id, id), now).await?;
    Ok(id)
}
