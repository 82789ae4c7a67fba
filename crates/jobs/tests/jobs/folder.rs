use std::os::unix::fs::PermissionsExt;

use db::args;
use jobs::mail::Transport;

use crate::harness::{NOW, Place};

fn mode(path: &std::path::Path) -> u32 {
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[tokio::test(flavor = "multi_thread")]
async fn each_letter_is_one_private_file_named_by_its_time() {
    let place = Place::new().await;
    let folder = place.folder.path().join("data").join("mail");
    let (first, second) = (place.post("a@example.org").await, place.post("b@example.org").await);
    let runner = place.postman(Transport::folder(&folder).unwrap()).0;
    assert_eq!(runner.run_due().await.unwrap(), 2);
    let files = || {
        let mut names: Vec<String> =
            std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    };
    let names = [first, second].map(|id| format!("20261124T031415.000000Z-{id:010}.eml"));
    assert_eq!(files(), names);
    assert_eq!((mode(&folder), mode(&folder.join(&names[0]))), (0o700, 0o600));
    assert_eq!(place.letter(first).await, ("sent".into(), 1, Some(names[0].clone()), Some(NOW)));
    let eml = std::fs::read_to_string(folder.join(&names[1])).unwrap();
    assert!(eml.contains("To: b@example.org\r\n") && eml.contains("Message-ID: <letter-1@m.example.org>\r\n"));

    // Killed before it was noted: the same file again.
    place.db.run("update letter set state = 'queued' where id = $1", &args![first]).await.unwrap();
    place.queue("mail.deliver", &first.to_string()).await;
    place.pass(1_000_000);
    assert_eq!(runner.run_due().await.unwrap(), 1);
    assert_eq!(files(), names);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_that_takes_nothing_is_tried_again() {
    let place = Place::new().await;
    let folder = place.folder.path().join("mail");
    let id = place.post("a@example.org").await;
    let runner = place.postman(Transport::folder(&folder).unwrap()).0;
    std::fs::remove_dir(&folder).unwrap();
    runner.run_due().await.unwrap();
    assert_eq!(place.letter(id).await.0, "queued");
    std::fs::create_dir(&folder).unwrap();
    place.pass(5_000_000);
    runner.run_due().await.unwrap();
    assert_eq!(place.letter(id).await.0, "sent");
}
