//! dundie: a trivia quiz for the terminal.
//!
//! Data flows one way:
//!
//! ```text
//! questions/*.toml ─▶ bank ─▶ quiz ─▶ scoring ─▶ history ─▶ boards, statistics, awards
//!                       ▲       ▲                    ▲
//!                       │       └──────── game ──────┘
//!                      lint                ▼
//!                                          ui
//! ```
//!
//! - [`bank`] turns TOML text into checked questions and an index; [`lint`] looks for flaws in
//!   the writing.
//! - [`quiz`] draws questions, presents them and judges answers; [`scoring`] counts points.
//! - [`history`] stores every answer; [`awards`] finds what it earned.
//! - [`game`] joins them with [`ui`], and [`commands`] turn options into a game or a report.
//!
//! All but `history`, `ui` and the edge ([`files`], [`clock`], [`app`]) are pure: time,
//! randomness and files are passed in, so a game can be played in a few lines:
//!
//! ```
//! use std::time::Duration;
//!
//! use dundie::files::builtin;
//! use dundie::quiz::{Reply, Rules, Session, present};
//!
//! let question = builtin::bank()?.question(0)?;
//! let presented = present(question, Rules::default());
//! let right = Reply::Places(presented.key.clone());
//! let mut session = Session::new(1, None, Vec::new());
//! session.ask(presented, "all-about-jim");
//! let _ = session.reply(&right, Duration::from_secs(3), Vec::new);
//! assert!(session.is_over());
//! assert_eq!(session.right(), 1);
//! # Ok::<_, dundie::bank::ReadError>(())
//! ```
#![forbid(unsafe_code)]
#![warn(clippy::disallowed_methods, clippy::disallowed_types)]

pub mod app;
pub mod awards;
pub mod bank;
pub mod cli;
pub mod clock;
pub mod commands;
pub mod error;
pub mod files;
pub mod formats;
pub mod game;
pub mod history;
pub mod lint;
pub mod pager;
pub mod print;
pub mod quiz;
pub mod scoring;
pub mod text;
pub mod ui;
