//! Getting in and out with a password, and how long one stays in.

use magistere::access::CourseRole;

use crate::harness::{GOOD, Site};
use crate::scenes::{BESANCON, DIJON, HOUR, MINUTE, is_in, location, post, try_to_sign_in};

const HER: &str = "camille.martin@example.org";

#[tokio::test(flavor = "multi_thread")]
async fn name_or_address_and_password_lead_to_the_wanted_page() {
    let site = Site::start().await;
    let her = site.active(BESANCON, HER).await;
    site.session(BESANCON, 2636, "Session Essai parcours 2").await;
    site.enrol(BESANCON, 2636, &her, CourseRole::Participant).await;
    site.run("update person set username = 'cmartin' where id = $1", &db::args![her.id]).await;
    for typed in [HER, "  Camille.MARTIN@Example.ORG ", "cmartin", "CMartin"] {
        let mut browser = site.browser();
        browser.visit("/ac-besancon/courses/2636").await;
        browser.fill("Nom d'utilisateur", typed).fill("Mot de passe", GOOD).press("Connexion").await;
        browser.sees_heading("Session Essai parcours 2").sees("Dominique Essai");
        assert_eq!(browser.screens.len(), 2, "{typed}: {:?}", browser.screens);
    }
    let mut browser = site.browser();
    browser.sign_in(BESANCON, HER, GOOD).await;
    browser.sees_heading("Mes parcours");
    // Signed in, the pages at the door let her through.
    for path in ["/ac-besancon/sign-in?wanted=/ac-besancon/courses/2636", "/ac-besancon/sign-in/choice?wanted=/ac-besancon/courses/2636"] {
        browser.visit(path).await;
        browser.sees_heading("Session Essai parcours 2");
    }
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_pair_says_so_and_keeps_the_name() {
    let site = Site::start().await;
    site.active(BESANCON, HER).await;
    let mut browser = site.browser();
    browser.sign_in(BESANCON, HER, "Autre-chose-12!").await;
    assert_eq!(browser.status, 422);
    browser.sees("ne vont pas ensemble").sees_heading("Académie de Besançon");
    assert!(browser.body.contains(&format!("value=\"{HER}\"")) && !browser.body.contains("Autre-chose-12!"));
    browser.sign_in(BESANCON, "", "").await;
    browser.sees("Indiquez votre nom d'utilisateur").sees("Indiquez votre mot de passe");
    assert!(!is_in(&mut browser, BESANCON).await);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_user_name_is_remembered_only_when_asked() {
    let site = Site::start().await;
    site.active(BESANCON, HER).await;
    let mut browser = site.browser();
    browser.sign_in(BESANCON, HER, GOOD).await;
    assert!(!browser.cookies.contains_key("username"));
    post(&mut browser, "/ac-besancon/sign-out", &[]).await;
    browser.visit("/ac-besancon/sign-in").await;
    assert!(!browser.body.contains(HER));
    browser
        .fill("Nom d'utilisateur", HER)
        .fill("Mot de passe", GOOD)
        .fill("Se souvenir du nom de l'utilisateur", "on")
        .press("Connexion")
        .await;
    post(&mut browser, "/ac-besancon/sign-out", &[]).await;
    browser.visit("/ac-besancon/sign-in").await;
    assert!(browser.body.contains(&format!("value=\"{HER}\"")));
    // Taken back by signing in without the box.
    post(&mut browser, "/ac-besancon/sign-in", &[("username", HER), ("password", GOOD)]).await;
    assert!(!browser.cookies.contains_key("username"));
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forged_memory_of_the_user_name_shows_nothing_harmful() {
    let site = Site::start().await;
    let mut browser = site.browser();
    // "><script>alert(1)</script> in base64url, then rubbish.
    for value in ["Ij48c2NyaXB0PmFsZXJ0KDEpPC9zY3JpcHQ-", "%00%ff", "____"] {
        browser.cookies.insert("username".into(), value.into());
        browser.visit("/ac-besancon/sign-in").await;
        assert!(browser.status == 200 && !browser.body.contains("<script>alert"));
    }
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_people_behind_one_address_all_get_in() {
    let site = Site::start().await;
    for number in 0..200 {
        site.active(BESANCON, &format!("prof{number}@example.org")).await;
    }
    // The clock is held, so they all come in one instant; in groups, so that a slow machine is not what is tested (the soak does that).
    for group in 0..8 {
        let mut trying = tokio::task::JoinSet::new();
        for number in group * 25..(group + 1) * 25 {
            let mut browser = site.browser();
            browser.always.push(("x-forwarded-for", "198.51.100.7".into()));
            trying.spawn(async move {
                let name = format!("prof{number}@example.org");
                post(&mut browser, "/ac-besancon/sign-in", &[("username", &name), ("password", GOOD)]).await;
                (browser.status, name)
            });
        }
        for (status, name) in trying.join_all().await {
            assert_eq!(status, 303, "{name}");
        }
    }
    assert_eq!(site.number("select count(*) from session").await, 200);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_out_ends_this_session_and_asks_before_a_link_does() {
    let site = Site::start().await;
    site.active(BESANCON, HER).await;
    let (mut one, mut other) = (site.browser(), site.browser());
    one.sign_in(BESANCON, HER, GOOD).await;
    other.sign_in(BESANCON, HER, GOOD).await;
    let stolen = one.cookies.clone();
    // A link that is followed by accident asks.
    one.visit("/ac-besancon/login/logout.php").await;
    one.sees_heading("Se déconnecter ?");
    assert!(is_in(&mut one, BESANCON).await);
    one.visit("/ac-besancon/sign-out").await;
    one.press("Se déconnecter").await;
    one.sees_heading("Vous êtes déconnecté");
    assert!(!one.cookies.contains_key("session"));
    assert!(!is_in(&mut one, BESANCON).await);
    // The cookie itself is worth nothing any more.
    one.cookies = stolen;
    assert!(!is_in(&mut one, BESANCON).await);
    assert!(is_in(&mut other, BESANCON).await);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_session_has_a_new_id_and_a_planted_one_gives_nothing() {
    let site = Site::start().await;
    site.active(BESANCON, HER).await;
    let mut browser = site.browser();
    browser.cookies.insert("session".into(), "planted.planted".into());
    browser.sign_in(BESANCON, HER, GOOD).await;
    let first = browser.cookies["session"].clone();
    assert!(!first.contains("planted"));
    // Signing in again, as after a shared computer, closes the session that was open in this browser.
    post(&mut browser, "/ac-besancon/sign-in", &[("username", HER), ("password", GOOD)]).await;
    assert_ne!(browser.cookies["session"], first);
    assert_eq!(site.number("select count(*) from session").await, 1);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_ends_after_two_idle_hours_or_twelve_in_all() {
    let site = Site::start().await;
    site.active(BESANCON, HER).await;
    let mut browser = site.browser();
    browser.sign_in(BESANCON, HER, GOOD).await;
    site.clock.advance(2 * HOUR - MINUTE);
    assert!(is_in(&mut browser, BESANCON).await, "an hour and 59 minutes are not two hours");
    site.clock.advance(2 * HOUR + MINUTE);
    assert!(!is_in(&mut browser, BESANCON).await, "idle for two hours");
    let mut browser = site.browser();
    browser.sign_in(BESANCON, HER, GOOD).await;
    for hour in 1..12 {
        site.clock.advance(HOUR);
        assert!(is_in(&mut browser, BESANCON).await, "busy, after {hour} hours");
    }
    site.clock.advance(HOUR);
    assert!(!is_in(&mut browser, BESANCON).await, "busy, but twelve hours are over");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn staying_is_thirty_days_and_short_for_administrators() {
    let site = Site::start().await;
    let her = site.active(BESANCON, HER).await;
    let stay = [("username", HER), ("password", GOOD), ("stay", "1")];
    let mut browser = site.browser();
    post(&mut browser, "/ac-besancon/sign-in", &stay).await;
    let line = browser
        .headers
        .get_all("set-cookie")
        .iter()
        .map(|line| line.to_str().unwrap().to_owned())
        .find(|line| line.starts_with("session="))
        .unwrap();
    assert!(line.contains("Max-Age=2592000") && line.contains("HttpOnly") && line.contains("SameSite=Lax"), "{line}");
    site.clock.advance(29 * 24 * HOUR);
    assert!(is_in(&mut browser, BESANCON).await);
    site.clock.advance(2 * 24 * HOUR);
    assert!(!is_in(&mut browser, BESANCON).await);
    let academy = site.academy(BESANCON).await;
    let tx = site.app.db.begin().await.unwrap();
    magistere::access::grant(&tx, Some(academy.id), her.id, magistere::access::Role::AdministrateurLocal, site.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
    let mut browser = site.browser();
    post(&mut browser, "/ac-besancon/sign-in", &stay).await;
    assert!(is_in(&mut browser, BESANCON).await);
    site.clock.advance(31 * MINUTE);
    assert!(!is_in(&mut browser, BESANCON).await, "an administrator's session is short, whatever box is ticked");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_account_serves_every_academie() {
    let site = Site::start().await;
    site.active(BESANCON, HER).await;
    let mut browser = site.browser();
    browser.sign_in(DIJON, HER, GOOD).await;
    assert!(is_in(&mut browser, DIJON).await && is_in(&mut browser, BESANCON).await);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_anonymous_visit_leaves_no_row() {
    let site = Site::start().await;
    let mut browser = site.browser();
    let before =
        site.number("select (select count(*) from session) + (select count(*) from link) + (select count(*) from guess_counter)").await;
    for path in ["/", "/ac-besancon/", "/ac-besancon/my", "/ac-besancon/sign-in", "/ac-besancon/forgot-password", "/ac-besancon/catalogue"]
    {
        browser.visit(path).await;
    }
    let after =
        site.number("select (select count(*) from session) + (select count(*) from link) + (select count(*) from guess_counter)").await;
    assert_eq!(before, after);
    let known = ["academy", "language", "cookie-test"];
    assert!(browser.cookies.keys().all(|name| known.contains(&name.as_str())), "{:?}", browser.cookies);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_accounts_on_one_address_fail_like_a_wrong_password_and_both_recover() {
    let site = Site::start().await;
    let first = site.active(BESANCON, HER).await;
    let second = site.active(BESANCON, "second@example.org").await;
    site.run("update person_address set shared = $1 where person_id = $2", &db::args![true, first.id]).await;
    site.run("update person_address set address = $1, folded = $1, shared = $2 where person_id = $3", &db::args![HER, true, second.id])
        .await;
    let right = try_to_sign_in(&site, HER, GOOD).await;
    let wrong = try_to_sign_in(&site, HER, "Autre-chose-12!").await;
    assert_eq!((right.status, &right.body), (wrong.status, &wrong.body));
    assert!(location(&right).is_empty());
    // The user name that is not the address still opens its account.
    assert_eq!(try_to_sign_in(&site, "second@example.org", GOOD).await.status, 303);
    site.forgot(BESANCON, HER).await;
    let mail = site.last_mail().await;
    assert_eq!(site.mails_to(HER).await, 1, "one mail for both");
    let links: Vec<&str> = mail.text.split_whitespace().filter(|word| word.contains("token=")).collect();
    assert_eq!(links.len(), 2);
    assert_ne!(links[0], links[1]);
    for (link, person) in links.iter().zip([&first, &second]) {
        assert!(mail.text.contains(&person.username), "the mail names {}", person.username);
        let mut browser = site.browser();
        browser.visit(link).await;
        browser.sees_heading("Définir mot de passe");
    }
    // Each link sets the password of its own account only.
    let mut browser = site.browser();
    browser.visit(links[1]).await;
    browser.sees(&second.username);
    browser
        .fill("Nouveau mot de passe", "Tilleul-vert-58!")
        .fill("Nouveau mot de passe (à nouveau)", "Tilleul-vert-58!")
        .press("Enregistrer")
        .await;
    assert_eq!(try_to_sign_in(&site, &second.username, "Tilleul-vert-58!").await.status, 303);
    let mut browser = site.browser();
    browser.visit(links[0]).await;
    browser.sees_heading("Définir mot de passe");
    site.end().await;
}
