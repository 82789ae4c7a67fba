//! Running the product: the site, the jobs, and a second address for those who watch over it.

use std::future::Future;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;
use db::Db;
use jobs::mail::{Deliver, Sent, Transport};
use jobs::{Outcome, Runner};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use passwords::Hashing;
use tokio::net::TcpListener;
use web::Words;

use crate::activities::{Kinds, forum};
use crate::app::{Above, App, Config, Network, Parts};
use crate::clock::{Clock, DAY, HOUR, MINUTE};
use crate::files::{self, Files};
use crate::links::compose::Letters;
use crate::people::{self, guesses, session};
use crate::search::Search;
use crate::secrets::Secrets;
use crate::{authoring, catalogue, courses, events, features, links, merging, news, site};

/// How long letters and dead jobs stay visible.
const LETTERS_KEPT: i64 = 90 * DAY;

/// How the site is asked to run.
#[derive(Clone, Debug)]
pub struct Options {
    /// The data folder.
    pub data: PathBuf,
    /// Where to listen; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Where health and metrics are served, if anywhere.
    pub ops_listen: Option<SocketAddr>,
    /// Scheme, host and port under which people reach the site; the listening address without it.
    pub origin: Option<String>,
    /// Networks whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<Network>,
    /// `smtp://…` or `smtps://…`; without it mail lands in the data folder.
    pub smtp: Option<String>,
    /// The sender of académies that set none.
    pub mail_from: Option<String>,
    /// Whether this is the demonstration.
    pub demo: bool,
}

/// A site that listens.
pub struct Running {
    /// Its parts.
    pub app: App,
    /// Where it listens.
    pub address: SocketAddr,
    listener: TcpListener,
    ops: Option<TcpListener>,
    runner: Runner,
}

/// Where mail goes.
pub enum Mail {
    /// To SMTP or to the data folder, as the options say.
    AsOptions,
    /// To memory, for tests.
    Memory(Arc<Mutex<Vec<Sent>>>),
}

/// Who answers what the doors and the letters ask.
pub const ABOVE: Above = Above {
    describe: |db, academy, address| Box::pin(courses::wanted_title(db, academy, address)),
    arrive: |tx, academy, person_id, address, today| Box::pin(courses::arrive(tx, academy, person_id, address, today)),
    new_offers: |app, academy, reader, offers| Box::pin(news::edition::listed(app, academy, reader, offers)),
    posts: |app, academy, reader, posts, digest| Box::pin(forum::letter::told(app, academy, reader, posts, digest)),
};

/// The kinds of activities that courses are made of.
pub const KINDS: Kinds = Kinds(features::KINDS);

/// All words of the product, loaded once and kept for as long as the program runs.
///
/// # Errors
/// When a word file is faulty.
pub fn words() -> Result<&'static Words, String> {
    static WORDS: std::sync::OnceLock<Result<Words, String>> = std::sync::OnceLock::new();
    WORDS.get_or_init(|| Words::load(&features::words())).as_ref().map_err(Clone::clone)
}

/// Opens the doors: binds the addresses and puts the parts together. Nothing is answered before [`Running::run`].
///
/// # Errors
/// A sentence for whoever started it.
pub async fn prepare(options: &Options, db: Db, secrets: Secrets, clock: Clock, mail: Mail) -> Result<Running, String> {
    let listener = TcpListener::bind(options.listen).await.map_err(|error| format!("cannot listen on {}: {error}", options.listen))?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    let ops = match options.ops_listen {
        Some(at) => Some(TcpListener::bind(at).await.map_err(|error| format!("cannot listen on {at}: {error}"))?),
        None => None,
    };
    let mail_folder = options.data.join("mail");
    let transport = match (mail, &options.smtp) {
        (Mail::Memory(sent), _) => Transport::Memory(sent),
        (Mail::AsOptions, Some(url)) => Transport::smtp(url).map_err(|error| error.to_string())?,
        (Mail::AsOptions, None) => Transport::folder(&mail_folder).map_err(|error| error.to_string())?,
    };
    let config = Config {
        data: options.data.clone(),
        origin: options.origin.clone().unwrap_or_else(|| format!("http://{}", without_own_port(&address.to_string()))),
        hosts: hosts(options, address),
        mail_from: options.mail_from.clone(),
        demo: options.demo,
        trusted_proxies: options.trusted_proxies.clone(),
        mail_folder: options.smtp.is_none().then_some(mail_folder),
    };
    let search = search(&options.data, &db)?;
    let time = clock.clone();
    let mut runner = Runner::new(db.clone(), Arc::new(move || time.now()));
    let app = App::new(Parts {
        db,
        words: words()?,
        secrets,
        clock,
        hashing: Hashing::start(),
        search,
        files: Files::of(&options.data),
        wake: runner.wake_handle(),
        config,
        kinds: KINDS,
        above: ABOVE,
    });
    let deliver = Deliver::new(app.db.clone(), runner.clock(), transport, Arc::new(Letters { app: app.clone() }));
    runner = runner.with(deliver).with(forum::telling::Teller { app: app.clone() });
    app.hashing.set_mix(people::hash_kinds(&app.db).await.map_err(|error| error.to_string())?);
    people::fold_names(&app.db).await.map_err(|error| error.to_string())?;
    let purging = app.clone();
    runner = runner.every("purge", HOUR, move || {
        let app = purging.clone();
        async move { purge(&app).await.map_or_else(|error| Outcome::Retry(error.to_string()), |()| Outcome::Done) }
    });
    let sweeping = app.clone();
    runner = runner.every("sweep", DAY, move || {
        let app = sweeping.clone();
        async move { files::sweep(&app.db, &app.files).await.map_or_else(|error| Outcome::Retry(error.to_string()), |_| Outcome::Done) }
    });
    let telling = app.clone();
    runner = runner.every("news", 10 * MINUTE, move || {
        let app = telling.clone();
        async move { news::edition::tell_due(&app).await.map_or_else(|error| Outcome::Retry(error.to_string()), |_| Outcome::Done) }
    });
    let gathering = app.clone();
    runner = runner.every("forum", 10 * MINUTE, move || {
        let app = gathering.clone();
        async move { forum::digest::tell_due(&app).await.map_or_else(|error| Outcome::Retry(error.to_string()), |_| Outcome::Done) }
    });
    Ok(Running { app, address, listener, ops, runner })
}

