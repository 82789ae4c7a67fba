use db::args;
use jobs::mail::{self, NewLetter, Transport};

use crate::harness::{NOW, Place, Says};

const NULL: serde_json::Value = serde_json::Value::Null;

fn letter<'a>(recipient: &'a str, message_id: &'a str) -> NewLetter<'a> {
    NewLetter {
        academy_id: None,
        person_id: None,
        template: "reset",
        subject: "Sujet",
        recipient,
        parameters: &NULL,
        message_id,
        not_before: 0,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_and_its_decoy_are_two_statements_and_only_one_is_sent() {
    let place = Place::new().await;
    for (number, recipient) in ["a@example.org", "nobody@example.org", "other@example.org"].into_iter().enumerate() {
        let message_id = format!("<{number}@m.example.org>");
        let tx = place.db.begin().await.unwrap();
        let before = place.db.statements();
        if number == 0 {
            mail::post(&tx, letter(recipient, &message_id), NOW).await.unwrap();
        } else {
            mail::post_void(&tx, "nobody:7", letter(recipient, &message_id), NOW + number as i64).await.unwrap();
        }
        assert_eq!(place.db.statements() - before, 2);
        tx.commit().await.unwrap();
    }
    let rows: Vec<(Option<String>, String, String, String, String)> =
        place.db.all("select slot, recipient, subject, state, message_id from letter order by id", &[]).await.unwrap();
    let texts = |row: [&str; 4]| row.map(str::to_owned);
    assert_eq!(rows.len(), 2);
    assert_eq!(
        [&rows[0].1, &rows[0].2, &rows[0].3, &rows[0].4].map(Clone::clone),
        texts(["a@example.org", "Sujet", "queued", "<0@m.example.org>"])
    );
    assert_eq!([&rows[1].1, &rows[1].2, &rows[1].3, &rows[1].4].map(Clone::clone), texts(["", "", "void", "<2@m.example.org>"]));
    assert_eq!((rows[0].0.as_deref(), rows[1].0.as_deref()), (None, Some("nobody:7")));

    let (transport, sent) = Transport::memory();
    let (runner, _) = place.postman(transport);
    assert_eq!(runner.run_due().await.unwrap(), 1);
    let sent = sent.lock().unwrap();
    assert_eq!((sent.len(), sent[0].recipient.as_str(), sent[0].message_id.as_str()), (1, "a@example.org", "<0@m.example.org>"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_is_there_with_its_transaction_or_not_at_all() {
    let place = Place::new().await;
    let tx = place.db.begin().await.unwrap();
    mail::post(&tx, letter("a@example.org", "<1@m>"), NOW).await.unwrap();
    drop(tx);
    let (transport, sent) = Transport::memory();
    assert_eq!(place.postman(transport).0.run_due().await.unwrap(), 0);
    assert!(sent.lock().unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_to_say_is_dropped() {
    let place = Place::new().await;
    let id = place.post("a@example.org").await;
    let (transport, sent) = Transport::memory();
    let (runner, writer) = place.postman(transport);
    *writer.says.lock().unwrap() = Says::Nothing;
    assert_eq!(runner.run_due().await.unwrap(), 1);
    assert_eq!(place.letter(id).await.0, "dropped");
    assert!(sent.lock().unwrap().is_empty() && writer.accepted.lock().unwrap().is_empty() && place.jobs().await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_that_cannot_be_written_is_tried_again_and_dies_with_its_job() {
    let place = Place::new().await;
    let (faulty, broken) = (place.post("a@example.org").await, place.post("b@example.org").await);
    let (transport, sent) = Transport::memory();
    let (runner, writer) = place.postman(transport);
    *writer.says.lock().unwrap() = Says::Fault;
    place.db.run("update job set run_at = $1 where payload = $2", &args![NOW + 1, broken.to_string()]).await.unwrap();
    runner.run_due().await.unwrap();
    assert_eq!(place.letter(faulty).await, ("queued".into(), 1, Some("no such template".into()), None));

    place.pass(24 * crate::harness::HOUR + 1);
    *writer.says.lock().unwrap() = Says::Panic;
    assert_eq!(runner.run_due().await.unwrap(), 2);
    assert_eq!(place.letter(faulty).await, ("dead".into(), 1, Some("no such template".into()), None));
    assert_eq!(place.letter(broken).await, ("dead".into(), 0, Some("it panicked".into()), None));
    assert!(place.jobs().await.iter().all(|job| job.0 == "dead") && sent.lock().unwrap().is_empty());
    jobs::purge(&place.db, place.now() + 1).await.unwrap();
    let left: (i64,) = place.db.one("select count(*) from letter", &[]).await.unwrap();
    assert_eq!((left.0, place.jobs().await.len()), (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_between_sending_and_noting_it_is_told_once_more_but_not_sent() {
    let place = Place::new().await;
    let id = place.post("a@example.org").await;
    place.db.run("update letter set state = 'sent', handed_over_at = $1", &args![NOW - 5]).await.unwrap();
    let (transport, sent) = Transport::memory();
    let (runner, writer) = place.postman(transport);
    assert_eq!(runner.run_due().await.unwrap(), 1);
    assert_eq!(*writer.accepted.lock().unwrap(), [(id, NOW - 5)]);
    assert!(sent.lock().unwrap().is_empty() && place.jobs().await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recipient_that_is_no_address_is_never_tried_again() {
    let place = Place::new().await;
    let id = place.post("a@example.org\r\nBcc: b@example.org").await;
    let (transport, sent) = Transport::memory();
    place.postman(transport).0.run_due().await.unwrap();
    assert_eq!(place.letter(id).await, ("dead".into(), 1, Some("the recipient is no mail address".into()), None));
    assert_eq!(place.jobs().await[0].0, "dead");
    assert!(sent.lock().unwrap().is_empty());
}
