use crate::harness::{NOW, Place, SECOND, TOKEN};
use crate::smtp_server::{Manner, Server, Step};

/// The state of the only job and letter after one attempt against a server that behaves so.
async fn attempt(manner: Manner, recipient: &str, login: &str) -> Attempt {
    let place = Place::new().await;
    let server = Server::start(manner).await;
    let id = place.post(recipient).await;
    let (runner, writer) = place.postman(server.impatient(login));
    assert_eq!(runner.run_due().await.unwrap(), 1);
    let (letter, attempts, answer, handed_over_at) = place.letter(id).await;
    assert_eq!(attempts, 1);
    assert_eq!(handed_over_at.is_some(), letter == "sent");
    let accepted = writer.accepted.lock().unwrap().clone();
    assert!(accepted.is_empty() || accepted == [(id, NOW)]);
    let jobs = place.jobs().await;
    assert_eq!(*server.connections.lock().unwrap(), 1);
    Attempt {
        letter,
        answer: answer.unwrap_or_default(),
        counted: !accepted.is_empty(),
        job: jobs.first().map_or("done".into(), |job| job.0.clone()),
        taken: server.taken().len(),
    }
}

#[derive(Debug)]
struct Attempt {
    letter: String,
    answer: String,
    /// Whether the links' time counts from here.
    counted: bool,
    job: String,
    taken: usize,
}

impl Attempt {
    fn is(&self, letter: &str, job: &str, counted: bool) -> bool {
        (self.letter.as_str(), self.job.as_str(), self.counted) == (letter, job, counted)
    }
}

