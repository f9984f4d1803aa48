//! The help behind `?`: the keys for this kind of question, and the points.

use super::card::Card;
use super::style::Style;
use crate::bank::Difficulty::{Easy, Hard, Medium};
use crate::bank::Kind;
use crate::scoring::{LONGEST_PAID_STREAK, base};

/// The keys that answer this question, then the other keys, one per line.
fn keys(card: &Card<'_>, has_pages: bool) -> Vec<String> {
    const ARROWS: (&str, &str) = ("arrows, Enter", "also answer");
    let answers: &[(&str, &str)] = match (card.kind(), has_pages) {
        (Kind::Choice, true) => &[("1-4, a-d", "answer"), ARROWS],
        (Kind::Choice, false) => &[("1-4, a-d", "answer")],
        (Kind::TrueFalse, true) => &[("t, f", "true, false"), ARROWS],
        (Kind::TrueFalse, false) => &[("t, f", "true, false")],
        (Kind::Order, true) => &[
            ("1-5, a-e", "pick the next item"),
            ("Backspace", "undo the last pick"),
            ("Enter", "done"),
        ],
        (Kind::Order, false) => &[("3 1 2, c a b", "the items in order")],
        (Kind::Typed, true) => &[("Enter", "answer; a small typo is fine")],
        (Kind::Typed, false) => &[("any text", "answer; a small typo is fine")],
    };
    let others = [
        (card.hints, "h", "hint, for half the points"),
        (true, "s", "skip"),
        (
            true,
            flag_key(card.kind()),
            "flag a question that is wrong or unclear",
        ),
        (
            !has_pages && card.number() > 1,
            "p",
            "flag the previous question",
        ),
        (has_pages, "q, Esc", "quit; your game is saved"),
        (!has_pages, "q", "quit; your game is saved"),
    ];
    let colon = colon(card.kind());
    let others = others.into_iter().filter(|(is_there, ..)| *is_there);
    let others = others.map(|(_, key, what)| (format!("{colon}{key}"), what));
    let answers = answers.iter().map(|(key, what)| ((*key).to_owned(), *what));
    let keys = answers.chain(others);
    keys.map(|(key, what)| format!("{key:14} {what}")).collect()
}

/// The help's text, for keys on a page or for plain lines.
pub fn help(card: &Card<'_>, has_pages: bool, style: Style) -> String {
    let title = if has_pages { "Keys" } else { "What to type" };
    let mut lines = vec![style.strong(title)];
    lines.extend(keys(card, has_pages));
    let [easy, medium, hard] = [Easy, Medium, Hard].map(base);
    lines.extend([
        String::new(),
        style.strong("Points"),
        format!(
            "A right answer earns {easy} points if the question is easy, {medium} if it is \
             medium, and {hard} if it is hard."
        ),
        format!(
            "Each right answer in a row before it adds 10%, up to {}%.",
            LONGEST_PAID_STREAK * 10
        ),
    ]);
    let others = [
        (card.hints, "A hint halves the question's points."),
        (
            card.countdown.is_some(),
            "You get some time to read before the clock starts. The longer you take, the fewer \
             points you earn, down to half.",
        ),
        (
            card.practice,
            "Practice isn't ranked. Questions sit in five boxes: a right answer moves one up a \
             box, a miss sends it back to box 1.",
        ),
    ];
    let others = others.into_iter().filter(|(is_so, _)| *is_so);
    lines.extend(others.map(|(_, text)| text.to_owned()));
    lines.join("\n")
}

/// Lists what the player can enter, for plain lines.
pub fn line_help(card: &Card<'_>) -> String {
    let help = line_keys(card.kind(), card.presented.choices.len(), card.has_hint());
    let right = match card.kind() {
        _ if !card.disputable => "",
        Kind::Typed => "[:r count the last answer as right] ",
        _ => "[r count the last answer as right] ",
    };
    format!("{right}{help}")
}

fn line_keys(kind: Kind, choices: usize, has_hint: bool) -> String {
    let answers = match kind {
        Kind::Choice => {
            let last = ('a'..='z').nth(choices - 1).unwrap_or('z');
            format!("1-{choices} or a-{last}")
        }
        Kind::TrueFalse => "t or f".to_owned(),
        Kind::Order => {
            let mut order: Vec<_> = (1..=choices).map(|n| n.to_string()).collect();
            order.rotate_right(1);
            format!("the order, such as {}", order.join(" "))
        }
        Kind::Typed => "type your answer".to_owned(),
    };
    format!("[{answers}, {}]", commands(kind, has_hint).join(", "))
}

/// The keys besides those that answer.
pub fn commands(kind: Kind, has_hint: bool) -> Vec<String> {
    let flag = format!("{} flag", flag_key(kind));
    let hint = has_hint.then_some("h hint");
    let all = hint
        .into_iter()
        .chain(["s skip", &flag, "? help", "q quit"]);
    all.map(|what| format!("{}{what}", colon(kind))).collect()
}

/// The prefix of commands.
fn colon(kind: Kind) -> &'static str {
    if kind == Kind::Typed { ":" } else { "" }
}

/// `f` answers a true-false question, so another key flags it.
fn flag_key(kind: Kind) -> &'static str {
    if kind == Kind::TrueFalse { "!" } else { "f" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_help_lists_what_the_player_can_enter() {
        assert_eq!(
            line_keys(Kind::Choice, 4, true),
            "[1-4 or a-d, h hint, s skip, f flag, ? help, q quit]"
        );
        assert_eq!(
            line_keys(Kind::TrueFalse, 2, false),
            "[t or f, s skip, ! flag, ? help, q quit]"
        );
        assert_eq!(
            line_keys(Kind::Order, 3, true),
            "[the order, such as 3 1 2, h hint, s skip, f flag, ? help, q quit]"
        );
        assert_eq!(
            line_keys(Kind::Typed, 0, true),
            "[type your answer, :h hint, :s skip, :f flag, :? help, :q quit]"
        );
    }
}
