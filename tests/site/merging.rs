//! Two accounts of one person become one: at once, or when both have agreed.

use magistere::access::CourseRole;
use magistere::people::Person;
use reqwest::Method;

use crate::browser::{Browser, folded};
use crate::harness::{GOOD, Site, link_in};
use crate::scenes::{BESANCON, HOUR, MINUTE, is_in, location, manager, post, try_to_sign_in};

pub const KEPT: &str = "camille.martin@example.org";
pub const GONE: &str = "c.martin@example.org";

pub async fn id_of(site: &Site, slug: &str, address: &str) -> i64 {
    let sql = "select m.id from membership m join person_address p on p.person_id = m.person_id join academy a on a.id = m.academy_id
                where p.folded = $1 and p.state <> 'pending' and a.slug = $2";
    let (id,): (i64,) = site.app.db.one(sql, &db::args![address, slug]).await.unwrap();
    id
}

/// As a manager's form asks it: `gone` shall join `kept`.
pub async fn ask(site: &Site, browser: &mut Browser, kept: &str, gone: &str) {
    let (kept, gone) = (id_of(site, BESANCON, kept).await.to_string(), id_of(site, BESANCON, gone).await.to_string());
    post(browser, &format!("/ac-besancon/manage/people/{gone}/merge"), &[("with", &kept), ("keep", &kept)]).await;
}

/// A browser in which the link mailed to this address was opened.
pub async fn opened(site: &Site, address: &str) -> Browser {
    let mut browser = site.browser();
    browser.visit(&link_in(&site.last_mail_to(address).await.text)).await;
    browser
}

pub async fn people(site: &Site) -> i64 {
    site.number("select count(*) from person").await
}

