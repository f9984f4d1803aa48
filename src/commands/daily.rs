//! `dundie daily`: the same ten for everyone, once a day.

use jiff::civil::Date;

use super::{play, practice};
use crate::app::{App, NamedBank};
use crate::cli::{DailyArgs, PlayArgs};
use crate::clock;
use crate::error::{Error, Outcome, Stop, or_report};
use crate::game::daily::Daily;
use crate::game::record::Recorder;
use crate::game::result::Next;
use crate::game::{players, resume, turns};
use crate::history::{FirstTry, Unfinished};
use crate::print::tell_notice;
use crate::ui::prompter::Prompter;
use crate::ui::words::{self, thousands};

/// Plays a daily, then whatever the player picks next.
///
/// # Errors
/// If the day is in the future, or the bank has no question for it.
pub fn start(
    app: &App,
    args: &DailyArgs,
    bank: &NamedBank,
    prompter: &mut dyn Prompter,
) -> Result<Outcome, Stop> {
    let player = args.player.as_deref();
    match one(app, args, bank, prompter)? {
        Next::Again(player) => {
            let args = PlayArgs {
                player,
                ..PlayArgs::default()
            };
            play::start(app, &args, bank, prompter)
        }
        Next::Practice(entries) => practice::missed(app, bank, player, entries, prompter),
        Next::Done(outcome) => Ok(outcome),
    }
}

fn one(
    app: &App,
    args: &DailyArgs,
    bank: &NamedBank,
    prompter: &mut dyn Prompter,
) -> Result<Next, Stop> {
    let today = clock::today();
    let day = args.date.unwrap_or(today);
    if day > today {
        let message = format!("could not play the daily for {day}: that day is in the future");
        let help = format!("use today's date, {today}, or an earlier one");
        return Err(Error::usage(message, help).into());
    }
    let Some(player) = players::name(app, args.player.as_deref(), prompter)? else {
        return Ok(Next::Done(Outcome::Done));
    };
    let daily = Daily::of(app, args.through, bank, day)?;
    let mut recorder = Recorder::new(app, &player, bank);
    tell_notice(recorder.open().as_ref());
    let first = recorder.history().map_or(Ok(None), |history| {
        history.first_try(&player, &bank.name, &day.to_string())
    });
    // If this cannot be read, the history still ranks only the first try.
    let first = or_report(first, prompter);
    let is_begun = first.as_ref().is_some_and(|first| !first.is_finished);
    let is_it = |game: &Unfinished| {
        game.board == daily.setup.board && game.seed == daily.seed && resume::is_there(game)
    };
    if is_begun
        && let Some(game) = or_report(resume::unfinished(app, &player, is_it), prompter)
        && (recorder.history()).is_some_and(|history| history.lock(game.first()).is_ok())
    {
        return resume::go_on(app, &game, prompter, args.json);
    }
    let through = daily.setup.request.through;
    prompter.say(&announce(first.as_ref(), day, today, through));
    let mut game = (daily.setup).game(player, daily.seed, daily.hand, recorder)?;
    game.plan.ranked = first.is_none() && day == today;
    turns::play(app, vec![game], prompter, args.json)
}

/// What this try counts for.
fn announce(first: Option<&FirstTry>, day: Date, today: Date, through: Option<u8>) -> String {
    let seasons = through.map_or(String::new(), |season| format!(", through season {season}"));
    let name = words::daily(&day.to_string());
    match first {
        Some(first) if first.is_finished => {
            let which = if day == today {
                "today's daily"
            } else {
                "this daily"
            };
            format!(
                "You've already played {which}: {} of {}, {} points. This round is just for \
                 practice.",
                first.right,
                first.of,
                thousands(first.points)
            )
        }
        Some(_) => {
            format!("{name}{seasons}. You've tried it before, so this round won't be ranked.")
        }
        None if day < today => format!("{name}{seasons}. That day is over, so it won't be ranked."),
        None => format!("{name}{seasons}. Only your first try counts."),
    }
}
