//! The standings of players who take turns.

use std::time::Duration;

use super::layout::shorten;
use super::style::Style;
use super::tables;
use super::words::{clock, thousands};
use crate::text::printable::Printable;

/// One player of several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub player: String,
    pub points: u32,
    pub right: u32,
    /// Questions answered so far.
    pub answered: u32,
    /// Time spent answering.
    pub elapsed: Duration,
}

/// `Standings: pam 210 · jim 100`. `places` come best first.
pub fn line(places: &[Place], style: Style) -> String {
    let stand = |place: &Place| format!("{} {}", Printable(&place.player), thousands(place.points));
    let all = style.join(places.iter().map(stand));
    format!("\n{} {all}", style.strong("Standings:"))
}

/// A row for each player. `places` come best first.
pub fn table(places: &[Place], style: Style) -> String {
    let rows = places.iter().zip(1_u32..).map(|(place, nth)| {
        vec![
            nth.to_string(),
            shorten(&Printable(&place.player).to_string(), 24, style.sign("…")),
            thousands(place.points),
            format!("{}/{}", place.right, place.answered),
            clock(place.elapsed),
        ]
    });
    let head = ["#", "Player", "Points", "Right", "Time"];
    tables::table(&head, rows, &[0, 2, 3, 4], &[0], style)
}

/// Everyone's result, and who won.
pub fn result(places: &[Place], style: Style) -> String {
    let table = table(places, style);
    let winner = match places {
        [first, second, ..] if (first.points, first.right) == (second.points, second.right) => {
            "Tied on points; the faster player is listed first.".to_owned()
        }
        [first, ..] => format!("{} wins the Dundie.", Printable(&first.player)),
        [] => String::new(),
    };
    let title = style.strong("Result");
    format!("\n{title}\n\n{table}\n{winner}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(player: &str, points: u32) -> Place {
        Place {
            player: player.into(),
            points,
            right: points / 100,
            answered: 10,
            elapsed: Duration::from_secs(61),
        }
    }

    #[test]
    fn the_best_comes_first_and_wins() {
        let places = [place("pam", 1200), place("jim", 300)];
        let style = Style::default();
        assert_eq!(line(&places, style), "\nStandings: pam 1,200 - jim 300");
        assert_eq!(
            result(&places, style),
            "\nResult\n\n#  Player  Points  Right  Time\n1  pam      1,200  12/10  1:01\n\
             2  jim        300   3/10  1:01\n\npam wins the Dundie.\n"
        );
        let draw = result(&[place("pam", 300), place("jim", 300)], style);
        assert!(draw.contains("Tied on points"), "{draw}");
    }
}