fn answers(step: Step, text: &'static str) -> Manner {
    Manner { answer: Some((step, text)), ..Manner::default() }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_arrives_whole_and_once() {
    let place = Place::new().await;
    let server = Server::start(Manner::default()).await;
    let id = place.post("helene@académie.example").await;
    let (runner, writer) = place.postman(server.transport());
    assert_eq!(runner.run_due().await.unwrap(), 1);
    assert_eq!(place.letter(id).await, ("sent".into(), 1, Some("250 2.0.0 taken as 4Bx1".into()), Some(NOW)));
    assert_eq!(*writer.accepted.lock().unwrap(), [(id, NOW)]);
    assert!(place.jobs().await.is_empty());
    let taken = server.taken();
    assert_eq!(taken.len(), 1);
    assert!(taken[0].from.starts_with("MAIL FROM:<ne-pas-repondre@m.example.org>"), "{}", taken[0].from);
    assert_eq!(taken[0].to, "RCPT TO:<helene@xn--acadmie-eya.example>");
    let mail = mail_parser::MessageParser::default().parse(taken[0].content.as_bytes()).unwrap();
    let text = mail.body_text(0).unwrap().replace("\r\n", "\n");
    assert_eq!(text.trim_end(), format!("Bonjour,\n\nvotre lien : https://m.example.org/x?token={TOKEN}\n.\nÀ bientôt"));
    place.pass(3600 * SECOND);
    assert_eq!(runner.run_due().await.unwrap(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_takes_it_and_hangs_up_has_taken_it() {
    for manner in [
        Manner { cut: Some(Step::Quit), ..Manner::default() },
        Manner { silent: Some(Step::Quit), ..Manner::default() },
        answers(Step::Quit, "554 go away"),
    ] {
        let attempt = attempt(manner, "a@example.org", "").await;
        assert!(attempt.is("sent", "done", true) && attempt.taken == 1, "{attempt:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_of_this_mail_are_for_good() {
    for (step, answer) in [
        (Step::Recipient, "550-5.1.1 <a@example.org>\r\n550 5.1.1 user unknown"),
        (Step::Recipient, "553 5.1.3 bad address"),
        (Step::Data, "554 5.5.1 no valid recipients"),
        (Step::Content, "554 5.7.1 spam"),
        (Step::Content, "552 5.3.4 too big"),
    ] {
        let attempt = attempt(answers(step, answer), "a@example.org", "").await;
        assert!(attempt.is("dead", "dead", false) && attempt.taken == 0, "{step:?} {attempt:?}");
        assert!(attempt.answer.starts_with(&answer[..3]) && attempt.answer.ends_with(&answer[answer.len() - 4..]), "{attempt:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_for_now_and_of_our_configuration_are_tried_again() {
    for (step, answer) in [
        (Step::Greeting, "554 5.7.1 not from there"),
        (Step::Greeting, "421 too busy"),
        (Step::Hello, "550 who are you"),
        (Step::Sender, "550 5.7.1 sender not allowed"),
        (Step::Sender, "530 5.7.0 authenticate first"),
        (Step::Recipient, "450 4.2.0 greylisted, come again"),
        (Step::Recipient, "530 5.7.0 must issue STARTTLS first"),
        (Step::Data, "451 4.3.0 later"),
        (Step::Content, "452 4.3.1 disk full"),
        (Step::Content, "421 4.3.2 closing"),
    ] {
        let attempt = attempt(answers(step, answer), "a@example.org", "").await;
        assert!(attempt.is("queued", "queued", false) && attempt.taken == 0, "{step:?} {attempt:?}");
        assert!(attempt.answer.starts_with(answer), "{attempt:?}");
    }
    let manner = Manner { auth: true, ..answers(Step::Auth, "535 5.7.8 wrong password") };
    let attempt = attempt(manner, "a@example.org", "me%40x:s3cret@").await;
    assert!(attempt.is("queued", "queued", false) && attempt.answer == "535 5.7.8 wrong password", "{attempt:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_that_is_right_lets_it_in() {
    let attempt = attempt(Manner { auth: true, ..Manner::default() }, "a@example.org", "me%40x:s3cret@").await;
    assert!(attempt.is("sent", "done", true), "{attempt:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn silence_and_cuts_are_tried_again_and_after_the_last_line_it_may_have_arrived() {
    for step in [Step::Greeting, Step::Hello, Step::Sender, Step::Recipient, Step::Data, Step::Content] {
        for manner in [Manner { cut: Some(step), ..Manner::default() }, Manner { silent: Some(step), ..Manner::default() }] {
            let attempt = attempt(manner, "a@example.org", "").await;
            assert!(attempt.is("queued", "queued", step == Step::Content), "{step:?} {attempt:?}");
            assert_eq!(attempt.taken, usize::from(step == Step::Content));
            assert!(!attempt.answer.is_empty());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn letters_beyond_ascii_before_the_at_need_a_server_that_knows_them() {
    let refused = attempt(Manner::default(), "hélène@example.org", "").await;
    assert!(refused.is("dead", "dead", false) && refused.answer.contains("SMTPUTF8"), "{refused:?}");
    let place = Place::new().await;
    let server = Server::start(Manner { utf8: true, ..Manner::default() }).await;
    place.post("hélène@example.org").await;
    place.postman(server.transport()).0.run_due().await.unwrap();
    let taken = server.taken();
    assert!(taken[0].from.contains(" SMTPUTF8") && taken[0].to == "RCPT TO:<hélène@example.org>", "{taken:?}");
    assert!(taken[0].content.contains("To: hélène@example.org\r\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_server_quotes_of_the_mail_is_not_kept() {
    let quoting = "554 5.7.1 blocked (https://m.example.org/x?token=Zk3vQ0pXw8LrT2yN5uBc) Zk3vQ0pXw8LrT2yN5uBc";
    let place = Place::new().await;
    let server = Server::start(answers(Step::Content, quoting)).await;
    place.post("a@example.org").await;
    place.postman(server.transport()).0.run_due().await.unwrap();
    let (answer, error): (String, String) = place.db.one("select letter.last_answer, job.last_error from letter, job", &[]).await.unwrap();
    assert_eq!((answer.as_str(), error.as_str()), ("554 5.7.1 blocked […] […]", "554 5.7.1 blocked […] […]"));
}
