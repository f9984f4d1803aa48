//! Numbers, times and texts for people to read.

use std::time::Duration;

use jiff::civil::Date;
use unicode_width::UnicodeWidthStr as _;

use crate::text::printable::Printable;

/// `2nd`, `3rd`, `11th`
pub fn ordinal(number: u32) -> String {
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

/// `Daily quiz, November 28`, for a day such as `2026-11-28`.
pub fn daily(day: &str) -> String {
    format!("Daily quiz, {}", date(day))
}

/// `November 28`, for a day such as `2026-11-28`.
pub fn date(day: &str) -> String {
    match day.parse::<Date>() {
        Ok(date) => date.strftime("%B %-d").to_string(),
        Err(_) => Printable(day).to_string(),
    }
}

/// `1:05`, or `1:02:03` from an hour on.
pub fn clock(time: Duration) -> String {
    let seconds = time.as_secs();
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{:02}", seconds % 60)
    } else {
        format!("{minutes}:{:02}", seconds % 60)
    }
}

/// `5 h 12 min`, rounded up to the minute.
#[must_use]
pub fn hours(time: Duration) -> String {
    let minutes = time.as_secs().div_ceil(60);
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

/// Digits in groups of three: `12,345`.
pub fn thousands(number: impl Into<u64>) -> String {
    let digits = number.into().to_string();
    let mut grouped = String::new();
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// `1 point`, `1,200 points`
pub fn points(points: u32) -> String {
    plural(points.into(), "point")
}

/// `1 game`, `1,200 games`
pub fn plural(number: u64, what: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{} {what}{ending}", thousands(number))
}

/// Text with a hanging indent beside a lead, or below the lead if there is too little room. Ends
/// with a newline.
pub fn hanging(lead: &str, text: &str, width: usize) -> String {
    const LEAST: usize = 12;
    let lead = format!("  {lead}  ");
    let mut indent = " ".repeat(lead.width());
    let mut lines = String::new();
    let mut first = lead.as_str();
    if width < indent.len() + LEAST {
        lines = textwrap::fill(lead.trim_end(), width) + "\n";
        "    ".clone_into(&mut indent);
        first = &indent;
    }
    let options = textwrap::Options::new(width)
        .initial_indent(first)
        .subsequent_indent(&indent);
    lines + &textwrap::fill(text, options) + "\n"
}

/// Untrusted text, escaped line by line.
pub fn safe_lines(text: &str) -> String {
    let lines = text.lines().map(|line| Printable(line).to_string());
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_times_are_written_for_people() {
        for (number, text) in [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th")] {
            assert_eq!(ordinal(number), text);
        }
        for (number, text) in [
            (0_u32, "0"),
            (999, "999"),
            (1000, "1,000"),
            (1_234_567, "1,234,567"),
        ] {
            assert_eq!(thousands(number), text);
        }
        for (seconds, text) in [(0, "0:00"), (65, "1:05"), (3723, "1:02:03")] {
            assert_eq!(clock(Duration::from_secs(seconds)), text);
        }
    }

    #[test]
    fn only_one_is_singular() {
        for (number, text) in [(0, "0 games"), (1, "1 game"), (1200, "1,200 games")] {
            assert_eq!(plural(number, "game"), text);
        }
    }

    #[test]
    fn text_hangs_beside_its_lead_if_there_is_room() {
        let cases = [
            (40, "  3 of 5  what the paper company sells\n"),
            (26, "  3 of 5  what the paper\n          company sells\n"),
            (21, "  3 of 5\n    what the paper\n    company sells\n"),
        ];
        for (width, expected) in cases {
            let text = hanging("3 of 5", "what the paper company sells", width);
            assert_eq!(text, expected, "{width}");
        }
    }
}
