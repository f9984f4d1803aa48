use std::time::Duration;

use proptest::prelude::*;

use super::super::fixture::{AT, Folder, answer, game, rank_of, scratch, worth};
use super::super::{BoardKey, GameId, HistoryError, NewGame, Play, SavedGame};
use super::*;
use crate::bank::Difficulty;
use crate::scoring::Points;

fn assert_out_of_step(result: &Result<(), HistoryError>) {
    assert!(
        matches!(result, Err(HistoryError::OutOfStep { .. })),
        "{result:?}"
    );
}

#[test]
fn an_unfinished_game_comes_back_with_its_answers_after_reopening() {
    let folder = Folder::new();
    let game = NewGame {
        board: BoardKey {
            categories: vec!["dwight".to_owned(), "jim-and-pam".to_owned()],
            difficulty: Some("hard".to_owned()),
            play: Play::Typed,
            timed: Some(20),
            through: Some(3),
            daily: Some("2026-11-22".to_owned()),
            ..game("Pam").board
        },
        seed: u64::MAX,
        ranked: false,
        practice: true,
        hints: false,
        ..game("Pam")
    };
    let answers = [
        answer(&game, 0),
        Answer {
            difficulty: Difficulty::Hard,
            given: String::new(),
            right: false,
            hinted: true,
            skipped: true,
            late: true,
            points: Points {
                speed: -50,
                hinted: true,
                ..Points::default()
            },
            ..answer(&game, 1)
        },
    ];

    let mut history = folder.history();
    let id = history.start_game(&game).unwrap();
    for (position, answer) in (0..).zip(&answers) {
        history.record(id, position, answer, AT, false).unwrap();
    }
    history.hint(id, 2).unwrap();
    history.leave(id, 2, 7_000, 9_000).unwrap();
    drop(history);

    let saved = SavedGame {
        id,
        game,
        answers: answers.to_vec(),
        hinted: Some(2),
        spent: 7_000,
        is_finished: false,
    };
    assert_eq!(folder.history().party(id).unwrap(), [saved]);
}

#[test]
fn a_finished_game_adds_up_its_answers() {
    let mut history = scratch();
    let game = game("Pam");
    let id = history.start_game(&game).unwrap();
    for (position, right, points, millis) in [(0, true, 110, 3_000), (1, false, 0, 9_000)] {
        let given = Answer {
            right,
            ..worth(answer(&game, position), points, millis)
        };
        history.record(id, position, &given, AT, false).unwrap();
    }
    history.finish(id, 9_999).unwrap();

    assert_eq!(history.unfinished("Pam").unwrap(), []);
    let top = history.top(&game.board, 10, None).unwrap();
    assert_eq!(top.len(), 1);
    let best = &top[0];
    assert_eq!((best.game, best.rank, best.player.as_str()), (id, 1, "Pam"));
    assert_eq!((best.points, best.right, best.of), (110, 1, 3));
    assert_eq!((best.millis, best.finished), (12_000, 9_999));
}

#[test]
fn a_game_finished_without_answers_has_no_points() {
    let mut history = scratch();
    let game = game("Pam");
    let id = history.start_game(&game).unwrap();
    history.finish(id, 9_999).unwrap();
    let top = history.top(&game.board, 10, None).unwrap();
    assert_eq!((top[0].points, top[0].right, top[0].millis), (0, 0, 0));
}

#[test]
fn an_answer_out_of_step_is_refused_and_not_counted() {
    let mut history = scratch();
    let game = game("Pam");
    let id = history.start_game(&game).unwrap();
    history.record(id, 0, &answer(&game, 0), AT, false).unwrap();

    for (id, position) in [(id, 0), (id, 3), (id, 2), (GameId(99), 1)] {
        assert_out_of_step(&history.record(id, position, &answer(&game, 0), AT, false));
    }
    assert_out_of_step(&history.finish(GameId(99), 1));
    history.finish(id, 1).unwrap();
    assert_out_of_step(&history.finish(id, 2));
    assert_out_of_step(&history.unrank(id));
    assert_out_of_step(&history.leave(id, 1, 1, 1));
    assert_out_of_step(&history.record(id, 1, &answer(&game, 1), AT, false));

    assert_eq!(history.asked_count("Pam", "office").unwrap(), 1);
}

#[test]
fn an_unranked_game_leaves_the_board_but_not_the_history() {
    let mut history = scratch();
    let game = game("Pam");
    let id = history.start_game(&game).unwrap();
    history.unrank(id).unwrap();
    assert!(!history.is_ranked(id).unwrap());
    history.finish(id, 1).unwrap();
    assert_eq!(history.top(&game.board, 10, None).unwrap(), []);
}

