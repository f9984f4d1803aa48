//! The house style of the built-in bank: how a question sounds when it is read aloud. Other
//! banks have their own, so these warnings are given only if they are asked for.

use super::words::plain;
use super::{Item, Warnings};

/// Words before which nobody leaves a preposition when speaking.
const ASKING: [&str; 4] = ["which", "what", "whom", "whose"];
const PREPOSITIONS: &str = "at after before behind by during for from in into of on over since to \
    toward towards under until upon with within";
/// A last sentence of at most this many words only repeats the question word.
const TAIL: usize = 3;
/// What a sentence may begin with that is no name.
const STARTS: &str = "a after all an and another are as at because before besides both but by even \
    every everybody everyone for from he he's her his how i if in is it it's its just last later \
    long luckily maybe next no nobody not nothing now of off on once one only or over she she's \
    since so some somebody someone soon still ten than that that's the their them then there \
    there's these they they're they've this those though three to too turns two under until up was \
    we what when where which while who why with years yes yet you";
/// What nobody says in America, or nobody says aloud; and what they say.
const STIFF: [(&str, &str); 22] = [
    ("amongst", "among"),
    ("beloved's", "partner's"),
    ("centre", "center"),
    ("colleague", "coworker"),
    ("colleagues", "coworkers"),
    ("colour", "color"),
    ("favourite", "favorite"),
    ("foresees", "sees"),
    ("humour", "humor"),
    ("mends", "fixes"),
    ("mum", "mom"),
    ("neighbour", "neighbor"),
    ("programme", "program"),
    ("realise", "realize"),
    ("realises", "realizes"),
    ("theatre", "theater"),
    ("thereby", "so"),
    ("travelled", "traveled"),
    ("upon", "on"),
    ("whereby", "how"),
    ("whilst", "while"),
    ("withdraws", "quits"),
];
/// Spoken short.
const LONG_FORMS: [&str; 10] = [
    "are not",
    "cannot",
    "could not",
    "did not",
    "do not",
    "does not",
    "has not",
    "is not",
    "was not",
    "would not",
];

/// Every departure from the house style in a question.
pub(super) fn flaws(item: &Item<'_>, found: &mut Warnings) {
    let question = &item.question;
    let ask = question.ask.as_str();
    found.warn(item, "fronted-preposition", "ask", fronted(ask));
    found.warn(item, "tail-question", "ask", tail(ask));
    let because = question.because.as_deref().unwrap_or_default();
    let unnamed = (!because.is_empty() && !has_name(because)).then_some("`because` names nobody");
    found.warn(item, "no-name", "because", unnamed);
    let episode = question.episode.as_deref().unwrap_or_default();
    for (key, text) in [("ask", ask), ("because", because)] {
        let whom = plain(text).contains(&"whom".to_owned());
        found.warn(item, "whom", key, whom.then_some("it says \"whom\""));
        let order = text.contains("in the order in which");
        let order = order.then_some("it says \"in the order in which\"");
        found.warn(item, "order-in-which", key, order);
        found.warn(item, "stiff-word", key, stiff(text));
        found.warn(item, "long-form", key, long_form(text));
        let outside = ["\",", "\"."].iter().any(|end| text.contains(end));
        let outside = outside.then_some("a comma or period follows the quotation mark");
        found.warn(item, "mark-outside-quotes", key, outside);
        let bare = is_bare(text, episode).then(|| format!("{episode} has no quotation marks"));
        found.warn(item, "bare-title", key, bare);
    }
}

/// The words that a question begins with, if they put the preposition first.
fn fronted(ask: &str) -> Option<String> {
    let words = plain(ask);
    let [first, second, ..] = words.as_slice() else {
        return None;
    };
    let is_fronted = PREPOSITIONS.split_whitespace().any(|word| word == first);
    (is_fronted && ASKING.contains(&second.as_str()))
        .then(|| format!("it begins with \"{first} {second}\""))
}

/// A last sentence that is no more than a question word.
fn tail(ask: &str) -> Option<String> {
    let ask = ask.strip_suffix('?')?;
    let ends = [". ", "? ", "! ", ": "];
    let at = ends.iter().filter_map(|end| ask.rfind(end)).max()?;
    let (before, last) = (&ask[..at], &ask[at + 2..]);
    // "B.J. Novak" is no end of a sentence.
    let is_initial = before.ends_with(char::is_uppercase);
    let is_short = !is_initial && (1..=TAIL).contains(&plain(last).len());
    is_short.then(|| format!("it ends with \"{last}?\""))
}

/// Whether a word is written like a name.
fn has_name(text: &str) -> bool {
    let mut is_start = true;
    text.split_whitespace().any(|word| {
        let begins = std::mem::replace(&mut is_start, word.ends_with(['.', '?', '!', ':']));
        let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
        let is_capital = word.starts_with(char::is_uppercase);
        let plain = plain(word).concat();
        is_capital && plain != "i" && !(begins && STARTS.split_whitespace().any(|w| w == plain))
    })
}

fn stiff(text: &str) -> Vec<String> {
    let words = plain(text);
    let found = STIFF
        .iter()
        .filter(|(word, _)| words.iter().any(|w| w == word));
    found
        .map(|(word, better)| format!("\"{word}\" is not what people say; try \"{better}\""))
        .collect()
}

fn long_form(text: &str) -> Option<String> {
    let spoken = format!(" {} ", plain(text).join(" "));
    let form = LONG_FORMS
        .iter()
        .find(|form| spoken.contains(&format!(" {form} ")))?;
    Some(format!("it says \"{form}\""))
}

/// Whether a title of several words stands where an episode would, without a quotation mark.
fn is_bare(text: &str, title: &str) -> bool {
    const BEFORE: [&str; 7] = [
        "in ", "In ", "of ", "before ", "after ", "during ", "until ",
    ];
    let is_several = title.contains(' ');
    let mut found = text.match_indices(title).filter(|_| is_several);
    found.any(|(at, _)| BEFORE.iter().any(|word| text[..at].ends_with(word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fronted_prepositions_and_tails_are_heard() {
        let cases = [
            ("In which episode does Jim propose?", true, false),
            ("From whom is the gift?", true, false),
            ("Where does Jim propose?", false, false),
            ("In Stamford, what does Jim eat?", false, false),
            ("Jim gets a gift. From whom?", false, true),
            (
                "Jim gets a gift. Who does he think it's from?",
                false,
                false,
            ),
            ("What's in the teapot?", false, false),
            ("Who plays B.J. Novak?", false, false),
        ];
        for (ask, is_fronted, has_tail) in cases {
            assert_eq!(fronted(ask).is_some(), is_fronted, "{ask}");
            assert_eq!(tail(ask).is_some(), has_tail, "{ask}");
        }
    }

    #[test]
    fn a_name_is_a_capital_that_no_sentence_asks_for() {
        for (text, expected) in [
            ("She was afraid he'd never come back.", false),
            ("He quits. Then he comes home.", false),
            ("Pam was afraid.", true),
            ("He called Dwight first.", true),
            ("It was I.", false),
        ] {
            assert_eq!(has_name(text), expected, "{text}");
        }
    }

    #[test]
    fn a_title_needs_its_quotation_marks() {
        let title = "Casino Night";
        assert!(is_bare("What happens in Casino Night?", title));
        assert!(!is_bare("What happens in \"Casino Night\"?", title));
        assert!(!is_bare("What happens in Money?", "Money"));
        assert!(!is_bare("Who fools Casino Night?", title));
    }
}
