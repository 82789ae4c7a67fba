//! Whether an account exists cannot be told: the same bytes, the same hashes, the same statements.

use reqwest::Method;

use crate::browser::Browser;
use crate::harness::{GOOD, Site};
use crate::scenes::{BESANCON, MINUTE, answer, post};

/// Of one length, so that nothing but the name differs.
const ACTIVE: &str = "personne-1@example.org";
const INVITED: &str = "personne-2@example.org";
const UNKNOWN: &str = "personne-3@example.org";
const SUSPENDED: &str = "personne-4@example.org";
/// Of two accounts.
const SHARED: &str = "personne-5@example.org";

async fn people() -> Site {
    let site = Site::start().await;
    site.active(BESANCON, ACTIVE).await;
    site.invited(BESANCON, INVITED).await;
    site.active(BESANCON, SUSPENDED).await;
    site.suspend_person(SUSPENDED).await;
    site.active(BESANCON, SHARED).await;
    let second = ["person", "add", "--academy", BESANCON, "--email", SHARED, "--username", "another"];
    site.admin(&second, "").await.unwrap();
    site
}

/// What one request costs and says.
#[derive(Debug, PartialEq, Eq)]
struct Seen {
    statements: u64,
    hashes: u64,
    answer: String,
}

async fn seen(site: &Site, path: &str, typed: &str, fields: &[(&str, &str)]) -> (Seen, Browser) {
    let mut browser = site.browser();
    let hashes = site.app.hashing.hashes_done();
    let (statements, ()) = site
        .statements(async {
            post(&mut browser, path, fields).await;
        })
        .await;
    let seen = Seen { statements, hashes: site.app.hashing.hashes_done() - hashes, answer: answer(&browser, typed) };
    (seen, browser)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_sign_in_tells_nothing() {
    let site = people().await;
    for round in 0..8 {
        let mut all = Vec::new();
        for name in [ACTIVE, INVITED, UNKNOWN, SUSPENDED, SHARED] {
            // The right password of somebody suspended is a wrong one.
            let password = if name == SUSPENDED { GOOD } else { "Autre-chose-12!" };
            let (seen, browser) = seen(&site, "/ac-besancon/sign-in", name, &[("username", name), ("password", password)]).await;
            assert_eq!(browser.status, if round < 5 { 422 } else { 429 }, "{name}, try {}", round + 1);
            assert_eq!(seen.hashes, u64::from(round < 5), "{name}: one hash, none once it is limited");
            all.push((name, seen));
        }
        for (name, seen) in &all[1..] {
            assert_eq!(*seen, all[0].1, "{name} and {ACTIVE}, try {}", round + 1);
        }
    }
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forgotten_password_tells_nothing() {
    let site = people().await;
    for field in ["address", "username"] {
        for round in 0..5 {
            let mut all = Vec::new();
            for name in [ACTIVE, INVITED, UNKNOWN, SUSPENDED, SHARED] {
                let request = format!("{field}-{round}");
                let (seen, browser) = seen(&site, "/ac-besancon/forgot-password", name, &[(field, name), ("request", &request)]).await;
                assert_eq!(browser.status, 303);
                assert_eq!(seen.hashes, 0);
                all.push((name, seen));
                let mut after = browser;
                after.send(Method::GET, "/ac-besancon/forgot-password/sent", None, &[]).await;
                assert_eq!(after.status, 200);
            }
            for (name, seen) in &all[1..] {
                assert_eq!(*seen, all[0].1, "{name} and {ACTIVE} by {field}, request {}", round + 1);
            }
        }
    }
    // With the limit passed, still.
    site.clock.advance(61 * MINUTE);
    let (known, _) = seen(&site, "/ac-besancon/forgot-password", ACTIVE, &[("address", ACTIVE), ("request", "later")]).await;
    let (unknown, _) = seen(&site, "/ac-besancon/forgot-password", UNKNOWN, &[("address", UNKNOWN), ("request", "later")]).await;
    assert_eq!(known, unknown);
    assert_eq!(site.mails_to(UNKNOWN).await, 0);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_unknown_names_leave_behind_does_not_grow() {
    let site = people().await;
    let rows = "select (select count(*) from link) + (select count(*) from letter) + (select count(*) from job)";
    let mut browser = site.browser();
    for number in 0..60 {
        let name = format!("inconnu-{number}@example.org");
        post(&mut browser, "/ac-besancon/forgot-password", &[("address", &name), ("request", &format!("{number}"))]).await;
    }
    // The same names once more leave nothing more.
    site.mail().await;
    let before = site.number(rows).await;
    for number in 0..60 {
        let name = format!("inconnu-{number}@example.org");
        post(&mut browser, "/ac-besancon/forgot-password", &[("address", &name), ("request", &format!("again-{number}"))]).await;
    }
    site.mail().await;
    assert_eq!(site.number(rows).await, before);
    site.end().await;
}
