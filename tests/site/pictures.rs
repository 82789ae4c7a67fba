//! Pictures: of courses, of people, of an académie; who sees them, and what becomes of files that are none.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, RgbImage};
use magistere::access::CourseRole;
use magistere::files;
use reqwest::Method;

use crate::browser::Browser;
use crate::harness::{GOOD, Site};
use crate::scenes::{BESANCON, DIJON, manager};

const TRAINER: &str = "formateur@example.org";
const HER: &str = "camille.martin@example.org";
const INDEXING: &str = "/ac-besancon/courses/2636/indexing";

/// A picture of one tint.
fn png(tint: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let picture = RgbImage::from_pixel(900, 600, image::Rgb([tint, 80, 120]));
    DynamicImage::ImageRgb8(picture).write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).unwrap();
    bytes
}

/// Sends the form of this button with a file, as browsers do.
async fn send_with(browser: &mut Browser, button: &str, picture: &[u8]) {
    let (_, action, fields) = browser.form_of(button);
    let mut body = Vec::new();
    for (name, value) in fields.iter().filter(|(name, _)| name != "picture") {
        body.extend_from_slice(format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").as_bytes());
    }
    let head = "--x\r\nContent-Disposition: form-data; name=\"picture\"; filename=\"../../moi.php\"\r\nContent-Type: text/html\r\n\r\n";
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(picture);
    body.extend_from_slice(b"\r\n--x--\r\n");
    browser.send_bytes(&action, "multipart/form-data; boundary=x", body).await;
}

async fn trainer(site: &Site) -> Browser {
    site.session(BESANCON, 2636, "Session Essai").await;
    let person = site.active(BESANCON, TRAINER).await;
    site.enrol(BESANCON, 2636, &person, CourseRole::Formateur).await;
    signed_in(site, BESANCON, TRAINER).await
}

async fn signed_in(site: &Site, slug: &str, address: &str) -> Browser {
    let mut browser = site.browser();
    browser.sign_in(slug, address, GOOD).await;
    browser
}

/// The address of the first picture of a page.
fn picture_in(browser: &Browser, part: &str) -> String {
    let rest = browser.body.split("src=\"").find(|rest| rest.split('"').next().unwrap_or_default().contains(part));
    rest.and_then(|rest| rest.split('"').next()).unwrap_or_else(|| panic!("no picture {part}:\n{}", browser.body)).to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_course_shows_its_picture_to_whoever_may_know_of_it() {
    let site = Site::start().await;
    let mut hers = trainer(&site).await;
    hers.visit(INDEXING).await;
    send_with(&mut hers, "Enregistrer", &png(10)).await;
    assert_eq!(hers.status, 303, "{}", hers.text());
    hers.visit("/ac-besancon/my").await;
    let address = picture_in(&hers, "/courses/2636/picture/");
    for page in ["/ac-besancon/courses/2636", "/ac-besancon/courses/2636/about", "/ac-besancon/my/details/2636", INDEXING] {
        hers.visit(page).await;
        picture_in(&hers, "/courses/2636/picture/");
    }
    let mut anonymous = site.browser();
    anonymous.visit(&address).await;
    assert_eq!(anonymous.status, 200);
    assert_eq!(anonymous.headers["content-type"], "image/jpeg");
    assert_eq!(anonymous.headers["content-security-policy"], "default-src 'none'; sandbox");
    assert_eq!(anonymous.headers["cache-control"], "private, no-cache");
    assert_eq!(anonymous.headers["x-content-type-options"], "nosniff");
    assert!(anonymous.headers["content-disposition"].to_str().unwrap().contains("image.jpeg"), "never the name that was sent");
    let mark = anonymous.headers["etag"].to_str().unwrap().to_owned();
    anonymous.send(Method::GET, &address, None, &[("if-none-match", &mark)]).await;
    assert_eq!((anonymous.status.as_u16(), anonymous.body.len()), (304, 0));
    for wrong in
        ["/ac-besancon/courses/2636/picture/huge", "/ac-dijon/courses/2636/picture/small", "/ac-besancon/courses/2637/picture/small"]
    {
        anonymous.visit(wrong).await;
        assert_eq!(anonymous.status, 404, "{wrong}");
    }

    // Hidden, it is seen by whoever trains in it and by nobody else; not even what a browser kept.
    site.run("update course set hidden = true where number = 2636", &[]).await;
    anonymous.send(Method::GET, &address, None, &[("if-none-match", &mark)]).await;
    assert_eq!(anonymous.status, 404);
    hers.visit(&address).await;
    assert_eq!(hers.status, 200);

    // Another one has another address; none leaves the drawing.
    hers.visit(INDEXING).await;
    send_with(&mut hers, "Enregistrer", &png(20)).await;
    hers.visit("/ac-besancon/my").await;
    assert_ne!(picture_in(&hers, "/courses/2636/picture/"), address);
    assert_eq!(site.number("select count(*) from picture").await, 1);
    hers.visit(INDEXING).await;
    let (_, action, mut fields) = hers.form_of("Enregistrer");
    fields.push(("picture_gone".into(), "1".into()));
    hers.send(Method::POST, &action, Some(fields), &[]).await;
    hers.visit("/ac-besancon/my").await;
    assert!(!hers.body.contains("/picture/") && hers.body.contains("<svg class=\"cover\""));
    assert_eq!(site.number("select count(*) from picture").await, 0);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_picture_is_said_at_its_field_and_a_good_one_waits() {
    let site = Site::start().await;
    let mut hers = trainer(&site).await;
    for (bytes, said) in [
        (b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>".to_vec(), "n'est pas une image JPEG"),
        (b"<?php echo 1;".to_vec(), "n'est pas une image JPEG"),
        (png(1)[..2000].to_vec(), "ne s'ouvre pas jusqu'au bout"),
    ] {
        hers.visit(INDEXING).await;
        hers.fill("Objectifs", "Dessiner ce que l'on voit.");
        send_with(&mut hers, "Enregistrer", &bytes).await;
        assert_eq!(hers.status, 422);
        hers.sees(said);
        assert!(hers.body.contains("Dessiner ce que l&#39;on voit."), "nothing typed is lost");
    }
    assert_eq!(site.number("select count(*) from picture").await, 0);
    // Refused for another field: the picture need not be chosen again.
    hers.visit(INDEXING).await;
    hers.fill("Heures en présence", "trois");
    send_with(&mut hers, "Enregistrer", &png(30)).await;
    assert_eq!(hers.status, 422);
    hers.sees("L'image que vous venez de choisir est gardée");
    hers.fill("Heures en présence", "3h").press("Enregistrer").await;
    assert_eq!(site.number("select count(*) from course where picture_id is not null").await, 1);
    // A name that nobody was given is nothing.
    hers.visit(INDEXING).await;
    let (_, action, mut fields) = hers.form_of("Enregistrer");
    fields.push(("picture_kept".into(), "../../../../etc/passwd".into()));
    hers.send(Method::POST, &action, Some(fields), &[]).await;
    assert_eq!(site.number("select count(*) from picture").await, 1);
    // More than is read is refused before it is.
    hers.visit(INDEXING).await;
    send_with(&mut hers, "Enregistrer", &vec![0; 11 * 1024 * 1024]).await;
    assert_eq!(hers.status, 413);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn her_picture_is_seen_by_her_trainers_once_she_has_come() {
    let site = Site::start().await;
    let mut trainer = trainer(&site).await;
    let person = site.active(DIJON, HER).await;
    let mut hers = signed_in(&site, DIJON, HER).await;
    hers.visit("/ac-dijon/profile").await;
    hers.fill("Centres d'intérêt", "lecture ; théâtre, Lecture");
    send_with(&mut hers, "Enregistrer le profil", &png(40)).await;
    hers.visit("/ac-dijon/profile").await;
    assert!(hers.body.contains("lecture, théâtre"));
    let own = picture_in(&hers, "/profile/picture/small");
    hers.visit(&own).await;
    assert_eq!((hers.status.as_u16(), hers.headers["content-type"].to_str().unwrap()), (200, "image/jpeg"));
    trainer.visit("/ac-dijon/profile/picture/small").await;
    assert_eq!(trainer.status, 404, "everybody's is her own");

    // Pasted by a trainer who knows nothing of her: no face before she comes.
    trainer.visit("/ac-besancon/courses/2636/participants/add").await;
    trainer.fill("Adresses de courriel", HER).press("Vérifier les adresses").await;
    trainer.press("Inscrire").await;
    let id = site.number("select max(id) from enrolment").await;
    let face = format!("/ac-besancon/courses/2636/participants/{id}/picture/small");
    trainer.visit(&face).await;
    assert_eq!(trainer.status, 404);
    trainer.visit("/ac-besancon/courses/2636/participants").await;
    assert!(!trainer.body.contains("/picture/small?v=\" width=\"36\"") && trainer.body.matches("class=\"avatar\" src").count() == 0);
    hers.send(Method::POST, "/ac-besancon/courses/2636/opened", Some(Vec::new()), &[]).await;
    trainer.visit("/ac-besancon/courses/2636/participants").await;
    let shown = picture_in(&trainer, "/participants/");
    trainer.visit(&shown).await;
    assert_eq!(trainer.status, 200);
    hers.visit(&shown).await;
    assert_eq!(hers.status, 404, "participants see no list");
    assert_eq!(person.picture_id, None);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_academie_has_its_logo_and_its_names() {
    let site = Site::start().await;
    let mut manager = manager(&site).await;
    manager.visit("/ac-besancon/manage/settings").await;
    manager.fill("Nom court", "FRANCHE-COMTÉ");
    send_with(&mut manager, "Enregistrer les modifications", &png(50)).await;
    assert_eq!(manager.status, 303, "{}", manager.text());
    let mut anonymous = site.browser();
    anonymous.visit("/ac-besancon/sign-in").await;
    anonymous.sees("FRANCHE-COMTÉ");
    let logo = picture_in(&anonymous, "/logo/");
    anonymous.visit(&logo).await;
    assert_eq!((anonymous.status.as_u16(), anonymous.headers["content-type"].to_str().unwrap()), (200, "image/png"));
    anonymous.visit("/ac-dijon/logo/small").await;
    assert_eq!(anonymous.status, 404);
    manager.visit("/ac-besancon/manage/settings").await;
    manager.fill("Nom court", " ").press("Enregistrer les modifications").await;
    assert_eq!(manager.status, 422);
    manager.sees("Ce nom ne peut pas être vide");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn files_that_nothing_names_are_swept_after_a_day() {
    let site = Site::start().await;
    let mut hers = trainer(&site).await;
    hers.visit(INDEXING).await;
    send_with(&mut hers, "Enregistrer", &png(60)).await;
    hers.visit(INDEXING).await;
    send_with(&mut hers, "Enregistrer", &png(70)).await;
    let files = || -> Vec<std::path::PathBuf> {
        let folders = std::fs::read_dir(site.app.config.data.join("files")).unwrap();
        folders.flat_map(|folder| std::fs::read_dir(folder.unwrap().path()).unwrap()).map(|file| file.unwrap().path()).collect()
    };
    assert_eq!(files().len(), 6);
    assert_eq!(files::sweep(&site.app.db, &site.app.files).await.unwrap(), 0, "all are young");
    for path in files() {
        let old = std::fs::metadata(&path).unwrap().modified().unwrap() - std::time::Duration::from_secs(25 * 60 * 60);
        std::fs::File::options().write(true).open(&path).unwrap().set_modified(old).unwrap();
    }
    assert_eq!(files::sweep(&site.app.db, &site.app.files).await.unwrap(), 3);
    assert_eq!(files().len(), 3);
    site.end().await;
}
