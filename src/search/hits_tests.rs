use super::super::{Change, Document, key};
use super::*;

const TODAY: &str = "2026-11-25";

fn document(id: i64, title: &str) -> Document {
    Document { course_id: id, academy_id: 1, number: 2600 + id, title: title.into(), published_at: 1_000 + id, ..Document::default() }
}

fn offered(document: Document) -> Change {
    Change::Offered(Box::new(document))
}

fn index(documents: Vec<Document>) -> Search {
    let search = Search::in_memory("test").unwrap();
    search.apply(&documents.into_iter().map(offered).collect::<Vec<_>>(), 1, true).unwrap();
    search
}

fn asked(text: &str) -> Asked<'_> {
    Asked { scope: Scope::Sessions { academy_id: 1 }, text, facets: Vec::new(), today: TODAY, order: Order::Best, skip: 0, most: 20 }
}

fn find(search: &Search, text: &str) -> Vec<i64> {
    search.find(&asked(text)).unwrap().courses
}

#[test]
fn a_title_counts_more_than_a_keyword_and_that_more_than_a_text() {
    let search = index(vec![
        Document { description: "Lire la musique.".into(), ..document(1, "Chanter") },
        Document { keywords: "musique, rythme".into(), ..document(2, "Danser") },
        document(3, "Musique au collège"),
        document(4, "Peindre"),
    ]);
    assert_eq!(find(&search, "musiques"), [3, 2, 1]);
    assert_eq!(find(&search, "musique college"), [3], "all words when something has them all");
    assert_eq!(find(&search, "musique chant"), [1], "chanter has the stem of chant");
}

#[test]
fn typing_errors_and_beginnings_are_forgiven_only_where_nothing_matches() {
    let search = index(vec![
        document(1, "Géométrie dynamique"),
        document(2, "Évaluer sans décourager"),
        document(3, "Un livre"),
        document(4, "Lire"),
    ]);
    for (typed, id) in [("geometire", 1), ("géomé", 1), ("evaluater", 2), ("decourrager", 2), ("dynamiqe geometri", 1)] {
        assert_eq!(find(&search, typed), [id], "{typed}");
        assert!(search.find(&asked(typed)).unwrap().loosened, "{typed}");
    }
    assert_eq!(find(&search, "lire"), [4], "« livre » is no typing error where « lire » stands");
    assert!(find(&search, "xyzzy").is_empty());
    assert_eq!(find(&search, "géométrie xyzzy"), [1], "what nothing contains is left out");
    assert_eq!(find(&search, "de la les"), [4, 3, 2, 1], "common words alone mean everything");
    for typed in ["\"", "AND OR NOT", "+title:x -y", "((((", "*", "a:b^3~2"] {
        search.find(&asked(typed)).unwrap();
    }
    search.find(&asked(&"géométrie ".repeat(1_000))).unwrap();
}

#[test]
fn only_what_is_shown_here_is_found() {
    let search = index(vec![
        document(1, "Lire"),
        Document { academy_id: 2, ..document(2, "Lire") },
        Document { academy_id: 9, national: true, ..document(3, "Lire") },
        Document { parcours: true, ..document(4, "Lire") },
        Document { ends_on: Some("2026-11-24".into()), ..document(5, "Lire") },
        Document { ends_on: Some(TODAY.into()), ..document(6, "Lire") },
        Document { closes_on: Some("2026-11-24".into()), ..document(7, "Lire") },
    ]);
    assert_eq!(find(&search, "lire"), [6, 1, 3], "its own first, then the national bodies'");
    let parcours = Asked { scope: Scope::Parcours, ..asked("lire") };
    assert_eq!(search.find(&parcours).unwrap().courses, [4]);
}

