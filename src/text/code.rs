//! Code in a text, which is shown as it is written.

/// The lines of a text, and whether each is code: between fences, or after four spaces (as in
/// `CommonMark`).
pub fn lines(text: &str) -> impl Iterator<Item = (&str, bool)> {
    let mut is_fenced = false;
    text.split('\n').map(move |line| {
        let is_fence = is_fence(line);
        let is_code = is_fenced || is_fence || line.starts_with("    ");
        is_fenced ^= is_fence;
        (line, is_code)
    })
}

/// Whether a line begins or ends code.
#[must_use]
pub fn is_fence(line: &str) -> bool {
    line.trim_start().starts_with("```")
}
