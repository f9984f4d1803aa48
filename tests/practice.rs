//! `dundie practice`: the order of a round, what comes back, and the boxes.
#![allow(clippy::unwrap_used, reason = "a failed test says so by panicking")]

mod common;

use std::collections::BTreeSet;

use common::{Place, Run, each, ids, lines, truths};
use serde_json::Value;

/// A place with a bank of easy questions whose right answer is `t`.
fn place(questions: usize) -> Place {
    let place = Place::new();
    place.write("paper.toml", truths(questions, 0, 0));
    place
}

fn run(place: &Place, command: &str, args: &[&str], answers: &str) -> Run {
    let args = [&[command, "--bank", "paper.toml"], args].concat();
    let run = place.run_with(&args, lines(answers));
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    run
}

fn practice(place: &Place, questions: &str, answers: &str) -> Run {
    run(place, "practice", &["-n", questions, "--json"], answers)
}

/// This many right answers.
fn right(questions: usize) -> String {
    "t".repeat(questions)
}

#[test]
fn missed_comes_first_then_new_then_longest_ago() {
    let place = place(10);
    let game = |answers| ids(&run(&place, "play", &["-n", "3", "--json"], answers).json());
    // Wrong or skipped: both are missed.
    let (one, two) = (game("tft"), game("stt"));
    let round = ids(&practice(&place, "10", &right(10)).json());
    assert_eq!(round[..2], [one[1].clone(), two[0].clone()]);
    let new: BTreeSet<_> = round[2..6].iter().collect();
    assert!(
        one.iter().chain(&two).all(|id| !new.contains(id)),
        "{round:?}"
    );
    let known = [&one[0], &one[2], &two[1], &two[2]];
    assert_eq!(round[6..].iter().collect::<Vec<_>>(), known);
    // Now all have been right, in the order of the round.
    assert_eq!(ids(&practice(&place, "4", &right(4)).json()), round[..4]);
    assert_eq!(ids(&practice(&place, "4", &right(4)).json()), round[4..8]);
}

#[test]
fn each_player_and_bank_has_its_own_boxes() {
    let place = place(4);
    place.write("other.toml", truths(4, 0, 0));
    run(&place, "play", &["-n", "4"], "ffff");
    let first = practice(&place, "1", "t");
    first.says(&["Up to box 2 of 5."]);
    let jim = run(&place, "practice", &["-n", "1", "--player", "jim"], "t");
    jim.says(&["First time, and right: box 2 of 5."]);
    let other = place.run_with(&["practice", "--bank", "other.toml", "-n", "1"], "t\n");
    other.says(&["First time, and right: box 2 of 5."]);
}

#[test]
fn a_miss_comes_back_after_three_or_four_others() {
    let mut after = BTreeSet::new();
    for _ in 0..20 {
        let place = place(12);
        let round = practice(&place, "6", "tftttttt");
        round.says(&["Box 1 of 5. You'll see it again this round.", "6/7 · "]);
        let ids = ids(&round.json());
        assert_eq!(ids.len(), 7);
        let again = ids.iter().rposition(|id| *id == ids[1]).unwrap();
        after.insert(again - 2);
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), 6, "{ids:?}");
    }
    // Both are equally likely: the chance of twenty alike is one in half a million.
    assert_eq!(after, BTreeSet::from([3, 4]));
}

#[test]
fn others_come_between_when_the_last_one_is_missed() {
    let place = place(12);
    let round = practice(&place, "6", "tttttftttt");
    let ids = ids(&round.json());
    assert_eq!(ids.len(), 10, "three more, and the one again: {ids:?}");
    assert_eq!(ids[5], ids[9]);
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), 9);
    // If the bank has no others it comes back anyway.
    let place = self::place(1);
    let alone = practice(&place, "10", "fft");
    assert_eq!(self::ids(&alone.json()), ["q0", "q0"]);
}

#[test]
fn a_question_that_comes_back_has_its_choices_in_another_order() {
    let orders: BTreeSet<_> = (0..8)
        .map(|_| {
            let place = Place::new();
            place.write("one.toml", common::bank(1, 0, 0));
            let args = ["practice", "--bank", "one.toml", "--json"];
            let choices = each(&place.run_with(&args, "s\ns\n").json(), "choices");
            assert_eq!(choices.len(), 2);
            choices[0] != choices[1]
        })
        .collect();
    assert!(orders.contains(&true));
}

