//! People: one person for all académies, her addresses, her sessions, her memberships.

pub mod address;
pub mod details;
pub mod guesses;
pub mod membership;
pub mod merged;
pub mod new_password;
pub mod second_factor;
pub mod session;
pub mod username;

use db::{Db, Tx, Value};

use crate::plain::plain;

/// The words about a new password.
pub const WORDS: web::Source = web::Source { feature: "people", french: include_str!("fr.ftl"), english: include_str!("en.ftl") };

db::text_enum! {
    /// Whether somebody has a way in.
    pub enum PersonState {
        /// An account was made for her; she has no way in yet.
        Invited = "invited",
        /// She set a password, or has another way in.
        Active = "active",
    }
}

db::text_enum! {
    /// Who may see somebody's address.
    pub enum AddressVisibility {
        /// Nobody but her managers.
        Nobody = "nobody",
        /// The members of the courses she is in (the default).
        Course = "course",
        /// Everybody signed in.
        Everybody = "everybody",
    }
}

db::text_enum! {
    /// With what somebody writes long texts, where scripts run; without them it is always plain.
    pub enum Editor {
        /// The text as it will be read (the default).
        Visual = "visual",
        /// The signs of Markdown, buttons that set them, a preview.
        Markdown = "markdown",
        /// The field alone.
        Plain = "plain",
    }
}

db::row! {
    /// A person. `username` is unique on the whole site; names are empty until she gives them.
    pub struct Person {
        pub id: i64,
        pub username: String,
        pub first_name: String,
        pub last_name: String,
        pub state: PersonState,
        /// When an administrateur national suspended her on the whole site; `None` for nearly everybody.
        pub suspended_at: Option<i64>,
        /// A PHC or crypt string; `None` without a password.
        pub password_hash: Option<String>,
        /// The language she chose, as a tag; `None` follows the site.
        pub language: Option<String>,
        pub address_visibility: AddressVisibility,
        pub moodlenet_profile: String,
        pub city: String,
        /// ISO 3166 code in capitals, or empty.
        pub country: String,
        /// IANA name; `None` follows the académie.
        pub time_zone: Option<String>,
        pub description: String,
        /// What she is interested in: words between commas.
        pub interests: String,
        pub picture_id: Option<i64>,
        pub home_academy_id: Option<i64>,
        pub editor: Editor,
    }
}

/// The columns of [`Person`], for queries that join.
pub const COLUMNS: &str = "p.id, p.username, p.first_name, p.last_name, p.state, p.suspended_at, p.password_hash, p.language, \
     p.address_visibility, p.moodlenet_profile, p.city, p.country, p.time_zone, p.description, p.interests, p.picture_id, p.home_academy_id, \
     p.editor";

impl Person {
    /// « Camille Martin », or the user name while no name is known.
    pub fn full_name(&self) -> String {
        let name = format!("{} {}", self.first_name, self.last_name);
        let name = name.trim();
        if name.is_empty() { self.username.clone() } else { name.to_owned() }
    }

    /// One or two letters for the round picture.
    pub fn initials(&self) -> String {
        let first = |text: &str| text.chars().next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
        let both = format!("{}{}", first(&self.first_name), first(&self.last_name));
        if both.is_empty() { first(&self.username) } else { both }
    }

    /// Whether the profile must be filled in before anything else.
    pub fn lacks_a_name(&self) -> bool {
        self.first_name.is_empty() || self.last_name.is_empty()
    }

    /// The person with this id.
    ///
    /// # Errors
    /// When there is none, or the database fails.
    pub async fn by_id(tx: &Tx, id: i64) -> db::Result<Person> {
        tx.one(&format!("select {COLUMNS} from person p where p.id = $1"), &db::args![id]).await
    }
}

/// Two people, held together until the transaction ends; nothing when one of them is no more.
///
/// # Errors
/// When the database fails.
pub async fn hold_both(tx: &Tx, one: i64, other: i64) -> db::Result<Option<(Person, Person)>> {
    hold(tx, one.min(other)).await?;
    hold(tx, one.max(other)).await?;
    let mut found = Vec::new();
    for id in [one, other] {
        let person: Option<Person> = tx.maybe(&format!("select {COLUMNS} from person p where p.id = $1"), &db::args![id]).await?;
        found.extend(person);
    }
    Ok(<[Person; 2]>::try_from(found).ok().map(|[one, other]| (one, other)))
}

/// Everybody who may be meant by what was typed: first an address (given or verified), and only if nobody's, a user name.
/// More than one when an import left an address to several people. One statement whoever is found.
///
/// # Errors
/// When the database fails.
pub async fn behind(tx: &Tx, typed: &str) -> db::Result<Vec<Person>> {
    let folded = address::fold(typed);
    tx.all(
        &format!(
            "select {COLUMNS} from person p
              where p.id in (select a.person_id from person_address a where a.folded = $1 and a.state <> 'pending'
                             union all
                             select named.id from person named where named.username = $2
                                and not exists (select 1 from person_address a where a.folded = $1 and a.state <> 'pending'))
              order by p.id limit 20"
        ),
        &db::args![folded, username::fold(typed)],
    )
    .await
}

/// Everybody who holds an address, given or verified; more than one only after an import.
///
/// # Errors
/// When the database fails.
pub async fn holders(tx: &Tx, address: &address::Address) -> db::Result<Vec<Person>> {
    tx.all(
        &format!(
            "select {COLUMNS} from person p
              where p.id in (select a.person_id from person_address a where a.folded = $1 and a.state <> 'pending') order by p.id"
        ),
        &db::args![&address.folded],
    )
    .await
}

