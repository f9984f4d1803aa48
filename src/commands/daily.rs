//! `dundie daily`: the same ten for everybody, once a day.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::app::{App, NamedBank, tell_notice};
use super::failure::{Failure, Outcome, Stop, or_told};
use super::game::Game;
use super::keeper::Keeper;
use super::play::{self, Wanted};
use super::{clock, days, player, resume, rounds};
use crate::bank::hash::hash;
use crate::cli::{Ceiling, DailyArgs, GameArgs, Limit, WayArgs};
use crate::history::{BoardKey, DailyPlayed, FirstTry, NewGame};
use crate::quiz::draw::{DRAW, USUAL_COUNT, draw};
use crate::quiz::random::generator;
use crate::quiz::{Answer, Recency, Request};
use crate::ui::words::thousands;
use crate::ui::{Prompter, Style};

/// # Errors
/// Where the day has not come, or the bank has no question for it.
pub fn run(app: &mut App, args: &DailyArgs) -> Result<Outcome, Failure> {
    let bank = app.bank(args.bank.as_deref())?;
    let mut prompter = app.prompter();
    let outcome = start(app, args, &bank, prompter.as_mut());
    app.settle(outcome)
}

/// Plays the daily of a day.
///
/// # Errors
/// Where the day has not come, or the bank has no question for it.
pub fn start(
    app: &App,
    args: &DailyArgs,
    bank: &NamedBank,
    prompter: &mut dyn Prompter,
) -> Result<Outcome, Stop> {
    let today = clock::today();
    let day = args.date.unwrap_or(today);
    if day > today {
        let message = format!("could not play the daily of {day}: that day has not come yet");
        let help = format!("name today, {today}, or an earlier day");
        return Err(Failure::usage(message, help).into());
    }
    let player = player::name(app, args.player.as_deref(), prompter)?;
    let daily = Daily::of(app, args.through, bank, day)?;
    let mut keeper = Keeper::new(app.folders(), &player, &bank.name, &bank.bank);
    tell_notice(keeper.open().as_ref());
    let first = match keeper.history() {
        // Only the first is ever ranked, whatever can be read of it here.
        Some(history) => or_told(
            history.first_try(&player, &bank.name, &day.to_string()),
            prompter,
        ),
        None => None,
    };
    let is_begun = first.as_ref().is_some_and(|first| !first.is_finished);
    let is_it = |game: &NewGame| {
        game.board == daily.board() && game.seed == daily.seed && resume::is_there(&bank.name)
    };
    if is_begun
        && let Some((saved, history)) = or_told(resume::unfinished(app, &player, is_it), prompter)
    {
        return resume::go_on(app, &saved, history, prompter, args.json);
    }
    let through = daily.wanted.request.through;
    prompter.say(&announce(first.as_ref(), day, today, through));
    let plan = NewGame {
        ranked: first.is_none() && day == today,
        ..daily.wanted.plan(player, daily.seed, &daily.hand)?
    };
    let game = daily.wanted.game(plan, keeper, daily.hand);
    Ok(rounds::play(app, vec![game], prompter, args.json)?)
}

/// The questions of a day.
pub struct Daily<'a> {
    wanted: Wanted<'a>,
    seed: u64,
    hand: Vec<u32>,
}

impl<'a> Daily<'a> {
    /// Ten of the bank, by the date alone: what a player was asked, and other
    /// settings than the ceiling against spoilers, do not count.
    fn of(
        app: &App,
        through: Option<Ceiling>,
        bank: &'a NamedBank,
        day: Date,
    ) -> Result<Self, Failure> {
        let seed = hash(&format!("daily {day}"));
        let args = GameArgs {
            way: WayArgs {
                questions: Some(USUAL_COUNT),
                through,
                timed: Some(Limit::NONE),
                ..WayArgs::default()
            },
            ..GameArgs::default()
        };
        let mut wanted = Wanted::new(app, &args, bank)?;
        wanted.daily = Some(day.to_string());
        let rng = &mut generator(seed, DRAW);
        let request: &Request = &wanted.request;
        let hand = draw(&bank.bank.index, request, &Recency::none(), rng)?;
        if hand.is_empty() {
            return Err(play::nothing_left(&wanted, &args, 1));
        }
        Ok(Self { wanted, seed, hand })
    }

    /// Where the daily of a day ranks.
    ///
    /// # Errors
    /// Where the bank has no question for it.
    pub fn board_of(
        app: &App,
        through: Option<Ceiling>,
        bank: &'a NamedBank,
        day: Date,
    ) -> Result<BoardKey, Failure> {
        Ok(Self::of(app, through, bank, day)?.board())
    }

    fn board(&self) -> BoardKey {
        self.wanted
            .board(u32::try_from(self.hand.len()).unwrap_or(u32::MAX))
    }
}

/// What this try counts for.
fn announce(first: Option<&FirstTry>, day: Date, today: Date, through: Option<u8>) -> String {
    let seasons = through.map_or(String::new(), |season| format!(", through season {season}"));
    match first {
        Some(first) if first.is_finished => format!(
            "You have played the daily of {day}{seasons}: {} of {} right, {} points. The first try \
             counts; this one is practice.",
            first.right,
            first.of,
            thousands(first.points)
        ),
        Some(_) => {
            format!("You have begun the daily of {day}{seasons} before; this try is practice.")
        }
        None if day < today => {
            format!("The daily of {day}{seasons}. That day is over, so it ranks on no board.")
        }
        None => format!("The daily of {day}{seasons}. The first try counts."),
    }
}

/// Lines to share that give no answer away: the day, right answers, points, days
/// in a row, and a mark for each question.
#[must_use]
pub fn share(game: &Game<'_>, day: &str, style: Style) -> String {
    let session = &game.session;
    let mut parts = vec![format!("dundie {day}")];
    if !game.plan.ranked {
        parts.push("practice".to_owned());
    }
    parts.extend([
        format!("{}/{}", session.right(), session.length()),
        format!("{} points", thousands(session.points())),
    ]);
    parts.extend(
        game.plan
            .board
            .through
            .map(|season| format!("through season {season}")),
    );
    let days = days_in_a_row(game, day);
    if days > 1 {
        parts.push(format!("{days} days in a row"));
    }
    let marks: String = session
        .answers()
        .iter()
        .map(|answer| mark(answer, style))
        .collect();
    format!("{}\n{marks}", parts.join(&format!(" {} ", style.sign("·"))))
}

fn mark(answer: &Answer, style: Style) -> &'static str {
    style.sign(match answer {
        Answer { right: true, .. } => "✓",
        Answer { skipped: true, .. } => "·",
        _ => "✗",
    })
}

fn days_in_a_row(game: &Game<'_>, day: &str) -> u32 {
    let Some(history) = game.keeper.history() else {
        return 0;
    };
    let (player, bank) = (&game.plan.player, &game.plan.board.bank);
    let dailies = history.dailies(player, bank).unwrap_or_default();
    day.parse()
        .map_or(0, |day| days::row(&on_their_day(&dailies), day))
}

/// The days whose daily was begun on the day itself.
fn on_their_day(played: &[DailyPlayed]) -> BTreeSet<Date> {
    let days = played.iter().filter_map(|daily| {
        let day: Date = daily.day.parse().ok()?;
        (clock::local_date(daily.started) == Some(day)).then_some(day)
    });
    days.collect()
}
