//! Several at the same game or daily at once: one of them has it, and the others are told.

use std::thread;
use std::time::Duration;

use super::run::{Ended, PATIENCE, Running, run, start};
use super::stores::{Dundie, Ground, QUESTIONS, Store, answers};

const PAUSE: Duration = Duration::from_millis(200);
const AT_ONCE: usize = 4;

fn daily(ground: &Ground) -> Running {
    let bank = ground.path("bank.toml");
    let words = [
        "daily",
        "--player",
        "pam",
        "--bank",
        bank.to_str().unwrap(),
        "--json",
    ];
    start(
        &Dundie::argv(&ground.data(), &words),
        &"1\n".repeat(10),
        PAUSE,
    )
}

fn all(running: Vec<Running>) -> Vec<Ended> {
    running.into_iter().map(|one| one.wait(PATIENCE)).collect()
}

fn is_ranked(ended: &Ended) -> bool {
    assert_eq!(ended.code, Some(0), "{ended:?}");
    !ended.stdout.contains("\"rank\": null") && !ended.stdout.contains("\"rank\":null")
}

fn is_told(ended: &Ended) -> bool {
    ended.stderr.contains("won't be ranked")
}

#[test]
fn of_dailies_at_once_one_ranks_and_the_others_are_told() {
    for _ in 0..3 {
        let ground = Ground::new();
        let ended = all((0..AT_ONCE).map(|_| daily(&ground)).collect());
        assert_eq!(
            ended.iter().filter(|one| is_ranked(one)).count(),
            1,
            "{ended:?}"
        );
        for one in &ended {
            assert_ne!(is_ranked(one), is_told(one), "{one:?}");
        }
    }
}

#[test]
fn a_second_daily_leaves_the_rank_to_the_first() {
    let ground = Ground::new();
    let first = daily(&ground);
    thread::sleep(3 * PAUSE);
    let second = daily(&ground).wait(PATIENCE);
    assert!(!is_ranked(&second) && is_told(&second), "{second:?}");
    let first = first.wait(PATIENCE);
    assert!(is_ranked(&first) && !is_told(&first), "{first:?}");
}

/// A ground with a game of pam that was left after its first question.
fn left() -> Ground {
    let ground = Ground::new();
    run(&Dundie.play(&ground.data(), "pam"), "1\n");
    ground
}

fn resume(ground: &Ground) -> Running {
    start(&Dundie.resume(&ground.data()).unwrap(), &answers(), PAUSE)
}

#[test]
fn of_resumes_at_once_one_plays_and_the_others_are_told() {
    for _ in 0..3 {
        let ground = left();
        let ended = all((0..AT_ONCE).map(|_| resume(&ground)).collect());
        let played = ended.iter().filter(|one| one.is_result_shown(QUESTIONS));
        assert_eq!(played.count(), 1, "{ended:?}");
        let told = ended.iter().filter(|one| {
            one.code == Some(1) && one.stderr.contains("is being played in another dundie")
        });
        assert_eq!(told.count(), AT_ONCE - 1, "{ended:?}");
        let kept = Dundie.kept(&ground.data()).unwrap();
        assert_eq!((kept.finished, kept.answers), (1, QUESTIONS));
    }
}

#[test]
fn a_resume_and_a_drop_race_to_one_outcome() {
    let mut drops = 0;
    for _ in 0..8 {
        let ground = left();
        let resumed = resume(&ground);
        let argv = Dundie::argv(&ground.data(), &["resume", "--drop", "--player", "pam"]);
        let dropped = run(&argv, "");
        let resumed = resumed.wait(PATIENCE);
        let is_played = resumed.is_result_shown(QUESTIONS);
        let is_dropped = dropped.code == Some(0);
        assert_ne!(is_played, is_dropped, "{resumed:?}\n{dropped:?}");
        assert!(!resumed.is_loss_said() || !is_played, "{resumed:?}");
        drops += usize::from(is_dropped);
    }
    super::say(&format!("resume and drop: {drops} of 8 dropped"));
}

#[test]
fn a_game_that_was_killed_can_be_resumed() {
    let ground = Ground::new();
    let game = start(&Dundie.play(&ground.data(), "pam"), &answers(), PAUSE);
    thread::sleep(PAUSE * 3 / 2);
    let busy = run(&Dundie.resume(&ground.data()).unwrap(), &answers());
    assert!(busy.stderr.contains("is being played"), "{busy:?}");
    game.kill();
    let _ = game.wait(PATIENCE);
    let resumed = run(&Dundie.resume(&ground.data()).unwrap(), &answers());
    assert!(resumed.is_result_shown(QUESTIONS), "{resumed:?}");
    let names = std::fs::read_dir(ground.data()).unwrap();
    let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert!(names.into_iter().all(|name| !name.contains("-game-")));
}
