//! What commands say: results on standard output, progress on standard error.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{IsTerminal as _, Write as _};

/// Writes a line to standard output. Nobody may be listening there, and that is no reason to stop serving.
pub fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// Writes a line to standard error.
pub fn remark(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// Progress through a known number of steps: a bar on a terminal, a line every tenth elsewhere. May be advanced from several threads.
pub(crate) struct Progress {
    bar: ProgressBar,
    label: &'static str,
    on_terminal: bool,
}

impl Progress {
    pub(crate) fn start(label: &'static str, steps: usize) -> Self {
        let on_terminal = std::io::stderr().is_terminal();
        let target = if on_terminal { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(steps as u64), target);
        let template = "{msg} [{bar:40}] {pos}/{len} ({eta} left)";
        bar.set_style(ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.set_message(label);
        Self { bar, label, on_terminal }
    }

    /// Notes that one step is done.
    pub(crate) fn step(&self) {
        self.bar.inc(1);
        let (done, all) = (self.bar.position(), self.bar.length().unwrap_or(0).max(1));
        let tenth = |done: u64| done * 10 / all;
        if !self.on_terminal && tenth(done) > tenth(done.saturating_sub(1)) {
            // Nobody reads progress when standard error is closed, and that is no reason to stop.
            let _ = writeln!(std::io::stderr(), "{}: {done}/{all}", self.label);
        }
    }

    pub(crate) fn finish(&self) {
        self.bar.finish();
    }
}
