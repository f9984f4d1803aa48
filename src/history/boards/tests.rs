use super::super::NewGame;
use super::super::Play;
use super::super::fixture::{Outcome, game, key, plan, play, play_to, rank_of, scratch};
use super::*;

fn with(change: impl FnOnce(&mut BoardKey)) -> BoardKey {
    let mut key = key();
    change(&mut key);
    key
}

fn on(board: &BoardKey) -> NewGame {
    NewGame {
        board: board.clone(),
        ..game("Pam")
    }
}

fn ids(standings: &[Standing]) -> Vec<GameId> {
    standings.iter().map(|standing| standing.game).collect()
}

#[test]
fn games_rank_by_points_then_right_answers_then_time_then_who_was_first() {
    let outcome = |points, right, millis, finished| Outcome {
        points,
        right,
        millis,
        finished,
    };
    let even = outcome(200, 2, 5_000, 8_000);
    let cases = [
        ("more points", outcome(201, 0, 9_000, 9_000)),
        ("more right answers", outcome(200, 3, 9_000, 9_000)),
        ("less time", outcome(200, 2, 4_999, 9_000)),
        ("finished first", outcome(200, 2, 5_000, 7_999)),
    ];
    for (rule, better) in cases {
        for better_first in [true, false] {
            let mut history = scratch();
            let mut outcomes = [better, even];
            if !better_first {
                outcomes.reverse();
            }
            let mut best_first = outcomes.map(|outcome| play(&mut history, &game("Pam"), outcome));
            if !better_first {
                best_first.reverse();
            }
            let top = history.top(&key(), 10, None).unwrap();
            assert_eq!(ids(&top), best_first, "{rule}");
            assert_eq!([top[0].rank, top[1].rank], [1, 2], "{rule}");
            for (game, rank) in best_first.into_iter().zip([1, 2]) {
                assert_eq!(rank_of(&history, game), Some(rank), "{rule}");
            }
        }
    }
}

#[test]
fn the_game_started_first_wins_a_tie() {
    let mut history = scratch();
    let first = play_to(&mut history, &game("Pam"), 200);
    let second = play_to(&mut history, &game("Jim"), 200);
    assert_eq!(
        ids(&history.top(&key(), 10, None).unwrap()),
        [first, second]
    );
    assert_eq!(rank_of(&history, second), Some(2));
}

#[test]
fn the_three_ways_to_a_rank_agree() {
    let mut history = scratch();
    for n in 0..60_u32 {
        let player = ["Pam", "Jim", "Dwight"][n as usize % 3];
        let outcome = Outcome {
            points: n * 7 % 5,
            right: n % 3,
            millis: u64::from(n * 11 % 4),
            finished: i64::from(n % 2),
        };
        play(&mut history, &game(player), outcome);
    }
    let all = history.top(&key(), 100, None).unwrap();
    for (standing, rank) in all.iter().zip(1..) {
        assert_eq!(standing.rank, rank);
        assert_eq!(rank_of(&history, standing.game), Some(rank));
    }
    for player in ["Pam", "Jim", "Dwight"] {
        let own: Vec<_> = all.iter().filter(|s| s.player == player).cloned().collect();
        assert_eq!(history.top(&key(), 100, Some(player)).unwrap(), own);
        assert_eq!(history.top(&key(), 7, Some(player)).unwrap(), own[..7]);
    }
}

#[test]
fn a_limit_selects_the_best_games() {
    let mut history = scratch();
    for points in [1, 3, 2] {
        play_to(&mut history, &game("Pam"), points);
    }
    let points = |limit| -> Vec<u32> {
        let top = history.top(&key(), limit, None).unwrap();
        top.iter().map(|standing| standing.points).collect()
    };
    assert_eq!(points(0), Vec::<u32>::new());
    assert_eq!(points(2), [3, 2]);
    assert_eq!(points(u32::MAX), [3, 2, 1]);
}

#[test]
fn unranked_and_unfinished_games_have_no_rank() {
    let mut history = scratch();
    let unranked = NewGame {
        ranked: false,
        ..game("Pam")
    };
    let unranked = play_to(&mut history, &unranked, 200);
    let unfinished = history.start_game(&game("Pam")).unwrap();
    for game in [unranked, unfinished, GameId(99), GameId(-1)] {
        assert_eq!(rank_of(&history, game), None);
    }
    assert_eq!(history.top(&key(), 10, None).unwrap(), []);
    assert_eq!(history.boards(10, None).unwrap(), []);
}

