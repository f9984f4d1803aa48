//! The one look of every prompt.

use dialoguer::console::{Style as Paint, style};
use dialoguer::theme::ColorfulTheme;

use super::Style;

/// Our signs and colours; the libraries drop the colours where there are none.
#[must_use]
pub fn theme(look: Style) -> ColorfulTheme {
    let sign = |sign: &'static str| style(look.sign(sign).to_owned()).for_stderr();
    ColorfulTheme {
        prompt_prefix: style(String::new()).for_stderr(),
        prompt_style: Paint::new().for_stderr().bold(),
        prompt_suffix: sign("›").dim(),
        success_prefix: style(String::new()).for_stderr(),
        success_suffix: sign("·").dim(),
        error_prefix: sign("✗").red(),
        active_item_prefix: sign("▸").cyan(),
        active_item_style: Paint::new().for_stderr().cyan().bold(),
        inactive_item_prefix: style(" ".to_owned()).for_stderr(),
        values_style: Paint::new().for_stderr().cyan(),
        ..ColorfulTheme::default()
    }
}