/// Until the transaction ends, nobody else who asks for this gets on: what is counted for her and what follows from it are one act.
/// Several people are held in the order of their ids. (SQLite has one writer at a time; PostgreSQL locks the row.)
///
/// # Errors
/// When the database fails.
pub async fn hold(tx: &Tx, person_id: i64) -> db::Result<()> {
    tx.run("update person set state = state where id = $1", &db::args![person_id]).await?;
    Ok(())
}

/// What is known of somebody when her account is made.
#[derive(Clone, Debug)]
pub struct NewPerson<'a> {
    /// As typed; may be empty.
    pub first_name: &'a str,
    /// As typed; may be empty.
    pub last_name: &'a str,
    /// The user name asked for; `None` takes the address.
    pub username: Option<&'a str>,
    /// Her address.
    pub address: &'a address::Address,
    /// Whether somebody typed it for her, or it is known to be hers.
    pub address_state: address::AddressState,
    /// Whether the address may already belong to somebody else (imports).
    pub shared: bool,
    /// Her home académie.
    pub academy_id: i64,
}

/// Makes an account, invited and without a password. The user name is the address in lower case, `-2` and so on when taken.
///
/// # Errors
/// [`db::Error::Unique`] when the address or the asked user name belongs to somebody, or the database fails.
pub async fn create(tx: &Tx, new: &NewPerson<'_>, now: i64) -> db::Result<i64> {
    let username = match new.username {
        Some(asked) => username::fold(asked),
        None => username::free_from(tx, &username::fold(&new.address.written)).await?,
    };
    let (id,): (i64,) = tx
        .one(
            "insert into person (username, first_name, last_name, state, address_visibility, moodlenet_profile, city, country, description,
                                 home_academy_id, created_at, folded_name)
             values ($1, $2, $3, 'invited', 'course', '', '', '', '', $4, $5, $6) returning id",
            &db::args![username, new.first_name, new.last_name, new.academy_id, now, folded_name(new.first_name, new.last_name)],
        )
        .await?;
    address::add(tx, id, new.address, new.address_state, new.shared, now).await?;
    Ok(id)
}

/// Sets a password: she is active from then on. The caller ends sessions and links.
///
/// # Errors
/// When the database fails.
pub async fn set_password(tx: &Tx, person_id: i64, hash: &str) -> db::Result<()> {
    tx.run("update person set password_hash = $2, state = 'active' where id = $1", &db::args![person_id, hash]).await?;
    Ok(())
}

/// Replaces an outdated hash of the same password, only if nobody changed it meanwhile.
///
/// # Errors
/// When the database fails.
pub async fn upgrade_hash(tx: &Tx, person_id: i64, old: &str, new: &str) -> db::Result<()> {
    tx.run("update person set password_hash = $3 where id = $1 and password_hash = $2", &db::args![person_id, old, new]).await?;
    Ok(())
}

/// A nullable text as a bound value.
pub fn text_or_null(text: Option<&str>) -> Value<'_> {
    text.map_or(Value::Null, Value::from)
}

/// Both names as a search compares them.
fn folded_name(first_name: &str, last_name: &str) -> String {
    plain(&format!("{first_name} {last_name}"))
}

/// Folds the names of people of whom an earlier release kept them only as they are written; gives how many.
///
/// # Errors
/// When the database fails.
pub async fn fold_names(db: &Db) -> db::Result<usize> {
    let mut done = 0;
    loop {
        let some: Vec<(i64, String, String)> =
            db.all("select id, first_name, last_name from person where folded_name is null limit 1000", &[]).await?;
        if some.is_empty() {
            return Ok(done);
        }
        done += some.len();
        let tx = db.begin().await?;
        for (id, first_name, last_name) in some {
            tx.run("update person set folded_name = $2 where id = $1", &db::args![id, folded_name(&first_name, &last_name)]).await?;
        }
        tx.commit().await?;
    }
}

/// Sets somebody's names.
///
/// # Errors
/// When the database fails.
pub async fn set_names(tx: &Tx, person_id: i64, first_name: &str, last_name: &str) -> db::Result<()> {
    tx.run(
        "update person set first_name = $2, last_name = $3, folded_name = $4 where id = $1",
        &db::args![person_id, first_name, last_name, folded_name(first_name, last_name)],
    )
    .await?;
    Ok(())
}

/// Closes the whole site to somebody. The caller ends sessions and links.
///
/// # Errors
/// When the database fails.
pub async fn suspend(tx: &Tx, person_id: i64, now: i64) -> db::Result<()> {
    tx.run("update person set suspended_at = $2 where id = $1", &db::args![person_id, now]).await?;
    Ok(())
}

/// How many password hashes of each kind are stored, so that work for a name that is nobody's is drawn from the same mix.
///
/// # Errors
/// When the database fails.
pub async fn hash_kinds(db: &Db) -> db::Result<passwords::Mix> {
    let (all, bcrypt, sha512): (i64, i64, i64) = db
        .one(
            "select count(*), count(case when password_hash like '$2%' then 1 end), count(case when password_hash like '$6$%' then 1 end)
               from person where password_hash is not null",
            &[],
        )
        .await?;
    let small = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
    Ok(passwords::Mix { argon2: small(all - bcrypt - sha512).max(1), bcrypt: small(bcrypt), sha512: small(sha512) })
}
