//! Addresses of the former site lead to the right page, query and all; opening one changes nothing.

use reqwest::Method;

use crate::harness::{GOOD, Site};
use crate::scenes::{BESANCON, is_in, location};

const HER: &str = "camille.martin@example.org";

#[tokio::test(flavor = "multi_thread")]
async fn every_old_address_leads_on() {
    let site = Site::start().await;
    let her = site.active(BESANCON, HER).await;
    let mut browser = site.browser();
    browser.sign_in(BESANCON, HER, GOOD).await;
    let own = format!("/user/profile.php?id={}", her.id);
    for (old, new) in [
        ("/course/view.php?id=2636", "/courses/2636"),
        ("/course/view.php?id=2636&section=3", "/courses/2636/sections/3"),
        ("/course/view.php?section=3&lang=en&id=2636", "/courses/2636/sections/3?lang=en"),
        ("/course/view.php?id=2636&section=0", "/courses/2636?section=0"),
        ("/login/index.php?lang=en", "/sign-in?lang=en"),
        ("/login/forgot_password.php", "/forgot-password"),
        ("/login/forgot_password.php?a=b&c", "/forgot-password?a=b&c"),
        ("/login/logout.php", "/sign-out"),
        ("/login/change_password.php?id=1", "/preferences/password?id=1"),
        ("/my/", "/my"),
        ("/my/courses.php?sort=title", "/my?sort=title"),
        ("/user/edit.php", "/profile"),
        ("/user/preferences.php", "/preferences"),
        ("/user/editor.php", "/preferences/editor"),
        ("/user/forum.php?id=3", "/preferences/forum?id=3"),
        (own.as_str(), "/profile"),
        ("/user/index.php?id=2636", "/courses/2636/participants"),
        ("/enrol/index.php?id=2636", "/courses/2636/about"),
        ("/course/index.php", "/catalogue"),
        ("/course/search.php?search=eps", "/catalogue?search=eps"),
        ("/local/magistere_offers/index.php?v=formation", "/catalogue"),
        ("/local/magistere_offers/index.php?v=course&q=eps", "/parcours?q=eps"),
    ] {
        browser.send(Method::GET, &format!("/ac-besancon{old}"), None, &[]).await;
        assert_eq!((browser.status.as_u16(), location(&browser)), (303, format!("/ac-besancon{new}")), "{old}");
    }
    for lost in [
        "/course/view.php",
        "/course/view.php?id=x",
        "/user/index.php?id=-1",
        "/user/profile.php?id=999999",
        "/mod/quiz/view.php?id=1",
        "/mod/forum/view.php?id=1",
        "/mod/forum/discuss.php?d=x",
        "/mod/forum/discuss.php",
    ] {
        browser.send(Method::GET, &format!("/ac-besancon{lost}"), None, &[]).await;
        assert_eq!(browser.status, 404, "{lost}");
    }
    assert!(is_in(&mut browser, BESANCON).await, "the old address of signing out asks first");
    site.end().await;
}