#[test]
fn a_round_of_misses_ends() {
    for (bank, questions) in [(30, "10"), (10, "10"), (2, "2"), (1, "1")] {
        let place = place(bank);
        let round = practice(&place, questions, &"f".repeat(1000));
        let ids = ids(&round.json());
        let twice = |id: &&String| ids.iter().filter(|other| other == id).count() == 2;
        let [again, once]: [Vec<_>; 2] = [true, false].map(|wanted| {
            let found = ids.iter().filter(|id| twice(id) == wanted);
            found.collect()
        });
        // Besides the questions drawn there are only the spares between.
        assert_eq!(
            again.len(),
            2 * questions.parse::<usize>().unwrap(),
            "{ids:?}"
        );
        assert!(once.len() <= 3, "{ids:?}");
        assert_eq!(round.json()["right"], 0);
    }
    // Invalid lines skip, which is a miss too.
    let place = place(3);
    let round = run(&place, "practice", &["-n", "3"], &"y".repeat(1000));
    round.says(&["this question is skipped", "6/6 · "]);
    assert!(round.stdout.contains("0 of 6 right"), "{}", round.stdout);
}

#[test]
fn with_nothing_due_there_is_still_a_round() {
    let place = place(3);
    for _ in 0..6 {
        let round = practice(&place, "10", "ttt");
        assert_eq!(ids(&round.json()).len(), 3);
    }
    let last = run(&place, "practice", &[], "ttt");
    last.says(&["Box 5 of 5."]);
    assert!(
        last.stdout.contains(
            "0 up, 0 back to box 1, 3 unchanged.\n\
             box 1: 0 · box 2: 0 · box 3: 0 · box 4: 0 · box 5: 3 · never asked: 0\n"
        ),
        "{}",
        last.stdout
    );
}

#[test]
fn every_move_between_boxes_is_told() {
    let place = place(1);
    let told = |answers: &str, moves: &[&str], summary: &str| {
        let round = run(&place, "practice", &[], answers);
        let said: Vec<_> = round
            .stderr
            .lines()
            .filter(|line| line.to_lowercase().contains("box "))
            .collect();
        assert_eq!(said, moves, "{}", round.stderr);
        assert!(
            round.stdout.contains(summary),
            "{summary:?} in {}",
            round.stdout
        );
    };
    told(
        "t",
        &["First time, and right: box 2 of 5."],
        "1 up, 0 back to box 1, 0 unchanged.\nbox 1: 0 · box 2: 1 · ",
    );
    told(
        "t",
        &["Up to box 3 of 5."],
        "\nbox 1: 0 · box 2: 0 · box 3: 1 · ",
    );
    told(
        "ft",
        &[
            "Back to box 1 of 5. You'll see it again this round.",
            "Right this time: box 1 of 5 until your next round.",
        ],
        "0 up, 1 back to box 1, 0 unchanged.\nbox 1: 1 · box 2: 0 · ",
    );
    told(
        "ff",
        &["Box 1 of 5. You'll see it again this round.", "Box 1 of 5."],
        "0 up, 0 back to box 1, 2 unchanged.\n",
    );
    told("t", &["Up to box 2 of 5."], "1 up, ");
}

#[test]
fn a_question_keeps_its_box_when_its_text_changes() {
    let place = place(2);
    practice(&place, "2", "tt");
    let text = truths(2, 0, 0);
    place.write("paper.toml", text.replace("What is", "Is it true of"));
    let round = run(&place, "practice", &["-n", "1"], "t");
    round.says(&["Is it true of number", "Up to box 3 of 5."]);
    // With another id it is another question.
    place.write("paper.toml", text.replace("\"q", "\"new-"));
    let round = run(&place, "practice", &["-n", "1"], "t");
    round.says(&["First time, and right: box 2 of 5."]);
}

#[test]
fn a_resumed_round_still_brings_back_what_was_missed() {
    let place = place(12);
    let left = run(&place, "practice", &["-n", "6", "--json"], "ft");
    left.says(&["Game saved. Pick it up with `dundie resume`."]);
    let on = place.run_with(&["resume", "--json"], lines("ttttt"));
    on.says(&["3/7 · ", "Right this time"]);
    let game = on.json();
    let ids = ids(&game);
    assert_eq!(ids.len(), 7, "{ids:?}");
    let again = ids.iter().rposition(|id| *id == ids[0]).unwrap();
    assert!((4..=5).contains(&again), "{ids:?}");
    assert_eq!(game["practice"], true);
    assert_eq!(game["right"], 6);
    assert_eq!(game["max_points"], Value::Null, "there may always be more");
    place
        .run(&["resume"])
        .fails(1, &["\"pam\" has no unfinished game"]);
}

