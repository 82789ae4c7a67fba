//! What anybody may ask for, signed in or not: a short committed list, so that a page is never opened by oversight.
//!
//! A new open page stands in `open_routes.txt` once somebody decided so; one that takes a form stands in `open_posts.txt` too,
//! with what keeps it from harm.

use std::collections::BTreeSet;

use magistere::features;
use magistere::visit::RouteInfo;

use crate::tree;

const OPEN: &str = include_str!("open_routes.txt");
const EXEMPT: &str = include_str!("exempt_forms.txt");
const OPEN_POSTS: &str = include_str!("open_posts.txt");

/// Every route with the place it stands in.
fn all() -> Vec<(&'static str, RouteInfo)> {
    let placed = |place: &'static str, routes: magistere::visit::Routes| {
        routes.list().iter().map(|route| (place, route.clone())).collect::<Vec<_>>()
    };
    let plain = placed("root", features::root_routes(false));
    let known: BTreeSet<(String, String)> = plain.iter().map(|(_, route)| (route.method.to_owned(), route.path.to_owned())).collect();
    let demo = placed("demo", features::root_routes(true))
        .into_iter()
        .filter(|(_, route)| !known.contains(&(route.method.to_owned(), route.path.to_owned())));
    placed("académie", features::routes()).into_iter().chain(plain.clone()).chain(demo).collect()
}

fn line(place: &str, route: &RouteInfo) -> String {
    format!("{place} {} {}", route.method, route.path)
}

fn faults(open: BTreeSet<String>, listed: BTreeSet<String>) -> Vec<String> {
    let more = open.difference(&listed).map(|line| format!("open and not listed: {line}"));
    let fewer = listed.difference(&open).map(|line| format!("listed and not open: {line}"));
    more.chain(fewer).collect()
}

#[test]
fn open_routes_are_those_listed() {
    let open: BTreeSet<String> =
        all().iter().filter(|(_, route)| route.permission == "open").map(|(place, route)| line(place, route)).collect();
    tree::none(&faults(open, tree::list(OPEN).into_iter().collect()), "tests/guards/open_routes.txt");
}

#[test]
fn open_forms_are_those_listed_with_a_reason() {
    let open = all()
        .iter()
        .filter(|(_, route)| route.permission == "open" && route.method == "POST")
        .map(|(place, route)| line(place, route))
        .collect();
    tree::none(&faults(open, tree::list(OPEN_POSTS).into_iter().collect()), "tests/guards/open_posts.txt");
    for line in OPEN_POSTS.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        assert!(line.split_once('#').is_some_and(|(_, reason)| reason.trim().len() > 10), "a reason is missing: {line}");
    }
}

#[test]
fn what_is_exempt_from_same_origin_is_listed_and_asks_for_nobody() {
    let exempt = magistere::site::FROM_ANYWHERE.iter().map(|beginning| (*beginning).to_owned()).collect();
    tree::none(&faults(exempt, tree::list(EXEMPT).into_iter().collect()), "tests/guards/exempt_forms.txt");
    for beginning in magistere::site::FROM_ANYWHERE {
        assert!(beginning.starts_with('/') && beginning.ends_with('/'), "{beginning}");
        for (place, route) in all().iter().filter(|(_, route)| route.path.starts_with(beginning)) {
            assert_eq!(route.permission, "open", "{} runs without a session", line(place, route));
        }
    }
}

#[test]
fn every_permission_is_a_known_one() {
    for (place, route) in all() {
        let known = matches!(route.permission.as_str(), "open" | "member") || route.permission.contains(':');
        assert!(known, "{} asks for {}", line(place, &route), route.permission);
        assert!(route.path.starts_with('/'), "{}", line(place, &route));
    }
}

#[test]
fn planted_faults_are_seen() {
    let set = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect::<BTreeSet<_>>();
    assert_eq!(faults(set(&["a", "b"]), set(&["b", "c"])).len(), 2);
    assert!(faults(set(&["a"]), set(&["a"])).is_empty());
}

/// Sent by a script, not by a form: nothing is shown again after signing in.
const WITHOUT_A_PAGE: [&str; 8] = [
    "/preview",
    "/courses/{number}/opened",
    "/courses/{number}/activities/{id}/seen",
    "/courses/{number}/activities/{id}/discussions/{discussion}/read",
    "/courses/{number}/activities/{id}/uploads",
    "/courses/{number}/activities/{id}/uploads/parts",
    "/media/uploads",
    "/media/uploads/parts",
];

/// Forms of people signed in whose address has no page: after an expired session there would be nothing to show what was typed in.
fn without_a_page(routes: &[(&'static str, RouteInfo)]) -> Vec<String> {
    let has_page = |path: &str| routes.iter().any(|(_, route)| route.method == "GET" && route.path == path);
    let forms = routes.iter().filter(|(_, route)| route.method == "POST" && route.permission != "open");
    forms.filter(|(_, form)| !has_page(form.path) && !WITHOUT_A_PAGE.contains(&form.path)).map(|(_, form)| form.path.to_owned()).collect()
}

#[test]
fn every_form_has_a_page_to_come_back_to() {
    let all = all();
    tree::none(&without_a_page(&all), "forms without a page at their own address");
    let forms_only: Vec<_> = all.into_iter().filter(|(_, route)| route.method == "POST").collect();
    assert!(without_a_page(&forms_only).len() > 5, "the rule can say no");
}
