//! Laws of presenting a question, whatever its list, its season and the spoiler limit.

use std::collections::BTreeSet;

use dundie::bank::{Body, Difficulty, Distractors, Expected, Kind, ListEntry, Question};
use dundie::quiz::{Rules, present};
use proptest::prelude::*;

/// A question whose wrong answers are the entries `n` of these seasons.
fn listed(season: Option<u8>, entries: &[Option<u8>]) -> Question {
    let entries = entries.iter().enumerate().map(|(n, season)| ListEntry {
        text: format!("entry {}", letters(n)),
        season: *season,
        accept: Vec::new(),
    });
    Question {
        id: "q".into(),
        topic: "t".into(),
        season,
        episode: None,
        difficulty: Difficulty::Easy,
        ask: "Who?".into(),
        because: None,
        source: Vec::new(),
        body: Body::Choice {
            expected: Expected {
                answer: "right".into(),
                ..Expected::default()
            },
            distractors: Distractors::List {
                name: "list".into(),
                not: Vec::new(),
                entries: entries.map(Into::into).collect(),
            },
            fixed: None,
            typed: true,
        },
    }
}

/// Numbers would be sorted.
fn letters(n: usize) -> String {
    "ab".chars().cycle().skip(n % 2).take(n + 1).collect()
}

fn seasons() -> impl Strategy<Value = Vec<Option<u8>>> {
    prop::collection::vec(prop::option::of(1u8..10), 0..12)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn no_entry_of_a_later_season_is_ever_offered(
        season in prop::option::of(1u8..10),
        entries in seasons(),
        through in prop::option::of(1u8..10),
        typed: bool,
        seed: u64,
    ) {
        let rules = Rules { seed, through, typed };
        let shown = present(listed(season, &entries), rules);
        prop_assert_eq!(&shown, &present(listed(season, &entries), rules), "depends on nothing else");

        let may = |entry: &Option<u8>| !matches!((entry, through), (Some(s), Some(t)) if *s > t);
        let allowed: Vec<_> = (0..entries.len()).filter(|n| may(&entries[*n])).collect();
        if typed || allowed.is_empty() {
            prop_assert_eq!(shown.question.body.kind(), Kind::Typed);
            prop_assert!(shown.choices.is_empty() && shown.key.is_empty() && shown.weak.is_empty());
            prop_assert_eq!(shown.answer(), "right");
            return Ok(());
        }
        let texts: BTreeSet<_> = shown.choices.iter().cloned().collect();
        prop_assert_eq!(texts.len(), shown.choices.len(), "nothing twice");
        prop_assert_eq!(shown.choices.len(), allowed.len().min(3) + 1);
        prop_assert_eq!(shown.key.len(), 1);
        prop_assert_eq!(&shown.choices[shown.key[0]], "right");
        let offered: Vec<_> = allowed
            .iter()
            .filter(|n| texts.contains(&format!("entry {}", letters(**n))))
            .collect();
        prop_assert_eq!(offered.len() + 1, shown.choices.len(), "only what is allowed");

        // Nothing nearer in season is left out for something farther.
        let distance = |n: &usize| match (entries[*n], season) {
            (Some(entry), Some(season)) => entry.abs_diff(season),
            _ => u8::MAX,
        };
        let farthest = offered.iter().map(|n| distance(n)).max();
        let left_out = allowed.iter().filter(|n| !offered.contains(n));
        prop_assert!(left_out.map(distance).min().is_none_or(|nearest| Some(nearest) >= farthest));

        // A hint leaves the right choice and one other, if there are more than two.
        prop_assert!(!shown.weak.contains(&shown.key[0]));
        prop_assert_eq!(shown.weak.len(), shown.choices.len() - 2);
        prop_assert_eq!(shown.hint().is_some(), shown.choices.len() > 2);
    }
}
