//! Files of courses: how they come, whole or in parts; who may have them; what is refused.

use magistere::access::CourseRole;
use reqwest::Method;
use serde_json::Value;

use crate::browser::Browser;
use crate::harness::{GOOD, Site};
use crate::scenes::{BESANCON, DIJON, post};

const TRAINER: &str = "formateur@example.org";
const HER: &str = "camille.martin@example.org";
pub const COURSE: &str = "/ac-besancon/courses/2636";
pub const PDF: &[u8] = b"%PDF-1.7\n% un guide de dix pages";
pub const MP4: &[u8] = b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41 des images qui bougent";

pub async fn member(site: &Site, address: &str, number: i64, role: CourseRole) -> Browser {
    let person = site.active(BESANCON, address).await;
    site.enrol(BESANCON, number, &person, role).await;
    let mut browser = site.browser();
    browser.sign_in(BESANCON, address, GOOD).await;
    browser
}

/// A course with one section, its trainer and a participant.
pub async fn course() -> (Site, Browser, Browser, String) {
    let site = Site::start().await;
    site.session(BESANCON, 2636, "Session Essai").await;
    let mut trainer = member(&site, TRAINER, 2636, CourseRole::Formateur).await;
    let hers = member(&site, HER, 2636, CourseRole::Participant).await;
    post(&mut trainer, &format!("{COURSE}/edit"), &[("title", "Une section"), ("request", "a")]).await;
    let section = site.number("select max(id) from section").await;
    (site, trainer, hers, format!("{COURSE}/sections/{section}/add"))
}

/// Sends a form with files, as browsers do: a field with a name of a file is one.
pub async fn send(browser: &mut Browser, path: &str, fields: &[(&str, &str)], files: &[(&str, &str, &[u8])]) {
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend_from_slice(format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").as_bytes());
    }
    for (name, file, bytes) in files {
        let head =
            format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file}\"\r\nContent-Type: text/html\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--x--\r\n");
    browser.send_bytes(path, "multipart/form-data; boundary=x", body).await;
}

pub async fn newest(site: &Site, table: &str) -> i64 {
    site.number(&format!("select max(id) from {table}")).await
}

pub async fn status(browser: &mut Browser, path: &str) -> u16 {
    browser.send(Method::GET, path, None, &[]).await;
    browser.status.as_u16()
}

