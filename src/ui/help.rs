//! What `?` explains: the keys of this kind of question, and the points.

use super::card::Card;
use super::style::Style;
use crate::bank::Difficulty::{Easy, Hard, Medium};
use crate::bank::Kind;
use crate::scoring::{LONGEST_PAID_STREAK, base};

/// What answers this question, and what else can be done, a line each.
fn keys(card: &Card<'_>, has_pages: bool) -> Vec<(&'static str, &'static str)> {
    let mut keys = match (card.kind(), has_pages) {
        (Kind::Choice, true) => vec![("1-4, a-d", "answer"), ("arrows, Enter", "answer, too")],
        (Kind::Choice, false) => vec![("1-4, a-d", "answer")],
        (Kind::TrueFalse, true) => vec![("t, f", "true, false"), ("arrows, Enter", "answer, too")],
        (Kind::TrueFalse, false) => vec![("t, f", "true, false")],
        (Kind::Order, true) => vec![
            ("1-5, a-e", "pick the item that comes next"),
            ("Backspace", "take the last one back"),
            ("Enter", "done"),
        ],
        (Kind::Order, false) => vec![("3 1 2, c a b", "the items in their order")],
        (Kind::Typed, true) => vec![("Enter", "answer; a small typo is fine")],
        (Kind::Typed, false) => vec![("a text", "answer; a small typo is fine")],
    };
    let is_typed = card.kind() == Kind::Typed;
    let pick = |plain, typed| if is_typed { typed } else { plain };
    if card.hints {
        keys.push((pick("h", ":h"), "hint, for half the points"));
    }
    keys.push((pick("s", ":s"), "skip"));
    let flag = if card.kind() == Kind::TrueFalse {
        "!"
    } else {
        pick("f", ":f")
    };
    keys.push((flag, "flag a question that is wrong or unclear"));
    if !has_pages && card.number() > 1 {
        keys.push((pick("p", ":p"), "flag the question before"));
    }
    let quit = if has_pages {
        pick("q, Esc", ":q, Esc")
    } else {
        pick("q", ":q")
    };
    keys.push((quit, "quit; your game is saved"));
    keys
}

/// The help's text, for keys on a page or for plain lines.
pub fn help(card: &Card<'_>, has_pages: bool, style: Style) -> String {
    let title = if has_pages { "Keys" } else { "Lines" };
    let mut lines = vec![style.strong(title)];
    for (key, what) in keys(card, has_pages) {
        lines.push(format!("{key:14} {what}"));
    }
    let [easy, medium, hard] = [Easy, Medium, Hard].map(base);
    lines.push(String::new());
    lines.push(style.strong("Points"));
    lines.push(format!(
        "A right answer earns {easy} points if the question is easy, {medium} if it is medium, \
         and {hard} if it is hard."
    ));
    lines.push(format!(
        "Each right answer in a row before it adds 10%, up to {}%.",
        LONGEST_PAID_STREAK * 10
    ));
    if card.hints {
        lines.push("A hint halves the question's points.".to_owned());
    }
    if card.countdown.is_some() {
        lines.push(
            "The clock starts after some time to read. It takes away up to half of the \
             question's points, evenly."
                .to_owned(),
        );
    }
    if card.practice {
        lines.push(
            "Practice isn't ranked. A right answer moves a question up one of five boxes, a miss \
             moves it back to the first."
                .to_owned(),
        );
    }
    lines.join("\n")
}

/// What may be done about a question, as the lines prompter says it.
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
    let (colon, answers) = match kind {
        Kind::Choice => ("", format!("1-{choices} or a-{}", letter(choices))),
        Kind::TrueFalse => ("", "t or f".to_owned()),
        Kind::Order => ("", format!("the order, such as {}", example(choices))),
        Kind::Typed => (":", "type your answer".to_owned()),
    };
    let hint = if has_hint {
        format!(", {colon}h hint")
    } else {
        String::new()
    };
    let flag = if kind == Kind::TrueFalse { "!" } else { "f" };
    format!("[{answers}{hint}, {colon}s skip, {colon}{flag} flag, {colon}? help, {colon}q quit]")
}

fn letter(choices: usize) -> char {
    ('a'..='z').nth(choices.saturating_sub(1)).unwrap_or('z')
}

fn example(items: usize) -> String {
    let mut order: Vec<_> = (1..=items).map(|n| n.to_string()).collect();
    order.rotate_right(1);
    order.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_names_what_a_line_may_be() {
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
