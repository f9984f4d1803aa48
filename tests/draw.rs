//! Laws of the draw, on banks of every shape.
#![allow(clippy::unwrap_used, reason = "a failed test says so by panicking")]

use std::collections::BTreeSet;
use std::fmt::Write as _;

use dundie::bank::compile::{BankText, File, compile};
use dundie::bank::{Difficulty, Entry, Index};
use dundie::quiz::draw::{DRAW, matching, shares};
use dundie::quiz::party::{Seat, draw_party};
use dundie::quiz::practice::{Boxed, practice};
use dundie::quiz::random::generator;
use dundie::quiz::{Recency, Request, draw};
use proptest::prelude::*;

/// One question: category, difficulty, topic, season.
type Shape = (usize, Difficulty, u8, Option<u8>);

fn index(questions: &[Shape]) -> Index {
    let mut bank = BankText::default();
    for category in 0..3 {
        let mut text = format!("name = \"Category {category}\"\n");
        for (n, (own, difficulty, topic, season)) in questions.iter().enumerate() {
            if *own == category {
                write!(
                    text,
                    "[[question]]\nid = \"q{n}\"\ntopic = \"t{topic}\"\ndifficulty = \"{}\"\n\
                     ask = \"?\"\nanswer = \"a\"\nwrong = [\"b\", \"c\", \"d\"]\n",
                    difficulty.name()
                )
                .unwrap();
                if let Some(season) = season {
                    writeln!(text, "season = {season}").unwrap();
                }
            }
        }
        if text.contains("[[question]]") {
            bank.add(File {
                name: format!("c{category}.toml"),
                text,
            });
        }
    }
    let bytes = compile(&bank, 1, &|_| ()).unwrap();
    Index::open(Box::new(bytes)).unwrap()
}

fn shapes() -> impl Strategy<Value = Vec<Shape>> {
    let difficulty = prop::sample::select(Difficulty::ALL.to_vec());
    let shape = (0usize..3, difficulty, 0u8..25, prop::option::of(1u8..10));
    prop::collection::vec(shape, 1..60)
}

fn requests() -> impl Strategy<Value = Request> {
    let difficulty = prop::option::of(prop::sample::select(Difficulty::ALL.to_vec()));
    let categories = prop::collection::vec(0u32..3, 0..3);
    (categories, 1u32..25, difficulty, prop::option::of(1u8..10)).prop_map(
        |(categories, count, difficulty, through)| Request {
            categories,
            count,
            difficulty,
            through,
            ..Request::default()
        },
    )
}

/// The entries that a request allows.
fn allowed(index: &Index, request: &Request) -> Vec<Entry> {
    (0..index.len())
        .map(|n| index.entry(n).unwrap())
        .filter(|e| request.categories.is_empty() || request.categories.contains(&e.category))
        .filter(|e| request.difficulty.is_none_or(|d| d == e.difficulty))
        .filter(|e| !matches!((e.season, request.through), (Some(s), Some(t)) if s > t))
        .collect()
}

fn entries(index: &Index, hand: &[u32]) -> Vec<Entry> {
    hand.iter().map(|n| index.entry(*n).unwrap()).collect()
}

/// How many are easy, medium and hard.
fn each_difficulty(entries: &[Entry]) -> [usize; 3] {
    Difficulty::ALL.map(|d| entries.iter().filter(|e| e.difficulty == d).count())
}

/// A seat for each history, with seeds that follow each other.
fn seats(asked: &[Vec<u32>], index: &Index, seed: u64) -> Vec<Seat> {
    let seat = |(asked, n): (&Vec<u32>, u64)| Seat {
        seed: seed.wrapping_add(n),
        recency: Recency::from_oldest_first(asked.iter().copied(), index.len()),
    };
    asked.iter().zip(0..).map(seat).collect()
}

