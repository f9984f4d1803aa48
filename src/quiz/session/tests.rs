use proptest::prelude::*;

use super::*;
use crate::bank::{Body, Expected, Quantity};
use crate::quiz::fixture::{self, presented, texts};
use crate::quiz::{Rules, present};
use crate::text::number::Decimal;

fn choice(id: usize, difficulty: Difficulty) -> Presented {
    let mut question = fixture::question(fixture::choice("a", &["b", "c", "d"]));
    (question.id, question.difficulty) = (format!("q{id}"), difficulty);
    present(question, Rules::default())
}

fn typed() -> Presented {
    presented(Body::Typed(Expected {
        accept: texts(&["Jim"]),
        more: texts(&["Halpert"]),
        ..fixture::expected("Jim Halpert")
    }))
}

fn session(presented: &Presented) -> Session {
    let mut session = Session::new(2, None, Vec::new());
    session.ask(presented.clone(), "c");
    session
}

fn reply(session: &mut Session, reply: &Reply) -> Step {
    session.reply(reply, Duration::from_secs(1), Vec::new)
}

#[test]
fn a_right_choice_is_judged_and_counted() {
    let shown = choice(0, Difficulty::Medium);
    let mut session = session(&shown);
    let Step::Judged(answer) = reply(&mut session, &Reply::Places(vec![shown.key[0]])) else {
        panic!("not judged");
    };
    assert!(answer.right);
    assert_eq!((answer.given.as_str(), answer.points.total), ("a", 200));
    assert_eq!(
        (session.points(), session.right(), session.streak()),
        (200, 1, 1)
    );
    assert_eq!(session.position(), 1);
    assert_eq!(
        reply(&mut session, &Reply::Places(vec![0])),
        Step::Unfit,
        "nothing stands"
    );
}

#[test]
fn replies_that_do_not_fit_leave_the_question_standing() {
    let shown = choice(0, Difficulty::Easy);
    let order = presented(Body::Order {
        items: texts(&["x", "y", "z"]),
    });
    let several = presented(Body::Several {
        right: texts(&["x"]),
        wrong: texts(&["y", "z"]),
        fixed: None,
    });
    let number = presented(Body::Number(Quantity {
        answer: Decimal::ZERO,
        within: Decimal::ZERO,
        unit: None,
    }));
    let cases = [
        (&several, Reply::Places(Vec::new())),
        (&several, Reply::Places(vec![0, 0])),
        (&several, Reply::Places(vec![3])),
        (&number, Reply::Text("none".into())),
        (&number, Reply::Places(vec![0])),
        (&shown, Reply::Places(vec![4])),
        (&shown, Reply::Text("a".into())),
        (&shown, Reply::Places(vec![0, 1, 2, 3])),
        (&order, Reply::Places(vec![0])),
        (&order, Reply::Places(vec![0, 1])),
        (&order, Reply::Places(vec![0, 0, 1])),
    ];
    for (presented, unfit) in cases {
        let mut session = session(presented);
        assert_eq!(reply(&mut session, &unfit), Step::Unfit, "{unfit:?}");
        assert_eq!(session.position(), 0);
        assert!(matches!(reply(&mut session, &Reply::Skip), Step::Judged(_)));
    }
}

#[test]
fn a_hint_halves_once_and_takes_choices_away() {
    let shown = choice(0, Difficulty::Easy);
    let mut session = session(&shown);
    assert_eq!(reply(&mut session, &Reply::Hint), Step::Hinted);
    assert_eq!(reply(&mut session, &Reply::Hint), Step::NoHint);
    assert!(session.is_hinted());
    assert_eq!(
        reply(&mut session, &Reply::Places(vec![shown.weak[0]])),
        Step::Unfit
    );
    let Step::Judged(answer) = reply(&mut session, &Reply::Places(vec![shown.key[0]])) else {
        panic!("not judged");
    };
    assert_eq!(answer.points.total, 50);
    assert!(answer.hinted && !session.is_hinted());
}

#[test]
fn true_and_false_have_no_hint() {
    let shown = presented(Body::TrueFalse { answer: true });
    assert_eq!(reply(&mut session(&shown), &Reply::Hint), Step::NoHint);
}

#[test]
fn a_general_answer_gets_another_try() {
    let mut session = session(&typed());
    let say = |text: &str| Reply::Text(text.into());
    assert_eq!(reply(&mut session, &say("halpert")), Step::MoreSpecific);
    let Step::Judged(answer) = reply(&mut session, &say("jim halpret")) else {
        panic!("not judged");
    };
    assert!(answer.right);
    assert_eq!(answer.given, "jim halpret");
}

#[test]
fn the_names_are_read_only_for_a_near_miss() {
    let never = || -> Vec<String> { panic!("names were read") };
    for text in ["Jim", "halpert"] {
        let _ = session(&typed()).reply(&Reply::Text(text.into()), Duration::ZERO, never);
    }
}

#[test]
fn an_answer_after_the_clock_is_wrong() {
    let shown = choice(0, Difficulty::Easy);
    let mut session = Session::new(1, Some(Duration::from_secs(20)), Vec::new());
    session.ask(shown.clone(), "c");
    let late = Duration::from_secs(21);
    let Step::Judged(answer) = session.reply(&Reply::Places(vec![shown.key[0]]), late, Vec::new)
    else {
        panic!("not judged");
    };
    assert!(!answer.right);
    assert_eq!(answer.points, Points::default());
}

proptest! {
    /// Resuming a saved game gives the same result as playing on.
    #[test]
    fn a_resumed_game_ends_like_one_that_was_not_left(
        picks in prop::collection::vec((0usize..4, any::<bool>()), 1..12),
        left_after in 0usize..12,
    ) {
        let difficulty = |n: usize| Difficulty::ALL[n % 3];
        let play = |session: &mut Session, from: usize| {
            for (n, (pick, hint)) in picks.iter().enumerate().skip(from) {
                session.ask(choice(n, difficulty(n)), "c");
                if *hint {
                    let _ = reply(session, &Reply::Hint);
                }
                if reply(session, &Reply::Places(vec![*pick])) == Step::Unfit {
                    let _ = reply(session, &Reply::Skip);
                }
            }
        };
        let length = u32::try_from(picks.len()).unwrap();
        let mut whole = Session::new(length, None, Vec::new());
        play(&mut whole, 0);
        let left_after = left_after.min(picks.len());
        let kept = whole.answers()[..left_after].to_vec();
        let mut resumed = Session::new(length, None, kept);
        play(&mut resumed, left_after);
        prop_assert_eq!(whole.answers(), resumed.answers());
        prop_assert!(whole.is_over());
        let most = scoring::most((0..picks.len()).map(difficulty));
        prop_assert!(whole.points() <= most);
        prop_assert!(whole.best_streak() >= whole.streak());
    }
}
