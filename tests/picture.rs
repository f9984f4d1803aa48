//! The moving picture of the README: pages of a real game, in an SVG.
#![allow(clippy::unwrap_used, reason = "a failed test says so by panicking")]

mod screen;

use std::fmt::Write as _;
use std::{env, fs};

use dundie::bank::{Body, Question};
use dundie::files::builtin;
use screen::home::Home;
use screen::{Key, Screen, one_row};
use vt100::{Cell, Color};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/picture.svg");
/// Every question of the daily of this time is fixed.
const NOW: &str = "DUNDIE_NOW=2026-11-28T12:00:00Z";
const ROWS: u16 = 20;
const COLUMNS: u16 = 72;
/// Of a character, and around the window, in the picture's units.
const WIDTH: u16 = 10;
const HEIGHT: u16 = 20;
const MARGIN: u16 = 12;
/// How long a page stays, in seconds.
const SECONDS: usize = 5;

/// Classes of text with their colors on a light and on a dark background.
const COLORS: [(&str, &str, &str); 6] = [
    ("t", "#1f2328", "#e6edf3"),
    ("d", "#59636e", "#9198a1"),
    ("r", "#b3202a", "#ff7b72"),
    ("g", "#116329", "#56d364"),
    ("y", "#7d4e00", "#e3b341"),
    ("c", "#0a5c7a", "#56d4dd"),
];
const BACKGROUND: (&str, &str) = ("#ffffff", "#0d1117");

/// Plays the daily from the menu: all right but one. Keeps the menu, a question, its
/// verdict, the verdict on the miss, and the result.
fn play() -> Vec<vt100::Screen> {
    let home = Home::new();
    let binary = env!("CARGO_BIN_EXE_dundie");
    let opening = home.open(ROWS, COLUMNS).program("/usr/bin/env");
    let mut screen = opening.start(&[NOW, "TZ=UTC", binary]);
    let questions = questions();
    let mut pages = vec![screen.wait_for("Daily quiz").painted()];
    screen.take("Daily quiz");
    for number in 1..=10 {
        let asked = one_row(&screen.wait_for_question(number, 10).screen());
        let is_asked = |question: &&Question| asked.contains(&one_row(&question.ask));
        let question = questions.iter().find(is_asked).unwrap();
        let is_kept = number > 2 && matches!(question.body, Body::Choice { .. });
        match pages.len() {
            1 if is_kept => {
                pages.push(screen.painted());
                answer(&mut screen, question);
                pages.push(screen.wait_for_verdict().painted());
            }
            3 if is_kept => {
                let right = screen.number_of(question.answer().unwrap());
                screen.press(if right == "1" { "2" } else { "1" });
                pages.push(screen.wait_for_verdict().painted());
            }
            _ => answer(&mut screen, question),
        }
        screen.go_on();
    }
    pages.push(screen.wait_for("   Menu").painted());
    pages
}

fn questions() -> Vec<Question> {
    let bank = builtin::bank().unwrap();
    let all = 0..bank.index.len();
    all.map(|ordinal| bank.question(ordinal).unwrap()).collect()
}

fn answer(screen: &mut Screen, question: &Question) {
    let keys = match &question.body {
        Body::Choice { .. } => vec![screen.number_of(question.answer().unwrap())],
        Body::TrueFalse { answer } => vec![if *answer { "t" } else { "f" }.to_owned()],
        Body::Typed(_) => vec![question.answer().unwrap().to_owned(), Key::Enter.into()],
        Body::Order { items: texts } | Body::Several { right: texts, .. } => {
            let numbers = texts.iter().map(|item| screen.number_of(item));
            numbers.chain([Key::Enter.into()]).collect()
        }
        Body::Number(quantity) => vec![quantity.answer.to_string(), Key::Enter.into()],
    };
    for key in keys {
        screen.press(key);
    }
}

