//! The look of every prompt that dialoguer draws.

use std::fmt::{self, Write};

use dialoguer::console::{Style as Paint, set_colors_enabled_stderr, style};
use dialoguer::theme::{ColorfulTheme, Theme};
use fuzzy_matcher::skim::SkimMatcherV2;

use super::area::ARROW;
use super::style::Style;

/// dialoguer's colorful theme with our signs. Dims the description after a tab in an item, and
/// marks the arrow for the cursor.
pub struct PageTheme {
    base: ColorfulTheme,
    style: Style,
}

impl PageTheme {
    pub fn new(look: Style) -> Self {
        // Set here, since only prompts need it and querying the terminal takes time.
        set_colors_enabled_stderr(look.color);
        let sign = |sign: &'static str| style(look.sign(sign).to_owned()).for_stderr();
        let none = || style(String::new()).for_stderr();
        Self {
            base: ColorfulTheme {
                prompt_prefix: style(" ".to_owned()).for_stderr(),
                prompt_style: Paint::new().for_stderr().bold(),
                prompt_suffix: sign("›").dim(),
                success_prefix: none(),
                success_suffix: sign("·").dim(),
                error_prefix: sign("✗").red(),
                active_item_prefix: sign("▸").cyan(),
                values_style: Paint::new().for_stderr().cyan(),
                ..ColorfulTheme::default()
            },
            style: look,
        }
    }

    fn item(&self, f: &mut dyn Write, text: &str, active: bool) -> fmt::Result {
        let (label, about) = text.split_once('\t').unwrap_or((text, ""));
        let about = if about.is_empty() {
            String::new()
        } else {
            self.style.faint(about)
        };
        if active {
            let arrow = self.style.accent(self.style.sign("▸"));
            write!(f, " {ARROW}{arrow} {}{about}", self.style.accent(label))
        } else {
            write!(f, "   {label}{about}")
        }
    }
}

impl Theme for PageTheme {
    fn format_error(&self, f: &mut dyn Write, error: &str) -> fmt::Result {
        write!(f, "  ")?;
        self.base.format_error(f, error)
    }

    fn format_confirm_prompt(
        &self,
        f: &mut dyn Write,
        prompt: &str,
        default: Option<bool>,
    ) -> fmt::Result {
        self.base.format_confirm_prompt(f, prompt, default)
    }

    fn format_input_prompt(
        &self,
        f: &mut dyn Write,
        prompt: &str,
        default: Option<&str>,
    ) -> fmt::Result {
        if prompt.is_empty() {
            // dialoguer indents only a prompt that is not empty.
            write!(f, "  ")?;
        }
        self.base.format_input_prompt(f, prompt, default)
    }

    fn format_select_prompt_item(
        &self,
        f: &mut dyn Write,
        text: &str,
        active: bool,
    ) -> fmt::Result {
        self.item(f, text, active)
    }

    fn format_fuzzy_select_prompt(
        &self,
        f: &mut dyn Write,
        prompt: &str,
        search: &str,
        cursor: usize,
    ) -> fmt::Result {
        self.base
            .format_fuzzy_select_prompt(f, prompt, search, cursor)
    }

    fn format_fuzzy_select_prompt_item(
        &self,
        f: &mut dyn Write,
        text: &str,
        active: bool,
        _highlight: bool,
        _matcher: &SkimMatcherV2,
        _search: &str,
    ) -> fmt::Result {
        self.item(f, text, active)
    }
}
