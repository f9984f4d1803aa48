//! Points and commas of other languages' numbers.

/// The text with points and commas exchanged where they stand between digits: other
/// languages write "1.000,5" for "1,000.5".
pub(super) fn with_points_for_commas(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let is_digit = |place: usize| chars.get(place).is_some_and(|c| c.is_numeric());
    let exchanged = (0..chars.len()).map(|n| match chars[n] {
        '.' if n > 0 && is_digit(n - 1) && is_digit(n + 1) => ',',
        ',' if n > 0 && is_digit(n - 1) && is_digit(n + 1) => '.',
        c => c,
    });
    exchanged.collect()
}
