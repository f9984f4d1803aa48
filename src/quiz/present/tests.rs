use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::bank::{Distractors, ListEntry};
use crate::quiz::fixture::{self, expected, question, texts};

fn seeded(seed: u64) -> Rules {
    Rules {
        seed,
        ..Rules::default()
    }
}

fn choice(answer: &str, wrong: &[&str]) -> Question {
    question(fixture::choice(answer, wrong))
}

#[test]
fn numbers_dates_and_seasons_stand_in_their_own_order() {
    let cases: [(&str, [&str; 3], [&str; 4]); 14] = [
        (
            "June 10, 2005",
            ["May 8, 2009", "March 3, 2011", "July 1, 2003"],
            [
                "July 1, 2003",
                "June 10, 2005",
                "May 8, 2009",
                "March 3, 2011",
            ],
        ),
        (
            "One week",
            ["Three months", "One day", "Half a year"],
            ["One day", "One week", "Three months", "Half a year"],
        ),
        ("0.5", [".25", "10.5", "3"], [".25", "0.5", "3", "10.5"]),
        ("-5", ["−10", "0", "2.5"], ["−10", "-5", "0", "2.5"]),
        (
            "44 BC",
            ["753 B.C.", "14 AD", "476"],
            ["753 B.C.", "44 BC", "14 AD", "476"],
        ),
        ("٣", ["١", "١٠", "٢"], ["١", "٢", "٣", "١٠"]),
        (
            "2 million",
            ["1.5 million", "900,000", "10 000 000"],
            ["900,000", "1.5 million", "2 million", "10 000 000"],
        ),
        (
            "-5 °C",
            ["-12.5 °C", "0 °C", "7 °C"],
            ["-12.5 °C", "-5 °C", "0 °C", "7 °C"],
        ),
        ("10", ["9", "100", "2"], ["2", "9", "10", "100"]),
        (
            "season two",
            ["season 10", "Season 3", "season one"],
            ["season one", "season two", "Season 3", "season 10"],
        ),
        (
            "June 10",
            ["May 8", "June 9", "October 1"],
            ["May 8", "June 9", "June 10", "October 1"],
        ),
        (
            "1 month",
            ["3 months", "2 months", "12 months"],
            ["1 month", "2 months", "3 months", "12 months"],
        ),
        (
            "1,200",
            ["900", "1,000", "2,000"],
            ["900", "1,000", "1,200", "2,000"],
        ),
        (
            "twelve years",
            ["nine years", "ten years", "two years"],
            ["two years", "nine years", "ten years", "twelve years"],
        ),
    ];
    for (answer, wrong, sorted) in cases {
        let shown = present(choice(answer, &wrong), seeded(1));
        assert_eq!(shown.choices, sorted);
        assert_eq!(shown.choices[shown.key[0]], answer);
    }
}

#[test]
fn other_choices_come_in_every_order() {
    let orders: BTreeSet<_> = (0..500)
        .map(|seed| present(choice("a", &["b", "c", "d"]), seeded(seed)).choices)
        .collect();
    assert_eq!(orders.len(), 24);
}

#[test]
fn three_of_the_wrong_answers_are_drawn_and_a_hint_takes_two() {
    let mut drawn = BTreeSet::new();
    for seed in 0..200 {
        let shown = present(choice("a", &["b", "c", "d", "e", "f"]), seeded(seed));
        assert_eq!(shown.choices.len(), 4);
        assert_eq!(shown.choices[shown.key[0]], "a");
        assert_eq!(shown.weak.len(), 2);
        assert!(!shown.weak.contains(&shown.key[0]));
        drawn.extend(shown.choices);
    }
    assert_eq!(drawn.len(), 6);
}

#[test]
fn list_entries_near_the_season_come_first_and_spoilers_last() {
    let entry = |text: &str, season| ListEntry {
        text: text.into(),
        season,
        accept: Vec::new(),
    };
    let listed = |entries: Vec<ListEntry>| {
        question(Body::Choice {
            expected: expected("right"),
            distractors: Distractors::List {
                name: "l".into(),
                not: Vec::new(),
                entries: entries.into_iter().map(Into::into).collect(),
            },
            fixed: None,
            typed: true,
        })
    };
    let entries = vec![
        entry("none", None),
        entry("s9", Some(9)),
        entry("s3", Some(3)),
        entry("s4", Some(4)),
        entry("s1", Some(1)),
    ];
    let texts = |through| {
        let rules = Rules {
            through,
            ..seeded(5)
        };
        let mut shown = present(listed(entries.clone()), rules).choices;
        shown.sort();
        shown
    };
    assert_eq!(texts(None), ["right", "s1", "s3", "s4"]);
    assert_eq!(texts(Some(3)), ["none", "right", "s1", "s3"]);
    assert_eq!(texts(Some(2)), ["none", "right", "s1"]);
    let all_spoil = present(
        listed(vec![entry("s9", Some(9))]),
        Rules {
            through: Some(3),
            ..seeded(1)
        },
    );
    assert_eq!(all_spoil.form(), Form::Type);
}

#[test]
fn items_are_never_shown_in_the_right_order() {
    let items: Vec<String> = ["a", "b", "c"].map(String::from).to_vec();
    for seed in 0..100 {
        let shown = present(
            question(Body::Order {
                items: items.clone(),
            }),
            seeded(seed),
        );
        assert_ne!(shown.choices, items);
        let put: Vec<_> = shown
            .key
            .iter()
            .map(|n| shown.choices[*n].clone())
            .collect();
        assert_eq!(put, items);
    }
}

