use super::super::fixture::{AT, Scratch, answer, game, key, plan, scratch};
use super::super::{BoardKey, GameId, NewGame};
use super::*;
use crate::bank::Difficulty;
use crate::quiz::Answer;

const DAY: i64 = 24 * 60 * 60 * 1000;

fn with_questions(player: &str, questions: &[&str]) -> NewGame {
    NewGame {
        questions: questions.iter().map(|&id| id.to_owned()).collect(),
        ..game(player)
    }
}

/// Plays answers given as signs: `+` right, `-` wrong, `s` skipped, `p` passed over. The game
/// is finished with its last question.
fn play_signs(history: &mut Scratch, game: &NewGame, signs: &str, at: i64) -> GameId {
    let id = history.start_game(game).unwrap();
    for (sign, position) in signs.chars().zip(0..) {
        let is_last = position as usize + 1 == game.questions.len();
        let category = if sign == 'p' { "" } else { "jim-and-pam" };
        let answer = Answer {
            right: sign == '+',
            skipped: sign == 's' || sign == 'p',
            category: category.to_owned(),
            ..answer(game, position)
        };
        history.record(id, position, &answer, at, is_last).unwrap();
    }
    id
}

fn tally(asked: u64, right: u64) -> Tally {
    Tally { asked, right }
}

#[test]
fn without_games_all_totals_are_zero() {
    let history = scratch();
    assert_eq!(history.stats("Pam", "office").unwrap(), Stats::default());
    assert!(history.question_stats("office", None).unwrap().is_empty());
}

#[test]
fn answers_count_in_every_kind_of_game() {
    let cases = [
        ("+-+", tally(3, 2), 3, 1, "a finished game"),
        (
            "+s",
            tally(2, 1),
            1,
            0,
            "an unfinished game, skipped is not right",
        ),
        ("+p+", tally(2, 2), 2, 1, "passed over was not asked"),
        ("", tally(0, 0), 0, 0, "begun"),
    ];
    for (signs, all, answered, games, why) in cases {
        let mut history = scratch();
        play_signs(&mut history, &game("Pam"), signs, 0);
        let stats = history.stats("Pam", "office").unwrap();
        assert_eq!(stats.all, all, "{why}");
        assert_eq!(stats.answered, answered, "{why}");
        assert_eq!(stats.millis, 4_000 * answered, "{why}");
        assert_eq!(stats.games.len(), games, "{why}");
    }
}

#[test]
fn practice_counts_as_answers_but_not_as_a_game() {
    let mut history = scratch();
    let practice = NewGame {
        practice: true,
        ..game("Pam")
    };
    play_signs(&mut history, &practice, "+++", 0);
    let stats = history.stats("Pam", "office").unwrap();
    assert_eq!((stats.all, stats.games.len()), (tally(3, 3), 0));
}

#[test]
fn each_player_and_bank_has_separate_statistics() {
    let mut history = scratch();
    let parks = NewGame {
        board: BoardKey {
            bank: "parks".to_owned(),
            ..key()
        },
        ..game("Pam")
    };
    play_signs(&mut history, &game("Pam"), "+", 0);
    play_signs(&mut history, &game("Jim"), "--", 0);
    play_signs(&mut history, &parks, "-+-", 0);
    let all = |player: &str, bank: &str| history.stats(player, bank).unwrap().all;
    assert_eq!(all("Pam", "office"), tally(1, 1));
    assert_eq!(all(" Jim ", "office"), tally(2, 0));
    assert_eq!(all("Pam", "parks"), tally(3, 1));
    assert_eq!(all("Dwight", "office"), tally(0, 0));

    let questions = |player| history.question_stats("office", player).unwrap();
    assert_eq!(questions(None)["teapot"].tally, tally(2, 1));
    assert_eq!(questions(Some("Jim"))["teapot"].tally, tally(1, 0));
    assert!(questions(Some("Dwight")).is_empty());
}

#[test]
fn a_streak_stays_within_its_game() {
    let cases: [(&[&str], u32); 5] = [
        (&["+++"], 3),
        (&["++-", "-++"], 2),
        (&["-++", "++-"], 2),
        (&["+p+"], 1),
        (&["---"], 0),
    ];
    for (games, streak) in cases {
        let mut history = scratch();
        for signs in games {
            play_signs(&mut history, &game("Pam"), signs, 0);
        }
        let stats = history.stats("Pam", "office").unwrap();
        assert_eq!(stats.best_streak, streak, "{games:?}");
    }
}

#[test]
fn games_come_in_the_order_they_were_played_whatever_the_clock_says() {
    let mut history = scratch();
    for (at, signs) in [(3, "+++"), (1, "---"), (2, "+--")] {
        play_signs(&mut history, &game("Pam"), signs, at);
    }
    let games = history.stats("Pam", "office").unwrap().games;
    let right: Vec<_> = games.iter().map(|game| game.right).collect();
    assert_eq!(right, [3, 0, 1]);
    assert_eq!((games[0].of, games[0].max_points), (3, 600));
}

#[test]
fn answers_are_counted_by_the_local_day() {
    let mut history = scratch();
    for (at, signs) in [
        (DAY + 1, "++"),
        (DAY + 2, "-"),
        (5 * DAY - 1, "+"),
        (9 * DAY, "s"),
    ] {
        play_signs(&mut history, &game("Pam"), signs, at);
    }
    let abroad = NewGame {
        utc_offset: 3_600,
        ..game("Pam")
    };
    play_signs(&mut history, &abroad, "++", 7 * DAY - 1);
    let active = history.stats("Pam", "office").unwrap().active;
    assert_eq!(active, [(1, 3), (4, 1), (7, 2)].into());
}

