use db::args;

use crate::harness::{HOUR, MINUTE, NOW, Place, SECOND};
use crate::smtp_server::{Manner, Server, Step};

/// Lets time pass to the next try and makes it.
async fn next_try(place: &Place, runner: &jobs::Runner) {
    let (run_at,): (i64,) = place.db.one("select min(run_at) from job where state = 'queued'", &[]).await.unwrap();
    place.pass((run_at - place.now()).max(0));
    runner.run_due().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_down_for_an_hour_loses_nothing() {
    let place = Place::new().await;
    let mut server = Server::start(Manner::default()).await;
    server.down().await;
    let ids = [place.post("a@example.org").await, place.post("b@example.org").await];
    let (runner, writer) = place.postman(server.transport());
    while place.now() < NOW + HOUR {
        runner.run_due().await.unwrap();
        place.pass(MINUTE);
    }
    let (state, attempts, answer, _) = place.letter(ids[0]).await;
    assert_eq!(state, "queued");
    assert!(attempts >= 8 && !answer.unwrap().is_empty());
    assert!(writer.accepted.lock().unwrap().is_empty(), "the links' time has not begun");
    server.up().await;
    while !place.jobs().await.is_empty() {
        next_try(&place, &runner).await;
    }
    assert!(place.now() <= NOW + HOUR + 16 * MINUTE);
    let recipients: Vec<String> = server.taken().into_iter().map(|mail| mail.to).collect();
    assert_eq!(recipients, ["RCPT TO:<a@example.org>", "RCPT TO:<b@example.org>"]);
    let accepted = writer.accepted.lock().unwrap().clone();
    assert_eq!(accepted.len(), 2);
    assert!(accepted.iter().all(|(_, at)| *at >= NOW + HOUR));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_may_have_arrived_is_sent_again_with_the_same_name() {
    let place = Place::new().await;
    let server = Server::start(Manner { cut: Some(Step::Content), ..Manner::default() }).await;
    let id = place.post("a@example.org").await;
    let (runner, writer) = place.postman(server.transport());
    runner.run_due().await.unwrap();
    server.behave(Manner::default());
    next_try(&place, &runner).await;
    assert_eq!(*writer.accepted.lock().unwrap(), [(id, NOW), (id, NOW + 5 * SECOND)]);
    let names: Vec<String> =
        server.taken().iter().map(|mail| mail.content.lines().find(|line| line.starts_with("Message-ID:")).unwrap().to_owned()).collect();
    assert_eq!(names, ["Message-ID: <letter-0@m.example.org>"; 2]);
    assert_eq!(place.letter(id).await.0, "sent");
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_day_a_letter_is_dead_with_the_last_answer() {
    let place = Place::new().await;
    let server = Server::start(Manner { answer: Some((Step::Recipient, "450 4.2.0 come again")), ..Manner::default() }).await;
    let id = place.post("a@example.org").await;
    let (runner, _) = place.postman(server.transport());
    runner.run_due().await.unwrap();
    place.pass(24 * HOUR - 1);
    runner.run_due().await.unwrap();
    assert_eq!(place.letter(id).await.0, "queued");
    next_try(&place, &runner).await;
    assert_eq!(place.now(), NOW + 24 * HOUR);
    assert_eq!(place.letter(id).await, ("dead".into(), 3, Some("450 4.2.0 come again".into()), None));
    assert_eq!(place.jobs().await, [("dead".into(), 3, Some("450 4.2.0 come again".into()))]);
    server.behave(Manner::default());
    place.pass(HOUR);
    assert_eq!(runner.run_due().await.unwrap(), 0);
    assert!(server.taken().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn two_nodes_killed_and_living_deliver_each_letter_once() {
    let place = Place::new().await;
    let server = Server::start(Manner { silent: Some(Step::Recipient), ..Manner::default() }).await;
    let id = place.post("a@example.org").await;
    let (first, _) = place.postman(server.transport());
    let first = tokio::spawn(async move { first.run(std::future::pending()).await });
    crate::harness::until("the first is at it", async || *server.connections.lock().unwrap() == 1).await;
    first.abort();
    let _ = first.await;
    server.behave(Manner::default());
    let (second, _) = place.postman(server.transport());
    assert_eq!(second.run_due().await.unwrap(), 0);
    place.pass(MINUTE);
    assert_eq!(second.run_due().await.unwrap(), 1);
    assert_eq!(server.taken().len(), 1);
    assert_eq!(place.letter(id).await.0, "sent");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_that_was_deleted_meanwhile_is_no_fault() {
    let place = Place::new().await;
    let server = Server::start(Manner::default()).await;
    let id = place.post("a@example.org").await;
    place.db.run("delete from letter where id = $1", &args![id]).await.unwrap();
    assert_eq!(place.postman(server.transport()).0.run_due().await.unwrap(), 1);
    assert!(place.jobs().await.is_empty() && server.taken().is_empty());
}