/// The search index of a data folder, as a copy of this database.
///
/// # Errors
/// When there is not even room for one in memory.
pub fn search(data: &Path, db: &Db) -> Result<Search, String> {
    let source = format!("{:?}", db.engine()).to_lowercase();
    Search::open(data, &source).map_err(|error| format!("cannot make a search index: {error}"))
}

/// The values of `Host` that are answered: with a configured origin only its own, without it the address and `localhost`.
fn hosts(options: &Options, address: SocketAddr) -> Vec<String> {
    match &options.origin {
        Some(origin) => {
            let host = origin.split_once("://").map_or(origin.as_str(), |(_, host)| host);
            vec![host.to_owned()]
        }
        None => {
            let names = [address.to_string(), format!("localhost:{}", address.port())];
            names.iter().flat_map(|name| [name.clone(), without_own_port(name).to_owned()]).collect()
        }
    }
}

/// A host as clients write it: they leave http's own port out.
fn without_own_port(host: &str) -> &str {
    host.strip_suffix(":80").unwrap_or(host)
}

/// Deletes what is kept no longer than it must be.
async fn purge(app: &App) -> db::Result<()> {
    let now = app.clock.now();
    session::purge(&app.db, now).await?;
    guesses::purge(&app.db, now).await?;
    // Before the links it names.
    merging::request::purge(&app.db, now).await?;
    links::purge(&app.db, now).await?;
    events::purge(&app.db, now).await?;
    files::own::sweep(&app.db, now).await?;
    if let Err(problem) = authoring::purge::purge(app, now).await {
        tracing::warn!(?problem, "what was thrown away in courses could not be deleted");
    }
    jobs::purge(&app.db, now - LETTERS_KEPT).await?;
    // Old hashes become fewer with every sign-in.
    app.hashing.set_mix(people::hash_kinds(&app.db).await?);
    Ok(())
}

impl Running {
    /// Serves until `stop` resolves, then lets answers and jobs under way end.
    pub async fn run(self, stop: impl Future<Output = ()>) {
        let (stopping, stopped) = tokio::sync::watch::channel(false);
        let wait = |mut stopped: tokio::sync::watch::Receiver<bool>| async move {
            let _ = stopped.wait_for(|stopped| *stopped).await;
        };
        let jobs = tokio::spawn({
            let stopped = wait(stopped.clone());
            async move { self.runner.run(stopped).await }
        });
        let following = tokio::spawn(catalogue::copy::follow(self.app.clone()));
        let ops = self.ops.map(|listener| tokio::spawn(web::server::serve(listener, watching(self.app.clone()), wait(stopped.clone()))));
        web::server::serve(self.listener, site::router(self.app), stop).await;
        following.abort();
        let _ = stopping.send(true);
        let _ = jobs.await;
        if let Some(ops) = ops {
            let _ = ops.await;
        }
    }

    /// The site and its jobs apart, for tests that drive both themselves.
    pub fn into_parts(self) -> (App, TcpListener, Runner) {
        (self.app, self.listener, self.runner)
    }
}

/// Health and metrics, on an address of their own.
fn watching(app: App) -> Router {
    let metrics = PrometheusBuilder::new().install_recorder().ok();
    let ready = app.clone();
    Router::new()
        .route("/health/live", get(|| async { "alive\n" }))
        .route("/health/ready", get(move || readiness(ready.clone())))
        .route("/metrics", get(move || figures(app.clone(), metrics.clone())))
}

async fn readiness(app: App) -> (StatusCode, &'static str) {
    let answer = tokio::time::timeout(Duration::from_secs(3), app.db.one::<(i64,)>("select count(*) from site_setting", &[])).await;
    match answer {
        Ok(Ok(_)) => (StatusCode::OK, "ready\n"),
        _ => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n"),
    }
}

async fn figures(app: App, handle: Option<PrometheusHandle>) -> String {
    metrics::counter!("magistere_database_statements_total").absolute(app.db.statements());
    metrics::counter!("magistere_password_hashes_total").absolute(app.hashing.hashes_done());
    let waiting: db::Result<(i64,)> = app.db.one("select count(*) from job where state = 'queued'", &[]).await;
    if let Ok((waiting,)) = waiting {
        metrics::gauge!("magistere_jobs_waiting").set(waiting as f64);
    }
    handle.map(|handle| handle.render()).unwrap_or_default()
}

/// Resolves when the program is asked to stop (SIGTERM, or Ctrl-C in a terminal).
pub async fn asked_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else { return std::future::pending().await };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}