#[test]
fn answers_are_counted_by_category_difficulty_and_question() {
    let mut history = scratch();
    let game = with_questions("Pam", &["a", "b", "a"]);
    let id = history.start_game(&game).unwrap();
    for (position, category, difficulty, right) in [
        (0, "family", Difficulty::Easy, true),
        (1, "pranks", Difficulty::Hard, false),
        (2, "family", Difficulty::Hard, true),
    ] {
        let answer = Answer {
            category: category.to_owned(),
            difficulty,
            right,
            ..answer(&game, position)
        };
        history.record(id, position, &answer, AT, false).unwrap();
    }
    let stats = history.stats("Pam", "office").unwrap();
    let pairs = |tallies: &BTreeMap<String, Tally>| -> Vec<(String, u64, u64)> {
        let pairs = tallies.iter();
        pairs
            .map(|(key, t)| (key.clone(), t.asked, t.right))
            .collect()
    };
    let owned = |key: &str, asked, right| (key.to_owned(), asked, right);
    assert_eq!(
        pairs(&stats.categories),
        [owned("family", 2, 2), owned("pranks", 1, 0)]
    );
    assert_eq!(
        pairs(&stats.difficulties),
        [owned("easy", 1, 1), owned("hard", 2, 1)]
    );
    assert_eq!(
        pairs(&stats.questions),
        [owned("a", 2, 2), owned("b", 1, 0)]
    );
}

#[test]
fn choices_and_disputed_texts_are_counted() {
    let mut history = scratch();
    let typed = NewGame {
        board: BoardKey {
            play: Play::Typed,
            ..key()
        },
        ..with_questions("Jim", &["a", "a"])
    };
    let choice = with_questions("Pam", &["a", "a", "a", "a"]);
    let cases = [
        (
            &choice,
            &[
                ("York", false, false),
                ("York", false, false),
                ("Rome", true, false),
                ("", false, true),
            ][..],
        ),
        (&typed, &[("NY", false, false), ("Rome", true, false)][..]),
    ];
    for (game, answers) in cases {
        let id = history.start_game(game).unwrap();
        for ((given, right, skipped), position) in answers.iter().zip(0..) {
            let answer = Answer {
                given: (*given).to_owned(),
                right: *right,
                skipped: *skipped,
                ..answer(game, position)
            };
            history.record(id, position, &answer, AT, false).unwrap();
            if *game == typed {
                history.dispute(id, position).unwrap();
            }
        }
    }
    let stats = &history.question_stats("office", None).unwrap()["a"];
    assert_eq!(stats.tally, tally(6, 2));
    assert_eq!((stats.skipped, stats.picked), (1, 3));
    let given = [("Rome".to_owned(), 1), ("York".to_owned(), 2)];
    assert_eq!(stats.given, given.into());
    assert_eq!(stats.disputed, [("NY".to_owned(), 1)].into());
}

#[test]
fn every_answer_is_reached_through_an_index() {
    let history = scratch();
    let by_player = "SEARCH g USING INDEX games_of_player (player=? AND board=?)";
    let all = "SCAN g USING COVERING INDEX games_of_player";
    for (sql, games) in [(ANSWERS, by_player), (GIVEN, all)] {
        let plan = plan(&history, sql);
        assert_eq!(
            plan[0].replace("COVERING INDEX", "INDEX"),
            games.replace("COVERING INDEX", "INDEX"),
            "{plan:#?}"
        );
        let answers = "SEARCH a USING PRIMARY KEY (game=?)".to_owned();
        assert!(plan.contains(&answers), "{plan:#?}");
        assert!(
            !plan.iter().any(|step| step.contains("TEMP B-TREE")),
            "{plan:#?}"
        );
    }
}

#[test]
fn the_answers_of_others_leave_out_the_player() {
    let mut history = scratch();
    let mut answered = |player: &str, given: &str, right| {
        let game = game(player);
        let id = history.start_game(&game).unwrap();
        let answer = Answer {
            given: given.to_owned(),
            right,
            skipped: given.is_empty(),
            ..answer(&game, 0)
        };
        history.record(id, 0, &answer, AT, false).unwrap();
    };
    for (player, given, right) in [
        ("Pam", "A teapot", true),
        ("Jim", "A teapot", true),
        ("Jim", "A mug", false),
        ("Dwight", "Beets", false),
        ("Dwight", "Beets", false),
        ("Oscar", "", false),
    ] {
        answered(player, given, right);
    }
    let others = history.others("Pam", "office", "teapot").unwrap();
    assert_eq!((others.answers, others.right), (5, 1));
    assert_eq!(others.wrong, Some(("Beets".to_owned(), 2)));
    let nobody = Others::default();
    assert_eq!(history.others("Pam", "parks", "teapot").unwrap(), nobody);
    let sql = OTHERS
        .replace("?1", "1")
        .replace("?2", "2")
        .replace("?3", "3");
    let steps = plan(&history, &sql);
    assert!(
        steps
            .iter()
            .any(|step| step.contains("answers_of_question")),
        "{steps:?}"
    );
}
