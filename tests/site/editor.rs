//! Writing long texts: the editor somebody chose, and the preview that its script asks for.

use magistere::access::CourseRole;
use reqwest::StatusCode;
use serde_json::Value;

use crate::authoring::{course, member};
use crate::scenes::post;

const PREVIEW: &str = "/ac-besancon/preview";
const PREFERENCES: &str = "/ac-besancon/preferences/editor";

fn shown(body: &str) -> String {
    let answer: Value = serde_json::from_str(body).unwrap();
    answer["shown"].as_str().unwrap_or_default().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_editor_is_chosen_and_every_page_says_which() {
    let (site, mut trainer) = course().await;
    trainer.visit("/ac-besancon/my").await;
    assert!(trainer.body.contains("data-editor=\"visual\""), "what somebody who chose nothing writes with");
    for editor in ["markdown", "plain", "visual"] {
        post(&mut trainer, PREFERENCES, &[("editor", editor)]).await;
        assert_eq!(trainer.status, StatusCode::SEE_OTHER);
        trainer.visit("/ac-besancon/my").await;
        assert!(trainer.body.contains(&format!("data-editor=\"{editor}\"")));
        trainer.visit("/ac-besancon/user/editor.php").await;
        assert!(trainer.body.contains(&format!("value=\"{editor}\" checked")), "{}", trainer.body);
    }
    for nonsense in ["", "VISUAL", "tinymce"] {
        post(&mut trainer, PREFERENCES, &[("editor", nonsense)]).await;
        assert_eq!(trainer.status, StatusCode::UNPROCESSABLE_ENTITY);
        trainer.sees("Choisissez un éditeur.");
    }
    // It is hers alone.
    let mut her = member(&site, "camille.martin@example.org", CourseRole::Participant).await;
    post(&mut trainer, PREFERENCES, &[("editor", "plain")]).await;
    her.visit("/ac-besancon/my").await;
    assert!(her.body.contains("data-editor=\"visual\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_preview_is_what_will_be_shown_and_stores_nothing() {
    let (site, mut trainer) = course().await;
    let before = site.number("select count(*) from event").await;
    for (format, body, expected) in [
        ("markdown", "## Titre\n\nUn **mot**.", "<h2>Titre</h2>\n<p>Un <strong>mot</strong>.</p>\n"),
        ("html", "<p>Un <sub>mot</sub></p>", "<p>Un <sub>mot</sub></p>"),
        ("", "a", "<p>a</p>\n"),
        ("markdown", "", ""),
        ("markdown", "<script>alert(1)</script><img src=\"https://example.org/x.png\" onerror=\"alert(1)\">", ""),
        ("markdown", "<a href=\"javascript:alert(1)\">x</a>", "<p><a rel=\"noopener noreferrer\">x</a></p>\n"),
    ] {
        post(&mut trainer, PREVIEW, &[("format", format), ("body", body)]).await;
        assert_eq!((trainer.status, shown(&trainer.body).trim()), (StatusCode::OK, expected.trim()), "{body}");
    }
    for hostile in ["> ".repeat(200) + "x", "a".repeat(100_001)] {
        post(&mut trainer, PREVIEW, &[("body", &hostile)]).await;
        assert_eq!(trainer.status, StatusCode::UNPROCESSABLE_ENTITY);
        let answer: Value = serde_json::from_str(&trainer.body).unwrap();
        assert!(answer["shown"].is_null() && answer["refused"].as_str().is_some_and(|sentence| sentence.contains(' ')));
    }
    assert_eq!(site.number("select count(*) from event").await, before);
    // Nobody who is not signed in has anything to preview.
    let mut anybody = site.browser();
    post(&mut anybody, PREVIEW, &[("body", "a")]).await;
    assert_ne!(anybody.status, StatusCode::OK);
    assert!(!anybody.body.contains("<p>a</p>"));
}

/// Without scripts there is a field, its help and nothing to press that does nothing.
#[tokio::test(flavor = "multi_thread")]
async fn without_scripts_a_text_is_typed_into_a_plain_field() {
    let (site, mut trainer) = course().await;
    crate::authoring::section(&mut trainer, "Un").await;
    let section = site.number("select max(id) from section").await;
    trainer.visit(&format!("/ac-besancon/courses/2636/sections/{section}/add/page")).await;
    assert!(trainer.body.contains("<template>"), "the buttons are the script's");
    trainer.sees("Une ligne vide sépare deux paragraphes.");
    trainer.fill("Titre", "Une page").fill("Texte", "Un *mot*").press("Enregistrer les modifications").await;
    let page = site.number("select max(id) from activity").await;
    trainer.visit(&format!("/ac-besancon/courses/2636/activities/{page}")).await;
    assert!(trainer.body.contains("Un <em>mot</em>"));
}
