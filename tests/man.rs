//! Manual pages, written to a folder.

mod common;

use std::fs;
use std::process::Command;

use common::Place;

#[test]
fn every_page_is_written_and_clean() {
    let place = Place::new();
    for _ in 0..2 {
        let run = place.run(&["man", "--out", "man1"]);
        assert_eq!(run.code, Some(0), "{run:?}");
        let names: Vec<_> = run.stdout.lines().collect();
        for name in ["dundie.1", "dundie-bank-check.1", "dundie-man.1"] {
            assert!(
                names.contains(&format!("man1/{name}").as_str()),
                "{names:?}"
            );
        }
        assert_eq!(
            fs::read_dir(place.path("man1")).unwrap().count(),
            names.len()
        );
    }
    let one = fs::read_to_string(place.path("man1/dundie-bank-check.1")).unwrap();
    assert_eq!(one, place.run(&["man", "bank", "check"]).stdout);
    for page in fs::read_dir(place.path("man1")).unwrap() {
        let path = page.unwrap().path();
        let mut man = Command::new("man");
        man.args(["-l", "--warnings=w"])
            .arg(&path)
            .env("PAGER", "cat");
        let Ok(output) = man.output() else {
            println!("no man here");
            return;
        };
        assert_eq!(
            String::from_utf8_lossy(&output.stderr),
            "",
            "{}",
            path.display()
        );
    }
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let place = Place::new();
    place.write("file", "");
    let run = place.run(&["man", "--out", "file/man1"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.stderr.contains("could not write file/man1"), "{run:?}");
}
