use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use jobs::{Outcome, Runner, Wake};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::harness::{HOUR, MINUTE, Notes, Noting, Place, until};

fn start(runner: Runner) -> (Wake, watch::Sender<bool>, JoinHandle<()>) {
    let wake = runner.wake_handle();
    let (stop, mut stopped) = watch::channel(false);
    let running = tokio::spawn(async move { runner.run(async move { drop(stopped.wait_for(|stopped| *stopped).await) }).await });
    (wake, stop, running)
}

#[tokio::test(flavor = "multi_thread")]
async fn waking_is_quick_and_sleeping_is_short() {
    let place = Place::new().await;
    let notes = Notes::default();
    let (wake, stop, running) = start(place.runner().with(Noting(notes.clone())));
    tokio::time::sleep(Duration::from_millis(100)).await;
    place.queue("note", "unannounced").await;
    until("done without waking", async || notes.lock().unwrap().len() == 1).await;
    let mut quick = 0;
    for number in 0..10 {
        place.queue("note", &number.to_string()).await;
        let woken = Instant::now();
        wake.wake();
        until("done", async || notes.lock().unwrap().len() == number + 2).await;
        quick += usize::from(woken.elapsed() < Duration::from_millis(250));
    }
    assert!(quick >= 8, "only {quick} of 10 were quick");
    stop.send(true).unwrap();
    running.await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panic_is_one_jobs_alone() {
    let place = Place::new().await;
    place.queue("note", "panic").await;
    place.queue("note", "fine").await;
    let notes = Notes::default();
    let (_, stop, running) = start(place.runner().with(Noting(notes.clone())));
    until("both were tried", async || {
        let jobs = place.jobs().await;
        jobs.len() == 1 && jobs[0] == ("queued".into(), 1, Some("it panicked".into()))
    })
    .await;
    stop.send(true).unwrap();
    running.await.unwrap();
    assert!(notes.lock().unwrap().contains(&"fine".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_under_way_ends_before_the_runner_does() {
    let place = Place::new().await;
    place.queue("note", "slow").await;
    let notes = Notes::default();
    let (_, stop, running) = start(place.runner().with(Noting(notes.clone())));
    until("it has begun", async || notes.lock().unwrap().len() == 1).await;
    place.queue("note", "too late").await;
    stop.send(true).unwrap();
    running.await.unwrap();
    assert_eq!(*notes.lock().unwrap(), ["slow", "slow done"]);
    assert_eq!(place.jobs().await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn four_at_once_and_never_more() {
    let place = Place::new().await;
    for _ in 0..6 {
        place.queue("note", "hang").await;
    }
    let notes = Notes::default();
    let runner = place.runner().with(Noting(notes.clone()));
    let running = tokio::spawn(async move { runner.run(std::future::pending()).await });
    until("four are under way", async || notes.lock().unwrap().len() == 4).await;
    tokio::time::sleep(Duration::from_millis(700)).await;
    assert_eq!(notes.lock().unwrap().len(), 4);
    running.abort();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_fails_is_waited_for() {
    let place = Place::new().await;
    let notes = Notes::default();
    place.queue("note", "patient").await;
    place.db.run("alter table job rename to elsewhere", &[]).await.unwrap();
    let (_, stop, running) = start(place.runner().with(Noting(notes.clone())));
    tokio::time::sleep(Duration::from_millis(800)).await;
    assert!(!running.is_finished());
    place.db.run("alter table elsewhere rename to job", &[]).await.unwrap();
    until("it goes on by itself", async || notes.lock().unwrap().len() == 1).await;
    until("and is done", async || place.jobs().await.is_empty()).await;
    stop.send(true).unwrap();
    running.await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn periodic_work_comes_soon_then_each_period_and_survives_its_faults() {
    let place = Place::new().await;
    let (fine, faulty) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let runner = place
        .runner()
        .every("fine", HOUR, {
            let fine = fine.clone();
            move || {
                let fine = fine.clone();
                async move {
                    fine.fetch_add(1, Ordering::SeqCst);
                    Outcome::Done
                }
            }
        })
        .every("faulty", HOUR, {
            let faulty = faulty.clone();
            move || {
                let faulty = faulty.clone();
                async move {
                    assert!(faulty.fetch_add(1, Ordering::SeqCst) > 0, "the first time it panics");
                    Outcome::Done
                }
            }
        });
    let counts = || (fine.load(Ordering::SeqCst), faulty.load(Ordering::SeqCst));
    let mut seen = Vec::new();
    for minutes in [0, 1, 1, 58, 1, -600] {
        place.pass(minutes * MINUTE);
        assert_eq!(runner.run_due().await.unwrap(), 0);
        assert_eq!(runner.run_due().await.unwrap(), 0);
        seen.push(counts());
    }
    assert_eq!(seen, [(0, 0), (1, 1), (1, 2), (1, 2), (2, 2), (3, 3)]);
}
