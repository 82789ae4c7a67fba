//! A site of its own for each test.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use db::{Db, Location};
use jobs::Runner;
use jobs::mail::Sent;
use magistere::academies::{self, Academy};
use magistere::access::CourseRole;
use magistere::app::App;
use magistere::clock::Clock;
use magistere::courses;
use magistere::links::invitation;
use magistere::people::address::{Address, AddressState};
use magistere::people::{self, NewPerson, Person, membership};
use magistere::secrets::Secrets;
use magistere::serve::{self, Mail, Options};
use passwords::{Hashing, IpPrefix, Turn};

use crate::browser::Browser;
use crate::database::{self, Fresh};

/// 2026-11-24 09:00 in Paris.
pub const NOW: i64 = 1_795_507_200_000_000;
/// A password that both presets take.
pub const GOOD: &str = "Cerisier-bleu-47!";

/// A running site.
pub struct Site {
    pub app: App,
    pub clock: Clock,
    pub address: SocketAddr,
    runner: Arc<Runner>,
    sent: Arc<Mutex<Vec<Sent>>>,
    postgres: Option<Fresh>,
    _folder: tempfile::TempDir,
}

impl Site {
    /// A site with the académies and nobody.
    pub async fn start() -> Site {
        Site::start_at(None).await
    }

    /// The same, reached under an origin of its own.
    pub async fn start_at(origin: Option<&str>) -> Site {
        let folder = tempfile::tempdir().unwrap();
        let postgres = Fresh::database().await;
        let location = match &postgres {
            Some(fresh) => database::location(fresh),
            None => Location::Sqlite(folder.path().join("magistere.sqlite3")),
        };
        let db = Db::open(&location).await.unwrap();
        db.migrate(magistere::MIGRATIONS).await.unwrap();
        academies::ship(&db).await.unwrap();
        let options = Options {
            data: folder.path().to_owned(),
            listen: "127.0.0.1:0".parse().unwrap(),
            ops_listen: None,
            origin: origin.map(str::to_owned),
            trusted_proxies: vec!["127.0.0.1".parse().unwrap()],
            smtp: None,
            mail_from: None,
            demo: false,
        };
        let clock = Clock::held(NOW);
        let sent = Arc::new(Mutex::new(Vec::new()));
        let running = serve::prepare(&options, db, Secrets::fixed(1), clock.clone(), Mail::Memory(sent.clone())).await.unwrap();
        let (app, listener, runner) = running.into_parts();
        let address = listener.local_addr().unwrap();
        tokio::spawn(web::server::serve(listener, magistere::site::router(app.clone()), std::future::pending()));
        Site { app, clock, address, runner: Arc::new(runner), sent, postgres, _folder: folder }
    }

    /// A browser without cookies.
    pub fn browser(&self) -> Browser {
        Browser::new(self.address)
    }

    /// Delivers what is due and gives every mail sent so far.
    pub async fn mail(&self) -> Vec<Sent> {
        self.runner.run_due().await.unwrap();
        self.sent.lock().unwrap().clone()
    }

    /// The last mail.
    pub async fn last_mail(&self) -> Sent {
        self.mail().await.pop().expect("a mail was sent")
    }

    /// The link in the last mail to this address.
    pub async fn mailed_link(&self, recipient: &str) -> String {
        link_in(&self.last_mail_to(recipient).await.text)
    }

    /// The last mail to this address.
    pub async fn last_mail_to(&self, recipient: &str) -> Sent {
        self.mail().await.into_iter().rfind(|mail| mail.recipient == recipient).expect("a mail to this address")
    }

    pub async fn academy(&self, slug: &str) -> Academy {
        Academy::by_slug(&self.app.db, slug).await.unwrap().unwrap()
    }

    /// Somebody invited, with an address that was given.
    pub async fn invited(&self, slug: &str, address: &str) -> Person {
        let academy = self.academy(slug).await;
        let now = self.clock.now();
        let tx = self.app.db.begin().await.unwrap();
        let address = Address::parse(address).unwrap();
        let new = NewPerson {
            first_name: "",
            last_name: "",
            username: None,
            address: &address,
            address_state: AddressState::Given,
            shared: false,
            academy_id: academy.id,
        };
        let id = people::create(&tx, &new, now).await.unwrap();
        membership::join(&tx, academy.id, id, now).await.unwrap();
        let person = Person::by_id(&tx, id).await.unwrap();
        tx.commit().await.unwrap();
        person
    }

    /// Somebody active with names and the password [`GOOD`].
    pub async fn active(&self, slug: &str, address: &str) -> Person {
        let person = self.invited(slug, address).await;
        let tx = self.app.db.begin().await.unwrap();
        people::set_password(&tx, person.id, good_hash().await).await.unwrap();
        people::set_names(&tx, person.id, "Dominique", "Essai").await.unwrap();
        let person = Person::by_id(&tx, person.id).await.unwrap();
        tx.commit().await.unwrap();
        person
    }

    /// A visible session that is running.
    pub async fn session(&self, slug: &str, number: i64, title: &str) -> i64 {
        self.course(slug, number, title, courses::CourseKind::Session, false, None).await
    }

    pub async fn course(
        &self,
        slug: &str,
        number: i64,
        title: &str,
        kind: courses::CourseKind,
        hidden: bool,
        starts_on: Option<&str>,
    ) -> i64 {
        let academy = self.academy(slug).await;
        let tx = self.app.db.begin().await.unwrap();
        let new = courses::NewCourse {
            academy_id: academy.id,
            number: Some(number),
            title,
            kind,
            stage: courses::Stage::Running,
            hidden,
            starts_on,
            ends_on: None,
            summary: "",
            minutes_on_site: 0,
            minutes_at_distance: 0,
            actor_id: None,
            request: None,
        };
        let course = courses::create(&tx, &new, self.clock.now()).await.unwrap();
        tx.commit().await.unwrap();
        course.id
    }

    pub async fn enrol(&self, slug: &str, number: i64, person: &Person, role: CourseRole) {
        let academy = self.academy(slug).await;
        let tx = self.app.db.begin().await.unwrap();
        let course = courses::find(&tx, academy.id, number).await.unwrap().unwrap();
        courses::enrol(&tx, &course, person.id, role, None, self.clock.now()).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Invites somebody by mail to a course.
    pub async fn invite(&self, slug: &str, person: &Person, wanted: &str) {
        let academy = self.academy(slug).await;
        let tx = self.app.db.begin().await.unwrap();
        invitation::send(&tx, &self.app, &academy, person, "", Some(wanted)).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Statements run while `work` is done.
    pub async fn statements<T>(&self, work: impl Future<Output = T>) -> (u64, T) {
        let before = self.app.db.statements();
        let value = work.await;
        (self.app.db.statements() - before, value)
    }

    /// Drops the database of this test, when it has one on a server.
    pub async fn end(self) {
        if let Some(fresh) = self.postgres {
            fresh.drop().await;
        }
    }
}

/// The first address of ours in a text.
pub fn link_in(text: &str) -> String {
    let start = text.find("http://").expect("a link");
    text[start..].split_whitespace().next().unwrap().to_owned()
}

/// One hash of [`GOOD`] for everybody: hashing is tested where it matters, not paid for in every test.
async fn good_hash() -> &'static str {
    static HASH: tokio::sync::OnceCell<String> = tokio::sync::OnceCell::const_new();
    let turn = Turn { prefix: IpPrefix::from(std::net::IpAddr::from([127, 0, 0, 1])), known_device: false };
    HASH.get_or_init(|| async { Hashing::start().hash(turn, GOOD).await.unwrap() }).await
}
