//! What is measured: the pages and form posts, and the bar each is held to.

use std::net::SocketAddr;
use std::sync::Arc;

use crate::chance;
use crate::client::{ACADEMY, Client, PASSWORD, person};
use crate::http;
use crate::load::{CONNECTIONS, Make};

/// What browsers say they can unpack.
const UNPACKS: &str = "Accept-Encoding: gzip, deflate, br, zstd\r\n";

/// One thing to measure.
pub struct Case {
    /// Its name in the table.
    pub name: &'static str,
    /// Where it is asked.
    pub at: SocketAddr,
    /// The status of a good answer.
    pub expect: u16,
    /// Its requests.
    pub make: Make,
    /// Path and cookies, for the sizes of a page.
    pub page: Option<(String, String)>,
    /// The most CPU it may cost on SQLite, in milliseconds.
    pub bar: Option<f64>,
    /// Requests that are there at all; the load ends with them.
    pub supply: usize,
    /// Whether letters follow, whose cost belongs to it.
    pub letters: bool,
}

/// Whose requests are made.
pub struct Cast {
    /// The site.
    pub site: SocketAddr,
    /// Its operations address.
    pub ops: SocketAddr,
    /// How many people called `personneN` there are.
    pub people: usize,
}

impl Cast {
    fn page(&self, name: &'static str, path: &str, cookies: &str, bar: Option<f64>) -> Case {
        let path = format!("{ACADEMY}{path}");
        self.address(name, self.site, &path, cookies, bar)
    }

    fn address(&self, name: &'static str, at: SocketAddr, path: &str, cookies: &str, bar: Option<f64>) -> Case {
        let request = http::get(at, path, cookies, UNPACKS);
        let make: Make = Arc::new(move |_, _| Some(request.clone()));
        Case { name, at, expect: 200, make, page: Some((path.to_owned(), cookies.to_owned())), bar, supply: usize::MAX, letters: false }
    }

    fn form(&self, name: &'static str, supply: usize, letters: bool, make: Make) -> Case {
        Case { name, at: self.site, expect: 303, make, page: None, bar: None, supply, letters }
    }

    fn asking(&self, name: &'static str, known: bool) -> Result<Case, String> {
        let (site, people, run) = (self.site, self.people, chance::name()?);
        let path = format!("{ACADEMY}/forgot-password");
        let make: Make = Arc::new(move |_, number| {
            let address = if known { person(number + 1) } else { format!("nobody{number}-{run}@example.org") };
            let fields = [("address", address.as_str()), ("request", &format!("{run}{number}"))];
            (!known || number < people).then(|| http::post(site, &path, "", UNPACKS, &fields))
        });
        Ok(self.form(name, if known { people } else { usize::MAX }, known, make))
    }

    fn signing_in(&self) -> Case {
        let (site, people) = (self.site, self.people);
        let path = format!("{ACADEMY}/sign-in");
        let make: Make = Arc::new(move |_, number| {
            let fields = [("username", person(number % people.max(1) + 1)), ("password", PASSWORD.to_owned())];
            Some(http::post(site, &path, "seen=1", UNPACKS, &fields.each_ref().map(|(name, value)| (*name, value.as_str()))))
        });
        self.form("sign-in POST", usize::MAX, false, make)
    }

    async fn saving(&self) -> Result<Case, String> {
        let mut cookies = Vec::new();
        for number in 1..=CONNECTIONS {
            let mut client = Client::new(self.site);
            client.sign_in(&person(number)).await?;
            cookies.push(client.cookies());
        }
        let site = self.site;
        let path = format!("{ACADEMY}/profile");
        let make: Make = Arc::new(move |connection, number| {
            let city = format!("Ville {number}");
            let whose = cookies.get(connection % CONNECTIONS.max(1))?;
            Some(http::post(site, &path, whose, UNPACKS, &[("city", &city)]))
        });
        Ok(self.form("profile POST (durable write)", usize::MAX, false, make))
    }

    /// Everything that is measured, letters last.
    ///
    /// # Errors
    /// When somebody cannot sign in.
    pub async fn cases(&self) -> Result<Vec<Case>, String> {
        let mut reader = Client::new(self.site);
        reader.sign_in("participant20@example.org").await?;
        let hers = reader.cookies();
        Ok(vec![
            self.address("empty page (/health/live)", self.ops, "/health/live", "", None),
            self.page("footer page (/legal)", "/legal", "", None),
            self.page("sign-in page", "/sign-in", "", Some(13.0 / 100.0)),
            self.page("forgotten password GET", "/forgot-password", "", None),
            self.page("Mes parcours (20 courses)", "/my", &hers, Some(81.0 / 300.0)),
            self.page("course (50 activities)", "/courses/50", &hers, Some(108.0 / 200.0)),
            self.page("forum, 10 discussions", "/courses/52/activities/102", &hers, None),
            // The last discussion of the forum of the course after the long one: src/seed/forums.rs.
            self.page("forum thread (50 posts)", "/courses/51/activities/101/discussions/501", &hers, Some(111.0 / 200.0)),
            self.page("catalogue, first page", "/catalogue", "", Some(89.0 / 60.0)),
            // Two words: one without its accents, one with a typing error.
            self.page("catalogue, search of two words", "/catalogue?q=resolution+problemse", "", Some(89.0 / 60.0)),
            self.page("catalogue, two facets", "/catalogue?domain=arts&nature=accompanied", "", Some(89.0 / 60.0)),
            self.asking("forgotten password POST unknown", false)?,
            self.saving().await?,
            self.signing_in(),
            self.asking("forgotten password POST known", true)?,
        ])
    }
}
