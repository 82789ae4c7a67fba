//! Guessed passwords: a few are free, then one waits; the owner gets in all the same.

use crate::browser::Browser;
use crate::harness::{GOOD, Site};
use crate::scenes::{BESANCON, HOUR, MINUTE, is_in, post, try_to_sign_in};

const HER: &str = "camille.martin@example.org";
const WRONG: &str = "Autre-chose-12!";

async fn guessed(site: &Site, times: usize) {
    for _ in 0..times {
        try_to_sign_in(site, HER, WRONG).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn five_are_free_then_the_right_one_waits_too() {
    let site = Site::start().await;
    site.active(BESANCON, HER).await;
    for number in 1..=5 {
        assert_eq!(try_to_sign_in(&site, HER, WRONG).await.status, 422, "guess {number}");
    }
    let refused = try_to_sign_in(&site, HER, GOOD).await;
    assert_eq!(refused.status, 429);
    refused.sees("Trop d'essais pour ce compte. Réessayez dans une minute");
    refused.sees("Recevoir un lien par courriel");
    assert_eq!(refused.headers["retry-after"], "60");
    let wrong = try_to_sign_in(&site, HER, WRONG).await;
    assert_eq!(wrong.body, refused.body, "right or wrong cannot be told");
    site.clock.advance(MINUTE);
    assert_eq!(try_to_sign_in(&site, HER, GOOD).await.status, 303, "the wait is over");
    // And everything is forgiven.
    guessed(&site, 4).await;
    assert_eq!(try_to_sign_in(&site, HER, GOOD).await.status, 303);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_further_guess_doubles_the_wait_up_to_an_hour() {
    let site = Site::start().await;
    site.active(BESANCON, HER).await;
    guessed(&site, 5).await;
    for minutes in [1, 2, 4, 8, 16, 32, 60, 60] {
        let refused = try_to_sign_in(&site, HER, WRONG).await;
        assert_eq!(refused.status, 429);
        assert_eq!(refused.headers["retry-after"], (minutes * 60).to_string(), "{minutes} minutes");
        refused.sees(if minutes == 1 { "dans une minute".to_owned() } else { format!("dans {minutes} minutes") }.as_str());
        site.clock.advance(minutes * MINUTE - 1);
        assert_eq!(try_to_sign_in(&site, HER, WRONG).await.status, 429);
        site.clock.advance(1);
        assert_eq!(try_to_sign_in(&site, HER, WRONG).await.status, 422);
    }
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_guesses_a_day_and_never_for_ever() {
    let site = Site::start().await;
    site.active(BESANCON, HER).await;
    let mut guesses = 0;
    for _ in 0..23 * 60 {
        if try_to_sign_in(&site, HER, WRONG).await.status == 422 {
            guesses += 1;
        }
        site.clock.advance(MINUTE);
        if guesses == 20 {
            break;
        }
    }
    // Doubling waits alone allow more than twenty in a day.
    for _ in 0..6 {
        site.clock.advance(HOUR);
        if try_to_sign_in(&site, HER, WRONG).await.status == 422 {
            guesses += 1;
        }
    }
    assert!(guesses <= 20, "{guesses} guesses in a day");
    site.clock.advance(25 * HOUR);
    assert_eq!(try_to_sign_in(&site, HER, GOOD).await.status, 303, "the next day it opens");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_owner_gets_in_from_her_own_device_during_an_attack() {
    let site = Site::start().await;
    site.active(BESANCON, HER).await;
    let mut hers = site.browser();
    hers.sign_in(BESANCON, HER, GOOD).await;
    post(&mut hers, "/ac-besancon/sign-out", &[]).await;
    assert!(hers.cookies.contains_key("device"));
    // From many networks, some of them hers.
    for number in 0..100 {
        let mut attacker = site.browser();
        attacker.always.push(("x-forwarded-for", format!("203.0.{}.9", number % 50)));
        post(&mut attacker, "/ac-besancon/sign-in", &[("username", HER), ("password", WRONG)]).await;
    }
    assert_eq!(try_to_sign_in(&site, HER, GOOD).await.status, 429, "an unknown device waits");
    post(&mut hers, "/ac-besancon/sign-in", &[("username", HER), ("password", GOOD)]).await;
    assert_eq!(hers.status, 303);
    assert!(is_in(&mut hers, BESANCON).await);
    // Her device has a limit of its own.
    for _ in 0..5 {
        post(&mut hers, "/ac-besancon/sign-in", &[("username", HER), ("password", WRONG)]).await;
    }
    post(&mut hers, "/ac-besancon/sign-in", &[("username", HER), ("password", GOOD)]).await;
    assert_eq!(hers.status, 429);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_known_to_somebody_else_is_unknown_to_her() {
    let site = Site::start().await;
    site.active(BESANCON, HER).await;
    site.active(BESANCON, "autre@example.org").await;
    let mut theirs = site.browser();
    theirs.sign_in(BESANCON, "autre@example.org", GOOD).await;
    post(&mut theirs, "/ac-besancon/sign-out", &[]).await;
    guessed(&site, 5).await;
    post(&mut theirs, "/ac-besancon/sign-in", &[("username", HER), ("password", GOOD)]).await;
    assert_eq!(theirs.status, 429);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn guesses_at_once_are_all_counted() {
    let site = Site::start().await;
    site.active(BESANCON, HER).await;
    let mut trying = tokio::task::JoinSet::new();
    for _ in 0..40 {
        let mut browser = site.browser();
        trying.spawn(async move {
            post(&mut browser, "/ac-besancon/sign-in", &[("username", HER), ("password", WRONG)]).await;
            browser.status.as_u16()
        });
    }
    let statuses = trying.join_all().await;
    let read = statuses.iter().filter(|status| **status == 422).count();
    assert!(read <= 5, "{read} guesses were read: {statuses:?}");
    assert!(statuses.iter().all(|status| matches!(status, 422 | 429)), "{statuses:?}");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_limited_account_enters_by_mail_and_is_forgiven() {
    let site = Site::start().await;
    site.active(BESANCON, HER).await;
    guessed(&site, 5).await;
    let mut browser: Browser = try_to_sign_in(&site, HER, GOOD).await;
    browser.click("Recevoir un lien par courriel").await;
    browser.fill("Adresse de courriel", HER).press("Rechercher").await;
    browser.visit(&site.mailed_link(HER).await).await;
    browser
        .fill("Nouveau mot de passe", "Tilleul-vert-58!")
        .fill("Nouveau mot de passe (à nouveau)", "Tilleul-vert-58!")
        .press("Enregistrer")
        .await;
    assert!(is_in(&mut browser, BESANCON).await);
    assert_eq!(try_to_sign_in(&site, HER, "Tilleul-vert-58!").await.status, 303);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_present_password_is_guarded_on_the_change_form_too() {
    let site = Site::start().await;
    site.active(BESANCON, HER).await;
    let mut browser = site.browser();
    browser.sign_in(BESANCON, HER, GOOD).await;
    let change = |current: &'static str| {
        [("current_password", current), ("new_password", "Tilleul-vert-58!"), ("new_password_again", "Tilleul-vert-58!")]
    };
    for _ in 0..5 {
        post(&mut browser, "/ac-besancon/preferences/password", &change(WRONG)).await;
        assert_eq!(browser.status, 422);
    }
    post(&mut browser, "/ac-besancon/preferences/password", &change(GOOD)).await;
    assert_eq!(browser.status, 429);
    site.clock.advance(MINUTE);
    post(&mut browser, "/ac-besancon/preferences/password", &change(GOOD)).await;
    assert_eq!(browser.status, 303);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_signs_in_leaves_no_trace_of_when() {
    let site = Site::start().await;
    site.active(BESANCON, HER).await;
    let counters = "select count(*) from guess_counter";
    let mut hers = try_to_sign_in(&site, HER, GOOD).await;
    assert_eq!((hers.status.as_u16(), site.number(counters).await), (303, 0));
    // From a device known by now, and after a slip.
    post(&mut hers, "/ac-besancon/sign-in", &[("username", HER), ("password", WRONG)]).await;
    assert_eq!(site.number(counters).await, 2);
    post(&mut hers, "/ac-besancon/sign-in", &[("username", HER), ("password", GOOD)]).await;
    let day: i64 = site.number("select coalesce(max(failures), 0) from guess_counter").await;
    assert_eq!((hers.status.as_u16(), day), (303, 0));
    site.clock.advance(25 * HOUR);
    hers.sign_in(BESANCON, HER, GOOD).await;
    assert_eq!(site.number(counters).await, 0, "a slip of another day is forgotten with the next sign-in");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_password_forgives_her_own_device_and_every_network() {
    let site = Site::start().await;
    site.active(BESANCON, HER).await;
    let mut hers = site.browser();
    hers.sign_in(BESANCON, HER, GOOD).await;
    post(&mut hers, "/ac-besancon/sign-out", &[]).await;
    for _ in 0..6 {
        post(&mut hers, "/ac-besancon/sign-in", &[("username", HER), ("password", WRONG)]).await;
    }
    assert_eq!(hers.status, 429);
    guessed(&site, 6).await;
    site.forgot(BESANCON, HER).await;
    let link = site.mailed_link(HER).await;
    hers.visit(&link).await;
    hers.fill("Nouveau mot de passe", "Tilleul-vert-58!").fill("Nouveau mot de passe (à nouveau)", "Tilleul-vert-58!");
    hers.press("Enregistrer").await;
    assert_eq!(site.number("select count(*) from guess_counter").await, 0);
    post(&mut hers, "/ac-besancon/sign-out", &[]).await;
    post(&mut hers, "/ac-besancon/sign-in", &[("username", HER), ("password", "Tilleul-vert-58!")]).await;
    assert_eq!(hers.status, 303);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_ran_ahead_locks_nobody_out() {
    let site = Site::start().await;
    site.active(BESANCON, HER).await;
    site.clock.advance(30 * 24 * HOUR);
    guessed(&site, 9).await;
    site.clock.advance(-30 * 24 * HOUR);
    assert_eq!(try_to_sign_in(&site, HER, GOOD).await.status, 303);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn unknown_names_leave_as_many_counters_from_every_network() {
    let site = Site::start().await;
    for number in 0..12 {
        let mut browser = site.browser();
        browser.always.push(("x-forwarded-for", format!("203.0.{number}.9")));
        post(&mut browser, "/ac-besancon/sign-in", &[("username", "personne@example.org"), ("password", WRONG)]).await;
    }
    assert_eq!(site.number("select count(*) from guess_counter").await, 2);
    site.end().await;
}
