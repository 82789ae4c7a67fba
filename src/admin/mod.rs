//! What an operator does from a terminal: people, courses, enrolments, roles, académies. May run beside the server.
//!
//! | person add, person show, person suspend | `person.rs`, `show.rs`, `suspend.rs` |
//! | membership suspend                      | `suspend.rs`                         |
//! | course add, course set                  | `course.rs`                          |
//! | enrol                                   | `enrol.rs`                           |
//! | role grant                              | `role.rs`                            |
//! | academy set                             | `academy.rs`                         |
//!
//! Each command is one transaction with its line in the journal; what it queued is picked up by the running server. Whoever can
//! run it owns the machine, so there is no permission to check. It speaks English, to operators.

pub mod academy;
pub mod course;
mod course_set;
pub mod enrol;
pub mod person;
mod picture;
pub mod role;
pub mod routes;
pub mod show;
pub mod suspend;
mod term;
mod whom;

use std::io::{Read, Write};
use std::process::ExitCode;

use passwords::Hashing;
use serde_json::Value;

use crate::app::{App, Config, Parts};
use crate::clock::Clock;
use crate::files::Files;
use crate::people::address::Address;
use crate::search::Search;
use crate::store::{self, OpenStore};
use crate::{academies, cli, links, serve};

/// What can be done.
#[derive(clap::Subcommand, Debug)]
pub enum Command {
    /// Accounts
    #[command(subcommand)]
    Person(PersonCommand),
    /// People in one académie
    #[command(subcommand)]
    Membership(MembershipCommand),
    /// Courses
    #[command(subcommand)]
    Course(CourseCommand),
    /// Puts somebody into a course; an unknown address gets an account and an invitation
    Enrol(enrol::Enrol),
    /// Roles in an académie or on the whole site
    #[command(subcommand)]
    Role(RoleCommand),
    /// Settings of an académie
    #[command(subcommand)]
    Academy(AcademyCommand),
}

/// What can be done with an account.
#[derive(clap::Subcommand, Debug)]
pub enum PersonCommand {
    /// Makes an account, or makes somebody who has one a member of the académie
    Add(person::Add),
    /// Shows an account
    Show(show::Show),
    /// Closes the whole site to somebody
    Suspend(suspend::Person),
    /// Takes the second factor off an account whose owner lost it
    ResetSecondFactor(show::Show),
}

/// What can be done with somebody in one académie.
#[derive(clap::Subcommand, Debug)]
pub enum MembershipCommand {
    /// Closes one académie to somebody
    Suspend(suspend::Membership),
}

/// What can be done with a course.
#[derive(clap::Subcommand, Debug)]
pub enum CourseCommand {
    /// Makes a course
    Add(course::Add),
    /// Changes a course: its description, how people join it, its stage, whether it is offered
    Set(course_set::Set),
}

/// What can be done with a role.
#[derive(clap::Subcommand, Debug)]
pub enum RoleCommand {
    /// Gives somebody a role
    Grant(role::Grant),
}

/// What can be done with an académie.
#[derive(clap::Subcommand, Debug)]
pub enum AcademyCommand {
    /// Changes settings; an empty value takes one away
    Set(academy::Set),
    /// Adds a term to one of the lists that an indexing chooses from
    AddTerm(term::AddTerm),
}

