use std::time::Duration;

use db::args;
use jobs::Runner;
use tokio::sync::watch;

use crate::harness::{MINUTE, Notes, Noting, Place, SECOND, until};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_runners_never_do_a_job_twice() {
    const JOBS: usize = 150;
    let place = Place::new().await;
    let handles = [place.db.clone(), place.again().await, place.again().await];
    let notes = Notes::default();
    let (stop, stopped) = watch::channel(false);
    let runners: Vec<_> = (0..50)
        .map(|number| {
            let runner = Runner::new(handles[number % 3].clone(), place.clock()).with(Noting(notes.clone()));
            let mut stopped = stopped.clone();
            tokio::spawn(async move { runner.run(async move { drop(stopped.wait_for(|stopped| *stopped).await) }).await })
        })
        .collect();
    for number in 0..JOBS {
        place.queue("note", &format!("job {number:03}")).await;
    }
    until("all are done", async || place.jobs().await.is_empty()).await;
    stop.send(true).unwrap();
    for runner in runners {
        runner.await.unwrap();
    }
    let mut done = notes.lock().unwrap().clone();
    done.sort();
    assert_eq!(done, (0..JOBS).map(|number| format!("job {number:03}")).collect::<Vec<_>>());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_killed_process_left_is_done_when_the_lease_is_over() {
    let place = Place::new().await;
    place.queue("note", "hang").await;
    let notes = Notes::default();
    let killed = place.runner().with(Noting(notes.clone()));
    let killed = tokio::spawn(async move { killed.run(std::future::pending()).await });
    until("it has begun", async || notes.lock().unwrap().len() == 1).await;
    killed.abort();
    let _ = killed.await;
    place.db.run("update job set payload = 'again'", &[]).await.unwrap();

    let runner = place.runner().with(Noting(notes.clone()));
    assert_eq!(runner.run_due().await.unwrap(), 0);
    place.pass(59 * SECOND);
    assert_eq!(runner.run_due().await.unwrap(), 0);
    place.pass(SECOND);
    assert_eq!(runner.run_due().await.unwrap(), 1);
    assert_eq!(*notes.lock().unwrap(), ["hang", "again"]);
    assert!(place.jobs().await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn who_lost_the_lease_writes_nothing() {
    let place = Place::new().await;
    place.queue("note", "slow").await;
    let notes = Notes::default();
    let late = place.runner().with(Noting(notes.clone()));
    let late = tokio::spawn(async move { late.run_due().await });
    until("it has begun", async || notes.lock().unwrap().len() == 1).await;
    // Somebody else claims it meanwhile, because the lease is over by his clock.
    place.db.run("update job set attempts = attempts + 1, leased_until = $1", &args![place.now() + MINUTE]).await.unwrap();
    assert_eq!(late.await.unwrap().unwrap(), 1);
    assert_eq!(place.jobs().await, [("queued".into(), 2, None)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lease_far_in_the_future_is_no_lease() {
    let place = Place::new().await;
    place.queue("note", "stuck").await;
    place.db.run("update job set leased_until = $1", &args![place.now() + 3 * MINUTE]).await.unwrap();
    let notes = Notes::default();
    assert_eq!(place.runner().with(Noting(notes.clone())).run_due().await.unwrap(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_runner_leaves_its_own_jobs_alone_when_the_clock_jumps() {
    let place = Place::new().await;
    place.queue("note", "slow").await;
    let notes = Notes::default();
    let runner = place.runner().with(Noting(notes.clone()));
    let wake = runner.wake_handle();
    let (stop, mut stopped) = watch::channel(false);
    let running = tokio::spawn(async move { runner.run(async move { drop(stopped.wait_for(|stopped| *stopped).await) }).await });
    until("it has begun", async || notes.lock().unwrap().len() == 1).await;
    place.pass(10 * MINUTE);
    wake.wake();
    until("it is over", async || place.jobs().await.is_empty()).await;
    tokio::time::sleep(Duration::from_millis(50)).await;
    stop.send(true).unwrap();
    running.await.unwrap();
    assert_eq!(*notes.lock().unwrap(), ["slow", "slow done"]);
}