fn picture(pages: &[vt100::Screen]) -> String {
    let [width, height] = [COLUMNS * WIDTH, ROWS * HEIGHT].map(|side| side + 2 * MARGIN);
    let total = SECONDS * pages.len();
    let style = |color: fn(&(&str, &'static str, &'static str)) -> &'static str, back: &str| {
        let classes = COLORS
            .iter()
            .map(|it| format!(".{}{{fill:{}}}", it.0, color(it)));
        format!(".w{{fill:{back}}}{}", classes.collect::<String>())
    };
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" role=\"img\">\n\
         <title>A game of dundie: the menu, a question, two verdicts and the result</title>\n\
         <style>\n\
         text{{font:16.6px ui-monospace,SFMono-Regular,Menlo,Consolas,\"DejaVu Sans Mono\",monospace}}\n\
         .b{{font-weight:bold}}\n\
         {}\n\
         @media(prefers-color-scheme:dark){{{}}}\n\
         .p{{visibility:hidden;animation:p {total}s step-end infinite}}\n\
         @keyframes p{{0%{{visibility:visible}}{}%{{visibility:hidden}}}}\n\
         @media(prefers-reduced-motion:reduce){{.p{{animation:none}}.p3{{visibility:visible}}}}\n",
        style(|it| it.1, BACKGROUND.0),
        style(|it| it.2, BACKGROUND.1),
        100 / pages.len(),
    );
    for n in 1..pages.len() {
        // A negative delay starts the page's turn within the first round.
        let delay = SECONDS * (pages.len() - n);
        writeln!(svg, ".p{}{{animation-delay:-{delay}s}}", n + 1).unwrap();
    }
    svg += "</style>\n<rect class=\"w\" width=\"100%\" height=\"100%\" rx=\"8\"/>\n";
    for (page, n) in pages.iter().zip(1..) {
        writeln!(svg, "<g class=\"p p{n}\">").unwrap();
        for row in 0..ROWS {
            draw_row(&mut svg, page, row);
        }
        svg += "</g>\n";
    }
    svg += "</svg>\n";
    // The robot answers in no time, but not always in the same.
    (0..10).fold(svg, |svg, n| svg.replace(&format!(">0:0{n}<"), ">1:04<"))
}

/// Writes a row as runs that look alike, cut at double spaces, each as wide as its cells.
fn draw_row(svg: &mut String, page: &vt100::Screen, row: u16) {
    let cells: Vec<_> = (0..COLUMNS)
        .map(|column| look(page.cell(row, column).unwrap()))
        .collect();
    let mut start = 0;
    while start < cells.len() {
        if cells[start].0 == " " {
            start += 1;
            continue;
        }
        let class = &cells[start].1;
        let is_end = |at: &usize| {
            let is_gap = cells[*at..].iter().take(2).all(|(text, _)| text == " ");
            is_gap || (cells[*at].0 != " " && cells[*at].1 != *class)
        };
        let end = (start + 1..cells.len()).find(is_end).unwrap_or(cells.len());
        let run: String = cells[start..end]
            .iter()
            .map(|(text, _)| text.as_str())
            .collect();
        let text = run.trim_end();
        let (x, y) = (MARGIN + to_u16(start) * WIDTH, MARGIN + row * HEIGHT + 15);
        let length = to_u16(text.chars().count()) * WIDTH;
        let text = text.replace('&', "&amp;").replace('<', "&lt;");
        writeln!(
            svg,
            "<text x=\"{x}\" y=\"{y}\" class=\"{class}\" textLength=\"{length}\">{text}</text>"
        )
        .unwrap();
        start = end;
    }
}

fn to_u16(number: usize) -> u16 {
    number.try_into().unwrap()
}

/// The text of a cell and its class.
fn look(cell: &Cell) -> (String, String) {
    let text = if cell.has_contents() {
        cell.contents()
    } else {
        " "
    };
    let color = match cell.fgcolor() {
        _ if cell.dim() => "d",
        Color::Default => "t",
        Color::Idx(1) => "r",
        Color::Idx(2) => "g",
        Color::Idx(3) => "y",
        Color::Idx(6) => "c",
        other => panic!("no color for {other:?}"),
    };
    let bold = if cell.bold() { " b" } else { "" };
    (text.replace('\u{a0}', " "), format!("{color}{bold}"))
}

/// `PICTURE=write` rewrites the file.
#[test]
fn the_picture_shows_the_game_as_it_is() {
    let drawn = picture(&play());
    if env::var("PICTURE").is_ok_and(|value| value == "write") {
        fs::write(FILE, &drawn).unwrap();
    }
    let stored = fs::read_to_string(FILE).unwrap_or_default();
    assert!(
        stored == drawn,
        "tests/picture.svg is stale; `PICTURE=write cargo test --test picture` redraws it"
    );
    assert!(drawn.len() < 15_000, "{} bytes", drawn.len());
}

/// WCAG 2.2: at least 4.5 to 1.
#[test]
fn every_color_of_the_picture_is_readable() {
    for (class, light, dark) in COLORS {
        for (color, background) in [(light, BACKGROUND.0), (dark, BACKGROUND.1)] {
            let [a, b] = [color, background].map(|color| luminance(color) + 0.05);
            let contrast = a.max(b) / a.min(b);
            assert!(
                contrast >= 4.5,
                "{class} {color} on {background}: {contrast}"
            );
        }
    }
}

/// Relative luminance as WCAG 2.2 defines it, from 0 to 1.
fn luminance(color: &str) -> f64 {
    let part = |at: usize, weight: f64| {
        let value = f64::from(u8::from_str_radix(&color[at..at + 2], 16).unwrap()) / 255.0;
        let linear = if value <= 0.04045 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        };
        weight * linear
    };
    part(1, 0.2126) + part(3, 0.7152) + part(5, 0.0722)
}
