//! A forgotten password: what is mailed, when, to whom; what is left behind.

use crate::harness::{GOOD, Site, link_in};
use crate::scenes::{BESANCON, HOUR, MINUTE, is_in, post, try_to_sign_in};

const HER: &str = "camille.martin@example.org";
const NEW: &str = "Tilleul-vert-58!";

#[tokio::test(flavor = "multi_thread")]
async fn the_mail_is_the_one_people_know() {
    let site = Site::start().await;
    site.active(BESANCON, HER).await;
    site.support(BESANCON, "assistance@example.org").await;
    site.forgot(BESANCON, HER).await;
    let mail = site.last_mail().await;
    assert_eq!(mail.subject, "Académie de Besançon\u{a0}: demande de réinitialisation de mot de passe");
    for part in [HER, "Académie de Besançon", "30\u{a0}minutes", "assistance@example.org", "vous n’avez rien à faire"] {
        assert!(mail.text.contains(part) && mail.html.contains(part), "{part}:\n{}", mail.text);
    }
    let eml = String::from_utf8_lossy(&mail.eml);
    let headers = eml.split("\r\n\r\n").next().unwrap();
    assert!(headers.contains("Auto-Submitted: auto-generated") && headers.contains("Message-ID: <"), "{headers}");
    assert!(link_in(&mail.text).starts_with(&format!("http://{}/ac-besancon/login/forgot_password.php?token=", site.address)));
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn at_most_three_mails_an_hour_and_the_last_link_lives() {
    let site = Site::start().await;
    site.active(BESANCON, HER).await;
    for asked in 1..=5 {
        site.forgot(BESANCON, HER).await;
        assert_eq!(site.mails_to(HER).await, asked.min(3));
    }
    let links: Vec<String> = site.mail().await.iter().map(|mail| link_in(&mail.text)).collect();
    for link in links.iter().rev().skip(1) {
        let mut browser = site.browser();
        browser.visit(link).await;
        assert_eq!(browser.status, 410, "a newer request ended it");
    }
    let mut browser = site.browser();
    browser.visit(&links[2]).await;
    browser.sees_heading("Définir mot de passe");
    site.clock.advance(61 * MINUTE);
    site.forgot(BESANCON, HER).await;
    assert_eq!(site.mails_to(HER).await, 4);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn always_one_when_no_link_is_alive_and_a_quarter_has_passed() {
    let site = Site::start().await;
    site.active(BESANCON, HER).await;
    for _ in 0..3 {
        site.forgot(BESANCON, HER).await;
    }
    let mut browser = site.browser();
    browser.visit(&site.mailed_link(HER).await).await;
    browser.fill("Nouveau mot de passe", NEW).fill("Nouveau mot de passe (à nouveau)", NEW).press("Enregistrer").await;
    let before = site.mails_to(HER).await;
    site.forgot(BESANCON, HER).await;
    assert_eq!(site.mails_to(HER).await, before, "too soon");
    site.clock.advance(15 * MINUTE);
    site.forgot(BESANCON, HER).await;
    assert_eq!(site.mails_to(HER).await, before + 1);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_double_click_is_one_request_and_one_mail() {
    let site = Site::start().await;
    site.active(BESANCON, HER).await;
    let mut browser = site.browser();
    browser.visit("/ac-besancon/forgot-password").await;
    browser.fill("Adresse de courriel", HER);
    let (_, action, fields) = browser.form_of("Rechercher");
    let mut clicks = tokio::task::JoinSet::new();
    for _ in 0..6 {
        let (mut window, action, fields) = (site.browser(), action.clone(), fields.clone());
        clicks.spawn(async move {
            window.send(reqwest::Method::POST, &action, Some(fields), &[]).await;
            window.status.as_u16()
        });
    }
    assert_eq!(clicks.join_all().await, [303; 6]);
    assert_eq!(site.mails_to(HER).await, 1);
    // A slip corrected in the same form is a request of its own.
    let other = "autre@example.org";
    site.active(BESANCON, other).await;
    let request = &fields.iter().find(|(name, _)| name == "request").unwrap().1;
    post(&mut browser, &action, &[("address", other), ("request", request)]).await;
    assert_eq!(site.mails_to(other).await, 1);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_password_ends_all_other_sessions_and_is_told() {
    let site = Site::start().await;
    site.active(BESANCON, HER).await;
    let mut others = [site.browser(), site.browser()];
    for other in &mut others {
        other.sign_in(BESANCON, HER, GOOD).await;
    }
    let mut browser = site.forgot(BESANCON, HER).await;
    let mut second_link = site.browser();
    let link = site.mailed_link(HER).await;
    second_link.visit(&link).await;
    browser.visit(&link).await;
    browser.fill("Nouveau mot de passe", NEW).fill("Nouveau mot de passe (à nouveau)", NEW).press("Enregistrer").await;
    assert!(is_in(&mut browser, BESANCON).await);
    for other in &mut others {
        assert!(!is_in(other, BESANCON).await);
    }
    let mail = site.last_mail().await;
    assert!(mail.recipient == HER && mail.subject.contains("votre mot de passe a changé"), "{}", mail.subject);
    assert!(!mail.text.contains("token="));
    assert_eq!(try_to_sign_in(&site, HER, GOOD).await.status, 422);
    assert_eq!(try_to_sign_in(&site, HER, NEW).await.status, 303);
    assert_eq!(site.number("select count(*) from event where kind = 'person.password.reset'").await, 1);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn half_an_hour_counts_from_the_delivery() {
    let site = Site::start().await;
    site.active(BESANCON, HER).await;
    site.forgot(BESANCON, HER).await;
    // The mail server is away for an hour.
    site.clock.advance(HOUR);
    let link = site.mailed_link(HER).await;
    site.clock.advance(29 * MINUTE);
    let mut browser = site.browser();
    browser.visit(&link).await;
    browser.sees_heading("Définir mot de passe");
    browser.fill("Nouveau mot de passe", NEW).fill("Nouveau mot de passe (à nouveau)", NEW).press("Enregistrer").await;
    assert!(is_in(&mut browser, BESANCON).await);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn addresses_are_compared_as_people_type_them() {
    let site = Site::start().await;
    for (given, typed) in [
        ("Camille.Martin@Example.org", "  camille.MARTIN@EXAMPLE.ORG "),
        ("anne+magistere@example.org", "Anne+Magistere@example.org"),
        ("éloïse@école.example.org", "E\u{301}loi\u{308}se@E\u{301}cole.example.org"),
        ("o'neil@example.org", "O'Neil@example.org"),
    ] {
        site.active(BESANCON, given).await;
        site.forgot(BESANCON, typed).await;
        assert_eq!(site.mails_to(given).await, 1, "{typed} is {given}, as it was given");
    }
    // Accents and tags count.
    for typed in ["eloise@école.example.org", "anne@example.org"] {
        let before = site.mail().await.len();
        site.forgot(BESANCON, typed).await;
        assert_eq!(site.mail().await.len(), before, "{typed} is somebody else");
    }
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn by_user_name_it_goes_to_the_main_address() {
    let site = Site::start().await;
    let her = site.active(BESANCON, HER).await;
    site.run("update person set username = 'cmartin' where id = $1", &db::args![her.id]).await;
    let mut browser = site.browser();
    browser.visit("/ac-besancon/forgot-password").await;
    browser.fill("Nom d'utilisateur", "CMartin").press("Rechercher").await;
    browser.sees_heading("Regardez votre messagerie");
    assert_eq!(site.mails_to(HER).await, 1);
    browser.visit("/ac-besancon/forgot-password").await;
    browser.fill("Adresse de courriel", "pas une adresse").press("Rechercher").await;
    assert_eq!(browser.status, 422);
    browser.sees("semble incomplète");
    assert!(browser.body.contains("pas une adresse"), "what was typed stays");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_secret_is_in_any_table_and_none_in_an_address_that_travels() {
    let site = Site::start().await;
    site.active(BESANCON, HER).await;
    site.forgot(BESANCON, HER).await;
    let link = site.mailed_link(HER).await;
    let token = link.split("token=").nth(1).unwrap().to_owned();
    assert!(token.len() >= 43, "at least 190 bits: {token}");
    let mut browser = site.browser();
    browser.visit(&link).await;
    assert!(!browser.address.contains(&token) && !browser.body.contains(&token), "the token left the address bar and is not in the page");
    assert_eq!(browser.headers["referrer-policy"], "same-origin");
    browser.fill("Nouveau mot de passe", NEW).fill("Nouveau mot de passe (à nouveau)", NEW).press("Enregistrer").await;
    let session = browser.cookies["session"].split('.').next().unwrap().to_owned();
    let stored = everything(&site).await;
    for (secret, what) in
        [(&token, "the token"), (&session, "the session"), (&NEW.to_owned(), "the password"), (&GOOD.to_owned(), "the old password")]
    {
        assert!(!stored.contains(secret.as_str()), "{what} is in the database");
    }
    assert!(stored.contains(HER), "the dump sees texts");
    site.end().await;
}

/// Every text and blob of the database.
async fn everything(site: &Site) -> String {
    let mut all = String::new();
    let mut table = String::new();
    for line in site.app.db.schema().await.unwrap().lines() {
        if !line.starts_with(' ') {
            line.clone_into(&mut table);
            continue;
        }
        let mut words = line.split_whitespace();
        match (words.next().unwrap(), words.next().unwrap()) {
            (column, "text") => {
                let rows: Vec<(Option<String>,)> = site.app.db.all(&format!("select {column} from {table}"), &[]).await.unwrap();
                all.extend(rows.into_iter().filter_map(|(value,)| value).map(|value| value + "\n"));
            }
            (column, "blob") => {
                let rows: Vec<(Option<Vec<u8>>,)> = site.app.db.all(&format!("select {column} from {table}"), &[]).await.unwrap();
                all.extend(rows.into_iter().filter_map(|(value,)| value).map(|value| String::from_utf8_lossy(&value).into_owned() + "\n"));
            }
            _ => {}
        }
    }
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn names_and_addresses_with_markup_are_shown_as_text() {
    let site = Site::start().await;
    let evil = "<script>alert(1)</script>";
    let her = site.active(BESANCON, HER).await;
    site.run("update person set first_name = $1, last_name = $1, username = $1 where id = $2", &db::args![evil, her.id]).await;
    site.run("update academy set support_contact = $1 where slug = 'ac-besancon'", &db::args!["\"><img src=x>@example.org"]).await;
    let mut browser = site.browser();
    browser.sign_in(BESANCON, HER, GOOD).await;
    for path in ["/my", "/profile", "/preferences", "/preferences/password", "/sign-out", "/absent", "/contact"] {
        browser.visit(&format!("/ac-besancon{path}")).await;
        assert!(!browser.body.contains("<script>alert") && !browser.body.contains("<img src=x>"), "{path}");
    }
    browser.visit("/ac-besancon/my").await;
    browser.sees(evil);
    let wanted = "/ac-besancon/my?\"><script>alert(1)</script>";
    let wanted = url::form_urlencoded::byte_serialize(wanted.as_bytes()).collect::<String>();
    let mut other = site.browser();
    for page in ["sign-in", "forgot-password", "sign-in/choice", "sign-in/cookies"] {
        other.visit(&format!("/ac-besancon/{page}?wanted={wanted}&lang=%22%3E%3Cscript%3Ealert(1)")).await;
        assert!(!other.body.contains("<script>alert"), "{page}");
    }
    other.sign_in(BESANCON, evil, "x").await;
    assert!(!other.body.contains("<script>alert"));
    site.forgot(BESANCON, HER).await;
    let mail = site.last_mail().await;
    assert!(!mail.html.contains("<script>alert") && !mail.html.contains("<img src=x>"), "{}", mail.html);
    let mut link = site.browser();
    link.visit(&site.mailed_link(HER).await).await;
    assert!(!link.body.contains("<script>alert") && link.text().contains(evil));
    site.end().await;
}
