//! `dundie daily`: the same ten for everybody, once a day.

use jiff::civil::Date;

use crate::app::{App, NamedBank};
use crate::cli::DailyArgs;
use crate::clock;
use crate::error::{Error, Outcome, Stop, or_report};
use crate::game::daily::Daily;
use crate::game::record::Recorder;
use crate::game::{players, resume, turns};
use crate::history::{FirstTry, NewGame, Unfinished};
use crate::print::tell_notice;
use crate::ui::Prompter;
use crate::ui::words::thousands;

/// # Errors
/// Where the day has not come, or the bank has no question for it.
pub fn run(app: &mut App, args: &DailyArgs) -> Result<Outcome, Error> {
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
        return Err(Error::usage(message, help).into());
    }
    let player = players::name(app, args.player.as_deref(), prompter)?;
    let daily = Daily::of(app, args.through, bank, day)?;
    let mut recorder = Recorder::new(app.folders(), &player, &bank.name, &bank.bank);
    tell_notice(recorder.open().as_ref());
    let first = match recorder.history() {
        // Only the first is ever ranked, whatever can be read of it here.
        Some(history) => or_report(
            history.first_try(&player, &bank.name, &day.to_string()),
            prompter,
        ),
        None => None,
    };
    let is_begun = first.as_ref().is_some_and(|first| !first.is_finished);
    let is_it = |game: &Unfinished| {
        game.board == daily.board() && game.seed == daily.seed && resume::is_there(game)
    };
    if is_begun && let Some(game) = or_report(resume::unfinished(app, &player, is_it), prompter) {
        return resume::go_on(app, &game, prompter, args.json);
    }
    let through = daily.setup.request.through;
    prompter.say(&announce(first.as_ref(), day, today, through));
    let plan = NewGame {
        ranked: first.is_none() && day == today,
        ..daily.setup.plan(player, daily.seed, &daily.hand)?
    };
    let game = daily.setup.game(plan, recorder, daily.hand);
    Ok(turns::play(app, vec![game], prompter, args.json)?)
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
