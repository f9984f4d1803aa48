use proptest::prelude::*;

use super::super::fixture::{Folder, answer, game, play_to, scratch};
use super::super::{AnswerRecord, BoardKey, GameId, HistoryError, NewGame, Play, SavedGame};
use super::*;

fn assert_out_of_step(result: &Result<(), HistoryError>) {
    assert!(
        matches!(result, Err(HistoryError::OutOfStep { .. })),
        "{result:?}"
    );
}

#[test]
fn a_left_game_comes_back_with_its_answers_after_reopening() {
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
        AnswerRecord {
            given: String::new(),
            right: false,
            hinted: true,
            skipped: true,
            late: true,
            speed: -50,
            ..answer(&game, 1)
        },
    ];

    let mut history = folder.history();
    let id = history.start_game(&game).unwrap();
    for answer in &answers {
        history.record(id, answer, None).unwrap();
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
    assert_eq!(
        folder.history().unfinished("Pam", |_| true).unwrap(),
        Some(saved)
    );
}

#[test]
fn a_game_without_answers_can_be_gone_on_with() {
    let mut history = scratch();
    let id = history.start_game(&game("Pam")).unwrap();
    let saved = history.unfinished("Pam", |_| true).unwrap().unwrap();
    assert_eq!((saved.id, saved.answers), (id, vec![]));
}

#[test]
fn the_game_left_last_is_the_one_that_began_last() {
    let mut history = scratch();
    let at = |started| NewGame {
        started,
        ..game("Pam")
    };
    history.start_game(&at(10)).unwrap();
    let latest = history.start_game(&at(30)).unwrap();
    history.start_game(&at(20)).unwrap();
    history
        .start_game(&NewGame {
            started: 40,
            ..game("Jim")
        })
        .unwrap();
    assert_eq!(
        history.unfinished("Pam", |_| true).unwrap().unwrap().id,
        latest
    );
}

#[test]
fn a_game_is_over_with_its_last_answer() {
    let mut history = scratch();
    play_to(&mut history, &game("Pam"), 300);
    assert_eq!(history.unfinished("Pam", |_| true).unwrap(), None);
}

