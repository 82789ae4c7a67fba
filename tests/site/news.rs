//! New offers by mail each Monday: to whoever asked, once, and ended in one click from wherever it comes.

use magistere::news::edition;
use reqwest::Method;

use crate::browser::{Browser, folded};
use crate::harness::{GOOD, Site};
use crate::scenes::{BESANCON, DIJON, HOUR, MINUTE, post};

const HER: &str = "camille.martin@example.org";
const PAGE: &str = "/ac-besancon/preferences/new-offers";
/// From Tuesday at nine, when tests begin, to the Monday after at seven and two minutes.
const TO_MONDAY: i64 = (5 * 24 + 22) * HOUR + 2 * MINUTE;
const WEEK: i64 = 7 * 24 * HOUR;

async fn subscriber(site: &Site, address: &str, audiences: &[&str]) -> Browser {
    site.active(BESANCON, address).await;
    let mut browser = site.browser();
    browser.sign_in(BESANCON, address, GOOD).await;
    let fields: Vec<(&str, &str)> = audiences.iter().map(|code| ("audiences", *code)).collect();
    post(&mut browser, PAGE, &fields).await;
    assert_eq!(browser.status, 303);
    browser
}

/// The address in a letter that ends it, below the host.
fn end_in(text: &str) -> String {
    let address = text.split_whitespace().find(|word| word.contains("/unsubscribe/")).unwrap();
    address[address.find("/ac-").unwrap()..].to_owned()
}