pub async fn both_active(site: &Site) -> (Person, Person) {
    (site.active(BESANCON, KEPT).await, site.active(BESANCON, GONE).await)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_was_never_used_joins_at_once() {
    let site = Site::start().await;
    let mut browser = manager(&site).await;
    let kept = site.active(BESANCON, KEPT).await;
    let gone = site.invited(BESANCON, GONE).await;
    for (number, role) in [(2636, CourseRole::Tuteur), (2637, CourseRole::Participant)] {
        site.session(BESANCON, number, &format!("Session {number}")).await;
        site.enrol(BESANCON, number, &gone, role).await;
    }
    site.enrol(BESANCON, 2636, &kept, CourseRole::Participant).await;
    site.invite(BESANCON, &gone, "/ac-besancon/courses/2637").await;

    browser.visit(&format!("/ac-besancon/manage/people/{}", id_of(&site, BESANCON, GONE).await)).await;
    browser.click("Chercher l'autre compte").await;
    browser.visit(&format!("{}?q=camille", browser.address)).await;
    browser.click("Dominique Essai").await;
    browser.sees("Quel compte reste ?").sees(KEPT).sees(GONE);
    let keep = id_of(&site, BESANCON, KEPT).await.to_string();
    let (_, action, mut fields) = browser.form_of("Réunir ces deux comptes");
    fields.iter_mut().filter(|(name, _)| name == "keep").for_each(|(_, value)| value.clone_from(&keep));
    browser.send(Method::POST, &action, Some(fields), &[]).await;
    browser.visit(&location(&browser)).await;
    browser.sees("les deux comptes n'en font plus qu'un").sees("Session 2636").sees("Session 2637");

    assert_eq!(people(&site).await, 2, "the manager and she");
    let letter = site.last_mail_to(KEPT).await;
    assert_eq!(folded(&letter.subject), "Académie de Besançon : vos comptes sont réunis");
    assert!(letter.text.contains(GONE), "{}", letter.text);
    assert_eq!(site.number("select count(*) from enrolment where role = 'tuteur'").await, 1, "the stronger role");
    assert_eq!(site.number("select count(*) from event where kind = 'person.merged'").await, 1);
    // Nobody proved the other address: it opens nothing before its mailbox does, and its invitation opens nothing at all.
    let mailed = link_in(&site.last_mail_to(GONE).await.text);
    assert!(mailed.contains("/confirm-address?token="), "{mailed}");
    assert!(!is_in(&mut try_to_sign_in(&site, GONE, GOOD).await, BESANCON).await);
    assert_eq!(site.number("select count(*) from link where state = 'alive'").await, 1);
    let mut mailbox = site.browser();
    mailbox.visit(&mailed).await;
    mailbox.press("Confirmer mon adresse").await;
    for name in [KEPT, GONE] {
        assert!(is_in(&mut try_to_sign_in(&site, name, GOOD).await, BESANCON).await, "{name}");
    }
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn both_agree_by_their_own_mail() {
    let site = Site::start().await;
    let mut browser = manager(&site).await;
    let (_, gone) = both_active(&site).await;
    site.session(BESANCON, 2636, "Session Essai").await;
    site.enrol(BESANCON, 2636, &gone, CourseRole::Participant).await;
    let mut inside = try_to_sign_in(&site, GONE, GOOD).await;
    ask(&site, &mut browser, KEPT, GONE).await;
    browser.visit(&location(&browser)).await;
    browser.sees("Les deux comptes reçoivent un message").sees("nous attendons encore au moins une réponse");
    // Pressed twice: asked once.
    ask(&site, &mut browser, KEPT, GONE).await;
    for address in [KEPT, GONE] {
        assert_eq!(site.mails_to(address).await, 1, "{address}");
        let letter = site.last_mail_to(address).await;
        assert_eq!(folded(&letter.subject), "Académie de Besançon : réunir vos deux comptes");
        // Her own address whole, the other one so that she knows it again.
        assert!(letter.text.contains(address), "{}", letter.text);
        assert!(letter.text.contains("c…n@example.org"), "{}", letter.text);
        assert_eq!([KEPT, GONE].iter().filter(|one| letter.text.contains(**one)).count(), 1, "{}", letter.text);
    }
    // A scanner opens both: nothing changes.
    for address in [KEPT, GONE] {
        opened(&site, address).await.sees_heading("Réunir vos deux comptes");
    }
    assert_eq!(people(&site).await, 3);

    let mut first = opened(&site, GONE).await;
    let page = first.address.clone();
    assert!(!page.contains("token"), "{page}");
    first.press("Accepter de les réunir").await;
    first.sees_heading("Merci, c'est noté");
    assert_eq!(people(&site).await, 3);
    first.visit(&page).await;
    assert_eq!(first.status, 410, "used");
    // The button pressed twice says what it said.
    post(&mut first, &page, &[]).await;
    assert_eq!(location(&first), "/ac-besancon/confirm-merge/agreed");
    let mut second = opened(&site, KEPT).await;
    second.press("Accepter de les réunir").await;
    second.sees_heading("Vos comptes sont réunis");
    assert_eq!(people(&site).await, 2);

    assert!(!is_in(&mut inside, BESANCON).await, "the session of the one that went is over");
    assert!(is_in(&mut try_to_sign_in(&site, GONE, GOOD).await, BESANCON).await);
    let mut hers = try_to_sign_in(&site, KEPT, GOOD).await;
    hers.visit("/ac-besancon/my").await;
    hers.sees("Session Essai");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn at_the_same_moment_they_still_become_one_once() {
    let site = Site::start().await;
    let mut browser = manager(&site).await;
    both_active(&site).await;
    ask(&site, &mut browser, KEPT, GONE).await;
    let (mut one, mut other) = (opened(&site, KEPT).await, opened(&site, GONE).await);
    let (at_one, at_other) = (one.address.clone(), other.address.clone());
    let (mut again, mut once_more) = (site.browser(), site.browser());
    again.cookies.clone_from(&one.cookies);
    once_more.cookies.clone_from(&other.cookies);
    tokio::join!(
        post(&mut one, &at_one, &[]),
        post(&mut other, &at_other, &[]),
        post(&mut again, &at_one, &[]),
        post(&mut once_more, &at_other, &[])
    );
    for browser in [&one, &other, &again, &once_more] {
        assert!(location(browser).starts_with("/ac-besancon/confirm-merge/"), "{}: {}", browser.status, location(browser));
    }
    assert_eq!(people(&site).await, 2);
    // By then every press says that it is done.
    for (browser, at) in [(&mut one, &at_one), (&mut other, &at_other)] {
        post(browser, at, &[]).await;
        assert_eq!(location(browser), "/ac-besancon/confirm-merge/done");
    }
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_dies_with_time_with_the_request_and_away_from_home() {
    let site = Site::start().await;
    let mut browser = manager(&site).await;
    both_active(&site).await;
    ask(&site, &mut browser, KEPT, GONE).await;
    let mut hers = opened(&site, KEPT).await;
    let page = hers.address.clone();
    let link = link_in(&site.last_mail_to(GONE).await.text);
    // Elsewhere: another académie, another browser, another kind of page.
    let mut other = site.browser();
    other.visit(&link.replace("/ac-besancon/", "/ac-dijon/")).await;
    assert_eq!(other.status, 410);
    other.visit(&link.replace("/confirm-merge", "/confirm-address")).await;
    assert_eq!(other.status, 410);
    other.visit(&link.replace("/confirm-merge", "/activate")).await;
    assert_eq!(other.status, 410);
    post(&mut other, &page, &[]).await;
    assert_eq!(other.status, 410);
    other.sees("Ce navigateur ne connaît plus ce lien");
    // Taken back.
    let id = id_of(&site, BESANCON, KEPT).await;
    browser.visit(&format!("/ac-besancon/manage/people/{id}")).await;
    browser.press("Annuler cette demande").await;
    browser.sees("La demande est annulée").does_not_see("nous attendons encore");
    post(&mut hers, &page, &[]).await;
    assert_eq!(hers.status, 410);
    // Asked once more, and too late.
    ask(&site, &mut browser, KEPT, GONE).await;
    let link = link_in(&site.last_mail_to(GONE).await.text);
    site.clock.advance(7 * 24 * HOUR + MINUTE);
    let mut late = site.browser();
    late.visit(&link).await;
    assert_eq!(late.status, 410);
    assert_eq!(people(&site).await, 3);
    site.clock.advance(3 * 24 * HOUR);
    magistere::merging::request::purge(&site.app.db, site.clock.now()).await.unwrap();
    assert_eq!(site.number("select count(*) from account_merge").await, 0);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_invitations_become_one() {
    let site = Site::start().await;
    let mut browser = manager(&site).await;
    site.session(BESANCON, 2636, "Session Essai").await;
    let kept = site.invited(BESANCON, KEPT).await;
    let gone = site.invited(BESANCON, GONE).await;
    for person in [&kept, &gone] {
        site.enrol(BESANCON, 2636, person, CourseRole::Participant).await;
    }
    site.invite(BESANCON, &gone, "/ac-besancon/courses/2636").await;
    let old = link_in(&site.last_mail_to(GONE).await.text);
    ask(&site, &mut browser, KEPT, GONE).await;
    let letter = site.last_mail_to(KEPT).await;
    assert!(letter.subject.contains("activez votre compte"), "{}", letter.subject);
    let mut hers = site.browser();
    hers.visit(&old).await;
    assert_eq!(hers.status, 410);
    hers.visit(&link_in(&letter.text)).await;
    hers.fill("Prénom", "Camille").fill("Nom", "Martin");
    hers.fill("Nouveau mot de passe", "Tilleul-vert-58!").fill("Nouveau mot de passe (à nouveau)", "Tilleul-vert-58!");
    hers.press("Enregistrer").await;
    hers.sees_heading("Session Essai");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_typed_her_other_address_herself_is_joined_too() {
    let site = Site::start().await;
    let mut browser = manager(&site).await;
    both_active(&site).await;
    let mut hers = try_to_sign_in(&site, KEPT, GOOD).await;
    hers.visit("/ac-besancon/profile").await;
    hers.fill("Adresse de courriel", GONE).press("Enregistrer le profil").await;
    assert_eq!(site.number("select count(*) from person_address where state = 'pending'").await, 1);
    ask(&site, &mut browser, KEPT, GONE).await;
    assert_eq!(browser.status, 303, "{}", browser.text());
    opened(&site, KEPT).await.press("Accepter de les réunir").await;
    let mut other = site.browser();
    let letter = site.mail().await.into_iter().rfind(|mail| mail.recipient == GONE && mail.text.contains("/confirm-merge")).unwrap();
    other.visit(&link_in(&letter.text)).await;
    other.press("Accepter de les réunir").await;
    other.sees_heading("Vos comptes sont réunis");
    assert_eq!(site.number("select count(*) from person_address where state = 'pending'").await, 0);
    assert_eq!(site.number("select count(*) from person_address where state = 'verified'").await, 2, "agreeing proves an address");
    site.end().await;
}
