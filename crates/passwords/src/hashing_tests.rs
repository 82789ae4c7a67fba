use std::net::IpAddr;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use super::*;
use crate::IpPrefix;

type Asking<'a> = Pin<Box<dyn Future<Output = Result<Verdict, Busy>> + Send + 'a>>;

fn from(network: u8) -> Turn {
    Turn { prefix: IpPrefix::from(IpAddr::from([10, 0, network, 1])), known_device: false }
}

fn ask(hashing: &Hashing, network: u8) -> Asking<'_> {
    Box::pin(hashing.verify(from(network), "Cerisier-bleu-47!", None, 0))
}

/// Takes a place in the line, as a request does by being run up to its first wait.
fn begin(asking: &mut Asking<'_>) -> Poll<Result<Verdict, Busy>> {
    asking.as_mut().poll(&mut Context::from_waker(Waker::noop()))
}

#[tokio::test]
async fn one_hash_whatever_is_stored() {
    let hashing = Hashing::start();
    let stored = hashing.hash(from(1), "Cerisier-bleu-47!").await.unwrap();
    let verify = async |password: &str, stored: Option<&str>| hashing.verify(from(1), password, stored, 7).await.unwrap();
    assert_eq!(verify("Cerisier-bleu-47!", Some(&stored)).await, Verdict::Right { rehash: false });
    assert_eq!(verify("Cerisier-bleu-48!", Some(&stored)).await, Verdict::Wrong);
    assert_eq!(verify("Cerisier-bleu-47!", None).await, Verdict::Wrong);
    assert_eq!(verify("Cerisier-bleu-47!", Some("garbage")).await, Verdict::Wrong);
    assert_eq!(hashing.hashes_done(), 5);
}

// Nobody works here, and the clock stands still: what waits, waits until it is told otherwise.
#[tokio::test(start_paused = true)]
async fn a_flood_from_one_network_leaves_room_for_others() {
    let hashing = Hashing::with_threads(0);
    let mut flood: Vec<_> = (0..300).map(|_| ask(&hashing, 1)).collect();
    let answers: Vec<_> = flood.iter_mut().map(begin).collect();
    assert_eq!(answers.iter().filter(|answer| answer.is_pending()).count(), 256);
    assert!(answers.into_iter().skip(256).all(|answer| answer == Poll::Ready(Err(BUSY))));

    let mut others: Vec<_> = (0..200).map(|n| ask(&hashing, 2 + n)).collect();
    assert!(others.iter_mut().all(|asking| begin(asking).is_pending()), "500 at once: all others have a place");

    // A request that was cut off gives its place back.
    flood.drain(..100);
    let mut again: Vec<_> = (0..101).map(|_| ask(&hashing, 1)).collect();
    assert_eq!(again.iter_mut().filter_map(|asking| begin(asking).is_pending().then_some(())).count(), 100);

    for asking in others {
        assert_eq!(asking.await, Err(BUSY), "ten seconds waited");
    }
    drop((flood, again));
    let mut fresh: Vec<_> = (0..256).map(|_| ask(&hashing, 1)).collect();
    assert!(fresh.iter_mut().all(|asking| begin(asking).is_pending()), "nobody is left behind in the line");
    assert_eq!(hashing.hashes_done(), 0);
}

#[tokio::test]
async fn nothing_is_hashed_for_who_left() {
    let hashing = Hashing::with_threads(1);
    let mut waiting: Vec<_> = (0..40).map(|_| ask(&hashing, 1)).collect();
    assert!(waiting.iter_mut().all(|asking| begin(asking).is_pending()));
    let last = waiting.pop().unwrap();
    drop(waiting);
    assert_eq!(last.await, Ok(Verdict::Wrong));
    assert!(hashing.hashes_done() < 20, "{}", hashing.hashes_done());
}

#[test]
fn nobodys_kind_is_drawn_from_what_is_stored() {
    let drawn = |mix: Mix| (0..10).map(|key| mix.draw(key)).collect::<Vec<_>>();
    assert!(drawn(Mix::default()).iter().all(|kind| *kind == Kind::Argon2));
    assert!(drawn(Mix { argon2: 0, bcrypt: 0, sha512: 0 }).iter().all(|kind| *kind == Kind::Argon2));
    let mixed = drawn(Mix { argon2: 5, bcrypt: 3, sha512: 2 });
    let count = |wanted| mixed.iter().filter(|kind| **kind == wanted).count();
    assert_eq!([count(Kind::Argon2), count(Kind::Bcrypt), count(Kind::Sha512)], [5, 3, 2]);
    let most = Mix { argon2: u32::MAX, bcrypt: u32::MAX, sha512: u32::MAX };
    assert_eq!([0, 1 << 32, 3 << 31].map(|key| most.draw(key)), [Kind::Argon2, Kind::Bcrypt, Kind::Bcrypt]);
}