#[test]
fn short_answers_to_questions_that_point_at_no_choices_are_typed() {
    let cases = [
        ("Who is it?", "Jim", true),
        ("Where is it?", "At the front desk", true),
        ("Why is it?", "Because he is not over Pam", false),
        ("Which of these is it?", "Jim", false),
        ("Which of the following is it?", "Jim", false),
    ];
    for (ask, answer, is_typed) in cases {
        let mut asked = choice(answer, &["b", "c", "d"]);
        asked.ask = ask.into();
        let rules = |typed| Rules { typed, ..seeded(1) };
        let form = |rules| present(asked.clone(), rules).form();
        assert_eq!(form(rules(true)) == Form::Type, is_typed, "{ask}");
        assert_eq!(form(rules(false)), Form::Pick);
    }
}

#[test]
fn a_choice_stays_one_if_it_says_so_or_a_wrong_answer_reads_alike_when_typed() {
    let untyped = |mut asked: Question| {
        if let Body::Choice { typed, .. } = &mut asked.body {
            *typed = false;
        }
        asked
    };
    for (asked, is_typed) in [
        (choice("Jim", &["b", "c", "d"]), true),
        (untyped(choice("Jim", &["b", "c", "d"])), false),
        (choice("MW", &["mW", "kW", "GW"]), false),
        (choice("schön", &["b", "c", "schon"]), false),
    ] {
        let rules = Rules {
            typed: true,
            ..seeded(1)
        };
        let form = present(asked.clone(), rules).form();
        assert_eq!(form == Form::Type, is_typed, "{asked:?}");
    }
}

#[test]
fn true_and_false_keep_their_places() {
    for answer in [true, false] {
        let shown = present(question(Body::TrueFalse { answer }), seeded(3));
        assert_eq!(shown.choices, ["True", "False"]);
        assert_eq!(shown.key, [usize::from(!answer)]);
    }
}

#[test]
fn few_wrong_answers_are_all_shown() {
    for (wrong, gone) in [(&["b"][..], 0), (&["b", "c"], 1), (&["b", "c", "d"], 2)] {
        let shown = present(choice("a", wrong), seeded(1));
        assert_eq!(shown.choices.len(), wrong.len() + 1);
        assert_eq!(shown.hint().is_some(), gone > 0);
        assert_eq!(shown.weak.len(), gone);
    }
}

fn several(right: &[&str], wrong: &[&str], fixed: Option<&[&str]>) -> Question {
    question(Body::Several {
        right: texts(right),
        wrong: texts(wrong),
        fixed: fixed.map(texts),
    })
}

#[test]
fn a_fixed_order_is_kept_by_whatever_is_drawn() {
    let all = ["9", "1", "none", "5", "3", "all"];
    let wrong = ["9", "1", "none", "5"];
    for seed in 0..50 {
        let shown = present(several(&["3", "all"], &wrong, Some(&all)), seeded(seed));
        let mut places: Vec<_> = shown
            .choices
            .iter()
            .map(|choice| all.iter().position(|text| text == choice).unwrap())
            .collect();
        assert_eq!(shown.choices.len(), 5);
        assert!(places.is_sorted(), "{:?}", shown.choices);
        places.retain(|place| *place >= 4);
        assert_eq!(places, [4, 5], "the right ones are always there");
        assert_eq!(shown.key, [3, 4]);
    }
    let mut fixed = choice("b", &["c", "a"]);
    if let Body::Choice { fixed, .. } = &mut fixed.body {
        *fixed = Some(texts(&["c", "b", "a"]));
    }
    let shown = present(fixed, seeded(1));
    assert_eq!(
        (shown.choices, shown.key),
        (texts(&["c", "b", "a"]), vec![1])
    );
}

#[test]
fn several_answers_stay_choices_and_a_hint_counts_them() {
    let rules = Rules {
        typed: true,
        ..seeded(1)
    };
    let shown = present(several(&["a", "b"], &["c"], None), rules);
    assert_eq!(shown.form(), Form::Toggle);
    assert_eq!(shown.hint(), Some(Hint::Count(2)));
}

proptest! {
    #[test]
    fn several_answered_exactly_are_right_and_any_other_set_is_wrong(
        right in 1_usize..=6,
        wrong in 1_usize..=12,
        seed: u64,
        picked in prop::collection::vec(0_usize..9, 1..9),
    ) {
        let name = |kind: &str, n: usize| format!("{kind} {n}; or so");
        let right: Vec<_> = (0..right).map(|n| name("right", n)).collect();
        let wrong = (0..wrong).map(|n| name("wrong", n)).collect();
        let body = Body::Several { right: right.clone(), wrong, fixed: None };
        let shown = present(question(body), seeded(seed));
        let judged = |places: &[usize]| {
            shown.judge(&Reply::Places(places.to_vec()), || panic!("names were read"))
        };
        prop_assert!((2..=9).contains(&shown.choices.len()));
        prop_assert_eq!(shown.key.len(), right.len());
        prop_assert_eq!(judged(&shown.key), Judgment::Right);
        let mut set = picked.clone();
        set.sort_unstable();
        set.dedup();
        let is_set = set.len() == picked.len() && set.last().is_some_and(|n| *n < shown.choices.len());
        let expected = match (is_set, set == shown.key) {
            (false, _) => Judgment::Unfit,
            (true, true) => Judgment::Right,
            (true, false) => Judgment::Wrong,
        };
        prop_assert_eq!(judged(&picked), expected, "in any order");
        if is_set {
            let told = shown.told(&Reply::Places(picked));
            prop_assert_eq!(shown.taken(&told), set, "{}", told);
        }
    }
}