#[test]
fn others_come_between_in_a_resumed_round_too() {
    let place = place(12);
    run(&place, "practice", &["-n", "6"], "ttttt");
    let on = place.run_with(&["resume", "--json"], lines("ftttt"));
    let ids = ids(&on.json());
    assert_eq!(ids.len(), 10, "three more, and the one again: {ids:?}");
    assert_eq!(ids[5], ids[9]);
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), 9);
}

#[test]
fn a_question_that_the_bank_lost_keeps_its_id_when_another_comes_back() {
    let place = place(7);
    let left = run(&place, "practice", &["-n", "7"], "t");
    let seen = |n: &usize| left.stderr.contains(&format!("What is number {n}?"));
    let text = (0..7)
        .filter(|n| !seen(n))
        .fold(truths(7, 0, 0), |text, n| {
            text.replace(&format!("id = \"q{n}\""), &format!("id = \"new{n}\""))
        });
    place.write("paper.toml", text);
    let on = place.run_with(&["resume", "--json"], lines("ft"));
    let ids = ids(&on.json());
    assert_eq!(ids.len(), 8, "{ids:?}");
    let all: BTreeSet<_> = (0..7).map(|n| format!("q{n}")).collect();
    assert_eq!(ids.into_iter().collect::<BTreeSet<_>>(), all);
}

#[test]
fn practice_is_not_ranked() {
    let place = place(3);
    let round = practice(&place, "3", "ttt");
    let game = round.json();
    assert_eq!(game["schema"], 1);
    assert_eq!(game["practice"], true);
    assert_eq!(game["daily"], Value::Null);
    assert_eq!(
        (&game["rank"], &game["board"]),
        (&Value::Null, &Value::Null)
    );
    assert_eq!(each(&game, "right"), [true, true, true]);
    let all = place.run(&["scores", "--all"]).stdout;
    assert!(all.starts_with("No games yet"), "{all}");
    let text = run(&place, "practice", &[], "ttt").stdout;
    assert!(!text.contains("High scores"), "{text}");
    // But it counts in the statistics.
    let stats = place
        .run(&["stats", "--bank", "paper.toml", "--json"])
        .json();
    assert_eq!(stats["player"], "pam");
    run(&place, "play", &["-n", "3"], "ttt");
    let all = place.run(&["scores", "--all", "--json"]).json();
    assert_eq!(all["boards"][0]["games"].as_array().unwrap().len(), 1);
}

#[test]
fn category_difficulty_and_ceiling_choose_what_is_practiced() {
    let place = Place::new();
    place.write("paper.toml/early.toml", truths(2, 2, 0));
    let late = truths(2, 2, 0)
        .replace("Numbers", "Later")
        .replace("\"q", "\"late-");
    let late = late
        .replace("\"topic-", "\"late-topic-")
        .replace("difficulty", "season = 5\ndifficulty");
    place.write("paper.toml/late.toml", late);
    // All are missed, so all are due.
    run(&place, "play", &["-n", "8", "--seed", "1"], "ffffffff");
    let practiced = |args: &[&str]| {
        let run = run(&place, "practice", &[args, &["--json"]].concat(), &right(8));
        ids(&run.json()).into_iter().collect::<BTreeSet<_>>()
    };
    let set = |ids: &[&str]| {
        ids.iter()
            .map(|id| (*id).to_owned())
            .collect::<BTreeSet<_>>()
    };
    assert_eq!(
        practiced(&["later"]),
        set(&["late-0", "late-1", "late-2", "late-3"])
    );
    assert_eq!(
        practiced(&["--difficulty", "easy"]),
        set(&["q0", "q1", "late-0", "late-1"])
    );
    assert_eq!(
        practiced(&["--through", "4"]),
        set(&["q0", "q1", "q2", "q3"])
    );
    let nothing = [
        "practice",
        "later",
        "--bank",
        "paper.toml",
        "--through",
        "4",
    ];
    place.run(&nothing).fails(
        2,
        &["no questions match the category \"later\" and --through 4"],
    );
}
