//! Moving sections and activities: past a neighbour, or to any place.
//!
//! Whatever moves holds the course first (`change::hold`): places are exchanged one after the other, and of two who move at once the second moves
//! what the first left. Sections keep the places they share, which name them in addresses.

use db::Tx;

use super::{Course, completion};

/// The place of what is being moved: two never share one.
const NOWHERE: i64 = -(1 << 40);
/// Further on than any place there is.
const FAR: i64 = 1 << 40;

/// Where something goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Before what stood before it.
    Up,
    /// After what stood after it.
    Down,
}

impl Way {
    /// The neighbour that way, as the end of a query over `position`, `$4` being the place of what moves.
    fn neighbour(self) -> &'static str {
        match self {
            Way::Up => "position < $4 order by position desc limit 1",
            Way::Down => "position > $4 order by position limit 1",
        }
    }
}

/// Moves a section past its neighbour; false when there is none that way.
///
/// # Errors
/// When the database fails.
pub async fn move_section(tx: &Tx, course: &Course, id: i64, way: Way) -> db::Result<bool> {
    let own: Option<(i64,)> = tx
        .maybe(
            "select position from section where academy_id = $1 and course_id = $2 and id = $3 and trashed_at is null",
            &db::args![course.academy_id, course.id, id],
        )
        .await?;
    let Some((position,)) = own else { return Ok(false) };
    let neighbour = way.neighbour();
    let sql = format!(
        "select id, position from section where academy_id = $1 and course_id = $2 and id <> $3 and trashed_at is null and {neighbour}"
    );
    let other: Option<(i64, i64)> = tx.maybe(&sql, &db::args![course.academy_id, course.id, id, position]).await?;
    let Some((other, place)) = other else { return Ok(false) };
    let sql = "update section set position = $4 where academy_id = $1 and course_id = $2 and id = $3";
    for (id, place) in [(id, NOWHERE), (other, position), (id, place)] {
        tx.run(sql, &db::args![course.academy_id, course.id, id, place]).await?;
    }
    Ok(true)
}

/// Moves an activity past its neighbour, or out of its section into the next one; false when there is nothing that way.
///
/// # Errors
/// When the database fails.
pub async fn move_activity(tx: &Tx, course: &Course, id: i64, way: Way) -> db::Result<bool> {
    let own: Option<(i64, i64)> = tx
        .maybe(
            "select section_id, position from activity where academy_id = $1 and course_id = $2 and id = $3 and trashed_at is null",
            &db::args![course.academy_id, course.id, id],
        )
        .await?;
    let Some((section_id, position)) = own else { return Ok(false) };
    let neighbour = way.neighbour();
    let sql = format!(
        "select id, position from activity where academy_id = $1 and course_id = $2 and id <> $3 and trashed_at is null
            and section_id = $5 and {neighbour}"
    );
    let other: Option<(i64, i64)> = tx.maybe(&sql, &db::args![course.academy_id, course.id, id, position, section_id]).await?;
    let sql = "update activity set section_id = $4, position = $5 where academy_id = $1 and course_id = $2 and id = $3";
    if let Some((other, place)) = other {
        for (id, place) in [(id, NOWHERE), (other, position), (id, place)] {
            tx.run(sql, &db::args![course.academy_id, course.id, id, section_id, place]).await?;
        }
        return Ok(true);
    }
    let Some(next) = next_section(tx, course, section_id, way).await? else { return Ok(false) };
    let place = end_of(tx, course, next, way).await?;
    tx.run(sql, &db::args![course.academy_id, course.id, id, next, place]).await?;
    // The other section may be for a group.
    completion::counts_anew(tx, course).await?;
    Ok(true)
}

/// The section before or after one.
async fn next_section(tx: &Tx, course: &Course, id: i64, way: Way) -> db::Result<Option<i64>> {
    let (position,): (i64,) = tx
        .one(
            "select position from section where academy_id = $1 and course_id = $2 and id = $3",
            &db::args![course.academy_id, course.id, id],
        )
        .await?;
    let neighbour = way.neighbour();
    let sql =
        format!("select id from section where academy_id = $1 and course_id = $2 and id <> $3 and trashed_at is null and {neighbour}");
    Ok(tx.maybe::<(i64,)>(&sql, &db::args![course.academy_id, course.id, id, position]).await?.map(|(id,)| id))
}

/// A free place in a section for what comes from that way: its end from below, its beginning from above.
async fn end_of(tx: &Tx, course: &Course, section_id: i64, way: Way) -> db::Result<i64> {
    let sql = match way {
        Way::Up => "select coalesce(max(position), 0) + 1 from activity where academy_id = $1 and section_id = $2",
        Way::Down => "select coalesce(min(position), 0) - 1 from activity where academy_id = $1 and section_id = $2",
    };
    let (place,): (i64,) = tx.one(sql, &db::args![course.academy_id, section_id]).await?;
    Ok(place)
}