async fn told(site: &Site) -> usize {
    edition::tell_due(&site.app).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn asked_for_in_the_browser_told_on_monday_once_and_ended_from_the_letter() {
    let site = Site::start().await;
    site.offered(BESANCON, 2600, "Déjà là", &[]).await;
    site.active(BESANCON, HER).await;
    let mut hers = site.browser();
    hers.sign_in(BESANCON, HER, GOOD).await;
    site.clock.advance(MINUTE);
    hers.visit("/ac-besancon/catalogue").await;
    hers.click("Recevoir les nouveautés par courriel").await;
    hers.sees_heading("Nouvelles formations par courriel").does_not_see("Abonnement en cours");
    hers.press("Recevoir ce message").await;
    hers.sees("prochain message lundi").sees("le message arrive à camille.martin@example.org");

    site.clock.advance(MINUTE);
    site.offered(BESANCON, 2636, "L'ultimate en cours d'EPS", &["starts_on=2026-12-01"]).await;
    site.offered(DIJON, 2636, "Pour Dijon seulement", &[]).await;
    site.offered("dgesco", 12, "Pour toute la France", &[]).await;
    assert_eq!(told(&site).await, 0, "not before Monday");
    site.clock.advance(TO_MONDAY - 4 * MINUTE);
    assert_eq!(told(&site).await, 0, "not before seven");
    site.clock.advance(4 * MINUTE);
    assert_eq!(told(&site).await, 1);
    assert_eq!(told(&site).await, 0);

    let letter = site.last_mail_to(HER).await;
    assert_eq!(folded(&letter.subject), "Académie de Besançon : nouvelles formations");
    assert!(letter.text.contains("L'ultimate en cours") && letter.text.contains("Pour toute la France"), "{}", letter.text);
    assert!(letter.text.contains("/f") && letter.text.contains("01/12/2026"), "{}", letter.text);
    assert!(!letter.text.contains("Dijon") && !letter.text.contains("Déjà là"), "{}", letter.text);
    let raw = String::from_utf8(letter.eml.clone()).unwrap().replace("\r\n ", " ");
    assert!(raw.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"), "{raw}");
    assert!(raw.contains("List-Id: <new-offers.ac-besancon."), "{raw}");
    let end = end_in(&letter.text);
    assert!(raw.contains(&format!("{end}>")), "the header leads where the letter does");

    // Nothing new: nothing comes.
    site.clock.advance(WEEK);
    assert_eq!(told(&site).await, 0);

    // A scanner opens it, and asks for its head: nothing changes.
    let mut anybody = site.browser();
    anybody.send(Method::HEAD, &end, None, &[]).await;
    anybody.visit(&end).await;
    anybody.sees_heading("Ne plus recevoir les nouvelles formations");
    assert_eq!(site.number("select count(*) from news_subscription").await, 1);
    anybody.press("Ne plus recevoir ce message").await;
    anybody.sees_heading("C'est fait");
    assert_eq!(site.number("select count(*) from news_subscription").await, 0);
    hers.sign_in(BESANCON, HER, GOOD).await;
    hers.visit(PAGE).await;
    hers.sees_heading("Nouvelles formations par courriel").does_not_see("Abonnement en cours");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_click_comes_from_anywhere_and_does_nothing_else() {
    let site = Site::start().await;
    let mut hers = subscriber(&site, HER, &[]).await;
    site.clock.advance(MINUTE);
    site.offered(BESANCON, 2636, "L'ultimate en cours d'EPS", &[]).await;
    site.clock.advance(TO_MONDAY);
    assert_eq!(told(&site).await, 1);
    let end = end_in(&site.last_mail_to(HER).await.text);
    let click = Some(vec![("List-Unsubscribe".to_owned(), "One-Click".to_owned())]);
    hers.sign_in(BESANCON, HER, GOOD).await;
    // Any other form from elsewhere is refused, hers too.
    let foreign = [("origin", "https://mail.example"), ("sec-fetch-site", "cross-site")];
    hers.send(Method::POST, PAGE, Some(Vec::new()), &foreign).await;
    assert_eq!(hers.status, 403);
    // Broken, of another académie, made for something else: one and the same page that does not exist.
    let token = end.rsplit('/').next().unwrap();
    let reset = magistere::secrets::Purpose::KeptForm;
    let other = site.app.secrets.seal(reset, &site.academy(BESANCON).await.id.to_be_bytes(), &1_i64.to_be_bytes()).unwrap();
    for dead in [
        format!("{end}x"),
        format!("/ac-dijon/unsubscribe/{token}"),
        format!("/ac-besancon/unsubscribe/{other}"),
        "/ac-besancon/unsubscribe/1".into(),
    ] {
        hers.send(Method::POST, &dead, click.clone(), &foreign).await;
        assert_eq!(hers.status, 404, "{dead}");
        hers.visit(&dead).await;
        assert_eq!(hers.status, 404, "{dead}");
    }
    assert_eq!(site.number("select count(*) from news_subscription").await, 1);
    // A mail program's, without a browser's headers; a web mail's, with those of another site; and once more.
    for headers in [&[][..], &foreign[..], &foreign[..]] {
        let mut program = site.browser();
        program.send(Method::POST, &end, click.clone(), headers).await;
        assert_eq!(program.status, 200);
        program.sees_heading("C'est fait");
        assert_eq!(site.number("select count(*) from news_subscription").await, 0);
    }
    // It never says whose it was, nor runs as whoever is signed in there.
    hers.send(Method::POST, &end, click, &foreign).await;
    hers.does_not_see("Dominique");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_is_told_what_is_for_her_and_nobody_to_whom_it_is_closed() {
    let site = Site::start().await;
    let _hers = subscriber(&site, HER, &["primary-teachers", "nonsense", "heads"]).await;
    let _all = subscriber(&site, "tout@example.org", &[]).await;
    let _closed = subscriber(&site, "suspendue@example.org", &[]).await;
    let _gone = subscriber(&site, "partie@example.org", &[]).await;
    assert_eq!(site.number("select count(*) from news_subscription where audiences = 'primary-teachers heads'").await, 1);
    site.clock.advance(MINUTE);
    for number in 0..14 {
        site.offered(BESANCON, 3000 + number, &format!("Second degré {number}"), &["audiences=secondary-teachers"]).await;
    }
    site.offered(BESANCON, 3100, "Premier degré", &["audiences=primary-teachers"]).await;
    site.offered(BESANCON, 3101, "Allez sur evil.example", &[]).await;
    site.offered(BESANCON, 3102, "Cachée depuis", &[]).await;
    site.offered(BESANCON, 3103, "Retirée le matin même", &[]).await;
    site.set(BESANCON, 3102, &["published=no"]).await.unwrap();
    site.suspend_membership(BESANCON, "suspendue@example.org").await;
    site.suspend_person("partie@example.org").await;
    site.clock.advance(TO_MONDAY);
    assert_eq!(told(&site).await, 2);
    // Between the posting and the writing.
    site.set(BESANCON, 3103, &["published=no"]).await.unwrap();
    site.clock.advance(MINUTE);
    let hers = folded(&site.last_mail_to(HER).await.text);
    assert!(hers.contains("Premier degré") && !hers.contains("Second degré"), "{hers}");
    assert!(hers.contains("Formation n° 3101") && !hers.contains("evil.example"), "{hers}");
    assert!(!hers.contains("Cachée") && !hers.contains("Retirée"), "{hers}");
    let all = folded(&site.last_mail_to("tout@example.org").await.text);
    let short = |word: &&str| word.rsplit_once("/f").is_some_and(|(_, id)| id.parse::<i64>().is_ok());
    assert_eq!(all.split_whitespace().filter(short).count(), 9, "ten were listed, one of them went: {all}");
    assert!(all.contains("Et 7 autres formations"), "{all}");
    for nobody in ["suspendue@example.org", "partie@example.org"] {
        assert_eq!(site.mails_to(nobody).await, 0, "{nobody}");
    }
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_nodes_tell_each_once_and_a_password_does_not_wait_behind_them() {
    let site = Site::start().await;
    let academy = site.academy(BESANCON).await.id;
    for number in 0..130 {
        let person = site.active(BESANCON, &format!("p{number}@example.org")).await;
        let sql = "insert into news_subscription (academy_id, person_id, audiences, told_until) values ($1, $2, '', $3)";
        site.run(sql, &db::args![academy, person.id, site.clock.now()]).await;
    }
    site.clock.advance(MINUTE);
    site.offered(BESANCON, 2636, "L'ultimate en cours d'EPS", &[]).await;
    site.clock.advance(TO_MONDAY);
    let node = || {
        tokio::spawn({
            let app = site.app.clone();
            async move { edition::tell_due(&app).await.unwrap() }
        })
    };
    let (first, second) = (node(), node());
    assert_eq!(first.await.unwrap() + second.await.unwrap(), 130);
    assert_eq!(site.number("select count(distinct person_id) from letter where template = 'weekly-offers'").await, 130);
    // Most of them wait for their turn; what somebody waits for does not.
    site.forgot(BESANCON, "p129@example.org").await;
    let sent = site.mail().await;
    assert!(sent.iter().any(|mail| mail.recipient == "p129@example.org" && mail.text.contains("token=")), "{}", sent.len());
    assert!(sent.len() < 10, "{}", sent.len());
    site.clock.advance(2 * MINUTE);
    assert_eq!(site.mail().await.len(), 131);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_that_has_nothing_left_to_say_is_not_sent() {
    let site = Site::start().await;
    let mut hers = subscriber(&site, HER, &[]).await;
    let _other = subscriber(&site, "autre@example.org", &[]).await;
    site.clock.advance(MINUTE);
    site.offered(BESANCON, 2636, "L'ultimate en cours d'EPS", &[]).await;
    site.clock.advance(TO_MONDAY);
    assert_eq!(told(&site).await, 2);
    hers.sign_in(BESANCON, HER, GOOD).await;
    post(&mut hers, "/ac-besancon/preferences/new-offers/end", &[]).await;
    site.clock.advance(MINUTE);
    assert_eq!(site.mails_to(HER).await, 0, "she ended it before it was written");
    assert_eq!(site.mails_to("autre@example.org").await, 1);
    site.end().await;
}