/// Whether distinct topics can fill the shares: for each set of difficulties
/// there must be as many topics as it wants (P. Hall, 1935).
fn can_fill(allowed: &[Entry], wanted: [u32; 3]) -> bool {
    (1u32..8).all(|set| {
        let is_in = |d: Difficulty| set & (1 << d as u32) != 0;
        let topics: BTreeSet<_> = allowed
            .iter()
            .filter(|e| is_in(e.difficulty))
            .map(|e| e.topic)
            .collect();
        let want: u32 = Difficulty::ALL
            .into_iter()
            .filter(|d| is_in(*d))
            .map(|d| wanted[d as usize])
            .sum();
        topics.len() as u32 >= want
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn a_draw_keeps_every_rule(
        shapes in shapes(),
        mut request in requests(),
        asked in prop::collection::vec(0u32..60, 0..80),
        seed: u64,
    ) {
        let index = index(&shapes);
        let categories = index.categories().len() as u32;
        request.categories.retain(|c| *c < categories);
        let recency = Recency::from_oldest_first(asked, index.len());
        let drawn = draw(&index, &request, &recency, &mut generator(seed, 0)).unwrap();
        let entries: Vec<_> = drawn.iter().map(|n| index.entry(*n).unwrap()).collect();
        let allowed = allowed(&index, &request);

        let distinct: BTreeSet<_> = drawn.iter().collect();
        prop_assert_eq!(distinct.len(), drawn.len(), "no question twice");
        let topics: BTreeSet<_> = entries.iter().map(|e| e.topic).collect();
        prop_assert_eq!(topics.len(), drawn.len(), "one question a topic");
        prop_assert!(entries.iter().all(|e| allowed.contains(e)), "only what is asked for");
        prop_assert!(entries.is_sorted_by_key(|e| e.difficulty), "rising difficulty");
        let possible: BTreeSet<_> = allowed.iter().map(|e| e.topic).collect();
        prop_assert_eq!(drawn.len(), possible.len().min(request.count as usize));
        prop_assert_eq!(matching(&index, &request).unwrap() as usize, allowed.len());

        let wanted = match request.difficulty {
            Some(only) => Difficulty::ALL.map(|d| if d == only { request.count } else { 0 }),
            None => shares(request.count),
        };
        if can_fill(&allowed, wanted) {
            for difficulty in Difficulty::ALL {
                let count = entries.iter().filter(|e| e.difficulty == difficulty).count();
                prop_assert_eq!(count as u32, wanted[difficulty as usize], "{:?}", difficulty);
            }
        }
    }

    #[test]
    fn never_asked_comes_before_asked_and_long_ago_before_lately(
        count in 1u32..12,
        order in Just((0u32..30).collect::<Vec<_>>()).prop_shuffle(),
        asked in 0usize..30,
        seed: u64,
    ) {
        let shapes: Vec<Shape> = (0..30).map(|n| (0, Difficulty::Easy, n, None)).collect();
        let index = index(&shapes);
        let request = Request { count, difficulty: Some(Difficulty::Easy), ..Request::default() };
        let recency = Recency::from_oldest_first(order[..asked].iter().copied(), index.len());
        let drawn = draw(&index, &request, &recency, &mut generator(seed, 0)).unwrap();
        let mut times: Vec<_> = drawn.iter().map(|n| recency.last(*n)).collect();
        times.sort_unstable();
        let mut all: Vec<_> = (0..30).map(|n| recency.last(n)).collect();
        all.sort_unstable();
        prop_assert_eq!(&times[..], &all[..count as usize]);
    }

    #[test]
    fn a_party_is_dealt_alike(
        shapes in shapes(),
        mut request in requests(),
        asked in prop::collection::vec(prop::collection::vec(0u32..60, 0..40), 2..=6),
        seed: u64,
    ) {
        let index = index(&shapes);
        let categories = index.categories().len() as u32;
        request.categories.retain(|c| *c < categories);
        let seats = seats(&asked, &index, seed);
        let hands = draw_party(&index, &request, &seats).unwrap();
        prop_assert_eq!(&hands, &draw_party(&index, &request, &seats).unwrap());

        let allowed = allowed(&index, &request);
        let least = *each_difficulty(&allowed).iter().max().unwrap() / seats.len();
        if hands.is_empty() {
            prop_assert_eq!(least, 0, "one each could be had");
            return Ok(());
        }
        prop_assert_eq!(hands.len(), seats.len());
        let mut dealt = BTreeSet::new();
        let first = entries(&index, &hands[0]);
        for hand in &hands {
            let entries = entries(&index, hand);
            prop_assert!(entries.len() <= request.count as usize);
            prop_assert_eq!(each_difficulty(&entries), each_difficulty(&first), "alike for all");
            prop_assert!(entries.is_sorted_by_key(|e| e.difficulty), "rising difficulty");
            prop_assert!(entries.iter().all(|e| allowed.contains(e)), "only what is asked for");
            let topics: BTreeSet<_> = entries.iter().map(|e| e.topic).collect();
            prop_assert_eq!(topics.len(), hand.len(), "one question a topic");
            dealt.extend(hand.iter().copied());
        }
        prop_assert_eq!(dealt.len(), hands.len() * hands[0].len(), "no question twice");
    }

    #[test]
    fn a_party_gets_as_much_as_there_is_and_hears_no_topic_twice(
        counts in prop::array::uniform3(0u8..20),
        is_double: bool,
        count in 1u32..15,
        asked in prop::collection::vec(prop::collection::vec(0u32..60, 0..40), 2..=6),
        seed: u64,
    ) {
        // Each topic has one question, or two, of one difficulty.
        let mut shapes: Vec<Shape> = Vec::new();
        for (difficulty, first) in Difficulty::ALL.into_iter().zip([0, 20, 40]) {
            for topic in first..first + counts[difficulty as usize] {
                shapes.push((0, difficulty, topic, None));
                shapes.extend(is_double.then_some((1, difficulty, topic, None)));
            }
        }
        prop_assume!(!shapes.is_empty());
        let index = index(&shapes);
        let seats = seats(&asked, &index, seed);
        let request = Request { count, ..Request::default() };
        let hands = draw_party(&index, &request, &seats).unwrap();
        let topics: Vec<_> = hands
            .iter()
            .flat_map(|hand| entries(&index, hand))
            .map(|entry| entry.topic)
            .collect();
        let distinct: BTreeSet<_> = topics.iter().collect();
        let enough = shares(count)
            .into_iter()
            .zip(counts)
            .all(|(share, topics)| share as usize * seats.len() <= usize::from(topics));
        if enough {
            prop_assert_eq!(topics.len(), count as usize * seats.len());
            prop_assert_eq!(distinct.len(), topics.len(), "no topic twice");
        }
        if !is_double {
            let most: usize = counts.iter().map(|n| usize::from(*n) / seats.len()).sum();
            prop_assert_eq!(topics.len(), most.min(count as usize) * seats.len());
        }
    }

    #[test]
    fn practice_keeps_its_order_of_preference(
        shapes in shapes(),
        mut request in requests(),
        asked in prop::collection::btree_map(0u32..60, 1u8..=5, 0..60).prop_map(Vec::from_iter).prop_shuffle(),
        taken in prop::collection::vec(0u32..60, 0..5),
        seed: u64,
    ) {
        let index = index(&shapes);
        let categories = index.categories().len() as u32;
        request.categories.retain(|c| *c < categories);
        let asked: Vec<_> = asked
            .into_iter()
            .filter(|(entry, _)| *entry < index.len())
            .map(|(entry, number)| Boxed { entry, number })
            .collect();
        let taken = taken.into_iter().filter(|n| *n < index.len());
        request.taken.topics = taken.map(|n| index.entry(n).unwrap().topic).collect();
        let round = practice(&index, &request, &asked, &mut generator(seed, DRAW)).unwrap();
        let drawn = entries(&index, &round);
        let mut allowed = allowed(&index, &request);
        allowed.retain(|e| !request.taken.topics.contains(&e.topic));
        prop_assert!(drawn.iter().all(|e| allowed.contains(e)), "only what is asked for");
        let topics: BTreeSet<_> = drawn.iter().map(|e| e.topic).collect();
        prop_assert_eq!(topics.len(), round.len(), "at most one of a topic");
        let possible: BTreeSet<_> = allowed.iter().map(|e| e.topic).collect();
        prop_assert_eq!(round.len(), possible.len().min(request.count as usize));

        // Missed before new before known; within missed and known, longest ago first.
        let rank = |entry: &u32| match asked.iter().position(|boxed| boxed.entry == *entry) {
            Some(at) if asked[at].number == 1 => (0, at),
            None => (1, 0),
            Some(at) => (2, at),
        };
        prop_assert!(round.is_sorted_by_key(rank), "{:?}", round);
        // What was left out gave way to its own topic, or to what comes before it.
        let last = round.last().map(rank);
        for number in (0..index.len()).filter(|n| !round.contains(n)) {
            let entry = index.entry(number).unwrap();
            if !allowed.contains(&entry) {
                continue;
            }
            let rival = drawn.iter().position(|e| e.topic == entry.topic);
            let rival = rival.map(|at| rank(&round[at]));
            prop_assert!(
                rival.is_some_and(|rival| rival <= rank(&number))
                    || (round.len() == request.count as usize && last <= Some(rank(&number))),
                "{} is missing in {:?}", number, round
            );
        }
    }

    #[test]
    fn shares_make_up_the_game_and_lean_to_the_easier(count in 0u32..5000) {
        let [easy, medium, hard] = shares(count);
        prop_assert_eq!(easy + medium + hard, count);
        prop_assert!(easy >= medium && medium >= hard);
        prop_assert!(hard * 5 <= count && (hard + 1) * 5 > count);
        prop_assert!(easy - medium <= 1);
    }
}

#[test]
fn a_game_of_ten_has_four_four_and_two() {
    assert_eq!(shares(10), [4, 4, 2]);
    assert_eq!(shares(20), [8, 8, 4]);
    assert_eq!(shares(5), [2, 2, 1]);
    assert_eq!(shares(3), [2, 1, 0]);
    assert_eq!(shares(1), [1, 0, 0]);
}

#[test]
fn a_topic_moves_to_the_difficulty_that_needs_it() {
    // The hard share can only be filled by topics that easy questions have too.
    let mut shapes: Vec<Shape> = Vec::new();
    for topic in 0..4 {
        shapes.push((0, Difficulty::Easy, topic, None));
        shapes.push((0, Difficulty::Medium, 10 + topic, None));
    }
    for topic in 0..2 {
        shapes.push((0, Difficulty::Hard, topic, None));
        shapes.push((0, Difficulty::Easy, 20 + topic, None));
    }
    let index = index(&shapes);
    for seed in 0..200 {
        let request = Request {
            count: 10,
            ..Request::default()
        };
        let drawn = draw(&index, &request, &Recency::none(), &mut generator(seed, 0)).unwrap();
        let hard = drawn
            .iter()
            .filter(|n| index.entry(**n).unwrap().difficulty == Difficulty::Hard);
        assert_eq!((drawn.len(), hard.count()), (10, 2), "seed {seed}");
    }
}

/// Sixty questions on thirty topics.
fn sixty() -> Vec<Shape> {
    (0u8..60)
        .map(|n| {
            let difficulty = Difficulty::ALL[usize::from(n % 5 / 2)];
            (
                usize::from(n % 3),
                difficulty,
                n / 2,
                (n % 4 != 0).then_some(n % 9 + 1),
            )
        })
        .collect()
}

/// A seed means the same game in every later version: never change these.
#[test]
fn seeds_are_pinned_forever() {
    let index = index(&sixty());
    let game = |seed, request: &Request| {
        draw(&index, request, &Recency::none(), &mut generator(seed, 0)).unwrap()
    };
    let ten = Request {
        count: 10,
        ..Request::default()
    };
    let through = Request {
        through: Some(3),
        categories: vec![1, 2],
        ..ten.clone()
    };
    assert_eq!(game(0, &ten), [45, 40, 44, 4, 14, 32, 50, 33, 37, 19]);
    assert_eq!(game(1, &ten), [21, 46, 1, 27, 54, 51, 29, 53, 58, 59]);
    assert_eq!(game(u64::MAX, &ten), [27, 3, 7, 41, 28, 35, 8, 31, 38, 16]);
    assert_eq!(game(42, &through), [42, 20, 21, 26, 32, 49, 53, 34, 36, 57]);
}

/// As for one player: never change these.
#[test]
fn seeds_of_a_party_are_pinned_forever() {
    let index = index(&sixty());
    let deal = |seed, players: usize, request: &Request| {
        let mut seats = seats(&vec![Vec::new(); players], &index, seed);
        for seat in &mut seats {
            seat.recency = Recency::none();
        }
        draw_party(&index, request, &seats).unwrap()
    };
    let four = Request {
        count: 4,
        ..Request::default()
    };
    let hard = Request {
        difficulty: Some(Difficulty::Hard),
        ..four.clone()
    };
    assert_eq!(
        deal(7, 3, &four),
        [[42, 4, 31, 53], [7, 21, 55, 12], [23, 2, 14, 10]]
    );
    assert_eq!(deal(u64::MAX, 2, &four), [[41, 3, 35, 14], [44, 4, 53, 50]]);
    let three_each = [[59, 18, 57], [16, 36, 17], [38, 37, 56], [19, 58, 39]];
    assert_eq!(deal(7, 4, &hard), three_each);
    let alone = draw(&index, &four, &Recency::none(), &mut generator(7, DRAW)).unwrap();
    assert_eq!(deal(7, 3, &four)[0], alone, "the first is dealt as alone");
}

#[test]
fn every_question_is_equally_likely() {
    let shapes: Vec<Shape> = (0..20)
        .map(|n| (usize::from(n % 2), Difficulty::Easy, n, None))
        .collect();
    let index = index(&shapes);
    let request = Request {
        count: 5,
        difficulty: Some(Difficulty::Easy),
        ..Request::default()
    };
    let mut seen = [0u32; 20];
    for seed in 0..8_000 {
        for entry in draw(&index, &request, &Recency::none(), &mut generator(seed, 0)).unwrap() {
            seen[entry as usize] += 1;
        }
    }
    // Each is drawn 2000 times give or take 39; five times that happens never.
    assert!(seen.iter().all(|n| n.abs_diff(2000) < 195), "{seen:?}");
}