#[test]
fn names_are_compared_in_nfc_and_without_spaces_around_them() {
    let mut history = scratch();
    history.start_game(&game(" Zoë\t")).unwrap();
    for (name, games) in [("Zoe\u{308} ", 1), ("zoë", 0), ("Zoe", 0)] {
        assert_eq!(history.unfinished(name).unwrap().len(), games, "{name:?}");
    }
    history.start_game(&game("Zoe\u{308}")).unwrap();
    assert_eq!(history.unfinished("Zoë").unwrap().len(), 2);
}

#[test]
fn a_value_out_of_range_is_an_error_that_names_the_file() {
    for spoil in [
        "UPDATE games SET questions = 'no list'",
        "UPDATE games SET max_points = -1",
        "UPDATE answers SET position = -1",
        "UPDATE answers SET given = CAST(x'ff' AS TEXT)",
        "UPDATE boards SET length = -1",
    ] {
        let mut history = scratch();
        let id = history.start_game(&game("Pam")).unwrap();
        history
            .record(id, 0, &answer(&game("Pam"), 0), AT, false)
            .unwrap();
        history.conn.execute_batch(spoil).unwrap();
        let err = history.party(id).unwrap_err();
        assert!(
            matches!(err, HistoryError::Damaged { .. }),
            "{spoil}: {err:?}"
        );
    }
}

#[test]
fn details_of_points_out_of_range_are_read_as_the_lowest() {
    let mut history = scratch();
    let id = history.start_game(&game("Pam")).unwrap();
    let given = answer(&game("Pam"), 0);
    history.record(id, 0, &given, AT, false).unwrap();
    let spoil = "UPDATE answers SET difficulty = 'absurd', base = -1, speed = 1 << 40, streak = -1";
    history.conn.execute_batch(spoil).unwrap();
    let points = Points {
        total: 110,
        ..Points::default()
    };
    let expected = Answer { points, ..given };
    assert_eq!(history.party(id).unwrap()[0].answers, [expected]);
}

#[test]
fn an_answer_is_credited_once_and_keeps_its_judgment() {
    let mut history = scratch();
    let plan = game("Pam");
    let id = history.start_game(&plan).unwrap();
    let miss = Answer {
        right: false,
        points: Points::default(),
        ..answer(&plan, 0)
    };
    let points = answer(&plan, 0).points;
    history.record(id, 0, &miss, AT, false).unwrap();
    history.credit(id, 0, &points).unwrap();
    assert_out_of_step(&history.credit(id, 0, &points));
    history.record(id, 1, &answer(&plan, 1), AT, false).unwrap();
    assert_out_of_step(&history.credit(id, 1, &points));
    history.record(id, 2, &miss, AT, true).unwrap();
    // The game already has its totals.
    history.credit(id, 2, &points).unwrap();

    let (_, best) = history.rank(id, 1).unwrap().unwrap();
    let game = &best[0];
    assert_eq!((game.right, game.credited, game.points), (3, 2, 330));
    let saved = &history.party(id).unwrap()[0].answers;
    assert!(saved.iter().all(|answer| answer.right));
    assert_eq!(saved[0].points, points);
    let stats = history.stats("Pam", "office").unwrap();
    assert_eq!((stats.all.asked, stats.all.right), (3, 1));
    assert_eq!(stats.games[0].right, 3);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn whatever_is_recorded_comes_back(
        words in prop::array::uniform7(any::<String>()),
        questions in prop::collection::vec(any::<String>(), 1..4),
        seed: u64,
        through: Option<u8>,
        started: i64,
        at: i64,
        speed: i32,
        points: u32,
        millis in 0..1_u64 << 40,
    ) {
        let [player, bank, category, given, slug, word, day] = words;
        let game = NewGame {
            player: players::name(&player),
            board: BoardKey {
                bank,
                categories: vec![slug],
                length: points,
                difficulty: Some(word),
                play: Play::Typed,
                timed: Some(points),
                through,
                daily: Some(day),
            },
            seed,
            ranked: true,
            practice: false,
            hints: true,
            party: None,
            questions,
            max_points: points,
            started,
            utc_offset: speed,
        };
        let answer = Answer {
            question: game.questions[0].clone(),
            category,
            difficulty: Difficulty::Medium,
            given,
            right: true,
            credited: false,
            hinted: false,
            skipped: true,
            late: false,
            elapsed: Duration::from_millis(millis),
            points: Points { base: points, speed, streak: points, hinted: false, total: points },
        };
        let mut history = scratch();
        let id = history.start_game(&game).unwrap();
        history.record(id, 0, &answer, at, false).unwrap();
        prop_assert_eq!(history.unfinished(&player).unwrap()[0].id, id);
        let saved = history.party(id).unwrap();
        prop_assert_eq!(saved, [SavedGame { id, game: game.clone(), answers: vec![answer], hinted: None, spent: 0, is_finished: false }]);

        history.finish(id, at).unwrap();
        prop_assert_eq!(rank_of(&history, id), Some(1));
        prop_assert_eq!(&history.boards(1, Some(&player)).unwrap()[0].key, &game.board);
    }
}
