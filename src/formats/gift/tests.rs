use super::super::tests::{reads_back, shown};
use super::*;

#[test]
fn each_rule_holds() {
    for (text, expected) in [
        // Choices, with names, feedback and weights.
        ("Who? {=Jo ~Al ~Bo}", vec!["1 Who? = Jo ~ Al ~ Bo"]),
        ("::q1:: Who?{~Al=Jo~Bo}", vec!["1 Who? = Jo ~ Al ~ Bo ::q1"]),
        (
            "Who?{\n=Jo#Yes, she did.\n~Al#No.\n~Bo\n####She told them all.\n}",
            vec!["1 Who? = Jo ~ Al ~ Bo // She told them all."],
        ),
        (
            "Who? {=Jo#She did. ~Al#No.}",
            vec!["1 Who? = Jo ~ Al // She did."],
        ),
        (
            "Which? {~%50%Jo ~%50%Al ~%-100%Bo}",
            vec!["1 Which? = Jo = Al ~ Bo"],
        ),
        ("Which? {=Jo ~%50%Al ~Bo}", vec!["1 Which? = Jo ~ Bo"]),
        ("Who? {~=Jo ~Al}", vec!["1 Who? = Jo ~ Al"]),
        // True or false.
        ("It rains.{T}", vec!["1 It rains. = true"]),
        (
            "It rains.{FALSE#Wrong.#It was dry.}",
            vec!["1 It rains. = false // It was dry."],
        ),
        // Typed.
        ("Who?{=Jo =Joanna =%50%J}", vec!["1 Who? = Jo | Joanna"]),
        ("Who?{=Jo* =Joanna}", vec!["1 Who? = Joanna"]),
        ("Who?{=*}", vec!["1: no answer is right as it is written"]),
        // Numbers.
        ("Pi? {#3.14:0.01}", vec!["1 Pi? = 3.14 ± 0.01"]),
        ("When? {#1822}", vec!["1 When? = 1822 ± 0"]),
        ("How many? {#1..5}", vec!["1 How many? = 3 ± 2"]),
        ("How many? {#1.1..1.3}", vec!["1 How many? = 1.2 ± 0.1"]),
        (
            "When? {#=1822:0 =%50%1822:2#Nearly.}",
            vec!["1 When? = 1822 ± 0"],
        ),
        ("When? {#soon}", vec!["1: its answer is not a number"]),
        // What is around the braces.
        (
            "Jo {=told ~asked} Al.",
            vec!["1 Jo ____ Al. = told ~ asked"],
        ),
        ("Jo told {=Al ~Bo}.", vec!["1 Jo told ____. = Al ~ Bo"]),
        (
            "Who?{=Jo ~Al}\nWho else?{=Al ~Jo}",
            vec!["1 Who? = Jo ~ Al", "2 Who else? = Al ~ Jo"],
        ),
        (
            "// a comment\n\nWho?{\n// another\n=Jo\n\n~Al\n}",
            vec!["3 Who? = Jo ~ Al"],
        ),
        (
            "$CATEGORY: $course$/top/Rome/Rivers\n\nWho?{=Jo ~Al}\n\n$CATEGORY: a//b\nWhat?{T}",
            vec!["3 Who? = Jo ~ Al [Rivers]", "6 What? = true [a/b]"],
        ),
        (
            "[html]<b>Who</b>?{=Jo ~Al}",
            vec!["1 <b>Who</b>? = Jo ~ Al html"],
        ),
        // Signs, escaped and not.
        (
            "What is 1\\=1\\: \\{x\\}?{=a\\~b ~c\\#d\\n}",
            vec!["1 What is 1=1: {x}? = a~b ~ c#d"],
        ),
        (
            "See https://a.b/?c=d: a = b?{=a=b ~a=c}",
            vec!["1 See https://a.b/?c=d: a = b? = a=b ~ a=c"],
        ),
        (
            "x?{\n~ x = 1\n= x = 2 ~ y\n}",
            vec!["1 x? = x = 2 ~ y ~ x = 1"],
        ),
        // What cannot be asked.
        (
            "Write about Rome. {}",
            vec!["1: an essay question has no right answer"],
        ),
        (
            "Match. {=a -> b =c -> d}",
            vec!["1: matching questions cannot be imported"],
        ),
        (
            "Rome has a river.\n\nWhich?{=a ~b}",
            vec!["1: it has no answers in braces", "3 Which? = a ~ b"],
        ),
        (
            "Who? {=Jo ~Al\n\nWhat",
            vec![
                "1: its braces are not closed",
                "3: it has no answers in braces",
            ],
        ),
        ("Who? {Jo}", vec!["1: no answer is marked with `=` or `~`"]),
        ("Who? {~Jo ~Al}", vec!["1: no answer is right"]),
        ("{=Jo ~Al}", vec!["1: it has no question before its braces"]),
    ] {
        assert_eq!(shown(read, text), expected, "{text}");
    }
}

#[test]
fn what_is_written_is_read() {
    let signs = "[a-z][a-z .~=#{}:\\\\]{0,9}[a-z]";
    reads_back(read, signs, |ask, right, wrong| {
        let wrong = wrong
            .iter()
            .map(|text| format!(" ~{}", escaped(text)))
            .collect::<Vec<_>>()
            .concat();
        format!("{}{{={}{wrong}}}\n\n", escaped(ask), escaped(right))
    });
}

fn escaped(text: &str) -> String {
    let escape = |c| {
        if "~=#{}:\\".contains(c) {
            vec!['\\', c]
        } else {
            vec![c]
        }
    };
    text.chars().flat_map(escape).collect()
}
