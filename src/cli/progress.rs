//! Progress on standard error: only on a terminal, and only for what takes longer than a second.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Nothing is shown before this.
const PATIENCE: Duration = Duration::from_secs(1);

/// A bar that may never be seen.
pub struct Progress {
    began: Instant,
    what: &'static str,
    all: Option<u64>,
    bar: Option<ProgressBar>,
    wanted: bool,
}

impl Progress {
    /// A bar over `all` of something, or a counter where it is not known how many there are.
    pub fn new(what: &'static str, all: Option<u64>) -> Self {
        Self { began: Instant::now(), what, all, bar: None, wanted: std::io::stderr().is_terminal() }
    }

    /// So far.
    pub fn at(&mut self, done: u64) {
        if !self.wanted {
            return;
        }
        if self.bar.is_none() && self.began.elapsed() > PATIENCE {
            let bar = match self.all {
                Some(all) => ProgressBar::with_draw_target(Some(all), ProgressDrawTarget::stderr()),
                None => ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr()),
            };
            let shape =
                if self.all.is_some() { "{prefix} {wide_bar} {percent}% {eta}" } else { "{prefix} {pos} {elapsed}" };
            bar.set_style(ProgressStyle::with_template(shape).unwrap_or_else(|_| ProgressStyle::default_bar()));
            bar.set_prefix(self.what);
            self.bar = Some(bar);
        }
        if let Some(bar) = &self.bar {
            bar.set_position(done);
        }
    }

    /// As [`Progress::at`], where it is now known how many there are.
    pub fn of(&mut self, done: usize, all: usize) {
        self.all = u64::try_from(all).ok();
        self.at(u64::try_from(done).unwrap_or(0));
        if let (Some(bar), Some(all)) = (&self.bar, self.all) {
            bar.set_length(all);
        }
    }

    /// Says something above the bar, on standard error.
    pub fn tell(&self, text: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| super::output::tell(text)),
            None => super::output::tell(text),
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
