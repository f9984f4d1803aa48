//! The awards.

use super::facts::Facts;
use super::fold::Tally;

/// One award: something counted up to a goal.
#[derive(Debug)]
pub struct Award {
    /// Its name in JSON; never changes.
    pub key: &'static str,
    pub name: &'static str,
    /// How to win it, as an instruction.
    pub how: &'static str,
    /// The plural of the thing counted; empty if once is enough.
    pub unit: &'static str,
    goal: Goal,
    count: fn(&Tally) -> u32,
}

#[derive(Debug, Clone, Copy)]
enum Goal {
    Times(u32),
    /// The number of categories in the bank.
    Categories,
    /// The number of questions in the bank.
    Questions,
}

impl Award {
    /// The count that wins it. `None` if the bank does not offer it: with one category, completing
    /// the category and the bank are the same.
    pub(super) fn goal(&self, facts: &Facts) -> Option<u32> {
        let is_several = facts.categories.len() > 1;
        match self.goal {
            Goal::Times(goal) => Some(goal),
            Goal::Categories => is_several.then_some(facts.categories.len() as u32),
            Goal::Questions => is_several.then(|| facts.questions()),
        }
    }

    pub(super) fn count(&self, tally: &Tally) -> u32 {
        (self.count)(tally)
    }

    pub(super) fn is_won(&self, tally: &Tally, facts: &Facts) -> bool {
        let goal = self.goal(facts);
        goal.is_some_and(|goal| self.count(tally) >= goal)
    }
}

impl PartialEq for Award {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for Award {}

const fn once(
    key: &'static str,
    name: &'static str,
    how: &'static str,
    count: fn(&Tally) -> u32,
) -> Award {
    many(key, name, how, (Goal::Times(1), ""), count)
}

const fn many(
    key: &'static str,
    name: &'static str,
    how: &'static str,
    (goal, unit): (Goal, &'static str),
    count: fn(&Tally) -> u32,
) -> Award {
    Award {
        key,
        name,
        how,
        unit,
        goal,
        count,
    }
}

/// All awards, easiest first. The fields of `Tally` define the counts.
pub const AWARDS: &[Award] = &[
    once("new-hire", "New Hire", "Finish a game.", |t| t.games),
    once(
        "clocked-in",
        "Clocked In",
        "Finish a daily quiz on its day.",
        |t| t.dailies,
    ),
    once(
        "conference-room",
        "Conference Room Regular",
        "Take turns with others and finish the game.",
        |t| t.in_turn,
    ),
    once(
        "pay-raise",
        "Pay Raise",
        "Beat your own best score on a board.",
        |t| t.raises,
    ),
    many(
        "paper-clip",
        "Paper Clip",
        "Get five right in a row in one game.",
        (Goal::Times(5), "in a row"),
        |t| t.streak,
    ),
    many(
        "stapled",
        "Stapled and Filed",
        "Get ten right in a row in one game.",
        (Goal::Times(10), "in a row"),
        |t| t.streak,
    ),
    many(
        "hardcover",
        "Hardcover Edition",
        "Get fifteen right in a row in one game.",
        (Goal::Times(15), "in a row"),
        |t| t.streak,
    ),
    many(
        "speed-dial",
        "Speed Dial",
        "Get five right in a row in one game, each in under three seconds.",
        (Goal::Times(5), "in a row"),
        |t| t.quick_row,
    ),
    once(
        "spotless",
        "Spotless Report",
        "Get every question right in a game of five or more.",
        |t| t.perfect,
    ),
    once(
        "no-help-desk",
        "No Help Desk",
        "Get every question right in a game of ten or more, without a hint.",
        |t| t.unaided,
    ),
    once(
        "rush-order",
        "Rush Order",
        "Get every question right in a timed game of five or more.",
        |t| t.perfect_timed,
    ),
    once(
        "typing-pool",
        "Pride of the Typing Pool",
        "Get every question right in a typed game of five or more.",
        |t| t.perfect_typed,
    ),
    once(
        "heavy-carton",
        "Heavy Carton",
        "Get every hard question in a game right, at least two of them.",
        |t| t.sweeps,
    ),
    once(
        "second-quarter",
        "Second Quarter Turnaround",
        "Miss the first three questions in a game, then get seven right in a row.",
        |t| t.comebacks,
    ),
    once(
        "fourth-draft",
        "Fourth Draft",
        "Get a question right after missing it three times.",
        |t| t.learned,
    ),
    once(
        "mailroom",
        "From Mailroom to Top Floor",
        "Move a question you missed from box 1 up to box 5.",
        |t| t.promoted,
    ),
    once(
        "first-pot",
        "First Pot of Coffee",
        "Finish a game between four and seven in the morning.",
        |t| t.mornings,
    ),
    once(
        "night-crew",
        "Night Cleaning Crew",
        "Finish a game between midnight and four in the morning.",
        |t| t.nights,
    ),
    many(
        "office-tour",
        "Office Tour",
        "Answer a question from every category.",
        (Goal::Categories, "categories"),
        |t| t.categories,
    ),
    once(
        "closed-file",
        "Closed File",
        "Get every question in a category right at least once.",
        |t| t.complete,
    ),
    many(
        "archive",
        "Keeper of the Archive",
        "Get every question in the bank right at least once.",
        (Goal::Questions, "questions"),
        |t| t.known,
    ),
    many(
        "attendance",
        "Full Attendance",
        "Play the daily quiz seven days in a row.",
        (Goal::Times(7), "days"),
        |t| t.daily_row,
    ),
    many(
        "face-of-the-month",
        "Face of the Month",
        "Play the daily quiz thirty days in a row.",
        (Goal::Times(30), "days"),
        |t| t.daily_row,
    ),
    many(
        "frequent-filer",
        "Frequent Filer",
        "Finish a hundred games.",
        (Goal::Times(100), "games"),
        |t| t.games,
    ),
    many(
        "full-ream",
        "Full Ream",
        "Answer 500 questions, one for each sheet in a ream.",
        (Goal::Times(500), "questions"),
        |t| t.answered,
    ),
    many(
        "whole-carton",
        "Whole Carton",
        "Answer 5,000 questions: ten reams.",
        (Goal::Times(5_000), "questions"),
        |t| t.answered,
    ),
];
