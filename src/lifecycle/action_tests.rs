use super::*;

const TODAY: &str = "2026-11-25";

fn course(kind: CourseKind, stage: Stage) -> Course {
    Course { kind, stage, ..courses::sample() }
}

fn opening(opens_on: Option<&str>) -> Opening {
    Opening { key: None, places: None, taken: 0, place: 0, opens_on: opens_on.map(str::to_owned), closes_on: None }
}

fn facts() -> Facts {
    let mut sheet = Sheet::default();
    for field in Field::ALL.iter().filter(|field| field.is_needed()) {
        sheet.set(*field, "x".into());
    }
    Facts { trainers: 1, participants: 1, opening: Some(opening(None)), sheet, offer: None, today: TODAY.into() }
}

#[test]
fn each_stage_has_its_actions() {
    use Action::*;
    let of = |kind, stage| possible(&course(kind, stage), false);
    assert_eq!(of(CourseKind::Session, Stage::Preparing), [Open, OpenToAll, Duplicate, Hide, Trash]);
    assert_eq!(of(CourseKind::Session, Stage::Running), [Publish, Close, Hide, Trash]);
    assert_eq!(possible(&course(CourseKind::Session, Stage::Running), true), [Withdraw, Close, Hide, Trash]);
    assert_eq!(of(CourseKind::Session, Stage::Archived), [Reopen, MakeSession, Hide, Trash]);
    assert_eq!(of(CourseKind::Parcours, Stage::Building), [Demonstrate, MakeSession, Duplicate, Hide, Trash]);
    assert_eq!(of(CourseKind::Parcours, Stage::Demonstration), [Publish, Rework, MakeSession, Duplicate, Hide, Trash]);
    assert_eq!(of(CourseKind::Template, Stage::Building), [MakeParcours, Duplicate, Hide, Trash]);
    assert_eq!(of(CourseKind::Space, Stage::Preparing), [Open, Duplicate, Hide, Trash]);
    assert_eq!(of(CourseKind::Space, Stage::Archived), [Reopen, Hide, Trash]);
    for kind in CourseKind::ALL {
        assert_eq!(of(*kind, Stage::Trashed), [Restore], "what is thrown away is restored first");
    }
}

#[test]
fn a_copy_is_of_the_same_kind_unless_it_is_called_otherwise() {
    for kind in CourseKind::ALL {
        assert_eq!(Action::Duplicate.makes(*kind), Some(*kind));
        assert_eq!(Action::Trash.makes(*kind), None);
    }
    assert_eq!(Action::MakeSession.makes(CourseKind::Parcours), Some(CourseKind::Session));
    assert_eq!(Action::MakeParcours.makes(CourseKind::Template), Some(CourseKind::Parcours));
}

#[test]
fn a_stage_is_reached_by_one_action() {
    let session = |stage| course(CourseKind::Session, stage);
    assert_eq!(leading_to(&session(Stage::Preparing), Stage::Running), Some(Action::Open));
    assert_eq!(leading_to(&session(Stage::Running), Stage::Archived), Some(Action::Close));
    assert_eq!(leading_to(&session(Stage::Archived), Stage::Running), Some(Action::Reopen));
    assert_eq!(leading_to(&session(Stage::Archived), Stage::Trashed), Some(Action::Trash));
    assert_eq!(leading_to(&session(Stage::Running), Stage::Preparing), None);
    assert_eq!(leading_to(&session(Stage::Trashed), Stage::Running), None, "it goes back where it was");
    assert_eq!(leading_to(&session(Stage::Running), Stage::Building), None);
}

#[test]
fn a_session_opens_for_somebody_with_somebody() {
    let session = course(CourseKind::Session, Stage::Preparing);
    let nobody = Facts { trainers: 0, participants: 0, opening: None, ..facts() };
    assert_eq!(missing(Action::Open, &session, &nobody), [Need::Trainer, Need::Participant]);
    assert_eq!(missing(Action::OpenToAll, &session, &nobody), [Need::Trainer]);
    assert_eq!(missing(Action::Open, &session, &Facts { trainers: 1, ..nobody.clone() }), [Need::Participant]);
    assert_eq!(missing(Action::Open, &session, &Facts { trainers: 1, opening: Some(opening(None)), ..nobody.clone() }), []);
    let mut alone = nobody;
    alone.sheet.set(Field::Nature, SELF_PACED.into());
    assert_eq!(missing(Action::Open, &session, &alone), [], "nobody need be there to learn by oneself");
}

#[test]
fn an_offer_is_complete_and_can_be_joined() {
    let session = course(CourseKind::Session, Stage::Running);
    assert_eq!(missing(Action::Publish, &session, &facts()), []);
    let hidden = Course { hidden: true, ..session.clone() };
    assert_eq!(missing(Action::Publish, &hidden, &facts()), [Need::Visible]);
    assert_eq!(missing(Action::Publish, &session, &Facts { opening: None, ..facts() }), [Need::SelfEnrolment]);
    let later = Facts { opening: Some(opening(Some("2026-11-26"))), ..facts() };
    assert_eq!(missing(Action::Publish, &session, &later), [Need::SelfEnrolmentToday]);
    let over = Course { ends_on: Some("2026-11-24".into()), ..session.clone() };
    assert_eq!(missing(Action::Publish, &over, &facts()), [Need::NotOver]);
    let mut bare = facts();
    bare.sheet.set(Field::Keywords, String::new());
    assert_eq!(missing(Action::Publish, &session, &bare), [Need::Indexing(vec![Field::Keywords])]);
    let parcours = course(CourseKind::Parcours, Stage::Demonstration);
    assert_eq!(missing(Action::Publish, &parcours, &Facts { opening: None, trainers: 0, ..facts() }), [], "nobody joins a parcours");
}
