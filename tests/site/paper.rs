//! A course on paper: what each kind leaves on the sheet, and what never gets there.

use magistere::access::CourseRole;

use crate::browser::Browser;
use crate::files::{COURSE, MP4, PDF, course, member, newest, send};
use crate::harness::Site;
use crate::scenes::post;

const HIM: &str = "noe.tissot@example.org";
const CAPTIONS: &str = "00:01.000 --> 00:02.000\nBonjour à <b>tous</b> & bienvenue.";

/// One activity of every kind, each with words of its own.
async fn fill(site: &Site, trainer: &mut Browser, add: &str) {
    for (kind, fields, files) in [
        ("page", vec![("title", "La page"), ("body", "## Le terrain\n\nCent mètres.")], vec![]),
        ("url", vec![("title", "Le lien"), ("address", "https://example.org/a?b=1"), ("body", "À lire *avant*.")], vec![]),
        ("label", vec![("tone", "trainer_note"), ("title", ""), ("body", "Entre nous.")], vec![]),
        ("label", vec![("tone", "task"), ("title", ""), ("body", "Lancez.")], vec![]),
        ("file", vec![("title", "Le fichier"), ("body", "Dix pages.")], vec![("brought", "guide.pdf", PDF)]),
        (
            "folder",
            vec![("title", "Le dossier"), ("body", "Trois modèles.")],
            vec![("brought", "modele-b.pdf", b"%PDF-1.7\n% un modele".as_slice()), ("brought", "a-lire.txt", b"Un texte".as_slice())],
        ),
        ("video", vec![("title", "Le film"), ("body", "Deux minutes."), ("captions", CAPTIONS)], vec![("brought", "film.mp4", MP4)]),
        ("video", vec![("title", "Ailleurs"), ("body", ""), ("address", "https://tubes.example.org/w/a")], vec![]),
        ("forum", vec![("title", "Le forum"), ("body", "Posez vos **questions**.")], vec![]),
        ("milestone", vec![("title", "J'ai essayé")], vec![]),
        (
            "choice",
            vec![("title", "Le sondage"), ("body", "Quel jour ?"), ("answers", "Lundi\nMardi\nJeudi"), ("completion", "deed")],
            vec![],
        ),
        ("book", vec![("title", "Le livre")], vec![]),
    ] {
        send(trainer, &format!("{add}/{kind}"), &fields, &files).await;
        assert_eq!(trainer.status, 303, "{kind}: {}", trainer.text());
    }
    let book = newest(site, "activity").await;
    for (title, body) in [("Alpha", "## Première partie\n\nUn récit."), ("Bravo", "Un autre récit."), ("Caché", "Pas encore relu.")] {
        post(trainer, &format!("{COURSE}/activities/{book}/write/new"), &[("title", title), ("body", body), ("request", title)]).await;
        assert_eq!(trainer.status, 303);
    }
    let hidden = newest(site, "book_chapter").await;
    post(trainer, &format!("{COURSE}/activities/{book}/write"), &[("do", &format!("hide:{hidden}"))]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_is_read_on_paper() {
    let (site, mut trainer, mut hers, add) = course().await;
    fill(&site, &mut trainer, &add).await;
    hers.visit(&format!("{COURSE}/print")).await;
    for words in [
        "Cent mètres",
        "À lire avant",
        "https://example.org/a?b=1",
        "Lancez.",
        "Dix pages",
        "guide.pdf PDF · 1 ko",
        "Trois modèles",
        "a-lire.txt TXT · 1 ko",
        "modele-b.pdf PDF · 1 ko",
        "Deux minutes",
        "film.mp4 MP4 · 1 ko",
        "Ce qui est dit",
        "Bonjour à tous & bienvenue.",
        "https://tubes.example.org/w/a",
        "Posez vos questions",
        "J'ai essayé",
        "Quel jour ?",
        "Lundi",
        "Alpha",
        "Un récit",
        "Bravo",
        "Un autre récit",
    ] {
        hers.sees(words);
    }
    hers.does_not_see("Entre nous").does_not_see("Pas encore relu").does_not_see("Caché");
    // Headings stand under those above them, and what is by name stands by name.
    assert!(hers.body.contains("<h4>Le terrain</h4>") && hers.body.contains("<h5>Première partie</h5>"), "{}", hers.body);
    assert!(hers.body.find("a-lire.txt") < hers.body.find("modele-b.pdf") && hers.body.find("Alpha") < hers.body.find("Bravo"));
    assert!(hers.body.contains("<a href=\"https://example.org/a?b=1\"") && !hers.body.contains("<video"));
    trainer.visit(&format!("{COURSE}/print")).await;
    trainer.sees("Entre nous").sees("Pas encore relu").sees("Caché aux participants");
    trainer.visit(&format!("{COURSE}/print?as=participant")).await;
    trainer.does_not_see("Entre nous").does_not_see("Pas encore relu");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_people_did_and_nothing_closed_gets_on_paper() {
    let (site, mut trainer, mut hers, add) = course().await;
    fill(&site, &mut trainer, &add).await;
    let mut his = member(&site, HIM, 2636, CourseRole::Participant).await;
    site.run("update person set last_name = 'Tissot' where id = (select person_id from person_address where folded = $1)", &db::args![HIM])
        .await;
    let of = async |kind: &str| site.number(&format!("select max(id) from activity where kind = '{kind}'")).await;
    let (forum, poll) = (of("forum").await, of("choice").await);
    post(&mut his, &format!("{COURSE}/activities/{forum}/discussions/new"), &[("title", "Mon souci"), ("body", "Voilà ce que j'ai.")])
        .await;
    assert_eq!(his.status, 303);
    let (monday, thursday) = (
        site.number("select id from choice_option where words = 'Lundi'").await,
        site.number("select id from choice_option where words = 'Jeudi'").await,
    );
    post(&mut his, &format!("{COURSE}/activities/{poll}/answer"), &[("answer", &thursday.to_string())]).await;
    assert_eq!(his.status, 303, "{}", his.text());
    // Withdrawn, though it was answered.
    site.run("update choice_option set withdrawn = true where id = $1", &db::args![thursday]).await;
    assert!(monday < thursday);
    for browser in [&mut hers, &mut trainer] {
        browser.visit(&format!("{COURSE}/print")).await;
        browser.sees("Lundi").does_not_see("Jeudi").does_not_see("Tissot").does_not_see("Mon souci").does_not_see("Voilà ce que");
    }
    // Locked, hidden, thrown away, in another course: not a word of it.
    for (change, is_there, words) in [
        ("update activity set opens_on = '2999-01-01' where kind = 'book'", "Le livre", "Un récit"),
        ("update activity set opens_on = '2999-01-01' where kind = 'file'", "Le fichier", "guide.pdf"),
        ("update activity set hidden = true where kind = 'url'", "La page", "https://example.org/a"),
        ("update activity set trashed_at = 1 where kind = 'folder'", "La page", "a-lire.txt"),
        ("update section set opens_on = '2999-01-01'", "La page", "Cent mètres"),
    ] {
        site.run(change, &[]).await;
        hers.visit(&format!("{COURSE}/print")).await;
        hers.sees(is_there).does_not_see(words);
    }
    site.end().await;
}