/// A picture of many tints.
pub fn png() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let picture = image::RgbImage::from_fn(64, 48, |x, y| image::Rgb([x as u8 * 4, y as u8 * 5, 90]));
    image::DynamicImage::ImageRgb8(picture).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_brought_with_one_form_and_saved_by_whoever_may_see_it() {
    let (site, mut trainer, mut hers, add) = course().await;
    send(&mut trainer, &format!("{add}/file"), &[("title", "Le guide")], &[("brought", "../../Guide élève.pdf", PDF)]).await;
    assert_eq!(trainer.status, 303, "{}", trainer.text());
    let (activity, file) = (newest(&site, "activity").await, newest(&site, "stored_file").await);
    let path = format!("{COURSE}/files/{file}");
    hers.visit(COURSE).await;
    hers.click("Le guide").await;
    hers.sees("Guide élève.pdf").sees("PDF · 1 ko");
    assert_eq!(status(&mut hers, &path).await, 200);
    assert_eq!(hers.body.as_bytes(), PDF);
    let header =
        |browser: &Browser, name: &str| browser.headers.get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default();
    assert_eq!(header(&hers, "content-type"), "application/pdf");
    assert_eq!(header(&hers, "content-disposition"), "attachment; filename*=UTF-8''Guide%20%C3%A9l%C3%A8ve.pdf");
    assert_eq!(header(&hers, "content-security-policy"), "default-src 'none'; sandbox");
    assert_eq!(header(&hers, "x-content-type-options"), "nosniff");
    hers.send(Method::GET, &path, None, &[("range", "bytes=0-3")]).await;
    assert_eq!((hers.status.as_u16(), hers.body.as_str()), (206, "%PDF"));

    // Nobody else, and not by another course's address.
    let mut stranger = site.browser();
    stranger.visit(&path).await;
    assert!(!stranger.body.contains("dix pages"));
    site.session(BESANCON, 2700, "Une autre").await;
    let mut other = member(&site, "autre@example.org", 2700, CourseRole::Formateur).await;
    assert_ne!(status(&mut other, &path).await, 206);
    other.does_not_see("dix pages");
    assert_eq!(status(&mut other, &format!("/ac-besancon/courses/2700/files/{file}")).await, 404);
    assert_eq!(status(&mut hers, &format!("/ac-dijon/courses/2636/files/{file}")).await, 404);
    assert_eq!(status(&mut hers, &format!("{COURSE}/files/0{file}")).await, 404);

    // It goes with the activity, and comes back with it.
    for (act, expected) in [("activity-hide", 404), ("activity-show", 200), ("activity-trash", 404), ("activity-restore", 200)] {
        post(&mut trainer, &format!("{COURSE}/edit"), &[("do", &format!("{act}:{activity}"))]).await;
        assert_eq!(trainer.status, 303);
        assert_eq!(status(&mut hers, &path).await, expected, "{act}");
        assert_eq!(status(&mut trainer, &path).await, 200, "its author, {act}");
    }
    // A copy of the activity uses the same file.
    post(&mut trainer, &format!("{COURSE}/edit"), &[("do", &format!("activity-copy:{activity}"))]).await;
    assert_eq!(site.number("select count(*) from file_use").await, 2);
    assert_eq!(site.number("select count(*) from stored_file").await, 1);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_what_it_says_is_refused_at_its_field() {
    let (site, mut trainer, _, add) = course().await;
    for (name, bytes, said) in [
        ("page.html", b"<html><script>alert(1)</script>".as_slice(), "n'est pas accepté ici"),
        ("dessin.svg", b"<svg onload=alert(1)>".as_slice(), "n'est pas accepté ici"),
        ("guide.pdf", b"MZ\x90\0 a program".as_slice(), "n'est pas ce que dit son nom"),
        ("note.txt", b"<!DOCTYPE html><script>alert(1)</script>".as_slice(), "n'est pas ce que dit son nom"),
        ("photo.png", b"\x89PNG\r\n\x1a\n and nothing more".as_slice(), "ne s'ouvre pas jusqu'au bout"),
        ("film.mp4", MP4, "n'est pas accepté ici"),
    ] {
        send(&mut trainer, &format!("{add}/file"), &[("title", "Un titre tapé")], &[("brought", name, bytes)]).await;
        assert_eq!(trainer.status, 422, "{name}");
        trainer.sees(said).does_not_see("Choisissez un fichier");
        assert!(trainer.body.contains("value=\"Un titre tapé\""), "{name}: what was typed is kept");
    }
    send(&mut trainer, &format!("{add}/file"), &[("title", "Rien")], &[]).await;
    assert_eq!(trainer.status, 422);
    trainer.sees("Choisissez un fichier");
    // A file that is somebody else's is as good as none.
    site.session(BESANCON, 2700, "Une autre").await;
    let mut other = member(&site, "autre@example.org", 2700, CourseRole::Formateur).await;
    post(&mut other, "/ac-besancon/courses/2700/edit", &[("title", "B"), ("request", "b")]).await;
    let section = newest(&site, "section").await;
    let theirs = format!("/ac-besancon/courses/2700/sections/{section}/add");
    send(&mut other, &format!("{theirs}/file"), &[("title", "À elle")], &[("brought", "secret.pdf", PDF)]).await;
    let file = newest(&site, "stored_file").await.to_string();
    send(&mut trainer, &format!("{add}/file"), &[("title", "Pris"), ("file", &file)], &[]).await;
    assert_eq!(trainer.status, 422);
    trainer.sees("n'est pas à vous");
    // Nor does a text show it.
    let address = format!("{COURSE}/files/{file}");
    post(&mut trainer, &format!("{add}/page"), &[("title", "Page"), ("body", &format!("![a]({address})"))]).await;
    assert_eq!(trainer.status, 303);
    assert_eq!(status(&mut trainer, &address).await, 404);
    assert_eq!(site.number("select count(*) from file_use where course_id = (select id from course where number = 2636)").await, 0);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_large_file_comes_in_parts_and_goes_on_after_a_lost_network() {
    let (site, mut trainer, mut hers, add) = course().await;
    let uploads = "/ac-besancon/media/uploads".to_owned();
    let json = |browser: &Browser| serde_json::from_str::<Value>(&browser.body).unwrap_or_else(|_| panic!("{}", browser.body));
    let film = [MP4, &[7; 5000]].concat();
    let size = film.len().to_string();
    post(&mut trainer, &uploads, &[("name", "programme.exe"), ("bytes", "10")]).await;
    assert_eq!(trainer.status, 422);
    assert!(json(&trainer)["refused"].as_str().unwrap().contains("pas accepté ici"));
    post(&mut trainer, &uploads, &[("name", "film.mp4"), ("bytes", "9999999999")]).await;
    assert!(json(&trainer)["refused"].as_str().unwrap().contains("trop lourd"));
    post(&mut trainer, &uploads, &[("name", "film.mp4"), ("bytes", "many")]).await;
    assert_eq!(trainer.status, 422);
    post(&mut hers, &uploads, &[("name", "film.mp4"), ("bytes", "10")]).await;
    assert_eq!(hers.status, 404, "she writes no course");

    post(&mut trainer, &uploads, &[("name", "film.mp4"), ("bytes", &size)]).await;
    let ticket = json(&trainer)["ticket"].as_str().unwrap().to_owned();
    let parts = format!("{uploads}/parts");
    send(&mut trainer, &parts, &[("ticket", &ticket), ("offset", "0")], &[("part", "blob", &film[..2000])]).await;
    assert_eq!(json(&trainer)["here"], 2000);
    // The answer was lost: the same part again, or an empty one, and it says where to go on.
    send(&mut trainer, &parts, &[("ticket", &ticket), ("offset", "0")], &[("part", "blob", &film[..2000])]).await;
    assert_eq!(json(&trainer)["here"], 2000);
    send(&mut trainer, &parts, &[("ticket", &ticket), ("offset", "0")], &[]).await;
    assert_eq!(json(&trainer)["here"], 2000);
    // More than was said; a ticket of nobody's; somebody else's.
    send(&mut trainer, &parts, &[("ticket", &ticket), ("offset", "2000")], &[("part", "blob", &[1; 9000])]).await;
    assert!(json(&trainer)["refused"].is_string());
    send(&mut trainer, &parts, &[("ticket", "x"), ("offset", "0")], &[]).await;
    assert_eq!(trainer.status, 404);
    let mut other = member(&site, "tuteur@example.org", 2636, CourseRole::Concepteur).await;
    send(&mut other, &parts, &[("ticket", &ticket), ("offset", "2000")], &[("part", "blob", &film[2000..])]).await;
    assert_eq!(other.status, 404);
    send(&mut trainer, &parts, &[("ticket", &ticket), ("offset", "2000")], &[("part", "blob", &film[2000..])]).await;
    let file = json(&trainer)["file"].to_string();

    // It is the author's to choose, with captions, and is watched from its middle.
    let captions = "1\n00:00:01,000 --> 00:00:02,000\n<b>Bonjour</b> & <script>alert(1)</script>\n";
    let fields = [("title", "Le film"), ("file", file.as_str())];
    send(&mut trainer, &format!("{add}/video"), &fields, &[("brought_captions", "film.srt", captions.as_bytes())]).await;
    assert_eq!(trainer.status, 303, "{}", trainer.text());
    let activity = newest(&site, "activity").await;
    hers.visit(&format!("{COURSE}/activities/{activity}")).await;
    assert!(hers.body.contains("<video class=\"shown\"") && hers.body.contains("<track kind=\"captions\" srclang=\"fr\""), "{}", hers.body);
    assert_eq!(status(&mut hers, &format!("{COURSE}/activities/{activity}/captions")).await, 200);
    assert_eq!(hers.headers["content-type"], "text/vtt; charset=utf-8");
    assert_eq!(hers.body, "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nBonjour &amp; alert(1)\n");
    hers.send(Method::GET, &format!("{COURSE}/files/{file}"), None, &[("range", "bytes=4-7")]).await;
    assert_eq!((hers.status.as_u16(), hers.body.as_str()), (206, "ftyp"));
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_of_a_text_are_drawn_anew_and_go_with_it() {
    let (site, mut trainer, mut hers, add) = course().await;
    let picture = png();
    let uploads = "/ac-besancon/media/uploads".to_owned();
    post(&mut trainer, &uploads, &[("name", "plan du terrain.png"), ("bytes", &picture.len().to_string())]).await;
    let ticket: Value = serde_json::from_str(&trainer.body).unwrap();
    let fields = [("ticket", ticket["ticket"].as_str().unwrap()), ("offset", "0")];
    send(&mut trainer, &format!("{uploads}/parts"), &fields, &[("part", "blob", &picture)]).await;
    let come: Value = serde_json::from_str(&trainer.body).unwrap();
    assert_eq!(come["picture"], true, "{come}");
    let address = format!("{COURSE}/files/{}", come["file"]);
    assert_eq!(status(&mut trainer, &address).await, 200, "its author sees it while she writes");
    assert_eq!(status(&mut hers, &address).await, 404, "nobody else before it is used");
    let body = format!("Voici :\n\n![Le terrain]({address})\n\n![ailleurs](https://example.org/a.png)");
    post(&mut trainer, &format!("{add}/page"), &[("title", "Le terrain"), ("body", &body)]).await;
    assert_eq!(trainer.status, 303, "{}", trainer.text());
    let page = newest(&site, "activity").await;
    hers.visit(&format!("{COURSE}/activities/{page}")).await;
    assert!(hers.body.contains(&format!("<img src=\"{address}\" alt=\"Le terrain\">")), "{}", hers.body);
    assert!(!hers.body.contains("example.org/a.png"));
    assert_eq!(status(&mut hers, &address).await, 200);
    assert!(hers.headers["content-disposition"].to_str().unwrap().starts_with("inline"));

    // In a note to trainers, it is theirs alone.
    let note = [("tone", "trainer_note"), ("body", body.as_str()), ("request", "note")];
    post(&mut trainer, &format!("{add}/label"), &note).await;
    post(&mut trainer, &format!("{COURSE}/activities/{page}/edit"), &[("title", "Le terrain"), ("body", "Sans image"), ("seen", "0")])
        .await;
    assert_eq!(trainer.status, 303, "{}", trainer.text());
    assert_eq!(status(&mut hers, &address).await, 404);
    let mut tutor = member(&site, "tuteur@example.org", 2636, CourseRole::Tuteur).await;
    assert_eq!(status(&mut tutor, &address).await, 200);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_holds_several_and_is_made_once() {
    let (site, mut trainer, mut hers, add) = course().await;
    let files = [("brought", "b.pdf", PDF), ("brought", "a.mp4", MP4), ("brought", "c.txt", b"Bonjour".as_slice())];
    for _ in 0..2 {
        send(&mut trainer, &format!("{add}/folder"), &[("title", "Documents"), ("request", "once")], &files).await;
        assert_eq!(trainer.status, 303, "{}", trainer.text());
    }
    assert_eq!(site.number("select count(*) from activity").await, 1);
    assert_eq!(site.number("select count(*) from stored_file").await, 3);
    let activity = newest(&site, "activity").await;
    hers.visit(&format!("{COURSE}/activities/{activity}")).await;
    let text = hers.text();
    assert!(text.find("a.mp4") < text.find("b.pdf") && text.find("b.pdf") < text.find("c.txt"), "{text}");
    // In another académie's course of the same number there is nothing of it.
    site.session(DIJON, 2636, "Dijon").await;
    status(&mut hers, &format!("/ac-dijon/courses/2636/activities/{activity}")).await;
    hers.does_not_see("b.pdf");
    // One less.
    let kept = site.number("select min(id) from stored_file").await.to_string();
    let edit = format!("{COURSE}/activities/{activity}/edit");
    post(&mut trainer, &edit, &[("title", "Documents"), ("file", &kept), ("seen", "0")]).await;
    assert_eq!(trainer.status, 303, "{}", trainer.text());
    assert_eq!(site.number("select count(*) from file_use").await, 1);
    post(&mut trainer, &edit, &[("title", "Documents"), ("seen", "1")]).await;
    assert_eq!(trainer.status, 422);
    trainer.sees("Choisissez au moins un fichier");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_library_shows_hers_and_the_shared_ones_and_deletes_what_nobody_uses() {
    let (site, mut trainer, mut hers, add) = course().await;
    let library = "/ac-besancon/media";
    assert_eq!(status(&mut hers, library).await, 404, "she makes no courses");
    send(&mut trainer, library, &[], &[]).await;
    assert_eq!(trainer.status, 422);
    trainer.sees("Choisissez un fichier");
    send(&mut trainer, library, &[], &[("brought", "Guide élève.pdf", PDF), ("brought", "film.mp4", MP4)]).await;
    assert_eq!(trainer.status, 303, "{}", trainer.text());
    trainer.visit(&format!("{library}?q=GUIDE+eleve")).await;
    trainer.sees("Guide élève.pdf").does_not_see("film.mp4");
    let film = site.number("select id from stored_file where name = 'film.mp4'").await;
    let guide = site.number("select id from stored_file where name like 'Guide%'").await;

    let other_person = "collegue@example.org";
    let mut other = member(&site, other_person, 2636, CourseRole::Formateur).await;
    for path in ["", "/content", "/delete"] {
        assert_eq!(status(&mut other, &format!("{library}/{guide}{path}")).await, 404, "{path}");
    }
    other.visit(library).await;
    other.does_not_see("Guide élève.pdf");
    // Its name keeps its end; captions are written anew; shared, a colleague finds and uses it, and changes nothing of it.
    let captions = "00:01.000 --> 00:02.000\nBonjour <b>à tous</b>";
    post(&mut trainer, &format!("{library}/{film}"), &[("name", "Le film.exe"), ("shared", "1"), ("captions", captions)]).await;
    assert_eq!(trainer.status, 303, "{}", trainer.text());
    other.visit(&format!("{library}/{film}")).await;
    other.sees("Le film.exe.mp4").does_not_see("Supprimer");
    post(&mut other, &format!("{library}/{film}"), &[("name", "pris")]).await;
    assert_eq!(other.status, 404);
    assert_eq!(status(&mut other, &format!("{library}/{film}/content")).await, 200);
    post(&mut trainer, &format!("{library}/{film}"), &[("name", ""), ("captions", "rien")]).await;
    assert_eq!(trainer.status, 422);
    trainer.sees("ne se lisent pas");

    let number = film.to_string();
    send(&mut other, &format!("{add}/video"), &[("title", "Le stage"), ("file", &number)], &[]).await;
    assert_eq!(other.status, 303, "{}", other.text());
    let activity = newest(&site, "activity").await;
    hers.visit(&format!("{COURSE}/activities/{activity}/captions")).await;
    assert!(hers.body.ends_with("Bonjour à tous\n"), "{}", hers.body);
    trainer.visit(&format!("{library}/{film}")).await;
    trainer.sees("Le stage").sees("Session Essai");
    post(&mut trainer, &format!("{library}/{film}/delete"), &[]).await;
    assert_eq!(trainer.status, 409);
    trainer.sees("Un parcours se sert encore de ce fichier");
    trainer.visit(&format!("{library}/{guide}")).await;
    trainer.click("Supprimer ce fichier").await;
    trainer.press("Supprimer").await;
    trainer.sees("Le fichier est supprimé").does_not_see("Guide élève.pdf");
    assert_eq!(site.number("select count(*) from stored_file").await, 1);
    site.end().await;
}