/// Why a command changed nothing.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// A sentence about what was asked.
    #[error("{0}")]
    Said(String),
    /// The database failed.
    #[error("the database failed: {0}")]
    Database(#[from] db::Error),
    /// A link could not be made.
    #[error("the invitation could not be made: {0}")]
    Link(#[from] links::MakeError),
    /// A setting was refused.
    #[error(transparent)]
    Setting(#[from] academies::settings::SettingError),
    /// The password could not be hashed.
    #[error("the password could not be hashed: {0}")]
    Hashing(#[from] passwords::Busy),
}

/// What a command did, for people and for programs.
#[derive(Debug)]
pub struct Report {
    /// One line or a few.
    pub text: String,
    /// What `--json` prints.
    pub json: Value,
}

/// Runs a command and prints what came of it; a refusal goes to the error output and gives 1.
pub async fn run(admin: cli::Admin) -> ExitCode {
    match carry_out(&admin).await {
        Ok(report) => {
            say(&if admin.json { report.json.to_string() } else { report.text });
            ExitCode::SUCCESS
        }
        Err(refusal) => {
            eprintln!("magistere: {refusal}");
            ExitCode::FAILURE
        }
    }
}

/// Prints a line. A reader that left is no reason to fail: the work is done.
pub(crate) fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

async fn carry_out(admin: &cli::Admin) -> Result<Report, Refusal> {
    let store = store::open(&admin.store).await.map_err(Refusal::Said)?;
    let app = desk(store, Clock::System).await.map_err(Refusal::Said)?;
    execute(&app, &admin.command, std::io::stdin()).await
}

/// Does what a command says. `input` is read only by a command that asks for it.
///
/// # Errors
/// As [`Refusal`]; then nothing was changed.
pub async fn execute(app: &App, command: &Command, input: impl Read) -> Result<Report, Refusal> {
    match command {
        Command::Person(PersonCommand::Add(add)) => person::add(app, add, person::password_from(input)).await,
        Command::Person(PersonCommand::Show(show)) => show::show(app, show).await,
        Command::Person(PersonCommand::Suspend(person)) => suspend::person(app, person).await,
        Command::Person(PersonCommand::ResetSecondFactor(show)) => suspend::second_factor(app, &show.whom).await,
        Command::Membership(MembershipCommand::Suspend(membership)) => suspend::membership(app, membership).await,
        Command::Course(CourseCommand::Add(add)) => course::add(app, add).await,
        Command::Course(CourseCommand::Set(set)) => course_set::set(app, set).await,
        Command::Enrol(enrol) => enrol::enrol(app, enrol).await,
        Command::Role(RoleCommand::Grant(grant)) => role::grant(app, grant).await,
        Command::Academy(AcademyCommand::Set(set)) => academy::set(app, set).await,
        Command::Academy(AcademyCommand::AddTerm(add)) => term::add(app, add).await,
    }
}

/// The product without its server: what commands need to write letters and hash passwords.
///
/// # Errors
/// A sentence for whoever runs the command.
pub async fn desk(store: OpenStore, clock: Clock) -> Result<App, String> {
    // Commands change courses and search nothing: the server's own index learns of it from the database.
    let search = Search::in_memory("").map_err(|error| error.to_string())?;
    desk_with(store, clock, search).await
}

/// The same with an index of its own.
///
/// # Errors
/// As [`desk`].
pub async fn desk_with(store: OpenStore, clock: Clock, search: Search) -> Result<App, String> {
    // Known once the site has run; until then letters have a Message-ID of nowhere, and addresses are printed without their host.
    let origin = store::setting(&store.db, "origin").await.map_err(|error| error.to_string())?.unwrap_or_default();
    let files = Files::of(&store.data);
    let config = Config {
        data: store.data,
        origin,
        hosts: Vec::new(),
        mail_from: None,
        demo: false,
        trusted_proxies: Vec::new(),
        mail_folder: None,
    };
    Ok(App::new(Parts {
        db: store.db,
        words: serve::words()?,
        secrets: store.secrets,
        clock,
        hashing: Hashing::start(),
        search,
        files,
        wake: jobs::Wake::default(),
        config,
        kinds: serve::KINDS,
        above: serve::ABOVE,
    }))
}

/// A mail address, as `--email` takes it.
///
/// # Errors
/// When no mail could reach it.
pub fn address(text: &str) -> Result<Address, String> {
    Address::parse(text).ok_or_else(|| "no mail could reach this address".into())
}
