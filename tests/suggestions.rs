//! "Did you mean": for what is nearly right, and for nothing else.

mod common;

use common::Place;

#[test]
fn what_is_nearly_right_is_suggested() {
    let place = Place::new();
    place.play_first_choices(&["-n", "1"]);
    place.write("rivers.toml", common::bank(4, 4, 2));
    let add = ["bank", "add", "rivers.toml", "--name", "streams"];
    assert_eq!(place.run(&add).code, Some(0));
    let cases = [
        ("palu", "'play'"),
        ("play --plaeyr pam", "'--player'"),
        ("man bank chek", "did you mean `check`?"),
        ("categories --bank rivrs.toml", "did you mean rivers.toml?"),
        ("categories --bank ./river", "did you mean ./rivers.toml?"),
        ("bank check rivrs.toml", "did you mean rivers.toml?"),
        ("play --bank stream", "did you mean streams?"),
        ("play --bank builtin", "did you mean built-in?"),
        ("play --bank rivers", "did you mean rivers.toml?"),
        ("bank remove steams --yes", "did you mean `streams`?"),
        ("settings bank steams", "did you mean streams?"),
        ("bank show surprise-hous", "did you mean `surprise-house`?"),
        ("stats --player Pam", "did you mean \"pam\"?"),
        ("stats --questions --player paam", "did you mean \"pam\"?"),
        ("scores --all --player pamm", "did you mean \"pam\"?"),
        ("awards --player pamela", "did you mean \"pam\"?"),
        ("resume --player pam2", "did you mean \"pam\"?"),
    ];
    for (line, meant) in cases {
        let run = place.run(&line.split(' ').collect::<Vec<_>>());
        assert_ne!(run.code, Some(0), "{line}");
        assert!(run.stderr.contains(meant), "{line}: {}", run.stderr);
    }
}

#[test]
fn nothing_is_suggested_for_what_is_far_off() {
    let place = Place::new();
    place.play_first_choices(&["-n", "1"]);
    place.write("rivers.toml", common::bank(4, 4, 2));
    for line in [
        "zzz",
        "play --zzz",
        "man zzz",
        "categories --bank zzz.toml",
        "categories --bank zzz",
        "bank remove zzz --yes",
        "bank check --explain zzz",
        "bank show zzz",
        "play zzz",
        "stats --player dwight",
        "scores --player dwight",
        "awards --player dwight",
        "resume --player dwight",
        "settings zzz",
    ] {
        let run = place.run(&line.split(' ').collect::<Vec<_>>());
        let is_suggested = ["did you mean", "similar"].map(|words| run.stderr.contains(words));
        assert_eq!(is_suggested, [false; 2], "{line}: {}", run.stderr);
    }
}
