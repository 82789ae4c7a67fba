//! Two accounts become one: what a person is.

use db::Tx;

use super::address::{self, Address};
use super::{Person, PersonState, folded_name, guesses, second_factor, session};
use crate::files::{self, Owner};

/// Gives the person who stays what the one who goes has and she lacks; of what both have, hers stays. A suspended membership stays
/// suspended. The one who goes cannot sign in any more.
///
/// Without her agreement (`agreed`), an address that somebody typed is no way into an account that has one already: it does not move, and the
/// main one of them is given back to be proven first.
///
/// The password of the one who goes opens an account that has none, unless that one holds a role (`holds_a_role`): its own must be longer.
///
/// # Errors
/// When the database fails.
pub async fn merge(tx: &Tx, gone: &Person, kept: &Person, agreed: bool, holds_a_role: bool) -> db::Result<Option<Address>> {
    session::close_all(tx, gone.id, None).await?;
    guesses::forget(tx, gone.id).await?;
    second_factor::remove(tx, gone.id).await?;
    let unproven = if agreed || kept.state == PersonState::Invited { None } else { drop_typed(tx, gone.id, kept.id).await? };
    addresses(tx, gone.id, kept.id).await?;
    memberships(tx, gone.id, kept.id).await?;
    details(tx, gone, kept).await?;
    if kept.password_hash.is_none() && !holds_a_role {
        password(tx, gone.id, kept.id).await?;
    }
    Ok(unproven)
}

/// Takes the addresses away that nobody proved; gives the main one of them, unless the other account has it too.
async fn drop_typed(tx: &Tx, gone: i64, kept: i64) -> db::Result<Option<Address>> {
    let typed: Option<(String,)> = tx
        .maybe(
            "select address from person_address where person_id = $1 and state = 'given'
                and folded not in (select k.folded from person_address k where k.person_id = $2) order by main desc, id limit 1",
            &db::args![gone, kept],
        )
        .await?;
    tx.run("delete from person_address where person_id = $1 and state = 'given'", &db::args![gone]).await?;
    Ok(typed.and_then(|(typed,)| Address::parse(&typed)))
}

/// The one who went is no more. Nothing may name her by then.
///
/// # Errors
/// When the database fails, or something still names her.
pub async fn forget(tx: &Tx, gone_id: i64) -> db::Result<()> {
    tx.run("delete from person where id = $1", &db::args![gone_id]).await?;
    Ok(())
}

async fn password(tx: &Tx, gone: i64, kept: i64) -> db::Result<()> {
    tx.run(
        "update person set password_hash = (select g.password_hash from person g where g.id = $1),
                state = case when state = 'active' then state else (select g.state from person g where g.id = $1) end
          where id = $2",
        &db::args![gone, kept],
    )
    .await?;
    Ok(())
}

async fn addresses(tx: &Tx, gone: i64, kept: i64) -> db::Result<()> {
    let both = db::args![gone, kept];
    for sql in [
        // Whichever of the two proved an address that they share proved it for both.
        "update person_address set state = 'verified' where person_id = $2 and state = 'given'
            and folded in (select g.folded from person_address g where g.person_id = $1 and g.state = 'verified')",
        // What waits for its link waits in vain, and what is hers already is hers.
        "delete from person_address where person_id = $1
            and (state = 'pending' or folded in (select k.folded from person_address k where k.person_id = $2 and k.state <> 'pending'))",
        "delete from person_address where person_id = $2 and state = 'pending'
            and folded in (select g.folded from person_address g where g.person_id = $1)",
        "update person_address set person_id = $2,
                main = main and not exists (select 1 from person_address k where k.person_id = $2 and k.main) where person_id = $1",
    ] {
        tx.run(sql, &both).await?;
    }
    address::unshare(tx, kept).await
}

async fn memberships(tx: &Tx, gone: i64, kept: i64) -> db::Result<()> {
    let both = db::args![gone, kept];
    for sql in [
        "update membership set state = 'suspended' where person_id = $2
            and academy_id in (select g.academy_id from membership g where g.person_id = $1 and g.state = 'suspended')",
        // Where either of the two came in, she shows as she is.
        "update membership set typed_address = null, typed_name = null, typed_folded = null where person_id = $2
            and academy_id in (select g.academy_id from membership g where g.person_id = $1 and g.typed_address is null)",
        "delete from membership where person_id = $1
            and academy_id in (select k.academy_id from membership k where k.person_id = $2)",
        "update membership set person_id = $2 where person_id = $1",
    ] {
        tx.run(sql, &both).await?;
    }
    Ok(())
}

async fn details(tx: &Tx, gone: &Person, kept: &Person) -> db::Result<()> {
    tx.run("update person set picture_id = null where id = $1", &db::args![gone.id]).await?;
    let picture = match (kept.picture_id, gone.picture_id) {
        (None, Some(picture)) => {
            files::hand_over(tx, Owner::Person(gone.id), picture, kept.id).await?;
            Some(picture)
        }
        (Some(picture), Some(other)) => {
            files::take_out(tx, Owner::Person(gone.id), other).await?;
            Some(picture)
        }
        (picture, None) => picture,
    };
    let names = if kept.first_name.is_empty() && kept.last_name.is_empty() { gone } else { kept };
    let text = |hers: &str, other: &str| if hers.is_empty() { other.to_owned() } else { hers.to_owned() };
    tx.run(
        "update person set first_name = $2, last_name = $3, folded_name = $4, city = $5, country = $6, description = $7, interests = $8,
                moodlenet_profile = $9, picture_id = $10,
                language = coalesce(language, (select g.language from person g where g.id = $11)),
                time_zone = coalesce(time_zone, (select g.time_zone from person g where g.id = $11)),
                home_academy_id = coalesce(home_academy_id, (select g.home_academy_id from person g where g.id = $11))
          where id = $1",
        &db::args![
            kept.id,
            &names.first_name,
            &names.last_name,
            folded_name(&names.first_name, &names.last_name),
            text(&kept.city, &gone.city),
            text(&kept.country, &gone.country),
            text(&kept.description, &gone.description),
            text(&kept.interests, &gone.interests),
            text(&kept.moodlenet_profile, &gone.moodlenet_profile),
            picture,
            gone.id
        ],
    )
    .await?;
    Ok(())
}