#[test]
fn facets_count_what_another_choice_would_bring() {
    let search = index(vec![
        Document { domain: "arts".into(), minutes: 120, audiences: "heads trainers".into(), ..document(1, "Chanter") },
        Document { domain: "arts".into(), minutes: 400, keyed: true, ..document(2, "Peindre") },
        Document { domain: "sciences".into(), minutes: 120, starts_on: Some("2027-01-01".into()), ..document(3, "Mesurer") },
    ]);
    let found = search.find(&Asked { facets: vec![(Facet::Domain, key("arts"))], ..asked("") }).unwrap();
    assert_eq!((found.total, found.courses), (2, vec![2, 1]));
    let count = |facet: Facet, code: &str| found.counts.get(&(facet, key(code))).copied().unwrap_or(0);
    assert_eq!((count(Facet::Domain, "arts"), count(Facet::Domain, "sciences")), (2, 1), "what choosing the other would bring");
    assert_eq!((count(Facet::Length, "under-3h"), count(Facet::Length, "6h-9h")), (1, 1), "among those of the domain chosen");
    assert_eq!((count(Facet::Audience, "heads"), count(Facet::Key, "yes"), count(Facet::When, "always")), (1, 1, 2));
    let all = index(vec![
        Document { audiences: "everybody".into(), ..document(1, "Pour tous") },
        Document { audiences: "heads".into(), ..document(2, "Pour elles") },
    ]);
    let heads = all.find(&Asked { facets: vec![(Facet::Audience, key("heads"))], ..asked("") }).unwrap();
    assert_eq!((heads.total, heads.counts[&(Facet::Audience, key("heads"))]), (2, 2), "what is for everybody is for each");
    assert_eq!(heads.counts[&(Facet::Audience, key("everybody"))], 1);
    let both = vec![(Facet::Domain, key("arts")), (Facet::Length, key("under-3h"))];
    assert_eq!(search.find(&Asked { facets: both, ..asked("") }).unwrap().courses, [1]);
}

#[test]
fn the_order_does_not_depend_on_how_the_index_came_to_be() {
    let all = |search: &Search| search.find(&Asked { most: 7, ..asked("lire texte") }).unwrap().courses;
    let documents: Vec<Document> = (1..=30)
        .map(|id| Document {
            description: "Un texte à lire.".into(),
            published_at: 5,
            ..document(id, if id % 3 == 0 { "Lire" } else { "Dire" })
        })
        .collect();
    let one = index(documents.clone());
    let other = Search::in_memory("test").unwrap();
    for (turn, document) in documents.iter().rev().enumerate() {
        other.apply(&[offered(Document { title: "Autre texte".into(), ..document.clone() })], turn as i64, false).unwrap();
    }
    for (turn, document) in documents.iter().enumerate() {
        other.apply(&[offered(document.clone()), Change::Gone(900)], 100 + turn as i64, false).unwrap();
    }
    assert_eq!(all(&one), all(&other));
    assert_eq!(all(&one).len(), 7);
    other.apply(&[Change::Gone(30)], 200, false).unwrap();
    assert!(!all(&other).contains(&30));
    assert_eq!(other.applied(), Some(200));
}

#[test]
fn lengths_have_no_gaps() {
    let names = [0, 1, 179, 180, 359, 360, 540, 541].map(|minutes| length(minutes).map_or("", Length::as_str));
    assert_eq!(names, ["", "under-3h", "under-3h", "3h-6h", "3h-6h", "6h-9h", "6h-9h", "over-9h"]);
}

#[test]
fn an_index_outlives_its_process_and_a_broken_one_is_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    let first = Search::open(folder.path(), "here").unwrap();
    assert_eq!(first.applied(), None);
    first.apply(&[offered(document(1, "Lire"))], 7, true).unwrap();
    // Another process with the same folder goes on from there, and tells this one nothing wrong.
    let beside = Search::open(folder.path(), "here").unwrap();
    assert_eq!((beside.applied(), find(&beside, "lire")), (Some(7), vec![1]));
    beside.apply(&[offered(document(3, "Lire"))], 8, false).unwrap();
    first.apply(&[offered(document(3, "Lire"))], 8, false).unwrap();
    assert_eq!((find(&first, "lire"), first.apply(&[Change::Gone(3)], 7, false).is_ok()), (vec![3, 1], true));
    drop((first, beside));
    let second = Search::open(folder.path(), "here").unwrap();
    assert_eq!((second.applied(), find(&second, "lire")), (Some(7), vec![1]));
    drop(second);
    assert_eq!(Search::open(folder.path(), "elsewhere").unwrap().applied(), None, "a copy of other data");
    std::fs::write(folder.path().join("search/meta.json"), "rubbish").unwrap();
    let anew = Search::open(folder.path(), "here").unwrap();
    assert_eq!((anew.applied(), find(&anew, "lire")), (None, Vec::new()));
    anew.apply(&[offered(document(2, "Lire"))], 9, true).unwrap();
    assert_eq!(find(&anew, "lire"), [2]);
}
