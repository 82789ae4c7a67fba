use super::*;

const RIGHT: Option<Verdict> = Some(Verdict::Right { rehash: true });
const WRONG: Option<Verdict> = Some(Verdict::Wrong);

fn check(password: &str, stored: &str) -> Option<Verdict> {
    verify(password, stored, &mut Memory::default())
}

#[test]
fn a_new_hash_is_verified_and_salted() {
    let mut memory = Memory::default();
    let stored = hash("Cerisier-bleu-47!", &mut memory).unwrap();
    assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
    assert_eq!(verify("Cerisier-bleu-47!", &stored, &mut memory), Some(Verdict::Right { rehash: false }));
    assert_eq!(verify("cerisier-bleu-47!", &stored, &mut memory), WRONG);
    assert_ne!(hash("Cerisier-bleu-47!", &mut memory).unwrap(), stored);
}

#[test]
fn accents_may_be_typed_either_way() {
    let mut memory = Memory::default();
    let stored = hash("élève", &mut memory).unwrap();
    assert_eq!(verify("e\u{301}le\u{300}ve", &stored, &mut memory), Some(Verdict::Right { rehash: false }));
}

#[test]
fn other_argon2_parameters_are_read_and_outdated() {
    // Made by the reference implementation in C; the first is what PHP makes by default.
    for stored in [
        "$argon2id$v=19$m=65536,t=4,p=1$MDEyMzQ1Njc4OWFiY2RlZg$dZjCWO7CmRWk3RSTQwLe6IElCIxHohFCqcS972dyoWw",
        "$argon2i$v=19$m=1024,t=3,p=2$MDEyMzQ1Njc4OWFiY2RlZg$Sywkdr0UKzQAPm+kV3HT7BTH70TKBvtuorPoSs1r80Y",
        "$argon2id$v=16$m=19456,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$GjOEMrX4qGbWAYp4WN31xTnwtBMXsut+JWr8tU3vPlI",
        "$argon2id$v=19$m=19456,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$aBjDEanSe+o5+DlTSO1GqA",
    ] {
        assert_eq!(check("Cerisier-bleu-47!", stored), RIGHT, "{stored}");
        assert_eq!(check("Cerisier-bleu-48!", stored), WRONG, "{stored}");
    }
}

#[test]
fn moodles_hashes_are_read_and_outdated() {
    // Made by libxcrypt, which is not what reads them here.
    for stored in [
        "$2y$10$abcdefghijklmnopqrstuu4zXuojjD4FH/qbtJLpcfupZK1lM3uMa",
        "$2a$04$abcdefghijklmnopqrstuuW98.AZnY6LjtlWlD5EoDrP57TJrZ4jC",
        "$6$rounds=10000$abcdefghijklmnop$Xgj9YkZaje3ew1ojHWDA7qXzLHN0hLHoa2kNXA.gFHDY1clep2WEztTKSgxnqIaQckDcvwnSUE7SjRDs0oHBH1",
    ] {
        assert_eq!(check("Cerisier-bleu-47!", stored), RIGHT, "{stored}");
        assert_eq!(check("Cerisier-bleu-48!", stored), WRONG, "{stored}");
        assert_eq!(check("Cerisier-bleu-47!\0more", stored), RIGHT, "PHP stopped at NUL");
    }
    for stored in [
        "$2y$04$abcdefghijklmnopqrstuuIWaImCnrwIiJ5UWgFDFKjLEedF/81P6",
        "$6$saltsalt$VgChMgq24jGSZQS9T9Yg1fIatYeGzs1pbvYJ2wPJme7q89XSkrq5Stp8wJEZTARQ0Zu.BFsJhr5ZQkGwOLjdf1",
    ] {
        assert_eq!(check("élève-déçu", stored), RIGHT, "{stored}");
    }
}

#[test]
fn long_passwords_are_cut_as_they_were() {
    let stored = "$2b$04$abcdefghijklmnopqrstuubzadhGtS2zEF.gu0yd0opP6cVzb.e0i";
    assert_eq!(check(&"x".repeat(72), stored), RIGHT);
    assert_eq!(check(&"x".repeat(300), stored), RIGHT);
    assert_eq!(check(&"x".repeat(71), stored), WRONG);
    // Work that grows with the square of the length: done on the beginning only, and never the right one.
    assert_eq!(check(&"x".repeat(1 << 20), NOBODYS_SHA512), WRONG);
}

#[test]
fn garbage_and_absurd_costs_are_refused_unread() {
    for stored in [
        "",
        "x",
        "é",
        "not cached",
        "5f4dcc3b5aa765d61d8327deb882cf99",
        "$argon2id$",
        "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA",
        "$argon2id$v=19$m=19456,t=2,p=0$bm9ib2R5bm9ib2R5bm9ibw$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "$argon2id$v=19$m=4294967295,t=2,p=1$bm9ib2R5bm9ib2R5bm9ibw$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "$argon2id$v=19$m=19456,t=4000000000,p=1$bm9ib2R5bm9ib2R5bm9ibw$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "$argon2id$v=19$m=19456,t=2,p=16777215$bm9ib2R5bm9ib2R5bm9ibw$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "$2y$",
        "$2y$15$abcdefghijklmnopqrstuu4zXuojjD4FH/qbtJLpcfupZK1lM3uMa",
        "$2y$31$abcdefghijklmnopqrstuu4zXuojjD4FH/qbtJLpcfupZK1lM3uMa",
        "$2y$03$abcdefghijklmnopqrstuu4zXuojjD4FH/qbtJLpcfupZK1lM3uMa",
        "$2y$10$éééééééééééééééééééééééééé!",
        "$6$",
        "$6$$",
        "$6$salt",
        "$6$rounds=1000001$salt$VgChMgq24jGSZQS9T9Yg1fIatYeGzs1pbvYJ2wPJme7q89XSkrq5Stp8wJEZTARQ0Zu.BFsJhr5ZQkGwOLjdf1",
        "$6$rounds=99999999999$salt$VgChMgq24jGSZQS9T9Yg1fIatYeGzs1pbvYJ2wPJme7q89XSkrq5Stp8wJEZTARQ0Zu.BFsJhr5ZQkGwOLjdf1",
        "$5$rounds=1000$salt$KqJWpanXZHKq2BOB43TSaYhEWsQ1Lr5QNyPCDH/Tp.6",
    ] {
        assert_eq!(check("Cerisier-bleu-47!", stored), None, "{stored}");
    }
}

#[test]
fn work_for_nobody_is_work() {
    for stored in [NOBODYS_ARGON2, NOBODYS_BCRYPT, NOBODYS_SHA512] {
        assert_eq!(check("Cerisier-bleu-47!", stored), WRONG, "read in full: {stored}");
    }
    // The same parameters as a new hash has, so that they take the same time.
    let fresh = hash("x", &mut Memory::default()).unwrap();
    assert!(fresh.split('$').take(4).eq(NOBODYS_ARGON2.split('$').take(4)));
    assert_eq!(fresh.len(), NOBODYS_ARGON2.len());
}
