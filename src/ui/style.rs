//! Color and signs, decided once at the start for every library that draws.

use std::ffi::OsString;

use colored::{ColoredString, Colorize};

use crate::files::settings::ColorChoice;

/// How text is styled on one stream. Color never carries meaning alone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Style {
    pub color: bool,
    /// Whether the locale can show more than ASCII.
    pub unicode: bool,
}

/// The styles of both streams.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Styles {
    pub stdout: Style,
    pub stderr: Style,
}

impl Styles {
    /// `--color` beats `NO_COLOR`, which beats `CLICOLOR_FORCE`. Otherwise a stream has color if
    /// it is a capable terminal and `CLICOLOR` is not 0.
    pub fn decide(
        choice: ColorChoice,
        env: impl Fn(&str) -> Option<OsString>,
        is_terminal: [bool; 2],
    ) -> Self {
        // Each stream's style decides, so keep `colored` from checking stdout.
        colored::control::set_override(true);
        let set = |name: &str| env(name).filter(|value| !value.is_empty());
        let forced = match choice {
            ColorChoice::Always => Some(true),
            ColorChoice::Never => Some(false),
            ColorChoice::Auto if set("NO_COLOR").is_some() => Some(false),
            ColorChoice::Auto if set("CLICOLOR_FORCE").is_some_and(|v| v != "0") => Some(true),
            ColorChoice::Auto => None,
        };
        let able = set("TERM").is_some_and(|term| term != "dumb")
            && set("CLICOLOR").is_none_or(|value| value != "0");
        let unicode = is_utf8(&set);
        let [stdout, stderr] = is_terminal.map(|is_terminal| Style {
            color: forced.unwrap_or(is_terminal && able),
            unicode,
        });
        Self { stdout, stderr }
    }
}

/// POSIX: the first of these that is set and not empty names the character set.
fn is_utf8(set: &impl Fn(&str) -> Option<OsString>) -> bool {
    let named = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(set);
    let locale = named.unwrap_or_default();
    let locale = locale.to_string_lossy().to_ascii_lowercase();
    locale.contains("utf-8") || locale.contains("utf8")
}

impl Style {
    fn paint(self, text: &str, paint: fn(ColoredString) -> ColoredString) -> String {
        if self.color {
            paint(text.into()).to_string()
        } else {
            text.to_owned()
        }
    }

    pub fn good(self, text: &str) -> String {
        self.paint(text, |text| text.green().bold())
    }

    pub fn bad(self, text: &str) -> String {
        self.paint(text, |text| text.red().bold())
    }

    pub fn strong(self, text: &str) -> String {
        self.paint(text, Colorize::bold)
    }

    pub fn faint(self, text: &str) -> String {
        self.paint(text, Colorize::dimmed)
    }

    /// For things to notice: a clock running low, a long streak.
    pub fn warm(self, text: &str) -> String {
        self.paint(text, |text| text.yellow().bold())
    }

    pub fn accent(self, text: &str) -> String {
        self.paint(text, Colorize::cyan)
    }

    /// Joins parts of a line with dots.
    pub fn join(self, parts: impl IntoIterator<Item = String>) -> String {
        let parts: Vec<_> = parts.into_iter().collect();
        parts.join(&format!(" {} ", self.sign("·")))
    }

    /// The sign, or its ASCII form if the locale has no Unicode.
    pub fn sign(self, sign: &'static str) -> &'static str {
        if self.unicode {
            return sign;
        }
        match sign {
            "✓" => "+",
            "✗" | "×" => "x",
            "·" | "–" | "▱" => "-",
            "→" => "->",
            "←" => "<-",
            "★" => "*",
            "›" | "▸" => ">",
            "…" => "...",
            "▰" => "#",
            _ => "",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Env = &'static [(&'static str, &'static str)];

    #[test]
    fn color_follows_the_option_then_the_environment() {
        use ColorChoice::{Always, Auto, Never};
        const TERM: (&str, &str) = ("TERM", "xterm");
        let cases: [(ColorChoice, Env, bool, bool); 12] = [
            (Auto, &[TERM], true, true),
            (Auto, &[TERM], false, false),
            (Auto, &[("TERM", "dumb")], true, false),
            (Auto, &[], true, false),
            (Auto, &[TERM, ("NO_COLOR", "1")], true, false),
            (Auto, &[TERM, ("NO_COLOR", "")], true, true),
            (Auto, &[("CLICOLOR_FORCE", "1")], false, true),
            (Auto, &[TERM, ("CLICOLOR_FORCE", "0")], false, false),
            (
                Auto,
                &[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")],
                true,
                false,
            ),
            (Auto, &[TERM, ("CLICOLOR", "0")], true, false),
            (Always, &[("NO_COLOR", "1")], false, true),
            (Never, &[TERM, ("CLICOLOR_FORCE", "1")], true, false),
        ];
        for (choice, env, is_terminal, color) in cases {
            let find = |name: &str| {
                let found = env.iter().find(|(known, _)| *known == name);
                found.map(|(_, value)| OsString::from(value))
            };
            let styles = Styles::decide(choice, find, [is_terminal, false]);
            assert_eq!(
                styles.stdout.color, color,
                "{choice:?} {env:?} {is_terminal}"
            );
        }
    }

    #[test]
    fn the_first_locale_variable_that_is_set_counts() {
        let cases: [(Env, bool); 5] = [
            (&[], false),
            (&[("LANG", "C.UTF-8")], true),
            (&[("LC_ALL", "C"), ("LANG", "C.UTF-8")], false),
            (&[("LC_ALL", ""), ("LC_CTYPE", "de_DE.utf8")], true),
            (&[("LANG", "de_DE.ISO-8859-1")], false),
        ];
        for (env, unicode) in cases {
            let find = |name: &str| {
                let found = env.iter().find(|(known, _)| *known == name);
                found.map(|(_, value)| OsString::from(value))
            };
            let styles = Styles::decide(ColorChoice::Auto, find, [true, true]);
            assert_eq!(styles.stderr.unicode, unicode, "{env:?}");
        }
    }
}