/// Makes room for one activity at a place of a section: what stands there and after it, thrown away or not, moves on by one.
///
/// # Errors
/// When the database fails.
pub(super) async fn make_room(tx: &Tx, course: &Course, section_id: i64, place: i64) -> db::Result<()> {
    let sql = "update activity set position = position + $4 where academy_id = $1 and section_id = $2 and position >= $3";
    // By way of far away: no two share a place in between.
    for (from, by) in [(place, FAR), (place + FAR, 1 - FAR)] {
        tx.run(sql, &db::args![course.academy_id, section_id, from, by]).await?;
    }
    Ok(())
}

/// Where something is put down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// Before this part, wherever it stands by now.
    Before(i64),
    /// At the end: of this section for an activity, of the course for a section, whatever the number.
    EndOf(i64),
}

/// What came of putting something down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Put {
    /// It stands there now.
    There,
    /// It stood there before, or is gone itself.
    Unmoved,
    /// The spot is no more: nothing moved.
    NoSpot,
}

/// Puts an activity down; in another section too.
///
/// # Errors
/// When the database fails.
pub async fn put_activity(tx: &Tx, course: &Course, id: i64, spot: Spot) -> db::Result<Put> {
    let standing = "select a.section_id, a.position from activity a join section s on s.id = a.section_id
                     where a.academy_id = $1 and a.course_id = $2 and a.id = $3 and a.trashed_at is null and s.trashed_at is null";
    let own: Option<(i64, i64)> = tx.maybe(standing, &db::args![course.academy_id, course.id, id]).await?;
    let Some((from, position)) = own else { return Ok(Put::Unmoved) };
    let found: Option<(i64, i64)> = match spot {
        Spot::Before(other) => tx.maybe(standing, &db::args![course.academy_id, course.id, other]).await?,
        Spot::EndOf(section_id) => {
            let sql = "select s.id, (select coalesce(max(a.position), 0) + 1 from activity a where a.academy_id = $1 and a.section_id = s.id) as place
                         from section s where s.academy_id = $1 and s.course_id = $2 and s.id = $3 and s.trashed_at is null";
            tx.maybe(sql, &db::args![course.academy_id, course.id, section_id]).await?
        }
    };
    let Some((to, place)) = found else { return Ok(Put::NoSpot) };
    let between = "select id from activity where academy_id = $1 and section_id = $2 and position > $3 and position < $4 and trashed_at is null limit 1";
    let stands_there =
        from == to && position <= place && tx.maybe::<(i64,)>(between, &db::args![course.academy_id, to, position, place]).await?.is_none();
    if stands_there {
        return Ok(Put::Unmoved);
    }
    let sql = "update activity set section_id = $4, position = $5 where academy_id = $1 and course_id = $2 and id = $3";
    tx.run(sql, &db::args![course.academy_id, course.id, id, from, NOWHERE]).await?;
    make_room(tx, course, to, place).await?;
    tx.run(sql, &db::args![course.academy_id, course.id, id, to, place]).await?;
    if from != to {
        // The other section may be for a group.
        completion::counts_anew(tx, course).await?;
    }
    Ok(Put::There)
}

/// Puts a section down.
///
/// # Errors
/// When the database fails.
pub async fn put_section(tx: &Tx, course: &Course, id: i64, spot: Spot) -> db::Result<Put> {
    let sql = "select id, position from section where academy_id = $1 and course_id = $2 and trashed_at is null order by position";
    let all: Vec<(i64, i64)> = tx.all(sql, &db::args![course.academy_id, course.id]).await?;
    let (mut order, places): (Vec<i64>, Vec<i64>) = all.iter().copied().unzip();
    let Some(from) = order.iter().position(|one| *one == id) else { return Ok(Put::Unmoved) };
    order.remove(from);
    let to = match spot {
        // Before itself is where it is.
        Spot::Before(other) if other == id => Some(from),
        Spot::Before(other) => order.iter().position(|one| *one == other),
        Spot::EndOf(_) => Some(order.len()),
    };
    let Some(to) = to else { return Ok(Put::NoSpot) };
    if to == from {
        return Ok(Put::Unmoved);
    }
    order.insert(to, id);
    // Each goes into the place that the one before it just left.
    let mut changed: Vec<(i64, i64)> = order.into_iter().zip(places).filter(|one| !all.contains(one)).collect();
    if to < from {
        changed.reverse();
    }
    let sql = "update section set position = $4 where academy_id = $1 and course_id = $2 and id = $3";
    for (id, place) in [(id, NOWHERE)].into_iter().chain(changed) {
        tx.run(sql, &db::args![course.academy_id, course.id, id, place]).await?;
    }
    Ok(Put::There)
}