#[test]
fn a_finished_game_adds_up_its_answers() {
    let mut history = scratch();
    let game = game("Pam");
    let id = history.start_game(&game).unwrap();
    for (position, right, points, millis) in [(0, true, 110, 3_000), (1, false, 0, 9_000)] {
        let given = AnswerRecord {
            right,
            millis,
            points,
            ..answer(&game, position)
        };
        history.record(id, &given, None).unwrap();
    }
    history.finish(id, 9_999).unwrap();

    assert_eq!(history.unfinished("Pam", |_| true).unwrap(), None);
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
fn what_does_not_belong_to_the_game_is_refused_and_not_counted() {
    let mut history = scratch();
    let game = game("Pam");
    let id = history.start_game(&game).unwrap();
    history.record(id, &answer(&game, 0), None).unwrap();

    let beyond = AnswerRecord {
        position: 3,
        ..answer(&game, 0)
    };
    assert_out_of_step(&history.record(id, &answer(&game, 0), None));
    assert_out_of_step(&history.record(id, &beyond, None));
    assert_out_of_step(&history.record(GameId(99), &answer(&game, 1), None));
    assert_out_of_step(&history.finish(GameId(99), 1));
    history.finish(id, 1).unwrap();
    assert_out_of_step(&history.finish(id, 2));
    assert_out_of_step(&history.unrank(id));
    assert_out_of_step(&history.record(id, &answer(&game, 1), None));

    assert_eq!(history.asked_count("Pam", "office").unwrap(), 1);
}

#[test]
fn a_game_that_is_unranked_leaves_the_board_but_not_the_history() {
    let mut history = scratch();
    let game = game("Pam");
    let id = history.start_game(&game).unwrap();
    history.unrank(id).unwrap();
    assert!(
        !history
            .unfinished("Pam", |_| true)
            .unwrap()
            .unwrap()
            .game
            .ranked
    );
    history.finish(id, 1).unwrap();
    assert_eq!(history.top(&game.board, 10, None).unwrap(), []);
}

#[test]
fn spaces_around_a_name_do_not_make_another_player() {
    let mut history = scratch();
    history.start_game(&game(" Pam\t")).unwrap();
    let saved = history.unfinished("Pam ", |_| true).unwrap().unwrap();
    assert_eq!(saved.game.player, "Pam");
    assert_eq!(history.unfinished("pam", |_| true).unwrap(), None);
}

#[test]
fn a_long_answer_is_cut_between_characters() {
    let cases = [
        ("Pam", 5, "Pam"),
        ("Pam", 2, "Pa"),
        ("Paäm", 3, "Pa"),
        ("", 0, ""),
    ];
    for (text, max, expected) in cases {
        assert_eq!(start(text, max), expected, "{text:?} in {max} bytes");
    }
}

#[test]
fn the_game_left_last_comes_first() {
    let mut history = scratch();
    let at = |started| NewGame {
        started,
        ..game("Pam")
    };
    let [first, second] = [10, 20].map(|started| history.start_game(&at(started)).unwrap());
    let last = |history: &History| history.unfinished("Pam", |_| true).unwrap().unwrap().id;
    assert_eq!(last(&history), second);
    history.leave(first, 0, 1, 30).unwrap();
    assert_eq!(last(&history), first);
    let answered = AnswerRecord {
        at: 40,
        ..answer(&at(20), 0)
    };
    history.record(second, &answered, None).unwrap();
    assert_eq!(last(&history), second);
}

#[test]
fn time_spent_is_that_of_the_question_that_still_stands() {
    let mut history = scratch();
    let game = game("Pam");
    let id = history.start_game(&game).unwrap();
    history.leave(id, 0, 3_000, 9_000).unwrap();
    history.leave(id, 0, 5_000, 9_500).unwrap();
    let spent = |history: &History| {
        let left = history.unfinished("Pam", |_| true).unwrap();
        left.unwrap().spent
    };
    assert_eq!(spent(&history), 5_000);
    history.record(id, &answer(&game, 0), None).unwrap();
    assert_eq!(spent(&history), 0, "it was answered");
    history.finish(id, 9).unwrap();
    assert_out_of_step(&history.leave(id, 1, 1, 1));
}

#[test]
fn games_that_another_program_spoiled_are_passed_over() {
    let cases = [
        "UPDATE games SET questions = 'no end of line' WHERE id = 2",
        "UPDATE games SET questions = '' WHERE id = 2",
        "UPDATE games SET max_points = -1 WHERE id = 2",
        "UPDATE games SET practice = 2 WHERE id = 2",
        "UPDATE games SET ranked = 2 WHERE id = 2",
        "UPDATE answers SET position = 3 WHERE game = 2",
        "UPDATE answers SET position = -1 WHERE game = 2",
        "UPDATE answers SET millis = -1 WHERE game = 2",
        "UPDATE answers SET given = CAST(x'ff' AS TEXT) WHERE game = 2",
        "UPDATE answers SET given = printf('%.*c', 2000000, 'x') WHERE game = 2",
        "INSERT INTO boards VALUES (9, '', '', 3, '', 'sung', 0, 0, '');
         UPDATE games SET board = 9 WHERE id = 2",
    ];
    for spoil in cases {
        let mut history = scratch();
        for started in [10, 20] {
            let game = NewGame {
                started,
                ..game("Pam")
            };
            let id = history.start_game(&game).unwrap();
            history.record(id, &answer(&game, 0), None).unwrap();
        }
        assert_eq!(
            history.unfinished("Pam", |_| true).unwrap().unwrap().id,
            GameId(2)
        );
        history.conn.execute_batch(spoil).unwrap();
        let saved = history.unfinished("Pam", |_| true).unwrap();
        assert_eq!(saved.unwrap().id, GameId(1), "{spoil}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn whatever_is_recorded_comes_back(
        words in prop::array::uniform8(any::<String>()),
        questions in prop::collection::vec(any::<String>(), 1..4),
        seed: u64,
        through: Option<u8>,
        started: i64,
        numbers: [i64; 4],
        points: u32,
        millis: u64,
    ) {
        let [player, bank, category, difficulty, given, slug, word, day] = words;
        let game = NewGame {
            player: player.trim().to_owned(),
            board: BoardKey {
                bank,
                categories: vec![slug],
                length: points,
                difficulty: Some(word).filter(|word| !word.is_empty()),
                play: Play::Typed,
                timed: Some(points).filter(|&seconds| seconds != 0),
                through: through.filter(|&season| season != 0),
                daily: Some(day).filter(|day| !day.is_empty()),
            },
            seed,
            ranked: true,
            practice: false,
            hints: true,
            party: None,
            questions,
            max_points: points,
            started,
        };
        let answer = AnswerRecord {
            position: 0,
            question: game.questions[0].clone(),
            category,
            difficulty,
            given,
            right: true,
            hinted: false,
            skipped: true,
            late: false,
            millis: millis.min(MILLIS_MAX),
            base: numbers[0],
            speed: numbers[1],
            streak: numbers[2],
            points,
            at: numbers[3],
        };
        let mut history = scratch();
        let id = history.start_game(&game).unwrap();
        history.record(id, &AnswerRecord { millis, ..answer.clone() }, None).unwrap();
        let saved = history.unfinished(&player, |_| true).unwrap();
        prop_assert_eq!(saved, Some(SavedGame { id, game: game.clone(), answers: vec![answer], hinted: None, spent: 0, is_finished: false }));

        history.finish(id, numbers[3]).unwrap();
        prop_assert_eq!(history.rank(id).unwrap(), Some(1));
        prop_assert_eq!(&history.boards(1, Some(&player)).unwrap()[0].key, &game.board);
    }
}
