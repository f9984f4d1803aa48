//! The help behind `?`: the keys for this kind of question, and the points.

use super::card::Card;
use super::style::Style;
use crate::bank::Difficulty::{Easy, Hard, Medium};
use crate::quiz::Form;
use crate::scoring::{LONGEST_PAID_STREAK, base};

/// The keys that answer this question, then the other keys, one per line.
fn keys(card: &Card<'_>, has_pages: bool) -> Vec<String> {
    let form = card.form();
    let range = match (form, has_pages) {
        (Form::Pick, _) | (Form::Toggle | Form::Arrange, true) => range(card, ", "),
        _ => String::new(),
    };
    let typed = if card.presented.is_number() {
        "answer; the unit may be left out"
    } else {
        "answer; a small typo is fine"
    };
    let answers: &[(&str, &str)] = match (form, has_pages) {
        (Form::Pick, _) => &[(&range, "answer")],
        (Form::Truth, _) => &[("t, f", "true, false")],
        (Form::Toggle, true) => &[
            (&range, "pick, or take back"),
            ("arrows, Space", "also pick"),
            ("Enter", "done"),
        ],
        (Form::Toggle, false) => &[("1 3, a c", "all that are right")],
        (Form::Arrange, true) => &[
            (&range, "pick the next item"),
            ("Backspace", "undo the last pick"),
            ("Enter", "done"),
        ],
        (Form::Arrange, false) => &[("3 1 2, c a b", "the items in order")],
        (Form::Type, true) => &[("Enter", typed)],
        (Form::Type, false) => &[("any text", typed)],
    };
    let has_arrows = has_pages && matches!(form, Form::Pick | Form::Truth);
    let arrows = has_arrows.then_some(("arrows, Enter", "also answer"));
    let others = [
        (card.hints, "h", "hint, for half the points"),
        (true, "s", "skip"),
        (
            true,
            flag_key(form),
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
    let colon = colon(form);
    let others = others.into_iter().filter(|(is_there, ..)| *is_there);
    let others = others.map(|(_, key, what)| (format!("{colon}{key}"), what));
    let answers = answers.iter().copied().chain(arrows);
    let answers = answers.map(|(key, what)| (key.to_owned(), what));
    let keys = answers.chain(others);
    keys.map(|(key, what)| format!("{key:14} {what}")).collect()
}

/// The numbers and letters of the choices: `1-4, a-d`.
fn range(card: &Card<'_>, between: &str) -> String {
    let choices = card.presented.choices.len();
    let last = ('a'..='z').nth(choices - 1).unwrap_or('z');
    format!("1-{choices}{between}a-{last}")
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
    let right = match card.form() {
        _ if !card.disputable => "",
        Form::Type => "[:r count the last answer as right] ",
        _ => "[r count the last answer as right] ",
    };
    let answers = match card.form() {
        Form::Pick => range(card, " or "),
        Form::Truth => "t or f".to_owned(),
        Form::Toggle => "all that are right, such as 1 2".to_owned(),
        Form::Arrange => {
            let choices = card.presented.choices.len();
            let mut order: Vec<_> = (1..=choices).map(|n| n.to_string()).collect();
            order.rotate_right(1);
            format!("the order, such as {}", order.join(" "))
        }
        Form::Type if card.presented.is_number() => "type a number".to_owned(),
        Form::Type => "type your answer".to_owned(),
    };
    format!("{right}[{answers}, {}]", commands(card).join(", "))
}

/// The keys besides those that answer.
pub fn commands(card: &Card<'_>) -> Vec<String> {
    let form = card.form();
    let flag = format!("{} flag", flag_key(form));
    let hint = card.has_hint().then_some("h hint");
    let all = hint
        .into_iter()
        .chain(["s skip", &flag, "? help", "q quit"]);
    all.map(|what| format!("{}{what}", colon(form))).collect()
}

/// The prefix of commands.
fn colon(form: Form) -> &'static str {
    if form == Form::Type { ":" } else { "" }
}

/// `f` answers a true-false question, so another key flags it.
fn flag_key(form: Form) -> &'static str {
    if form == Form::Truth { "!" } else { "f" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::{Body, Quantity};
    use crate::quiz::fixture::{choice, expected, presented, texts};
    use crate::text::number::Decimal;

    #[test]
    fn line_help_lists_what_the_player_can_enter() {
        let items = texts(&["x", "y", "z"]);
        for (body, help) in [
            (
                choice("a", &["b", "c", "d"]),
                "[1-4 or a-d, h hint, s skip, f flag, ? help, q quit]",
            ),
            (
                Body::TrueFalse { answer: true },
                "[t or f, s skip, ! flag, ? help, q quit]",
            ),
            (
                Body::Order { items },
                "[the order, such as 3 1 2, h hint, s skip, f flag, ? help, q quit]",
            ),
            (
                Body::Several {
                    right: texts(&["a"]),
                    wrong: texts(&["b"]),
                    fixed: None,
                },
                "[all that are right, such as 1 2, h hint, s skip, f flag, ? help, q quit]",
            ),
            (
                Body::Number(Quantity {
                    answer: Decimal::ZERO,
                    within: Decimal::ZERO,
                    unit: None,
                }),
                "[type a number, :s skip, :f flag, :? help, :q quit]",
            ),
            (
                Body::Typed(expected("a")),
                "[type your answer, :h hint, :s skip, :f flag, :? help, :q quit]",
            ),
        ] {
            assert_eq!(line_help(&Card::of(&presented(body))), help);
        }
    }
}
