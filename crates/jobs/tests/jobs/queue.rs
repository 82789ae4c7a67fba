use db::args;
use jobs::NewJob;

use crate::harness::{HOUR, MINUTE, Notes, Noting, Place, SECOND};

#[tokio::test(flavor = "multi_thread")]
async fn a_job_is_there_with_its_transaction_or_not_at_all() {
    let place = Place::new().await;
    let tx = place.db.begin().await.unwrap();
    jobs::queue(&tx, NewJob { kind: "note", payload: "lost".into(), run_at: place.now() }, place.now()).await.unwrap();
    drop(tx);
    place.queue("note", "kept").await;
    let notes = Notes::default();
    assert_eq!(place.runner().with(Noting(notes.clone())).run_due().await.unwrap(), 1);
    assert_eq!(*notes.lock().unwrap(), ["kept"]);
    assert!(place.jobs().await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decoy_costs_the_same_and_is_never_done_and_does_not_grow() {
    let place = Place::new().await;
    for _ in 0..3 {
        let tx = place.db.begin().await.unwrap();
        let before = place.db.statements();
        jobs::queue_void(&tx, "nobody:1", "note", place.now()).await.unwrap();
        assert_eq!(place.db.statements() - before, 1);
        tx.commit().await.unwrap();
    }
    assert_eq!(place.jobs().await, [("void".into(), 0, None)]);
    let notes = Notes::default();
    let runner = place.runner().with(Noting(notes.clone()));
    place.pass(48 * HOUR);
    assert_eq!(runner.run_due().await.unwrap(), 0);
    assert!(notes.lock().unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_one_due_longest_comes_first_and_later_ones_wait() {
    let place = Place::new().await;
    for (payload, in_seconds) in [("third", 7200), ("second", 0), ("first", -5)] {
        let tx = place.db.begin().await.unwrap();
        let job = NewJob { kind: "note", payload: payload.into(), run_at: place.now() + in_seconds * SECOND };
        jobs::queue(&tx, job, place.now()).await.unwrap();
        tx.commit().await.unwrap();
    }
    let notes = Notes::default();
    let runner = place.runner().with(Noting(notes.clone()));
    assert_eq!(runner.run_due().await.unwrap(), 2);
    place.pass(119 * MINUTE);
    assert_eq!(runner.run_due().await.unwrap(), 0);
    place.pass(MINUTE);
    assert_eq!(runner.run_due().await.unwrap(), 1);
    assert_eq!(*notes.lock().unwrap(), ["first", "second", "third"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn pauses_grow_and_a_day_later_it_is_dead() {
    let place = Place::new().await;
    place.queue("note", "retry").await;
    let notes = Notes::default();
    let runner = place.runner().with(Noting(notes.clone()));
    let start = place.now();
    let mut pauses = Vec::new();
    while let Some((run_at,)) = place.db.maybe::<(i64,)>("select run_at from job where state = 'queued'", &[]).await.unwrap() {
        pauses.push((run_at - place.now()) / SECOND);
        place.pass(run_at - place.now());
        assert_eq!(runner.run_due().await.unwrap(), 1);
        assert_eq!(runner.run_due().await.unwrap(), 0, "once each");
    }
    assert_eq!(pauses[..9], [0, 5, 15, 45, 120, 300, 900, 900, 900]);
    assert_eq!(place.now() - start, 24 * HOUR);
    let tries = pauses.len() as i64;
    assert!(tries > 90);
    assert_eq!(place.jobs().await, [("dead".into(), tries, Some("not yet".into()))]);
    assert_eq!(notes.lock().unwrap().last().unwrap(), "retry given up: not yet");
    place.pass(365 * 24 * HOUR);
    assert_eq!(runner.run_due().await.unwrap(), 0);
    jobs::purge(&place.db, place.now()).await.unwrap();
    assert!(place.jobs().await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_for_later_has_its_day_from_then_on() {
    let place = Place::new().await;
    let tx = place.db.begin().await.unwrap();
    jobs::queue(&tx, NewJob { kind: "note", payload: "retry".into(), run_at: place.now() + 72 * HOUR }, place.now()).await.unwrap();
    tx.commit().await.unwrap();
    let runner = place.runner().with(Noting(Notes::default()));
    place.pass(72 * HOUR);
    for _ in 0..3 {
        assert_eq!(runner.run_due().await.unwrap(), 1);
        place.pass(10 * HOUR);
    }
    assert_eq!(place.jobs().await[0].0, "queued");
    runner.run_due().await.unwrap();
    assert_eq!(place.jobs().await[0].0, "dead");
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_and_unknown_kinds() {
    let place = Place::new().await;
    place.queue("note", "dead").await;
    place.queue("unheard-of", "x").await;
    assert_eq!(place.runner().with(Noting(Notes::default())).run_due().await.unwrap(), 2);
    let jobs = place.jobs().await;
    assert_eq!(jobs[0], ("dead".into(), 1, Some("never".into())));
    assert_eq!(jobs[1], ("queued".into(), 1, Some("nothing here does jobs of this kind".into())));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_clock_that_ran_ahead_has_queued_is_not_stuck() {
    let place = Place::new().await;
    place.queue("note", "retry").await;
    place.pass(365 * 24 * HOUR);
    place.queue("note", "from the future").await;
    let notes = Notes::default();
    let ahead = place.runner().with(Noting(notes.clone()));
    // Retried by the clock that is ahead, but made not long before.
    place.db.run("update job set created_at = $1 where payload = 'retry'", &args![place.now()]).await.unwrap();
    ahead.run_due().await.unwrap();
    place.db.run("update job set created_at = $1 where payload = 'retry'", &args![crate::harness::NOW]).await.unwrap();
    place.queue("note", "from the future too").await;
    place.pass(-365 * 24 * HOUR);
    assert_eq!(ahead.run_due().await.unwrap(), 2);
    assert_eq!(*notes.lock().unwrap(), ["retry", "from the future", "retry", "from the future too"]);
}