#[test]
fn games_that_differ_in_any_part_of_the_key_are_not_compared() {
    let keys = [
        key(),
        with(|key| key.bank = "parks".to_owned()),
        with(|key| key.categories = vec!["dwight".to_owned()]),
        with(|key| key.categories = vec!["dwight".to_owned(), "pam".to_owned()]),
        with(|key| key.length = 20),
        with(|key| key.difficulty = Some("easy".to_owned())),
        with(|key| key.play = Play::Typed),
        with(|key| key.timed = Some(20)),
        with(|key| key.timed = Some(30)),
    ];
    let mut history = scratch();
    let mut games = Vec::new();
    for board in &keys {
        games.push(play_to(&mut history, &on(board), 200));
    }
    for (key, game) in keys.iter().zip(games) {
        assert_eq!(ids(&history.top(key, 10, None).unwrap()), [game], "{key:?}");
        assert_eq!(rank_of(&history, game), Some(1));
    }
    assert_eq!(history.boards(10, None).unwrap().len(), keys.len());
}

#[test]
fn the_order_of_categories_does_not_matter() {
    let words = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
    let sorted = with(|key| key.categories = words(&["dwight", "pam"]));
    let mut history = scratch();
    play_to(&mut history, &on(&sorted), 100);
    for slugs in [&["pam", "dwight"][..], &["pam", "dwight", "pam"]] {
        let other = with(|key| key.categories = words(slugs));
        assert_eq!(history.top(&other, 10, None).unwrap().len(), 1, "{other:?}");
    }
    assert_eq!(history.boards(10, None).unwrap()[0].key, sorted);
}

#[test]
fn boards_come_in_a_fixed_order() {
    let ordered = [
        key(),
        with(|key| key.difficulty = Some("hard".to_owned())),
        with(|key| key.length = 20),
        with(|key| key.timed = Some(20)),
        with(|key| key.play = Play::Typed),
        with(|key| key.categories = vec!["dwight".to_owned()]),
        with(|key| key.daily = Some("2026-11-22".to_owned())),
        with(|key| key.daily = Some("2026-11-21".to_owned())),
        with(|key| key.bank = "parks".to_owned()),
    ];
    let mut history = scratch();
    for board in ordered.iter().rev() {
        play_to(&mut history, &on(board), 100);
    }
    let keys: Vec<_> = history
        .boards(1, None)
        .unwrap()
        .into_iter()
        .map(|b| b.key)
        .collect();
    assert_eq!(keys, ordered);
}

#[test]
fn a_players_boards_have_games_of_that_player() {
    let mut history = scratch();
    play_to(&mut history, &game("Jim"), 300);
    play_to(&mut history, &game("Pam"), 200);
    let typed = with(|key| key.play = Play::Typed);
    play_to(
        &mut history,
        &NewGame {
            board: typed,
            ..game("Jim")
        },
        100,
    );

    let boards = history.boards(10, Some("Pam")).unwrap();
    assert_eq!(boards.len(), 1);
    assert_eq!((boards[0].games.len(), boards[0].games[0].rank), (1, 2));
    assert_eq!(history.boards(10, Some("Kelly")).unwrap(), []);
    assert_eq!(history.top(&key(), 10, Some("Kelly")).unwrap(), []);
}

#[test]
fn the_index_alone_gives_the_best_games() {
    let mut history = scratch();
    for n in 0..50 {
        play_to(&mut history, &game(&format!("player {n}")), n);
    }
    for statistics in ["", "ANALYZE"] {
        history.conn.execute_batch(statistics).unwrap();
        for sql in [RANKING, RANK] {
            let plan = plan(&history, sql);
            assert!(
                plan.iter()
                    .any(|step| step.contains("COVERING INDEX games_ranking (board=?")),
                "{plan:#?}"
            );
            assert!(
                !plan.iter().any(|step| step.contains("TEMP B-TREE")),
                "{plan:#?}"
            );
            assert!(
                !plan.iter().any(|step| step.starts_with("SCAN g")),
                "{plan:#?}"
            );
        }
    }
}
